using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The examples of the guide are run as they are written.</summary>
public sealed partial class ApiGuideTests
{
    [Fact]
    public async Task Every_example_of_the_guide_runs_in_order_against_the_host()
    {
        Assert.SkipUnless(File.Exists("/bin/bash") && File.Exists("/usr/bin/curl"), "Les exemples demandent bash et curl. (bash and curl are needed.)");
        var guide = Repository.Read("docs/guide/api.md");
        var examples = Examples().Matches(guide).Select(match => match.Groups[1].Value).ToList();
        Assert.True(examples.Count >= 6, $"{examples.Count} examples were found.");

        await using var web = await RunningWeb.StartAsync();
        var secret = (await ApiClient.MakeAsync(web)).Secret;
        var folder = Directory.CreateTempSubdirectory("has-guide-");
        try
        {
            foreach (var example in examples)
            {
                var (code, output) = await RunAsync(example, folder.FullName, web.Address.ToString().TrimEnd('/'), secret);
                Assert.True(code == 0, $"{example}\n→ {code}\n{output}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string script, string folder, string address, string secret)
    {
        var start = new ProcessStartInfo("/bin/bash")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["--norc", "-euo", "pipefail", "-c", script])
            start.ArgumentList.Add(argument);
        start.Environment["HAS_URL"] = address;
        start.Environment["HAS_CLE"] = secret;
        start.Environment["NO_PROXY"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
