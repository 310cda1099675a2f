using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evaluation.Workflows.Archives;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>What an archive holds, once every byte of it has been checked.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Product">Its product.</param>
/// <param name="Applicant">Its applicant.</param>
/// <param name="Procedure">The procedure it follows.</param>
/// <param name="ProcedureVersion">In which version.</param>
/// <param name="Events">How many events.</param>
/// <param name="Head">The hash of the last one.</param>
/// <param name="CaseworkEvents">How many events of the work around it: experts, contributions, tasks.</param>
/// <param name="Files">How many files.</param>
public sealed record ArchiveContent(
    DossierId Dossier, string Product, string Applicant, string Procedure, int ProcedureVersion, long Events, string Head,
    long CaseworkEvents, int Files);

/// <summary>What an import did.</summary>
/// <param name="Content">What the archive holds.</param>
/// <param name="WasThere">True when the same dossier was here already: nothing was added.</param>
public sealed record ImportResult(ArchiveContent Content, bool WasThere);

/// <summary>A whole dossier as one file: its events byte for byte, its files under their hash, the versions of its procedure.</summary>
/// <remarks>
/// A ZIP that every tool opens: « evenements.jsonl » as <see cref="LedgerAudit.ExportAsync"/> writes it and « commandes.jsonl »,
/// « travail.jsonl » and « commandes-travail.jsonl » for the work around the dossier (experts, contributions, tasks), « pieces/ »,
/// « dossier.json » which names every file with its SHA-256, and « dossier.json.sha256 » which seals it. The same dossier gives the
/// same bytes on every machine.
/// </remarks>
public sealed class DossierArchive(LedgerDatabase database, ProcedureLibrary procedures, PartStore parts, TimeProvider clock)
{
    private const string Format = "hastoolkit-dossier";
    private const int FormatVersion = 1;
    private const string ManifestName = "dossier.json";
    private const string SealName = "dossier.json.sha256";
    private const string EventsName = "evenements.jsonl";
    private const string CommandsName = "commandes.jsonl";
    private const string CaseworkName = "travail.jsonl";
    private const string CaseworkCommandsName = "commandes-travail.jsonl";
    private const string PartsFolder = "pieces/";
    private const int LargestPart = 4_000;
    private const long LargestText = 200_000_000;
    private const string Advice = "Exportez de nouveau le dossier, puis reprenez ce fichier-là.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions Readable = new(Json) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes a dossier.</summary>
    /// <param name="id">The dossier.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>What was written; null when there is no such dossier.</returns>
    /// <exception cref="InvalidDataException">A file is missing or altered, or a chain is broken; the message says so in French.</exception>
    public async Task<ArchiveContent?> WriteAsync(DossierId id, Stream output, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var events = await DossierQueries.EventsAsync(db, id.Value, cancellationToken);
        if (events.Count == 0 || await db.Dossiers.AsNoTracking().AllAsync(row => row.Id != id.Value, cancellationToken))
            return null;
        if (HashChain.FirstFault(id.Value, events) is { } fault)
            throw new InvalidDataException($"Le journal de {id} est rompu à l’événement {fault.Sequence} : {fault.Problem}. Rétablissez la sauvegarde.");
        var around = Move.CaseworkOf(id);
        var casework = await DossierQueries.EventsAsync(db, around, cancellationToken);
        if (HashChain.FirstFault(around, casework) is { } gap)
            throw new InvalidDataException($"Le journal de {around} est rompu à l’événement {gap.Sequence} : {gap.Problem}. Rétablissez la sauvegarde.");
        var contents = new List<(string Name, Func<Stream> Open)>
        {
            Text(EventsName, string.Concat(events.Select(recorded => LedgerAudit.Line(recorded) + "\n"))),
            Text(CommandsName, await CommandsAsync(db, id.Value, events.Count, cancellationToken)),
            Text(CaseworkName, string.Concat(casework.Select(recorded => LedgerAudit.Line(recorded) + "\n"))),
            Text(CaseworkCommandsName, await CommandsAsync(db, around, casework.Count, cancellationToken)),
        };
        foreach (var sha256 in FilesOf(events, casework))
        {
            if (!await parts.IsIntactAsync(sha256, cancellationToken))
                throw new InvalidDataException($"Le fichier d’empreinte {sha256} manque ou a changé. Rétablissez-le depuis la sauvegarde.");
            contents.Add((PartsFolder + sha256, () => parts.Open(sha256)));
        }

        var files = new List<ArchivedFile>();
        foreach (var (name, open) in contents)
        {
            await using var content = open();
            files.Add(new ArchivedFile(
                name, content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken))));
        }

        var dossier = Fold(id, events);
        var manifest = new Manifest(
            Format, FormatVersion, id.Value, dossier.Opening.Product, dossier.Opening.Applicant, dossier.Opening.Procedure,
            [.. VersionsOf(dossier, events).Select(version => new ArchivedProcedure(version, procedures.Get(dossier.Opening.Procedure, version).Sha256))],
            events.Count, events[^1].Hash, casework.Count, HeadOf(casework), files);
        var text = JsonSerializer.Serialize(manifest, Readable) + "\n";
        await StoredZip.WriteAsync(
            output, [Text(ManifestName, text), Text(SealName, Seal(Encoding.UTF8.GetBytes(text))), .. contents], cancellationToken);
        return ContentOf(dossier, events, casework, files.Count(file => file.Name.StartsWith(PartsFolder, StringComparison.Ordinal)));
    }

    /// <summary>Checks every byte of an archive; nothing is saved.</summary>
    /// <param name="input">The file; it must be able to seek.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="InvalidDataException">Something does not hold; the message names the first fault, in French.</exception>
    public async Task<ArchiveContent> VerifyAsync(Stream input, CancellationToken cancellationToken = default) =>
        (await ReadAsync(input, cancellationToken)).Content;

    /// <summary>Takes a dossier in that was exported elsewhere: its events stay as they are, byte for byte.</summary>
    /// <param name="input">The file; it must be able to seek.</param>
    /// <param name="by">Who takes it in: a person of the evaluation service, who is not deported from it.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    /// <returns>What it held; or why it is refused.</returns>
    /// <exception cref="InvalidDataException">Something in the file does not hold; nothing is saved.</exception>
    public async Task<(ImportResult? Result, Refusal? Refusal)> ImportAsync(
        Stream input, Signature by, CancellationToken cancellationToken = default)
    {
        var archive = await ReadAsync(input, cancellationToken);
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        var id = archive.Dossier.Id;
        var row = await db.People.AsNoTracking().FirstOrDefaultAsync(person => person.Id == by.Person.Value, cancellationToken);
        if (row is null)
            return (null, new PersonUnknown(by.Person));
        var person = Projections.PersonOf(row);
        if (!person.Roles.Contains(by.Role))
            return (null, new RoleIsNotHeld(person.Name, by.Role, person.Roles));
        if (by.Role != Role.EvaluationService)
            return (null, new RoleMayNot(by.Role, "Importer un dossier", [Role.EvaluationService]));
        if (archive.Dossier.IsDeported(by.Person))
            return (null, new PersonIsDeported(person.Name, id.Value));
        var here = await DossierQueries.EventsAsync(db, id.Value, cancellationToken);
        if (here.Count > 0)
        {
            var around = await DossierQueries.EventsAsync(db, Move.CaseworkOf(id), cancellationToken);
            return here.SequenceEqual(archive.Events) && around.SequenceEqual(archive.Casework)
                ? (new ImportResult(archive.Content, WasThere: true), null)
                : (null, here.SequenceEqual(archive.Events)
                    ? AlreadyHere(id, "les événements qui l’entourent (experts, contributions, tâches) ne sont pas", around, archive.Casework)
                    : AlreadyHere(id, "ses événements ne sont pas", here, archive.Events));
        }

        // Files bear their hash: those of an import that fails further on are no fault.
        var received = archive.Dossier.Parts.Select(part => (part.Sha256, part.FileName))
            .Concat(JoinedTo(archive.Casework).Select(file => (file.Sha256, file.FileName)));
        foreach (var (sha256, fileName) in received.DistinctBy(file => file.Sha256))
            await SavePartAsync(input, archive.Entries[PartsFolder + sha256], fileName, cancellationToken);

        await SaveAsync(db, archive, cancellationToken);
        await SaveCommandsAsync(db, id.Value, archive.Commands, cancellationToken);
        await SaveCommandsAsync(db, Move.CaseworkOf(id), archive.CaseworkCommands, cancellationToken);
        var now = EventJson.WriteInstant(clock.GetUtcNow());
        var move = new Move(db, person, by, now);
        await AdvanceCounterAsync(move, id, cancellationToken);
        var directory = await move.StreamAsync(Desk.DirectoryStream, "directory", cancellationToken)
            ?? throw new InvalidOperationException("A directory that knows the person has a stream.");
        move.Append(directory, EventJson.Write(new DossierImported(id, archive.Content.Events, archive.Content.Head)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (new ImportResult(archive.Content, WasThere: false), null);
    }

    private async Task SaveAsync(LedgerContext db, Archive archive, CancellationToken cancellationToken)
    {
        var (dossier, events) = (archive.Dossier, archive.Events);
        var procedure = procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion);
        db.Streams.Add(new StreamRow { Id = dossier.Id.Value, Kind = "dossier", Version = events.Count, Head = events[^1].Hash });
        db.Events.AddRange(events.Select(Projections.RowOf));
        Projections.Write(
            db, before: null, dossier, (procedure, procedure), FrenchCalendar.DayInParis(clock.GetUtcNow()), events[^1].At);
        if (archive.Casework.Count == 0)
            return;
        var around = Move.CaseworkOf(dossier.Id);
        db.Streams.Add(new StreamRow { Id = around, Kind = Move.Casework, Version = archive.Casework.Count, Head = archive.Casework[^1].Hash });
        var rows = archive.Casework.Select(Projections.RowOf).ToList();
        db.Events.AddRange(rows);
        await Projections.WriteAsync(db, Projections.Fold(dossier.Id, rows), cancellationToken);
    }

    private static async Task SaveCommandsAsync(
        LedgerContext db, string stream, IReadOnlyList<ArchivedCommand> commands, CancellationToken cancellationToken)
    {
        var ids = commands.Select(command => command.Id).ToList();
        var known = await db.Commands.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken);
        db.Commands.AddRange(commands.Where(command => !known.Contains(command.Id)).Select(command => new CommandRow
        {
            Id = command.Id,
            Stream = stream,
            Sequence = command.Sequence,
            Fingerprint = command.Fingerprint,
        }));
    }

    // The next dossier opened here must not be given the number of one that came from elsewhere.
    private static async Task AdvanceCounterAsync(Move move, DossierId id, CancellationToken cancellationToken)
    {
        var dash = id.Value.LastIndexOf('-');
        if (dash < 1 || !long.TryParse(id.Value.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture, out var number))
            return;
        var series = id.Value[..dash];
        var next = await move.NextAsync(series, cancellationToken);
        var counter = move.Db.Counters.Local.Single(row => row.Name == series);
        counter.Value = Math.Max(number, next - 1);
    }

    private async Task SavePartAsync(Stream input, StoredEntry entry, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new Window(input, entry);
            await parts.SaveAsync(content, fileName, LargestPart, cancellationToken);
        }
        catch (PartRefusedException e)
        {
            throw new InvalidDataException($"La pièce « {entry.Name} » n’est pas admise ici : {e.Message}", e);
        }
    }

    private sealed record Archive(
        Dossier Dossier, IReadOnlyList<RecordedEvent> Events, IReadOnlyList<ArchivedCommand> Commands,
        IReadOnlyList<RecordedEvent> Casework, IReadOnlyList<ArchivedCommand> CaseworkCommands,
        IReadOnlyDictionary<string, StoredEntry> Entries, ArchiveContent Content);

    private async Task<Archive> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        var listed = await StoredZip.ReadAsync(input, cancellationToken);
        if (listed.DistinctBy(entry => entry.Name).Count() != listed.Count)
            throw Fault("Un nom figure deux fois dans l’archive.");
        var entries = listed.ToDictionary(entry => entry.Name);
        var manifest = await ManifestAsync(input, entries, cancellationToken);
        var expected = new[] { ManifestName, SealName }.Concat(manifest.Files.Select(file => file.Name)).ToList();
        if (listed.FirstOrDefault(entry => !expected.Contains(entry.Name)) is { } stranger)
            throw Fault($"« {stranger.Name} » n’est pas au manifeste.");
        if (expected.FirstOrDefault(name => !entries.ContainsKey(name)) is { } gone)
            throw Fault($"« {gone} » manque.");
        foreach (var file in manifest.Files)
            await CheckAsync(input, entries[file.Name], file.Sha256, cancellationToken);

        var id = new DossierId(manifest.Dossier);
        var events = Events(await TextAsync(input, entries, EventsName, cancellationToken));
        if (HashChain.FirstFault(id.Value, events, manifest.Events, manifest.Head) is { } fault)
            throw Fault($"Le journal est rompu à l’événement {fault.Sequence} : {fault.Problem}.");
        if (events.Count == 0)
            throw Fault("Le journal est vide.");
        var dossier = Fold(id, events);
        CheckProcedures(manifest, dossier, events);
        var casework = Events(await TextAsync(input, entries, CaseworkName, cancellationToken));
        if (HashChain.FirstFault(Move.CaseworkOf(id), casework, manifest.CaseworkEvents, manifest.CaseworkHead) is { } gap)
            throw Fault($"Le journal de ce qui entoure le dossier est rompu à l’événement {gap.Sequence} : {gap.Problem}.");
        var pieces = FilesOf(events, casework).Select(sha256 => PartsFolder + sha256).ToList();
        if (pieces.FirstOrDefault(name => !entries.ContainsKey(name)) is { } missing)
            throw Fault($"La pièce « {missing} » manque : le journal la cite.");
        if (listed.FirstOrDefault(entry => entry.Name.StartsWith(PartsFolder, StringComparison.Ordinal) && !pieces.Contains(entry.Name)) is { } extra)
            throw Fault($"La pièce « {extra.Name} » est de trop : le journal ne la cite pas.");
        var content = ContentOf(dossier, events, casework, pieces.Count);
        if ((manifest.Product, manifest.Applicant, manifest.Procedure) != (content.Product, content.Applicant, content.Procedure))
            throw Fault("Le manifeste ne décrit pas le dossier du journal.");
        return new Archive(
            dossier, events, Commands(CommandsName, await TextAsync(input, entries, CommandsName, cancellationToken), events), casework,
            Commands(CaseworkCommandsName, await TextAsync(input, entries, CaseworkCommandsName, cancellationToken), casework), entries, content);
    }

    private static async Task<Manifest> ManifestAsync(
        Stream input, Dictionary<string, StoredEntry> entries, CancellationToken cancellationToken)
    {
        var text = await TextAsync(input, entries, ManifestName, cancellationToken);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (await TextAsync(input, entries, SealName, cancellationToken) != Seal(bytes))
            throw Fault($"« {ManifestName} » ou son sceau « {SealName} » a changé.");
        foreach (var name in new[] { ManifestName, SealName })
            await CheckAsync(input, entries[name], null, cancellationToken);
        Manifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<Manifest>(bytes, Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"« {ManifestName} » ne se lit pas. {Advice}", e);
        }

        if (manifest?.Format != Format)
            throw Fault("Ce fichier n’est pas un dossier exporté.");
        return manifest.FormatVersion == FormatVersion
            ? manifest
            : throw new InvalidDataException(
                $"Le fichier est au format {manifest.FormatVersion} ; ce programme lit le format {FormatVersion}. Installez une version plus récente.");
    }

    // The law that the dossier followed must be here, to the letter: another text of the same number would move its dates.
    private void CheckProcedures(Manifest manifest, Dossier dossier, IReadOnlyList<RecordedEvent> events)
    {
        foreach (var version in VersionsOf(dossier, events))
        {
            var expected = manifest.Procedures.FirstOrDefault(one => one.Version == version)?.Sha256;
            var here = procedures.Find(dossier.Opening.Procedure, version)?.Sha256;
            if (here is null || here != expected)
            {
                throw new InvalidDataException(
                    $"Le dossier suit la version {version} de la procédure « {dossier.Opening.Procedure} » (empreinte {expected?[..12] ?? "absente"}…) ; "
                    + (here is null ? "elle n’est pas installée ici. " : $"celle qui est installée ici diffère (empreinte {here[..12]}…). ")
                    + "Installez le même fichier de procédure, puis recommencez.");
            }
        }
    }

    private static List<RecordedEvent> Events(string text)
    {
        var events = new List<RecordedEvent>();
        foreach (var (index, line) in Lines(text).Index())
        {
            try
            {
                var recorded = JsonSerializer.Deserialize<RecordedEvent>(line, Json)!;
                // What is kept must be what was written: not one more space, not one more value.
                if (LedgerAudit.Line(recorded) != line)
                    throw Fault($"L’événement de la ligne {index + 1} n’est pas écrit comme le journal l’écrit.");
                events.Add(recorded);
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"L’événement de la ligne {index + 1} ne se lit pas. {Advice}", e);
            }
        }

        return events;
    }

    private static List<ArchivedCommand> Commands(string name, string text, IReadOnlyList<RecordedEvent> events)
    {
        var known = events.Select(recorded => recorded.Command.ToString("D")).ToHashSet();
        try
        {
            var commands = Lines(text).Select(line => JsonSerializer.Deserialize<ArchivedCommand>(line, Json)!).ToList();
            return commands.FirstOrDefault(command => !known.Contains(command.Id)) is { } stranger
                ? throw Fault($"La commande {stranger.Id} n’a aucun événement.")
                : commands;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"« {name} » ne se lit pas. {Advice}", e);
        }
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Dossier Fold(DossierId id, IEnumerable<RecordedEvent> events)
    {
        try
        {
            return Dossier.Fold(id, events.Select(recorded => recorded.ToDossierEvent()))!;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"Le journal ne se rejoue pas : {e.Message} {Advice}", e);
        }
    }

    private static async Task CheckAsync(Stream input, StoredEntry entry, string? sha256, CancellationToken cancellationToken)
    {
        using var window = new Window(input, entry);
        if (sha256 is not null && Convert.ToHexStringLower(await SHA256.HashDataAsync(window, cancellationToken)) != sha256)
            throw Fault($"« {entry.Name} » a changé : son empreinte n’est plus celle du manifeste.");
        window.Position = 0;
        if ((await StoredZip.ChecksumAsync(window, cancellationToken)).Crc != entry.Crc)
            throw Fault($"La somme de contrôle de « {entry.Name} » a changé.");
    }

    private static async Task<string> TextAsync(
        Stream input, IReadOnlyDictionary<string, StoredEntry> entries, string name, CancellationToken cancellationToken)
    {
        if (!entries.TryGetValue(name, out var entry))
            throw Fault($"« {name} » manque : ce n’est pas un dossier exporté, ou il n’est pas entier.");
        if (entry.Length > LargestText)
            throw Fault($"« {name} » dépasse {LargestText / 1_000_000} Mo.");
        using var content = new MemoryStream();
        using var window = new Window(input, entry);
        await window.CopyToAsync(content, cancellationToken);
        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }

    private static (string Name, Func<Stream> Open) Text(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return (name, () => new MemoryStream(bytes, writable: false));
    }

    private static string Seal(byte[] manifest) => $"{Convert.ToHexStringLower(SHA256.HashData(manifest))}  {ManifestName}\n";

    private static async Task<string> CommandsAsync(LedgerContext db, string stream, int events, CancellationToken cancellationToken)
    {
        var rows = await db.Commands.AsNoTracking().Where(row => row.Stream == stream).ToListAsync(cancellationToken);
        return string.Concat(rows.Where(row => row.Sequence <= events).OrderBy(row => row.Sequence).ThenBy(row => row.Id, StringComparer.Ordinal)
            .Select(row => JsonSerializer.Serialize(new ArchivedCommand(row.Id, row.Sequence, row.Fingerprint), Json) + "\n"));
    }

    private static List<string> FilesOf(IEnumerable<RecordedEvent> events, IEnumerable<RecordedEvent> casework) =>
    [
        .. events.Select(recorded => EventJson.ReadDossierEvent(recorded.Payload)).OfType<PartReceived>().Select(received => received.Sha256)
            .Concat(JoinedTo(casework).Select(file => file.Sha256)).Distinct().Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<JoinedFile> JoinedTo(IEnumerable<RecordedEvent> casework) =>
        casework.Select(recorded => EventJson.ReadCaseworkEvent(recorded.Payload)).Select(e => e switch
        {
            ExpertAnswered answered => answered.File,
            ContributionReceived contributed => contributed.File,
            _ => null,
        }).OfType<JoinedFile>();

    private static string HeadOf(IReadOnlyList<RecordedEvent> events) => events.Count > 0 ? events[^1].Hash : RecordedEvent.FirstPreviousHash;

    private static RequestIsInvalid AlreadyHere(
        DossierId id, string what, IReadOnlyList<RecordedEvent> here, IReadOnlyList<RecordedEvent> there) => new(
        [$"Un dossier {id} est déjà ici, et {what} ceux de l’archive (ici {here.Count}, là {there.Count} ; premier qui diffère : "
            + $"n° {FirstDifference(here, there)}). Rien n’est remplacé."]);

    private static IEnumerable<int> VersionsOf(Dossier dossier, IEnumerable<RecordedEvent> events) =>
        events.Select(recorded => EventJson.ReadDossierEvent(recorded.Payload)).OfType<LawMoved>().Select(moved => moved.ToVersion)
            .Prepend(dossier.Opening.ProcedureVersion).Distinct().Order();

    private static ArchiveContent ContentOf(
        Dossier dossier, IReadOnlyList<RecordedEvent> events, IReadOnlyList<RecordedEvent> casework, int files) => new(
        dossier.Id, dossier.Opening.Product, dossier.Opening.Applicant, dossier.Opening.Procedure, dossier.ProcedureVersion,
        events.Count, events[^1].Hash, casework.Count, files);

    private static int FirstDifference(IReadOnlyList<RecordedEvent> here, IReadOnlyList<RecordedEvent> there) =>
        here.Zip(there).TakeWhile(pair => pair.First == pair.Second).Count() + 1;

    private static InvalidDataException Fault(string problem) => new($"{problem} {Advice}");

    private sealed record Manifest(
        string Format, int FormatVersion, string Dossier, string Product, string Applicant, string Procedure,
        IReadOnlyList<ArchivedProcedure> Procedures, long Events, string Head, long CaseworkEvents, string CaseworkHead,
        IReadOnlyList<ArchivedFile> Files);

    private sealed record ArchivedProcedure(int Version, string Sha256);

    private sealed record ArchivedFile(string Name, long Size, string Sha256);

    private sealed record ArchivedCommand(string Id, long Sequence, string Fingerprint);

    /// <summary>One entry of the file, read where it lies.</summary>
    private sealed class Window(Stream inner, StoredEntry entry) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => entry.Length;

        public override long Position
        {
            get => _at;
            set => _at = value;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            inner.Position = entry.Offset + _at;
            var read = inner.Read(buffer, offset, (int)Math.Min(count, entry.Length - _at));
            _at += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
