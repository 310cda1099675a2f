using HasToolkit.Cli;
using HasToolkit.Tests;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>A digest is signed by hand and checked by who keeps the certificate.</summary>
public sealed class SignatureCommandTests : IDisposable
{
    private readonly Shell _shell = new();
    private readonly SealMaker _maker = new();

    private string Digest => Path.Combine(_shell.Folder, "empreinte.json");

    public void Dispose()
    {
        _shell.Dispose();
        _maker.Dispose();
    }

    [Fact]
    public async Task A_digest_is_signed_beside_and_verified_by_the_certificate_that_is_kept()
    {
        await _shell.Do("verify", "--ecrire-empreinte", Digest);
        var (secret, key) = (Path.Combine(_shell.Folder, "secret.txt"), _maker.Pkcs12In(_shell.Folder, "quatre-tulipes"));
        await File.WriteAllTextAsync(secret, "quatre-tulipes\n");

        var signed = await _shell.Do("signature", "apposer", Digest, "--certificat", key, "--mot-de-passe", secret);
        var twice = await _shell.Try("signature", "apposer", Digest, "--certificat", key, "--mot-de-passe", secret);
        var found = await _shell.Do("signature", "verifier", Digest, "--certificat", _maker.CertificateIn(_shell.Folder));

        Assert.Contains("Signature de « Service d’essai » écrite dans", signed.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, twice.Code);
        Assert.Contains("Service d’essai", found.Out, StringComparison.Ordinal);
        Assert.Contains("La signature tient", found.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_hold_is_told_and_is_a_finding()
    {
        await _shell.Do("verify", "--ecrire-empreinte", Digest);
        var certificate = _maker.CertificateIn(_shell.Folder);
        Assert.Equal(ExitCodes.Usage, (await _shell.Try("signature", "verifier", Digest, "--certificat", certificate)).Code);
        await _shell.Do("signature", "apposer", Digest, "--certificat", _maker.PemIn(_shell.Folder));
        await File.AppendAllTextAsync(Digest, " ");

        var altered = await _shell.Try("signature", "verifier", Digest, "--certificat", certificate, "--json");

        Assert.Equal((ExitCodes.Findings, false), (altered.Code, altered.Json.GetProperty("isSound").GetBoolean()));
        Assert.Contains("le fichier a changé depuis", altered.Json.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ExitCodes.Usage, (await _shell.Try("signature", "apposer", _shell.Pdf("notice.pdf"), "--certificat", _maker.PemIn(_shell.Folder))).Code);
    }
}
