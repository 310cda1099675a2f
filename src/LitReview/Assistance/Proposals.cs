using LitReview.Answers;
using LitReview.Reviews;

namespace LitReview.Assistance;

/// <summary>What a model proposes; a person takes it or leaves it.</summary>
/// <typeparam name="T">What is proposed.</typeparam>
/// <param name="Model">The model.</param>
/// <param name="Value">The proposal; null when the model gave none that can be used.</param>
/// <param name="Failure">Why not, in French; null when it did.</param>
public sealed record Proposal<T>(string Model, T? Value, string? Failure)
    where T : class;

/// <summary>A field of a record.</summary>
/// <param name="Field">The key of the field in the form.</param>
/// <param name="Name">What it is, in French: « Population »…</param>
/// <param name="Value">What the model read, with its quote and what the checks found.</param>
public sealed record ExtractedField(string Field, string Name, AnswerSentence Value)
{
    /// <summary>The quote; empty when the model gave none.</summary>
    public string Quote => Value.Citations is [var citation, ..] ? citation.Quote : "";
}

/// <summary>An opinion on a record, beside those of readers and apart from the ranking.</summary>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Reason">Why, with its quote and what the checks found.</param>
public sealed record SecondOpinion(Verdict Verdict, AnswerSentence Reason);

/// <summary>A record in French.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Faults">What the checks found, in French; empty when they found nothing.</param>
public sealed record TranslatedRecord(string Text, IReadOnlyList<string> Faults);
