using System.Globalization;
using LitReview.Appraising;

namespace LitReview.Reviews;

/// <summary>What the rules answer.</summary>
public abstract record ReviewDecision
{
    private ReviewDecision()
    {
    }

    /// <summary>It may be done.</summary>
    /// <param name="Events">What happens, in order.</param>
    public sealed record Accepted(IReadOnlyList<ReviewEvent> Events) : ReviewDecision;

    /// <summary>It may not.</summary>
    /// <param name="Reason">The rule that said no.</param>
    public sealed record Refused(ReviewRefusal Reason) : ReviewDecision;
}

/// <summary>Whether something may be done to a review. Values in, values out: no clock, no database.</summary>
public static class ReviewRules
{
    private const int LongestText = 5_000;
    private const int LongestAbstract = 20_000;
    private const int LongestTag = 60;

    /// <summary>Decides on a command.</summary>
    /// <param name="review">The review; null before it is created.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="suggestion">How the reference of the command was suggested to him; null when it was not.</param>
    public static ReviewDecision Decide(Review? review, ReviewCommand command, ReviewerId person, Suggested? suggestion = null)
    {
        if (command is CreateReview create)
            return OnProtocol(create.Protocol, new ReviewCreated(create.Protocol));
        if (review is null)
            return No(new ReviewNotFound(new ReviewId("")));
        return command switch
        {
            ChangeProtocol c => Said(c.Reason)
                ? OnProtocol(c.Protocol, new ProtocolChanged(c.Protocol, c.Reason.Trim()))
                : No(new ReasonIsMissing("Changer le protocole")),
            AddMember c => review.Members.Contains(c.Person) ? Yes() : Yes(new MemberAdded(c.Person)),
            RemoveMember c => c.Person == review.CreatedBy ? No(new CreatorStays())
                : !review.Members.Contains(c.Person) ? Yes()
                : Said(c.Reason) ? Yes(new MemberRemoved(c.Person, c.Reason.Trim())) : No(new ReasonIsMissing("Retirer un lecteur")),
            BeginSearch c => Said(c.Reason) ? Yes(new SearchBegun(c.Reason.Trim())) : No(new ReasonIsMissing("Ouvrir une nouvelle recherche")),
            ImportRecords c => c.Count == 0
                ? No(new ImportIsEmpty(c.File))
                : Yes(new RecordsImported(c.Source, c.File, review.Records.Count + 1, c.Count, c.Problems, c.Digest)),
            LinkDuplicates c => Link(review, c),
            ProposeDuplicates c => Propose(review, c),
            DismissDuplicate c => review.Proposals.Any(pair => pair.Joins(c.Record, c.Original))
                ? Yes(new DuplicateDismissed(c.Record, c.Original))
                : No(new PairIsUnknown(c.Record, c.Original)),
            UnlinkDuplicate c => On(review, c.Record, mayBeDuplicate: true, record => record.IsStanding
                ? No(new RecordIsNoDuplicate(c.Record))
                : Said(c.Reason) ? Yes(new DuplicateUnlinked(c.Record, c.Reason.Trim())) : No(new ReasonIsMissing("Défaire un doublon"))),
            JudgeRecord c => On(review, c.Record, mayBeDuplicate: false, record => Judge(review, record, c, person, suggestion)),
            UndoDecision c => Undo(review, c.Stage, person),
            SkipRecord c => On(review, c.Record, mayBeDuplicate: false, record =>
                MayRead(review, record, person) is { } refusal ? No(refusal) : Yes(new RecordSkipped(c.Record, suggestion))),
            ResolveConflict c => On(review, c.Record, mayBeDuplicate: false, record => Resolve(review, record, c, person)),
            AddTag c => On(review, c.Record, mayBeDuplicate: true, record => c.Tag.Trim() is { Length: > 0 and <= LongestTag } tag
                ? record.Tags.Contains(tag) ? Yes() : Yes(new TagAdded(c.Record, tag))
                : No(new TextIsUnusable("Étiquette", LongestTag))),
            RemoveTag c => On(review, c.Record, mayBeDuplicate: true, record =>
                record.Tags.Contains(c.Tag) ? Yes(new TagRemoved(c.Record, c.Tag)) : Yes()),
            WriteNote c => On(review, c.Record, mayBeDuplicate: true, _ => c.Text.Trim() is { Length: > 0 and <= LongestText } text
                ? Yes(new NoteAdded(c.Record, text))
                : No(new TextIsUnusable("Note", LongestText))),
            StopScreening c => Stop(review, c),
            DrawCheck c => Draw(review, c),
            ResumeScreening c => review.Stopped is null
                ? No(new ScreeningStateIsSame(IsStopped: false))
                : Said(c.Reason) ? Yes(new ScreeningResumed(c.Reason.Trim())) : No(new ReasonIsMissing("Reprendre le tri")),
            AttachFullText c => On(review, c.Record, mayBeDuplicate: false, record => review.IsForFullText(record)
                ? Yes(new FullTextAttached(c.Record, c.File.FileName, c.File.Sha256, c.File.Size))
                : No(new RecordIsNotForFullText(c.Record))),
            GiveUpFullText c => On(review, c.Record, mayBeDuplicate: false, record => !review.IsForFullText(record)
                ? No(new RecordIsNotForFullText(c.Record))
                : Said(c.Reason)
                    ? Yes(new FullTextNotRetrieved(c.Record, c.Reason.Trim()))
                    : No(new ReasonIsMissing("Texte intégral introuvable"))),
            AppraiseEvidence c => On(review, c.Record, mayBeDuplicate: false, record => Appraise(review, record, c)),
            ChangeExtractionForm c => StudyRules.ChangeForm(review, c),
            ExtractValues c => On(review, c.Record, mayBeDuplicate: false, record => StudyRules.Extract(review, record, c, person)),
            SettleValue c => On(review, c.Record, mayBeDuplicate: false, record => StudyRules.Settle(review, record, c)),
            ChooseBiasForm c => StudyRules.Adopt(review, c),
            JudgeBias c => On(review, c.Record, mayBeDuplicate: false, record => StudyRules.Judge(review, record, c)),
            GiveKnownRelevant c => Known(review, c),
            FindKnownRelevant c => Find(review, c),
            TypeAbstract c => On(review, c.Record, mayBeDuplicate: true, record => c.Text.Trim() is { Length: > 0 and <= LongestAbstract } text
                ? record.TypedAbstract?.Text == text ? Yes() : Yes(new AbstractTyped(c.Record, text))
                : No(new TextIsUnusable("Résumé", LongestAbstract))),
            RecordModelUse c => c.Asked.Record is { } asked && review.Find(asked) is null
                ? No(new RecordIsUnknown(asked, review.Records.Count))
                : Yes(c.Asked),
            CreateReview => throw new InvalidOperationException("A creation is decided above."),
            _ => throw new ArgumentException($"Unknown command {command.GetType().Name}.", nameof(command)),
        };
    }

    /// <summary>Why a reader may not judge a reference on title and abstract for the first time; null when he may.</summary>
    public static ReviewRefusal? MayRead(Review review, RecordState record, ReviewerId person)
    {
        if (record.DuplicateOf is { } original)
            return new RecordIsDuplicate(record.Number, original);
        if (record.TitleResolution is not null)
            return new ConflictIsSettled(record.Number);
        if (record.TitleVotes.Length >= review.Protocol.ReviewersPerRecord)
            return new VotesAreComplete(record.Number, review.Protocol.ReviewersPerRecord);
        if (!record.TitleVotes.IsEmpty)
            return null;
        if (!review.IsOpen(record))
            return new SearchIsClosed(record.Number);
        return review.Stopped is not null && review.Check?.Records.Contains(record.Number) is not true
            ? new ScreeningIsStopped(record.Number)
            : null;
    }

    private static ReviewDecision OnProtocol(Protocol protocol, ReviewEvent then)
    {
        var faults = protocol.Faults();
        return faults.Count > 0 ? No(new ProtocolIsInvalid(faults)) : Yes(then);
    }

    private static ReviewDecision On(Review review, int number, bool mayBeDuplicate, Func<RecordState, ReviewDecision> decide)
    {
        if (review.Find(number) is not { } record)
            return No(new RecordIsUnknown(number, review.Records.Count));
        return record.DuplicateOf is { } original && !mayBeDuplicate
            ? No(new RecordIsDuplicate(number, original))
            : decide(record);
    }

    private static ReviewDecision Judge(
        Review review, RecordState record, JudgeRecord command, ReviewerId person, Suggested? suggestion)
    {
        if (command.Reason is { } reason && !review.Protocol.Reasons.Contains(reason))
            return No(new ReasonIsUnknown(reason, review.Protocol.Reasons));
        if (command.Stage == Stage.FullText && command.Verdict == Verdict.Exclude && command.Reason is null)
            return No(new ReasonIsRequired(record.Number));
        if (command.Reason is not null && command.Verdict != Verdict.Exclude)
            command = command with { Reason = null };
        if (record.ResolutionOf(command.Stage) is not null)
            return No(new ConflictIsSettled(record.Number));
        if (command.Stage == Stage.TitleAbstract && !record.FullTextVotes.IsEmpty)
            return No(new FullTextHasBegun(record.Number));
        if (command.Stage == Stage.FullText && !review.IsForFullText(record))
            return No(new RecordIsNotForFullText(record.Number));
        if (record.VoteOf(person, command.Stage) is { } before)
        {
            return before.Verdict == command.Verdict && before.Reason == command.Reason
                ? Yes()
                : Yes(new MindChanged(record.Number, command.Stage, command.Verdict, command.Reason));
        }

        var refusal = command.Stage == Stage.TitleAbstract
            ? MayRead(review, record, person)
            : record.FullTextVotes.Length >= review.Protocol.ReviewersPerRecord
                ? new VotesAreComplete(record.Number, review.Protocol.ReviewersPerRecord)
                : null;
        return refusal is not null
            ? No(refusal)
            : Yes(new Decided(record.Number, command.Stage, command.Verdict, command.Reason, suggestion));
    }

    private static ReviewDecision Undo(Review review, Stage stage, ReviewerId person)
    {
        var log = review.Logs.GetValueOrDefault(person);
        for (var i = (log?.Steps.Count ?? 0) - 1; i >= 0; i--)
        {
            var step = log!.Steps[i];
            if (step.Stage != stage || review.Records[step.Record - 1].VoteOf(person, stage) is null)
                continue;
            var record = review.Records[step.Record - 1];
            if (record.ResolutionOf(stage) is not null)
                return No(new ConflictIsSettled(record.Number));
            return stage == Stage.TitleAbstract && !record.FullTextVotes.IsEmpty
                ? No(new FullTextHasBegun(record.Number))
                : Yes(new DecisionUndone(record.Number, stage));
        }

        return No(new NothingToUndo(stage));
    }

    private static ReviewDecision Resolve(Review review, RecordState record, ResolveConflict command, ReviewerId person)
    {
        if (review.OutcomeOf(record, command.Stage) != Outcome.Conflict)
            return No(new NoConflict(record.Number, command.Stage));
        if (record.VoteOf(person, command.Stage) is not null)
            return No(new ReviewerIsInConflict(record.Number));
        if (command.Verdict == Verdict.Unsure)
            return No(new ResolutionIsUnclear(record.Number));
        if (command.Reason is { } reason && !review.Protocol.Reasons.Contains(reason))
            return No(new ReasonIsUnknown(reason, review.Protocol.Reasons));
        if (command is { Stage: Stage.FullText, Verdict: Verdict.Exclude, Reason: null })
            return No(new ReasonIsRequired(record.Number));
        return Said(command.Comment)
            ? Yes(new ConflictResolved(
                record.Number, command.Stage, command.Verdict, command.Verdict == Verdict.Exclude ? command.Reason : null,
                command.Comment.Trim()))
            : No(new ReasonIsMissing("Trancher un désaccord"));
    }

    private static ReviewDecision Link(Review review, LinkDuplicates command)
    {
        var linked = new Dictionary<int, int>();
        int Root(int number)
        {
            while (linked.TryGetValue(number, out var next) || review.Records[number - 1].DuplicateOf is { } known && (next = known) > 0)
                number = next;
            return number;
        }

        foreach (var (record, original) in command.Links.Select(link => (link.Record, link.Original)))
        {
            foreach (var number in (int[])[record, original])
            {
                if (review.Find(number) is null)
                    return No(new RecordIsUnknown(number, review.Records.Count));
            }

            if (linked.ContainsKey(record) || !review.Records[record - 1].IsStanding || Root(original) == record)
                return No(new LinkIsImpossible(record, original));
            linked[record] = Root(original);
        }

        return command.Links.Count == 0
            ? Yes()
            : Yes(new DuplicatesLinked(
                [
                    .. command.Links.Select(link => link with
                    {
                        Original = linked[link.Record],
                        // What spoke for a pair that was proposed speaks for its link.
                        Reason = link.Reason ?? review.Proposals.Find(pair => pair.Joins(link.Record, link.Original))?.Reason,
                    }),
                ],
                command.ByTool, command.Rule, Merges: true));
    }

    private static ReviewDecision Propose(Review review, ProposeDuplicates command)
    {
        var unknown = command.Pairs.SelectMany(pair => new[] { pair.Record, pair.Original })
            .FirstOrDefault(number => review.Find(number) is null);
        if (unknown != 0)
            return No(new RecordIsUnknown(unknown, review.Records.Count));
        var added = command.Pairs.Where(pair => !review.Proposals.Any(known => known.Joins(pair.Record, pair.Original))
            && review.Records[pair.Record - 1].IsStanding && review.Records[pair.Original - 1].IsStanding).ToList();
        return added.Count == 0 ? Yes() : Yes(new DuplicatesProposed(added));
    }

    private static ReviewDecision Known(Review review, GiveKnownRelevant command)
    {
        if (command.Records.FirstOrDefault(number => review.Find(number) is null) is var unknown and not 0)
            return No(new RecordIsUnknown(unknown, review.Records.Count));
        return command.Records.Count + command.Unmatched.Count == 0
            ? No(new KnownListIsEmpty(command.File))
            : Yes(new KnownRelevantGiven(command.File, command.Records, command.Unmatched));
    }

    private static ReviewDecision Find(Review review, FindKnownRelevant command)
    {
        if (command.Finds.SelectMany(find => find.Records).FirstOrDefault(number => review.Find(number) is null) is var unknown and not 0)
            return No(new RecordIsUnknown(unknown, review.Records.Count));
        var awaited = command.Finds.Where(find => find.Records.Count > 0 && find.List >= 1 && find.List <= review.KnownLists.Count
            && review.KnownLists[find.List - 1].Unmatched.Any(find.Is)).ToList();
        return awaited.Count == 0 ? Yes() : Yes(new KnownRelevantFound(awaited));
    }

    private static ReviewDecision Stop(Review review, StopScreening command)
    {
        if (review.Stopped is not null)
            return No(new ScreeningStateIsSame(IsStopped: true));
        if (review.Records.IsEmpty)
            return No(new RecordIsUnknown(1, 0));
        var reading = review.TeamReading();
        var rule = reading.Read == reading.Total
            ? StopRule.AllRead
            : reading.MayStop ? StopRule.RecallTest : StopRule.OwnDecision;
        return rule == StopRule.OwnDecision && !Said(command.Comment)
            ? No(new StopIsEarly(reading.Sentence))
            : Yes(new ScreeningStopped(
                rule, reading.Read, reading.Total, reading.Found, reading.RunLength, reading.PValue, reading.EstimatedRecall,
                command.Comment.Trim()));
    }

    private static ReviewDecision Draw(Review review, DrawCheck command)
    {
        if (review.Stopped is null)
            return No(new CheckIsEarly());
        var unread = review.Records.Where(record => record.IsStanding && review.IsOpen(record)
            && record.TitleVotes.IsEmpty && record.TitleResolution is null).Select(record => record.Number).ToList();
        return command.Size < 1 || command.Size > unread.Count
            ? No(new CheckIsImpossible(command.Size, unread.Count))
            : Yes(new CheckDrawn(
                [.. unread.OrderBy(number => ScreeningSeat.RandomPlace(command.Seed, number)).Take(command.Size)], unread.Count,
                command.Seed));
    }

    private static ReviewDecision Appraise(Review review, RecordState record, AppraiseEvidence command)
    {
        var scale = EvidenceScale.Has;
        if (!review.IsStudied(record))
            return No(new StudyIsNotIncluded(record.Number));
        if (scale.StudyType(command.StudyType) is not { } type)
            return No(new StudyTypeIsUnknown(command.StudyType, [.. scale.StudyTypes.Select(known => known.Key)]));
        var asked = command.Level.Length > 0 ? command.Level : type.Level;
        if (asked is null)
            return No(new LevelIsMissing(type.Name));
        if (scale.Level(asked) is not { } level)
            return No(new LevelIsUnknown(asked));
        if (level.Key != type.Level && !Said(command.Reason))
            return No(new ReasonIsMissing(type.Level is null ? "Juger un niveau de preuve" : "S’écarter du niveau proposé"));
        return Yes(new EvidenceAppraised(
            record.Number, int.TryParse(level.Key, CultureInfo.InvariantCulture, out var number) ? number : null,
            Said(command.Reason) ? command.Reason.Trim() : $"Niveau proposé pour ce type d’étude ({type.Name}).",
            type.Key, level.Grade, type.Level, scale.Id));
    }

    internal static bool Said(string? text) => !string.IsNullOrWhiteSpace(text);

    internal static ReviewDecision Yes(params IReadOnlyList<ReviewEvent> events) => new ReviewDecision.Accepted(events);

    internal static ReviewDecision No(ReviewRefusal reason) => new ReviewDecision.Refused(reason);
}
