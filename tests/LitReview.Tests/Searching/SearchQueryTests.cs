using CsCheck;
using LitReview.Searching;

namespace LitReview.Tests.Searching;

public class SearchQueryTests
{
    private static readonly string[] Bits =
    [
        "(", ")", "\"", "«", "»", "*", "~", "~2", ":", "titre:", "annee:", "2015..", "[ti]", "[", "]", " ET ", " OU ", " SAUF ", "NOT ",
        "mot", "é", "\0", "\ud800", " ", "-", "10.1/x",
    ];

    [Theory]
    [InlineData("asthme OU toux ET enfant", 11, "mêlé à ET ou SAUF sans parenthèses")]
    [InlineData("(asthme OU toux", 1, "n’est pas fermée")]
    [InlineData("asthme)", 7, "fermante sans ouvrante")]
    [InlineData("asthme ET", 10, "il manque un mot")]
    [InlineData("OU asthme", 1, "« OU » n’a rien à sa gauche")]
    [InlineData("asthme ET ()", 12, "sans rien avant elle")]
    [InlineData("\"crise aiguë", 1, "ne sont pas fermés")]
    [InlineData("« »", 1, "rien entre ces guillemets")]
    [InlineData("tire:asthme", 1, "le champ « tire » est inconnu")]
    [InlineData("titre:", 1, "rien ne suit « titre: »")]
    [InlineData("asth*me", 5, "qu’à la fin d’un mot")]
    [InlineData("a*", 1, "trop court")]
    [InlineData("* asthme", 1, "doit suivre un mot")]
    [InlineData("asthme~5", 7, "va de 1 à 2")]
    [InlineData("\"a b\"~500", 6, "va de 1 à 50")]
    [InlineData("annee:hier", 7, "n’est pas une année")]
    [InlineData("annee:2020..2015", 7, "n’est pas une année ni une période")]
    [InlineData("annee:..", 7, "n’est pas une année ni une période")]
    [InlineData("asthma[xx]", 7, "l’étiquette « [xx] » est inconnue")]
    [InlineData("asthma[ti", 7, "n’est pas fermé")]
    [InlineData("(asthma OR cough)[ti]", 21, "suit une parenthèse")]
    public void An_equation_that_cannot_be_read_is_refused_with_the_place_and_what_to_do(string text, int place, string reason)
    {
        Assert.False(SearchQuery.TryRead(text, out _, out var fault));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Equal(place, fault.Position);
        Assert.StartsWith($"Caractère {place} : ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("asthme")]
    [InlineData("(asthme OU toux) ET enfant SAUF titre:chat")]
    [InlineData("\"qualité de vie\" ET auteur:dupont ET année:2015..2020")]
    [InlineData("résumé:(\"insuffisance cardiaque\"~3 OU cardio*)")]
    [InlineData("(asthma[tiab] OR cough*[tw] OR \"Respiratory Sounds\"[Mesh]) AND 2015:2020[dp] NOT cat[ti]")]
    [InlineData("doi:10.1136/bmj.n71")]
    [InlineData("SAUF chat")]
    [InlineData("ET-A récepteur")]
    public void Equations_are_read(string text)
    {
        Assert.True(SearchQuery.TryRead(text, out var query, out var fault), fault?.Message);
        Assert.Empty(query.Remarks);
    }

    [Fact]
    public void An_operator_in_lower_case_is_a_word_and_the_reader_is_told() =>
        Assert.Contains("écrivez OU en capitales", Assert.Single(ARecord.Equation("asthme ou toux").Remarks), StringComparison.Ordinal);

    [Fact]
    public void A_query_that_is_too_long_too_deep_or_too_wide_is_refused()
    {
        Assert.Contains("caractères", Refusal(new string('a', 10_001)), StringComparison.Ordinal);
        Assert.Equal("", Refusal(new string('a', 10_000)));
        Assert.Contains("l’une dans l’autre", Refusal(new string('(', 31) + "a" + new string(')', 31)), StringComparison.Ordinal);
        Assert.Contains("plus de 300 mots", Refusal(string.Join(" OU ", Enumerable.Repeat("mot", 301))), StringComparison.Ordinal);
        Assert.Contains("plus de 20 mots suivis de « ~ »", Refusal(string.Join(" OU ", Enumerable.Repeat("mot~", 21))), StringComparison.Ordinal);
        Assert.Equal("", Refusal(string.Join(" OU ", Enumerable.Repeat("mot~", 20))));
    }

    // Any text is read or refused; nothing else may happen.
    [Fact]
    public void No_text_breaks_the_reader() => Check.Sample(
        Gen.Int[0, Bits.Length - 1].Select(i => Bits[i]).Array[0, 25],
        parts =>
        {
            var text = string.Concat(parts);
            Assert.NotEqual(SearchQuery.TryRead(text, out var query, out var fault), query is null);
            Assert.True(fault is null || (fault.Position >= 0 && fault.Position <= text.Length + 1));
        },
        iter: 20_000, seed: "0000KOIXe5V0");

    private static string Refusal(string text) =>
        SearchQuery.TryRead(text, out _, out var fault) ? "" : fault.Message;
}
