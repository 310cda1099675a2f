using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Evaluation.Workflows.Timestamps;

/// <summary>
/// Signs digests with the certificate of who runs the ledger. The signature is CMS (RFC 5652), detached, in DER, with the time of signing: a
/// file « .p7s » that « openssl cms -verify » reads too.
/// </summary>
public sealed class DigestSigner : IDisposable
{
    private const int LargestFile = 1 << 20;
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string Advice = "Attendu : un certificat avec sa clé privée, en PKCS#12 (.pfx, .p12) ou dans un même fichier PEM.";

    private readonly X509Certificate2 _certificate;

    private DigestSigner(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The name of who signs.</summary>
    public string Name => TimestampTrust.NameOf(_certificate);

    /// <summary>Reads a certificate and its private key.</summary>
    /// <param name="path">PKCS#12, or PEM with both.</param>
    /// <param name="password">The password of the file; null for none.</param>
    /// <exception cref="InvalidDataException">It is not there, has no private key, or another password; the message is French.</exception>
    public static DigestSigner FromFile(string path, string? password = null)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"Le fichier de signature « {path} » n’existe pas. {Advice}");
        if (new FileInfo(path).Length > LargestFile)
            throw new InvalidDataException($"« {path} » dépasse {LargestFile >> 20} Mo. {Advice}");
        var certificate = Load(path, password);
        if (certificate.HasPrivateKey)
            return new DigestSigner(certificate);
        certificate.Dispose();
        throw new InvalidDataException($"« {path} » ne contient pas de clé privée. {Advice}");
    }

    /// <summary>Signs bytes.</summary>
    /// <param name="content">What is signed.</param>
    /// <param name="at">The moment that the signature bears.</param>
    /// <returns>The bytes of a file « .p7s ».</returns>
    /// <exception cref="InvalidDataException">The certificate is not valid at that moment, or for this use; the message is French.</exception>
    public byte[] Sign(ReadOnlySpan<byte> content, DateTimeOffset at)
    {
        if (DigestSignature.CertificateProblem(_certificate, at) is { } problem)
            throw new InvalidDataException(problem);
        var cms = new SignedCms(new ContentInfo(content.ToArray()), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(at.UtcDateTime));
        cms.ComputeSignature(signer, silent: true);
        return cms.Encode();
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    private static X509Certificate2 Load(string path, string? password)
    {
        try
        {
            if (!File.ReadAllText(path).Contains("-----BEGIN ", StringComparison.Ordinal))
                return X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return password is null
                ? X509Certificate2.CreateFromPemFile(path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"« {path} » ne s’ouvre pas : ce n’en est pas un, ou son mot de passe est autre ({e.Message}) {Advice}", e);
        }
    }
}
