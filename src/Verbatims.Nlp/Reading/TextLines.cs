using System.Text;

namespace Verbatims.Nlp.Reading;

/// <summary>A line of a text file.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Text">Its text, without the end of line; empty when it is too long.</param>
/// <param name="IsTooLong">True when it has more bytes than a line may have: they were skipped.</param>
internal readonly record struct TextLine(long Number, string Text, bool IsTooLong);

/// <summary>Cuts a file into lines, each decoded by itself, so that one line in another encoding spoils no other.</summary>
internal static class TextLines
{
    public static IEnumerable<TextLine> Read(Stream stream, TextEncoding encoding, ReadOnlySpan<byte> sample)
    {
        var end = EndOf(sample, encoding);
        if (!encoding.IsWide)
            return Cut(stream, end, encoding.Preamble, encoding);
#pragma warning disable CA2000 // The caller disposes of the stream that it reads.
        var utf8 = Encoding.CreateTranscodingStream(stream, encoding.Main, Encoding.UTF8, leaveOpen: true);
#pragma warning restore CA2000
        return Cut(utf8, end, encoding.Preamble > 0 ? 3 : 0, encoding with { Fallback = Encoding.UTF8 });
    }

    // Old Macintosh files end their lines with CR alone.
    private static byte EndOf(ReadOnlySpan<byte> sample, TextEncoding encoding) =>
        !encoding.IsWide && !sample.Contains((byte)'\n') && sample.Contains((byte)'\r') ? (byte)'\r' : (byte)'\n';

    private static IEnumerable<TextLine> Cut(Stream stream, byte end, int preamble, TextEncoding encoding)
    {
        var buffer = new byte[1 << 16];
        var (start, length, number) = (0, 0, 0L);
        var isSkipping = false;
        var isAtEnd = false;
        var toSkip = preamble;
        while (true)
        {
            var cut = buffer.AsSpan(start, length).IndexOf(end);
            if (cut < 0 && !isAtEnd)
            {
                if (length >= Limits.Line)
                    (isSkipping, start, length) = (true, 0, 0);
                (buffer, start) = WithRoom(buffer, start, length);
                var read = stream.Read(buffer, start + length, buffer.Length - start - length);
                isAtEnd = read == 0;
                length += read;
                // A transcoding stream may hand out the mark in pieces; a file shorter than its mark is empty.
                if (toSkip > 0 && (length >= toSkip || isAtEnd))
                {
                    var skipped = Math.Min(toSkip, length);
                    var isMark = toSkip != 3 || encoding.Main is UTF8Encoding || IsUtf8Mark(buffer.AsSpan(start, skipped));
                    (start, length, toSkip) = isMark ? (start + skipped, length - skipped, 0) : (start, length, 0);
                }

                continue;
            }

            if (cut < 0 && length == 0 && !isSkipping)
                yield break;
            var size = cut < 0 ? length : cut;
            number++;
            yield return isSkipping
                ? new TextLine(number, "", IsTooLong: true)
                : new TextLine(number, encoding.Decode(WithoutReturn(buffer.AsSpan(start, size))), IsTooLong: false);
            isSkipping = false;
            if (cut < 0)
                yield break;
            start += cut + 1;
            length -= cut + 1;
        }
    }

    private static bool IsUtf8Mark(ReadOnlySpan<byte> bytes) => bytes is [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;

    private static (byte[] Buffer, int Start) WithRoom(byte[] buffer, int start, int length)
    {
        if (start + length < buffer.Length)
            return (buffer, start);
        var target = length > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, length).CopyTo(target);
        return (target, 0);
    }
}
