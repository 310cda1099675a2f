namespace Evaluation.Workflows.Conclusions;

/// <summary>What the CNEDiMTS answers on a line of the LPPR that the ministers create or change.</summary>
/// <remarks>Code de la sécurité sociale, art. R. 165-9. The line concerns a kind of product, no product of its own.</remarks>
public sealed record LpprLineConclusion : Conclusion
{
    private LpprLineConclusion(bool isFavourable, string? conditions, string reasons)
        : base(reasons, years: null) => (IsFavourable, Conditions) = (isFavourable, conditions);

    /// <summary>What the line should be changed into; null when it stands as it is, or is refused.</summary>
    public string? Conditions { get; }

    /// <inheritdoc/>
    public override string Kind => "lppr-ligne";

    /// <inheritdoc/>
    public override bool IsFavourable { get; }

    /// <inheritdoc/>
    public override bool IsComplete => true;

    /// <inheritdoc/>
    public override string Summary => (IsFavourable, Conditions) switch
    {
        (false, _) => "avis défavorable sur la ligne",
        (true, null) => "avis favorable sur la ligne",
        _ => "avis favorable sur la ligne, sous conditions",
    };

    /// <summary>A favourable opinion, with the conditions it makes, if any.</summary>
    public static LpprLineConclusion Favourable(string? conditions = null, string reasons = "") =>
        new(true, string.IsNullOrWhiteSpace(conditions) ? null : conditions.Trim(), reasons);

    /// <summary>An unfavourable opinion.</summary>
    public static LpprLineConclusion Unfavourable(string reasons = "") => new(false, null, reasons);

    internal static Conclusion Read(ConclusionText text)
    {
        if (text.IsVerdict("favorable", "defavorable", "L’avis sur une ligne"))
            return Favourable(text.TextOf("conditions"), text.Reasons);
        return text.TextOf("conditions") is null
            ? Unfavourable(text.Reasons)
            : throw new ArgumentException("Un avis défavorable ne porte pas de conditions. Retirez-les, ou concluez favorablement.");
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "favorable" : "defavorable", null, null, Reasons, null, ConclusionText.Flat(("conditions", Conditions)));
}

/// <summary>The référentiel that the CNEDiMTS gives with its opinion on a generic line of télésurveillance.</summary>
/// <remarks>Code de la sécurité sociale, art. R. 162-84 and R. 162-91.</remarks>
public sealed record LatmReferentielConclusion : Conclusion
{
    private LatmReferentielConclusion(
        bool isFavourable, string? eligibility, string? professionals, string? requirements, string? accompaniment, string reasons)
        : base(reasons, years: null)
    {
        (IsFavourable, Eligibility, Professionals) = (isFavourable, eligibility, professionals);
        (Requirements, Accompaniment) = (requirements, accompaniment);
    }

    /// <summary>Which patients are eligible, and which are not; null when the source does not say.</summary>
    public string? Eligibility { get; }

    /// <summary>Which professionals, with which qualifications and organisation; null when the source does not say.</summary>
    public string? Professionals { get; }

    /// <summary>The minimal technical specifications, data and alerts; null when the source does not say.</summary>
    public string? Requirements { get; }

    /// <summary>The therapeutic accompaniment; null when the source does not say.</summary>
    public string? Accompaniment { get; }

    /// <inheritdoc/>
    public override string Kind => "latm-referentiel";

    /// <inheritdoc/>
    public override bool IsFavourable { get; }

    /// <inheritdoc/>
    public override bool IsComplete =>
        !IsFavourable || (Eligibility is not null && Professionals is not null && Requirements is not null && Accompaniment is not null);

    /// <inheritdoc/>
    public override string Summary => (IsFavourable, IsComplete) switch
    {
        (false, _) => "référentiel non adopté",
        (true, true) => "référentiel adopté",
        _ => "référentiel adopté, contenu non repris",
    };

    internal static Conclusion Read(ConclusionText text) => text.IsVerdict("adopte", "non-adopte", "Le référentiel")
        ? new LatmReferentielConclusion(
            true, text.TextOf("eligibilite"), text.TextOf("professionnels"), text.TextOf("exigences"),
            text.TextOf("accompagnement"), text.Reasons)
        : text.Criteria is null or { Count: 0 }
            ? new LatmReferentielConclusion(false, null, null, null, null, text.Reasons)
            : throw new ArgumentException("Un référentiel non adopté n’a pas de contenu. Retirez-le, ou adoptez-le.");

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "adopte" : "non-adopte", null, null, Reasons, null,
        ConclusionText.Flat(
            ("eligibilite", Eligibility), ("professionnels", Professionals), ("exigences", Requirements),
            ("accompagnement", Accompaniment)));
}
