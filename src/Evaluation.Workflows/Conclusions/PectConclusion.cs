namespace Evaluation.Workflows.Conclusions;

/// <summary>What was found on each condition of a PECT that the commission appraises; null where nothing is said.</summary>
/// <param name="IsSeriousOrRare">1°: a serious or rare disease, or the compensation of a handicap.</param>
/// <param name="HasNoComparator">2°: no relevant comparator, the need is not or badly covered.</param>
/// <param name="IsLikelyToImprove">3°: very likely to improve health, or the compensation of the handicap, significantly.</param>
/// <param name="IsLikelyInnovative">4°: likely innovative, beyond a mere technical evolution.</param>
/// <param name="HasAcceptableEffect">5°: a relevant efficacy and an important effect, for acceptable undesirable effects.</param>
/// <param name="HasStudiesUnderWay">12°: studies under way that bring enough data within twelve months; asked since 1 April 2023.</param>
/// <param name="IsOutsidePecan">13°: neither a therapeutic DMN nor télésurveillance; asked since 1 April 2023.</param>
public sealed record PectFindings(
    bool? IsSeriousOrRare, bool? HasNoComparator, bool? IsLikelyToImprove, bool? IsLikelyInnovative, bool? HasAcceptableEffect,
    bool? HasStudiesUnderWay, bool? IsOutsidePecan)
{
    /// <summary>Findings of which nothing is known.</summary>
    public static PectFindings Unknown { get; } = new(null, null, null, null, null, null, null);

    private IReadOnlyList<(int Number, bool? IsMet)> All =>
    [
        (1, IsSeriousOrRare), (2, HasNoComparator), (3, IsLikelyToImprove), (4, IsLikelyInnovative), (5, HasAcceptableEffect),
        (12, HasStudiesUnderWay), (13, IsOutsidePecan),
    ];

    /// <summary>
    /// Whether each condition has its answer. The two of 2023 go together: an opinion of before has neither.
    /// </summary>
    public bool AreKnown => All.Take(5).All(condition => condition.IsMet is not null)
        && HasStudiesUnderWay is null == IsOutsidePecan is null;

    /// <summary>How many conditions are met.</summary>
    public int Met => All.Count(condition => condition.IsMet == true);

    /// <summary>The numbers, in art. R. 165-90, of the conditions that fail.</summary>
    public IReadOnlyList<int> Failures => [.. All.Where(condition => condition.IsMet == false).Select(condition => condition.Number)];
}

/// <summary>What the CNEDiMTS concludes on one indication of a PECT: one answer per condition, and a verdict.</summary>
/// <remarks>
/// Code de la sécurité sociale, art. R. 165-90, II: conditions 1° to 5°, and 12° and 13° since 1 April 2023. Conclusions recorded
/// before the text was read answer the first four and the twelfth; they are still read.
/// </remarks>
public sealed record PectConclusion : Conclusion
{
    private PectConclusion(bool isFavourable, PectFindings findings, string reasons)
        : base(reasons, years: null) => (IsFavourable, Findings) = (isFavourable, findings);

    /// <summary>What was found on each condition.</summary>
    public PectFindings Findings { get; }

    /// <inheritdoc/>
    public override string Kind => "pect-criteres";

    /// <inheritdoc/>
    public override bool IsFavourable { get; }

    /// <inheritdoc/>
    public override bool IsComplete => Findings.AreKnown;

    /// <inheritdoc/>
    public override string Summary => (IsFavourable, Findings.Failures) switch
    {
        (true, _) => Findings.Met > 0 ? $"favorable, {Findings.Met} conditions remplies" : "favorable, conditions non trouvées",
        (false, { Count: > 0 } failures) => $"défavorable, condition{(failures.Count > 1 ? "s" : "")} {string.Join(", ", failures)} non remplie{(failures.Count > 1 ? "s" : "")}",
        _ => "défavorable, conditions non trouvées",
    };

    /// <summary>A favourable conclusion.</summary>
    /// <exception cref="ArgumentException">A condition fails; the message gives its number, in French.</exception>
    public static PectConclusion Favourable(PectFindings findings, string reasons = "") => findings.Failures.Count == 0
        ? new PectConclusion(true, findings, reasons)
        : throw new ArgumentException(
            $"Un avis favorable suppose chaque condition ; non remplie : {string.Join(", ", findings.Failures)}. "
            + "Corrigez les réponses, ou concluez défavorablement.");

    /// <summary>An unfavourable conclusion.</summary>
    /// <exception cref="ArgumentException">Every condition is met: nothing would found the refusal.</exception>
    public static PectConclusion Unfavourable(PectFindings findings, string reasons = "") =>
        findings.AreKnown && findings.Failures.Count == 0
            ? throw new ArgumentException("Un avis défavorable se fonde sur une condition non remplie ; ici, toutes le sont.")
            : new PectConclusion(false, findings, reasons);

    internal static Conclusion Read(ConclusionText text)
    {
        var findings = new PectFindings(
            text.IsMet("gravite"), text.IsMet("sans-comparateur"), text.IsMet("amelioration"), text.IsMet("innovation"),
            text.IsMet("efficacite"), text.IsMet("resultats"), text.IsMet("hors-pecan"));
        return text.IsVerdict("favorable", "defavorable", "La conclusion d’une PECT")
            ? Favourable(findings, text.Reasons)
            : Unfavourable(findings, text.Reasons);
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "favorable" : "defavorable", null, null, Reasons, null,
        ConclusionText.Flat(
            ("gravite", Findings.IsSeriousOrRare), ("sans-comparateur", Findings.HasNoComparator),
            ("amelioration", Findings.IsLikelyToImprove), ("innovation", Findings.IsLikelyInnovative),
            ("efficacite", Findings.HasAcceptableEffect), ("resultats", Findings.HasStudiesUnderWay),
            ("hors-pecan", Findings.IsOutsidePecan)));
}
