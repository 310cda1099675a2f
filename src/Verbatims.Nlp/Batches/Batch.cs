using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Batches;

/// <summary>Identifies a batch: twelve hexadecimal digits that follow from the file and from how it is read.</summary>
/// <param name="Value">The digits.</param>
public readonly record struct BatchId(string Value)
{
    /// <summary>The digits.</summary>
    public override string ToString() => Value;
}

/// <summary>A comment of a batch.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Number">Its place among the comments of the batch, from 1.</param>
public readonly record struct CommentKey(BatchId Batch, long Number);

/// <summary>How far a batch is.</summary>
public enum BatchState
{
    /// <summary>The file is being read, or the reading was interrupted.</summary>
    Reading,

    /// <summary>The file is read; comments wait for their analysis.</summary>
    Analysing,

    /// <summary>Every comment is analysed.</summary>
    Ready,
}

/// <summary>A file of comments that was read with one mapping, and how far its analysis is.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="FileName">The name of the file.</param>
/// <param name="FileHash">SHA-256 of the file, in lower-case hexadecimal.</param>
/// <param name="Source">What was found out about the file.</param>
/// <param name="Mapping">Which column held what.</param>
/// <param name="State">How far it is, for the run that is shown.</param>
/// <param name="Comments">How many comments are stored.</param>
/// <param name="Problems">How many problems the reading met.</param>
/// <param name="Run">The analysis that is shown; null when none has begun.</param>
/// <param name="CreatedAt">When the reading began.</param>
/// <param name="Person">Who handed the file in; null when not known.</param>
public sealed record Batch(
    BatchId Id, string FileName, string FileHash, SourceDescription Source, ColumnMapping Mapping, BatchState State,
    long Comments, long Problems, BatchRun? Run, DateTimeOffset CreatedAt, string? Person);

/// <summary>An analysis of a batch by one version of the model.</summary>
/// <param name="Number">Its place among the analyses of the batch, from 1.</param>
/// <param name="ModelVersion">Version of the model and of the rules beside it.</param>
/// <param name="GridVersion">Version of the grid of topics.</param>
/// <param name="Analysed">How many comments are analysed.</param>
/// <param name="IsFinished">Whether all are.</param>
public sealed record BatchRun(int Number, string ModelVersion, string GridVersion, long Analysed, bool IsFinished);

/// <summary>How far something long is.</summary>
/// <param name="State">What is being done.</param>
/// <param name="Share">The share done, in [0, 1].</param>
/// <param name="Comments">How many comments are done.</param>
/// <param name="Remaining">The time that is left at the present pace; null when it cannot be told yet.</param>
public sealed record BatchProgress(BatchState State, double Share, long Comments, TimeSpan? Remaining);

/// <summary>A topic with what is said of it, without its place in the text.</summary>
/// <param name="Code">Code of the topic.</param>
/// <param name="IsPraise">True when it is praised, false when it is blamed.</param>
public sealed record TopicLabel(string Code, bool IsPraise)
{
    /// <summary>« HUM+ » or « HUM- ».</summary>
    public override string ToString() => Code + (IsPraise ? "+" : "-");

    /// <summary>Reads « HUM+ » or « HUM- »; null when it is neither.</summary>
    public static TopicLabel? Read(string text)
    {
        var trimmed = text.Trim();
        return trimmed is [_, .., '+' or '-' or '−']
            ? new TopicLabel(trimmed[..^1].Trim().ToUpperInvariant(), trimmed[^1] == '+')
            : null;
    }
}

/// <summary>What a person says of a comment, beside what the model said. It is never changed nor overwritten; a later one counts.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Tone">Its tone; null when the person says nothing of it.</param>
/// <param name="Topics">All its topics; null when the person says nothing of them, empty for none.</param>
/// <param name="IsAlert">Whether it must be read first; null when the person says nothing of it.</param>
/// <param name="Person">Who says so.</param>
/// <param name="At">When.</param>
/// <param name="ModelVersion">The version whose answer the person saw.</param>
public sealed record Correction(
    CommentKey Comment, Tone? Tone, IReadOnlyList<TopicLabel>? Topics, bool? IsAlert, string Person, DateTimeOffset At,
    string ModelVersion);

/// <summary>That a person read a comment, or put it back among those to read. It is never changed; the last one counts.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="IsRead">True when it was read, false when it was put back.</param>
/// <param name="Person">Who did so.</param>
/// <param name="At">When.</param>
public sealed record ReadingMark(CommentKey Comment, bool IsRead, string Person, DateTimeOffset At);

/// <summary>What is kept of a batch whose comments were deleted: that it was there, and who deleted it, when and why.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="FileHash">SHA-256 of its file, in lower-case hexadecimal.</param>
/// <param name="Comments">How many comments it had.</param>
/// <param name="Person">Who deleted it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record ForgottenBatch(
    BatchId Id, string FileName, string FileHash, long Comments, string Person, DateTimeOffset At, string Reason);

/// <summary>A comment as it is stored: masked, without its author.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Line">The line of the file where it stands, from 1.</param>
/// <param name="Text">The masked text.</param>
/// <param name="Box">The box it was written in.</param>
/// <param name="Month">First day of the month it was written in; null when not known.</param>
/// <param name="Service">The ward, <see cref="Figures.SmallCells.Unnamed"/> when it is too small; null when not known.</param>
/// <param name="Establishment">The hospital, in the same way.</param>
/// <param name="Score">The mark given with it; null when not known.</param>
/// <param name="Analysis">What the model says, probabilities to four decimals; null when it is not analysed yet.</param>
/// <param name="Corrections">What persons say, oldest first.</param>
public sealed record StoredComment(
    CommentKey Key, long Line, string Text, Box Box, DateOnly? Month, string? Service, string? Establishment, double? Score,
    CommentAnalysis? Analysis, IReadOnlyList<Correction> Corrections)
{
    /// <summary>Who read it or put it back, oldest first.</summary>
    public IReadOnlyList<ReadingMark> Readings { get; init; } = [];

    /// <summary>Whether a person read it: the last mark says so, or a person corrected it.</summary>
    public bool IsRead => Readings.Count > 0 ? Readings[^1].IsRead : Corrections.Count > 0;

    /// <summary>The tone that counts: the last correction of it, else the model's; null when there is neither.</summary>
    public Tone? Tone => Corrections.LastOrDefault(one => one.Tone is not null)?.Tone ?? Analysis?.Tone;

    /// <summary>The topics that count: the last correction of them, else the model's.</summary>
    public IReadOnlyList<TopicLabel> Topics =>
        Corrections.LastOrDefault(one => one.Topics is not null)?.Topics
        ?? [.. (Analysis?.Topics ?? []).Select(topic => new TopicLabel(topic.Code, topic.IsPraise)).Distinct()];

    /// <summary>Whether it must be read first: the last correction of that, else the model's answer.</summary>
    public bool IsAlert => Corrections.LastOrDefault(one => one.IsAlert is not null)?.IsAlert ?? Analysis?.IsAlert ?? false;
}

/// <summary>A topic that a hospital adds to the grid, found by its key words.</summary>
/// <param name="Code">Its code: two to eight capital letters or digits.</param>
/// <param name="Label">Its name.</param>
/// <param name="Definition">What it covers.</param>
/// <param name="Words">Key words; case and accents do not count, a star at the end of a word stands for any ending.</param>
public sealed record OwnTopic(string Code, string Label, string Definition, IReadOnlyList<string> Words)
{
    /// <summary>Refuses a topic that could not be kept.</summary>
    /// <exception cref="InvalidDataException">Its code, its name or its words cannot be used; the message is French.</exception>
    public void Check()
    {
        if (Code.Length is < 2 or > 8 || !Code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            throw new InvalidDataException($"Le code de thème « {Code} » ne convient pas : deux à huit lettres majuscules sans accent ou chiffres.");
        if (Words.Count == 0)
            throw new InvalidDataException($"Le thème {Code} n’a aucun mot repère : ajoutez-en au moins un.");
        if (string.IsNullOrWhiteSpace(Label))
            throw new InvalidDataException($"Le thème {Code} n’a pas de nom : donnez-lui-en un, par exemple « Le stationnement ».");
        _ = Search.BooleanSearch.AnyOf(Words);
    }
}

/// <summary>What the comments of a batch cover.</summary>
/// <param name="Services">The wards with at least <see cref="Figures.SmallCells.Least"/> comments, in alphabetical order.</param>
/// <param name="Establishments">The hospitals with at least as many, in alphabetical order.</param>
/// <param name="AllEstablishments">All hospitals, small ones too: to decide who sees the batch, not to be shown.</param>
/// <param name="Months">The first and the last month (their first days); null when no comment has one.</param>
public sealed record BatchExtent(
    IReadOnlyList<string> Services, IReadOnlyList<string> Establishments, IReadOnlyList<string> AllEstablishments,
    (DateOnly First, DateOnly Last)? Months);
