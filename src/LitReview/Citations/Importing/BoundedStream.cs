namespace LitReview.Citations.Importing;

/// <summary>What unpacks, up to a bound: a small file may hold gigabytes of zeros.</summary>
/// <param name="inner">What is read.</param>
/// <param name="fileName">The file, for the message.</param>
/// <param name="most">How many bytes it may give.</param>
/// <param name="packed">How many packed bytes they came from so far; null when nothing is packed.</param>
/// <param name="advice">What was expected and what to do.</param>
internal sealed class BoundedStream(
    Stream inner, string fileName, long most = DecodedFile.MostBytes, Func<long>? packed = null,
    string advice = "Attendu : un export de références, de 2 Go au plus (256 Mo pour un classeur) ; coupez-le.") : ReadOnlyStream
{
    // Text packs 3 to 20 times smaller.
    private const int MostRatio = 100;
    private const long SmallEnough = 64L << 20;

    /// <summary>How many bytes it gave.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = Unpacked(buffer);
        Count += count;
        return Count <= most && (Count <= SmallEnough || packed is null || Count <= packed() * MostRatio)
            ? count
            : throw new InvalidDataException(
                $"« {fileName} » est trop grand une fois décompressé. {advice}");
    }

    private int Unpacked(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith('«'))
        {
            throw new InvalidDataException($"« {fileName} » est abîmé : il ne se décompresse pas ({e.Message}). {advice}", e);
        }
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
