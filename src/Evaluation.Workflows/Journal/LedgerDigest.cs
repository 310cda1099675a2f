using System.Text.Json;

namespace Evaluation.Workflows.Journal;

/// <summary>
/// The digest of the ledger: how many events each chain had, and the hash of its last, at one moment. Kept elsewhere, it shows a chain that was
/// cut at its end or computed anew.
/// </summary>
/// <param name="WrittenAt">When, by the clock of the machine that wrote it, in UTC.</param>
/// <param name="Heads">By dossier or session: the number of events, and the hash of the last.</param>
public sealed record LedgerDigest(DateTimeOffset WrittenAt, IReadOnlyDictionary<string, (long Version, string Head)> Heads)
{
    /// <summary>The largest file that is read as a digest, in bytes: some million chains.</summary>
    public const int LargestFile = 256 << 20;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The digest as a file: JSON in UTF-8. A time stamp is for exactly these bytes.</summary>
    public byte[] ToBytes() =>
    [
        .. JsonSerializer.SerializeToUtf8Bytes(
            new Written(WrittenAt, Heads.ToDictionary(head => head.Key, head => new WrittenHead(head.Value.Version, head.Value.Head))), Options),
        (byte)'\n',
    ];

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="name">How the file is called in what is said of it.</param>
    /// <exception cref="InvalidDataException">It is no digest; the message is French.</exception>
    public static LedgerDigest Read(ReadOnlySpan<byte> content, string name)
    {
        try
        {
            var written = content.Length <= LargestFile ? JsonSerializer.Deserialize<Written>(WithoutMark(content), Options) : null;
            if (written is not null && written.Heads.Values.All(head => head is not null))
                return new LedgerDigest(written.WrittenAt, written.Heads.ToDictionary(head => head.Key, head => (head.Value.Version, head.Value.Head)));
        }
        catch (JsonException)
        {
            // Told below, with what to do.
        }

        throw new InvalidDataException($"« {name} » n’est pas une empreinte. Prenez un fichier écrit par « has verify --ecrire-empreinte ».");
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not there, or it is no digest; the message is French.</exception>
    public static async Task<LedgerDigest> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"Le fichier d’empreinte « {path} » n’existe pas.");
        if (new FileInfo(path).Length > LargestFile)
            throw new InvalidDataException($"« {path} » dépasse {LargestFile >> 20} Mo : ce n’est pas une empreinte.");
        return Read(await File.ReadAllBytesAsync(path, cancellationToken), path);
    }

    // An editor may have put a byte order mark before the text.
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content) =>
        content.StartsWith("\uFEFF"u8) ? content[3..] : content;

    private sealed record Written(DateTimeOffset WrittenAt, Dictionary<string, WrittenHead> Heads);

    private sealed record WrittenHead(long Version, string Head);
}
