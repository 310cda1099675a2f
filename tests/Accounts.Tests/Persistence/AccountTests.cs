using Accounts.Journal;
using Accounts.People;
using Accounts.Persistence;

namespace Accounts.Tests.Persistence;

public class AccountTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_invitation_is_used_once_and_gives_the_password_that_its_holder_chose(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var created = await store.Services.Desk.CreateAsync("claire.martin", "Claire Martin", "claire-martin", by: null);

        var accepted = await store.Services.SignIn.AcceptAsync(created.Code!, AStore.GoodPassword);
        var again = await store.Services.SignIn.AcceptAsync(created.Code!, "un autre bien long passage");
        var (answer, account) = await store.Services.SignIn.TryAsync(" Claire.Martin ", AStore.GoodPassword);

        Assert.True(accepted.Account!.HasPassword);
        Assert.Equal("invitation-is-gone", again.Refusal!.Rule);
        Assert.Equal(PasswordAnswer.Right, answer);
        Assert.Equal("claire-martin", account!.Person);
    }

    [Fact]
    public async Task An_invitation_ends_after_72_hours()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var created = await store.Services.Desk.CreateAsync("claire.martin", "Claire Martin", "claire-martin", by: null);

        store.Clock.Advance(TimeSpan.FromHours(71));
        Assert.NotNull(await store.Services.SignIn.InvitedAsync(created.Code!));
        store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await store.Services.SignIn.InvitedAsync(created.Code!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Five_wrong_passwords_suspend_the_tries_for_15_minutes_even_for_the_right_one(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        await store.APersonAsync();
        for (var attempt = 1; attempt <= 5; attempt++)
            Assert.Equal(PasswordAnswer.Wrong, (await store.Services.SignIn.TryAsync("claire.martin", "ce n’est pas lui")).Answer);

        Assert.Equal(PasswordAnswer.Locked, (await store.Services.SignIn.TryAsync("claire.martin", AStore.GoodPassword)).Answer);
        store.Clock.Advance(SignInDesk.LockLife);
        Assert.Equal(PasswordAnswer.Right, (await store.Services.SignIn.TryAsync("claire.martin", AStore.GoodPassword)).Answer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_wrong_passwords_at_once_from_two_machines_do_not_pass_the_limit(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        await store.APersonAsync();
        using var other = await store.OpenAgainAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            (number % 2 == 0 ? store.Services : other).SignIn.TryAsync("claire.martin", $"essai bien trop long {number}")));

        Assert.Equal(SignInDesk.MostFailures, answers.Count(answer => answer.Answer == PasswordAnswer.Wrong));
        Assert.Equal(11, answers.Count(answer => answer.Answer == PasswordAnswer.Locked));
    }

    [Fact]
    public async Task Nobody_is_told_whether_an_identifier_exists()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var person = await store.APersonAsync();
        await store.Services.Desk.BlockAsync(person.Id, "départ", by: null);

        Assert.Equal((PasswordAnswer.Wrong, null), await store.Services.SignIn.TryAsync("personne", AStore.GoodPassword));
        Assert.Equal((PasswordAnswer.Wrong, null), await store.Services.SignIn.TryAsync("claire.martin", AStore.GoodPassword));
    }

    [Fact]
    public async Task An_administrator_is_refused_rights_for_himself_and_the_refusal_is_kept()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var luc = await store.AnAdministratorAsync();
        var own = await store.Services.Desk.CreateAsync("lbernard", "Bernard LUC", "bernard-luc", luc);
        var paul = await store.APersonAsync("paul.henry", "Paul Henry");
        var others = await store.Services.Desk.ChangeRolesAsync(paul.Id, ["expert"], luc);
        var administrator = await store.Services.Desk.ChangeRolesAsync(luc.Id, ["president"], luc);

        Assert.Equal("not-for-oneself", own.Refusal!.Rule);
        Assert.Null(others.Refusal);
        Assert.Equal("administrator-has-no-role", administrator.Refusal!.Rule);
        Assert.Contains(await store.Services.Queries.JournalAsync(), entry => entry.Event.Act == AccountAct.Refused && entry.By == "luc.bernard");
    }

    [Fact]
    public async Task The_last_administrator_and_oneself_are_not_blocked()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var luc = await store.AnAdministratorAsync();

        Assert.Equal("not-oneself", (await store.Services.Desk.BlockAsync(luc.Id, "essai", luc)).Refusal!.Rule);
        Assert.Equal("last-administrator", (await store.Services.Desk.BlockAsync(luc.Id, "essai", by: null)).Refusal!.Rule);
        await store.AnAdministratorAsync("eva.noel", "Éva Noël");
        Assert.Null((await store.Services.Desk.BlockAsync(luc.Id, "départ", by: null)).Refusal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_first_starts_at_once_one_wins(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        using var other = await store.OpenAgainAsync();
        var hash = store.Services.SignIn.DigestOf(AStore.GoodPassword);

        var outcomes = await Task.WhenAll(
            store.Services.Desk.SealAsync(new FirstStart("fr", "luc.bernard", "Luc Bernard", false), hash, "premier-demarrage"),
            other.Desk.SealAsync(new FirstStart("en", "eva.noel", "Éva Noël", false), hash, "premier-demarrage"));

        Assert.Single(outcomes, outcome => outcome.Account is not null);
        Assert.Single(outcomes, outcome => outcome.Refusal?.Rule == "already-sealed");
        Assert.Single(await store.Services.Queries.AllAsync());
        Assert.True(await other.Queries.IsSealedAsync());
    }

    [Fact]
    public async Task What_changes_rights_changes_the_stamp_that_sessions_bear()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var luc = await store.AnAdministratorAsync();
        var claire = await store.APersonAsync();
        var stamps = new List<string> { claire.Stamp };
        stamps.Add((await store.Services.SignIn.ChangeAsync(claire, AStore.GoodPassword, "douze girafes au petit matin")).Account!.Stamp);
        stamps.Add((await store.Services.Desk.EndSessionsAsync(claire.Id, luc)).Account!.Stamp);
        stamps.Add((await store.Services.Desk.BlockAsync(claire.Id, "départ", luc)).Account!.Stamp);
        await store.Services.Desk.UnblockAsync(claire.Id, luc);
        stamps.Add((await store.Services.Desk.InviteAsync(claire.Id, "vue en personne", luc)).Account!.Stamp);

        Assert.Equal(5, stamps.Distinct().Count());
    }

    [Fact]
    public async Task A_lost_password_is_replaced_for_whom_one_has_made_sure_of_and_the_journal_keeps_how()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var luc = await store.AnAdministratorAsync();
        var claire = await store.APersonAsync();

        Assert.Equal("proof-is-needed", (await store.Services.Desk.InviteAsync(claire.Id, " ", luc)).Refusal?.Rule);
        Assert.True((await store.Services.Queries.FindAsync(claire.Id))!.HasPassword);
        Assert.NotNull((await store.Services.Desk.InviteAsync(claire.Id, "rappelée au numéro de l’annuaire", luc)).Code);

        var kept = (await store.Services.Queries.JournalAsync()).Single(entry => entry.Event is { Act: AccountAct.Invited, Detail: not null });
        Assert.Equal("rappelée au numéro de l’annuaire", kept.Event.Detail);
    }

    [Fact]
    public async Task A_person_has_one_account_and_an_identifier_one_holder()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        await store.APersonAsync();

        Assert.Equal("identifier-is-taken", (await store.Services.Desk.CreateAsync("claire.martin", "Autre", "autre", by: null)).Refusal!.Rule);
        Assert.Equal("person-has-account", (await store.Services.Desk.CreateAsync("claire", "Claire Martin", "claire-martin", by: null)).Refusal!.Rule);
        Assert.Equal("name-is-wrong", (await store.Services.Desk.CreateAsync("Éva", "Éva", "eva", by: null)).Refusal!.Rule);
    }
}
