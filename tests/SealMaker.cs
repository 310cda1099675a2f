using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HasToolkit.Tests;

/// <summary>A certificate that signs, made for one test.</summary>
internal sealed class SealMaker : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes it.</summary>
    /// <param name="to">Until when it is valid.</param>
    /// <param name="use">What its key is for.</param>
    public SealMaker(DateTimeOffset? to = null, X509KeyUsageFlags use = X509KeyUsageFlags.DigitalSignature)
    {
        var request = new CertificateRequest("CN=Service d’essai", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(use, critical: true));
        Certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), to ?? new DateTimeOffset(2060, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>Writes it with its key in PKCS#12.</summary>
    public string Pkcs12In(string folder, string password) => Written(folder, "cle.pfx", Certificate.Export(X509ContentType.Pkcs12, password));

    /// <summary>Writes it with its key in PEM.</summary>
    public string PemIn(string folder) => Written(
        folder, "cle.pem", System.Text.Encoding.ASCII.GetBytes($"{Certificate.ExportCertificatePem()}\n{_key.ExportPkcs8PrivateKeyPem()}\n"));

    /// <summary>Writes it without its key.</summary>
    public string CertificateIn(string folder) =>
        Written(folder, "certificat.pem", System.Text.Encoding.ASCII.GetBytes(Certificate.ExportCertificatePem()));

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private static string Written(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
