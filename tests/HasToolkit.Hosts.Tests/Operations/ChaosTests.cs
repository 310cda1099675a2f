using System.Diagnostics;

namespace HasToolkit.Hosts.Tests.Operations;

/// <summary>Experiments of bench/HasToolkit.Benchmarks/Chaos in their short form, on SQLite. Killed analyses are in KilledAnalysisTests.</summary>
public sealed class ChaosOnSqliteTests
{
    [Theory]
    [InlineData("movers-killed-sqlite")]
    [InlineData("reviews-killed")]
    [InlineData("web-killed")]
    [InlineData("disk-full")]
    [InlineData("write-lock-held")]
    public Task Nothing_answered_is_lost_doubled_or_halved(string experiment) => Chaos.PlayAsync(experiment);
}

/// <summary>The same on a PostgreSQL of their own, which is killed too.</summary>
public sealed class ChaosOnPostgresTests
{
    [Theory]
    [InlineData("postgres-killed")]
    [InlineData("clock-jumps")]
    [InlineData("network-cut")]
    [InlineData("several-machines")]
    public Task Nothing_answered_is_lost_doubled_or_halved(string experiment) => Chaos.PlayAsync(experiment);
}

/// <summary>Runs the program of the experiments.</summary>
internal static class Chaos
{
    private const int LeftOut = 77;

    private const string Asked = "HAS_TEST_CHAOS";

    private static readonly TimeSpan Most = TimeSpan.FromMinutes(6);

    public static void SkipUnlessAsked() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable(Asked) is { Length: > 0 },
        $"Les expériences de chaos se jouent seules, sur une machine calme : {Asked}=1 les demande. À côté d’autres tests, leurs délais ne disent rien.");

    public static async Task PlayAsync(string experiment)
    {
        SkipUnlessAsked();
        var program = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "HasToolkit.Benchmarks",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "HasToolkit.Benchmarks.dll"));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "chaos", "--short", "--experiment", experiment])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(Most);
        var output = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        var (said, failed) = ((await output)[0], (await output)[1]);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.SkipWhen(process.ExitCode == LeftOut, failed.Trim());
        Assert.True(process.ExitCode == 0, $"{said}\n{failed}");
    }
}
