using System.Text;
using UtfUnknown;

namespace Verbatims.Nlp.Reading;

/// <summary>The encoding of a text file: what decodes a line that is UTF-8, and what decodes one that is not.</summary>
/// <param name="Main">The encoding that is shown.</param>
/// <param name="Fallback">Decodes the lines that are not UTF-8; any byte is a character in it.</param>
/// <param name="Preamble">Bytes of the mark at the start of the file.</param>
internal sealed record TextEncoding(Encoding Main, Encoding Fallback, int Preamble)
{
    private const double MostOfThem = 0.8;
    private const double Sure = 0.9;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What French files were written in before UTF-8: Windows, MS-DOS, Macintosh.
    private static readonly string[] OldFrench = ["windows-1252", "ibm850", "macintosh"];

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether characters are written with two or four bytes, so that lines cannot be cut before decoding.</summary>
    public bool IsWide => Main is UnicodeEncoding or UTF32Encoding;

    /// <summary>Whether some lines are not in the encoding that is shown.</summary>
    public static bool IsMixed(ReadOnlySpan<byte> sample, TextEncoding encoding) =>
        encoding.Main is UTF8Encoding && !IsUtf8(sample);

    /// <summary>An encoding by its name.</summary>
    /// <exception cref="InvalidDataException">Nothing bears this name.</exception>
    public static TextEncoding Named(string name, ReadOnlySpan<byte> sample)
    {
        try
        {
            var encoding = Encoding.GetEncoding(name);
            var found = Detect(sample);
            return encoding is UTF8Encoding
                ? new TextEncoding(encoding, Western, found.Main is UTF8Encoding ? found.Preamble : 0)
                : new TextEncoding(encoding, encoding, found.Main.CodePage == encoding.CodePage ? found.Preamble : 0);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException(
                $"L’encodage « {name} » n’est pas connu. Essayez utf-8, windows-1252, iso-8859-15, ibm850 ou utf-16.", e);
        }
    }

    /// <summary>Finds out the encoding of a file from its first bytes.</summary>
    public static TextEncoding Detect(ReadOnlySpan<byte> sample)
    {
        switch (sample)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                return new TextEncoding(Encoding.UTF8, Western, 3);
            case [0xFF, 0xFE, 0, 0, ..]:
                return new TextEncoding(Encoding.UTF32, Encoding.UTF32, 4);
            case [0xFF, 0xFE, ..]:
                return new TextEncoding(Encoding.Unicode, Encoding.Unicode, 2);
            case [0xFE, 0xFF, ..]:
                return new TextEncoding(Encoding.BigEndianUnicode, Encoding.BigEndianUnicode, 2);
        }

        if (WideWithoutMark(sample) is { } wide)
            return new TextEncoding(wide, wide, 0);
        // Lines that are UTF-8 are read as such whatever the rest is in.
        return IsUtf8(sample) || MostLinesAreUtf8(sample)
            ? new TextEncoding(Encoding.UTF8, Western, 0)
            : new TextEncoding(OneByte(sample), OneByte(sample), 0);
    }

    /// <summary>Decodes a line.</summary>
    public string Decode(ReadOnlySpan<byte> line)
    {
        if (System.Text.Ascii.IsValid(line))
            return Encoding.ASCII.GetString(line);
        // Accents in an old encoding hardly ever form valid UTF-8, so trying it first costs no text.
        try
        {
            return StrictUtf8.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            return Fallback.GetString(line);
        }
    }

    private static Encoding Western => Encoding.GetEncoding("windows-1252");

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) || System.Text.Unicode.Utf8.IsValid(WithoutCutEnd(bytes));

    // The sample may stop inside a character.
    private static ReadOnlySpan<byte> WithoutCutEnd(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Limits.SampleBytes)
            return bytes;
        var end = bytes.Length;
        while (end > 0 && end > bytes.Length - 4 && (bytes[end - 1] & 0xC0) == 0x80)
            end--;
        return end > 0 && bytes[end - 1] >= 0xC0 ? bytes[..(end - 1)] : bytes[..end];
    }

    private static bool MostLinesAreUtf8(ReadOnlySpan<byte> sample)
    {
        var (utf8, other) = (0, 0);
        foreach (var range in sample.Split((byte)'\n'))
        {
            var line = sample[range];
            if (System.Text.Ascii.IsValid(line))
                continue;
            if (System.Text.Unicode.Utf8.IsValid(line))
                utf8++;
            else
                other++;
        }

        return utf8 > other;
    }

    private static Encoding? WideWithoutMark(ReadOnlySpan<byte> sample)
    {
        var zeros = new int[2];
        for (var i = 0; i < sample.Length; i++)
            zeros[i % 2] += sample[i] == 0 ? 1 : 0;
        var half = sample.Length / 2;
        return half < 8 ? null
            : zeros[1] > half * 0.4 && zeros[0] < half * 0.05 ? Encoding.Unicode
            : zeros[0] > half * 0.4 && zeros[1] < half * 0.05 ? Encoding.BigEndianUnicode
            : null;
    }

    private static Encoding OneByte(ReadOnlySpan<byte> sample)
    {
        var bytes = sample.ToArray();
        var (best, share) = OldFrench.Select(name => (Encoding.GetEncoding(name), FrenchShare(Encoding.GetEncoding(name).GetString(bytes))))
            .MaxBy(candidate => candidate.Item2);
        if (share >= MostOfThem)
            return best;
        var detected = CharsetDetector.DetectFromBytes(bytes).Detected;
        return detected is { Encoding: { IsSingleByte: true } found, Confidence: > (float)Sure } ? found : Western;
    }

    // How many of the characters beyond ASCII are those of a French text.
    private static double FrenchShare(string text)
    {
        const string Letters = "éèêëàâäçùûüîïôöœÉÈÊÀÂÇÎÔŒ’‘«»“”€–—…° ";
        var (all, french) = (0, 0);
        foreach (var c in text)
        {
            if (c < 128)
                continue;
            all++;
            french += Letters.Contains(c, StringComparison.Ordinal) ? 1 : 0;
        }

        return all == 0 ? 0 : (double)french / all;
    }
}
