using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Evaluation.Workflows.Timestamps;
using HasToolkit.Tests;

namespace Evaluation.Workflows.Tests.Timestamps;

/// <summary>A signature holds for the bytes that were signed, by the certificate that is expected, and for nothing else.</summary>
public sealed class DigestSignatureTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 3, 12, 45, TimeSpan.Zero);
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("{\"heads\":{}}\n");

    private readonly string _folder = Directory.CreateTempSubdirectory("has-signature-").FullName;
    private readonly SealMaker _maker = new();

    public void Dispose()
    {
        _maker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_signed_is_verified_and_says_who_and_when(bool isPkcs12)
    {
        using var signer = DigestSigner.FromFile(isPkcs12 ? _maker.Pkcs12In(_folder, "secret") : _maker.PemIn(_folder), isPkcs12 ? "secret" : null);

        var (statement, problem) = DigestSignature.Check(signer.Sign(Content, At), Content, _maker.Certificate);

        Assert.Null(problem);
        Assert.Equal(("Service d’essai", At), (statement!.Name, statement.At));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(_maker.Certificate.RawData)), statement.Fingerprint);
    }

    [Fact]
    public void No_byte_of_the_file_or_of_the_signature_can_change()
    {
        var signature = Signed(Content);
        for (var i = 0; i < Content.Length; i++)
            Assert.NotNull(DigestSignature.Check(signature, Altered(Content, i), _maker.Certificate).Problem);
        for (var i = 0; i < signature.Length; i++)
        {
            // A byte that says nothing of the content, the signer or the time may change; what is then said is still true.
            var (statement, problem) = DigestSignature.Check(Altered(signature, i), Content, _maker.Certificate);
            Assert.True(problem is not null || (statement!.Name, statement.At) == ("Service d’essai", At), $"byte {i}");
        }

        for (var length = 0; length < signature.Length; length += 7)
            Assert.NotNull(DigestSignature.Check(signature.AsSpan(..length), Content, _maker.Certificate).Problem);
    }

    [Fact]
    public void Another_certificate_of_the_same_name_is_refused()
    {
        using var other = new SealMaker();
        using var signer = DigestSigner.FromFile(other.PemIn(_folder));

        Assert.Contains(
            "avec un autre certificat", DigestSignature.Check(signer.Sign(Content, At), Content, _maker.Certificate).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_that_carries_its_own_content_says_nothing_of_this_file()
    {
        var cms = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes("autre chose")), detached: false);
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _maker.Certificate));

        Assert.Contains("ne tient pas", DigestSignature.Check(cms.Encode(), Content, _maker.Certificate).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_ended_or_is_for_another_use_signs_nothing()
    {
        using var ended = new SealMaker(to: At.AddDays(-1));
        using var forOther = new SealMaker(use: X509KeyUsageFlags.KeyEncipherment);

        foreach (var (maker, expected) in new[] { (ended, "il n’est pas valable le"), (forOther, "n’est pas fait pour signer") })
        {
            using var signer = DigestSigner.FromFile(maker.PemIn(_folder));
            Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => signer.Sign(Content, At)).Message, StringComparison.Ordinal);
            File.Delete(Path.Combine(_folder, "cle.pem"));
        }
    }

    [Fact]
    public void What_holds_no_key_or_opens_with_another_password_is_refused_in_French()
    {
        var certificate = Path.Combine(_folder, "certificat.pem");
        File.WriteAllText(certificate, _maker.Certificate.ExportCertificatePem());
        var kept = _maker.Pkcs12In(_folder, "secret");

        foreach (var (path, password) in new[] { (certificate, (string?)null), (kept, "autre"), (kept, null), (Path.Combine(_folder, "absent.pfx"), null) })
        {
            var refused = Assert.Throws<InvalidDataException>(() => DigestSigner.FromFile(path, password));
            Assert.Contains("Attendu : un certificat avec sa clé privée", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Openssl_reads_the_same_file()
    {
        File.WriteAllBytes(Path.Combine(_folder, "e.json"), Content);
        File.WriteAllBytes(Path.Combine(_folder, "e.json.p7s"), Signed(Content));
        File.WriteAllText(Path.Combine(_folder, "certificat.pem"), _maker.Certificate.ExportCertificatePem());
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(
                "openssl",
                "cms -verify -binary -inform DER -in e.json.p7s -content e.json -CAfile certificat.pem -purpose any -out relu.json")
            {
                WorkingDirectory = _folder,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Pas d’OpenSSL sur cette machine. (No OpenSSL on this machine.)");
            return;
        }

        using (process)
        {
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, said);
            Assert.Equal(Content, File.ReadAllBytes(Path.Combine(_folder, "relu.json")));
        }
    }

    private byte[] Signed(byte[] content)
    {
        using var signer = DigestSigner.FromFile(_maker.PemIn(_folder));
        return signer.Sign(content, At);
    }

    private static byte[] Altered(byte[] content, int place)
    {
        var altered = content.ToArray();
        altered[place] ^= 1;
        return altered;
    }
}
