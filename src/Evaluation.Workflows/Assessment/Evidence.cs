using System.Text.Json.Serialization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Assessment;

/// <summary>What a piece of evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>A study.</summary>
    Study,

    /// <summary>A reference of the literature.</summary>
    Reference,

    /// <summary>A figure drawn from what patients write.</summary>
    PatientFigure,

    /// <summary>A page of the dossier.</summary>
    DossierPage,

    /// <summary>An answer that a review of the literature gives, each sentence with the words it rests on.</summary>
    CitedAnswer,
}

/// <summary>The grade of a piece of evidence, on the scale of the HAS.</summary>
public enum EvidenceGrade
{
    /// <summary>Established.</summary>
    A,

    /// <summary>Presumed.</summary>
    B,

    /// <summary>Low.</summary>
    C,

    /// <summary>Agreement of experts, for want of studies.</summary>
    Ae,
}

/// <summary>Under which numbers a study or a reference is known; each may be null.</summary>
/// <param name="Doi">The DOI, such as « 10.1000/xyz ».</param>
/// <param name="Pmid">The number of PubMed.</param>
/// <param name="Nct">The number of ClinicalTrials.gov, such as « NCT01234567 ».</param>
public sealed record EvidenceIdentifiers(string? Doi = null, string? Pmid = null, string? Nct = null)
{
    /// <summary>Those that are there, as a person would cite them.</summary>
    public IEnumerable<string> Cited()
    {
        if (Doi is not null)
            yield return $"doi:{Doi}";
        if (Pmid is not null)
            yield return $"PMID {Pmid}";
        if (Nct is not null)
            yield return Nct;
    }
}

/// <summary>What a piece of evidence is, and where it comes from, in plain values.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Title">The title shown.</param>
/// <param name="Identifiers">Its numbers.</param>
/// <param name="Figure">What it says, in a line or a figure with its count and its interval; may be empty.</param>
/// <param name="Origin">Where it was taken from; may be empty for what the dossier holds.</param>
/// <param name="Date">Its date, or that of the source; null when unknown.</param>
/// <param name="Sha256">The hash of the source, for a figure or a reference taken from elsewhere; null when there is none.</param>
/// <param name="Place">The page of the dossier; null when it is not in the dossier.</param>
public sealed record EvidenceDescription(
    EvidenceKind Kind, string Title, EvidenceIdentifiers Identifiers, string Figure = "", string Origin = "", DateOnly? Date = null,
    string? Sha256 = null, PartPage? Place = null)
{
    /// <summary>The words it rests on, as they stand in the source; null or empty when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EvidenceQuote>? Quotes { get; init; }

    /// <summary>What it was taken from in another part of the product; null when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EvidenceSource? TakenFrom { get; init; }
}

/// <summary>Words on which a piece of evidence rests.</summary>
/// <param name="Text">The words.</param>
/// <param name="Where">Where they stand: « référence n° 12, Martin 2024 », « commentaire n° 213 ».</param>
public sealed record EvidenceQuote(string Text, string Where);

/// <summary>What a piece of evidence was taken from, as plain values, so that the other side can be shown where it is used.</summary>
/// <param name="Part">The part of the product: « revue » or « commentaires ».</param>
/// <param name="Id">The review or the batch.</param>
/// <param name="Item">The reference in it; null when it is drawn from the whole.</param>
public sealed record EvidenceSource(string Part, string Id, string? Item = null)
{
    /// <summary>A review of the literature.</summary>
    public const string Review = "revue";

    /// <summary>A batch of comments.</summary>
    public const string Comments = "commentaires";
}

/// <summary>How strong a piece of evidence is found to be. What is not known yet is null, and listed as missing.</summary>
/// <param name="Level">The level of evidence, 1 (strong) to 4.</param>
/// <param name="Grade">The grade.</param>
/// <param name="IsSpecific">Whether it bears on the product itself.</param>
/// <param name="IsComparative">Whether it compares.</param>
/// <param name="Transposability">Why data on something else hold for this product; empty when nothing is said.</param>
public sealed record EvidenceAppraisal(
    int? Level = null, EvidenceGrade? Grade = null, bool? IsSpecific = null, bool? IsComparative = null, string Transposability = "");

/// <summary>A point of a conclusion: what evidence is for.</summary>
/// <param name="Indication">The indication.</param>
/// <param name="Criterion">The verdict, the level, the comparator or a criterion; see <see cref="ConclusionPoints"/>.</param>
public sealed record ConclusionPoint(string Indication, string Criterion);

/// <summary>A piece of evidence, as it stands.</summary>
public sealed record EvidenceItem
{
    /// <summary>Its key in the dossier: « P1 ».</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required EvidenceDescription Description { get; init; }

    /// <summary>How strong it is found to be.</summary>
    public required EvidenceAppraisal Appraisal { get; init; }

    /// <summary>Who added it.</summary>
    public required PersonId AddedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Why it no longer counts; null while it counts.</summary>
    public string? SetAsideFor { get; init; }

    /// <summary>The points it is used for, in the order in which they were linked.</summary>
    public IReadOnlyList<ConclusionPoint> Uses { get; init; } = [];
}

/// <summary>The French names of evidence.</summary>
public static class EvidenceText
{
    private static readonly (EvidenceKind Kind, string Key, string Title)[] Kinds =
    [
        (EvidenceKind.Study, "etude", "étude"), (EvidenceKind.Reference, "reference", "référence bibliographique"),
        (EvidenceKind.PatientFigure, "ressenti", "chiffre de ressenti des patients"),
        (EvidenceKind.DossierPage, "page", "page du dossier"), (EvidenceKind.CitedAnswer, "reponse", "réponse citée"),
    ];

    /// <summary>Where levels and grades come from.</summary>
    public static LegalSource GradeSource { get; } = new(
        "HAS, niveau de preuve et gradation des recommandations, 2013, d’après une société savante", Confidence.Secondary,
        "https://reco.sfdermato.org/fr/%C3%A9chelle-de-gradation-des-recommandation-de-dermatologie");

    /// <summary>Every kind, with its key and its words.</summary>
    public static IReadOnlyList<(EvidenceKind Kind, string Key, string Title)> EveryKind => Kinds;

    /// <summary>Every grade, with what it means.</summary>
    public static IReadOnlyList<(EvidenceGrade Grade, string Title)> EveryGrade { get; } =
    [
        (EvidenceGrade.A, "A, preuve scientifique établie"), (EvidenceGrade.B, "B, présomption scientifique"),
        (EvidenceGrade.C, "C, faible niveau de preuve"), (EvidenceGrade.Ae, "AE, accord d’experts"),
    ];

    /// <summary>The kind of a key, or null.</summary>
    public static EvidenceKind? FindKind(string key) =>
        Kinds.Where(entry => entry.Key == key).Select(entry => (EvidenceKind?)entry.Kind).FirstOrDefault();

    /// <summary>The grade written « A », « B », « C » or « AE », or null.</summary>
    public static EvidenceGrade? FindGrade(string text) =>
        EveryGrade.Where(entry => string.Equals(entry.Grade.Short(), text, StringComparison.OrdinalIgnoreCase))
            .Select(entry => (EvidenceGrade?)entry.Grade).FirstOrDefault();

    /// <summary>The words of a kind.</summary>
    public static string Title(this EvidenceKind kind) => Kinds.First(entry => entry.Kind == kind).Title;

    /// <summary>The key of a kind.</summary>
    public static string Key(this EvidenceKind kind) => Kinds.First(entry => entry.Kind == kind).Key;

    /// <summary>« A », « B », « C » or « AE ».</summary>
    public static string Short(this EvidenceGrade grade) => grade == EvidenceGrade.Ae ? "AE" : grade.ToString();
}
