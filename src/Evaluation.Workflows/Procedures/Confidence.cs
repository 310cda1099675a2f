namespace Evaluation.Workflows.Procedures;

/// <summary>How sure we are of a legal fact, as written beside it in the data.</summary>
public enum Confidence
{
    /// <summary>[V] Read in the text itself: code article, arrêté, published opinion.</summary>
    Verified,

    /// <summary>[S] Read in a secondary source: press, law firm, association.</summary>
    Secondary,

    /// <summary>[M] Not checked. Shown with its flag and kept as a setting, never as a fixed rule.</summary>
    Unverified,
}

/// <summary>Where a legal fact comes from.</summary>
/// <param name="Article">The article or document, as a person would cite it.</param>
/// <param name="Confidence">How sure we are of it.</param>
/// <param name="Url">Where it was read; null when it was not read online.</param>
public sealed record LegalSource(string Article, Confidence Confidence, string? Url = null)
{
    /// <summary>The mark shown to users: « V », « S » or « M ».</summary>
    public string Mark => Confidence switch
    {
        Confidence.Verified => "V",
        Confidence.Secondary => "S",
        Confidence.Unverified => "M",
        _ => throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "Unknown confidence."),
    };

    /// <summary>The article with its mark, for instance « CSS, art. R. 165-12 [V] ».</summary>
    public override string ToString() => $"{Article} [{Mark}]";
}
