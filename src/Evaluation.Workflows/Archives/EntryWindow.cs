namespace Evaluation.Workflows.Archives;

/// <summary>One entry of the file, read where it lies.</summary>
internal sealed class EntryWindow(Stream inner, StoredEntry entry) : Stream
{
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => entry.Length;

    public override long Position
    {
        get => _at;
        set => _at = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        inner.Position = entry.Offset + _at;
        var read = inner.Read(buffer, offset, (int)Math.Min(count, entry.Length - _at));
        _at += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
