namespace LitReview.Searching;

/// <summary>Where a word is looked for.</summary>
internal enum SearchField
{
    /// <summary>Title, abstract, key words and MeSH headings.</summary>
    Everywhere,
    Title,
    Abstract,
    TitleAndAbstract,
    Keyword,
    Mesh,
    Author,
    Journal,
    Year,
    Doi,
    PubMedId,
    Language,
    Kind,
    Source,
    Label,
}

/// <summary>The names that a query may give to fields.</summary>
internal static class SearchFields
{
    private static readonly Dictionary<string, SearchField> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["titre"] = SearchField.Title,
        ["title"] = SearchField.Title,
        ["resume"] = SearchField.Abstract,
        ["abstract"] = SearchField.Abstract,
        ["motcle"] = SearchField.Keyword,
        ["keyword"] = SearchField.Keyword,
        ["mesh"] = SearchField.Mesh,
        ["auteur"] = SearchField.Author,
        ["author"] = SearchField.Author,
        ["revue"] = SearchField.Journal,
        ["journal"] = SearchField.Journal,
        ["annee"] = SearchField.Year,
        ["year"] = SearchField.Year,
        ["doi"] = SearchField.Doi,
        ["pmid"] = SearchField.PubMedId,
        ["langue"] = SearchField.Language,
        ["type"] = SearchField.Kind,
        ["source"] = SearchField.Source,
        ["decision"] = SearchField.Label,
    };

    // The tags of PubMed, so that an equation of PubMed can be counted as it is.
    private static readonly Dictionary<string, SearchField> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ti"] = SearchField.Title,
        ["title"] = SearchField.Title,
        ["ab"] = SearchField.Abstract,
        ["abstract"] = SearchField.Abstract,
        ["tiab"] = SearchField.TitleAndAbstract,
        ["title/abstract"] = SearchField.TitleAndAbstract,
        ["tw"] = SearchField.Everywhere,
        ["text word"] = SearchField.Everywhere,
        ["all"] = SearchField.Everywhere,
        ["all fields"] = SearchField.Everywhere,
        ["ot"] = SearchField.Keyword,
        ["mh"] = SearchField.Mesh,
        ["mesh"] = SearchField.Mesh,
        ["mesh terms"] = SearchField.Mesh,
        ["majr"] = SearchField.Mesh,
        ["au"] = SearchField.Author,
        ["author"] = SearchField.Author,
        ["ta"] = SearchField.Journal,
        ["journal"] = SearchField.Journal,
        ["dp"] = SearchField.Year,
        ["pdat"] = SearchField.Year,
        ["la"] = SearchField.Language,
        ["pt"] = SearchField.Kind,
        ["doi"] = SearchField.Doi,
        ["aid"] = SearchField.Doi,
        ["pmid"] = SearchField.PubMedId,
        ["uid"] = SearchField.PubMedId,
    };

    /// <summary>The names that a query may write before a colon, as help shows them.</summary>
    public const string Known =
        "titre, resume, motcle, mesh, auteur, revue, annee, doi, pmid, langue, type, source, decision";

    /// <summary>The field of « titre: »; null when it is unknown. Accents do not count.</summary>
    public static SearchField? OfPrefix(string name) =>
        Prefixes.TryGetValue(PlainLetters.Of(name), out var field) ? field : null;

    /// <summary>The field of a tag of PubMed, « [tiab] »; null when it is unknown.</summary>
    public static SearchField? OfTag(string tag) => Tags.TryGetValue(tag.Trim(), out var field) ? field : null;
}
