using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Evaluation.Workflows.Timestamps;

/// <summary>The roots to which the certificate of an authority must lead. No network is asked for any of it.</summary>
public sealed class TimestampTrust
{
    private const int LargestFile = 4 << 20;
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private readonly X509Certificate2Collection? _roots;
    private readonly X509Certificate2Collection _between = [];

    private TimestampTrust(X509Certificate2Collection? roots, X509Certificate2Collection between) => (_roots, _between) = (roots, between);

    /// <summary>The roots that the system of this machine trusts.</summary>
    public static TimestampTrust OfSystem { get; } = new(roots: null, between: []);

    /// <summary>The certificates of a file, PEM or DER: roots, and those between them and the authority when its tokens do not hold them.</summary>
    /// <exception cref="InvalidDataException">The file is not there, holds no certificate, or no root; the message is French.</exception>
    public static TimestampTrust FromFile(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"Le fichier de racine « {path} » n’existe pas. Prenez le certificat racine que publie l’autorité d’horodatage.");
        if (new FileInfo(path).Length > LargestFile)
            throw new InvalidDataException($"« {path} » dépasse {LargestFile >> 20} Mo : ce n’est pas un fichier de certificats.");
        var (roots, between) = (new X509Certificate2Collection(), new X509Certificate2Collection());
        foreach (var certificate in CertificatesOf(path))
            (IsRoot(certificate) ? roots : between).Add(certificate);
        return roots.Count > 0
            ? new TimestampTrust(roots, between)
            : throw new InvalidDataException(
                $"« {path} » ne contient aucun certificat racine (signé par lui-même). Prenez celui que publie l’autorité d’horodatage, en PEM ou en DER.");
    }

    /// <summary>Follows the chain of a certificate, as it was at a moment.</summary>
    /// <returns>The name of the root, or what does not hold, in French.</returns>
    internal (string? Root, string? Problem) Follow(X509Certificate2 certificate, X509Certificate2Collection beside, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.VerificationTime = at.LocalDateTime;
        policy.VerificationTimeIgnored = false;
        policy.DisableCertificateDownloads = true;
        // Lists of what was revoked are on the network: who keeps a token for years keeps them beside it.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.ApplicationPolicy.Add(new Oid(TimeStamping));
        policy.ExtraStore.AddRange(beside);
        policy.ExtraStore.AddRange(_between);
        if (_roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_roots);
        }

        var holds = chain.Build(certificate);
        try
        {
            return holds ? (NameOf(chain.ChainElements[^1].Certificate), null) : (null, Problem(chain, at));
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
    }

    /// <summary>The name of who holds a certificate, as people know it.</summary>
    internal static string NameOf(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name ? name : certificate.Subject;

    private string Problem(X509Chain chain, DateTimeOffset at)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (status.HasFlag(X509ChainStatusFlags.NotSignatureValid))
            return "Un certificat de la chaîne de l’autorité n’est pas signé par celui qui le suit : le jeton a été fabriqué ou abîmé.";
        if (status.HasFlag(X509ChainStatusFlags.UntrustedRoot) || status.HasFlag(X509ChainStatusFlags.PartialChain))
        {
            return $"Le certificat de l’autorité ne mène à aucune racine connue {(_roots is null ? "du système" : "du fichier donné")} "
                + $"(dernier certificat trouvé : « {NameOf(chain.ChainElements[^1].Certificate)} »). Donnez le certificat racine que publie l’autorité (--racine, ou Has:Digest:TimestampRoots).";
        }

        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            var late = chain.ChainElements.FirstOrDefault(
                element => element.ChainElementStatus.Any(one => one.Status == X509ChainStatusFlags.NotTimeValid));
            return $"Un certificat de la chaîne (« {NameOf((late ?? chain.ChainElements[^1]).Certificate)} ») n’était pas valable le {FrenchText.Instant(at)}.";
        }

        return "La chaîne de certificats de l’autorité ne convient pas : "
            + string.Join(", ", chain.ChainStatus.Select(one => one.Status.ToString()).Distinct()) + ".";
    }

    private static X509Certificate2Collection CertificatesOf(string path)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(path);
            if (found.Count == 0)
                found.Add(X509CertificateLoader.LoadCertificateFromFile(path));
            return found;
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"« {path} » n’est pas un fichier de certificats, en PEM ou en DER ({e.Message}) Prenez celui que publie l’autorité.", e);
        }
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
