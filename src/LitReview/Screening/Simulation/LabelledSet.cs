namespace LitReview.Screening.Simulation;

/// <summary>Records whose label is known, to try a model on.</summary>
/// <param name="Name">What the set is called, as files of priors and questions name it.</param>
/// <param name="Records">The records.</param>
public sealed record LabelledSet(string Name, IReadOnlyList<LabelledRecord> Records)
{
    /// <summary>The texts that a model reads, in the same order.</summary>
    public IReadOnlyList<ScreeningRecord> Texts { get; } = [.. Records.Select(record => record.Text)];

    /// <summary>Whether each record is relevant, in the same order.</summary>
    public IReadOnlyList<bool> IsRelevant { get; } = [.. Records.Select(record => record.IsRelevant)];
}

/// <summary>A record with its label.</summary>
/// <param name="Row">Its row in the file it comes from: 0 is the first after the header.</param>
/// <param name="Text">What a model reads.</param>
/// <param name="IsRelevant">Whether the review kept it.</param>
public sealed record LabelledRecord(int Row, ScreeningRecord Text, bool IsRelevant);

/// <summary>A line of a file that could not be read.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Reason">What is wrong with it, in French.</param>
public sealed record UnreadLine(long Line, string Reason);
