using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evaluation.Workflows.Archives;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Procedures;
using Microsoft.EntityFrameworkCore;
using static Evaluation.Workflows.Archives.ArchiveFormat;

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
    private const int LargestPart = 4_000;

    private readonly ArchiveReader _reader = new(procedures);

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
        var around = CaseFile.ChainOf(id);
        var casework = await DossierQueries.EventsAsync(db, around, cancellationToken);
        if (HashChain.FirstFault(around, casework) is { } gap)
            throw new InvalidDataException($"Le journal de {around} est rompu à l’événement {gap.Sequence} : {gap.Problem}. Rétablissez la sauvegarde.");
        var contents = new List<(string Name, Func<Stream> Open)>
        {
            Text(EventsName, string.Concat(events.Select(recorded => JournalLine.Write(recorded) + "\n"))),
            Text(CommandsName, await CommandsAsync(db, id, events, cancellationToken)),
            Text(CaseworkName, string.Concat(casework.Select(recorded => JournalLine.Write(recorded) + "\n"))),
            Text(CaseworkCommandsName, await CommandsAsync(db, id, casework, cancellationToken)),
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
        var manifest = new ArchiveManifest(
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
        ContentOf(await _reader.ReadAsync(input, cancellationToken));

    /// <summary>Takes a dossier in that was exported elsewhere: its events stay as they are, byte for byte.</summary>
    /// <param name="input">The file; it must be able to seek.</param>
    /// <param name="by">Who takes it in: a person of the evaluation service, who is not deported from it.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    /// <returns>What it held; or why it is refused.</returns>
    /// <exception cref="InvalidDataException">Something in the file does not hold; nothing is saved.</exception>
    public async Task<(ImportResult? Result, Refusal? Refusal)> ImportAsync(
        Stream input, Signature by, CancellationToken cancellationToken = default)
    {
        var archive = await _reader.ReadAsync(input, cancellationToken);
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
            var around = await DossierQueries.EventsAsync(db, CaseFile.ChainOf(id), cancellationToken);
            return here.SequenceEqual(archive.Events) && around.SequenceEqual(archive.Casework)
                ? (new ImportResult(ContentOf(archive), WasThere: true), null)
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
        await SaveCommandsAsync(db, id, [.. archive.Commands, .. archive.CaseworkCommands], cancellationToken);
        var now = EventJson.WriteInstant(clock.GetUtcNow());
        var move = new Move(db, person, by, now);
        await AdvanceCounterAsync(move, id, cancellationToken);
        var directory = await move.StreamAsync(Desk.DirectoryStream, "directory", cancellationToken)
            ?? throw new InvalidOperationException("A directory that knows the person has a stream.");
        move.Append(directory, EventJson.Write(new DossierImported(id, archive.Events.Count, archive.Events[^1].Hash)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (new ImportResult(ContentOf(archive), WasThere: false), null);
    }

    private async Task SaveAsync(LedgerContext db, OpenedArchive archive, CancellationToken cancellationToken)
    {
        var (dossier, events) = (archive.Dossier, archive.Events);
        var procedure = procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion);
        db.Streams.Add(new StreamRow { Id = dossier.Id.Value, Kind = "dossier", Version = events.Count, Head = events[^1].Hash });
        db.Events.AddRange(events.Select(Projections.RowOf));
        Projections.Write(
            db, before: null, dossier, (procedure, procedure), FrenchCalendar.DayInParis(clock.GetUtcNow()), events[^1].At);
        if (archive.Casework.Count == 0)
            return;
        var around = CaseFile.ChainOf(dossier.Id);
        db.Streams.Add(new StreamRow { Id = around, Kind = Move.Casework, Version = archive.Casework.Count, Head = archive.Casework[^1].Hash });
        var rows = archive.Casework.Select(Projections.RowOf).ToList();
        db.Events.AddRange(rows);
        await Projections.WriteAsync(db, Projections.Fold(dossier.Id, rows), cancellationToken);
    }

    private static async Task SaveCommandsAsync(
        LedgerContext db, DossierId id, IReadOnlyList<ArchivedCommand> commands, CancellationToken cancellationToken)
    {
        var ids = commands.Select(command => command.Id).ToList();
        var known = await db.Commands.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken);
        db.Commands.AddRange(commands.Where(command => !known.Contains(command.Id)).Select(command => new CommandRow
        {
            Id = command.Id,
            Stream = id.Value,
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
            using var content = new EntryWindow(input, entry);
            await parts.SaveAsync(content, fileName, LargestPart, cancellationToken);
        }
        catch (PartRefusedException e)
        {
            throw new InvalidDataException($"La pièce « {entry.Name} » n’est pas admise ici : {e.Message}", e);
        }
    }

    private static (string Name, Func<Stream> Open) Text(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return (name, () => new MemoryStream(bytes, writable: false));
    }

    // The receipt of a command bears the dossier, also when its events went into the chain beside it.
    private static async Task<string> CommandsAsync(
        LedgerContext db, DossierId id, IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        var written = events.Select(recorded => recorded.Command.ToString("D")).ToHashSet();
        var rows = await db.Commands.AsNoTracking().Where(row => row.Stream == id.Value).ToListAsync(cancellationToken);
        return string.Concat(rows.Where(row => written.Contains(row.Id)).OrderBy(row => row.Sequence).ThenBy(row => row.Id, StringComparer.Ordinal)
            .Select(row => JsonSerializer.Serialize(new ArchivedCommand(row.Id, row.Sequence, row.Fingerprint), OneLine) + "\n"));
    }

    private static RequestIsInvalid AlreadyHere(
        DossierId id, string what, IReadOnlyList<RecordedEvent> here, IReadOnlyList<RecordedEvent> there) => new(
        [$"Un dossier {id} est déjà ici, et {what} ceux de l’archive (ici {here.Count}, là {there.Count} ; premier qui diffère : "
            + $"n° {FirstDifference(here, there)}). Rien n’est remplacé."]);

    private static ArchiveContent ContentOf(OpenedArchive archive) =>
        ContentOf(archive.Dossier, archive.Events, archive.Casework, archive.Files);

    private static ArchiveContent ContentOf(
        Dossier dossier, IReadOnlyList<RecordedEvent> events, IReadOnlyList<RecordedEvent> casework, int files) => new(
        dossier.Id, dossier.Opening.Product, dossier.Opening.Applicant, dossier.Opening.Procedure, dossier.ProcedureVersion,
        events.Count, events[^1].Hash, casework.Count, files);

    private static int FirstDifference(IReadOnlyList<RecordedEvent> here, IReadOnlyList<RecordedEvent> there) =>
        here.Zip(there).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
}
