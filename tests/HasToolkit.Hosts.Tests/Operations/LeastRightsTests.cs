using System.Net;
using System.Text.RegularExpressions;
using HasToolkit.Hosts.Tests.Web;
using HasToolkit.Tests;
using LitReview.Reviews;
using Npgsql;

namespace HasToolkit.Hosts.Tests.Operations;

/// <summary>The account of the database that the guide describes: enough to work with, too little to make the past otherwise.</summary>
public sealed partial class LeastRightsTests
{
    [Fact]
    public async Task The_product_works_with_the_rights_that_the_guide_gives_and_they_allow_nothing_more()
    {
        Assert.SkipWhen(ScratchPostgres.Server is null, $"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}.");
        var role = $"has_travail_{Guid.NewGuid():N}";
        var postgres = await ScratchPostgres.CreateAsync(ScratchPostgres.Server!);
        try
        {
            // The owner of the database makes the tables once; those of the analyses come with the first of them.
            await using (var first = await RunningWeb.StartOnAsync(postgres.Connection))
                await first.BatchAsync();

            await RunAsync(postgres.Connection, Script().Replace("has_travail", role, StringComparison.Ordinal));
            var connection = new NpgsqlConnectionStringBuilder(postgres.Connection) { Username = role, Password = "x" }.ConnectionString;
            await WorkAsync(connection);
            foreach (var sql in new[]
            {
                "UPDATE events SET payload = payload", "DELETE FROM events", "TRUNCATE events", "ALTER TABLE events DISABLE TRIGGER ALL",
                "DELETE FROM account_events", "UPDATE litreview_events SET payload = payload", "DROP TABLE dossiers", "CREATE TABLE essai (x INTEGER)",
                "INSERT INTO schema_versions VALUES (99)", "CREATE OR REPLACE FUNCTION events_are_kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            })
            {
                var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, sql));
                Assert.True(refused.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{sql}: {refused.MessageText}");
            }
        }
        finally
        {
            await postgres.DisposeAsync();
            await RunAsync(new NpgsqlConnectionStringBuilder(ScratchPostgres.Server!) { Database = "postgres" }.ConnectionString, $"DROP ROLE IF EXISTS {role}");
        }
    }

    // The main acts of each part, with accounts, and an analysis that the machines share.
    private static async Task WorkAsync(string connection)
    {
        await using var web = await RunningWeb.StartOnAsync(connection);
        using var client = await web.ClientAsync();
        var dossier = await web.ReferenceAsync("GLYCOGUIDE");
        using (var noted = await client.SubmitAsync($"/dossiers/{dossier}?onglet=journal", $"/dossiers/{dossier}/note", ("texte", "Relu")))
            Assert.Equal(HttpStatusCode.Found, noted.StatusCode);
        await client.HandInAndConfirmAsync("droits.csv", Comments.AFile("Attente trop longue", "Personnel aimable"));
        Assert.Equal(2, (await web.BatchAsync("droits.csv")).Run!.Analysed);
        var review = (await web.Reviews.Queries.ReviewsAsync())[0].Id;
        Assert.IsType<ReviewResult.Done>(await web.Reviews.Desk.DoAsync(
            review, new WriteNote(1, "Relue"), new ReviewerId("claire-martin"), Guid.NewGuid()));
        var account = await web.Accounts.Desk.CreateAsync("claire.martin", "Claire Martin", "claire-martin", by: null);
        var accepted = await web.Accounts.SignIn.AcceptAsync(account.Code!, AccountsWeb.Password);
        var code = await web.Accounts.Sessions.OpenAsync(accepted.Account!, "Firefox sur Linux", "mot de passe");
        Assert.NotNull(await web.Accounts.Sessions.FindAsync(code));
        Assert.Empty((await web.Ledger.Audit.VerifyAsync()).Faults);
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await open.OpenAsync();
        await using var command = open.CreateCommand();
#pragma warning disable CA2100 // The guide of this repository, and what is written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static string Script() => Assert.Single(Sql().Matches(Repository.Read("docs/guide/exploitation.md"))).Groups[1].Value;

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();
}
