using System.Net;
using HasToolkit.Tests;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Two machines with one PostgreSQL database. There, unlike with SQLite, a page is asked for before its data have come.</summary>
public sealed class OnPostgresTests
{
    [Fact]
    public async Task Every_page_answers_and_a_batch_of_one_machine_is_read_on_the_other()
    {
        await using var postgres = await ScratchPostgres.CreateAsync(Server());
        await using var one = await RunningWeb.StartOnAsync(postgres.Connection);
        await using var other = await RunningWeb.StartOnAsync(postgres.Connection);
        using var client = await one.ClientAsync();

        await client.HandInAndConfirmAsync(
            "partage.csv", Comments.AFile([.. Enumerable.Range(1, 3_000).Select(number => $"Attente trop longue {number} fois")]));
        var batch = await other.BatchAsync("partage.csv");
        Assert.Equal((3_000, 3_000), (batch.Comments, batch.Run!.Analysed));

        foreach (var (path, who, status) in Routes.All)
        {
            using var reader = await other.ClientAsync(who);
            using var answer = await reader.Http.GetAsync(await Routes.ResolveAsync(other, path));
            Assert.True(status == (int)answer.StatusCode, $"{path}, {who}: {(int)answer.StatusCode} instead of {status}.");
        }
    }

    [Fact]
    public async Task A_machine_whose_database_has_gone_lives_but_is_not_ready_and_says_no_more()
    {
        await using var web = await StartOnADatabaseThatGoesAsync();
        using var client = await web.ClientAsync(who: null);

        using var alive = await client.Http.GetAsync("/health/live");
        using var ready = await client.Http.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(
            "La base ne répond pas : dossiers, commentaires, revues, comptes.",
            await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // The page of other errors asks who is there, and failed in its turn: people were shown an empty page.
    [Fact]
    public async Task A_page_whose_database_has_gone_says_so_in_French()
    {
        await using var web = await StartOnADatabaseThatGoesAsync();
        using var client = await web.ClientAsync(who: null);

        using var page = await client.Http.GetAsync("/avis");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("<h1>La base de données ne répond pas comme il faut</h1>", text, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL", text, StringComparison.Ordinal);
    }

    private static async Task<RunningWeb> StartOnADatabaseThatGoesAsync()
    {
        await using var postgres = await ScratchPostgres.CreateAsync(Server());
        var web = await RunningWeb.StartOnAsync(postgres.Connection);
        using var client = await web.ClientAsync(who: null);
        using var ready = await client.Http.GetAsync("/health/ready");
        Assert.Equal("ok", await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return web;
    }

    private static string Server()
    {
        if (ScratchPostgres.Server is { } server)
            return server;
        Assert.Skip($"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}. "
            + $"(No PostgreSQL: set {ScratchPostgres.Variable} to the connection string of a server.)");
        throw new InvalidOperationException("Unreachable: the test is skipped.");
    }
}
