using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Bounds;
using LitReview.Citations.Importing;
using LitReview.Reports;
using LitReview.Reviews;
using Microsoft.EntityFrameworkCore;

namespace LitReview.Persistence;

/// <summary>A whole review as one file: its journal with all hashes, its references whole, its full texts.</summary>
/// <remarks>
/// A ZIP of JSON lines, which other programs can read: « revue.json » says what there is, « journal.jsonl » holds the events,
/// « references.jsonl » and « anomalies.jsonl » what was imported, « textes-integraux/ » the PDF under their digests.
/// </remarks>
public sealed class ReviewArchive
{
    private const string Format = "hastoolkit-revue";
    private const int FormatVersion = 1;
    private const int Chunk = 1_000;
    private const long Largest = 8_000_000_000;
    private const long LargestText = 2_000_000_000;
    private const int LongestManifest = 1_000_000;
    private const int LongestLine = 64_000_000;
    private const string Advice = "Exportez de nouveau la revue, puis reprenez ce fichier-là.";

    private readonly ReviewDatabase _database;
    private readonly FullTextStore _fullTexts;

    internal ReviewArchive(ReviewDatabase database, FullTextStore fullTexts) => (_database, _fullTexts) = (database, fullTexts);

    /// <summary>Writes a review.</summary>
    /// <param name="review">The review.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task WriteAsync(Review review, Stream stream, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var id = review.Id.Value;
        await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        var events = db.Events.AsNoTracking().Where(row => row.Review == id && row.Version <= review.Version).OrderBy(row => row.Version);
        var fingerprints = await db.Commands.AsNoTracking().Where(row => row.Review == id)
            .ToDictionaryAsync(row => row.Id, row => row.Fingerprint, cancellationToken);
        var head = Stored.NoHash;
        var journal = await LinesAsync(zip, "journal.jsonl", events.AsAsyncEnumerable(), row =>
        {
            head = row.Hash;
            return new ArchivedEvent(
                row.Version, row.At, row.Person, row.Command, fingerprints[row.Command], row.Payload, row.PreviousHash, row.Hash);
        }, cancellationToken);
        var count = (long)review.Records.Count;
        var references = await LinesAsync(
            zip, "references.jsonl",
            db.Citations.AsNoTracking().Where(row => row.Review == id && row.Number <= count).OrderBy(row => row.Number).AsAsyncEnumerable(),
            row => new ArchivedReference(row.Number, row.Citation), cancellationToken);
        var imports = review.Imports.Count;
        var problems = await LinesAsync(
            zip, "anomalies.jsonl",
            db.Problems.AsNoTracking().Where(row => row.Review == id && row.Import < imports).OrderBy(row => row.Import).ThenBy(row => row.Place)
                .AsAsyncEnumerable(),
            row => new ArchivedProblem(row.Import, row.Place, row.File, row.Line, row.Reason, row.Raw, row.IsKept), cancellationToken);
        foreach (var sha256 in await FullTextsAsync(db, review, cancellationToken))
        {
            await using var file = _fullTexts.Open(sha256);
            await using var entry = await zip.CreateEntry($"textes-integraux/{sha256}.pdf").OpenAsync(cancellationToken);
            await file.CopyToAsync(entry, cancellationToken);
        }

        await using var manifest = await zip.CreateEntry("revue.json").OpenAsync(cancellationToken);
        await manifest.WriteAsync(
            Encoding.UTF8.GetBytes(Stored.Json(new Manifest(
                Format, FormatVersion, id, review.Protocol.Title, review.Version, head, journal, references, problems,
                $"LitReview {ReviewText.ProgramVersion}"))),
            cancellationToken);
    }

    /// <summary>Takes a review in that was written elsewhere: every link of its journal is checked, and kept as it is.</summary>
    /// <param name="stream">The file; it must be able to seek.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    /// <returns>Its identifier here: its own, or the next one where another review has it.</returns>
    /// <exception cref="InvalidDataException">The file is no review, is damaged, or the review is here already; the message is French.</exception>
    public async Task<ReviewId> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        if (ZipBounds.HasTooLongList(stream))
            throw NotAReview();
        try
        {
            await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8, cancellationToken);
            if (zip.Entries.Sum(entry => (double)entry.Length) > Largest)
                throw new InvalidDataException("Le fichier déplié dépasse 8 Go : ce n’est pas une revue.");
            return await ReadAsync(zip, cancellationToken);
        }
        catch (InvalidDataException e) when (e.Message.Contains("Central Directory", StringComparison.OrdinalIgnoreCase))
        {
            throw NotAReview(e);
        }
        // A line may be JSON and still lack what an event or a reference has; nothing was saved then.
        catch (Exception e) when (e is NullReferenceException or ArgumentException or FormatException or DbUpdateException)
        {
            throw new InvalidDataException($"Une ligne du fichier n’a pas la forme attendue. {Advice}", e);
        }
    }

    internal static async Task<ReviewId> NextIdAsync(ReviewContext db, string year, CancellationToken cancellationToken)
    {
        var prefix = $"R-{year}-";
        var known = await db.Reviews.Where(row => row.Id.StartsWith(prefix)).Select(row => row.Id).ToListAsync(cancellationToken);
        var last = known.Select(id => int.TryParse(id[prefix.Length..], CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty(0).Max();
        return new ReviewId(string.Create(CultureInfo.InvariantCulture, $"{prefix}{last + 1:0000}"));
    }

    private async Task<ReviewId> ReadAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var manifest = await ManifestAsync(zip, cancellationToken);
        var events = new List<ArchivedEvent>();
        var journal = await LinesAsync<ArchivedEvent>(zip, "journal.jsonl", events.Add, cancellationToken);
        var references = new List<ArchivedReference>();
        var digest = await LinesAsync<ArchivedReference>(zip, "references.jsonl", references.Add, cancellationToken);
        var (review, head) = ArchivedJournal.Fold(manifest.Review, events, references.Count, Advice);
        if (review is null || head != manifest.Head || journal != manifest.Journal)
            throw new InvalidDataException($"Le journal du fichier n’est pas entier. {Advice}");

        await using var db = _database.NewContext();
        await using var transaction = await _database.BeginAsync(db, cancellationToken);
        var first = events[0].Hash;
        if (await db.Events.AsNoTracking().FirstOrDefaultAsync(row => row.Version == 1 && row.Hash == first, cancellationToken) is { } here)
            throw new InvalidDataException($"Cette revue est déjà ici, sous la référence {here.Review}.");
        var id = await db.Reviews.AnyAsync(row => row.Id == manifest.Review, cancellationToken)
            ? await NextIdAsync(db, manifest.Review.Split('-') is [_, var year, _] ? year : "0000", cancellationToken)
            : new ReviewId(manifest.Review);
        db.Reviews.Add(new ReviewRow
        {
            Id = id.Value,
            Title = review.Protocol.Title,
            Version = review.Version,
            Head = head,
            Records = review.Records.Count,
            CreatedAt = events[0].At,
            ChangedAt = events[^1].At,
        });
        await AddAsync(db, events.DistinctBy(e => e.Command), e => new CommandRow { Id = e.Command, Review = id.Value, Fingerprint = e.Fingerprint }, cancellationToken);
        await AddAsync(db, events, e => new EventRow
        {
            Review = id.Value,
            Version = e.Version,
            Command = e.Command,
            At = e.At,
            Person = e.Person,
            Payload = e.Payload,
            PreviousHash = e.PreviousHash,
            Hash = e.Hash,
        }, cancellationToken);
        if (digest != manifest.References || references.Count != review.Records.Count)
            throw new InvalidDataException($"Les références du fichier ne sont pas celles de son journal. {Advice}");

        foreach (var import in review.Imports.Select(import => import.Records).Where(records => records.Digest is not null))
        {
            var stored = references.Skip(import.FirstNumber - 1).Take(import.Count).Select(reference => reference.Citation);
            if (Stored.DigestOf(stored) != import.Digest)
                throw new InvalidDataException($"Les références de « {import.File} » ne sont pas celles de son journal. {Advice}");
        }

        await AddAsync(db, references, reference => CitationRow.Of(id.Value, reference.Number, Stored.Citation(reference.Citation), reference.Citation), cancellationToken);
        var problems = new List<ArchivedProblem>();
        if (await LinesAsync<ArchivedProblem>(zip, "anomalies.jsonl", problems.Add, cancellationToken) != manifest.Problems)
            throw new InvalidDataException($"Les anomalies de lecture du fichier ne sont pas entières. {Advice}");
        await AddAsync(db, problems, problem => new ProblemRow
        {
            Review = id.Value,
            Import = problem.Import,
            Place = problem.Place,
            File = problem.File,
            Line = problem.Line,
            Reason = problem.Reason,
            Raw = problem.Raw,
            IsKept = problem.IsKept,
        }, cancellationToken);
        foreach (var sha256 in events.Select(e => e.Payload).Where(payload => payload.Contains("full-text-attached", StringComparison.Ordinal))
            .Select(Stored.FullTextOf).OfType<string>().Distinct())
        {
            await SaveAsync(zip, sha256, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    private async Task SaveAsync(ZipArchive zip, string sha256, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry($"textes-integraux/{sha256}.pdf")
            ?? throw new InvalidDataException($"Le texte intégral d’empreinte {sha256[..12]}… manque dans le fichier. {Advice}");
        await using var content = await entry.OpenAsync(cancellationToken);
        var saved = await _fullTexts.SaveAsync(content, "texte.pdf", cancellationToken);
        if (saved.Sha256 != sha256)
            throw new InvalidDataException($"Le texte intégral d’empreinte {sha256[..12]}… a changé dans le fichier. {Advice}");
    }

    private static async Task<IReadOnlyList<string>> FullTextsAsync(ReviewContext db, Review review, CancellationToken cancellationToken)
    {
        // Files that were replaced since are part of the journal too.
        var payloads = await db.Events.AsNoTracking()
            .Where(row => row.Review == review.Id.Value && row.Version <= review.Version && row.Payload.Contains("full-text-attached"))
            .Select(row => row.Payload).ToListAsync(cancellationToken);
        return [.. payloads.Select(Stored.FullTextOf).OfType<string>().Distinct()];
    }

    private static async Task<Manifest> ManifestAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        if (zip.GetEntry("revue.json") is not { } entry)
            throw NotAReview();
        await using var content = await OpenAsync(entry, LongestManifest, cancellationToken);
        using var reader = new StreamReader(content, Encoding.UTF8);
        var manifest = Stored.FromJson<Manifest>(await reader.ReadToEndAsync(cancellationToken));
        if (manifest.Format != Format)
            throw NotAReview();
        return manifest.FormatVersion == FormatVersion
            ? manifest
            : throw new InvalidDataException(
                $"Le fichier est au format {manifest.FormatVersion} ; ce programme lit le format {FormatVersion}. Installez une version plus récente.");
    }

    private static InvalidDataException NotAReview(Exception? inner = null) => new(
        "Ce fichier n’est pas une revue exportée : un fichier .zip écrit par « La revue entière » est attendu.", inner);

    // Gives the digest of what was written.
    private static async Task<string> LinesAsync<TRow, TLine>(
        ZipArchive zip, string name, IAsyncEnumerable<TRow> rows, Func<TRow, TLine> line, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var bytes = Encoding.UTF8.GetBytes(Stored.Json(line(row)) + "\n");
            hash.AppendData(bytes);
            await entry.WriteAsync(bytes, cancellationToken);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<string> LinesAsync<TLine>(ZipArchive zip, string name, Action<TLine> add, CancellationToken cancellationToken)
    {
        if (zip.GetEntry(name) is not { } entry)
            throw new InvalidDataException($"« {name} » manque dans le fichier. {Advice}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await OpenAsync(entry, LargestText, cancellationToken);
        using var reader = new StreamReader(content, Encoding.UTF8);
        var (buffer, open) = (new char[1 << 15], new StringBuilder());
        for (int count; (count = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            var rest = buffer.AsMemory(0, count);
            for (int end; (end = rest.Span.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                Take(rest.Span[..end]);
                open.Clear();
            }

            open.Append(rest);
            if (open.Length > LongestLine)
                throw new InvalidDataException($"Une ligne de « {name} » dépasse {LongestLine / 1_000_000} millions de caractères. {Advice}");
        }

        if (open.Length > 0)
            Take([]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Take(ReadOnlySpan<char> end)
        {
            var line = open.Append(end).ToString();
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
            add(Stored.FromJson<TLine>(line));
        }
    }

    private static async Task<BoundedStream> OpenAsync(ZipArchiveEntry entry, long most, CancellationToken cancellationToken)
    {
        var packed = Math.Max(1, entry.CompressedLength);
        return new BoundedStream(await entry.OpenAsync(cancellationToken), entry.FullName, most, () => packed, Advice);
    }

    private static async Task AddAsync<TItem, TRow>(
        ReviewContext db, IEnumerable<TItem> items, Func<TItem, TRow> row, CancellationToken cancellationToken)
        where TRow : class
    {
        foreach (var chunk in items.Chunk(Chunk))
        {
            db.Set<TRow>().AddRange(chunk.Select(row));
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    private sealed record Manifest(
        string Format, int FormatVersion, string Review, string Title, long Events, string Head, string Journal, string References,
        string Problems, string Program);

    private sealed record ArchivedReference(long Number, string Citation);

    private sealed record ArchivedProblem(int Import, int Place, string File, long Line, string Reason, string Raw, bool IsKept);
}
