using System.Data.Common;
using HasToolkit.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Persistence;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Persistence;

/// <summary>A store of its own for a test, on SQLite or PostgreSQL, with files that the test writes.</summary>
internal sealed class AStore : IAsyncDisposable
{
    private readonly ScratchPostgres? _postgres;
    private readonly List<VerbatimServices> _others = [];

    private AStore(AFolder folder, ScratchPostgres? postgres, VerbatimServices services) =>
        (Folder, _postgres, Services) = (folder, postgres, services);

    public AFolder Folder { get; }

    public VerbatimServices Services { get; }

    public VerbatimQueries Queries => Services.Queries;

    public string? Connection => _postgres?.Connection;

    public static FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));

    public static async Task<AStore> CreateAsync(bool onPostgres, ICommentAnalyser? analyser = null, TimeProvider? clock = null)
    {
        ScratchPostgres? postgres = null;
        if (onPostgres)
        {
            if (ScratchPostgres.Server is not { } server)
            {
                Assert.Skip($"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}. "
                    + $"(No PostgreSQL: set {ScratchPostgres.Variable} to the connection string of a server.)");
                throw new InvalidOperationException("Unreachable: the test is skipped.");
            }

#pragma warning disable CA2000 // The store owns it.
            postgres = await ScratchPostgres.CreateAsync(server);
#pragma warning restore CA2000
        }

#pragma warning disable CA2000 // The store owns it.
        var folder = new AFolder();
#pragma warning restore CA2000
        return new AStore(folder, postgres, await OpenAsync(folder, postgres, analyser, clock));
    }

    /// <summary>A second process on the same database.</summary>
    public async Task<VerbatimServices> OpenAgainAsync(ICommentAnalyser? analyser = null)
    {
        var other = await OpenAsync(Folder, _postgres, analyser, clock: null);
        _others.Add(other);
        return other;
    }

    /// <summary>Writes a file and analyses it as it is proposed.</summary>
    public Task<BatchId> AnalyseAsync(string text, string name = "a.csv") => AnalyseAsync(Services, text, name);

    public async Task<BatchId> AnalyseAsync(VerbatimServices services, string text, string name = "a.csv", int workers = 1)
    {
        using var file = await SourceFile.OpenAsync(Folder.Write(name, text));
        return await services.AnalyseAsync(file, file.Proposal, workers);
    }

    public async Task<List<LabelledComment>> LabelledAsync(CommentQuery query)
    {
        var comments = new List<LabelledComment>();
        await foreach (var comment in Queries.LabelledAsync(query))
            comments.Add(comment);
        return comments;
    }

    public async Task<IEnumerable<string>> TextsAsync(CommentQuery query) =>
        (await Queries.PageAsync(query, take: 1_000)).Comments.Select(comment => comment.Text);

    /// <summary>Everything that the tables hold, to compare two stores to the byte; the times of creation left out.</summary>
    public async Task<string> DumpAsync()
    {
        await using var db = Services.Database.NewContext();
        var lines = new List<string>();
        foreach (var row in await db.Comments.AsNoTracking().OrderBy(row => row.Batch).ThenBy(row => row.Number).ToListAsync())
            lines.Add($"{row.Batch} {row.Number} {row.Line} {row.Text} {row.Box} {row.Month:O} {row.Service} {row.Score}");
        foreach (var row in await db.Results.AsNoTracking().OrderBy(row => row.Batch).ThenBy(row => row.Run).ThenBy(row => row.Number)
            .ToListAsync())
        {
            lines.Add($"{row.Batch} {row.Run} {row.Number} {row.Tone} {row.ToneProbabilities} {row.Topics} {row.IsAlert} {row.AlertScore} "
                + $"{row.AlertReasons} {row.NeedsReading}");
        }

        foreach (var row in await db.DoneChunks.AsNoTracking().OrderBy(row => row.Batch).ThenBy(row => row.Chunk).ToListAsync())
            lines.Add($"{row.Batch} {row.Run} {row.Chunk} {row.Comments}");
        return string.Join('\n', lines);
    }

    public async Task<DbDataReader> SqlAsync(string sql)
    {
        var db = Services.Database.NewContext();
        await db.Database.OpenConnectionAsync();
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Texts of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteReaderAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            other.Dispose();
        Services.Dispose();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Folder.Dispose();
    }

    private static Task<VerbatimServices> OpenAsync(
        AFolder folder, ScratchPostgres? postgres, ICommentAnalyser? analyser, TimeProvider? clock) =>
        VerbatimServices.OpenAsync(folder.Path, analyser ?? new WordAnalyser(), "grille 1", postgres?.Connection, clock);
}
