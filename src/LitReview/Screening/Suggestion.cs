namespace LitReview.Screening;

/// <summary>A record to read.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Score">
/// What the model gives it: higher is read sooner. It orders the records of one moment; it is no probability, and two moments
/// do not compare. 0 for all records while there is nothing to learn from.
/// </param>
public sealed record Suggestion(int Record, double Score);

/// <summary>Why a record has its score: exactly, since the models are sums over words.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Score">Its score.</param>
/// <param name="Terms">The words that move it most, up or down, strongest first.</param>
/// <param name="Remainder">What is left of the score: weaker words, and what all records share.</param>
public sealed record Explanation(int Record, double Score, IReadOnlyList<TermShare> Terms, double Remainder);

/// <summary>The part of a score that one term makes.</summary>
/// <param name="Term">One word, or two in a row; for a stem, its most frequent word.</param>
/// <param name="Share">What it adds; below 0 when it speaks against the record.</param>
public sealed record TermShare(string Term, double Share);
