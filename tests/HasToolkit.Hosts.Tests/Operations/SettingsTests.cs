using System.Diagnostics;
using System.Net;
using HasToolkit.Hosts.Tests.Web;
using HasToolkit.Web.Hosting;

namespace HasToolkit.Hosts.Tests.Operations;

/// <summary>Settings are looked at before anything opens: what is not understood stops the start, and says what is expected.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-reglages-").FullName;

    [Theory]
    [InlineData("--Has:Demo=oui", "Has:Demo : « true » ou « false » est attendu, « oui » est donné")]
    [InlineData("--Has:Dmo=true", "Has:Dmo : ce nom n’est pas connu")]
    [InlineData("--Has:OpenId:Authorit=https://x", "Ceux de « Has:OpenId » sont AcrValues, AmrValues, Authority")]
    [InlineData("--Has:IdleMinutes=4", "Has:IdleMinutes : un nombre de 5 à 480 est attendu, « 4 » est donné")]
    [InlineData("--Has:SignInsPerMinute=0", "Has:SignInsPerMinute : un nombre de 1 à 1000000 est attendu")]
    [InlineData("--Has:CommentWorkers=beaucoup", "Has:CommentWorkers : un nombre de 1 à 64 est attendu, « beaucoup » est donné")]
    [InlineData("--Has:CommentGrid=/nulle/part.json", "Has:CommentGrid : le fichier « /nulle/part.json » n’existe pas")]
    [InlineData("--Has:ConnectionFile=/nulle/part", "Has:ConnectionFile : « /nulle/part » ne se lit pas")]
    public async Task A_setting_that_is_not_understood_stops_the_start_and_says_what_is_expected(string setting, string expected)
    {
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => WebApp.BuildAsync([setting, $"--Has:DataFolder={_folder}"]));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_read_is_told_without_its_password()
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => WebApp.BuildAsync(
            ["--Has:Connection=Host=serveur;Hst=x;Password=tulipe", $"--Has:DataFolder={_folder}"]));

        Assert.Contains("ne se lit pas", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tulipe", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_stops_the_start()
    {
        var file = Path.Combine(_folder, "fichier");
        await File.WriteAllTextAsync(file, "");

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => WebApp.BuildAsync([$"--Has:DataFolder={file}"]));

        Assert.Contains("Has:DataFolder : on ne peut pas écrire dans", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_tells_each_setting_with_its_origin_and_no_secret_and_what_does_not_work()
    {
        var (code, said) = await CheckAsync(
            "--Has:Sessions=3", "--Has:Connection=Host=127.0.0.1;Port=1;Database=has;Username=has;Password=tulipe", "--Has:Assistance:ApiKey=pivoine");

        Assert.Equal(1, code);
        Assert.Matches(@"Has:Sessions +3  \(ligne de commande\)", said);
        Assert.Matches(@"Has:IdleMinutes +45  \(environnement\)", said);
        Assert.Matches(@"Has:Demo +oui  \(appsettings.json\)", said);
        Assert.Matches(@"Has:RequestsPerMinute +1200  \(par défaut\)", said);
        Assert.Contains("✓ dossier des données", said, StringComparison.Ordinal);
        Assert.Contains("✗ comptes : La base PostgreSQL", said, StringComparison.Ordinal);
        Assert.DoesNotContain("tulipe", said, StringComparison.Ordinal);
        Assert.DoesNotContain("pivoine", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_of_what_works_says_so_and_loads_no_demonstration()
    {
        var (code, said) = await CheckAsync();

        Assert.Equal((0, true), (code, said.Contains("Tout fonctionne.", StringComparison.Ordinal)));
        using var services = await Evaluation.Workflows.EvaluationServices.OpenAsync(_folder);
        Assert.Empty(await services.Queries.PeopleAsync());
    }

    [Fact]
    public async Task A_secret_may_stand_in_a_file()
    {
        var file = Path.Combine(_folder, "connexion");
        await File.WriteAllTextAsync(file, "Host=127.0.0.1;Port=1;Database=du-fichier\n");

        var failure = await Assert.ThrowsAsync<IOException>(() => WebApp.BuildAsync([$"--Has:ConnectionFile={file}", $"--Has:DataFolder={_folder}"]));

        Assert.Contains("du-fichier", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_ways_must_be_encrypted_a_proxy_is_no_excuse()
    {
        string[] settings =
        [
            $"--Has:DataFolder={_folder}", "--Has:Demo=false", "--urls=http://0.0.0.0:0", "--Has:BehindProxy=true",
            "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None",
        ];
        await using (var open = await WebApp.BuildAsync(settings))
        {
            await open.StartAsync();
            await open.StopAsync();
        }

        await using var closed = await WebApp.BuildAsync([.. settings, "--Has:RequireTls=true"]);
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => closed.StartAsync());
        Assert.Contains("même derrière un relais", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_demonstration_its_pages_are_not_there()
    {
        await using var with = await AccountsWeb.StartAsync();
        using var reader = await with.ClientOfAsync("claire-martin");
        Assert.Equal(HttpStatusCode.OK, (await reader.Http.GetAsync("/style")).StatusCode);
        Assert.Contains("/style", await reader.GetTextAsync("/dossiers"), StringComparison.Ordinal);

        await using var without = await RunningWeb.StartOnAsync(connection: null, "--Has:Demo=false", "--Has:Access=choix");
        using var client = new HttpClient { BaseAddress = without.Address };
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/style")).StatusCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, string Said)> CheckAsync(params string[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "HasToolkit.Web"), ["config", "check", $"--Has:DataFolder={_folder}", .. settings])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["HAS__IdleMinutes"] = "45";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
