namespace LitReview.Assistance;

/// <summary>A model gave nothing that can be used; the message says why, in French, without a final stop.</summary>
internal sealed class AssistanceException(string message, Exception? inner = null) : Exception(message, inner);
