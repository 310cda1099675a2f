namespace Evaluation.Workflows.Conclusions;

/// <summary>What was found on each of the five criteria of a PECT; null where nothing is said.</summary>
/// <param name="IsSeriousOrRare">A serious or rare disease, or the compensation of a handicap.</param>
/// <param name="HasNoComparator">No relevant comparator: the need is not covered.</param>
/// <param name="IsLikelyToImprove">Likely to improve health, or to compensate the handicap, significantly.</param>
/// <param name="IsLikelyInnovative">Likely innovative, beyond a mere technical evolution.</param>
/// <param name="HasResultsInTime">Results of studies expected in time for the LPPR filing.</param>
public sealed record PectFindings(
    bool? IsSeriousOrRare, bool? HasNoComparator, bool? IsLikelyToImprove, bool? IsLikelyInnovative, bool? HasResultsInTime)
{
    /// <summary>Findings of which nothing is known.</summary>
    public static PectFindings Unknown { get; } = new(null, null, null, null, null);

    private IReadOnlyList<bool?> All =>
        [IsSeriousOrRare, HasNoComparator, IsLikelyToImprove, IsLikelyInnovative, HasResultsInTime];

    /// <summary>Whether each criterion has its answer.</summary>
    public bool AreKnown => All.All(criterion => criterion is not null);

    /// <summary>The numbers, from 1 to 5, of the criteria that fail.</summary>
    public IReadOnlyList<int> Failures => [.. All.Select((met, index) => (met, index)).Where(x => x.met == false).Select(x => x.index + 1)];
}

/// <summary>What the CNEDiMTS concludes on one indication of a PECT: one answer per criterion, and a verdict.</summary>
/// <remarks>Code de la sécurité sociale, art. L. 165-1-5 and R. 165-90; the fifth criterion was not read in the text.</remarks>
public sealed record PectConclusion : Conclusion
{
    private PectConclusion(bool isFavourable, PectFindings findings, string reasons)
        : base(reasons, years: null) => (IsFavourable, Findings) = (isFavourable, findings);

    /// <summary>What was found on each criterion.</summary>
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
        (true, _) => Findings.AreKnown ? "favorable, les cinq critères remplis" : "favorable, critères non trouvés",
        (false, { Count: > 0 } failures) => $"défavorable, critère{(failures.Count > 1 ? "s" : "")} {string.Join(", ", failures)} non rempli{(failures.Count > 1 ? "s" : "")}",
        _ => "défavorable, critères non trouvés",
    };

    /// <summary>A favourable conclusion.</summary>
    /// <exception cref="ArgumentException">A criterion fails; the message gives its number, in French.</exception>
    public static PectConclusion Favourable(PectFindings findings, string reasons = "") => findings.Failures.Count == 0
        ? new PectConclusion(true, findings, reasons)
        : throw new ArgumentException(
            $"Un avis favorable suppose les cinq critères ; non rempli : {string.Join(", ", findings.Failures)}. "
            + "Corrigez les critères, ou concluez défavorablement.");

    /// <summary>An unfavourable conclusion.</summary>
    /// <exception cref="ArgumentException">Every criterion is met: nothing would found the refusal.</exception>
    public static PectConclusion Unfavourable(PectFindings findings, string reasons = "") =>
        findings.AreKnown && findings.Failures.Count == 0
            ? throw new ArgumentException("Un avis défavorable se fonde sur un critère non rempli ; ici, tous le sont.")
            : new PectConclusion(false, findings, reasons);

    internal static Conclusion Read(ConclusionText text)
    {
        var findings = new PectFindings(
            text.IsMet("gravite"), text.IsMet("sans-comparateur"), text.IsMet("amelioration"), text.IsMet("innovation"),
            text.IsMet("resultats"));
        return text.IsVerdict("favorable", "defavorable", "La conclusion d’une PECT")
            ? Favourable(findings, text.Reasons)
            : Unfavourable(findings, text.Reasons);
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "favorable" : "defavorable", null, null, Reasons, null,
        ConclusionText.Flat(
            ("gravite", Findings.IsSeriousOrRare), ("sans-comparateur", Findings.HasNoComparator),
            ("amelioration", Findings.IsLikelyToImprove), ("innovation", Findings.IsLikelyInnovative),
            ("resultats", Findings.HasResultsInTime)));
}
