using LitReview.Searching;

namespace LitReview.Answers;

/// <summary>Finds the passages of a review that may answer a question.</summary>
public static class PassageFinder
{
    /// <summary>How many records are read for a question, unless told otherwise.</summary>
    public const int UsualRecords = 8;

    private const int LongestPassage = 4_000;

    /// <summary>The passages, of the closest record first; a long abstract gives several, cut between sentences.</summary>
    /// <param name="question">The question.</param>
    /// <param name="search">The records of the review.</param>
    /// <param name="records">How many records to read.</param>
    /// <exception cref="SearchFaultException">The question has no word to look for.</exception>
    public static IReadOnlyList<Passage> Find(string question, IRecordSearch search, int records = UsualRecords)
    {
        var hits = search.Find(new SearchRequest(SearchQuery.Question(question)) { Take = records }).Hits;
        return
        [
            .. hits.SelectMany(hit => Parts(TextOf(hit.Record)).Select((text, place) => (hit.Record, Text: text, Place: place)))
                .Select((part, i) => new Passage(i + 1, part.Record.Id, part.Record.Reference, part.Text)
                {
                    TitleLength = part.Place == 0 ? Math.Min(part.Record.Title.Length, part.Text.Length) : 0,
                }),
        ];
    }

    /// <summary>The text that a passage gives of a record.</summary>
    internal static string TextOf(FoundRecord record) =>
        record.Title.Length == 0 ? record.Abstract : $"{record.Title}\n{record.Abstract}".TrimEnd();

    private static IEnumerable<string> Parts(string text)
    {
        var start = 0;
        foreach (var sentence in text.Length > LongestPassage ? Sentences.Of(text) : [])
        {
            if (sentence.End - start <= LongestPassage || sentence.Start == start)
                continue;
            yield return text[start..sentence.Start].TrimEnd();
            start = sentence.Start;
        }

        yield return text[start..];
    }
}
