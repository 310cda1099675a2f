using System.Diagnostics;
using System.Globalization;
using System.Text;
using HasToolkit.Cli;
using Microsoft.Data.Sqlite;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class KilledAnalysisTests(ITestOutputHelper log) : IDisposable
{
    private const int Rows = 20_000;
    private const int Kills = 12;
    private const int Seed = 20261129;

    // Each chunk holds 1,000 comments: 20 are read, then 20 are analysed.
    private const int Steps = 2 * Rows / 1_000;

    private static readonly string[] Openings =
        ["Personnel très à l’écoute", "Attente de deux heures aux urgences", "Repas froids", "Merci au Dr Le Goff", "Chambre bruyante"];

    private static readonly string[] Ends =
        ["je recommande", "aucune explication avant la sortie", "les infirmières sont adorables", "parking hors de prix", "RAS", "douleur mal soulagée"];

    // Its own folder: beside the tests, it would miss what the web host takes from its framework.
    internal static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "HasToolkit.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "has.dll"));

    private readonly string _folder = Directory.CreateTempSubdirectory("has-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_analysis_killed_again_and_again_ends_with_the_same_results_to_the_byte()
    {
        var input = Path.Combine(_folder, "commentaires.csv");
        await File.WriteAllTextAsync(input, Comments(), new UTF8Encoding(false));
        var (whole, killed) = (Path.Combine(_folder, "entier"), Path.Combine(_folder, "interrompu"));
        Assert.Equal(ExitCodes.Ok, await RunAsync(whole, "verbatims", "analyse", input));

        var kills = await KillAsync(killed, input);
        Assert.Equal(ExitCodes.Ok, await RunAsync(killed, "verbatims", "analyse", input));

        Assert.InRange(kills, 10, Kills);
        Assert.Equal((Rows, Rows, Rows), Counts(killed));
        Assert.Equal(Dump(whole), Dump(killed));
        Assert.Equal(await ExportAsync(whole), await ExportAsync(killed));
    }

    private static string Comments()
    {
        var random = new Random(Seed);
        var text = new StringBuilder("id;service;commentaire\n");
        for (var i = 1; i <= Rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i};Service {random.Next(6)};\"{Openings[random.Next(Openings.Length)]}, ");
            text.Append(CultureInfo.InvariantCulture, $"{Ends[random.Next(Ends.Length)]} (avis {i})\"\n");
        }

        return text.ToString();
    }

    // The first kill comes while the program starts, the others two or three chunks later and a moment more, in the middle of one.
    private async Task<int> KillAsync(string folder, string input)
    {
        var random = new Random(Seed);
        var moments = new List<int>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start(folder, "verbatims", "analyse", input);
            var drain = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var target = kill == 0 ? 0 : DoneSteps(folder) + 2 + random.Next(2);
            while (DoneSteps(folder) < target && !process.HasExited)
                await Task.Delay(5);
            await Task.Delay(random.Next(200));
            if (process.HasExited)
                break;
            process.Kill();
            await process.WaitForExitAsync();
            await drain;
            moments.Add(DoneSteps(folder));
        }

        log.WriteLine($"{moments.Count} SIGKILL, seed {Seed}; chunks done at each, of {Steps}: {string.Join(", ", moments)}.");
        return moments.Count;
    }

    private static async Task<byte[]> ExportAsync(string folder)
    {
        var output = Path.Combine(folder, "export.csv");
        Assert.Equal(ExitCodes.Ok, await RunAsync(folder, "verbatims", "report", "dernier", "--format", "csv", "--sortie", output));
        return await File.ReadAllBytesAsync(output);
    }

    private static async Task<int> RunAsync(string folder, params string[] args)
    {
        using var process = Start(folder, args);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static Process Start(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[Program, .. args, "--donnees", folder])
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    private static int DoneSteps(string folder) =>
        File.Exists(Database(folder)) && (long)Single(folder, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'verbatim_done_chunks'") == 1
            ? (int)(long)Single(folder, "SELECT (SELECT COUNT(*) FROM verbatim_chunks) + (SELECT COUNT(*) FROM verbatim_done_chunks)")
            : 0;

    // Comments, different lines among them, and results.
    private static (int Comments, int Lines, int Results) Counts(string folder) => (
        (int)(long)Single(folder, "SELECT COUNT(*) FROM verbatim_comments"),
        (int)(long)Single(folder, "SELECT COUNT(DISTINCT line) FROM verbatim_comments"),
        (int)(long)Single(folder, "SELECT COUNT(*) FROM verbatim_results"));

    private static string Dump(string folder) => (string)Single(
        folder,
        """
        SELECT group_concat(line, char(10)) FROM (
            SELECT c.number || ' ' || c.line || ' ' || text || ' ' || tone_probabilities || ' ' || topics || ' ' || is_alert || ' '
                || alert_score || ' ' || alert_reasons || ' ' || needs_reading AS line
            FROM verbatim_comments c JOIN verbatim_results r ON r.batch = c.batch AND r.run = 1 AND r.number = c.number ORDER BY c.number)
        """);

    private static object Single(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database(folder)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries are written in this test; nothing comes from outside.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()!;
    }

    private static string Database(string folder) => Path.Combine(folder, "verbatims.db");
}
