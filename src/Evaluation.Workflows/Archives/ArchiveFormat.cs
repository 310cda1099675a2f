using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;

namespace Evaluation.Workflows.Archives;

/// <summary>« dossier.json »: what an archive says it holds.</summary>
internal sealed record ArchiveManifest(
    string Format, int FormatVersion, string Dossier, string Product, string Applicant, string Procedure,
    IReadOnlyList<ArchivedProcedure> Procedures, long Events, string Head, long CaseworkEvents, string CaseworkHead,
    IReadOnlyList<ArchivedFile> Files);

/// <summary>A version of the procedure that the dossier followed, and the hash of its file.</summary>
internal sealed record ArchivedProcedure(int Version, string Sha256);

/// <summary>A file of an archive.</summary>
internal sealed record ArchivedFile(string Name, long Size, string Sha256);

/// <summary>The receipt of a command: sent again, it counts once there too.</summary>
internal sealed record ArchivedCommand(string Id, long Sequence, string Fingerprint);

/// <summary>What writing and reading an archive of a dossier have in common.</summary>
internal static class ArchiveFormat
{
    public const string Format = "hastoolkit-dossier";
    public const int FormatVersion = 1;
    public const string ManifestName = "dossier.json";
    public const string SealName = "dossier.json.sha256";
    public const string EventsName = "evenements.jsonl";
    public const string CommandsName = "commandes.jsonl";
    public const string CaseworkName = "travail.jsonl";
    public const string CaseworkCommandsName = "commandes-travail.jsonl";
    public const string PartsFolder = "pieces/";
    public const string Advice = "Exportez de nouveau le dossier, puis reprenez ce fichier-là.";

    public static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static readonly JsonSerializerOptions Readable = new(OneLine) { WriteIndented = true, NewLine = "\n" };

    /// <summary>« dossier.json.sha256 », as sha256sum writes it.</summary>
    public static string Seal(byte[] manifest) => $"{Convert.ToHexStringLower(SHA256.HashData(manifest))}  {ManifestName}\n";

    /// <summary>The dossier that the events make.</summary>
    /// <exception cref="InvalidDataException">They make none; the message is French.</exception>
    public static Dossier Fold(DossierId id, IEnumerable<RecordedEvent> events)
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

    /// <summary>The hashes of the files that the events name, in order.</summary>
    public static List<string> FilesOf(IEnumerable<RecordedEvent> events, IEnumerable<RecordedEvent> casework) =>
    [
        .. events.Select(recorded => EventJson.ReadDossierEvent(recorded.Payload)).OfType<PartReceived>().Select(received => received.Sha256)
            .Concat(JoinedTo(casework).Select(file => file.Sha256)).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The files joined to answers and contributions.</summary>
    public static IEnumerable<JoinedFile> JoinedTo(IEnumerable<RecordedEvent> casework) =>
        casework.Select(recorded => EventJson.ReadCaseworkEvent(recorded.Payload)).Select(e => e switch
        {
            ExpertAnswered answered => answered.File,
            ContributionReceived contributed => contributed.File,
            _ => null,
        }).OfType<JoinedFile>();

    /// <summary>The hash of the last event; that which the first would follow when there is none.</summary>
    public static string HeadOf(IReadOnlyList<RecordedEvent> events) => events.Count > 0 ? events[^1].Hash : RecordedEvent.FirstPreviousHash;

    /// <summary>The versions of its procedure that the dossier has followed.</summary>
    public static IEnumerable<int> VersionsOf(Dossier dossier, IEnumerable<RecordedEvent> events) =>
        events.Select(recorded => EventJson.ReadDossierEvent(recorded.Payload)).OfType<LawMoved>().Select(moved => moved.ToVersion)
            .Prepend(dossier.Opening.ProcedureVersion).Distinct().Order();
}
