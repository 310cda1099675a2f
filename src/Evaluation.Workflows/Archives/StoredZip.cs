using System.Buffers.Binary;
using System.Text;

namespace Evaluation.Workflows.Archives;

/// <summary>An entry of an archive that was read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where its content begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Crc">The checksum that its header gives.</param>
internal sealed record StoredEntry(string Name, long Offset, long Length, uint Crc);

/// <summary>
/// A ZIP file whose entries are stored as they are, without dates. Every tool opens it, the same entries give the same bytes on
/// every machine, nothing in it unfolds, and a reader can account for each of its bytes.
/// </summary>
internal static class StoredZip
{
    private const uint LocalMark = 0x04034b50;
    private const uint CentralMark = 0x02014b50;
    private const uint EndMark = 0x06054b50;
    private const ushort Version = 20;
    private const ushort Utf8Names = 0x0800;
    private const ushort FirstDay = 0x0021;
    private const int LocalLength = 30;
    private const int LongestName = 200;
    private const int MostEntries = 10_000;

    /// <summary>Writes an archive.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entries">The names, and how each content is opened: it is read twice.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="InvalidDataException">There is more than the format can hold.</exception>
    public static async Task WriteAsync(
        Stream output, IReadOnlyList<(string Name, Func<Stream> Open)> entries, CancellationToken cancellationToken = default)
    {
        var written = new List<StoredEntry>();
        var at = 0L;
        foreach (var (name, open) in entries)
        {
            await using var content = open();
            var (crc, length) = await ChecksumAsync(content, cancellationToken);
            var header = Local(name, crc, length);
            written.Add(new StoredEntry(name, at + header.Length, length, crc));
            at += header.Length + length;
            if (at > uint.MaxValue || written.Count > MostEntries)
                throw new InvalidDataException("Le dossier dépasse 4 Go ou 10 000 fichiers : il ne tient pas dans une archive.");
            await output.WriteAsync(header, cancellationToken);
            await using var again = open();
            await again.CopyToAsync(output, cancellationToken);
        }

        await output.WriteAsync(Directory(written), cancellationToken);
    }

    /// <summary>Reads the list of an archive, and checks that its envelope is the one that <see cref="WriteAsync"/> gives.</summary>
    /// <exception cref="InvalidDataException">It is not; the message names the first byte that differs, in French.</exception>
    public static async Task<IReadOnlyList<StoredEntry>> ReadAsync(Stream input, CancellationToken cancellationToken = default)
    {
        var entries = new List<StoredEntry>();
        var header = new byte[LocalLength];
        var at = 0L;
        input.Position = 0;
        while (at + LocalLength <= input.Length && entries.Count <= MostEntries)
        {
            await input.ReadExactlyAsync(header, cancellationToken);
            var mark = BinaryPrimitives.ReadUInt32LittleEndian(header);
            if (mark is CentralMark or EndMark)
                break;
            if (mark != LocalMark)
                throw Broken(at, entries.Count == 0 ? "ce n’est pas une archive de dossier" : "un fichier de l’archive ne finit pas où il devrait");
            var (length, nameLength) = (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(22)), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)));
            if (nameLength is 0 or > LongestName || at + LocalLength + nameLength + length > input.Length)
                throw Broken(at, "un fichier de l’archive dépasse sa fin");
            var name = new byte[nameLength];
            await input.ReadExactlyAsync(name, cancellationToken);
            var entry = new StoredEntry(
                Encoding.UTF8.GetString(name), at + LocalLength + nameLength, length, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(14)));
            Same([.. header, .. name], Local(entry.Name, entry.Crc, entry.Length), at);
            entries.Add(entry);
            at = entry.Offset + entry.Length;
            input.Position = at;
        }

        var directory = Directory(entries);
        if (input.Length - at != directory.Length)
            throw Broken(at, "la table de l’archive n’a pas la longueur attendue");
        var found = new byte[directory.Length];
        input.Position = at;
        await input.ReadExactlyAsync(found, cancellationToken);
        Same(found, directory, at);
        return entries;
    }

    /// <summary>The checksum of a stream, from where it stands to its end, and how long it was.</summary>
    public static async Task<(uint Crc, long Length)> ChecksumAsync(Stream content, CancellationToken cancellationToken)
    {
        var (crc, length, buffer) = (uint.MaxValue, 0L, new byte[81_920]);
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; length += read)
        {
            foreach (var letter in buffer.AsSpan(0, read))
                crc = Table[(byte)(crc ^ letter)] ^ (crc >> 8);
        }

        return (~crc, length);
    }

    private static uint[] Table { get; } = [.. Enumerable.Range(0, 256).Select(number =>
    {
        var value = (uint)number;
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    })];

    private static byte[] Local(string name, uint crc, long length) =>
        Bytes(LocalMark, Version, Utf8Names, (ushort)0, (ushort)0, FirstDay, crc, (uint)length, (uint)length, Name(name), (ushort)0, name);

    private static byte[] Directory(IReadOnlyList<StoredEntry> entries)
    {
        var central = entries.SelectMany(entry => Bytes(
            CentralMark, Version, Version, Utf8Names, (ushort)0, (ushort)0, FirstDay, entry.Crc, (uint)entry.Length, (uint)entry.Length,
            Name(entry.Name), (ushort)0, (ushort)0, (ushort)0, (ushort)0, 0u,
            (uint)(entry.Offset - LocalLength - Name(entry.Name)), entry.Name)).ToArray();
        var start = entries.Count == 0 ? 0 : entries[^1].Offset + entries[^1].Length;
        return
        [
            .. central,
            .. Bytes(EndMark, (ushort)0, (ushort)0, (ushort)entries.Count, (ushort)entries.Count, (uint)central.Length, (uint)start, (ushort)0),
        ];
    }

    private static ushort Name(string name) => (ushort)Encoding.UTF8.GetByteCount(name);

    private static byte[] Bytes(params object[] values)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        foreach (var value in values)
        {
            switch (value)
            {
                case ushort two:
                    writer.Write(two);
                    break;
                case uint four:
                    writer.Write(four);
                    break;
                case string text:
                    writer.Write(Encoding.UTF8.GetBytes(text));
                    break;
                default:
                    throw new ArgumentException($"No such field: {value.GetType().Name}.", nameof(values));
            }
        }

        return buffer.ToArray();
    }

    private static void Same(ReadOnlySpan<byte> found, ReadOnlySpan<byte> expected, long at)
    {
        var common = found.CommonPrefixLength(expected);
        if (common < expected.Length)
            throw Broken(at + common, "l’enveloppe de l’archive a changé");
    }

    private static InvalidDataException Broken(long at, string problem) => new(
        $"Octet {at} : {problem}. Reprenez le fichier tel que « has dossier exporter » l’a écrit.");
}
