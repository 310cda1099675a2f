using Accounts.Journal;
using Accounts.People;

namespace Accounts.Tests.Persistence;

/// <summary>Sessions live on the server, and end there.</summary>
public class SessionTests
{
    private const string Device = "Firefox sur Windows";
    private const string Means = "mot de passe";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_ends_after_30_minutes_without_a_request_and_after_12_hours_in_any_case(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var sessions = store.Services.Sessions;
        var claire = await store.APersonAsync();
        var (idle, busy) = (await sessions.OpenAsync(claire, Device, Means), await sessions.OpenAsync(claire, Device, Means));
        store.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull(await sessions.FindAsync(busy));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await sessions.FindAsync(idle));

        // 30 minutes have gone; 34 times 20 more make 11 hours and 50 minutes.
        for (var round = 0; round < 34; round++)
        {
            store.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.NotNull(await sessions.FindAsync(busy));
        }

        store.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await sessions.FindAsync(busy));
        Assert.Empty(await sessions.ListAsync(claire.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_leaves_ends_the_session_for_whoever_copied_its_code(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        using var other = await store.OpenAgainAsync();
        var claire = await store.APersonAsync();
        var (left, kept) = (await store.Services.Sessions.OpenAsync(claire, Device, Means), await store.Services.Sessions.OpenAsync(claire, Device, Means));
        Assert.NotNull(await other.Sessions.FindAsync(left));

        await store.Services.Sessions.EndAsync(left);

        Assert.Null(await other.Sessions.FindAsync(left));
        Assert.NotNull(await other.Sessions.FindAsync(kept));
        Assert.Null(await other.Sessions.FindAsync("un code inventé"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_eleventh_session_ends_the_oldest_and_the_journal_says_so(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var sessions = store.Services.Sessions;
        var claire = await store.APersonAsync();
        var codes = new List<string>();
        for (var number = 1; number <= SessionLimits.Default.Most + 1; number++)
        {
            codes.Add(await sessions.OpenAsync(claire, $"navigateur {number}", Means));
            store.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Null(await sessions.FindAsync(codes[0]));
        Assert.NotNull(await sessions.FindAsync(codes[1]));
        Assert.Equal(SessionLimits.Default.Most, (await sessions.ListAsync(claire.Id)).Count);
        var entry = (await store.Services.Queries.JournalAsync())[0];
        Assert.Equal((AccountAct.SessionsEnded, "la plus ancienne, navigateur 1 : 10 au plus à la fois"), (entry.Event.Act, entry.Event.Detail));
        Assert.Null((await store.Services.Queries.VerifyAsync()).Fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_ends_one_of_ones_own_sessions_or_all_others_and_none_of_somebody_else(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var sessions = store.Services.Sessions;
        var (claire, paul) = (await store.APersonAsync(), await store.APersonAsync("paul.henry", "Paul Henry"));
        var codes = new List<string>();
        for (var number = 1; number <= 4; number++)
            codes.Add(await sessions.OpenAsync(claire, Device, Means));
        var foreign = await sessions.OpenAsync(paul, Device, Means);

        Assert.Equal("session-not-found", (await sessions.EndOneAsync(claire, Secrets.DigestOf(foreign))).Refusal!.Rule);
        Assert.Null((await sessions.EndOneAsync(claire, Secrets.DigestOf(codes[0]))).Refusal);
        Assert.Null(await sessions.FindAsync(codes[0]));
        Assert.Null((await sessions.EndOthersAsync(claire, Secrets.DigestOf(codes[2]))).Refusal);
        Assert.Equal([Secrets.DigestOf(codes[2])], (await sessions.ListAsync(claire.Id)).Select(session => session.Id));
        Assert.NotNull(await sessions.FindAsync(foreign));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_changes_a_secret_ends_all_sessions_but_the_one_that_did_it_under_another_code(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var sessions = store.Services.Sessions;
        var claire = await store.APersonAsync();
        var (own, other) = (await sessions.OpenAsync(claire, Device, Means), await sessions.OpenAsync(claire, Device, Means));
        var begun = (await sessions.FindAsync(own))!.Value.Session.BegunAt;
        store.Clock.Advance(TimeSpan.FromMinutes(5));

        var changed = (await store.Services.SignIn.ChangeAsync(claire, AStore.GoodPassword, "douze girafes au petit matin")).Account!;
        var next = await sessions.RenewAsync(own, changed);

        Assert.Null(await sessions.FindAsync(own));
        Assert.Null(await sessions.FindAsync(other));
        Assert.Equal(begun, (await sessions.FindAsync(next!))!.Value.Session.BegunAt);
        Assert.Null(await sessions.RenewAsync(own, changed));
        await store.Services.Desk.BlockAsync(claire.Id, "départ", by: null);
        Assert.Null(await sessions.FindAsync(next!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_busy_session_writes_once_a_minute_and_a_proof_holds_for_ten(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var sessions = store.Services.Sessions;
        var claire = await store.APersonAsync();
        var code = await sessions.OpenAsync(claire, Device, Means);
        var begun = store.Clock.GetUtcNow();
        async Task<AccountSession> SeenAsync()
        {
            await sessions.FindAsync(code);
            return Assert.Single(await sessions.ListAsync(claire.Id));
        }

        store.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(begun, (await SeenAsync()).SeenAt);
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(begun.AddMinutes(1), (await SeenAsync()).SeenAt);

        store.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True(sessions.IsProved(await SeenAsync()));
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(sessions.IsProved(await SeenAsync()));
        Assert.Equal("password-is-wrong", (await store.Services.SignIn.ConfirmAsync(claire, "ce n’est pas lui")).Refusal!.Rule);
        Assert.Null((await store.Services.SignIn.ConfirmAsync(claire, AStore.GoodPassword)).Refusal);
        await sessions.ProveAsync(code);
        Assert.True(sessions.IsProved(await SeenAsync()));
    }

    [Fact]
    public async Task The_code_of_a_session_is_in_no_table()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var code = await store.Services.Sessions.OpenAsync(await store.APersonAsync(), Device, Means);

        await using var connection = await store.Services.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(id || stamp || device || means) FROM account_sessions";
        Assert.DoesNotContain(code, (string)(await command.ExecuteScalarAsync())!, StringComparison.Ordinal);
    }
}
