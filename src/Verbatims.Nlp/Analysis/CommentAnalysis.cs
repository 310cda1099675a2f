using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Analysis;

/// <summary>What is said of one topic in one comment.</summary>
/// <param name="Code">Code of the topic in the grid, such as HUM.</param>
/// <param name="IsPraise">True when it is praised; false when it is blamed or wished better.</param>
/// <param name="Confidence">
/// Calibrated probability that the topic is there on this side, in [0, 1]. Where the tone of the whole comment decided the side against the
/// model's own: the probability of the topic times that of the tone. 0.5 for a topic that key words alone give.
/// </param>
/// <param name="Start">First character of the words that justify it, from 0, in the masked text.</param>
/// <param name="End">After the last of these characters.</param>
public sealed record TopicMention(string Code, bool IsPraise, double Confidence, int Start, int End);

/// <summary>Why a person must read a comment first.</summary>
/// <param name="Kind">One of the eight signals of the grid, or « modele » when only the model asks for it.</param>
/// <param name="Start">First character of the words that say so, from 0, in the masked text.</param>
/// <param name="End">After the last of these characters.</param>
public sealed record AlertReason(string Kind, int Start, int End);

/// <summary>What was read in one comment. It prepares a reading; it decides nothing.</summary>
/// <param name="Tone">The most probable tone.</param>
/// <param name="ToneProbabilities">Four calibrated probabilities, in the order P, N, M, R; their sum is 1.</param>
/// <param name="Topics">What is praised and blamed, in the order of the grid.</param>
/// <param name="IsAlert">True when a person must read it first.</param>
/// <param name="AlertScore">Calibrated probability of such a signal, in [0, 1].</param>
/// <param name="AlertReasons">Why; empty exactly when <paramref name="IsAlert"/> is false.</param>
/// <param name="NeedsReading">True when the two judges disagree or the model is not sure (« à relire »).</param>
public sealed record CommentAnalysis(
    Tone Tone, IReadOnlyList<double> ToneProbabilities, IReadOnlyList<TopicMention> Topics,
    bool IsAlert, double AlertScore, IReadOnlyList<AlertReason> AlertReasons, bool NeedsReading);

/// <summary>A kind of reason to have a comment read again.</summary>
public enum ReadingReasonKind
{
    /// <summary>The model is not sure of the tone.</summary>
    UnsureTone,

    /// <summary>The tone is the opposite of the box it was written in.</summary>
    BoxContradicts,

    /// <summary>The key words give a topic that the model nearly gives.</summary>
    JudgesDisagree,
}

/// <summary>Why a comment is « à relire ».</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Topic">Code of the topic on which the judges disagree; null for the other kinds.</param>
public sealed record ReadingReason(ReadingReasonKind Kind, string? Topic);

/// <summary>Masks and reads comments.</summary>
public interface ICommentAnalyser
{
    /// <summary>Name and version of the model, and of the rules beside it: the same version gives the same answers.</summary>
    string ModelVersion { get; }

    /// <summary>Replaces what names a person by a mask.</summary>
    MaskedText Mask(string text);

    /// <summary>Reads masked comments; the answers come in the same order.</summary>
    IReadOnlyList<CommentAnalysis> Analyse(IReadOnlyList<(string MaskedText, Box Box)> comments);
}
