namespace Evaluation.Workflows.Conclusions;

/// <summary>What is concluded on one indication of a device paid within hospital tariffs.</summary>
/// <remarks>
/// Code de la sécurité sociale, art. L. 165-11. The articles on the content of this opinion were not read: the form follows
/// that of the LPPR, and is a type of its own so that it can change without it.
/// </remarks>
public sealed record IntraGhsConclusion : Conclusion
{
    private IntraGhsConclusion(bool isFavourable, Amelioration? improvement, string reasons, int? years)
        : base(reasons, years) => (IsFavourable, Improvement) = (isFavourable, improvement);

    /// <summary>The improvement; null when the service is insufficient or the source does not give it.</summary>
    public Amelioration? Improvement { get; }

    /// <inheritdoc/>
    public override string Kind => "ghs-service";

    /// <inheritdoc/>
    public override bool IsFavourable { get; }

    /// <inheritdoc/>
    public override bool IsComplete => !IsFavourable || Improvement is not null;

    /// <inheritdoc/>
    public override string Summary => (IsFavourable, Improvement) switch
    {
        (false, _) => "intra-GHS : service insuffisant",
        (true, { } improvement) => $"intra-GHS : service suffisant, amélioration {improvement}",
        _ => "intra-GHS : service suffisant, amélioration non trouvée",
    };

    /// <summary>A sufficient service; null for an improvement that the source does not give.</summary>
    public static IntraGhsConclusion Sufficient(Amelioration? improvement, string reasons = "", int? years = null) =>
        new(true, improvement, reasons, years);

    /// <summary>An insufficient service.</summary>
    public static IntraGhsConclusion Insufficient(string reasons = "") => new(false, null, reasons, null);

    internal static Conclusion Read(ConclusionText text)
    {
        if (text.IsVerdict("suffisant", "insuffisant", "Le service"))
        {
            var isUnknown = text.Level is null && string.IsNullOrWhiteSpace(text.Comparator);
            return Sufficient(isUnknown ? null : text.AmeliorationOf("amélioration"), text.Reasons, text.Years);
        }

        return text is { Level: null, Years: null }
            ? Insufficient(text.Reasons)
            : throw new ArgumentException("Un service insuffisant ne porte ni amélioration ni durée. Retirez-les.");
    }

    internal override ConclusionText ToText() => new(
        Kind, IsFavourable ? "suffisant" : "insuffisant", (int?)Improvement?.Level, Improvement?.Comparator, Reasons, Years);
}
