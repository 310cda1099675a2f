using System.Buffers.Binary;

namespace Bounds;

/// <summary>Looks at the list of a ZIP file before it is read: a list of millions of names fills the memory by itself.</summary>
internal static class ZipBounds
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LongestList = 8 << 20;

    /// <summary>Whether the list of the archive is longer than that of any file that is meant to be read here.</summary>
    /// <param name="stream">The archive; it is put back where it stood.</param>
    /// <returns>False too when there is no list: what reads it says so.</returns>
    public static bool HasTooLongList(Stream stream)
    {
        var start = stream.Position;
        var tail = new byte[Math.Min(stream.Length, EndLength + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = start;
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + EndLength > tail.Length)
            return false;
        // The list lies between the place that is given here and the end mark; where it is not said here, the file is huge.
        var listed = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        return listed == uint.MaxValue || stream.Length - tail.Length + at - listed > LongestList;
    }
}
