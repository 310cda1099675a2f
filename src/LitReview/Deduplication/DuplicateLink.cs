namespace LitReview.Deduplication;

/// <summary>Two references that are, or may be, the same document.</summary>
/// <param name="First">The place of the one that was added first, from 0.</param>
/// <param name="Second">The place of the other.</param>
/// <param name="Probability">How likely both are one document, in [0, 1]; 1 or 0 when a person said so.</param>
/// <param name="Reason">Why, as a French sentence: what agrees, what does not.</param>
public sealed record DuplicateLink(int First, int Second, double Probability, string Reason);
