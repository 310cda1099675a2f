namespace LitReview.Assistance;

/// <summary>A model gave nothing that can be used; the message says why, in French, without a final stop.</summary>
/// <param name="message">Why.</param>
/// <param name="inner">What happened beneath.</param>
/// <param name="isHeldBack">Whether nothing was sent, since it may not leave.</param>
internal sealed class AssistanceException(string message, Exception? inner = null, bool isHeldBack = false) : Exception(message, inner)
{
    /// <summary>Whether nothing was sent, since it may not leave.</summary>
    public bool IsHeldBack { get; } = isHeldBack;
}
