using HasToolkit.Tests;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Two machines with one PostgreSQL database. There, unlike with SQLite, a page is asked for before its data have come.</summary>
public sealed class OnPostgresTests
{
    [Fact]
    public async Task Every_page_answers_and_a_batch_of_one_machine_is_read_on_the_other()
    {
        if (ScratchPostgres.Server is not { } server)
        {
            Assert.Skip($"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}. "
                + $"(No PostgreSQL: set {ScratchPostgres.Variable} to the connection string of a server.)");
            throw new InvalidOperationException("Unreachable: the test is skipped.");
        }

        await using var postgres = await ScratchPostgres.CreateAsync(server);
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
}
