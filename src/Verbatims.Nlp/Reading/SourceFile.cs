using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Reading;

/// <summary>
/// A file of comments: CSV, JSON Lines, Excel (.xlsx) or Parquet, compressed with gzip or not. What it is is found out from its
/// content, not from its name.
/// </summary>
public sealed class SourceFile : ICommentSource, IDisposable
{
    private readonly ISourceTable _table;
    private readonly string? _temporary;

    private SourceFile(string path, string sha256, ISourceTable table, IReadOnlyList<SourceRow> sample, string? temporary) =>
        (Name, Sha256, _table, Sample, _temporary) = (Path.GetFileName(path), sha256, table, sample, temporary);

    /// <summary>The name of the file, without its folder.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>What was found out.</summary>
    public SourceDescription Description => _table.Description;

    /// <summary>The first rows.</summary>
    public IReadOnlyList<SourceRow> Sample { get; }

    /// <summary>Which column seems to hold what; to be confirmed by a person.</summary>
    public ColumnMapping Proposal => ColumnProposal.Propose(Description.Columns, Sample);

    /// <summary>Opens a file and finds out what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="choices">What a person says of it; null to find everything out.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="InvalidDataException">It is empty, damaged, too large once unpacked, or of a kind that is not read.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static async Task<SourceFile> OpenAsync(
        string path, SourceChoices? choices = null, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"« {path} » n’existe pas. Vérifiez le chemin.", path);
        string sha256;
        await using (var content = File.OpenRead(path))
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));

        choices ??= new SourceChoices();
        string? temporary = null;
        try
        {
            var start = Start(path, isPacked: false);
            var isPacked = start is [0x1F, 0x8B, ..];
            if (isPacked)
                start = Start(path, isPacked: true);
            var suffix = isPacked ? " (gzip)" : "";
            ISourceTable table;
            if (start is [(byte)'P', (byte)'K', 3, 4, ..])
                table = new WorkbookTable(temporary = Unpacked(path, isPacked), "Excel" + suffix, choices);
            else if (start is [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..])
                table = await ParquetTable.OpenAsync(temporary = Unpacked(path, isPacked), "Parquet" + suffix, cancellationToken);
            else
                table = TextOf(path, isPacked, start, suffix, choices);
            var sample = await SampleAsync(table, cancellationToken);
            var opened = new SourceFile(path, sha256, table, sample, temporary == path ? null : temporary);
            temporary = null;
            return opened;
        }
        finally
        {
            if (temporary is not null && temporary != path)
                File.Delete(temporary);
        }
    }

    /// <summary>Reads the rows from the first to the last.</summary>
    /// <param name="wanted">The columns whose values are needed; the others may come as null. Null for all.</param>
    /// <param name="progress">Receives the share of the file read so far, in [0, 1].</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">The file turns out to be damaged further on.</exception>
    public IAsyncEnumerable<SourceRow> RowsAsync(
        IReadOnlySet<string>? wanted = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        _table.RowsAsync(wanted, share => progress?.Report(share), cancellationToken);

    /// <summary>Reads the comments from the first row to the last.</summary>
    /// <param name="mapping">Which column holds what.</param>
    /// <param name="progress">Receives the share of the file read so far, in [0, 1].</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">The mapping cannot be used on this file.</exception>
    public async IAsyncEnumerable<ReadRow> CommentsAsync(
        ColumnMapping mapping, IProgress<double>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var mapper = new CommentMapper(mapping, Description.Columns);
        await foreach (var row in RowsAsync(mapping.Columns, progress, cancellationToken))
            yield return mapper.Read(row);
    }

    /// <summary>Removes what was unpacked beside.</summary>
    public void Dispose()
    {
        if (_temporary is not null)
            File.Delete(_temporary);
    }

    private static async Task<List<SourceRow>> SampleAsync(ISourceTable table, CancellationToken cancellationToken)
    {
        var sample = new List<SourceRow>();
        await foreach (var row in table.RowsAsync(wanted: null, _ => { }, cancellationToken))
        {
            if (row.Problem is null)
                sample.Add(row);
            if (row.Row >= Limits.SampleRows)
                break;
        }

        return sample;
    }

    private static ISourceTable TextOf(string path, bool isPacked, byte[] start, string suffix, SourceChoices choices)
    {
        if (start.Length == 0)
            throw new InvalidDataException("Le fichier est vide.");
        if (start is [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            throw new InvalidDataException(
                "Ce fichier est un ancien classeur Excel (.xls), ou un classeur protégé par un mot de passe. Enregistrez-le en .xlsx sans "
                + "mot de passe, ou en CSV.");
        }

        if (start is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..])
            throw new InvalidDataException("Ce fichier est un PDF. Fournissez un tableau : CSV, Excel (.xlsx), JSON Lines ou Parquet.");
        var size = Math.Max(1, new FileInfo(path).Length);
        return FirstLetter(start) == '{'
            ? new JsonLinesTable(Open, Share, start, "JSON Lines" + suffix, choices)
            : new TextTable(Open, Share, start, "CSV" + suffix, choices);

        BoundedStream Open() => OpenText(path, isPacked);

        double Share(BoundedStream stream) => Math.Min(1, (double)(stream.Packed?.Position ?? stream.Count) / size);
    }

    private static char FirstLetter(byte[] start)
    {
        var encoding = TextEncoding.Detect(start);
        var head = encoding.Main.GetString(start.AsSpan(encoding.Preamble, Math.Min(4096, start.Length - encoding.Preamble))).TrimStart();
        return head.Length > 0 ? head[0] : ' ';
    }

    private static BoundedStream OpenText(string path, bool isPacked)
    {
#pragma warning disable CA2000 // The bounded stream disposes of what it reads.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return isPacked
            ? new BoundedStream(new GZipStream(file, CompressionMode.Decompress), file)
            : new BoundedStream(file);
#pragma warning restore CA2000
    }

    private static byte[] Start(string path, bool isPacked)
    {
        using var stream = OpenText(path, isPacked);
        var start = new byte[Limits.SampleBytes];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..length];
    }

    // Excel and Parquet are read from both ends, so they are unpacked beside first.
    private static string Unpacked(string path, bool isPacked)
    {
        if (!isPacked)
            return path;
        var temporary = Path.Combine(Path.GetTempPath(), $"has-{Guid.NewGuid():N}.tmp");
        try
        {
            using var source = OpenText(path, isPacked: true);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            // The file holds what patients wrote: nobody else may read it.
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var target = new FileStream(temporary, options);
            source.CopyTo(target);
            return temporary;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
