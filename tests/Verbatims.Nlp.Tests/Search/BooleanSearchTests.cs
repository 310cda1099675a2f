using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Search;

public sealed class BooleanSearchTests
{
    private const string Comment = "L’infirmière de nuit était TRÈS gentille ; mais l'attente aux urgences, cœur serré…";

    [Theory]
    [InlineData("infirmiere", true)]
    [InlineData("INFIRMIÈRE", true)]
    [InlineData("infirm", false)]
    [InlineData("infirm*", true)]
    [InlineData("coeur", true)]
    [InlineData("l'attente", true)]
    [InlineData("gentille attente", true)]
    [InlineData("gentille ET parking", false)]
    [InlineData("gentille OU parking", true)]
    [InlineData("gentille SAUF attente", false)]
    [InlineData("gentille SAUF parking", true)]
    [InlineData("SAUF parking", true)]
    [InlineData("gentille ET SAUF parking", true)]
    [InlineData("\"infirmière de nuit\"", true)]
    [InlineData("« nuit de »", false)]
    [InlineData("“était très”", true)]
    [InlineData("parking OU (urgences SAUF (repas OU chambre))", true)]
    [InlineData("parking OU urgences repas", false)]
    [InlineData("et", false)]
    public void A_search_finds_words_whatever_their_case_and_accents(string search, bool found) =>
        Assert.Equal(found, BooleanSearch.Parse(search).Matches(Comment));

    [Theory]
    [InlineData("", "elle est vide")]
    [InlineData("attente OU", "un mot manque à la fin")]
    [InlineData("OU attente", "un mot manque avant « OU »")]
    [InlineData("(attente", "une parenthèse n’est pas fermée")]
    [InlineData("attente)", "« ) » est en trop")]
    [InlineData("\"attente", "le guillemet \" n’est pas fermé")]
    [InlineData("!!!", "« !!! » n’a ni lettre ni chiffre")]
    public void A_search_that_cannot_be_read_is_refused_with_an_example(string search, string reason)
    {
        var refused = Assert.Throws<InvalidDataException>(() => BooleanSearch.Parse(search));

        Assert.Equal(
            $"La recherche ne se lit pas : {reason}. Exemple : attente OU \"salle d’attente\" SAUF parking*.", refused.Message);
    }

    [Fact]
    public void A_hostile_search_ends() =>
        Assert.Throws<InvalidDataException>(() => BooleanSearch.Parse(new string('(', 900) + "a" + new string(')', 90)));

    [Fact]
    public void A_query_is_written_in_words_and_read_back()
    {
        var query = new CommentQuery(
            new BatchId("0123456789ab"), "Urgences", "Site Nord", new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 1), Box.Negative,
            Tone.Mixed, "ATT", false, "HUM", true, false, true, BooleanSearch.Parse("attente OU chaise*"));

        var read = query.Words.Aggregate(new CommentQuery(query.Batch), (part, word) => part.With(word.Word, word.Value));

        Assert.Equal(12, query.Words.Count);
        Assert.Equal(query with { Search = null }, read with { Search = null });
        Assert.Equal(query.Search!.Text, read.Search!.Text);
    }

    [Theory]
    [InlineData("tonalite", "X", "Filtre tonalite : « X » n’est pas P, N, M ou R.")]
    [InlineData("de", "hier", "Filtre de : « hier » n’est pas un mois, par exemple 2026-11.")]
    [InlineData("couleur", "vert", "« couleur » n’est pas un filtre. Filtres : service,")]
    public void A_filter_that_cannot_be_read_is_refused(string word, string value, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<InvalidDataException>(() => new CommentQuery(new BatchId("a")).With(word, value)).Message,
            StringComparison.Ordinal);
}
