using System.Globalization;
using LitReview.Searching;
using Lucene.Net.Search;

namespace LitReview.Indexing;

/// <summary>Reads what the index keeps of a record.</summary>
internal static class RecordReader
{
    public static FoundRecord Read(IndexSearcher searcher, int document)
    {
        var stored = searcher.Doc(document);
        return new FoundRecord(
            Text(IndexFields.Id), Text(IndexFields.Title), Text(IndexFields.Abstract), Text(IndexFields.Reference),
            stored.GetField(IndexFields.Year)?.GetInt32Value());

        string Text(string field) => stored.Get(field, CultureInfo.InvariantCulture);
    }
}
