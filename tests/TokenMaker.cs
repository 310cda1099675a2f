using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace HasToolkit.Tests;

/// <summary>
/// An authority of time stamps with a root, one between and a certificate of its own, made for one test: it signs real tokens, sound or wrong in the
/// way that the test wants.
/// </summary>
internal sealed class TokenMaker : IDisposable
{
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    public const string Policy = "1.2.3.4.1";

    private static readonly DateTimeOffset Early = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = new(2060, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _own;

    /// <summary>Makes it.</summary>
    /// <param name="from">From when its certificate is valid.</param>
    /// <param name="to">Until when.</param>
    /// <param name="use">The extended use in its certificate; null for none.</param>
    /// <param name="isCritical">Whether nobody may pass over that use.</param>
    /// <param name="betweenTo">Until when the certificate between it and the root is valid.</param>
    public TokenMaker(
        DateTimeOffset? from = null, DateTimeOffset? to = null, string? use = TimeStamping, bool isCritical = true, DateTimeOffset? betweenTo = null)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Root = Request("CN=Racine d’essai", rootKey, isAuthority: true).CreateSelfSigned(Early, Late);
        using var betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var between = Request("CN=Autorité intermédiaire d’essai", betweenKey, isAuthority: true).Create(Root, Early, betweenTo ?? Late, [1]);
        Between = between.CopyWithPrivateKey(betweenKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("CN=Horodatage d’essai, O=Essai", key, isAuthority: false);
        if (use is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], isCritical));
        using var own = request.Create(Between.SubjectName, X509SignatureGenerator.CreateForECDsa(betweenKey), from ?? Early, to ?? Late, [2]);
        _own = own.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Between { get; }

    /// <summary>The moment that its tokens say.</summary>
    public DateTimeOffset At { get; init; } = new(2026, 11, 30, 3, 12, 45, TimeSpan.Zero);

    /// <summary>Whether a token answers another request than the one that came.</summary>
    public bool ForgetsNonce { get; init; }

    /// <summary>What a token is for instead of what was asked; null for what was asked.</summary>
    public byte[]? OtherContent { get; init; }

    /// <summary>The policy of its tokens.</summary>
    public string PolicyGiven { get; init; } = Policy;

    /// <summary>Whether its certificate is left out of its tokens.</summary>
    public bool LeavesCertificateOut { get; init; }

    /// <summary>How its signature hashes.</summary>
    public string SignatureHash { get; init; } = "2.16.840.1.101.3.4.2.1";

    /// <summary>Answers a request with a token.</summary>
    public byte[] Reply(byte[] request)
    {
        var cms = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), Info(request)));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _own)
        {
            DigestAlgorithm = new Oid(SignatureHash),
            IncludeOption = LeavesCertificateOut ? X509IncludeOption.None : X509IncludeOption.EndCertOnly,
        };
        if (!LeavesCertificateOut)
            signer.Certificates.Add(Between);
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid("1.2.840.113549.1.9.16.2.47"), SigningCertificate()));
        cms.ComputeSignature(signer);
        return Write(status: 0, writer => writer.WriteEncodedValue(cms.Encode()));
    }

    /// <summary>Answers by a refusal.</summary>
    public static byte[] Refusal(string said, int failure) => Write(status: 2, _ => { }, said, failure);

    /// <summary>A request for a content, as a program would send it.</summary>
    public static byte[] RequestFor(byte[] content) => Rfc3161TimestampRequest.CreateFromData(
        content, HashAlgorithmName.SHA256, nonce: new byte[] { 1, 2, 3, 4 }, requestSignerCertificates: true).Encode();

    /// <summary>Writes its root as a file.</summary>
    public string RootIn(string folder)
    {
        var path = Path.Combine(folder, "racine.pem");
        File.WriteAllText(path, Root.ExportCertificatePem());
        return path;
    }

    public void Dispose()
    {
        Root.Dispose();
        Between.Dispose();
        _own.Dispose();
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.DigitalSignature, critical: true));
        return request;
    }

    // TSTInfo: RFC 3161, 2.4.2.
    private byte[] Info(byte[] encoded)
    {
        Assert.True(Rfc3161TimestampRequest.TryDecode(encoded, out var request, out _));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(PolicyGiven);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(request.HashAlgorithmId.Value!);
                    writer.WriteNull();
                }

                writer.WriteOctetString(OtherContent is { } other ? SHA256.HashData(other) : request.GetMessageHash().Span);
            }

            writer.WriteInteger(4_242);
            writer.WriteGeneralizedTime(At, omitFractionalSeconds: true);
            using (writer.PushSequence())
                writer.WriteInteger(1);
            if (!ForgetsNonce)
                writer.WriteInteger(request.GetNonce()!.Value.Span);
        }

        return writer.Encode();
    }

    // SigningCertificateV2: RFC 5035, 3.
    private byte[] SigningCertificate()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(SHA256.HashData(_own.RawData));
        return writer.Encode();
    }

    private static byte[] Write(int status, Action<AsnWriter> token, string? said = null, int? failure = null)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(status);
                if (said is not null)
                {
                    using (writer.PushSequence())
                        writer.WriteCharacterString(UniversalTagNumber.UTF8String, said);
                }

                if (failure is { } bit)
                    writer.WriteNamedBitList(new System.Collections.BitArray(bit + 1) { [bit] = true });
            }

            token(writer);
        }

        return writer.Encode();
    }
}
