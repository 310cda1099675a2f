namespace Evaluation.Workflows.Conclusions;

/// <summary>What is concluded on one indication of a device paid within hospital tariffs.</summary>
/// <remarks>
/// Code de la sécurité sociale, art. R. 165-53 and R. 165-56: the opinion bears on the service (art. R. 165-2 and R. 165-11), the
/// improvement left out (3° of R. 165-11, 2° of R. 165-11-1). One recorded before these articles were read is kept and still read.
/// </remarks>
public sealed record IntraGhsConclusion : Conclusion
{
    private IntraGhsConclusion(bool isFavourable, Amelioration? improvement, string reasons, int? years)
        : base(reasons, years) => (IsFavourable, Improvement) = (isFavourable, improvement);

    /// <summary>The improvement of an old conclusion; null in any new one, which has none.</summary>
    public Amelioration? Improvement { get; }

    /// <inheritdoc/>
    public override string Kind => "ghs-service";

    /// <inheritdoc/>
    public override bool IsFavourable { get; }

    /// <inheritdoc/>
    public override bool IsComplete => true;

    /// <inheritdoc/>
    public override string Summary => (IsFavourable, Improvement) switch
    {
        (false, _) => "intra-GHS : service insuffisant",
        (true, { } improvement) => $"intra-GHS : service suffisant, amélioration {improvement}",
        _ => "intra-GHS : service suffisant",
    };

    /// <summary>A sufficient service.</summary>
    public static IntraGhsConclusion Sufficient(string reasons = "", int? years = null) => new(true, null, reasons, years);

    /// <summary>An insufficient service.</summary>
    public static IntraGhsConclusion Insufficient(string reasons = "") => new(false, null, reasons, null);

    internal static Conclusion Read(ConclusionText text)
    {
        if (text.IsVerdict("suffisant", "insuffisant", "Le service"))
        {
            var isUnknown = text.Level is null && string.IsNullOrWhiteSpace(text.Comparator);
            return new IntraGhsConclusion(true, isUnknown ? null : text.AmeliorationOf("amélioration"), text.Reasons, text.Years);
        }

        return text is { Level: null, Years: null }
            ? Insufficient(text.Reasons)
            : throw new ArgumentException("Un service insuffisant ne porte ni amélioration ni durée. Retirez-les.");
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "suffisant" : "insuffisant", (int?)Improvement?.Level, Improvement?.Comparator, Reasons, Years);
}
