namespace LitReview.Citations;

/// <summary>One author or editor.</summary>
/// <param name="Family">The family name with its particle, or the whole name of a group.</param>
/// <param name="Given">The given names or initials; empty for a group, or when the source gives none.</param>
/// <param name="IsGroup">Whether it is a group, as « Haute Autorité de Santé », and not a person.</param>
public sealed record CitationAuthor(string Family, string Given, bool IsGroup = false)
{
    /// <summary>« Family, Given », as exports write it.</summary>
    public override string ToString() => Given.Length == 0 ? Family : $"{Family}, {Given}";
}
