using System.Collections.Immutable;
using LitReview.Appraising;
using LitReview.Bias;
using LitReview.Extraction;

namespace LitReview.Reviews;

/// <summary>Where one reference of a review stands.</summary>
/// <param name="Number">Its number in the review, from 1.</param>
/// <param name="Import">Which import brought it, from 0.</param>
public sealed record RecordState(int Number, int Import)
{
    /// <summary>The reference that it repeats; null when it stands for itself.</summary>
    public int? DuplicateOf { get; init; }

    /// <summary>Whether a program found the duplicate; otherwise a person did.</summary>
    public bool IsDuplicateByTool { get; init; }

    /// <summary>What speaks for the duplicate, as a French sentence; null when nobody said, or it stands for itself.</summary>
    public string? LinkReason { get; init; }

    /// <summary>The abstract that a person typed where its file had none; null when nobody did.</summary>
    public Note? TypedAbstract { get; init; }

    /// <summary>The votes on title and abstract that hold, in the order in which they were first given.</summary>
    public ImmutableArray<Vote> TitleVotes { get; init; } = [];

    /// <summary>The votes on the full text that hold.</summary>
    public ImmutableArray<Vote> FullTextVotes { get; init; } = [];

    /// <summary>The first two votes on title and abstract, given without seeing each other; null until there are two.</summary>
    public BlindPair? FirstPair { get; init; }

    /// <summary>What a third person said on title and abstract; null when nobody had to.</summary>
    public Resolution? TitleResolution { get; init; }

    /// <summary>What a third person said on the full text; null when nobody had to.</summary>
    public Resolution? FullTextResolution { get; init; }

    /// <summary>Its tags, in the order in which they were added.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What people wrote on it, oldest first.</summary>
    public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>Its full text; null while there is none.</summary>
    public FullTextFile? FullText { get; init; }

    /// <summary>Why its full text could not be had; null when it was, or nobody tried.</summary>
    public string? NotRetrieved { get; init; }

    /// <summary>The level of evidence; null while it is not judged.</summary>
    public Appraisal? Appraisal { get; init; }

    /// <summary>What people took from it, by the key of the field.</summary>
    public ImmutableDictionary<string, FieldState> Extracted { get; init; } = ImmutableDictionary<string, FieldState>.Empty;

    /// <summary>What was found on the domains of forms of bias.</summary>
    public ImmutableDictionary<BiasPlace, BiasMark> Bias { get; init; } = ImmutableDictionary<BiasPlace, BiasMark>.Empty;

    /// <summary>Whether it stands for itself, and is read.</summary>
    public bool IsStanding => DuplicateOf is null;

    /// <summary>The votes of a stage.</summary>
    public ImmutableArray<Vote> Votes(Stage stage) => stage == Stage.TitleAbstract ? TitleVotes : FullTextVotes;

    /// <summary>What a third person said at a stage; null when nobody had to.</summary>
    public Resolution? ResolutionOf(Stage stage) => stage == Stage.TitleAbstract ? TitleResolution : FullTextResolution;

    /// <summary>The vote of a reader; null when he has not voted.</summary>
    public Vote? VoteOf(ReviewerId reviewer, Stage stage)
    {
        foreach (var vote in Votes(stage))
        {
            if (vote.Reviewer == reviewer)
                return vote;
        }

        return null;
    }

    /// <summary>What the votes of a stage come to.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="needed">How many votes the protocol asks for.</param>
    public Outcome OutcomeAt(Stage stage, int needed)
    {
        if (ResolutionOf(stage) is { } resolution)
            return resolution.Verdict == Verdict.Exclude ? Outcome.Excluded : Outcome.Kept;
        var votes = Votes(stage);
        if (votes.Length < needed)
            return votes.IsEmpty ? Outcome.Unread : Outcome.Waiting;
        if (stage == Stage.FullText)
        {
            // In full text a doubt is not an answer, and an exclusion has one reason.
            if (votes.Any(vote => vote.Verdict != votes[0].Verdict || vote.Reason != votes[0].Reason))
                return Outcome.Conflict;
            return votes[0].Verdict switch
            {
                Verdict.Include => Outcome.Kept,
                Verdict.Exclude => Outcome.Excluded,
                Verdict.Unsure => Outcome.Conflict,
                _ => throw new InvalidOperationException($"Unknown verdict {votes[0].Verdict}."),
            };
        }

        var kept = votes.Count(vote => vote.Verdict != Verdict.Exclude);
        return kept == votes.Length ? Outcome.Kept : kept == 0 ? Outcome.Excluded : Outcome.Conflict;
    }

    /// <summary>Why it is set aside at a stage; null when it is not, or no reason was given.</summary>
    public string? ReasonAt(Stage stage) => ResolutionOf(stage) is { } resolution
        ? resolution.Reason
        : Votes(stage).Select(vote => vote.Reason).FirstOrDefault(reason => reason is not null);
}

/// <summary>The vote of a reader.</summary>
/// <param name="Reviewer">Who.</param>
/// <param name="Verdict">What he found.</param>
/// <param name="Reason">The reason for an exclusion; null when none is given.</param>
/// <param name="At">When.</param>
/// <param name="Suggestion">How the reference was suggested; null when the reader chose it himself.</param>
public sealed record Vote(ReviewerId Reviewer, Verdict Verdict, string? Reason, DateTimeOffset At, Suggested? Suggestion);

/// <summary>Two votes given without seeing each other.</summary>
/// <param name="First">The reader who voted first.</param>
/// <param name="FirstKeeps">Whether he keeps the reference; a doubt keeps it.</param>
/// <param name="Second">The other.</param>
/// <param name="SecondKeeps">Whether he keeps it.</param>
public sealed record BlindPair(ReviewerId First, bool FirstKeeps, ReviewerId Second, bool SecondKeeps);

/// <summary>What a third person said.</summary>
/// <param name="Person">Who.</param>
/// <param name="Verdict">What holds.</param>
/// <param name="Reason">The reason for an exclusion; null when none is given.</param>
/// <param name="Comment">Why.</param>
public sealed record Resolution(ReviewerId Person, Verdict Verdict, string? Reason, string Comment);

/// <summary>What a person wrote on a reference.</summary>
/// <param name="Person">Who.</param>
/// <param name="At">When.</param>
/// <param name="Text">What.</param>
public sealed record Note(ReviewerId Person, DateTimeOffset At, string Text);

/// <summary>The full text of a reference.</summary>
/// <param name="FileName">The name of the file.</param>
/// <param name="Sha256">The digest of its content.</param>
/// <param name="Size">Its length, in bytes.</param>
public sealed record FullTextFile(string FileName, string Sha256, long Size);

/// <summary>A level of evidence, as a person gave it.</summary>
/// <param name="Level">The level.</param>
/// <param name="StudyType">The type of study; null in journals older than the types.</param>
/// <param name="Proposed">The level that the type let expect; null when it let expect none.</param>
/// <param name="Reason">On what grounds.</param>
/// <param name="Person">Who judged.</param>
/// <param name="At">When.</param>
public sealed record Appraisal(
    EvidenceLevel Level, StudyType? StudyType, EvidenceLevel? Proposed, string Reason, ReviewerId Person, DateTimeOffset At)
{
    /// <summary>Whether the level is another than the one that the type of study let expect.</summary>
    public bool IsOwn => Proposed is not null && Proposed != Level;

    internal static Appraisal Of(EvidenceAppraised e, ReviewerId person, DateTimeOffset at)
    {
        var scale = EvidenceScale.Has;
        var level = scale.Level(e.Level is { } number ? $"{number}" : "AE")
            ?? throw new InvalidDataException($"The journal has a level of evidence that the scale has not: {e.Level}.");
        return new Appraisal(level, scale.StudyType(e.StudyType), scale.Level(e.Proposed), e.Reason, person, at);
    }
}

/// <summary>What the votes on a reference come to.</summary>
public enum Outcome
{
    /// <summary>Nobody voted.</summary>
    Unread,

    /// <summary>A vote is missing.</summary>
    Waiting,

    /// <summary>The readers differ: a third person decides.</summary>
    Conflict,

    /// <summary>Kept.</summary>
    Kept,

    /// <summary>Set aside.</summary>
    Excluded,
}
