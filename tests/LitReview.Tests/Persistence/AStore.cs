using HasToolkit.Tests;
using LitReview.Citations;
using LitReview.Reviews;
using Microsoft.Extensions.Time.Testing;

namespace LitReview.Tests.Persistence;

/// <summary>A store of its own for a test, on SQLite or PostgreSQL.</summary>
internal sealed class AStore : IAsyncDisposable
{
    public static readonly ReviewerId Anne = new("anne");
    public static readonly ReviewerId Bruno = new("bruno");

    private readonly ScratchPostgres? _postgres;
    private readonly List<LitReviewServices> _others = [];

    private AStore(string folder, ScratchPostgres? postgres, LitReviewServices services) =>
        (Folder, _postgres, Services) = (folder, postgres, services);

    public static FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));

    public string Folder { get; }

    public LitReviewServices Services { get; }

    public static async Task<AStore> CreateAsync(bool onPostgres)
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

        var folder = Directory.CreateTempSubdirectory("litreview-").FullName;
        return new AStore(folder, postgres, await LitReviewServices.OpenAsync(folder, postgres?.Connection, Clock));
    }

    /// <summary>A second process on the same data.</summary>
    public async Task<LitReviewServices> OpenAgainAsync()
    {
        var other = await LitReviewServices.OpenAsync(Folder, _postgres?.Connection, Clock);
        _others.Add(other);
        return other;
    }

    public async Task<ReviewId> AReviewAsync(int records = 0, int reviewers = 1)
    {
        var created = await Services.Desk.CreateAsync(
            new CreateReview(Reviews.AReview.Protocol with { ReviewersPerRecord = reviewers }), Anne, Guid.NewGuid());
        var id = Done(created).Review.Id;
        if (records > 0)
            await ImportAsync(id, [.. Enumerable.Range(1, records).Select(number => ACitation(number))]);
        return id;
    }

    public Task<ReviewResult> ImportAsync(
        ReviewId id, IReadOnlyList<Citation> citations, IReadOnlyList<CitationProblem>? problems = null, Guid? command = null) =>
        Services.Desk.ImportAsync(
            id, new SearchSource("MEDLINE", Interface: "PubMed"), "export.nbib", citations, problems ?? [], Anne, command ?? Guid.NewGuid());

    public static Citation ACitation(int number, string? title = null) => new()
    {
        Kind = CitationKind.JournalArticle,
        Title = title ?? $"Étude n° {number} de la télésurveillance",
        Abstract = $"Contexte : {number} patients suivis à domicile.",
        Authors = [new CitationAuthor("Évrard", "A"), new CitationAuthor("Groupe TELE", "", IsGroup: true)],
        Year = 2020,
        Doi = $"10.1000/{number}",
        Identifiers = [new CitationIdentifier("EMBASE", $"L{number}")],
        Source = new SourceRecord("export.nbib", "PubMed", "PubMed", number, number * 10, $"PMID- {number}\nTI  - Étude \"brute\" n° {number}\n"),
    };

    public static ReviewResult.Done Done(ReviewResult result) =>
        Assert.IsType<ReviewResult.Done>(result);

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            other.Dispose();
        Services.Dispose();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
