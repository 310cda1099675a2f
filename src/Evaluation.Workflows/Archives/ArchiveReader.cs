using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using static Evaluation.Workflows.Archives.ArchiveFormat;

namespace Evaluation.Workflows.Archives;

/// <summary>An archive of which every byte has been checked.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Events">Its events.</param>
/// <param name="Commands">The receipts of the commands they came from.</param>
/// <param name="Casework">The events of the work around it.</param>
/// <param name="CaseworkCommands">The receipts of theirs.</param>
/// <param name="Entries">Where each file lies.</param>
/// <param name="Files">How many files it holds beside its journals.</param>
internal sealed record OpenedArchive(
    Dossier Dossier, IReadOnlyList<RecordedEvent> Events, IReadOnlyList<ArchivedCommand> Commands,
    IReadOnlyList<RecordedEvent> Casework, IReadOnlyList<ArchivedCommand> CaseworkCommands,
    IReadOnlyDictionary<string, StoredEntry> Entries, int Files);

/// <summary>Reads the archive of a dossier, and trusts no byte of it.</summary>
internal sealed class ArchiveReader(ProcedureLibrary procedures)
{
    private const long LargestText = 200_000_000;

    /// <summary>Checks every byte of an archive.</summary>
    /// <exception cref="InvalidDataException">Something does not hold; the message names the first fault, in French.</exception>
    public async Task<OpenedArchive> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        var listed = await StoredZip.ReadAsync(input, cancellationToken);
        if (listed.DistinctBy(entry => entry.Name).Count() != listed.Count)
            throw Fault("Un nom figure deux fois dans l’archive.");
        var entries = listed.ToDictionary(entry => entry.Name);
        var manifest = await ManifestAsync(input, entries, cancellationToken);
        // Each file of the manifest is looked up in the list: there cannot be more of them.
        if (manifest.Files.Count > listed.Count)
            throw Fault("Le manifeste nomme des fichiers que l’archive n’a pas.");
        var expected = new[] { ManifestName, SealName }.Concat(manifest.Files.Select(file => file.Name)).ToList();
        if (listed.FirstOrDefault(entry => !expected.Contains(entry.Name)) is { } stranger)
            throw Fault($"« {stranger.Name} » n’est pas au manifeste.");
        if (expected.FirstOrDefault(name => !entries.ContainsKey(name)) is { } gone)
            throw Fault($"« {gone} » manque.");
        foreach (var file in manifest.Files)
            await CheckAsync(input, entries[file.Name], file.Sha256, cancellationToken);
        if (manifest.Files.FirstOrDefault(file => file.Name.StartsWith(PartsFolder, StringComparison.Ordinal) && file.Name != PartsFolder + file.Sha256)
            is { } other)
        {
            throw Fault($"La pièce « {other.Name} » n’est pas celle que son nom annonce : son empreinte est {other.Sha256}.");
        }

        var id = new DossierId(manifest.Dossier);
        var events = Events<DossierEvent>(await TextAsync(input, entries, EventsName, cancellationToken));
        if (HashChain.FirstFault(id.Value, events, manifest.Events, manifest.Head) is { } fault)
            throw Fault($"Le journal est rompu à l’événement {fault.Sequence} : {fault.Problem}.");
        if (events.Count == 0)
            throw Fault("Le journal est vide.");
        var dossier = Fold(id, events);
        CheckProcedures(manifest, dossier, events);
        var casework = Events<CaseworkEvent>(await TextAsync(input, entries, CaseworkName, cancellationToken));
        if (HashChain.FirstFault(CaseFile.ChainOf(id), casework, manifest.CaseworkEvents, manifest.CaseworkHead) is { } gap)
            throw Fault($"Le journal de ce qui entoure le dossier est rompu à l’événement {gap.Sequence} : {gap.Problem}.");
        var pieces = FilesOf(events, casework).Select(sha256 => PartsFolder + sha256).ToList();
        if (pieces.FirstOrDefault(name => !entries.ContainsKey(name)) is { } missing)
            throw Fault($"La pièce « {missing} » manque : le journal la cite.");
        if (listed.FirstOrDefault(entry => entry.Name.StartsWith(PartsFolder, StringComparison.Ordinal) && !pieces.Contains(entry.Name)) is { } extra)
            throw Fault($"La pièce « {extra.Name} » est de trop : le journal ne la cite pas.");
        var opening = dossier.Opening;
        if ((manifest.Product, manifest.Applicant, manifest.Procedure) != (opening.Product, opening.Applicant, opening.Procedure))
            throw Fault("Le manifeste ne décrit pas le dossier du journal.");
        return new OpenedArchive(
            dossier, events, Commands(CommandsName, await TextAsync(input, entries, CommandsName, cancellationToken), events), casework,
            Commands(CaseworkCommandsName, await TextAsync(input, entries, CaseworkCommandsName, cancellationToken), casework), entries, pieces.Count);
    }

    private static async Task<ArchiveManifest> ManifestAsync(
        Stream input, Dictionary<string, StoredEntry> entries, CancellationToken cancellationToken)
    {
        var text = await TextAsync(input, entries, ManifestName, cancellationToken);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (await TextAsync(input, entries, SealName, cancellationToken) != Seal(bytes))
            throw Fault($"« {ManifestName} » ou son sceau « {SealName} » a changé.");
        foreach (var name in new[] { ManifestName, SealName })
            await CheckAsync(input, entries[name], null, cancellationToken);
        ArchiveManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<ArchiveManifest>(bytes, OneLine);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"« {ManifestName} » ne se lit pas. {Advice}", e);
        }

        if (manifest?.Format != Format)
            throw Fault("Ce fichier n’est pas un dossier exporté.");
        if (manifest.Files is null || manifest.Procedures is null || manifest.Dossier is null || manifest.Files.Any(file => file?.Name is null))
            throw Fault($"« {ManifestName} » n’est pas entier.");
        return manifest.FormatVersion == FormatVersion
            ? manifest
            : throw new InvalidDataException(
                $"Le fichier est au format {manifest.FormatVersion} ; ce programme lit le format {FormatVersion}. Installez une version plus récente.");
    }

    // The law that the dossier followed must be here, to the letter: another text of the same number would move its dates.
    private void CheckProcedures(ArchiveManifest manifest, Dossier dossier, IReadOnlyList<RecordedEvent> events)
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

    private static List<RecordedEvent> Events<T>(string text)
    {
        var events = new List<RecordedEvent>();
        foreach (var (index, line) in Lines(text).Index())
        {
            try
            {
                var recorded = JsonSerializer.Deserialize<RecordedEvent>(line, OneLine) ?? throw new JsonException();
                // What is kept must be what was written: not one more space, not one more value.
                if (JournalLine.Write(recorded) != line)
                    throw Fault($"L’événement de la ligne {index + 1} n’est pas écrit comme le journal l’écrit.");
                EventJson.CheckForeign<T>(recorded.Payload);
                events.Add(recorded);
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"L’événement de la ligne {index + 1} ne se lit pas. {Advice}", e);
            }
            catch (InvalidDataException e) when (!e.Message.StartsWith("L’événement", StringComparison.Ordinal))
            {
                throw new InvalidDataException($"L’événement de la ligne {index + 1} ne se lit pas : {e.Message} {Advice}", e);
            }
        }

        return events;
    }

    private static List<ArchivedCommand> Commands(string name, string text, IReadOnlyList<RecordedEvent> events)
    {
        var known = events.Select(recorded => recorded.Command.ToString("D")).ToHashSet();
        try
        {
            var commands = Lines(text).Select(line => JsonSerializer.Deserialize<ArchivedCommand>(line, OneLine) ?? throw new JsonException()).ToList();
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

    private static async Task CheckAsync(Stream input, StoredEntry entry, string? sha256, CancellationToken cancellationToken)
    {
        using var window = new EntryWindow(input, entry);
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
        using var window = new EntryWindow(input, entry);
        await window.CopyToAsync(content, cancellationToken);
        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }

    private static InvalidDataException Fault(string problem) => new($"{problem} {Advice}");
}
