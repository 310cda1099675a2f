using System.Text;

namespace LitReview.Tests.Citations;

/// <summary>A file that no disk needs to hold: a beginning, a piece said over and over, an end.</summary>
internal sealed class Endless(string start, string piece, long times, string end = "") : Stream
{
    private readonly byte[] _start = Encoding.UTF8.GetBytes(start);
    private readonly byte[] _piece = [.. Enumerable.Repeat(Encoding.UTF8.GetBytes(piece), Repeats(piece, times)).SelectMany(bytes => bytes)];
    private readonly byte[] _end = Encoding.UTF8.GetBytes(end);
    private readonly long _middle = times / Repeats(piece, times) * Repeats(piece, times) * Encoding.UTF8.GetByteCount(piece);

    /// <summary>How many bytes were taken from it.</summary>
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var at = Taken;
        var part = at < _start.Length ? _start.AsSpan((int)at)
            : at < _start.Length + _middle ? Middle(at - _start.Length)
            : at < _start.Length + _middle + _end.Length ? _end.AsSpan((int)(at - _start.Length - _middle))
            : [];
        var count = Math.Min(part.Length, buffer.Length);
        part[..count].CopyTo(buffer);
        Taken += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlySpan<byte> Middle(long at)
    {
        var part = _piece.AsSpan((int)(at % _piece.Length));
        return part[..(int)Math.Min(part.Length, _middle - at)];
    }

    // Pieces are handed out some hundred kilobytes at once.
    private static int Repeats(string piece, long times) => (int)Math.Min(times, Math.Max(1, 500_000 / piece.Length));
}
