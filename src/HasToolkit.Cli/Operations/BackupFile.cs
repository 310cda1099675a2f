using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HasToolkit.Cli.Operations;

/// <summary>A table of a backup; its sum is empty when it was taken in another way than now.</summary>
internal sealed record BackedTable(string Name, long Rows, string Sum, string Sha256);

/// <summary>A part of a backup.</summary>
internal sealed record BackedPart(string Name, int Schema, IReadOnlyList<BackedTable> Tables);

/// <summary>A file of a backup, by its path in the data folder.</summary>
internal sealed record BackedFile(string Path, long Size, string Sha256);

/// <summary>What a backup holds.</summary>
internal sealed record BackupManifest(
    string Format, int FormatVersion, string Program, DateTimeOffset At, IReadOnlyList<BackedPart> Parts, IReadOnlyList<BackedFile> Files);

/// <summary>
/// Everything that the toolkit keeps, as one ZIP: « tables/PART/TABLE.jsonl », « fichiers/… » and, last, « sauvegarde.json » with the
/// SHA-256 of each. Written from SQLite or PostgreSQL, taken up by either.
/// </summary>
internal static class BackupFile
{
    public const string Format = "hastoolkit-sauvegarde";
    public const int FormatVersion = 2;
    private const int LongestLine = 200_000_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    // What can be made again (pictures, indexes) or is on its way in and is deleted within two days.
    private static readonly string[] LeftOut = ["schemas/", "index/", "recherche/", "depots-commentaires/"];

    public static string ProgramVersion => typeof(BackupFile).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Writes a backup.</summary>
    public static async Task<BackupManifest> WriteAsync(
        StoredParts parts, string folder, Stream stream, DateTimeOffset at, CancellationToken stop)
    {
        await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, stop);
        var (backed, files) = (new List<BackedPart>(), new List<BackedFile>());
        foreach (var part in parts.All)
        {
            await using var connection = await part.ConnectAsync(stop);
            await TableCopy.FreezeAsync(connection, parts.IsSqlite, stop);
            var tables = new List<BackedTable>();
            foreach (var table in part.Tables)
            {
                var mark = new TableMark();
                var sha256 = await EntryAsync(
                    zip, TablePath(part.Name, table), target => LinesAsync(TableCopy.ReadAsync(connection, table, mark, stop), target, stop), stop);
                tables.Add(new BackedTable(table, mark.Rows, mark.Sum, sha256));
            }

            backed.Add(new BackedPart(part.Name, await StoredParts.SchemaAsync(part, connection, stop), tables));
        }

        foreach (var path in FilesOf(folder))
        {
            var size = 0L;
            var sha256 = await EntryAsync(
                zip, $"fichiers/{path}", async target =>
                {
                    await using var source = File.OpenRead(Path.Combine(folder, path));
                    size = source.Length;
                    await source.CopyToAsync(target, stop);
                },
                stop);
            files.Add(new BackedFile(path, size, sha256));
        }

        var manifest = new BackupManifest(Format, FormatVersion, ProgramVersion, at, backed, files);
        await EntryAsync(zip, "sauvegarde.json", target => JsonSerializer.SerializeAsync(target, manifest, Json, stop), stop);
        return manifest;
    }

    /// <summary>Reads what a backup says it holds.</summary>
    /// <exception cref="InputException">It is no backup.</exception>
    public static async Task<BackupManifest> ManifestAsync(ZipArchive zip, string name, CancellationToken stop)
    {
        try
        {
            if (zip.GetEntry("sauvegarde.json") is not { } entry)
                throw new JsonException();
            await using var text = await entry.OpenAsync(stop);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(text, Json, stop);
            if (manifest?.Format != Format || manifest.Parts is null || manifest.Files is null)
                throw new JsonException();
            return manifest.FormatVersion switch
            {
                > FormatVersion => throw new InputException(
                    $"« {name} » est une sauvegarde de forme {manifest.FormatVersion} ; ce programme lit jusqu’à la forme {FormatVersion}. "
                    + "Installez une version plus récente."),
                // In form 1 equal rows cancelled each other in the sums; the SHA-256 of each table stands as it is.
                1 => manifest with
                {
                    Parts = [.. manifest.Parts.Select(part => part with { Tables = [.. part.Tables.Select(table => table with { Sum = "" })] })],
                },
                _ => manifest,
            };
        }
        catch (JsonException)
        {
            throw new InputException(
                $"« {name} » n’est pas une sauvegarde : « sauvegarde.json » y manque ou n’est pas lisible. Donnez un fichier écrit par « has backup ».");
        }
    }

    /// <summary>Recomputes the SHA-256 of everything that a backup says it holds.</summary>
    /// <returns>The first fault, in French; null when there is none.</returns>
    public static async Task<string?> FirstFaultAsync(ZipArchive zip, BackupManifest manifest, CancellationToken stop)
    {
        var expected = manifest.Parts.SelectMany(part => part.Tables.Select(table => (Path: TablePath(part.Name, table.Name), table.Sha256)))
            .Concat(manifest.Files.Select(file => (Path: $"fichiers/{file.Path}", file.Sha256)));
        foreach (var (path, sha256) in expected)
        {
            if (zip.GetEntry(path) is not { } entry)
                return $"« {path} » manque";
            try
            {
                await using var content = await entry.OpenAsync(stop);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop)) != sha256)
                    return $"« {path} » a été modifié";
            }
            catch (InvalidDataException)
            {
                return $"« {path} » est abîmé";
            }
        }

        return manifest.Files.FirstOrDefault(file => !IsSafe(file.Path)) is { } unsafeFile
            ? $"« {unsafeFile.Path} » n’est pas un chemin du dossier des données"
            : null;
    }

    /// <summary>The lines of a table of a backup.</summary>
    public static async IAsyncEnumerable<string> TableLinesAsync(
        ZipArchive zip, string part, string table, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var content = await zip.GetEntry(TablePath(part, table))!.OpenAsync(stop);
        using var reader = new StreamReader(content, Encoding.UTF8);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            yield return line.Length <= LongestLine
                ? line
                : throw new InvalidDataException($"Table « {table} » : une ligne dépasse {LongestLine} signes.");
        }
    }

    /// <summary>Puts the files of a backup into a data folder.</summary>
    public static async Task FilesAsync(ZipArchive zip, BackupManifest manifest, string folder, CancellationToken stop)
    {
        foreach (var file in manifest.Files)
        {
            var target = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using var content = await zip.GetEntry($"fichiers/{file.Path}")!.OpenAsync(stop);
            await using var written = File.Create(target);
            await content.CopyToAsync(written, stop);
        }
    }

    /// <summary>The files of a data folder that a backup takes, databases apart; paths with « / », in order.</summary>
    public static IEnumerable<string> FilesOf(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Where(path => !LeftOut.Any(start => path.StartsWith(start, StringComparison.Ordinal)) && !IsDatabase(path))
        .Order(StringComparer.Ordinal);

    private static bool IsDatabase(string path) =>
        !path.Contains('/', StringComparison.Ordinal) && (path.EndsWith(".db", StringComparison.Ordinal)
            || path.EndsWith(".db-wal", StringComparison.Ordinal) || path.EndsWith(".db-shm", StringComparison.Ordinal));

    private static bool IsSafe(string path) => path.Length > 0 && !Path.IsPathRooted(path) && !path.Contains('\\', StringComparison.Ordinal)
        && path.Split('/').All(step => step is not ("" or "." or "..")) && !IsDatabase(path);

    private static string TablePath(string part, string table) => $"tables/{part}/{table}.jsonl";

    private static async Task LinesAsync(IAsyncEnumerable<string> lines, Stream target, CancellationToken stop)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        await foreach (var line in lines)
            await writer.WriteLineAsync(line.AsMemory(), stop);
    }

    private static async Task<string> EntryAsync(ZipArchive zip, string path, Func<Stream, Task> write, CancellationToken stop)
    {
        using var sha256 = SHA256.Create();
        await using (var entry = await zip.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(stop))
        await using (var hashed = new CryptoStream(entry, sha256, CryptoStreamMode.Write))
            await write(hashed);
        return Convert.ToHexStringLower(sha256.Hash!);
    }
}
