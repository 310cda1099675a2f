using Evaluation.Workflows.Digests;
using Evaluation.Workflows.Timestamps;
using HasToolkit.Hosts.Tests.Web;
using HasToolkit.Tests;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Hosts.Tests.Operations;

/// <summary>The pages write a digest each night, and have it stamped, only where the settings say so.</summary>
public sealed class NightlyDigestTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("has-empreintes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_host_that_starts_writes_the_digest_of_the_day_and_gets_its_token()
    {
        using var maker = new TokenMaker();
        using var there = LoopbackAuthority.Answering(maker.Reply);
        await using var web = await RunningWeb.StartOnAsync(
            connection: null, $"--Has:Digest:Folder={_folder}", $"--Has:Digest:TimestampAuthority={there.Address}", $"--Has:Digest:TimestampRoots={maker.RootIn(_folder)}");

        await ArrivesAsync("*.tsr");

        Assert.Single(Directory.GetFiles(_folder, "empreinte-*.json"));
        // Only the hash of the digest left, once.
        Assert.InRange(Assert.Single(there.Requests).Length, 40, 120);
    }

    [Fact]
    public async Task A_host_that_holds_a_certificate_signs_the_digest_of_the_day()
    {
        using var maker = new SealMaker();
        var secret = Path.Combine(_folder, "secret.txt");
        await File.WriteAllTextAsync(secret, "quatre-tulipes\n");
        string[] settings =
        [
            $"--Has:Digest:Folder={_folder}", $"--Has:Digest:SigningCertificate={maker.Pkcs12In(_folder, "quatre-tulipes")}",
            $"--Has:Digest:SigningPasswordFile={secret}",
        ];
        await using (await RunningWeb.StartOnAsync(connection: null, settings))
            await ArrivesAsync("*.p7s");

        var digest = Assert.Single(Directory.GetFiles(_folder, "empreinte-*.json"));
        var (signature, content) = (await File.ReadAllBytesAsync(NightlyDigest.SignatureOf(digest)), await File.ReadAllBytesAsync(digest));
        Assert.Null(DigestSignature.Check(signature, content, maker.Certificate).Problem);
        await using var said = new StringWriter();
        Assert.Equal(0, await ConfigCheck.RunAsync(Configuration([$"--Has:DataFolder={_folder}", .. settings]), said));
        Assert.Contains("signée par « Service d’essai »", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("quatre-tulipes", said.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(secret, "autre\n");
        await using var wrong = new StringWriter();
        Assert.Equal(1, await ConfigCheck.RunAsync(Configuration([$"--Has:DataFolder={_folder}", .. settings]), wrong));
        Assert.Contains("✗ empreinte du journal : Réglage Has:Digest:SigningCertificate : ", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_authority_keeps_neither_the_digest_nor_the_pages()
    {
        using var there = LoopbackAuthority.Silent();
        await using var web = await RunningWeb.StartOnAsync(
            connection: null, $"--Has:Digest:Folder={_folder}", $"--Has:Digest:TimestampAuthority={there.Address}");

        await ArrivesAsync("empreinte-*.json");

        using var client = await web.ClientAsync();
        Assert.Contains("Dossiers", await client.GetTextAsync("/dossiers"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder, "*.tsr"));
    }

    [Theory]
    [InlineData("", "https://horodatage.exemple.fr", "", "Has:Digest:TimestampAuthority : une autorité est donnée, et aucune empreinte n’est écrite")]
    [InlineData("empreintes", "ftp://horodatage.exemple.fr", "", "Réglage Has:Digest : Horodatage : « ftp://horodatage.exemple.fr » n’est pas une adresse utilisable")]
    [InlineData("empreintes", "", "racine.pem", "Has:Digest:TimestampRoots : une racine est donnée sans autorité")]
    [InlineData("empreintes", "https://horodatage.exemple.fr", "/nulle/part.pem", "Réglage Has:Digest : Le fichier de racine « /nulle/part.pem » n’existe pas")]
    public async Task A_setting_that_cannot_be_used_stops_the_start_and_fails_the_check(string folder, string authority, string roots, string expected)
    {
        string[] settings =
        [
            $"--Has:DataFolder={_folder}", "--Has:Demo=false", $"--Has:Digest:TimestampAuthority={authority}", $"--Has:Digest:TimestampRoots={roots}",
            $"--Has:Digest:Folder={(folder.Length > 0 ? Path.Combine(_folder, folder) : "")}",
        ];

        Assert.Contains(expected, (await Assert.ThrowsAsync<InvalidDataException>(() => WebApp.BuildAsync(settings))).Message, StringComparison.Ordinal);
        await using var said = new StringWriter();
        Assert.Equal(1, await ConfigCheck.RunAsync(Configuration(settings), said));
        Assert.Contains("✗ empreinte du journal : ", said.ToString(), StringComparison.Ordinal);
        Assert.Contains(expected, said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_where_digests_go_and_asks_nobody()
    {
        using var there = LoopbackAuthority.Silent();
        await using var said = new StringWriter();

        var code = await ConfigCheck.RunAsync(
            Configuration([$"--Has:DataFolder={_folder}", $"--Has:Digest:Folder={_folder}", $"--Has:Digest:TimestampAuthority={there.Address}"]), said);

        Assert.Equal(0, code);
        Assert.Contains($"✓ empreinte du journal : chaque nuit dans « {_folder} », horodatée par {there.Address}", said.ToString(), StringComparison.Ordinal);
        Assert.Empty(there.Requests);
    }

    [Fact]
    public void The_foot_of_each_page_says_who_stamps()
    {
        var options = new HasOptions();
        Assert.Equal("aucun envoi à l’extérieur", new DataPlace(options, AccessMode.Of(options)).Sent);

        options.Digest.TimestampAuthority = "https://horodatage.exemple.fr/tsa";
        Assert.Equal(
            "chaque nuit, un condensat du journal, sans son contenu, est horodaté par « horodatage.exemple.fr »",
            new DataPlace(options, AccessMode.Of(options)).Sent);
    }

    private static Microsoft.Extensions.Configuration.IConfigurationRoot Configuration(string[] settings) =>
        Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(settings).Configuration;

    private async Task ArrivesAsync(string pattern)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (Directory.GetFiles(_folder, pattern).Length == 0)
            await Task.Delay(100, limit.Token);
    }
}
