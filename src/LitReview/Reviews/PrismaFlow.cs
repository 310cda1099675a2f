namespace LitReview.Reviews;

/// <summary>The counts of a PRISMA 2020 flow diagram.</summary>
/// <remarks>
/// Page and others, BMJ 372:n71, 2021, doi:10.1136/bmj.n71, figure 1: with previous studies where the review is an update, data
/// bases and registers apart from other methods, exclusions by people apart from those by automation tools.
/// </remarks>
public sealed record PrismaFlow
{
    private PrismaFlow(PrismaColumn databases, PrismaColumn others, int previous, int included) =>
        (Databases, Others, PreviousStudies, Included) = (databases, others, previous, included);

    /// <summary>What data bases and registers gave, in the present search.</summary>
    public PrismaColumn Databases { get; }

    /// <summary>What other methods gave: web sites, organisations, references of references.</summary>
    public PrismaColumn Others { get; }

    /// <summary>The studies included by earlier searches; 0 when this is the first.</summary>
    public int PreviousStudies { get; }

    /// <summary>The studies included in all, those of earlier searches among them.</summary>
    public int Included { get; }

    /// <summary>Whether the review updates an earlier search.</summary>
    public bool IsUpdate { get; private init; }

    /// <summary>Counts one search, with what earlier ones included.</summary>
    /// <param name="review">The review.</param>
    /// <param name="search">Which search, from 1; null for the last.</param>
    public static PrismaFlow Of(Review review, int? search = null)
    {
        var shown = search ?? review.Search;
        var present = review.Records.Where(record => review.Imports[record.Import].Search == shown).ToList();
        var earlier = review.Records.Where(record => review.Imports[record.Import].Search < shown && review.IsIncluded(record));
        var databases = PrismaColumn.Of(review, present, shown, isOther: false);
        var others = PrismaColumn.Of(review, present, shown, isOther: true);
        var previous = earlier.Count();
        return new PrismaFlow(databases, others, previous, previous + databases.Included + others.Included)
        {
            IsUpdate = shown > 1,
        };
    }
}

/// <summary>One column of the diagram.</summary>
public sealed record PrismaColumn
{
    /// <summary>How many references each source gave, in the order of the imports.</summary>
    public required IReadOnlyList<IdentifiedCount> Identified { get; init; }

    /// <summary>Duplicates that a program removed before reading.</summary>
    public required int DuplicatesByTool { get; init; }

    /// <summary>Duplicates that people removed before reading.</summary>
    public required int DuplicatesByPeople { get; init; }

    /// <summary>References that nobody read, because reading stopped before the end: set aside by the ranking.</summary>
    public required int UnreadByTool { get; init; }

    /// <summary>References that at least one person read on title and abstract.</summary>
    public required int Screened { get; init; }

    /// <summary>References that people set aside on title and abstract.</summary>
    public required int ExcludedByPeople { get; init; }

    /// <summary>References that are not judged yet: unread while reading goes on, waiting for a vote, or in conflict.</summary>
    public required int Undecided { get; init; }

    /// <summary>Those of the undecided that nobody has read.</summary>
    public required int Unread { get; init; }

    /// <summary>Full texts that were sought.</summary>
    public required int Sought { get; init; }

    /// <summary>Full texts that could not be had.</summary>
    public required int NotRetrieved { get; init; }

    /// <summary>Full texts that were judged.</summary>
    public required int Assessed { get; init; }

    /// <summary>Full texts that were set aside, by reason, in the order of the protocol.</summary>
    public required IReadOnlyList<ReasonCount> ExcludedByReason { get; init; }

    /// <summary>Full texts that are sought or being judged.</summary>
    public required int Pending { get; init; }

    /// <summary>Studies included.</summary>
    public required int Included { get; init; }

    /// <summary>References identified in all.</summary>
    public int IdentifiedTotal => Identified.Sum(source => source.Count);

    internal static PrismaColumn Of(Review review, IEnumerable<RecordState> present, int search, bool isOther)
    {
        bool IsHere(Import import) =>
            import.Search == search
            && (import.Records.Source.Kind is SourceKind.Database or SourceKind.Register) != isOther;
        var records = present.Where(record => IsHere(review.Imports[record.Import])).ToList();
        var standing = records.Where(record => record.IsStanding).ToList();
        var isStopped = search < review.OpenSince || (search == review.Search && review.Stopped is not null);
        var unread = standing.Count(record => record.TitleVotes.IsEmpty && record.TitleResolution is null);
        var sought = standing.Where(review.IsForFullText).ToList();
        var outcomes = sought.Select(record => (Record: record, Outcome: review.OutcomeOf(record, Stage.FullText))).ToList();
        var excluded = outcomes.Where(pair => pair.Outcome == Outcome.Excluded).Select(pair => pair.Record).ToList();
        var missing = outcomes.Count(pair => pair.Record.NotRetrieved is not null && pair.Outcome is Outcome.Unread);
        var included = outcomes.Count(pair => pair.Outcome == Outcome.Kept);
        return new PrismaColumn
        {
            Identified =
            [
                .. review.Imports.Where(IsHere)
                    .GroupBy(import => (import.Records.Source.Name, import.Records.Source.Interface))
                    .Select(group => new IdentifiedCount(
                        group.Key.Interface is null ? group.Key.Name : $"{group.Key.Name} ({group.Key.Interface})",
                        group.First().Records.Source.Kind, group.Sum(import => import.Records.Count))),
            ],
            DuplicatesByTool = records.Count(record => !record.IsStanding && record.IsDuplicateByTool),
            DuplicatesByPeople = records.Count(record => !record.IsStanding && !record.IsDuplicateByTool),
            UnreadByTool = isStopped ? unread : 0,
            Unread = isStopped ? 0 : unread,
            Screened = standing.Count - unread,
            ExcludedByPeople = standing.Count(record => review.OutcomeOf(record, Stage.TitleAbstract) == Outcome.Excluded),
            Undecided = (isStopped ? 0 : unread) + standing.Count(
                record => review.OutcomeOf(record, Stage.TitleAbstract) is Outcome.Waiting or Outcome.Conflict),
            Sought = sought.Count,
            NotRetrieved = missing,
            Assessed = included + excluded.Count,
            ExcludedByReason =
            [
                .. review.Protocol.Reasons.Concat(excluded.Select(ReasonOf)).Distinct()
                    .Select(reason => new ReasonCount(reason, excluded.Count(record => ReasonOf(record) == reason)))
                    .Where(count => count.Count > 0),
            ],
            Pending = sought.Count - missing - included - excluded.Count,
            Included = included,
        };
    }

    private static string ReasonOf(RecordState record) => record.ReasonAt(Stage.FullText) ?? "motif non précisé";
}

/// <summary>How many references a source gave.</summary>
/// <param name="Name">The source and its interface.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many.</param>
public sealed record IdentifiedCount(string Name, SourceKind Kind, int Count);

/// <summary>How many full texts a reason set aside.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How many.</param>
public sealed record ReasonCount(string Reason, int Count);
