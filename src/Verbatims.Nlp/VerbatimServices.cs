using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Jobs;
using Verbatims.Nlp.Persistence;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp;

/// <summary>Everything a host needs for batches of comments, built from a database and an analyser.</summary>
public sealed class VerbatimServices : IDisposable
{
    private readonly BatchIntake _intake;
    private readonly BatchAnalysis _analysis;
    private readonly TimeProvider _clock;

    private VerbatimServices(VerbatimDatabase database, ICommentAnalyser analyser, string gridVersion, TimeProvider clock)
    {
        (Database, _clock) = (database, clock);
        Queries = new VerbatimQueries(database);
        Desk = new CorrectionDesk(database, clock);
        _intake = new BatchIntake(database, analyser, clock);
        _analysis = new BatchAnalysis(database, analyser, gridVersion);
    }

    /// <summary>The database.</summary>
    public VerbatimDatabase Database { get; }

    /// <summary>Where batches and comments are read.</summary>
    public VerbatimQueries Queries { get; }

    /// <summary>Where corrections and own topics are handed in.</summary>
    public CorrectionDesk Desk { get; }

    /// <summary>Opens the database.</summary>
    /// <param name="dataFolder">Where the SQLite database is kept when there is no connection string.</param>
    /// <param name="analyser">Masks and reads comments; called by several threads at once.</param>
    /// <param name="gridVersion">Version of the grid of topics.</param>
    /// <param name="connection">A PostgreSQL connection string, or null for SQLite in the data folder.</param>
    /// <param name="clock">The clock; null for the machine's.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be opened.</exception>
    public static async Task<VerbatimServices> OpenAsync(
        string dataFolder, ICommentAnalyser analyser, string gridVersion, string? connection = null, TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(dataFolder);
#pragma warning disable CA2000 // The services own it from here on, and dispose of it.
        var database = await VerbatimDatabase.OpenAsync(connection ?? Path.Combine(dataFolder, "verbatims.db"), cancellationToken);
#pragma warning restore CA2000
        return new VerbatimServices(database, analyser, gridVersion, clock ?? TimeProvider.System);
    }

    /// <summary>Reads a file into its batch and analyses it; started again after a stop, it goes on where it was.</summary>
    /// <param name="source">The file.</param>
    /// <param name="mapping">Which column holds what.</param>
    /// <param name="workers">How many chunks are analysed at once in this process.</param>
    /// <param name="progress">Receives how far it is.</param>
    /// <param name="person">Who handed the file in; kept with a batch that is new. Null when not known.</param>
    /// <param name="cancellationToken">Stops the work; what is stored stays.</param>
    /// <exception cref="InvalidDataException">The file or the mapping cannot be used.</exception>
    public async Task<BatchId> AnalyseAsync(
        ICommentSource source, ColumnMapping mapping, int workers = 1, IProgress<BatchProgress>? progress = null,
        string? person = null, CancellationToken cancellationToken = default)
    {
        var batch = await ReadAsync(source, mapping, progress, person, cancellationToken);
        await using var crew = await WorkersAsync(workers, cancellationToken);
        await crew.AnalyseAsync(batch, progress, cancellationToken);
        return batch;
    }

    /// <summary>Reads a file into its batch, names masked, without analysing it; started again after a stop, it goes on where it was.</summary>
    /// <param name="source">The file.</param>
    /// <param name="mapping">Which column holds what.</param>
    /// <param name="progress">Receives how far it is.</param>
    /// <param name="person">Who handed the file in; kept with a batch that is new. Null when not known.</param>
    /// <param name="cancellationToken">Stops the work; what is stored stays.</param>
    /// <exception cref="InvalidDataException">The file or the mapping cannot be used.</exception>
    public Task<BatchId> ReadAsync(
        ICommentSource source, ColumnMapping mapping, IProgress<BatchProgress>? progress = null, string? person = null,
        CancellationToken cancellationToken = default) =>
        _intake.ReadAsync(source, mapping, progress, person, cancellationToken);

    /// <summary>Makes a report of the comments that a query means.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="topicNames">The French name of each topic, by code.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The batch does not exist.</exception>
    /// <exception cref="TooFewCommentsException">The query means a part of a batch, and too few comments.</exception>
    public async Task<Report> ReportAsync(
        CommentQuery query, IReadOnlyDictionary<string, string> topicNames, CancellationToken cancellationToken = default)
    {
        var batch = await Queries.BatchAsync(query.Batch.Value, cancellationToken);
        var figures = await Queries.FiguresAsync(query, cancellationToken);
        var pages = new List<ServicePage>();
        foreach (var line in figures.Services.Where(line => !line.IsHidden))
            pages.Add(new ServicePage(line, await Queries.FiguresAsync(query with { Service = line.Name }, cancellationToken)));

        var quoted = pages.Select(page => page.Figures).Append(figures)
            .SelectMany(part => part.Quotes).SelectMany(quotes => quotes.Comments).Select(key => key.Number).Distinct().ToList();
        var quotes = await Queries.CommentsAsync(query.Batch, quoted, cancellationToken);
        var agreement = Agreement.Over(await Queries.JudgedAsync(query.Batch, cancellationToken));
        return new Report(
            batch, figures, pages, quotes.ToDictionary(comment => comment.Key), topicNames, agreement, _clock.GetUtcNow());
    }

    /// <summary>Compares the months from one on with those before.</summary>
    /// <param name="query">The part of a batch to cut in two.</param>
    /// <param name="since">First day of the first month of the later period.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<ReportComparison> CompareAsync(CommentQuery query, DateOnly since, CancellationToken cancellationToken = default)
    {
        var (later, earlier) = query.CutAt(since);
        return new ReportComparison(
            $"depuis {ReportText.Month(since)}", $"avant {ReportText.Month(since)}", await Queries.CompareAsync(later, earlier, cancellationToken));
    }

    /// <summary>Compares a part of a batch with the same part of another.</summary>
    /// <param name="query">The part.</param>
    /// <param name="reference">The other batch.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<ReportComparison> CompareAsync(CommentQuery query, Batch reference, CancellationToken cancellationToken = default) =>
        new("ce lot", reference.FileName, await Queries.CompareAsync(query, query with { Batch = reference.Id }, cancellationToken));

    /// <summary>Starts workers on this database.</summary>
    /// <param name="workers">How many in this process.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public Task<AnalysisWorkers> WorkersAsync(int workers, CancellationToken cancellationToken = default) =>
        AnalysisWorkers.StartAsync(Database, _analysis, workers, _clock, cancellationToken);

    /// <summary>Releases the database.</summary>
    public void Dispose()
    {
        Queries.Dispose();
        Database.Dispose();
    }
}
