using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Assessment;

/// <summary>What a digital solution is used for.</summary>
public enum DigitalPurpose
{
    /// <summary>Services around care, without direct action on health: appointments, shared record, location.</summary>
    Support,

    /// <summary>General information or training.</summary>
    Information,

    /// <summary>Help for living, compensation.</summary>
    Living,

    /// <summary>Prevention.</summary>
    Prevention,

    /// <summary>Screening.</summary>
    Screening,

    /// <summary>Diagnosis.</summary>
    Diagnosis,

    /// <summary>Adherence to treatment.</summary>
    Adherence,

    /// <summary>Monitoring, télésurveillance included.</summary>
    Monitoring,

    /// <summary>Treatment.</summary>
    Treatment,
}

/// <summary>The four levels of the functional classification.</summary>
public enum FunctionalLevel
{
    /// <summary>Support services.</summary>
    A,

    /// <summary>General information, not personalised.</summary>
    B,

    /// <summary>Help for living, prevention, screening, diagnosis, adherence, monitoring or treatment; a person decides.</summary>
    C,

    /// <summary>Autonomous management of the decision.</summary>
    D,
}

/// <summary>The functional level of a digital solution, and why it is that one.</summary>
/// <remarks>
/// A pure function of the purpose, the personalisation and the autonomy: whether the solution is a medical device plays no part.
/// Source: HAS, functional classification of digital solutions by purpose of use, 17 February 2021.
/// </remarks>
public sealed record FunctionalClassification
{
    /// <summary>Where the four levels come from.</summary>
    public static LegalSource Source { get; } = new(
        "HAS, classification fonctionnelle selon la finalité d’usage, 17 février 2021", Confidence.Verified,
        "https://has-sante.fr/jcms/p_3238360/fr/classification-fonctionnelle-selon-leur-finalite-d-usage-des-solutions-numeriques-utilisees-dans-le-cadre-de-soins-medicaux-ou-paramedicaux");

    private static readonly LegalSource OurReading = new(
        "Lecture de cet outil, combinaison que le tableau de la HAS ne montre pas", Confidence.Unverified);

    private FunctionalClassification(FunctionalLevel level, string reason, LegalSource reasonSource) =>
        (Level, Reason, ReasonSource) = (level, reason, reasonSource);

    /// <summary>The level.</summary>
    public FunctionalLevel Level { get; }

    /// <summary>Why, in French.</summary>
    public string Reason { get; }

    /// <summary>Where the reason comes from; unverified for a combination that the text does not show.</summary>
    public LegalSource ReasonSource { get; }

    /// <summary>The level of a solution.</summary>
    /// <param name="purpose">What it is used for.</param>
    /// <param name="isPersonalised">Whether its answer depends on data of the person.</param>
    /// <param name="isAutonomous">Whether it analyses, decides and acts without anyone in between.</param>
    public static FunctionalClassification Of(DigitalPurpose purpose, bool isPersonalised, bool isAutonomous) =>
        (purpose, isPersonalised, isAutonomous) switch
        {
            (DigitalPurpose.Support or DigitalPurpose.Information, _, true) => new(FunctionalLevel.D,
                "La solution décide sans intervention humaine : l’autonomie l’emporte sur la finalité. Vérifiez la finalité, "
                + "car un service de support ou une information générale ne décide pas.", OurReading),
            (_, false, true) => new(FunctionalLevel.D,
                "La solution décide sans intervention humaine : l’autonomie l’emporte. Vérifiez la personnalisation, car une "
                + "décision autonome s’appuie d’ordinaire sur des données de la personne.", OurReading),
            (_, true, true) => new(FunctionalLevel.D,
                "La solution analyse des données de la personne et décide sans intervention humaine.", Source),
            (DigitalPurpose.Support, _, false) => new(FunctionalLevel.A,
                "La solution rend un service de support, sans action directe sur la santé, personnalisé ou non.", Source),
            (DigitalPurpose.Information, false, false) => new(FunctionalLevel.B,
                "La solution donne une information générale, la même pour tous.", Source),
            (DigitalPurpose.Information, true, false) => new(FunctionalLevel.C,
                "L’information dépend de données de la personne : elle n’est plus générale, et personne n’est écarté de la décision.",
                OurReading),
            (_, true, false) => new(FunctionalLevel.C,
                "La solution s’appuie sur des données de la personne et laisse la décision à une personne.", Source),
            (_, false, false) => new(FunctionalLevel.B,
                "Sans données de la personne, la solution revient à une information générale, quelle que soit sa finalité.", OurReading),
        };

    /// <summary>A purpose in French.</summary>
    public static string TitleOf(DigitalPurpose purpose) => purpose switch
    {
        DigitalPurpose.Support => "services de support",
        DigitalPurpose.Information => "information générale ou formation",
        DigitalPurpose.Living => "aide à la vie, compensation",
        DigitalPurpose.Prevention => "prévention",
        DigitalPurpose.Screening => "dépistage",
        DigitalPurpose.Diagnosis => "diagnostic",
        DigitalPurpose.Adherence => "observance",
        DigitalPurpose.Monitoring => "surveillance, télésurveillance",
        DigitalPurpose.Treatment => "traitement",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "Unknown purpose."),
    };

    /// <summary>A level in French.</summary>
    public static string TitleOf(FunctionalLevel level) => level switch
    {
        FunctionalLevel.A => "niveau A, services de support",
        FunctionalLevel.B => "niveau B, information générale",
        FunctionalLevel.C => "niveau C, aide à la décision ou au soin, sans autonomie",
        FunctionalLevel.D => "niveau D, gestion autonome de la décision",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Unknown level."),
    };
}
