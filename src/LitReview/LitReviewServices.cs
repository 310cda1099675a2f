using System.Globalization;
using LitReview.Assistance;
using LitReview.Citations;
using LitReview.Deduplication;
using LitReview.Embeddings;
using LitReview.Indexing;
using LitReview.Persistence;
using LitReview.Reports;
using LitReview.Reviews;
using Microsoft.Extensions.DependencyInjection;

namespace LitReview;

/// <summary>Everything a host needs for reviews of the literature, built from two settings.</summary>
public sealed class LitReviewServices : IDisposable
{
    private LitReviewServices(ReviewDatabase database, string folder, TimeProvider clock)
    {
        var shelf = new ReviewShelf();
        (Database, Clock) = (database, clock);
        Desk = new ReviewDesk(database, shelf, clock);
        Queries = new ReviewQueries(database, shelf);
        SecondModels = new EmbeddingShelf(Path.Combine(folder, "plongements"));
        Rooms = new ScreeningRooms(Queries.TextsAsync, SecondModels.Find);
        FullTexts = new FullTextStore(Path.Combine(folder, "textes-integraux"));
        Searches = new ReviewSearches(id => OpenIndex(Path.Combine(folder, "index", id.Value)), Queries.AllCitationsAsync, Queries.CitationsAsync);
        Archive = new ReviewArchive(database, FullTexts);
        Studies = new StudyDesk(Desk, Queries, FullTexts);
        Assisted = new AssistedReviews(Desk, Queries, new AssistanceLog(folder, clock));
    }

    /// <summary>The database.</summary>
    public ReviewDatabase Database { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Where commands are handed in.</summary>
    public ReviewDesk Desk { get; }

    /// <summary>Where reviews and their references are read.</summary>
    public ReviewQueries Queries { get; }

    /// <summary>The rankings that are warm.</summary>
    public ScreeningRooms Rooms { get; }

    /// <summary>The embedding models that can vote beside the words.</summary>
    public EmbeddingShelf SecondModels { get; }

    /// <summary>The full texts.</summary>
    public FullTextStore FullTexts { get; }

    /// <summary>The indexes that are searched.</summary>
    public ReviewSearches Searches { get; }

    /// <summary>Where what people take from studies is handed in.</summary>
    public StudyDesk Studies { get; }

    /// <summary>Where a language model is asked on a review, and the journal keeps it.</summary>
    public AssistedReviews Assisted { get; }

    /// <summary>Whole reviews as files.</summary>
    public ReviewArchive Archive { get; }

    /// <summary>Opens the database.</summary>
    /// <param name="dataFolder">Where full texts, and the SQLite database when there is no connection string, are kept.</param>
    /// <param name="connection">A PostgreSQL connection string, or null for SQLite in the data folder.</param>
    /// <param name="clock">The clock; null for the machine's.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be opened.</exception>
    public static async Task<LitReviewServices> OpenAsync(
        string dataFolder, string? connection = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(dataFolder);
#pragma warning disable CA2000 // The services own it from here on, and dispose of it.
        var database = await ReviewDatabase.OpenAsync(connection ?? Path.Combine(dataFolder, "litreview.db"), cancellationToken);
#pragma warning restore CA2000
        var services = new LitReviewServices(database, dataFolder, clock ?? TimeProvider.System);
        await services.Assisted.TakeUpAsync(cancellationToken);
        return services;
    }

    /// <summary>Carries out a command; a judgement on title and abstract, or a putting off, keeps how the reference was suggested.</summary>
    /// <param name="id">The review.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="seen">The version that the person read; null to accept whatever came since.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    /// <exception cref="InvalidDataException">The second model of the protocol is not here; the message is French.</exception>
    public async Task<ReviewResult> DoAsync(
        ReviewId id, ReviewCommand command, ReviewerId person, Guid commandId, long? seen = null, CancellationToken cancellationToken = default)
    {
        var number = command switch
        {
            JudgeRecord { Stage: Stage.TitleAbstract } judge => judge.Record,
            SkipRecord skip => skip.Record,
            _ => 0,
        };
        var suggestion = number > 0 && await Queries.ReviewAsync(id, cancellationToken) is { } review
            && await Rooms.NextAsync(review, person, cancellationToken) is { } next && next.Number == number
            ? next.Suggestion
            : null;
        return await Desk.DoAsync(id, command, person, commandId, seen, suggestion, cancellationToken);
    }

    /// <summary>Reads a file of references into a review, and links what repeats what is there.</summary>
    /// <param name="id">The review.</param>
    /// <param name="source">Where the references come from; a blank name takes what the file says of itself.</param>
    /// <param name="content">The file, in any known format; it is read twice, from a copy when it can be read but once, and stays open.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="person">Who imports.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    /// <exception cref="InvalidDataException">The content is in no known format; the message is French.</exception>
    public async Task<ReviewResult> ImportAsync(
        ReviewId id, SearchSource source, Stream content, string fileName, ReviewerId person, Guid commandId,
        CancellationToken cancellationToken = default)
    {
        using var told = LitReviewTelemetry.Begin("import");
        await using var copy = content.CanSeek ? null : await CopyAsync(content, cancellationToken);
        var incoming = await Task.Run(() => IncomingReferences.Of(copy ?? content, fileName, cancellationToken), cancellationToken);
        told.References = incoming.Count;
        var named = string.IsNullOrWhiteSpace(source.Name) ? source with { Name = incoming.Provider ?? incoming.File } : source;
        var result = await Desk.ImportAsync(id, named, incoming, person, commandId, cancellationToken);
        // The same command once more, too: the program may have been stopped in between, and what is linked or found is so once.
        if (result is ReviewResult.Done)
            result = await LinkDuplicatesAsync(id, person, cancellationToken);
        return result is ReviewResult.Done(var after, _) ? await FindKnownAsync(after, person, cancellationToken) : result;
    }

    /// <summary>Looks in a review for articles that are known to be relevant; those found teach the ranking, and nothing is decided.</summary>
    /// <param name="id">The review.</param>
    /// <param name="content">DOI, PMID or titles, one a line, or an export of references in any known format.</param>
    /// <param name="fileName">The name of the list.</param>
    /// <param name="person">Who knows them.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    /// <exception cref="InvalidDataException">The content is in no known format; the message is French.</exception>
    public async Task<ReviewResult> GiveKnownAsync(
        ReviewId id, Stream content, string fileName, ReviewerId person, Guid commandId, CancellationToken cancellationToken = default)
    {
        var read = await Task.Run(() => CitationFile.Read(content, fileName, cancellationToken), cancellationToken);
        var found = new KnownReferences([.. read.Citations.Select(KnownArticle.Of)]);
        await foreach (var (number, citation) in Queries.AllSourcesAsync(id, cancellationToken))
            found.Look(number, citation);
        return await HandInAsync(id, found.Command(read), person, commandId, cancellationToken);
    }

    /// <summary>Takes the references that their files label as included for articles known to be relevant.</summary>
    /// <param name="id">The review.</param>
    /// <param name="person">Who says so.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public async Task<ReviewResult> TakeLabelsAsync(
        ReviewId id, ReviewerId person, Guid commandId, CancellationToken cancellationToken = default)
    {
        var labelled = new List<int>();
        await foreach (var (number, citation) in Queries.AllCitationsAsync(id, cancellationToken))
        {
            if (citation.Label == CitationLabel.Included)
                labelled.Add(number);
        }

        return await HandInAsync(id, new GiveKnownRelevant("étiquettes des fichiers importés", labelled, []), person, commandId, cancellationToken);
    }

    private static async Task<FileStream> CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        // Nobody else of this machine reads it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var copy = new FileStream(Path.Combine(Path.GetTempPath(), $"has-{Guid.NewGuid():N}.tmp"), options);
        try
        {
            await content.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    // What earlier lists named and the review had not is looked for in what came since.
    private async Task<ReviewResult> FindKnownAsync(Review review, ReviewerId person, CancellationToken cancellationToken)
    {
        var awaited = review.KnownLists.Index().SelectMany(list => list.Item.Unmatched.Where(unmatched => unmatched.Article is not null)
            .Select(unmatched => (List: list.Index + 1, Unmatched: unmatched))).ToList();
        if (awaited.Count == 0)
            return new ReviewResult.Done(review, []);
        var found = new KnownReferences([.. awaited.Select(one => one.Unmatched.Article!)]);
        await foreach (var (number, citation) in Queries.AllSourcesAsync(review.Id, cancellationToken))
            found.Look(number, citation);
        var finds = awaited.Index().Where(one => found.Of(one.Index).Count > 0).Select(one => new KnownFind(
            one.Item.List, one.Item.Unmatched.Line, one.Item.Unmatched.Text, Standing(review, found.Of(one.Index))));
        return await Desk.DoAsync(
            review.Id, new FindKnownRelevant([.. finds]), person, Guid.NewGuid(), cancellationToken: cancellationToken);
    }

    // An article that several exports brought counts once.
    private static IReadOnlyList<int> Standing(Review review, IEnumerable<int> numbers) =>
    [
        .. numbers.Where(number => review.Find(number) is not null)
            .Select(number => review.Standing(review.Find(number)!).Number).Distinct().Order(),
    ];

    private async Task<ReviewResult> HandInAsync(
        ReviewId id, GiveKnownRelevant command, ReviewerId person, Guid commandId, CancellationToken cancellationToken)
    {
        var records = await Queries.ReviewAsync(id, cancellationToken) is { } review ? Standing(review, command.Records) : [];
        return await Desk.DoAsync(id, command with { Records = records }, person, commandId, cancellationToken: cancellationToken);
    }

    /// <summary>Adds the abstract of a reference that came without one.</summary>
    /// <param name="id">The review.</param>
    /// <param name="number">The number of the reference.</param>
    /// <param name="text">The abstract.</param>
    /// <param name="person">Who types it.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public async Task<ReviewResult> TypeAbstractAsync(
        ReviewId id, int number, string text, ReviewerId person, Guid commandId, CancellationToken cancellationToken = default)
    {
        var members = (await Queries.ReviewAsync(id, cancellationToken))?.Groups().GetValueOrDefault(number) ?? [number];
        var sources = await Queries.SourcesAsync(id, members, cancellationToken);
        return sources.Values.Any(source => source.Abstract.Trim().Length > 0)
            ? new ReviewResult.Refused(new AbstractIsThere(number))
            : await Desk.DoAsync(id, new TypeAbstract(number, text), person, commandId, cancellationToken: cancellationToken);
    }

    /// <summary>Writes the references of a review that stand for themselves.</summary>
    /// <param name="review">The review.</param>
    /// <param name="format">The format; a CSV of all references has the columns of <see cref="ReviewCsv"/>, duplicates included.</param>
    /// <param name="includedOnly">Whether only the included studies are written.</param>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="nameOf">The name of a person; null writes his identifier.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task ExportAsync(
        Review review, CitationFileFormat format, bool includedOnly, Stream output,
        Func<ReviewerId, string>? nameOf = null, CancellationToken cancellationToken = default)
    {
        if (format == CitationFileFormat.Csv && !includedOnly)
        {
            await ReviewCsv.WriteAsync(review, Queries.AllCitationsAsync(review.Id, cancellationToken), output, nameOf, cancellationToken);
            return;
        }

        var labelled = new List<Citation>();
        if (includedOnly)
        {
            var included = review.Records.Where(record => review.IsIncluded(record)).ToList();
            var citations = await Queries.CitationsAsync(review.Id, [.. included.Select(record => record.Number)], cancellationToken);
            labelled.AddRange(included.Select(record => ReviewExport.Labelled(review, record, citations[record.Number], nameOf)));
        }
        else
        {
            await foreach (var (number, citation) in Queries.AllCitationsAsync(review.Id, cancellationToken))
            {
                if (review.Find(number) is { IsStanding: true } record)
                    labelled.Add(ReviewExport.Labelled(review, record, citation, nameOf));
            }
        }

        CitationExport.Write(labelled, format, output);
    }

    /// <summary>Compares all references of a review: the sure duplicates are linked, the doubtful pairs wait for a person.</summary>
    /// <param name="id">The review.</param>
    /// <param name="person">Who asks for it.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public async Task<ReviewResult> LinkDuplicatesAsync(
        ReviewId id, ReviewerId person, CancellationToken cancellationToken = default)
    {
        if (await Queries.ReviewAsync(id, cancellationToken) is not { } review)
            return new ReviewResult.Refused(new ReviewNotFound(id));
        var finder = new DuplicateFinder();
        await foreach (var (number, citation) in Queries.AllSourcesAsync(id, cancellationToken))
            finder.Add(citation, KeyOf(number));
        var report = await Task.Run(() => finder.Find(DecisionsOf(review), cancellationToken), cancellationToken);

        var reasons = report.Links.SelectMany(link => new[] { (Place: link.Second, link.Reason), (Place: link.First, link.Reason) })
            .ToLookup(link => link.Place, link => link.Reason);
        var first = report.FirstOfEach();
        var links = Enumerable.Range(0, Math.Min(first.Count, review.Records.Count))
            .Where(place => first[place] != place && review.Records[place].IsStanding)
            .Select(place => new RecordLink(
                place + 1, review.Standing(review.Records[first[place]]).Number, reasons[place].FirstOrDefault()))
            .Where(link => link.Record != link.Original).ToList();
        var result = await Desk.DoAsync(
            id, new LinkDuplicates(links, ByTool: true, "rapprochement des références"), person, Guid.NewGuid(),
            cancellationToken: cancellationToken);
        if (result is not ReviewResult.Done(var linked, _))
            return result;
        var pairs = report.Doubts.Select(doubt => new RecordLink(doubt.Second + 1, doubt.First + 1, doubt.Reason, Math.Round(doubt.Probability, 4)))
            .Where(pair => linked.Find(pair.Record) is not null).ToList();
        return await Desk.DoAsync(id, new ProposeDuplicates(pairs), person, Guid.NewGuid(), cancellationToken: cancellationToken);
    }

    // An index holds nothing that the review does not: where another program has it open, one in memory does as well.
    private static SearchIndex OpenIndex(string folder)
    {
        try
        {
            return SearchIndex.Open(folder);
        }
        catch (IOException)
        {
            return SearchIndex.InMemory();
        }
    }

    private static string KeyOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    // What is linked stays linked, and what a person held apart stays apart.
    private static IEnumerable<DuplicateDecision> DecisionsOf(Review review) =>
    [
        .. review.Records.Where(record => !record.IsStanding).Select(record => new DuplicateDecision(
            KeyOf(record.DuplicateOf!.Value), KeyOf(record.Number), AreDuplicates: true)),
        .. review.Apart.Select(pair => new DuplicateDecision(
            KeyOf(pair.Original), KeyOf(pair.Record), AreDuplicates: false)),
    ];

    /// <summary>Releases the database and the rankings.</summary>
    public void Dispose()
    {
        Rooms.Dispose();
        SecondModels.Dispose();
        Searches.Dispose();
        Database.Dispose();
    }
}

/// <summary>Registration in a host.</summary>
public static class LitReviewRegistration
{
    /// <summary>Registers the services of reviews; the container owns them from here on.</summary>
    public static IServiceCollection AddLitReview(this IServiceCollection services, LitReviewServices opened) =>
        services.AddSingleton(_ => opened);
}
