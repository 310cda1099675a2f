using Accounts.Tests.Persistence;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Accounts.Tests.Journal;

public class JournalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_chain_of_all_acts_holds_and_no_act_can_be_changed_or_deleted(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var luc = await store.AnAdministratorAsync();
        var claire = await store.APersonAsync();
        await store.Services.Desk.BlockAsync(claire.Id, "départ", luc);

        // Two creations with their invitations, two acceptances, a block: 2 × 2 + 2 + 1.
        Assert.Equal((7, null), await store.Services.Queries.VerifyAsync());
        foreach (var sql in new[] { "UPDATE account_events SET by = 'x'", "DELETE FROM account_events" })
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => RunAsync(store, sql));
            Assert.True(refused is SqliteException or PostgresException);
            Assert.Contains("never", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("UPDATE account_events SET by = 'autre' WHERE number = 3", "modifié")]
    [InlineData("UPDATE account_events SET payload = replace(payload, 'claire', 'aline') WHERE number = 4", "modifié")]
    [InlineData("DELETE FROM account_events WHERE number = 4", "manque")]
    [InlineData("DELETE FROM account_events WHERE number = 7", "attendu")]
    public async Task An_act_that_was_changed_or_taken_away_past_the_guards_is_found(string sql, string found)
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var luc = await store.AnAdministratorAsync();
        var claire = await store.APersonAsync();
        await store.Services.Desk.BlockAsync(claire.Id, "départ", luc);
        await RunAsync(store, "DROP TRIGGER account_events_no_update; DROP TRIGGER account_events_no_delete; " + sql);

        Assert.Contains(found, (await store.Services.Queries.VerifyAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_kept_as_it_was_shown_or_typed()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var created = await store.Services.Desk.CreateAsync("claire.martin", "Claire Martin", "claire-martin", by: null);
        await store.Services.SignIn.AcceptAsync(created.Code!, AStore.GoodPassword);
        var invited = await store.Services.Desk.InviteAsync(created.Account!.Id, by: null);

        await using var connection = await store.Services.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT group_concat(coalesce(password_hash, '') || coalesce(invitation, '')) || (SELECT group_concat(payload) FROM account_events) FROM accounts";
        var text = (string)(await command.ExecuteScalarAsync())!;

        Assert.DoesNotContain(invited.Code!, text, StringComparison.Ordinal);
        Assert.DoesNotContain(AStore.GoodPassword, text, StringComparison.Ordinal);
    }

    private static async Task RunAsync(AStore store, string sql)
    {
        await using var connection = await store.Services.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
