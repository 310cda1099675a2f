namespace Verbatims.Nlp.Persistence;

/// <summary>A file that was read with one mapping.</summary>
internal sealed class BatchRow
{
    public required string Id { get; init; }
    public required string FileName { get; init; }
    public required string FileHash { get; init; }
    public required string Source { get; init; }
    public required string Mapping { get; init; }
    public required bool IsRead { get; set; }
    public required long Comments { get; set; }
    public required long Problems { get; set; }
    public required string CreatedAt { get; init; }
    public required string? Person { get; init; }
}

/// <summary>Comments that were stored together; written in one transaction with them.</summary>
internal sealed class ChunkRow
{
    public required string Batch { get; init; }
    public required long Chunk { get; init; }
    public required long FirstNumber { get; init; }
    public required long LastNumber { get; init; }
    public required long LastRow { get; init; }
    public required long Problems { get; init; }
}

/// <summary>A masked comment.</summary>
internal sealed class CommentRow
{
    public required string Batch { get; init; }
    public required long Number { get; init; }
    public required long Line { get; init; }
    public required string Text { get; init; }
    public required string Folded { get; init; }
    public required int Length { get; init; }
    public required int Box { get; init; }
    public required DateOnly? Month { get; init; }
    public required string? Service { get; init; }
    public required string? Establishment { get; init; }
    public required double? Score { get; init; }
    public required bool IsCorrected { get; set; }
}

/// <summary>Something that could not be read.</summary>
internal sealed class ProblemRow
{
    public required string Batch { get; init; }
    public required long Chunk { get; init; }
    public required int Place { get; init; }
    public required long Line { get; init; }
    public required string Reason { get; init; }
    public required bool IsKept { get; init; }
}

/// <summary>An analysis of a batch by one version of the model.</summary>
internal sealed class RunRow
{
    public required string Batch { get; init; }
    public required int Run { get; init; }
    public required string ModelVersion { get; init; }
    public required string GridVersion { get; init; }
    public required bool IsFinished { get; set; }
}

/// <summary>A chunk that was analysed; written in one transaction with its results.</summary>
internal sealed class DoneChunkRow
{
    public required string Batch { get; init; }
    public required int Run { get; init; }
    public required long Chunk { get; init; }
    public required long Comments { get; init; }
}

/// <summary>What a run says of a comment. Lists are JSON arrays.</summary>
internal sealed class ResultRow
{
    public required string Batch { get; init; }
    public required int Run { get; init; }
    public required long Number { get; init; }
    public required int Tone { get; init; }
    public required string ToneProbabilities { get; init; }
    public required string Topics { get; init; }
    public required bool IsAlert { get; init; }
    public required double AlertScore { get; init; }
    public required string AlertReasons { get; init; }
    public required bool NeedsReading { get; init; }
}

/// <summary>What a person says of a comment; never changed.</summary>
internal sealed class CorrectionRow
{
    public required string Batch { get; init; }
    public required long Number { get; init; }
    public required int Place { get; init; }
    public required string At { get; init; }
    public required string Person { get; init; }
    public required string ModelVersion { get; init; }
    public required int? Tone { get; init; }
    public required string? Topics { get; init; }
    public required bool? IsAlert { get; init; }
}

/// <summary>That a person read a comment, or put it back among those to read; never changed.</summary>
internal sealed class ReadingRow
{
    public required string Batch { get; init; }
    public required long Number { get; init; }
    public required int Place { get; init; }
    public required string At { get; init; }
    public required string Person { get; init; }
    public required bool IsRead { get; init; }
}

/// <summary>What is kept of a batch that was forgotten.</summary>
internal sealed class ForgottenRow
{
    public required string Batch { get; init; }
    public required string FileName { get; init; }
    public required string FileHash { get; init; }
    public required long Comments { get; init; }
    public required string At { get; init; }
    public required string Person { get; init; }
    public required string Reason { get; init; }
}

/// <summary>A topic that a hospital added.</summary>
internal sealed class OwnTopicRow
{
    public required string Code { get; init; }
    public required string Label { get; set; }
    public required string Definition { get; set; }
    public required string Words { get; set; }
}
