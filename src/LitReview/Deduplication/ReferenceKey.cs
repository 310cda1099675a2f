using System.Security.Cryptography;
using System.Text;
using LitReview.Citations;

namespace LitReview.Deduplication;

/// <summary>
/// Names a reference by what its export says, so that a decision finds it again when the file is read again.
/// </summary>
public static class ReferenceKey
{
    private const int Bytes = 12;

    /// <summary>The key: 24 hexadecimal digits, the same for the same text wherever it stands.</summary>
    public static string Of(Citation citation)
    {
        ArgumentNullException.ThrowIfNull(citation);
        var text = citation.Source.Raw.Length > 0 ? citation.Source.Raw
            : $"{citation.Title}\n{citation.Doi}\n{citation.PubMedId}\n{citation.Year}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
    }
}
