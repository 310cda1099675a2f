using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Evaluation.Workflows.Timestamps;

/// <summary>What a signature says, once it holds.</summary>
/// <param name="Name">Who signed.</param>
/// <param name="Fingerprint">The SHA-256 of his certificate, in hexadecimal.</param>
/// <param name="At">When, by the clock of the machine that signed, in UTC.</param>
public sealed record SignatureStatement(string Name, string Fingerprint, DateTimeOffset At);

/// <summary>Checks a signature of a digest, without the network.</summary>
public static class DigestSignature
{
    private static readonly HashSet<string> Hashes = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    /// <summary>Reads the certificate that a signature must be by.</summary>
    /// <param name="path">PEM or DER, without its private key.</param>
    /// <exception cref="InvalidDataException">It is not there, or is none; the message is French.</exception>
    public static X509Certificate2 CertificateOf(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"Le certificat « {path} » n’existe pas. Prenez celui que vous gardez à part, en PEM ou en DER.");
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(path);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"« {path} » n’est pas un certificat, en PEM ou en DER ({e.Message})", e);
        }
    }

    /// <summary>Checks what a file « .p7s » holds.</summary>
    /// <param name="signature">Its bytes.</param>
    /// <param name="content">The bytes that it is for.</param>
    /// <param name="expected">The certificate that it must be by: one that is kept elsewhere, not one that came with the signature.</param>
    /// <returns>What it says, or what does not hold, in French; one of the two.</returns>
    public static (SignatureStatement? Statement, string? Problem) Check(
        ReadOnlySpan<byte> signature, ReadOnlySpan<byte> content, X509Certificate2 expected)
    {
        try
        {
            var cms = new SignedCms(new ContentInfo(content.ToArray()), detached: true);
            cms.Decode(signature);
            return cms.SignerInfos.Count == 1
                ? Check(cms.SignerInfos[0], expected)
                : (null, "La signature n’est pas celle d’un seul signataire : elle n’a pas été faite par HasToolkit.");
        }
        catch (CryptographicException e)
        {
            return (null, $"Ce n’est pas une signature CMS (.p7s), ou elle est abîmée ({e.Message}).");
        }
    }

    private static (SignatureStatement? Statement, string? Problem) Check(SignerInfo signer, X509Certificate2 expected)
    {
        if (!Hashes.Contains(signer.DigestAlgorithm.Value ?? ""))
            return (null, $"La signature repose sur un condensat trop faible ou inconnu ({signer.DigestAlgorithm.Value}) ; attendu : SHA-256, SHA-384 ou SHA-512.");
        if (signer.Certificate is null || !signer.Certificate.RawDataMemory.Span.SequenceEqual(expected.RawDataMemory.Span))
        {
            return (null, $"La signature est de « {(signer.Certificate is { } other ? TimestampTrust.NameOf(other) : "un inconnu")} », "
                + "avec un autre certificat que celui qui est attendu.");
        }

        try
        {
            signer.CheckSignature([expected], verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return (null, "La signature ne tient pas : le fichier a changé depuis, ou la signature est celle d’un autre fichier.");
        }

        if (signer.SignedAttributes.Cast<CryptographicAttributeObject>().SelectMany(one => one.Values.Cast<AsnEncodedData>())
            .OfType<Pkcs9SigningTime>().FirstOrDefault() is not { } time)
        {
            return (null, "La signature ne porte pas son heure : elle n’a pas été faite par HasToolkit.");
        }

        var at = new DateTimeOffset(DateTime.SpecifyKind(time.SigningTime, DateTimeKind.Utc));
        return CertificateProblem(expected, at) is { } problem
            ? (null, problem)
            : (new SignatureStatement(TimestampTrust.NameOf(expected), Convert.ToHexStringLower(SHA256.HashData(expected.RawDataMemory.Span)), at), null);
    }

    /// <summary>Why a certificate cannot have signed at a moment, in French; null when it can.</summary>
    internal static string? CertificateProblem(X509Certificate2 certificate, DateTimeOffset at)
    {
        if (at.UtcDateTime < certificate.NotBefore.ToUniversalTime() || at.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            return $"Le certificat « {TimestampTrust.NameOf(certificate)} » vaut du {FrenchText.Instant(certificate.NotBefore)} au {FrenchText.Instant(certificate.NotAfter)} : "
                + $"il n’est pas valable le {FrenchText.Instant(at)}.";
        }

        return certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } use
            && (use.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == 0
            ? $"Le certificat « {TimestampTrust.NameOf(certificate)} » n’est pas fait pour signer."
            : null;
    }
}
