namespace Evaluation.Workflows.Procedures;

/// <summary>What each authority decides, as it is said on the screen.</summary>
public static class Authorities
{
    /// <summary>The title of its decision: « Avis de la HAS ».</summary>
    public static string Title(this Authority authority) => authority switch
    {
        Authority.Has => "Avis de la HAS",
        Authority.Ceps => "Tarif, CEPS",
        Authority.Ministers => "Décision des ministres",
        Authority.Ans => "Certificat de l’ANS",
        Authority.Ceesp => "Avis de la CEESP",
        _ => throw new ArgumentOutOfRangeException(nameof(authority), authority, "Unknown authority."),
    };

    /// <summary>What is said while it has not decided.</summary>
    public static string Absence(this Authority authority) => authority switch
    {
        Authority.Has => "L’avis n’est pas encore rendu.",
        Authority.Ceps => "Le CEPS ne s’est pas prononcé.",
        Authority.Ministers => "Les ministres n’ont pas décidé.",
        Authority.Ans => "L’ANS ne s’est pas prononcée.",
        Authority.Ceesp => "La CEESP ne s’est pas prononcée.",
        _ => throw new ArgumentOutOfRangeException(nameof(authority), authority, "Unknown authority."),
    };
}
