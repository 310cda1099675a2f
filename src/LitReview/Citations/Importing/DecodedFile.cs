using System.IO.Compression;
using System.Text;
using UtfUnknown;

namespace LitReview.Citations.Importing;

/// <summary>A file as its content shows it: unpacked, its encoding found.</summary>
internal sealed class DecodedFile : IDisposable
{
    /// <summary>Of a file that unpacks to more, no reader needs the rest: it is a mistake or an attack.</summary>
    public const long MostBytes = 2L << 30;

    private const int HeadLength = 1 << 18;

    private readonly Prefixed _content;
    private readonly GZipStream? _unpacking;
    private readonly BoundedStream? _bounded;
    private StreamReader? _text;

    /// <summary>Looks at a file; it is closed with this object.</summary>
    public DecodedFile(Stream content, string fileName)
    {
        _content = new Prefixed(content);
        if (_content.Peek(2) is [0x1f, 0x8b])
        {
            _unpacking = new GZipStream(_content, CompressionMode.Decompress);
            var file = _content;
            _bounded = new BoundedStream(_unpacking, fileName, packed: () => file.Count);
            _content = new Prefixed(_bounded);
        }

        Head = _content.Peek(HeadLength);
        (Encoding, EncodingName) = Find(Head);
    }

    /// <summary>The first bytes, as many as tell a format.</summary>
    public byte[] Head { get; }

    /// <summary>The encoding found.</summary>
    public Encoding Encoding { get; }

    /// <summary>Its name as users know it: « UTF-8 », « Windows-1252 ».</summary>
    public string EncodingName { get; }

    /// <summary>The first text, without a byte order mark.</summary>
    public string HeadText => field ??= TrimmedMark(Encoding.GetString(Head));

    /// <summary>Whether the content is a ZIP package, as an XLSX file is.</summary>
    public bool IsPackage => Head is [(byte)'P', (byte)'K', 3, 4, ..];

    /// <summary>The bytes, from the first one on.</summary>
    public Stream Bytes() => _content;

    /// <summary>The text, from the first character on.</summary>
    public TextReader Text() =>
        _text ??= new StreamReader(_content, Encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);

    public void Dispose()
    {
        _text?.Dispose();
        _content.Dispose();
        _bounded?.Dispose();
        _unpacking?.Dispose();
    }

    private static string TrimmedMark(string text) => text.Length > 0 && text[0] == '\uFEFF' ? text[1..] : text;

    private static (Encoding Encoding, string Name) Find(byte[] head)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        switch (head)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                return (Encoding.UTF8, "UTF-8 avec BOM");
            case [0xFF, 0xFE, 0, 0, ..]:
                return (Encoding.UTF32, "UTF-32");
            case [0xFF, 0xFE, ..]:
                return (Encoding.Unicode, "UTF-16");
            case [0xFE, 0xFF, ..]:
                return (Encoding.BigEndianUnicode, "UTF-16 gros-boutiste");
        }

        if (ZerosAt(head, 1) is var odd and > 0.3 && ZerosAt(head, 0) < odd / 4)
            return (Encoding.Unicode, "UTF-16 sans BOM");
        if (ZerosAt(head, 0) is var even and > 0.3 && ZerosAt(head, 1) < even / 4)
            return (Encoding.BigEndianUnicode, "UTF-16 gros-boutiste sans BOM");
        return IsUtf8(head) ? (Encoding.UTF8, "UTF-8") : OfOldMachines(head);
    }

    private static double ZerosAt(byte[] head, int parity)
    {
        var (zeros, total) = (0, 0);
        for (var i = parity; i < Math.Min(head.Length, 4096); i += 2, total++)
            zeros += head[i] == 0 ? 1 : 0;
        return total == 0 ? 0 : (double)zeros / total;
    }

    // The head may end inside a character: the last three bytes do not count.
    private static bool IsUtf8(byte[] head)
    {
        for (var cut = 0; cut <= Math.Min(3, head.Length); cut++)
        {
            try
            {
                _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(head, 0, head.Length - cut);
                return true;
            }
            catch (DecoderFallbackException)
            {
                if (head.Length < HeadLength)
                    return false;
            }
        }

        return false;
    }

    // A guess of Western text between its kin (ISO-8859-1, -3, -15…) is noise: Windows-1252 has all of their letters.
    private static (Encoding Encoding, string Name) OfOldMachines(byte[] head)
    {
        var western = (Encoding.GetEncoding(1252), "Windows-1252");
        if (CharsetDetector.DetectFromBytes(head).Detected is not { Encoding: { } encoding, Confidence: > 0.6f } found)
            return western;
        var name = found.EncodingName.ToUpperInvariant();
        if (name is "ASCII" || name.StartsWith("UTF-", StringComparison.Ordinal))
            return western;
        var isOfFewLetters = name.StartsWith("ISO-8859-", StringComparison.Ordinal)
            || name.StartsWith("WINDOWS-125", StringComparison.Ordinal);
        return isOfFewLetters && ShareOfHigh(head) < 0.2 ? western : (encoding, found.EncodingName);
    }

    private static double ShareOfHigh(byte[] head) => head.Length == 0 ? 0
        : (double)head.Count(b => b >= 0x80) / head.Length;

    /// <summary>A stream whose first bytes can be looked at before it is read.</summary>
    private sealed class Prefixed(Stream inner) : ReadOnlyStream
    {
        private byte[] _prefix = [];
        private int _at;

        /// <summary>How many bytes were taken from the stream behind.</summary>
        public long Count { get; private set; }

        public byte[] Peek(int count)
        {
            if (_prefix.Length - _at < count)
            {
                var wanted = new byte[count];
                var kept = _prefix.Length - _at;
                Array.Copy(_prefix, _at, wanted, 0, kept);
                var got = inner.ReadAtLeast(wanted.AsSpan(kept), count - kept, throwOnEndOfStream: false);
                Count += got;
                (_prefix, _at) = (wanted[..(kept + got)], 0);
            }

            return _prefix[_at..Math.Min(_prefix.Length, _at + count)];
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }

        public override int Read(Span<byte> buffer)
        {
            var left = Math.Min(_prefix.Length - _at, buffer.Length);
            if (left <= 0)
            {
                var got = inner.Read(buffer);
                Count += got;
                return got;
            }

            _prefix.AsSpan(_at, left).CopyTo(buffer);
            _at += left;
            return left;
        }
    }
}
