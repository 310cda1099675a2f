using Accounts.Journal;
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
        var invited = await store.Services.Desk.InviteAsync(created.Account!.Id, "vue en personne", by: null);

        await using var connection = await store.Services.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT group_concat(coalesce(password_hash, '') || coalesce(invitation, '')) || (SELECT group_concat(payload) FROM account_events) FROM accounts";
        var text = (string)(await command.ExecuteScalarAsync())!;

        Assert.DoesNotContain(invited.Code!, text, StringComparison.Ordinal);
        Assert.DoesNotContain(AStore.GoodPassword, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wrong_tries_are_told_once_for_each_account_and_minute_without_what_was_typed(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        await store.APersonAsync();
        var before = (await store.Services.Queries.VerifyAsync()).Acts;
        for (var attempt = 0; attempt < 40; attempt++)
        {
            await store.Services.SignIn.TryAsync("claire.martin", "secret-tapé-ici");
            await store.Services.SignIn.TryAsync("secret-tapé-ailleurs", "ce n’est pas lui");
        }

        await store.Services.SignIn.TellWrongAsync();
        // The fifth of claire.martin suspended her tries; the minute is not over.
        Assert.Equal(before + 1, (await store.Services.Queries.VerifyAsync()).Acts);
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await store.Services.SignIn.TellWrongAsync();
        await store.Services.SignIn.TellWrongAsync();

        var told = (await store.Services.Queries.JournalAsync()).Where(entry => entry.Event.Act == AccountAct.WrongTries).ToList();
        Assert.Equal(
            [("(inconnu)", "40 en une minute, à 09:00 UTC le 29/11/2026"), ("claire.martin", "40 en une minute, à 09:00 UTC le 29/11/2026")],
            told.Select(entry => (entry.Event.Account, entry.Event.Detail!)).Order());
        Assert.Equal((before + 3, null), await store.Services.Queries.VerifyAsync());
        Assert.All(await store.Services.Queries.JournalAsync(), entry => Assert.DoesNotContain("secret", entry.Payload, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_try_in_a_later_minute_tells_the_minute_before()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        await store.APersonAsync();
        await store.Services.SignIn.TryAsync("claire.martin", "ce n’est pas lui");
        await store.Services.SignIn.TryAsync("claire.martin", "ce n’est pas lui");
        store.Clock.Advance(TimeSpan.FromMinutes(3));
        await store.Services.SignIn.TryAsync("claire.martin", "ce n’est pas lui");

        Assert.Equal("2 en une minute, à 09:00 UTC le 29/11/2026", (await store.Services.Queries.JournalAsync())[0].Event.Detail);
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
