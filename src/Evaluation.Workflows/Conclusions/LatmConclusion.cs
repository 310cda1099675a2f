namespace Evaluation.Workflows.Conclusions;

/// <summary>Whether the expected interest of a télésurveillance activity justifies its listing.</summary>
public enum InteretAttendu
{
    /// <summary>Insufficient: no listing.</summary>
    Insuffisant,

    /// <summary>Sufficient.</summary>
    Suffisant,
}

/// <summary>How an activity stands against conventional follow-up, or against a listed télésurveillance.</summary>
public enum LatmComparison
{
    /// <summary>Better.</summary>
    Superieur,

    /// <summary>As good.</summary>
    Equivalent,
}

/// <summary>What brings the interest of an activity, ground by ground; null where nothing is said.</summary>
/// <param name="ClinicalImprovement">A clinical improvement, adverse effects and risks counted.</param>
/// <param name="OrganisationGain">A significant gain in the organisation of care, without loss of its quality.</param>
/// <param name="PublicHealth">An interest for public health.</param>
public sealed record LatmGrounds(bool? ClinicalImprovement, bool? OrganisationGain, bool? PublicHealth)
{
    /// <summary>Grounds of which nothing is known.</summary>
    public static LatmGrounds Unknown { get; } = new(null, null, null);

    /// <summary>Whether each ground has its answer.</summary>
    public bool AreKnown => ClinicalImprovement is not null && OrganisationGain is not null && PublicHealth is not null;
}

/// <summary>What the CNEDiMTS concludes on one indication of a télésurveillance activity.</summary>
/// <remarks>
/// The intérêt attendu is that of the activity, not of the device, and is no SA: code de la sécurité sociale, art. R. 162-74.
/// </remarks>
public sealed record LatmConclusion : Conclusion
{
    private LatmConclusion(
        InteretAttendu interet, LatmComparison? comparison, string? comparator, LatmGrounds grounds, string reasons, int? years)
        : base(reasons, years) =>
        (Interet, Comparison, Comparator, Grounds) = (interet, comparison, comparator, grounds);

    /// <summary>The intérêt attendu.</summary>
    public InteretAttendu Interet { get; }

    /// <summary>The comparison; null when the interest is insufficient or the source does not give it.</summary>
    public LatmComparison? Comparison { get; }

    /// <summary>What the activity was compared with; null under the same conditions.</summary>
    public string? Comparator { get; }

    /// <summary>What brings the interest.</summary>
    public LatmGrounds Grounds { get; }

    /// <inheritdoc/>
    public override string Kind => "latm-interet";

    /// <inheritdoc/>
    public override bool IsFavourable => Interet == InteretAttendu.Suffisant;

    /// <inheritdoc/>
    public override bool IsComplete => Grounds.AreKnown && (!IsFavourable || (Comparison is not null && Comparator is not null));

    /// <inheritdoc/>
    public override string Summary => (Interet, Comparison) switch
    {
        (InteretAttendu.Insuffisant, _) => "intérêt attendu insuffisant",
        (_, LatmComparison.Superieur) => $"intérêt attendu suffisant, supérieur à {Against}",
        (_, LatmComparison.Equivalent) => $"intérêt attendu suffisant, équivalent à {Against}",
        _ => "intérêt attendu suffisant, comparaison non trouvée",
    };

    private string Against => Comparator ?? "un comparateur non trouvé";

    /// <summary>A sufficient interest.</summary>
    /// <exception cref="ArgumentException">None of the three grounds is met, or a comparator is named without a comparison.</exception>
    public static LatmConclusion Sufficient(
        LatmComparison? comparison, string? comparator, LatmGrounds grounds, string reasons = "", int? years = null)
    {
        if (grounds is { ClinicalImprovement: false, OrganisationGain: false, PublicHealth: false })
        {
            throw new ArgumentException(
                "Un intérêt attendu suffisant repose sur l’un au moins des trois critères de l’art. R. 162-74. Corrigez les critères.");
        }

        if (comparison is null && !string.IsNullOrWhiteSpace(comparator))
            throw new ArgumentException("Un comparateur est nommé : dites si l’intérêt est supérieur ou équivalent.");
        return new LatmConclusion(
            InteretAttendu.Suffisant, comparison, string.IsNullOrWhiteSpace(comparator) ? null : comparator.Trim(), grounds,
            reasons, years);
    }

    /// <summary>An insufficient interest, which carries no comparison and no duration.</summary>
    public static LatmConclusion Insufficient(LatmGrounds grounds, string reasons = "") =>
        new(InteretAttendu.Insuffisant, null, null, grounds, reasons, null);

    internal static Conclusion Read(ConclusionText text)
    {
        var grounds = new LatmGrounds(text.IsMet("clinique"), text.IsMet("organisation"), text.IsMet("sante-publique"));
        if (text.IsVerdict("suffisant", "insuffisant", "L’intérêt attendu"))
        {
            return Sufficient(
                text.TextOf("comparaison") switch
                {
                    null => null,
                    "superieur" => LatmComparison.Superieur,
                    "equivalent" => LatmComparison.Equivalent,
                    var other => throw new ArgumentException(
                        $"La comparaison est « superieur » ou « equivalent » ; reçu : « {other} »."),
                },
                text.Comparator, grounds, text.Reasons, text.Years);
        }

        return text.Years is null
            ? Insufficient(grounds, text.Reasons)
            : throw new ArgumentException("Un intérêt attendu insuffisant ne porte pas de durée. Retirez-la.");
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "suffisant" : "insuffisant", null, Comparator, Reasons, Years,
        ConclusionText.Flat(
            ("comparaison", Comparison switch
            {
                LatmComparison.Superieur => "superieur",
                LatmComparison.Equivalent => "equivalent",
                _ => null,
            }),
            ("clinique", Grounds.ClinicalImprovement), ("organisation", Grounds.OrganisationGain),
            ("sante-publique", Grounds.PublicHealth)));
}
