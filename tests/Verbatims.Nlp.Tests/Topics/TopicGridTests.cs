using Verbatims.Nlp.Comments;
using Verbatims.Nlp.Topics;

namespace Verbatims.Nlp.Tests.Topics;

public class TopicGridTests
{
    [Fact]
    public void The_shipped_grid_has_the_20_topics_of_has_patients_rights_and_the_general_one()
    {
        Assert.Equal(22, TopicGrid.Shipped.Topics.Count);
        Assert.Equal("FLU", TopicGrid.Shipped.Topics[0].Code);
        Assert.Equal("GEN", TopicGrid.Shipped.Topics[^1].Code);
    }

    [Theory]
    [InlineData("{}", "n’est pas une grille de thèmes")]
    [InlineData("pas du json", "n’est pas une grille de thèmes")]
    [InlineData("""{ "nom": "x", "version": "1", "categories": [ { "code": "A", "mots": ["a"] } ] }""", "le champ « libelle » manque")]
    [InlineData("""{ "nom": "x", "version": "1", "categories": [ { "code": "A", "libelle": "A", "theme": "T", "definition": "D", "mots": [" "] } ] }""", "au moins un mot repère")]
    public void A_grid_of_another_form_is_refused_and_the_message_says_where(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => TopicGrid.Read(json, "grille.json")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Repas froid", "REP-")]
    [InlineData("sans attente", "ATT+")]
    [InlineData("Aucun bruit la nuit", "CAL+")]
    [InlineData("L'accueil a été très bien", "ACC+")]
    [InlineData("20€ la chambre", "FRA0")]
    public void Key_words_say_the_topic_and_the_words_around_them_the_sign(string comment, string expected)
    {
        var hits = new KeywordJudge(TopicGrid.Shipped).Judge(comment, WordScanner.Scan(comment));

        Assert.Contains(expected, hits.Select(hit =>
            TopicGrid.Shipped.Topics[hit.Topic].Code + (hit.Sign > 0 ? "+" : hit.Sign < 0 ? "-" : "0")));
    }

    [Theory]
    [InlineData("J'ai été victime de propos racistes", "discrimination")]
    [InlineData("Ma mère est tombée du lit", "surveillance")]
    [InlineData("Erreur de médicament cette nuit", "medicament")]
    [InlineData("J'ai des idées noires", "detresse")]
    [InlineData("Aucune violence ici", "")]
    public void Signals_are_found_by_their_words_unless_denied(string comment, string expected) =>
        Assert.Equal(expected, string.Join(' ', SignalList.Shipped.Find(WordScanner.Scan(comment)).Select(found => found.Signal.Code).Distinct()));
}
