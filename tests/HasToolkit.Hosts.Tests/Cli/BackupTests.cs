using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using HasToolkit.Tests;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>Backup, destruction, restoration, verification, on SQLite and PostgreSQL, by the commands alone.</summary>
public sealed partial class BackupTests : IDisposable
{
    private readonly Shell _shell = new();

    private string Zip => Path.Combine(_shell.Folder, "..", $"{Path.GetFileName(_shell.Folder)}.zip");

    public void Dispose()
    {
        _shell.Dispose();
        File.Delete(Zip);
    }

    [Fact]
    public async Task What_was_destroyed_comes_back_with_the_same_hashes()
    {
        await FillAsync();
        var (history, files) = (await HistoryAsync(_shell), Files(_shell));
        await _shell.Do("backup", Zip);
        using var other = new Shell();

        await other.Do("restore", Zip);

        Assert.Equal(history, await HistoryAsync(other));
        Assert.Equal(files, Files(other));
        await other.Do("verify", "--pieces");
        Assert.Contains("fictifs", (await other.Do("verbatims", "list", "--json")).Out, StringComparison.Ordinal);
        Assert.Contains("Revue d’essai", (await other.Do("litreview", "list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_on_sqlite_becomes_several_on_postgresql_and_can_come_back()
    {
        if (ScratchPostgres.Server is not { } server)
        {
            Assert.Skip($"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}.");
            return;
        }

        await using var first = await ScratchPostgres.CreateAsync(server);
        await using var second = await ScratchPostgres.CreateAsync(server);
        await FillAsync();
        var history = await HistoryAsync(_shell);

        await _shell.Do("transfer", "--vers", first.Connection);
        Assert.Equal(history, await HistoryAsync(_shell, "--base", first.Connection));
        await _shell.Do("backup", Zip, "--base", first.Connection);
        using var again = new Shell();
        await again.Do("restore", Zip, "--base", second.Connection);
        Assert.Equal(history, await HistoryAsync(again, "--base", second.Connection));
        using var home = new Shell();
        await home.Do("restore", Zip);
        Assert.Equal(history, await HistoryAsync(home));

        var twice = await _shell.Try("transfer", "--vers", first.Connection);
        Assert.Equal(1, twice.Code);
        Assert.Contains("La place n’est pas vide", twice.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_form_1_whose_sums_were_taken_in_another_way_is_taken_up_all_the_same()
    {
        await FillAsync();
        var history = await HistoryAsync(_shell);
        await _shell.Do("backup", Zip);
        await using (var zip = await ZipFile.OpenAsync(Zip, ZipArchiveMode.Update, TestContext.Current.CancellationToken))
        {
            var entry = zip.GetEntry("sauvegarde.json")!;
            var manifest = await ReadAsync(entry);
            entry.Delete();
            await WriteAsync(zip, "sauvegarde.json", Sum().Replace(
                manifest.Replace("\"formatVersion\": 2", "\"formatVersion\": 1", StringComparison.Ordinal), $"\"sum\": \"{new string('a', 64)}\""));
        }

        using var other = new Shell();
        await other.Do("restore", Zip);
        Assert.Equal(history, await HistoryAsync(other));
    }

    [Fact]
    public async Task A_sum_that_is_not_that_of_the_rows_stops_the_restoration()
    {
        await _shell.Do("demo");
        await _shell.Do("backup", Zip);
        await using (var zip = await ZipFile.OpenAsync(Zip, ZipArchiveMode.Update, TestContext.Current.CancellationToken))
        {
            var entry = zip.GetEntry("sauvegarde.json")!;
            var manifest = await ReadAsync(entry);
            entry.Delete();
            await WriteAsync(zip, "sauvegarde.json", Sum().Replace(manifest, $"\"sum\": \"{new string('a', 64)}\""));
        }

        using var other = new Shell();
        var answer = await other.Try("restore", Zip);
        Assert.Equal(1, answer.Code);
        AssertSays("n’a pas été reprise à l’identique", answer);
    }

    [Theory]
    [InlineData("tables/dossiers/events.jsonl")]
    [InlineData("tables/commentaires/verbatim_results.jsonl")]
    [InlineData("fichiers/pieces/")]
    public async Task A_backup_with_one_changed_byte_is_refused_by_name_and_nothing_is_taken_up(string start)
    {
        await FillAsync();
        await _shell.Do("backup", Zip);
        var changed = await ChangeAsync(start);
        using var other = new Shell();

        var answer = await other.Try("restore", Zip);

        Assert.Equal(1, answer.Code);
        AssertSays($"« {changed} » a été modifié", answer);
        Assert.False(File.Exists(other.Database));
    }

    [Fact]
    public async Task A_place_that_is_not_empty_and_a_file_that_is_no_backup_are_refused()
    {
        await FillAsync();
        await _shell.Do("backup", Zip);
        var full = await _shell.Try("restore", Zip);
        Assert.Equal(1, full.Code);
        Assert.Contains("La place n’est pas vide", full.Error, StringComparison.Ordinal);
        Assert.Contains("existe déjà", (await _shell.Try("backup", Zip)).Error, StringComparison.Ordinal);

        using var other = new Shell();
        var text = Path.Combine(other.Folder, "texte.zip");
        await File.WriteAllTextAsync(text, "Ceci n’est pas une archive.", TestContext.Current.CancellationToken);
        var refused = await other.Try("restore", text);
        Assert.Equal(2, refused.Code);
        Assert.Contains("n’est pas une archive ZIP", refused.Error, StringComparison.Ordinal);
        Assert.Contains("n’existe pas", (await other.Try("restore", "absente.zip")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_out_of_the_data_folder_is_refused()
    {
        await _shell.Do("demo");
        await _shell.Do("backup", Zip);
        await using (var zip = await ZipFile.OpenAsync(Zip, ZipArchiveMode.Update, TestContext.Current.CancellationToken))
        {
            var entry = zip.GetEntry("sauvegarde.json")!;
            var manifest = await ReadAsync(entry);
            entry.Delete();
            await WriteAsync(zip, "fichiers/../dehors", "x");
            await WriteAsync(zip, "sauvegarde.json", manifest.Replace(
                "\"files\": [",
                "\"files\": [ { \"path\": \"../dehors\", \"size\": 1, \"sha256\": \"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\" },",
                StringComparison.Ordinal));
        }

        using var other = new Shell();
        var answer = await other.Try("restore", Zip);
        Assert.Equal(1, answer.Code);
        AssertSays("« ../dehors » n’est pas un chemin du dossier des données", answer);
        Assert.False(File.Exists(Path.Combine(other.Folder, "..", "dehors")));
    }

    [Fact]
    public async Task The_settings_are_shown_with_their_origin_and_without_their_secrets()
    {
        var good = await _shell.Do("config", "check");
        Assert.Contains("SQLite, dans le dossier des données", good.Out, StringComparison.Ordinal);
        Assert.Contains("rien ne sort de cette machine", good.Out, StringComparison.Ordinal);
        Assert.Contains("Tout fonctionne.", good.Error, StringComparison.Ordinal);

        var bad = await _shell.Try("config", "check", "--base", "Host=127.0.0.1;Port=1;Database=has;Username=has;Password=mystere");
        Assert.Equal(1, bad.Code);
        Assert.Contains("--base", bad.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("mystere", bad.Out + bad.Error, StringComparison.Ordinal);

        // A server elsewhere is told of when nothing checks who it is; a name that leads nowhere is one.
        var elsewhere = await _shell.Try("config", "check", "--base", "Host=base.invalid;Database=has;Username=has;Timeout=2", "--json");
        Assert.Contains("SSL Mode=VerifyFull", elsewhere.Out, StringComparison.Ordinal);
        Assert.Contains("\"isAdvice\": true", elsewhere.Out, StringComparison.Ordinal);
    }

    // A long path is broken over lines.
    private static void AssertSays(string expected, Answer answer) => Assert.Contains(
        string.Concat(expected.Where(sign => !char.IsWhiteSpace(sign))), string.Concat(answer.Error.Where(sign => !char.IsWhiteSpace(sign))),
        StringComparison.Ordinal);

    private async Task FillAsync()
    {
        await _shell.Do("demo");
        var comments = Path.Combine(_shell.Folder, "..", $"{Path.GetFileName(_shell.Folder)}-fictifs.csv");
        await File.WriteAllTextAsync(
            comments, "id;texte;service\n1;Personnel très gentil, chambre propre;Urgences\n2;Deux heures d’attente, c’est trop;Urgences\n3;RAS;Pédiatrie\n",
            TestContext.Current.CancellationToken);
        await _shell.Do("verbatims", "analyse", comments);
        File.Delete(comments);
        await _shell.Do("litreview", "new", "Revue d’essai", "--question", "Télésurveillance et insuffisance cardiaque", "--par", "claire-martin");
    }

    private static async Task<string> HistoryAsync(Shell shell, params string[] options) =>
        (await shell.Do(["export", .. options])).Out + (await shell.Do(["verbatims", "show", "dernier", "--json", .. options])).Out
            + (await shell.Do(["litreview", "list", "--json", .. options])).Out;

    private static List<string> Files(Shell shell) =>
        [.. Directory.EnumerateFiles(Path.Combine(shell.Folder, "pieces"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(shell.Folder, file)).Order(StringComparer.Ordinal)];

    private async Task<string> ChangeAsync(string start)
    {
        await using var zip = await ZipFile.OpenAsync(Zip, ZipArchiveMode.Update, TestContext.Current.CancellationToken);
        var entry = zip.Entries.First(one => one.FullName.StartsWith(start, StringComparison.Ordinal));
        var name = entry.FullName;
        using var content = new MemoryStream();
        await using (var read = await entry.OpenAsync(TestContext.Current.CancellationToken))
            await read.CopyToAsync(content, TestContext.Current.CancellationToken);
        entry.Delete();
        var bytes = content.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        await using var written = await zip.CreateEntry(name).OpenAsync(TestContext.Current.CancellationToken);
        await written.WriteAsync(bytes, TestContext.Current.CancellationToken);
        return name;
    }

    private static async Task<string> ReadAsync(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken), Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task WriteAsync(ZipArchive zip, string path, string text)
    {
        await using var writer = new StreamWriter(await zip.CreateEntry(path).OpenAsync(TestContext.Current.CancellationToken));
        await writer.WriteAsync(text);
    }

    [GeneratedRegex("\"sum\": \"[0-9a-f]{64}\"")]
    private static partial Regex Sum();
}
