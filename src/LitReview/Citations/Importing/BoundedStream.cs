namespace LitReview.Citations.Importing;

/// <summary>What unpacks, up to a bound: a small file may hold gigabytes of zeros.</summary>
internal sealed class BoundedStream(Stream inner, string fileName, long most = DecodedFile.MostBytes) : ReadOnlyStream
{
    private long _left = most;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _left -= count;
        return _left >= 0
            ? count
            : throw new InvalidDataException(
                $"« {fileName} » est trop grand une fois décompressé. "
                + "Attendu : un export de références, de 2 Go au plus (256 Mo pour un classeur) ; coupez-le.");
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A stream that is read once, from first to last byte.</summary>
internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
