using CsCheck;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Search;

/// <summary>What holds of any search in comments, however it is written.</summary>
public class SearchPropertyTests
{
    private static readonly string[] Words = ["attente", "salle", "repas", "froid", "nuit", "gentille"];

    private static readonly string[] Pieces =
        ["attente", "OU", "ET", "SAUF", "(", ")", "\"", "«", "»", "“", "”", "*", " ", " ", "repas*", "ou", "é", "\ud83d", "\0", "-", "ß", "İ", "'", "’"];

    private static readonly Gen<(string Text, Func<HashSet<string>, bool> Holds)> ASearch = Gen.Recursive<(string, Func<HashSet<string>, bool>)>((depth, inner) =>
    {
        var word = AnyOf(Words).Select(one => (one, (Func<HashSet<string>, bool>)(said => said.Contains(one))));
        if (depth > 3)
            return word;
        var both = Gen.Select(inner, inner).Select((a, b) => ($"({a.Item1}) ET ({b.Item1})", (Func<HashSet<string>, bool>)(said => a.Item2(said) && b.Item2(said))));
        var either = Gen.Select(inner, inner).Select((a, b) => ($"({a.Item1}) OU ({b.Item1})", (Func<HashSet<string>, bool>)(said => a.Item2(said) || b.Item2(said))));
        var without = Gen.Select(inner, inner).Select((a, b) => ($"({a.Item1}) SAUF ({b.Item1})", (Func<HashSet<string>, bool>)(said => a.Item2(said) && !b.Item2(said))));
        return Gen.OneOf(word, both, either, without);
    });

    [Fact]
    public void Any_text_is_read_or_refused_with_an_example() => Gen.OneOf(AnyOf(Pieces).Array[0, 25].Select(parts => string.Concat(parts)), Gen.String).Sample(
        text =>
        {
            try
            {
                var search = BooleanSearch.Parse(text);
                _ = search.Matches("attente en salle, repas froid");
                Assert.Equal(text.Trim(), search.ToString());
            }
            catch (InvalidDataException e)
            {
                Assert.Contains("Exemple : ", e.Message, StringComparison.Ordinal);
            }
        },
        iter: 20_000);

    [Fact]
    public void A_search_finds_exactly_the_comments_that_its_words_describe() => Gen.Select(ASearch, AnyOf(Words).Array[0, 4]).Sample(
        (search, said) => Assert.Equal(search.Holds([.. said]), BooleanSearch.Parse(search.Text).Matches(string.Join(", ", said))),
        iter: 5_000);

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);
}
