namespace Evaluation.Workflows.Conclusions;

/// <summary>What was found on each condition of a PECAN; null where nothing is said.</summary>
/// <param name="IsCeMarkedInIndication">CE marking in the claimed indication.</param>
/// <param name="BringsClinicalBenefit">Presumed innovative in clinical benefit, from the first data.</param>
/// <param name="ImprovesOrganisation">Presumed innovative in the organisation of care, without loss of its quality.</param>
/// <param name="HasStudiesUnderWay">Studies under way that can bring enough data within the 6 or 9 months.</param>
public sealed record PecanFindings(
    bool? IsCeMarkedInIndication, bool? BringsClinicalBenefit, bool? ImprovesOrganisation, bool? HasStudiesUnderWay)
{
    /// <summary>Findings of which nothing is known.</summary>
    public static PecanFindings Unknown { get; } = new(null, null, null, null);

    /// <summary>Whether each condition has its answer.</summary>
    public bool AreKnown => IsCeMarkedInIndication is not null && BringsClinicalBenefit is not null
        && ImprovesOrganisation is not null && HasStudiesUnderWay is not null;

    /// <summary>The conditions that fail, in French.</summary>
    public IReadOnlyList<string> Failures =>
    [
        .. IsCeMarkedInIndication == false ? ["le marquage CE dans l’indication"] : Array.Empty<string>(),
        .. BringsClinicalBenefit == false && ImprovesOrganisation == false
            ? ["la présomption d’innovation, clinique ou organisationnelle"]
            : Array.Empty<string>(),
        .. HasStudiesUnderWay == false ? ["des études en cours"] : Array.Empty<string>(),
    ];
}

/// <summary>What the CNEDiMTS concludes on one indication of a PECAN: a presumption, neither SA nor intérêt attendu.</summary>
/// <remarks>Code de la sécurité sociale, art. L. 162-1-23 and R. 162-113.</remarks>
public sealed record PecanConclusion : Conclusion
{
    private PecanConclusion(bool isFavourable, PecanFindings findings, string reasons)
        : base(reasons, years: null) => (IsFavourable, Findings) = (isFavourable, findings);

    /// <summary>What was found on each condition.</summary>
    public PecanFindings Findings { get; }

    /// <inheritdoc/>
    public override string Kind => "pecan-presomption";

    /// <inheritdoc/>
    public override bool IsFavourable { get; }

    /// <inheritdoc/>
    public override bool IsComplete => Findings.AreKnown;

    /// <inheritdoc/>
    public override string Summary => (IsFavourable, Findings.Failures) switch
    {
        (true, _) => $"présomption d’innovation favorable{Ground}",
        (false, { Count: > 0 } failures) => $"défavorable : manque {string.Join(", ", failures)}",
        _ => "défavorable, motif non trouvé",
    };

    private string Ground => (Findings.BringsClinicalBenefit, Findings.ImprovesOrganisation) switch
    {
        (true, true) => " (bénéfice clinique et organisation des soins)",
        (true, _) => " (bénéfice clinique)",
        (_, true) => " (organisation des soins)",
        _ => "",
    };

    /// <summary>A favourable presumption.</summary>
    /// <exception cref="ArgumentException">A condition fails; the message names it, in French.</exception>
    public static PecanConclusion Favourable(PecanFindings findings, string reasons = "") => findings.Failures.Count == 0
        ? new PecanConclusion(true, findings, reasons)
        : throw new ArgumentException(
            $"Un avis favorable suppose {string.Join(", ", findings.Failures)}. Corrigez les critères, ou concluez défavorablement.");

    /// <summary>An unfavourable conclusion.</summary>
    /// <exception cref="ArgumentException">Every condition is met: nothing would found the refusal.</exception>
    public static PecanConclusion Unfavourable(PecanFindings findings, string reasons = "") =>
        findings.AreKnown && findings.Failures.Count == 0
            ? throw new ArgumentException("Un avis défavorable se fonde sur un critère qui manque ; ici, tous sont remplis.")
            : new PecanConclusion(false, findings, reasons);

    internal static Conclusion Read(ConclusionText text)
    {
        var findings = new PecanFindings(
            text.IsMet("marquage-ce"), text.IsMet("benefice-clinique"), text.IsMet("organisation"), text.IsMet("etudes-en-cours"));
        return text.IsVerdict("favorable", "defavorable", "La conclusion d’une PECAN")
            ? Favourable(findings, text.Reasons)
            : Unfavourable(findings, text.Reasons);
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "favorable" : "defavorable", null, null, Reasons, null,
        ConclusionText.Flat(
            ("marquage-ce", Findings.IsCeMarkedInIndication), ("benefice-clinique", Findings.BringsClinicalBenefit),
            ("organisation", Findings.ImprovesOrganisation), ("etudes-en-cours", Findings.HasStudiesUnderWay)));
}
