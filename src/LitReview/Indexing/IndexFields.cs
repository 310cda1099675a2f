using LitReview.Citations;
using LitReview.Searching;
using Lucene.Net.Documents;
using Lucene.Net.Util;

namespace LitReview.Indexing;

/// <summary>How a record is laid out in the index.</summary>
/// <remarks>
/// Title, abstract, key words and MeSH each have three forms: stems by the language of the text (« .en » or « .fr »), and whole
/// words (« .xx ») for exact phrases, beginnings and near spellings.
/// </remarks>
internal static class IndexFields
{
    /// <summary>Changes with the layout; an index of another layout is built again.</summary>
    public const int Layout = 1;

    public const string Id = "id";
    public const string Title = "title";
    public const string Abstract = "abstract";
    public const string Keyword = "keyword";
    public const string Mesh = "mesh";
    public const string Author = "author.xx";
    public const string Journal = "journal.xx";
    public const string Language = "language.xx";
    public const string Kind = "kind.xx";
    public const string Source = "source.xx";
    public const string Label = "label.xx";
    public const string Doi = "doi";
    public const string PubMedId = "pmid";
    public const string Year = "year";
    public const string Reference = "reference";
    public const string IdOrder = "id-order";
    public const string TitleOrder = "title-order";

    /// <summary>The end of the names of fields of whole words.</summary>
    public const string Whole = ".xx";

    /// <summary>What Lucene reads where no year is known.</summary>
    public const int NoYear = 0;

    /// <summary>The ends of the names of fields of stems.</summary>
    public static readonly string[] Stems = [".en", ".fr"];

    /// <summary>The name of the column that facets are counted from.</summary>
    public static string Column(FacetField field) => "facet-" + field;

    /// <summary>The document of a record.</summary>
    public static Document Document(IndexedRecord record)
    {
        var citation = record.Citation;
        var document = new Document
        {
            new StringField(Id, record.Id, Field.Store.YES),
            new SortedDocValuesField(IdOrder, new BytesRef(record.Id)),
            new StoredField(Title, citation.Title),
            new StoredField(Abstract, citation.Abstract),
            new StoredField(Reference, record.Reference),
            new SortedDocValuesField(TitleOrder, Bytes(PlainLetters.Of(citation.Title.TrimStart('[', '«', '"', ' ')))),
        };
        AddTexts(document, citation);
        AddYear(document, citation.Year);
        if (citation.Doi is { } doi)
            document.Add(new StringField(Doi, doi.ToLowerInvariant(), Field.Store.NO));
        if (citation.PubMedId is { } pmid)
            document.Add(new StringField(PubMedId, pmid, Field.Store.NO));
        Words(document, Author, citation.Authors.Concat(citation.Editors).Select(author => $"{author.Family} {author.Given}"));
        Words(document, Journal, [citation.Journal, citation.JournalAbbreviation]);
        Column(document, FacetField.Journal, [citation.Journal ?? citation.JournalAbbreviation]);
        Both(document, Language, FacetField.Language, [citation.Language]);
        Both(document, Kind, FacetField.Kind, [KindNames.Of(citation.Kind), .. citation.PublicationTypes]);
        Both(document, Source, FacetField.Source,
            record.Sources is [] ? [citation.Source.Provider ?? citation.Source.File] : record.Sources);
        Both(document, Label, FacetField.Label, record.Labels);
        return document;
    }

    private static void AddTexts(Document document, Citation citation)
    {
        var main = TextLanguage.Of($"{citation.Title}\n{citation.Abstract}") ?? citation.Language;
        AddText(document, Title, citation.Title, main);
        if (citation.OriginalTitle is { } original)
            AddText(document, Title, original, main);
        AddText(document, Abstract, citation.Abstract, main);
        foreach (var keyword in citation.Keywords)
            AddText(document, Keyword, keyword, main);
        foreach (var heading in citation.MeshTerms)
            AddText(document, Mesh, heading, main);
    }

    private static void AddText(Document document, string field, string text, string? main)
    {
        if (text.Length == 0)
            return;
        var isFrench = (TextLanguage.Of(text) ?? main) == "fr";
        document.Add(new TextField(field + (isFrench ? ".fr" : ".en"), text, Field.Store.NO));
        document.Add(new TextField(field + Whole, text, Field.Store.NO));
    }

    private static void AddYear(Document document, int? year)
    {
        if (year is not { } known)
            return;
        document.Add(new NumericDocValuesField(Year, known));
        document.Add(new Int32Field(Year, known, Field.Store.YES));
    }

    private static void Both(Document document, string words, FacetField column, IReadOnlyList<string?> values)
    {
        Words(document, words, values);
        Column(document, column, values);
    }

    private static void Words(Document document, string field, IEnumerable<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
                document.Add(new TextField(field, value, Field.Store.NO));
        }
    }

    // A value of a column is a term: Lucene refuses one of 32,766 bytes or more.
    private static void Column(Document document, FacetField field, IEnumerable<string?> values)
    {
        foreach (var value in values.Where(value => !string.IsNullOrWhiteSpace(value)).Distinct(StringComparer.Ordinal))
        {
            var shown = value!.Trim();
            shown = shown.Length > 200 ? shown[..200] : shown;
            document.Add(new SortedSetDocValuesField(Column(field), new BytesRef(shown)));
            document.Add(new StringField(Column(field), shown, Field.Store.NO));
        }
    }

    private static BytesRef Bytes(string text) => new(text.Length > 100 ? text[..100] : text);
}
