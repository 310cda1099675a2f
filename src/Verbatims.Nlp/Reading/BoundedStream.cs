namespace Verbatims.Nlp.Reading;

/// <summary>Reads on, counts what it reads, and stops what unpacks to far more than it was packed to.</summary>
/// <param name="inner">What is read.</param>
/// <param name="packed">The packed stream that it unpacks; null when nothing is packed or its size is known.</param>
/// <param name="packedSize">The packed size, when it is known.</param>
/// <param name="most">How many bytes may be read at most.</param>
/// <param name="what">What to call it in the message.</param>
internal sealed class BoundedStream(
    Stream inner, Stream? packed = null, long? packedSize = null, long most = long.MaxValue, string what = "Le fichier") : Stream
{
    public Stream? Packed => packed;

    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = Unpacked(buffer);
        Count += read;
        if (Count > most || (Count > Limits.SmallEnough && (packedSize ?? packed?.Position) is { } known && Count > known * Limits.Ratio))
        {
            throw new InvalidDataException(
                $"{what} se déplie en plus de {Count >> 20} Mo, bien au-delà de ce qu’un fichier de commentaires demande. "
                + "Vérifiez son origine, ou fournissez-le en CSV non compressé.");
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Unpacked(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(
                $"{what} est abîmé : il ne se décompresse pas ({e.Message}). Compressez-le de nouveau, ou fournissez-le non compressé.", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
