using LitReview.Citations;
using LitReview.Searching;

namespace LitReview.Tests.Searching;

/// <summary>Records in which only what a test is about is said.</summary>
internal static class ARecord
{
    public static IndexedRecord With(string id, string title, string text = "", int? year = null) => new(
        id,
        new Citation
        {
            Title = title,
            Abstract = text,
            Year = year,
            Source = new SourceRecord("essai.ris", "RIS", "Essai", 1, 1, ""),
        });

    public static IndexedRecord Where(this IndexedRecord record, Func<Citation, Citation> change) =>
        record with { Citation = change(record.Citation) };

    public static SearchQuery Equation(string text) =>
        SearchQuery.TryRead(text, out var query, out var fault) ? query : throw new SearchFaultException(fault);

    /// <summary>The identifiers that an equation finds, in their own order.</summary>
    public static string Ids(this IRecordSearch search, string equation) => string.Join(
        ' ', search.Find(new SearchRequest(Equation(equation)) { Take = 100 }).Hits.Select(hit => hit.Record.Id).Order());

    public static IReadOnlyList<SearchHit> Ask(this IRecordSearch search, string question) =>
        search.Find(new SearchRequest(SearchQuery.Question(question))).Hits;
}
