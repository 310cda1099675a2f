using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Figures;

/// <summary>What a person said of a comment, beside what the model had said.</summary>
/// <param name="Correction">The person's word.</param>
/// <param name="Analysis">The model's, in the version that the person saw.</param>
public sealed record JudgedComment(Correction Correction, CommentAnalysis Analysis);
