using LitReview.Answers;

namespace LitReview.Tests.Answers;

public class FigureCheckTests
{
    private const string Source =
        "In 2019, 1,099 patients (mean age 63.50 years) were followed; twelve died. Risk fell from 10 to 12.5% (P<.05), "
        + "arm 1 200 mg. Quatre-vingt-dix-sept centres, twenty-five nurses, deux cent trois lits.";

    [Theory]
    [InlineData("1 099 patients suivis en 2019")]
    [InlineData("1\u202f099 patients ; 1.099 et 1099")]
    [InlineData("un âge de 63,5 ans")]
    [InlineData("une baisse de 10 % à 12,5 %")]
    [InlineData("entre 10 et 12,5 pour cent")]
    [InlineData("p < 0,05 [1]")]
    [InlineData("12 décès, douze morts, Twelve deaths")]
    [InlineData("200 mg dans le bras 1")]
    [InlineData("97 centres, quatre-vingt-dix-sept centres")]
    [InlineData("25 infirmières, vingt-cinq infirmières")]
    [InlineData("203 lits, two hundred and three beds")]
    [InlineData("une étude, an arm, one nurse")]
    [InlineData("aucun chiffre")]
    public void A_figure_of_the_source_is_found_however_it_is_written(string sentence) =>
        Assert.Empty(FigureCheck.Missing(sentence, [Source]));

    [Theory]
    [InlineData("1 100 patients", "1 100")]
    [InlineData("125 patients", "125")]
    [InlineData("63,05 ans", "63,05")]
    [InlineData("12 % de décès", "12")]
    [InlineData("une baisse de 25 %", "25")]
    [InlineData("treize décès", "treize")]
    [InlineData("trois lits et trente-deux centres", "trois trente-deux")]
    [InlineData("in two trials", "two")]
    [InlineData("0,5", "0,5")]
    [InlineData("[3] sur 7 essais", "7")]
    public void A_figure_that_no_source_has_is_named(string sentence, string missing) =>
        Assert.Equal(missing, string.Join(' ', FigureCheck.Missing(sentence, [Source])));

    [Fact]
    public void Numbers_side_by_side_are_not_added()
    {
        Assert.Equal(["7"], FigureCheck.Missing("7", ["three and four, cinq ou deux"]));
        Assert.Empty(FigureCheck.Missing("3, 4, 5 et 2", ["three and four, cinq ou deux"]));
        Assert.Empty(FigureCheck.Missing("80, 75 et 100", ["quatre-vingts, soixante-quinze, cent"]));
    }
}
