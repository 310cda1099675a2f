using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Evaluation.Workflows.Keys;

/// <summary>The secret of a key: « has_ » and 256 random bits. It is told once and stored as a hash only.</summary>
public static class KeySecret
{
    /// <summary>How every secret begins, so that one that lies about is recognised.</summary>
    public const string Prefix = "has_";

    private const int Bytes = 32;

    // 32 bytes in base64url, without padding.
    private const int Letters = 43;

    /// <summary>A new secret, from the generator of the system.</summary>
    internal static string Draw() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a text may be a secret at all; nothing else is looked for.</summary>
    public static bool LooksRight(string text) =>
        text.Length == Prefix.Length + Letters && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Skip(Prefix.Length).All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>What is stored of a secret: its SHA-256. 256 random bits need no slower hash.</summary>
    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
