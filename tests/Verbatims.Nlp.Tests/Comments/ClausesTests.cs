using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Tests.Comments;

public class ClausesTests
{
    [Theory]
    [InlineData("Personnel très gentil mais chambre sale", "Personnel très gentil|chambre sale")]
    [InlineData("Tout était parfait. Merci !", "Tout était parfait.|Merci !")]
    [InlineData("- Accueil\n- Repas froids", "Accueil|Repas froids")]
    [InlineData("Bon séjour, par contre le parking ; sauf la nuit", "Bon séjour|le parking|sauf la nuit")]
    [InlineData("Tout va bien, seul bémol le bruit", "Tout va bien|seul bémol le bruit")]
    [InlineData("12.5 euros de trop", "12.5 euros de trop")]
    [InlineData("merci à [NOM] !", "merci à [NOM] !")]
    [InlineData("...", "")]
    [InlineData("", "")]
    public void A_comment_is_cut_where_its_tone_may_turn(string comment, string expected) =>
        Assert.Equal(expected, string.Join('|', Clauses.Of(comment).Select(clause => comment[clause.Start..clause.End])));
}
