using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using HasToolkit.Tests.Fuzzing;
using LitReview.Citations;
using LitReview.Citations.Importing;
using LitReview.Indexing;
using LitReview.Persistence;
using LitReview.Reviews;
using LitReview.Searching;

namespace LitReview.Tests.Fuzzing;

/// <summary>What the readers of references and of equations promise.</summary>
internal static class ReviewParsers
{
    private const string At = "2026-01-05T09:00:00.000Z";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly Lazy<SearchIndex> Index = new(() =>
    {
        var index = SearchIndex.InMemory();
        index.Add(CitationFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(ReferenceSamples.Ris)), "a.ris").Citations
            .Select((citation, place) => new IndexedRecord($"r{place}", citation)));
        return index;
    });

    // Here, accepted reviews are kept: each of them has events of its own.
    private static readonly Lazy<LitReviewServices> Services = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("has-fuzz-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return LitReviewServices.OpenAsync(folder.FullName).GetAwaiter().GetResult();
    });

    private static readonly string Journal = string.Join('\n', new ReviewEvent[]
    {
        new ReviewCreated(new Protocol { Title = "Télésurveillance", Reasons = ["population"] }),
        new MemberAdded(new ReviewerId("bruno")),
        new RecordsImported(new SearchSource("Embase", SourceKind.Database), "a.ris", 1, 1, 0),
        new RecordsImported(new SearchSource("PubMed", SourceKind.Database), "b.ris", 2, 1, 0),
        new DuplicatesLinked([new RecordLink(2, 1)], true, "règle"),
        new DuplicateUnlinked(2, "Deux études."),
        new Decided(1, Stage.TitleAbstract, Verdict.Include, null, null),
        new MindChanged(1, Stage.TitleAbstract, Verdict.Exclude, "population"),
        new TagAdded(1, "à relire"),
        new NoteAdded(2, "Une note."),
        new KnownRelevantGiven("connus.txt", [1], [new UnmatchedReference(2, "10.1000/b", new KnownArticle("10.1000/b", null, null, "Titre", null, 2020))]),
        new KnownRelevantFound([new KnownFind(1, 2, "10.1000/b", [2])]),
    }.Select(Stored.Event));

    public static IReadOnlyList<ParserContract> All { get; } =
    [
        Texts("ris", ReadReferences, ReferenceSamples.Ris),
        Texts("nbib", ReadReferences, ReferenceSamples.Nbib),
        Texts("pubmed-xml", ReadReferences, ReferenceSamples.PubMedXml),
        Texts("bibtex", ReadReferences, ReferenceSamples.BibTex),
        Texts("endnote-xml", ReadReferences, ReferenceSamples.EndNoteXml),
        Texts("csl-json", ReadReferences, ReferenceSamples.CslJson),
        Texts("references-csv", ReadReferences, ReferenceSamples.Commas, ReferenceSamples.Semicolons, ReferenceSamples.Blocks),
        Texts("references-sheet", sheet => ReadReferences(ReferenceSamples.Workbook(sheet)), ReferenceSamples.Sheet),
        new("references-xlsx", [ReferenceSamples.Workbook(Encoding.UTF8.GetBytes(ReferenceSamples.Sheet))], ReadReferences),
        Texts(
            "other-references", ReadReferences, ReferenceSamples.Isi, ReferenceSamples.Enw, ReferenceSamples.Ovid, ReferenceSamples.Rdf,
            ReferenceSamples.Abstracts, ReferenceSamples.Identifiers),
        new("references-gzip", [ReferenceSamples.Packed(Encoding.UTF8.GetBytes(ReferenceSamples.Ris))], ReadReferences),
        Texts(
            "exchange", ReadWriteAndReadAgain, ReferenceSamples.Ris, ReferenceSamples.BibTex, ReferenceSamples.CslJson, ReferenceSamples.Commas,
            ReferenceSamples.Nbib) with { InShort = 200 },
        Texts(
            "equation", ReadEquation, "asthme ET (enfant OU adolescent) SAUF titre:chat", "\"essai randomisé\"~5[ti] cardio* asthme~1 2015:2020[dp]",
            "année:2015..2020 (doi:10.5555/a OU «plaie connectée») NOT auteur:Roux[au]", "COVID-19 titre:(a b)") with { InShort = 150 },
        Texts("review-journal", ReadReview, Journal) with { InShort = 200 },
    ];

    private static ParserContract Texts(string name, Action<byte[]> read, params string[] samples) =>
        new(name, [.. samples.Select(Encoding.UTF8.GetBytes)], read);

    private static void ReadReferences(byte[] content) => Sound(Import(content), content);

    private static CitationImport Import(byte[] content) => CitationFile.Read(new MemoryStream(content, writable: false), "essai.txt");

    private static void Sound(CitationImport import, byte[] content)
    {
        var ordinal = 0;
        foreach (var citation in import.Citations)
        {
            ContractBrokenException.Unless(
                citation.Source.Ordinal > ordinal, $"Ordinals go up: {citation.Source.Ordinal} after {ordinal}.");
            ordinal = citation.Source.Ordinal;
            ContractBrokenException.Unless(citation.Source.Line > 0, $"A record has a line: {citation.Source.Line}.");
            ContractBrokenException.Unless(
                !string.IsNullOrWhiteSpace(citation.Source.Raw), $"A record has its source, whole: record {ordinal} has none.");
            ContractBrokenException.Unless(citation.Year is null or (> 0 and < 10_000), $"A year has four figures: {citation.Year}.");
        }

        foreach (var problem in import.Problems)
            ContractBrokenException.Unless(problem is { Line: > 0, Reason.Length: > 0 }, $"A problem has its line and reason: {problem}.");
        if (import.Format is RisReader.Name or MedlineReader.Name && TextOf(content) is { } text)
            NothingIsLost(import, text);
    }

    // In the formats of tagged lines, each line belongs to a record or is told of.
    private static void NothingIsLost(CitationImport import, string text)
    {
        if (import.Problems.Count >= 10_000)
            return;
        var kept = string.Join('\n', import.Citations.Select(citation => citation.Source.Raw).Concat(import.Problems.Select(problem => problem.Raw)));
        foreach (var line in text.Split('\n', '\r'))
        {
            var words = line.Trim('\uFEFF', ' ', '\t', '\0');
            var isMark = words.Length < 8 || words.StartsWith("ER ", StringComparison.Ordinal) || words.Contains("of ", StringComparison.Ordinal)
                || words.Contains(':', StringComparison.Ordinal) && !words.Contains('-', StringComparison.Ordinal);
            ContractBrokenException.Unless(
                isMark || kept.Contains(words, StringComparison.Ordinal), $"A line of a tagged file is kept or told of: « {words} » is neither.");
        }
    }

    private static string? TextOf(byte[] content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // What is exported is read back as it was, whatever strange things an import brought in; its length chooses the format.
    private static void ReadWriteAndReadAgain(byte[] content)
    {
        var read = Import(content).Citations;
        if (read.Count == 0)
            return;
        var formats = Enum.GetValues<CitationFileFormat>();
        var format = formats[content.Length % formats.Length];
        using var file = new MemoryStream();
        CitationExport.Write(read, format, file);
        file.Position = 0;
        var again = CitationFile.Read(file, "essai.txt").Citations;
        ContractBrokenException.Unless(again.Count == read.Count, $"As many references are read back as were written in {format}: {again.Count} of {read.Count}.");
        foreach (var (one, other) in read.Zip(again))
        {
            ContractBrokenException.Unless(
                CarriedFields.AreEqual(one, other),
                $"A reference is read back as it was written in {format}: {CarriedFields.Describe(one)} became {CarriedFields.Describe(other)}.");
        }
    }

    private static void ReadEquation(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        if (SearchQuery.TryRead(text, out var query, out var fault))
        {
            Find(query);
        }
        else
        {
            ContractBrokenException.Unless(
                fault.Position >= 0 && fault.Position <= text.Length + 1 && fault.Message.Length > 0, $"A fault has its place: {fault}.");
        }

        if (text.Trim().Length is > 0 and <= SearchQuery.LongestText)
            Find(SearchQuery.Question(text));
    }

    private static void Find(SearchQuery query)
    {
        try
        {
            var page = Index.Value.Find(new SearchRequest(query) { WithFacets = true });
            ContractBrokenException.Unless(page.Hits.Count <= 2, $"No more records are found than there are: {page.Hits.Count}.");
        }
        catch (SearchFaultException e)
        {
            ContractBrokenException.Unless(e.Fault.Message.Length > 0, "A fault is explained: it is not.");
        }
    }

    // Each line is an event; the file around them is sound, so that only they can be at fault.
    private static void ReadReview(byte[] content)
    {
        var payloads = Encoding.UTF8.GetString(content).Split('\n', '\r').Where(line => line.Length > 0).ToList();
        var command = new Guid(SHA256.HashData(content).AsSpan(0, 16)).ToString();
        var (head, journal) = (Stored.NoHash, new StringBuilder());
        foreach (var (place, payload) in payloads.Index())
        {
            var previous = head;
            head = Stored.Hash(previous, place + 1, At, "anne", command, payload);
            journal.Append(Stored.Json(new ArchivedEvent(place + 1, At, "anne", command, "x", payload, previous, head))).Append('\n');
        }

        var imports = payloads.Count(payload => payload.Contains("records-imported", StringComparison.Ordinal));
        var references = string.Concat(Enumerable.Range(1, imports).Select(number => Stored.Json(new
        {
            number,
            citation = Stored.Citation(new Citation { Title = "Une", Source = new SourceRecord("a.ris", "RIS", null, number, 1, "TI  - Une") }),
        }) + "\n"));
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "journal.jsonl", journal.ToString());
            Add(zip, "references.jsonl", references);
            Add(zip, "anomalies.jsonl", "");
            Add(zip, "revue.json", Stored.Json(new
            {
                format = "hastoolkit-revue",
                formatVersion = 1,
                review = "R-2026-0001",
                title = "Télésurveillance",
                events = payloads.Count,
                head,
                journal = DigestOf(journal.ToString()),
                references = DigestOf(references),
                problems = DigestOf(""),
                program = "essai",
            }));
        }

        file.Position = 0;
        var id = Services.Value.Archive.ReadAsync(file).GetAwaiter().GetResult();
        var review = Services.Value.Queries.ReviewAsync(id).GetAwaiter().GetResult()!;
        ContractBrokenException.Unless(review.Version == payloads.Count, $"A review that is taken has all its events: {review.Version} of {payloads.Count}.");
        foreach (var record in review.Records)
            _ = review.Standing(record);

        static void Add(ZipArchive zip, string name, string text)
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
