namespace LitReview.Deduplication;

/// <summary>What a person decided on two references; it stands above every rule, in every later run.</summary>
/// <param name="First">The key of one reference; see <see cref="ReferenceKey"/>.</param>
/// <param name="Second">The key of the other.</param>
/// <param name="AreDuplicates">Whether both are the same document.</param>
public sealed record DuplicateDecision(string First, string Second, bool AreDuplicates);
