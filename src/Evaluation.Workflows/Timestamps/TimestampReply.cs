using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace Evaluation.Workflows.Timestamps;

/// <summary>The answer of an authority (RFC 3161, 2.4.2), which is what a file « .tsr » holds.</summary>
/// <param name="Token">The token; null when the authority refused.</param>
/// <param name="Refusal">What the authority said instead, in its words and in French; null when there is a token.</param>
internal sealed record TimestampReply(Rfc3161TimestampToken? Token, string? Refusal)
{
    /// <summary>The longest answer that is read, in bytes; a token with four certificates has about 8,000.</summary>
    public const int Longest = 100_000;

    private const string Unreadable = "Ce n’est pas la réponse d’une autorité d’horodatage (RFC 3161), ou elle a été coupée ou abîmée.";
    private const int Granted = 0;
    private const int GrantedWithChanges = 1;
    private const int LongestText = 300;

    // RFC 3161, 2.4.2, PKIFailureInfo, by bit.
    private static readonly Dictionary<int, string> Failures = new()
    {
        [0] = "algorithme refusé",
        [2] = "demande refusée",
        [5] = "demande mal écrite",
        [14] = "son horloge n’est pas disponible",
        [15] = "politique inconnue d’elle",
        [16] = "extension inconnue d’elle",
        [17] = "renseignement qu’elle n’a pas",
        [25] = "panne chez elle",
    };

    /// <summary>Reads an answer.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says so in French.</exception>
    public static TimestampReply Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Longest)
            throw new InvalidDataException($"La réponse dépasse {Longest} octets : ce n’est pas un jeton d’horodatage.");
        try
        {
            var file = new AsnReader(bytes, AsnEncodingRules.BER);
            var reply = file.ReadSequence();
            file.ThrowIfNotEmpty();
            var status = reply.ReadSequence();
            if (!status.TryReadInt32(out var code))
                throw NoReply(inner: null);
            if (code is not (Granted or GrantedWithChanges))
                return new TimestampReply(Token: null, Words(code, status));
            var encoded = reply.HasData ? reply.ReadEncodedValue() : throw NoReply(inner: null);
            reply.ThrowIfNotEmpty();
            return Rfc3161TimestampToken.TryDecode(encoded, out var token, out _)
                ? new TimestampReply(token, Refusal: null)
                : throw new InvalidDataException(WhyNot(encoded));
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw NoReply(e);
        }
    }

    // The framework does not read a token whose certificate cannot be that of an authority, and does not say why.
    private static string WhyNot(ReadOnlyMemory<byte> encoded)
    {
        var cms = new SignedCms();
        cms.Decode(encoded.ToArray());
        return cms.SignerInfos is [{ Certificate: { } signer }]
            && Rfc3161TimestampTokenInfo.TryDecode(cms.ContentInfo.Content, out var info, out _)
            && TimestampCheck.CertificateProblem(signer, info.Timestamp) is { } problem
            ? problem
            : Unreadable;
    }

    private static InvalidDataException NoReply(Exception? inner) =>
        new(Unreadable, inner);

    private static string Words(int code, AsnReader status)
    {
        var said = new List<string>();
        if (status.HasData && status.PeekTag().HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.Sequence)))
        {
            var texts = status.ReadSequence();
            while (texts.HasData)
                said.Add($"« {OneLine(texts.ReadCharacterString(UniversalTagNumber.UTF8String))} »");
        }

        if (status.HasData)
        {
            var bits = status.ReadNamedBitList();
            said.AddRange(Enumerable.Range(0, bits.Length).Where(bit => bits[bit]).Select(bit => Failures.GetValueOrDefault(bit, $"motif {bit}")));
        }

        return said.Count > 0 ? string.Join(", ", said) : $"sans dire pourquoi (état {code})";
    }

    // What a stranger wrote goes to a terminal: no control character, no endless line.
    private static string OneLine(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(LongestText))
            plain.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        return plain.ToString().Trim();
    }
}
