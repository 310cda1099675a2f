using HasToolkit.Cli;
using HasToolkit.Tests;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>A digest is stamped by a third party, and that is checked without the network.</summary>
public sealed class TimestampCommandTests : IDisposable
{
    private readonly Shell _shell = new();
    private readonly TokenMaker _maker = new();

    private string Digest => Path.Combine(_shell.Folder, "empreinte.json");

    public void Dispose()
    {
        _shell.Dispose();
        _maker.Dispose();
    }

    [Fact]
    public async Task A_token_is_asked_for_kept_beside_and_verified_once_the_authority_is_gone()
    {
        await WriteDigestAsync();
        var root = _maker.RootIn(_shell.Folder);
        using (var there = LoopbackAuthority.Answering(_maker.Reply))
        {
            var asked = await _shell.Do("horodatage", "demander", Digest, "--autorite", there.Address, "--algorithme", "sha512", "--racine", root);
            Assert.Contains("Jeton écrit dans", asked.Error, StringComparison.Ordinal);
            Assert.Equal(ExitCodes.Usage, (await _shell.Try("horodatage", "demander", Digest, "--autorite", there.Address)).Code);
            Assert.Single(there.Requests);
        }

        var found = await _shell.Do("horodatage", "verifier", Digest, "--racine", root);
        Assert.Contains("30 nov. 2026 à 04:12, à Paris (2026-11-30T03:12:45.000Z)", found.Out, StringComparison.Ordinal);
        Assert.Contains("Horodatage d’essai", found.Out, StringComparison.Ordinal);
        Assert.Contains("1092", found.Out, StringComparison.Ordinal);
        Assert.Contains("Le jeton tient", found.Error, StringComparison.Ordinal);
        var json = (await _shell.Do("horodatage", "verifier", Digest, "--racine", root, "--json")).Json;
        Assert.Equal(
            (true, "2026-11-30T03:12:45+00:00", "SHA-512", "Racine d’essai"),
            (json.GetProperty("isSound").GetBoolean(), json.GetProperty("at").GetString(), json.GetProperty("algorithm").GetString(), json.GetProperty("root").GetString()));
        // The digest itself is read as before.
        await _shell.Do("verify", "--empreinte", Digest);
    }

    [Fact]
    public async Task What_does_not_hold_is_told_and_is_a_finding()
    {
        await WriteDigestAsync();
        using var there = LoopbackAuthority.Answering(_maker.Reply);
        await _shell.Do("horodatage", "demander", Digest, "--autorite", there.Address);

        var unknown = await _shell.Try("horodatage", "verifier", Digest, "--json");
        Assert.Equal((ExitCodes.Findings, false), (unknown.Code, unknown.Json.GetProperty("isSound").GetBoolean()));
        Assert.Contains("aucune racine connue du système", unknown.Json.GetProperty("problem").GetString(), StringComparison.Ordinal);
        await File.AppendAllTextAsync(Digest, " ");
        var altered = await _shell.Try("horodatage", "verifier", Digest, "--racine", _maker.RootIn(_shell.Folder));
        Assert.Equal(ExitCodes.Findings, altered.Code);
        Assert.Contains("n’est pas celui de ce fichier", altered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_refuses_leaves_no_file_and_is_told()
    {
        await WriteDigestAsync();
        using var there = LoopbackAuthority.Answering(_ => TokenMaker.Refusal("Quota atteint", failure: 2));

        var refused = await _shell.Try("horodatage", "demander", Digest, "--autorite", there.Address, "--json");

        Assert.Equal(ExitCodes.Usage, refused.Code);
        Assert.Contains("« Quota atteint », demande refusée", refused.Json.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Digest + ".tsr"));
    }

    [Fact]
    public async Task Only_a_digest_is_stamped_and_nothing_is_asked_for_anything_else()
    {
        using var there = LoopbackAuthority.Answering(_maker.Reply);

        var other = await _shell.Try("horodatage", "demander", _shell.Pdf("notice.pdf"), "--autorite", there.Address);
        var address = await _shell.Try("horodatage", "demander", _shell.Pdf("notice.pdf"), "--autorite", "ftp://127.0.0.1");
        var none = await _shell.Try("horodatage", "verifier", _shell.Pdf("notice.pdf"));

        Assert.Equal((ExitCodes.Usage, ExitCodes.Usage, ExitCodes.Usage), (other.Code, address.Code, none.Code));
        Assert.Contains("n’est pas une empreinte", other.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("Aucun jeton", none.Error, StringComparison.Ordinal);
        Assert.Empty(there.Requests);
    }

    private async Task WriteDigestAsync()
    {
        await _shell.Do("demo");
        await _shell.Do("verify", "--ecrire-empreinte", Digest);
    }
}
