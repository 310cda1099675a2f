namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>Accounts on the command line, on the same store as the pages.</summary>
public sealed class AccountCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Accounts_are_created_blocked_opened_again_and_their_journal_is_verified()
    {
        await _shell.RegisterStaff();
        Assert.Contains("Aucun compte", (await _shell.Do("compte", "list")).Error, StringComparison.Ordinal);
        var first = await _shell.Do("compte", "create", "luc.bernard", "--nom", "Luc Bernard", "--administrateur");
        var person = await _shell.Do("compte", "create", "claire.martin", "--personne", "claire", "--json");

        Assert.Matches("^/invitation#[A-Za-z0-9_-]{43}$", first.Out.Trim());
        Assert.Matches("^/invitation#[A-Za-z0-9_-]{43}$", person.Json.GetProperty("invitation").GetString());
        await _shell.Do("compte", "bloquer", "claire.martin", "--motif", "départ");
        Assert.Contains("bloqué", (await _shell.Do("compte", "list")).Out, StringComparison.Ordinal);
        var refused = await _shell.Try("compte", "inviter", "claire.martin", "--preuve", "vue au bureau");
        Assert.Equal((1, true), (refused.Code, refused.Error.Contains("Débloquez-le", StringComparison.Ordinal)));
        await _shell.Do("compte", "debloquer", "claire.martin");
        await _shell.Do("compte", "inviter", "claire.martin", "--preuve", "vue au bureau");

        // Two creations and their invitations, a block, its end, an invitation.
        Assert.Equal(7, (await _shell.Do("compte", "verifier", "--json")).Json.GetProperty("acts").GetInt64());
    }

    [Theory]
    [InlineData(new[] { "compte", "create", "eva" }, "--personne")]
    [InlineData(new[] { "compte", "create", "eva", "--administrateur" }, "--nom")]
    [InlineData(new[] { "compte", "create", "eva", "--personne", "personne-ici" }, "annuaire")]
    [InlineData(new[] { "compte", "bloquer", "eva", "--motif", "x" }, "Aucun compte")]
    public async Task What_is_missing_is_said_in_French(string[] command, string reason)
    {
        var answer = await _shell.Try(command);

        Assert.NotEqual(0, answer.Code);
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_digest_of_a_password_is_written_and_a_weak_password_is_refused()
    {
        var good = await _shell.TryTyping("quatre-tulipes sous la lune\n", "compte", "empreinte");
        var weak = await _shell.TryTyping("motdepasse123\n", "compte", "empreinte");

        Assert.Equal(0, good.Code);
        Assert.StartsWith("AQ", good.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("tulipes", good.Out, StringComparison.Ordinal);
        Assert.Equal((2, true), (weak.Code, weak.Error.Contains("en premier", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Accounts_and_their_journal_are_in_a_backup()
    {
        await _shell.Do("compte", "create", "luc.bernard", "--nom", "Luc Bernard", "--administrateur");
        var file = Path.Combine(_shell.Folder, "..", $"sauvegarde-{Guid.NewGuid():N}.zip");
        await _shell.Do("backup", file);
        using var other = new Shell();
        await other.Do("restore", file);
        File.Delete(file);

        Assert.Contains("luc.bernard", (await other.Do("compte", "list")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await other.Do("compte", "verifier", "--json")).Json.GetProperty("acts").GetInt64());
    }
}
