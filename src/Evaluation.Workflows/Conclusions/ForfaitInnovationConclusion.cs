namespace Evaluation.Workflows.Conclusions;

/// <summary>Whether a product or act is eligible for the forfait innovation, criterion by criterion.</summary>
/// <remarks>
/// Code de la sécurité sociale, art. R. 165-63 and R. 165-64. Until 27 December 2019 the protocol (3°) was judged apart; since then
/// one opinion bears on all (art. R. 165-68).
/// </remarks>
public sealed record ForfaitInnovationConclusion : Conclusion
{
    private ForfaitInnovationConclusion(
        bool isFavourable, bool? isInnovative, bool? meetsFirst, bool? meetsSecond, bool? meetsThird, string reasons)
        : base(reasons, years: null) =>
        (IsFavourable, IsInnovative, MeetsFirst, MeetsSecond, MeetsThird) =
            (isFavourable, isInnovative, meetsFirst, meetsSecond, meetsThird);

    /// <summary>Innovative in the sense of art. R. 165-63; null where nothing is said.</summary>
    public bool? IsInnovative { get; }

    /// <summary>Meets art. R. 165-64, 1°; null where nothing is said.</summary>
    public bool? MeetsFirst { get; }

    /// <summary>Meets art. R. 165-64, 2°; null where nothing is said.</summary>
    public bool? MeetsSecond { get; }

    /// <summary>Meets art. R. 165-64, 3°, a relevant protocol; null where nothing is said, and before 28 December 2019.</summary>
    public bool? MeetsThird { get; }

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
        bool? isInnovative, bool? meetsFirst, bool? meetsSecond, bool? meetsThird = null, string reasons = "") =>
        isInnovative == false || meetsFirst == false || meetsSecond == false || meetsThird == false
            ? throw new ArgumentException("L’éligibilité suppose chaque critère : un seul qui manque suffit à l’écarter.")
            : new ForfaitInnovationConclusion(true, isInnovative, meetsFirst, meetsSecond, meetsThird, reasons);

    /// <summary>A product or act that is not eligible.</summary>
    /// <exception cref="ArgumentException">Every criterion is met.</exception>
    public static ForfaitInnovationConclusion NotEligible(
        bool? isInnovative, bool? meetsFirst, bool? meetsSecond, bool? meetsThird = null, string reasons = "") =>
        isInnovative == true && meetsFirst == true && meetsSecond == true && meetsThird != false
            ? throw new ArgumentException("Une inéligibilité se fonde sur un critère qui manque ; ici, tous sont remplis.")
            : new ForfaitInnovationConclusion(false, isInnovative, meetsFirst, meetsSecond, meetsThird, reasons);

    internal static Conclusion Read(ConclusionText text)
    {
        var (innovative, first, second, third) =
            (text.IsMet("r165-63"), text.IsMet("r165-64-1"), text.IsMet("r165-64-2"), text.IsMet("r165-64-3"));
        return text.IsVerdict("eligible", "non-eligible", "La conclusion d’un forfait innovation")
            ? Eligible(innovative, first, second, third, text.Reasons)
            : NotEligible(innovative, first, second, third, text.Reasons);
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "eligible" : "non-eligible", null, null, Reasons, null,
        ConclusionText.Flat(
            ("r165-63", IsInnovative), ("r165-64-1", MeetsFirst), ("r165-64-2", MeetsSecond), ("r165-64-3", MeetsThird)));
}
