using Evaluation.Workflows.Keys;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class KeyCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_key_is_created_listed_and_revoked_and_its_secret_is_written_once()
    {
        await _shell.RegisterStaff();
        var made = await _shell.Do(
            "cle", "create", "--nom", "Tableau de bord", "--portee", "dossiers:lire", "--jours", "30", "--par", "sophie");
        var secret = made.Out.Trim();
        Assert.True(KeySecret.LooksRight(secret), secret);

        var listed = (await _shell.Do("cle", "list", "--par", "sophie", "--json")).Json.GetProperty("keys")[0];
        Assert.Equal(
            ("Tableau de bord", "active", secret[^4..]),
            (listed.GetProperty("label").GetString(), listed.GetProperty("state").GetString(), listed.GetProperty("hint").GetString()));
        var shown = await _shell.Do("cle", "list", "--par", "sophie");
        Assert.DoesNotContain(secret, shown.Out, StringComparison.Ordinal);
        Assert.Contains("en service", shown.Out, StringComparison.Ordinal);

        await _shell.Do("cle", "revoke", listed.GetProperty("id").GetString()!, "--par", "sophie");
        Assert.Contains("révoquée", (await _shell.Do("cle", "list", "--par", "sophie")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await _shell.Try("verify")).Code);
    }

    [Theory]
    [InlineData("dossiers:ecrire", "30", 2, "n’est pas une portée")]
    [InlineData("dossiers:lire", "400", 1, "la durée est de 1 à 365 jours, 400 est demandé")]
    public async Task A_scope_that_does_not_exist_and_a_life_that_is_too_long_are_refused(string scope, string days, int code, string reason)
    {
        await _shell.RegisterStaff();
        var answer = await _shell.Try("cle", "create", "--nom", "Essai", "--portee", scope, "--jours", days, "--par", "sophie");

        Assert.Equal(code, answer.Code);
        Assert.Contains(reason, answer.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_revokes_the_key_of_somebody_else()
    {
        await _shell.RegisterStaff();
        var made = await _shell.Do(
            "cle", "create", "--nom", "Essai", "--portee", "revues:lire", "--par", "sophie", "--json");
        var answer = await _shell.Try("cle", "revoke", made.Json.GetProperty("key").GetProperty("id").GetString()!, "--par", "claire");

        Assert.Equal(1, answer.Code);
        Assert.Contains("Vous n’avez pas de clé", answer.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("en service", (await _shell.Do("cle", "list", "--par", "sophie")).Out, StringComparison.Ordinal);
    }
}
