using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Keys;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Tests.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Tests.Keys;

public sealed class KeyDeskTests
{
    private static readonly Person Service = DemoPeople.Service;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_opens_for_its_person_and_role_until_it_is_taken_back_and_both_acts_are_in_the_chain(bool onPostgres)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres);
        var keys = ledger.Services.Keys;
        var (key, secret) = await MadeAsync(ledger);

        Assert.Matches("^has_[A-Za-z0-9_-]{43}$", secret);
        var (found, person) = Assert.NotNull(await keys.RecogniseAsync(secret));
        Assert.Equal((key.Id, Service.Id, Role.EvaluationService), (found.Id, person.Id, found.Role));
        Assert.Equal([KeyScope.ReadDossiers, KeyScope.ReadComments], found.Scopes);
        Assert.Null(await keys.RecogniseAsync(secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A')));

        await ledger.ReopenAsync();
        Assert.IsType<KeyResult.Revoked>(await ledger.Services.Keys.RevokeAsync(key.Id, Signed()));
        Assert.Null(await ledger.Services.Keys.RecogniseAsync(secret));
        Assert.Equal(
            "La clé « Tableau de bord » est déjà révoquée : elle n’ouvre plus rien.",
            Assert.IsType<KeyResult.Refused>(await ledger.Services.Keys.RevokeAsync(key.Id, Signed())).Reason.Message);

        var lines = new List<string>();
        await foreach (var line in ledger.Services.Audit.ExportAsync($"cles:{Service.Id}"))
            lines.Add(line);
        Assert.Equal(2, lines.Count);
        Assert.Contains("key-made", lines[0], StringComparison.Ordinal);
        Assert.Contains("key-revoked", lines[1], StringComparison.Ordinal);
        Assert.Empty((await ledger.Services.Audit.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task The_secret_is_stored_nowhere()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var (_, secret) = await MadeAsync(ledger);
        await using var db = ledger.Database.NewContext();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");

        var stored = await File.ReadAllTextAsync(ledger.File, System.Text.Encoding.Latin1);
        Assert.DoesNotContain(secret[4..], stored, StringComparison.Ordinal);
        Assert.Contains(secret[^4..], stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_stops_on_its_last_day()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var (key, secret) = await MadeAsync(ledger, days: 30);

        ledger.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await ledger.Services.Keys.RecogniseAsync(secret));
        ledger.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await ledger.Services.Keys.RecogniseAsync(secret));
        Assert.Equal(KeyState.Expired, key.StateAt(ledger.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_person_who_loses_the_role_of_a_key_has_no_key_at_once()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var (_, secret) = await MadeAsync(ledger);
        await ledger.Desk.RegisterAsync(Service with { Roles = [Role.Expert] }, Guid.NewGuid());

        Assert.Null(await ledger.Services.Keys.RecogniseAsync(secret));
    }

    [Fact]
    public async Task The_last_use_is_kept_to_the_minute()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var (key, secret) = await MadeAsync(ledger);
        Assert.Null(key.LastUsedAt);

        var first = ledger.Clock.GetUtcNow();
        await ledger.Services.Keys.RecogniseAsync(secret);
        ledger.Clock.Advance(TimeSpan.FromSeconds(59));
        await ledger.Services.Keys.RecogniseAsync(secret);
        Assert.Equal(first, Assert.Single(await ledger.Services.Keys.OfAsync(Service.Id)).LastUsedAt);
        ledger.Clock.Advance(TimeSpan.FromSeconds(1));
        await ledger.Services.Keys.RecogniseAsync(secret);
        Assert.Equal(ledger.Clock.GetUtcNow(), Assert.Single(await ledger.Services.Keys.OfAsync(Service.Id)).LastUsedAt);
    }

    [Theory]
    [InlineData("", 90, true, "le nom de la clé fait de 1 à 80 caractères")]
    [InlineData("Bilan", 0, true, "la durée est de 1 à 365 jours, 0 est demandé")]
    [InlineData("Bilan", 366, true, "la durée est de 1 à 365 jours, 366 est demandé")]
    [InlineData("Bilan", 90, false, "aucune portée n’est choisie")]
    public async Task A_request_that_says_too_little_or_asks_too_much_is_refused(string label, int days, bool hasScope, string reason)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var refused = await ledger.Services.Keys.MakeAsync(
            new KeyRequest(label, hasScope ? [KeyScope.ReadReviews] : [], days), Signed());

        Assert.Contains(reason, Assert.IsType<KeyResult.Refused>(refused).Reason.Message, StringComparison.Ordinal);
        Assert.Empty(await ledger.Services.Keys.OfAsync(Service.Id));
    }

    [Fact]
    public async Task A_role_that_the_person_does_not_hold_and_the_key_of_somebody_else_are_refused()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var (key, secret) = await MadeAsync(ledger);
        var notHeld = await ledger.Services.Keys.MakeAsync(
            new KeyRequest("Bilan", [KeyScope.ReadReviews], 10), new Signature(Service.Id, Role.Ministers, Guid.NewGuid()));
        var notHis = await ledger.Services.Keys.RevokeAsync(
            key.Id, new Signature(DemoPeople.Lead.Id, Role.ProjectLead, Guid.NewGuid()));

        Assert.IsType<RoleIsNotHeld>(Assert.IsType<KeyResult.Refused>(notHeld).Reason);
        Assert.IsType<KeyNotFound>(Assert.IsType<KeyResult.Refused>(notHis).Reason);
        Assert.NotNull(await ledger.Services.Keys.RecogniseAsync(secret));
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_key_and_a_person_has_twenty_at_most()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var keys = ledger.Services.Keys;
        var by = Signed();
        Assert.IsType<KeyResult.Made>(await keys.MakeAsync(Request(), by));
        Assert.IsType<KeyWasMade>(Assert.IsType<KeyResult.Refused>(await keys.MakeAsync(Request(), by)).Reason);
        for (var made = 1; made < KeyDesk.MostKeys; made++)
            Assert.IsType<KeyResult.Made>(await keys.MakeAsync(Request(), Signed()));

        Assert.IsType<TooManyKeys>(Assert.IsType<KeyResult.Refused>(await keys.MakeAsync(Request(), Signed())).Reason);
        Assert.Equal(KeyDesk.MostKeys, (await keys.OfAsync(Service.Id)).Count);
    }

    private static async Task<(ApiKey Key, string Secret)> MadeAsync(ALedger ledger, int days = 90)
    {
        var made = Assert.IsType<KeyResult.Made>(await ledger.Services.Keys.MakeAsync(Request(days), Signed()));
        return (made.Key, made.Secret);
    }

    private static KeyRequest Request(int days = 90) => new("Tableau de bord", [KeyScope.ReadDossiers, KeyScope.ReadComments], days);

    private static Signature Signed() => new(Service.Id, Role.EvaluationService, Guid.NewGuid());
}
