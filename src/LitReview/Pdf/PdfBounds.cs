using System.IO.Compression;

namespace LitReview.Pdf;

/// <summary>Counts what the packed streams of a PDF unpack to, before anything keeps it: a megabyte may hold a thousand.</summary>
internal static class PdfBounds
{
    // The text and the pictures of a book of a thousand pages stay below.
    private const long MostBytes = 1L << 30;
    private const int MostStreams = 200_000;
    private const int MostLayers = 4;

    /// <summary>Whether the file unpacks to more than any article or report.</summary>
    /// <remarks>Streams packed with Flate are counted, one inside the other too; other kinds are not.</remarks>
    public static bool UnpacksTooFar(byte[] pdf, CancellationToken cancellationToken)
    {
        var (left, streams, buffer) = (MostBytes, 0, new byte[1 << 16]);
        for (var at = 0; ;)
        {
            var next = pdf.AsSpan(at).IndexOf("stream"u8);
            if (next < 0)
                return false;
            at += next + "stream".Length;
            var start = at;
            while (start < pdf.Length && start < at + 4 && pdf[start] is (byte)'\r' or (byte)'\n' or (byte)' ')
                start++;
            if (!IsPacked(pdf.AsSpan(start)))
                continue;
            if (++streams > MostStreams)
                return true;
            left -= Unpacked(new MemoryStream(pdf, start, pdf.Length - start, writable: false), left, MostLayers, buffer, cancellationToken);
            if (left <= 0)
                return true;
        }
    }

    // Two bytes begin what zlib packs: the method, and a check of both.
    private static bool IsPacked(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) + bytes[1]) % 31 == 0;

    private static long Unpacked(Stream packed, long most, int layers, byte[] buffer, CancellationToken cancellationToken)
    {
        using var plain = new ZLibStream(packed, CompressionMode.Decompress);
        var count = 0L;
        try
        {
            var head = new byte[2 * sizeof(long)];
            var got = plain.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (layers > 1 && IsPacked(head.AsSpan(0, got)))
            {
                using var inside = new Following(head.AsMemory(0, got), plain);
                return got + Unpacked(inside, most, layers - 1, buffer, cancellationToken);
            }

            count = got;
            for (int read; count < most && (read = plain.Read(buffer, 0, buffer.Length)) > 0; count += read)
                cancellationToken.ThrowIfCancellationRequested();
        }
        catch (InvalidDataException)
        {
            // What is no packed stream, or a damaged one: what reads the file passes over it too.
        }

        return count;
    }

    /// <summary>Bytes that were looked at, then those behind them.</summary>
    private sealed class Following(ReadOnlyMemory<byte> head, Stream rest) : Citations.Importing.ReadOnlyStream
    {
        private ReadOnlyMemory<byte> _head = head;

        public override int Read(Span<byte> buffer)
        {
            if (_head.IsEmpty)
                return rest.Read(buffer);
            var count = Math.Min(buffer.Length, _head.Length);
            _head.Span[..count].CopyTo(buffer);
            _head = _head[count..];
            return count;
        }
    }
}
