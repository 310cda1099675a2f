namespace Evaluation.Workflows.Conclusions;

/// <summary>Whether a product or act is eligible for the forfait innovation, criterion by criterion.</summary>
/// <remarks>
/// Code de la sécurité sociale, art. R. 165-63 and R. 165-64, 1° and 2°, as they stood in 2019. The wording of the two criteria
/// was not read: they are named by their number.
/// </remarks>
public sealed record ForfaitInnovationConclusion : Conclusion
{
    private ForfaitInnovationConclusion(
        bool isFavourable, bool? isInnovative, bool? meetsFirst, bool? meetsSecond, string reasons)
        : base(reasons, years: null) =>
        (IsFavourable, IsInnovative, MeetsFirst, MeetsSecond) = (isFavourable, isInnovative, meetsFirst, meetsSecond);

    /// <summary>Innovative in the sense of art. R. 165-63; null where nothing is said.</summary>
    public bool? IsInnovative { get; }

    /// <summary>Meets art. R. 165-64, 1°; null where nothing is said.</summary>
    public bool? MeetsFirst { get; }

    /// <summary>Meets art. R. 165-64, 2°; null where nothing is said.</summary>
    public bool? MeetsSecond { get; }

    /// <inheritdoc/>
    public override string Kind => "forfait-eligibilite";

    /// <inheritdoc/>
    public override bool IsFavourable { get; }

    /// <inheritdoc/>
    public override bool IsComplete => IsInnovative is not null && MeetsFirst is not null && MeetsSecond is not null;

    /// <inheritdoc/>
    public override string Summary => IsFavourable ? "éligible au forfait innovation" : "non éligible au forfait innovation";

    /// <summary>An eligible product or act.</summary>
    /// <exception cref="ArgumentException">A criterion fails.</exception>
    public static ForfaitInnovationConclusion Eligible(
        bool? isInnovative, bool? meetsFirst, bool? meetsSecond, string reasons = "") =>
        isInnovative == false || meetsFirst == false || meetsSecond == false
            ? throw new ArgumentException("L’éligibilité suppose les trois critères : un seul qui manque suffit à l’écarter.")
            : new ForfaitInnovationConclusion(true, isInnovative, meetsFirst, meetsSecond, reasons);

    /// <summary>A product or act that is not eligible.</summary>
    /// <exception cref="ArgumentException">Every criterion is met.</exception>
    public static ForfaitInnovationConclusion NotEligible(
        bool? isInnovative, bool? meetsFirst, bool? meetsSecond, string reasons = "") =>
        isInnovative == true && meetsFirst == true && meetsSecond == true
            ? throw new ArgumentException("Une inéligibilité se fonde sur un critère qui manque ; ici, tous sont remplis.")
            : new ForfaitInnovationConclusion(false, isInnovative, meetsFirst, meetsSecond, reasons);

    internal static Conclusion Read(ConclusionText text)
    {
        var (innovative, first, second) = (text.IsMet("r165-63"), text.IsMet("r165-64-1"), text.IsMet("r165-64-2"));
        return text.IsVerdict("eligible", "non-eligible", "La conclusion d’un forfait innovation")
            ? Eligible(innovative, first, second, text.Reasons)
            : NotEligible(innovative, first, second, text.Reasons);
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "eligible" : "non-eligible", null, null, Reasons, null,
        ConclusionText.Flat(("r165-63", IsInnovative), ("r165-64-1", MeetsFirst), ("r165-64-2", MeetsSecond)));
}
