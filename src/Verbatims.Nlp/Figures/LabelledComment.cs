using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Figures;

/// <summary>A comment as it is counted: without its text, and with what persons said in place of what the model said.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Box">The box it was written in.</param>
/// <param name="Month">First day of its month; null when not known.</param>
/// <param name="Service">The ward; null when not known.</param>
/// <param name="Establishment">The hospital; null when not known.</param>
/// <param name="Score">The mark given with it; null when not known.</param>
/// <param name="Length">How many characters its masked text has.</param>
/// <param name="Tone">Its tone.</param>
/// <param name="ToneConfidence">Probability of that tone, in [0, 1]; 1 when a person said so.</param>
/// <param name="Topics">Its topics.</param>
/// <param name="IsAlert">Whether it must be read first.</param>
/// <param name="NeedsReading">Whether the judges disagree; a corrected comment has been read.</param>
/// <param name="IsCorrected">Whether a person said something of it.</param>
/// <param name="IsRead">Whether a person read it.</param>
public sealed record LabelledComment(
    CommentKey Key, Box Box, DateOnly? Month, string? Service, string? Establishment, double? Score, int Length, Tone Tone,
    double ToneConfidence, IReadOnlyList<CountedTopic> Topics, bool IsAlert, bool NeedsReading, bool IsCorrected,
    bool IsRead = false);

/// <summary>A topic of a comment as it is counted.</summary>
/// <param name="Code">Code of the topic.</param>
/// <param name="IsPraise">True when it is praised, false when it is blamed.</param>
/// <param name="Confidence">Probability, in [0, 1]; 1 when a person said so.</param>
public readonly record struct CountedTopic(string Code, bool IsPraise, double Confidence);
