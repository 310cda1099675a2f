namespace LitReview.Citations.Importing;

/// <summary>Data bases and programs by the names that they give themselves.</summary>
internal static class ProviderNames
{
    private static readonly (string Part, string Name)[] All =
    [
        ("embase", "Embase"), ("medrxiv", "medRxiv"), ("biorxiv", "bioRxiv"), ("pubmed", "PubMed"),
            ("ovid medline", "Ovid MEDLINE"),
        ("medline", "MEDLINE"), ("psycinfo", "PsycINFO"), ("psycarticles", "PsycARTICLES"), ("apa ", "PsycINFO"),
        ("scopus", "Scopus"), ("web of science", "Web of Science"), ("webofscience", "Web of Science"),
            ("cinahl", "CINAHL"),
        ("cochrane", "Cochrane"), ("central", "Cochrane"), ("eric", "ERIC"), ("ptsdpubs", "ProQuest"),
            ("proquest", "ProQuest"),
        ("openalex", "OpenAlex"), ("clinicaltrials", "ClinicalTrials.gov"), ("ictrp", "ICTRP"),
            ("google scholar", "Google Scholar"),
        ("rayyan", "Rayyan"), ("zotero", "Zotero"), ("covidence", "Covidence"), ("ebsco", "EBSCO"), ("ieee", "IEEE"),
        ("lilacs", "LILACS"), ("science direct", "ScienceDirect"), ("sciencedirect", "ScienceDirect"),
            ("wiley", "Wiley"),
        ("epistemonikos", "Epistemonikos"), ("europe pmc", "Europe PMC"), ("pascal", "Pascal"), ("inspec", "Inspec"),
        ("bookends", "Bookends"), ("mendeley", "Mendeley"), ("endnote", "EndNote"),
    ];

    /// <summary>The known name in a text; otherwise the text itself.</summary>
    public static string? Of(string text) =>
        Known(text) ?? (FieldText.OneLine(text) is { Length: > 0 and <= 60 } name ? name : null);

    /// <summary>The known name in a text; null when there is none.</summary>
    public static string? Known(string text)
    {
        foreach (var (part, name) in All)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                return name;
        }

        return null;
    }

    /// <summary>The data base that the addresses of a record lead to; null when none does.</summary>
    public static string? OfUrls(CitationDraft draft) => draft.FirstUrlHost switch
    {
        { } host when host.EndsWith("embase.com", StringComparison.Ordinal) => "Embase",
        { } host when host.EndsWith("scopus.com", StringComparison.Ordinal) => "Scopus",
        { } host when host.EndsWith("proquest.com", StringComparison.Ordinal) => "ProQuest",
        { } host when host.EndsWith("cochranelibrary.com", StringComparison.Ordinal) => "Cochrane",
        { } host when host.EndsWith("ebscohost.com", StringComparison.Ordinal) => "EBSCO",
        { } host when host.EndsWith("ovid.com", StringComparison.Ordinal) => "Ovid",
        { } host when host.Contains("pubmed", StringComparison.Ordinal) => "PubMed",
        { } host when host.EndsWith("openalex.org", StringComparison.Ordinal) => "OpenAlex",
        { } host when host.EndsWith("clinicaltrials.gov", StringComparison.Ordinal) => "ClinicalTrials.gov",
        _ => null,
    };
}
