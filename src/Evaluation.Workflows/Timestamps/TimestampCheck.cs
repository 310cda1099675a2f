using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Evaluation.Workflows.Timestamps;

/// <summary>
/// Checks a token of an authority without asking anybody: that it is for these bytes, that its signature holds, that the certificate was for that
/// use and valid at that moment, and to which root it leads. RFC 3161; the cryptography is that of the framework.
/// </summary>
public static class TimestampCheck
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private static readonly Dictionary<string, (string Name, HashAlgorithmName Algorithm)> Hashes = new()
    {
        ["2.16.840.1.101.3.4.2.1"] = ("SHA-256", HashAlgorithmName.SHA256),
        ["2.16.840.1.101.3.4.2.2"] = ("SHA-384", HashAlgorithmName.SHA384),
        ["2.16.840.1.101.3.4.2.3"] = ("SHA-512", HashAlgorithmName.SHA512),
    };

    /// <summary>Checks what a file « .tsr » holds.</summary>
    /// <param name="reply">The bytes of the file.</param>
    /// <param name="content">The bytes that it is for.</param>
    /// <param name="trust">The roots; null to leave the chain for later.</param>
    /// <param name="policy">The policy that is wanted, as an object identifier; null for any.</param>
    public static TimestampVerdict Check(ReadOnlyMemory<byte> reply, ReadOnlySpan<byte> content, TimestampTrust? trust, string? policy = null)
    {
        try
        {
            var read = TimestampReply.Read(reply);
            return read.Token is { } token
                ? CheckToken(token, content, trust, policy)
                : new TimestampVerdict.Faulty($"Ce fichier est un refus de l’autorité, sans jeton : {read.Refusal}.");
        }
        catch (InvalidDataException e)
        {
            return new TimestampVerdict.Faulty(e.Message);
        }
    }

    /// <summary>The same, for a token that was read.</summary>
    internal static TimestampVerdict CheckToken(
        Rfc3161TimestampToken token, ReadOnlySpan<byte> content, TimestampTrust? trust, string? policy)
    {
        try
        {
            return Statement(token, content, trust, policy, out var problem) is { } statement
                ? new TimestampVerdict.Sound(statement)
                : new TimestampVerdict.Faulty(problem!);
        }
        catch (CryptographicException e)
        {
            return new TimestampVerdict.Faulty($"Le jeton ne se lit pas en entier : il a été abîmé ({e.Message}).");
        }
    }

    /// <summary>A policy as it was typed.</summary>
    /// <exception cref="InvalidDataException">It is no object identifier; the message is French.</exception>
    public static string Policy(string typed) =>
        typed.Split('.') is { Length: >= 2 and <= 32 } parts && parts.All(part => part.Length is > 0 and <= 18 && part.All(char.IsAsciiDigit))
            ? typed
            : throw new InvalidDataException($"« {typed} » n’est pas le numéro d’une politique d’horodatage ; "
                + "attendu : des nombres et des points, par exemple 1.3.6.1.4.1.22234.2.");

    private static TimestampStatement? Statement(
        Rfc3161TimestampToken token, ReadOnlySpan<byte> content, TimestampTrust? trust, string? policy, out string? problem)
    {
        var info = token.TokenInfo;
        var cms = token.AsSignedCms();
        problem = null;
        if (!Hashes.TryGetValue(info.HashAlgorithmId.Value ?? "", out var hash))
            problem = $"Le jeton repose sur un condensat trop faible ou inconnu ({info.HashAlgorithmId.Value}) ; attendu : SHA-256, SHA-384 ou SHA-512.";
        else if (!info.GetMessageHash().Span.SequenceEqual(CryptographicOperations.HashData(hash.Algorithm, content)))
            problem = "Le jeton n’est pas celui de ce fichier : le fichier a changé depuis, ou le jeton en horodate un autre.";
        else if (policy is not null && info.PolicyId.Value != policy)
            problem = $"Le jeton est donné sous la politique {info.PolicyId.Value} ; {policy} est attendue.";
        else if (!Hashes.ContainsKey(cms.SignerInfos[0].DigestAlgorithm.Value ?? ""))
            problem = $"La signature du jeton repose sur un condensat trop faible ou inconnu ({cms.SignerInfos[0].DigestAlgorithm.Value}).";
        if (problem is not null)
            return null;

        var certificates = cms.Certificates;
        var isSigned = token.VerifySignatureForData(content, out var found);
        using var verified = found;
        var signer = verified ?? cms.SignerInfos[0].Certificate;
        problem = signer is null
            ? "Le jeton ne contient pas le certificat de l’autorité : demandez-en un autre."
            : CertificateProblem(signer, info.Timestamp)
                ?? (isSigned ? null : "La signature du jeton ne tient pas : le jeton a été fabriqué ou abîmé.");
        if (problem is not null)
            return null;

        var root = (string?)null;
        if (trust is not null)
            (root, problem) = trust.Follow(signer!, certificates, info.Timestamp);
        return problem is not null
            ? null
            : new TimestampStatement(
                info.Timestamp.ToUniversalTime(), info.AccuracyInMicroseconds is { } micro ? TimeSpan.FromMicroseconds(micro) : null,
                TimestampTrust.NameOf(signer!), Convert.ToHexString(info.GetSerialNumber().Span), info.PolicyId.Value ?? "", hash.Name, root);
    }

    /// <summary>Why a certificate cannot have signed a token at a moment, in French; null when it can.</summary>
    internal static string? CertificateProblem(X509Certificate2 signer, DateTimeOffset at)
    {
        if (at.UtcDateTime < signer.NotBefore.ToUniversalTime() || at.UtcDateTime > signer.NotAfter.ToUniversalTime())
        {
            return $"Le certificat de l’autorité (« {TimestampTrust.NameOf(signer)} ») valait du {FrenchText.Instant(signer.NotBefore)} "
                + $"au {FrenchText.Instant(signer.NotAfter)} : il n’était pas valable le {FrenchText.Instant(at)}.";
        }

        // RFC 3161, 2.3: that use and no other, and marked so that nobody may pass over it.
        var use = signer.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        return use is { Critical: true, EnhancedKeyUsages.Count: 1 } && use.EnhancedKeyUsages[0].Value == TimeStamping
            ? null
            : $"Le certificat « {TimestampTrust.NameOf(signer)} » n’est pas réservé à l’horodatage : ce n’est pas celui d’une autorité d’horodatage.";
    }
}
