using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evaluation.Workflows.Archives;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Replay;
using HasToolkit.Tests.Fuzzing;
using static Evaluation.Workflows.Archives.ArchiveFormat;

namespace Evaluation.Workflows.Tests.Fuzzing;

/// <summary>What the readers of procedures, grids, cases and exported dossiers promise.</summary>
internal static class DossierParsers
{
    private const string Id = "LPPR-2026-0001";
    private const string At = "2026-01-05T09:00:00.000Z";

    private const string Opening = """
        {"type":"dossier-opened","procedure":"lppr-nom-de-marque","procedureVersion":1,"request":"inscription","product":"GLYCOGUIDE","applicant":"Médivia","description":"Un dispositif fictif.","isDigital":false,"usesAi":false,"isHistorical":false,"indications":[{"id":"adultes","title":"Diabète, adultes","population":"Adultes"}],"on":"2026-01-05"}
        """;

    private static readonly byte[] Part = "%PDF-1.4 une pièce"u8.ToArray();

    private static readonly Lazy<ProcedureLibrary> Procedures = new(() => ProcedureLibrary.Load());

    private static readonly ArchiveReader Reader = new(Procedures.Value);

    // What else a journal may hold; a blank line, then what happened around the dossier.
    private static readonly string Journal = string.Join('\n',
    [
        Opening,
        """{"type":"step-opened","step":"depot","occurrence":1,"on":"2026-01-05"}""",
        $$"""{"type":"part-received","part":"notice","fileName":"notice.pdf","sha256":"{{HashOf(Part)}}","size":19,"mediaType":"application/pdf","on":"2026-01-05"}""",
        """{"type":"step-finished","step":"depot","occurrence":1,"outcome":"depose","on":"2026-01-06","fields":{"a":"b"},"isAssumed":false,"ending":null,"decision":null}""",
        """{"type":"person-assigned","person":"claire-martin","role":"project-lead"}""",
        """{"type":"conflict-scope-named","companies":["Médivia"],"comparators":[]}""",
        """{"type":"note-added","text":"Une note « accentuée »."}""",
        """{"type":"placed-on-agenda","session":"S-2026-02-01","step":"examen","sessionDate":"2026-02-01"}""",
        """{"type":"taken-off-agenda","session":"S-2026-02-01","step":"examen"}""",
        """{"type":"opinion-drafted","version":1,"sections":[{"section":"contexte","text":"Un texte."}]}""",
        """{"type":"passage-redacted","passage":"Un","reason":"business-secrecy","note":"Secret."}""",
        """{"type":"law-moved","fromVersion":1,"toVersion":2,"mapping":{"depot":"depot"},"opens":["examen"],"reason":"Décret.","on":"2026-02-02"}""",
        "",
        """{"type":"contributions-called","on":"2026-01-07","closesOn":"2026-02-07"}""",
        $$"""{"type":"contribution-received","from":"une-association","association":"Une","text":"Nous.","file":{"fileName":"a.pdf","sha256":"{{HashOf(Part)}}","size":19,"mediaType":"application/pdf"},"on":"2026-01-08","isLate":false}""",
    ]);

    public static IReadOnlyList<ParserContract> All { get; } =
    [
        new("procedure", [Resource("procedures/forfait-innovation.1.json")], json => ProcedureReader.Read(Encoding.UTF8.GetString(json), "essai.json")) { InShort = 150 },
        new("grid", [Resource(FirstOf("grids/", not: "schema"))], json => GridReader.Read(Encoding.UTF8.GetString(json), "essai.json")) { InShort = 150 },
        new("real-case", [Resource(FirstOf("cases/", not: "schema"))], json => RealCase.Read(Encoding.UTF8.GetString(json), "essai.json")) { InShort = 150 },
        new(
            "self-check", [Encoding.UTF8.GetBytes(SelfCheckInput.Example("lppr-nom-de-marque", GridLibrary.Load()))],
            json => SelfCheckInput.Read(Encoding.UTF8.GetString(json))) { InShort = 300 },
        new("archive", [Archive(Encoding.UTF8.GetBytes(Opening))], ReadArchive),
        new("archive-journal", [Encoding.UTF8.GetBytes(Journal), Encoding.UTF8.GetBytes(Opening)], payloads => ReadArchive(Archive(payloads))) { InShort = 2_000 },
        new("archive-lines", [Encoding.UTF8.GetBytes(JournalLine.Write(Link(Opening, 1, RecordedEvent.FirstPreviousHash, Id)) + "\n")], ReadLines),
        TimestampParsers.Contract,
    ];

    private static string FirstOf(string folder, string not) => typeof(ProcedureLibrary).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && !name.Contains(not, StringComparison.Ordinal)).Order(StringComparer.Ordinal).First();

    private static byte[] Resource(string name) => Encoding.UTF8.GetBytes(ProcedureLibrary.Resource(name));

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void ReadArchive(byte[] file)
    {
        using var input = new MemoryStream(file, writable: false);
        var archive = Reader.ReadAsync(input, CancellationToken.None).GetAwaiter().GetResult();
        ContractBrokenException.Unless(
            HashChain.FirstFault(archive.Dossier.Id.Value, archive.Events) is null, "An archive that is taken has a whole chain: this one is broken.");
        foreach (var part in archive.Dossier.Parts)
        {
            var entry = archive.Entries[PartsFolder + part.Sha256];
            ContractBrokenException.Unless(
                HashOf(file[(int)entry.Offset..(int)(entry.Offset + entry.Length)]) == part.Sha256, $"A part is the one that the journal cites: {part.Sha256} is another.");
        }

        // What every page of a dossier asks of it.
        var opening = archive.Dossier.Opening;
        _ = Procedures.Value.Get(opening.Procedure, archive.Dossier.ProcedureVersion);
        ContractBrokenException.Unless(
            opening is { Product: not null, Applicant: not null, Description: not null, Request: not null, Indications: not null }
                && opening.Indications.All(indication => indication is { Id: not null, Title: not null, Population: not null }),
            "A dossier that is taken says what it is about: something is null.");
    }

    // Each line is an event; the archive around them is sound, so that only they can be at fault.
    private static byte[] Archive(byte[] payloads)
    {
        var parts = Encoding.UTF8.GetString(payloads).Replace("\r", "", StringComparison.Ordinal).Split("\n\n", 2);
        var events = Chain(parts[0], Id);
        var casework = Chain(parts.Length > 1 ? parts[1] : "", CaseFile.ChainOf(new DossierId(Id)));
        return Archive(Text(events), Text(casework), events.Count, HeadOf(events), casework.Count, HeadOf(casework), events.Count > 0 ? events[0].Payload : "", Cited(events, casework));
    }

    private static void ReadLines(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (head, payload) = ("", "");
        try
        {
            var last = JsonSerializer.Deserialize<RecordedEvent>(lines.LastOrDefault() ?? "", OneLine);
            (head, payload) = (last?.Hash ?? "", last?.Payload ?? "");
        }
        catch (JsonException)
        {
            // Then the head is none.
        }

        ReadArchive(Archive(text, "", lines.Length, head, 0, RecordedEvent.FirstPreviousHash, payload, []));
    }

    private static byte[] Archive(
        string events, string casework, long count, string head, long caseworkCount, string caseworkHead, string opening, IReadOnlyList<string> cited)
    {
        var said = OpeningOf(opening);
        var contents = new List<(string Name, byte[] Content)>
        {
            (EventsName, Encoding.UTF8.GetBytes(events)), (CommandsName, []), (CaseworkName, Encoding.UTF8.GetBytes(casework)), (CaseworkCommandsName, []),
        };
        contents.AddRange(cited.Select(sha256 => (PartsFolder + sha256, sha256 == HashOf(Part) ? Part : [1])));
        var manifest = new ArchiveManifest(
            Format, FormatVersion, Id, said?.Product ?? "", said?.Applicant ?? "", said?.Procedure ?? "",
            [.. Procedures.Value.All.Where(procedure => procedure.Id == said?.Procedure).Select(procedure => new ArchivedProcedure(procedure.Version, procedure.Sha256))],
            count, head, caseworkCount, caseworkHead, [.. contents.Select(file => new ArchivedFile(file.Name, file.Content.Length, HashOf(file.Content)))]);
        var text = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest, Readable) + "\n");
        using var file = new MemoryStream();
        StoredZip.WriteAsync(
            file,
            [
                .. new[] { (ManifestName, text), (SealName, Encoding.UTF8.GetBytes(Seal(text))) }.Concat(contents)
                    .Select(content => (content.Item1, (Func<Stream>)(() => new MemoryStream(content.Item2, writable: false)))),
            ]).GetAwaiter().GetResult();
        return file.ToArray();
    }

    private static List<RecordedEvent> Chain(string payloads, string stream)
    {
        var events = new List<RecordedEvent>();
        foreach (var payload in payloads.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            events.Add(Link(payload, events.Count + 1, HeadOf(events), stream));
        return events;
    }

    private static RecordedEvent Link(string payload, long sequence, string previous, string stream) =>
        RecordedEvent.Link(stream, sequence, new Guid((int)sequence, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), At, "claire-martin", "chef-de-projet", payload, previous);

    private static string Text(IEnumerable<RecordedEvent> events) => string.Concat(events.Select(recorded => JournalLine.Write(recorded) + "\n"));

    private static DossierOpened? OpeningOf(string payload) => Trying(() => EventJson.ReadDossierEvent(payload) as DossierOpened);

    private static IReadOnlyList<string> Cited(IReadOnlyList<RecordedEvent> events, IReadOnlyList<RecordedEvent> casework) =>
        [.. (Trying(() => FilesOf(events, casework)) ?? []).Where(sha256 => sha256 is { Length: > 0 and < 100 })];

    // What the archive says of itself follows its events where these can be read; the reader itself is not spared.
    private static T? Trying<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // Whatever happens here happens again in the reader, where it counts.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
