using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Accounts.People;

/// <summary>Codes that are shown once, and kept as a digest only.</summary>
public static class Secrets
{
    /// <summary>A new code of 256 random bits, in letters that fit into an address.</summary>
    public static string Draw() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The digest that is kept of a code: SHA-256, lower-case hexadecimal. A code is random enough to need no salt.</summary>
    public static string DigestOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    /// <summary>Whether a code has a digest, in a time that does not tell how much of it is right.</summary>
    public static bool Matches(string code, string digest) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(DigestOf(code)), Encoding.ASCII.GetBytes(digest));
}
