using System.Collections.Immutable;
using LitReview.Bias;
using LitReview.Extraction;

namespace LitReview.Reviews;

/// <summary>A review as its events tell it; it never changes, an event gives the next one.</summary>
public sealed record Review
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private Review(ReviewId id, Protocol protocol) => (Id, Protocol) = (id, protocol);

    /// <summary>Its identifier.</summary>
    public ReviewId Id { get; }

    /// <summary>The protocol that holds.</summary>
    public Protocol Protocol { get; private init; }

    /// <summary>The number of its last event.</summary>
    public long Version { get; private init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Who created it.</summary>
    public ReviewerId CreatedBy { get; private init; }

    /// <summary>Its readers: who created it, who was added, and who has worked on it, unless taken off.</summary>
    public ImmutableHashSet<ReviewerId> Members { get; private init; } = [];

    /// <summary>When it changed last.</summary>
    public DateTimeOffset ChangedAt { get; private init; }

    /// <summary>The imports, oldest first.</summary>
    public ImmutableList<Import> Imports { get; private init; } = [];

    /// <summary>The references: number n stands at n − 1.</summary>
    public ImmutableList<RecordState> Records { get; private init; } = [];

    /// <summary>The pairs that may be duplicates, and that nobody has judged.</summary>
    public ImmutableList<RecordLink> Proposals { get; private init; } = [];

    /// <summary>The pairs of which a person said that they are not the same.</summary>
    public ImmutableList<RecordLink> Apart { get; private init; } = [];

    /// <summary>What each reader did, oldest first.</summary>
    public ImmutableDictionary<ReviewerId, ReviewerLog> Logs { get; private init; } =
        ImmutableDictionary<ReviewerId, ReviewerLog>.Empty;

    /// <summary>The first votes on title and abstract in the order in which they came, each reference once.</summary>
    public ImmutableList<int> FirstReadings { get; private init; } = [];

    /// <summary>How reading stopped; null while it goes on.</summary>
    public ScreeningStopped? Stopped { get; private init; }

    /// <summary>Which search it is, from 1; grows with each update of the review.</summary>
    public int Search { get; private init; } = 1;

    /// <summary>The searches after the first, in their order.</summary>
    public ImmutableList<SearchStart> LaterSearches { get; private init; } = [];

    /// <summary>The first search whose references are still read: a stop closes those before the next search begins.</summary>
    public int OpenSince { get; private init; } = 1;

    /// <summary>The random check of what a stop left unread; null when none was drawn.</summary>
    public RandomCheck? Check { get; private init; }

    /// <summary>What is taken from each study.</summary>
    public ExtractionForm Extraction { get; private init; } = ExtractionForm.Default;

    /// <summary>The forms on which studies are judged, in the order in which they came into the journal.</summary>
    public ImmutableList<BiasForm> BiasForms { get; private init; } = [];

    /// <summary>What language models were asked, oldest first.</summary>
    public ImmutableList<ModelAsked> ModelRequests { get; private init; } = [];

    /// <summary>The language models of which a person took a value that they proposed, even if he withdrew it since.</summary>
    public ImmutableSortedSet<string> ModelsTaken { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The lists of articles that were known to be relevant before reading, oldest first.</summary>
    public ImmutableList<KnownRelevantGiven> KnownLists { get; private init; } = [];

    /// <summary>Whether the ranking reads what linked references say together; not in journals begun before it did.</summary>
    public bool MergesTexts { get; private init; }

    /// <summary>The number of the event from which the texts to be ranked, or the way of ranking them, are the same.</summary>
    public long RankedSince { get; private init; }

    /// <summary>The reference of a number; null when there is none.</summary>
    public RecordState? Find(int number) => number >= 1 && number <= Records.Count ? Records[number - 1] : null;

    /// <summary>The reference that stands for one: itself, or the one that it repeats.</summary>
    public RecordState Standing(RecordState record)
    {
        while (record.DuplicateOf is { } original)
            record = Records[original - 1];
        return record;
    }

    /// <summary>The numbers of the references that teach the ranking before any decision, in their order; each stands for itself.</summary>
    public IReadOnlyList<int> FirstExamples() =>
    [
        .. KnownLists.SelectMany(list => list.Records).Select(number => Standing(Records[number - 1]).Number).Distinct().Order(),
    ];

    /// <summary>The references that are one document, by the number of the one that stands for all; it comes first, the others in order.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>> Groups()
    {
        var groups = new Dictionary<int, List<int>>();
        foreach (var record in Records)
        {
            if (record.IsStanding)
                continue;
            var standing = Standing(record).Number;
            if (!groups.TryGetValue(standing, out var members))
                groups[standing] = members = [standing];
            members.Add(record.Number);
        }

        return groups.ToDictionary(group => group.Key, IReadOnlyList<int> (group) => group.Value);
    }

    /// <summary>What the votes on a reference come to.</summary>
    public Outcome OutcomeOf(RecordState record, Stage stage) => record.OutcomeAt(stage, Protocol.ReviewersPerRecord);

    /// <summary>Whether the search that brought a reference is still read, and not closed by an earlier stop.</summary>
    public bool IsOpen(RecordState record) => Imports[record.Import].Search >= OpenSince;

    /// <summary>Whether a reference is kept for reading in full.</summary>
    public bool IsForFullText(RecordState record) =>
        record.IsStanding && OutcomeOf(record, Stage.TitleAbstract) == Outcome.Kept;

    /// <summary>Whether a reference is appraised: kept for reading in full, and not set aside there.</summary>
    public bool IsStudied(RecordState record) =>
        IsForFullText(record) && OutcomeOf(record, Stage.FullText) != Outcome.Excluded;

    /// <summary>Whether a reference is kept in full text: an included study.</summary>
    public bool IsIncluded(RecordState record) =>
        IsForFullText(record) && OutcomeOf(record, Stage.FullText) == Outcome.Kept;

    /// <summary>The review after one more event.</summary>
    /// <param name="id">The identifier of the review.</param>
    /// <param name="before">The review before it; null before the first.</param>
    /// <param name="recorded">The event.</param>
    /// <exception cref="InvalidDataException">The event does not follow the ones before it.</exception>
    public static Review Fold(ReviewId id, Review? before, RecordedReviewEvent recorded)
    {
        if (recorded.Version != (before?.Version ?? 0) + 1)
        {
            throw new InvalidDataException(
                $"Review {id}: event {recorded.Version} follows event {before?.Version ?? 0}; restore a backup of the database.");
        }

        if (recorded.Event is ReviewCreated created)
        {
            return new Review(id, created.Protocol)
            {
                Version = recorded.Version,
                CreatedAt = recorded.At,
                ChangedAt = recorded.At,
                CreatedBy = recorded.Person,
                Members = [recorded.Person],
            };
        }

        var after = (before ?? throw new InvalidDataException($"Review {id} does not begin with its creation.")).With(recorded);
        return after with { Version = recorded.Version, ChangedAt = recorded.At, Members = MembersAfter(after.Members, recorded) };
    }

    // Journals that are older than the list of readers tell them by who did something.
    private static ImmutableHashSet<ReviewerId> MembersAfter(ImmutableHashSet<ReviewerId> members, RecordedReviewEvent recorded) =>
        recorded.Event switch
        {
            MemberAdded e => members.Add(e.Person),
            MemberRemoved e => members.Remove(e.Person),
            ModelAsked => members,
            _ => members.Add(recorded.Person),
        };

    private Review With(RecordedReviewEvent recorded) => recorded.Event switch
    {
        ProtocolChanged e => this with
        {
            Protocol = e.Protocol,
            RankedSince = e.Protocol.Model != Protocol.Model || e.Protocol.SecondModel != Protocol.SecondModel || e.Protocol.Order != Protocol.Order
                || e.Protocol.RankingQuestion() != Protocol.RankingQuestion()
                ? recorded.Version
                : RankedSince,
        },
        // What was left unread by a stop stays so: an update shows what is new.
        SearchBegun e => this with
        {
            LaterSearches = LaterSearches.Add(new SearchStart(Search + 1, DateOnly.FromDateTime(ParisTime(recorded.At)), e.Reason)),
            Search = Search + 1,
            OpenSince = Stopped is null ? OpenSince : Search + 1,
            Stopped = null,
            Check = null,
        },
        RecordsImported e => this with
        {
            Imports = Imports.Add(new Import(e, Search, recorded.At, recorded.Person)),
            Records = Records.AddRange(
                Enumerable.Range(e.FirstNumber, e.Count).Select(number => new RecordState(number, Imports.Count))),
            RankedSince = recorded.Version,
        },
        DuplicatesLinked e => Linked(e) with
        {
            MergesTexts = MergesTexts || e.Merges,
            RankedSince = MergesTexts || e.Merges ? recorded.Version : RankedSince,
        },
        DuplicatesProposed e => this with { Proposals = Proposals.AddRange(e.Pairs) },
        DuplicateDismissed e => this with
        {
            Proposals = Proposals.RemoveAll(pair => pair.Joins(e.Record, e.Original)),
            Apart = Apart.Add(new RecordLink(e.Record, e.Original)),
        },
        DuplicateUnlinked e => Change(e.Record, record => record with { DuplicateOf = null, IsDuplicateByTool = false, LinkReason = null }) with
        {
            // Either reference may be a first example of the ranking.
            RankedSince = MergesTexts || !KnownLists.IsEmpty ? recorded.Version : RankedSince,
            Apart = Apart.Add(new RecordLink(e.Record, Records[e.Record - 1].DuplicateOf!.Value)),
        },
        Decided e => Voted(e.Record, e.Stage, new Vote(recorded.Person, e.Verdict, e.Reason, recorded.At, e.Suggestion)),
        MindChanged e => Voted(e.Record, e.Stage, new Vote(recorded.Person, e.Verdict, e.Reason, recorded.At, null)),
        DecisionUndone e => Undone(e, recorded.Person),
        RecordSkipped e => Logged(recorded.Person, log => log with { Skipped = log.Skipped.SetItem(e.Record, log.Steps.Count) }),
        ConflictResolved e => Change(e.Record, record =>
        {
            var resolution = new Resolution(recorded.Person, e.Verdict, e.Reason, e.Comment);
            return e.Stage == Stage.TitleAbstract
                ? record with { TitleResolution = resolution }
                : record with { FullTextResolution = resolution };
        }),
        TagAdded e => Change(e.Record, record => record with { Tags = record.Tags.Add(e.Tag) }),
        TagRemoved e => Change(e.Record, record => record with { Tags = record.Tags.Remove(e.Tag) }),
        NoteAdded e => Change(
            e.Record, record => record with { Notes = record.Notes.Add(new Note(recorded.Person, recorded.At, e.Text)) }),
        ScreeningStopped e => this with { Stopped = e },
        CheckDrawn e => this with { Check = new RandomCheck([.. e.Records], e.Unread) },
        ScreeningResumed => this with { Stopped = null, Check = null },
        FullTextAttached e => Change(
            e.Record,
            record => record with { FullText = new FullTextFile(e.FileName, e.Sha256, e.Size), NotRetrieved = null }),
        FullTextNotRetrieved e => Change(e.Record, record => record with { NotRetrieved = e.Reason }),
        EvidenceAppraised e => Change(
            e.Record, record => record with { Appraisal = Appraisal.Of(e, recorded.Person, recorded.At) }),
        ExtractionFormChanged e => this with { Extraction = e.Form },
        ValueExtracted e => Extract(
            e.Record, e.Value.Field, state => state.With(new GivenValue(recorded.Person, e.Value, recorded.At))) with
        {
            ModelsTaken = e.Value.ProposedBy is { } model ? ModelsTaken.Add(model) : ModelsTaken,
        },
        ValueWithdrawn e => Extract(e.Record, e.Field, state => state.Without(recorded.Person)),
        ValueSettled e => Extract(
            e.Record, e.Value.Field,
            state => state with { Settled = new SettledValue(recorded.Person, e.Value, e.Comment, recorded.At) }),
        BiasFormChosen e => this with { BiasForms = BiasForms.RemoveAll(form => form.Id == e.Form.Id).Add(e.Form) },
        BiasJudged e => Change(e.Record, record => record with
        {
            Bias = record.Bias.SetItem(
                new BiasPlace(e.Form, e.Domain), new BiasMark(e.Judgement, e.Reason, e.Quote, recorded.Person, recorded.At)),
        }),
        MemberAdded or MemberRemoved => this,
        KnownRelevantGiven e => this with { KnownLists = KnownLists.Add(e), RankedSince = recorded.Version },
        KnownRelevantFound e => this with
        {
            KnownLists = e.Finds.Aggregate(KnownLists, (lists, find) => lists.SetItem(find.List - 1, lists[find.List - 1].After(find))),
            RankedSince = recorded.Version,
        },
        AbstractTyped e => Change(
            e.Record, record => record with { TypedAbstract = new Note(recorded.Person, recorded.At, e.Text) }) with
        {
            RankedSince = recorded.Version,
        },
        ModelAsked e => this with { ModelRequests = ModelRequests.Add(e) },
        ReviewCreated => throw new InvalidDataException($"Review {Id} is created twice."),
        _ => throw new InvalidDataException($"Review {Id} has an event that this program does not know: {recorded.Event.GetType().Name}."),
    };

    private static DateTime ParisTime(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Paris).DateTime;

    private Review Change(int number, Func<RecordState, RecordState> change) =>
        this with { Records = Records.SetItem(number - 1, change(Records[number - 1])) };

    private Review Extract(int number, string field, Func<FieldState, FieldState> change) => Change(number, record =>
    {
        var after = change(record.Extracted.GetValueOrDefault(field, FieldState.Empty));
        return record with
        {
            Extracted = after.Given.IsEmpty && after.Settled is null
                ? record.Extracted.Remove(field)
                : record.Extracted.SetItem(field, after),
        };
    });

    private Review Logged(ReviewerId reviewer, Func<ReviewerLog, ReviewerLog> change) =>
        this with { Logs = Logs.SetItem(reviewer, change(Logs.GetValueOrDefault(reviewer, ReviewerLog.Empty))) };

    private Review Linked(DuplicatesLinked links)
    {
        var records = Records.ToBuilder();
        foreach (var link in links.Links)
        {
            records[link.Record - 1] = records[link.Record - 1] with
            {
                DuplicateOf = link.Original,
                IsDuplicateByTool = links.ByTool,
                LinkReason = link.Reason,
            };
        }

        // A pair is decided whichever of the two stands for both.
        var linked = links.Links.Select(link => link.Record).ToHashSet();
        var joined = links.Links.Select(link => (link.Original, link.Record)).ToHashSet();
        return this with
        {
            Records = records.ToImmutable(),
            Proposals = Proposals.RemoveAll(pair => linked.Contains(pair.Record) || joined.Contains((pair.Record, pair.Original))),
        };
    }

    private Review Voted(int number, Stage stage, Vote vote)
    {
        var record = Records[number - 1];
        var votes = record.Votes(stage);
        var at = votes.ToList().FindIndex(known => known.Reviewer == vote.Reviewer);
        votes = at < 0 ? votes.Add(vote) : votes.SetItem(at, vote with { Suggestion = votes[at].Suggestion });
        var isFirstReading = stage == Stage.TitleAbstract && votes.Length == 1 && at < 0;
        var changed = stage == Stage.TitleAbstract
            ? record with
            {
                TitleVotes = votes,
                FirstPair = record.FirstPair ?? (votes.Length == 2
                    ? new BlindPair(
                        votes[0].Reviewer, votes[0].Verdict != Verdict.Exclude, votes[1].Reviewer, votes[1].Verdict != Verdict.Exclude)
                    : null),
            }
            : record with { FullTextVotes = votes };
        var voted = this with
        {
            Records = Records.SetItem(number - 1, changed),
            FirstReadings = isFirstReading ? FirstReadings.Add(number) : FirstReadings,
        };
        return voted.Logged(vote.Reviewer, log => log.With(new ReadingStep(number, stage, vote.Verdict)));
    }

    private Review Undone(DecisionUndone undone, ReviewerId reviewer)
    {
        var record = Records[undone.Record - 1];
        var votes = record.Votes(undone.Stage).RemoveAll(vote => vote.Reviewer == reviewer);
        var isUnread = undone.Stage == Stage.TitleAbstract && votes.IsEmpty;
        var changed = undone.Stage == Stage.TitleAbstract
            ? record with { TitleVotes = votes }
            : record with { FullTextVotes = votes };
        var after = this with
        {
            Records = Records.SetItem(undone.Record - 1, changed),
            FirstReadings = isUnread ? FirstReadings.Remove(undone.Record) : FirstReadings,
        };
        return after.Logged(reviewer, log => log.With(new ReadingStep(undone.Record, undone.Stage, null)));
    }
}
