using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using LitReview.Bias;
using LitReview.Citations;
using LitReview.Extraction;
using LitReview.Reports;
using LitReview.Reviews;
using LitReview.Tests.Persistence;
using LitReview.Tests.Reviews;

namespace LitReview.Tests.Bias;

public sealed class BiasTests
{
    private const string Own =
        """
        { "id": "grille-maison", "version": 2, "name": "Grille maison", "source": "Service, 2026", "confidence": "M",
          "judgements": [ { "key": "oui", "name": "Oui", "sign": "+", "tone": "good" }, { "key": "non", "name": "Non", "sign": "–", "tone": "bad" } ],
          "domains": [ { "key": "aveugle", "short": "Av.", "name": "Aveugle", "question": "En aveugle ?", "kind": "bias" } ] }
        """;

    private static readonly CheckedValue NoQuote = new StudyText("", false, []).Check(new TypedValue("d1", ""));

    [Fact]
    public void The_shipped_forms_can_be_used_and_say_where_they_come_from()
    {
        Assert.Equal(["rob2", "robins-i", "quadas-2"], BiasForm.Shipped.Select(form => form.Id));
        // Five domains and all together; seven and all together; four of bias and three of applicability.
        Assert.Equal([6, 8, 7], BiasForm.Shipped.Select(form => form.Domains.Count));
        Assert.All(BiasForm.Shipped, form => Assert.Empty(form.Faults()));
        Assert.All(BiasForm.Shipped, form => Assert.Contains("20", form.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void A_study_is_judged_on_each_domain_with_a_reason_and_the_form_enters_the_journal()
    {
        var review = AStudy();
        review.Refusal<ReasonIsMissing>(Judge("d1", "faible", " "));
        review.Refusal<JudgementIsUnknown>(Judge("d1", "excellent", "Tirage central."));
        review.Refusal<FieldIsUnknown>(Judge("d9", "faible", "Tirage central."));

        review.Do(Judge("d1", "faible", "Tirage central.")).Do(Judge("d1", "eleve", "Enveloppes ouvertes."));

        Assert.Equal(
            [typeof(BiasFormChosen), typeof(BiasJudged), typeof(BiasJudged)], review.Journal.TakeLast(3).Select(e => e.Event.GetType()));
        var form = review.Review.BiasForms[0];
        var mark = review.Review.Find(1)!.Mark(form, form.Domain("d1")!)!;
        Assert.Equal(("eleve", "Enveloppes ouvertes.", AReview.Anne), (mark.Judgement, mark.Reason, mark.Person));
        Assert.Empty(Assert.IsType<ReviewDecision.Accepted>(review.Try(Judge("d1", "eleve", "Enveloppes ouvertes."))).Events);
        Assert.Equal(
            "a jugé la référence n° 1 sur « Randomisation » (Essais randomisés (à la manière de RoB 2)) : Risque élevé. Enveloppes ouvertes.",
            ReviewText.Of(review.Review, review.Journal[^1], reader: null));
    }

    [Fact]
    public void A_quote_that_the_study_has_not_is_refused()
    {
        var read = new StudyText("Essai randomisé.", true, ["Une page que l’on peut lire."]);

        AStudy().Refusal<QuoteIsNotThere>(new JudgeBias(
            1, "rob2", [new BiasAnswer("d1", "faible", "Tirage.", read.Check(new TypedValue("d1", "", "un tirage par ordinateur")))]));
    }

    [Fact]
    public void A_form_of_one_s_own_is_read_and_a_newer_version_loses_no_judgement()
    {
        var form = BiasForm.Read(Own, "maison.json");
        var review = AStudy().Do(new ChooseBiasForm(form))
            .Do(new JudgeBias(1, "grille-maison", [new BiasAnswer("aveugle", "non", "Ouvert.", NoQuote)]));

        Assert.Empty(Assert.IsType<ReviewDecision.Accepted>(review.Try(new ChooseBiasForm(review.Review.BiasForms[0]))).Events);
        review.Refusal<BiasFormIsOlder>(new ChooseBiasForm(form with { Name = "Autre" }));
        var without = form with { Version = 3, Domains = [form.Domains[0] with { Key = "autre" }] };
        review.Refusal<BiasFormLosesMarks>(new ChooseBiasForm(without));
        review.Do(new ChooseBiasForm(form with { Version = 3, Name = "Grille maison revue" }));
        Assert.Equal("Grille maison revue", Assert.Single(review.Review.BiasForms).Name);
    }

    [Theory]
    [InlineData("{", "n’est pas une grille de biais")]
    [InlineData("{}", "n’est pas une grille de biais")]
    [InlineData("null", "est vide")]
    public void A_file_that_is_no_form_is_refused_in_french(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => BiasForm.Read(json, "x.json")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"version\": 2", "\"version\": 0", "la version est 0")]
    [InlineData("\"sign\": \"–\"", "\"sign\": \"+\"", "le même signe")]
    [InlineData("\"confidence\": \"M\"", "\"confidence\": \"X\"", "V, S ou M est attendu")]
    [InlineData("\"key\": \"aveugle\"", "\"key\": \"À l’aveugle\"", "n’est pas une clé")]
    [InlineData("En aveugle ?", "", "est vide ou trop long")]
    public void A_form_that_cannot_be_used_says_why(string good, string bad, string message) => Assert.Contains(
        message, Assert.Throws<InvalidDataException>(() => BiasForm.Read(Own.Replace(good, bad, StringComparison.Ordinal), "x.json")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_picture_tells_each_judgement_by_sign_and_shape()
    {
        var review = AStudy().Do(Judge("d1", "faible", "Tirage central.")).Do(Judge("d2", "eleve", "Ouvert."));

        var svg = XDocument.Parse(BiasSvg.Draw(review.Review, review.Review.BiasForms[0], new Dictionary<int, Citation> { [1] = AStore.ACitation(1, "<b>") }));

        var ns = XName.Get("text", "http://www.w3.org/2000/svg");
        var texts = svg.Descendants(ns).Select(text => text.Value).ToList();
        Assert.Equal(2, texts.Count(text => text == "+"));
        Assert.Equal(2, texts.Count(text => text == "×"));
        Assert.Contains("Randomisation : Risque faible", svg.Root!.Elements().Single(element => element.Name.LocalName == "desc").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_word_file_carries_extraction_and_bias_and_the_flow_of_each_search()
    {
        var text = new StudyText("Étude n° 1\n1 patients suivis à domicile.", false, []);
        var review = new AReview(records: 3).Judge(1, Verdict.Include).Judge(1, Verdict.Include, stage: Stage.FullText)
            .Do(new ChangeExtractionForm(ExtractionForm.Default with { Extractors = 1 }, "Seul."))
            .Do(new ExtractValues(1, [text.Check(new TypedValue("effectif", "1 patient", "1 patients suivis à domicile", "2"))]))
            .Do(Judge("d1", "faible", "Tirage central."))
            .Do(new BeginSearch("Mise à jour de 2027.")).Import(2, "Embase");
        var path = Path.GetTempFileName();
        try
        {
            DocxReport.Write(review.Review, new Dictionary<int, Citation> { [1] = AStore.ACitation(1) }, path);

            using var document = WordprocessingDocument.Open(path, isEditable: false);
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
            var written = document.MainDocumentPart!.Document!.Body!.InnerText;
            Assert.Contains("« 1 patients suivis à domicile »p. 2 ; vérifié dans le résumé", written, StringComparison.Ordinal);
            Assert.Contains("RandomisationRisque faibleTirage central.", written, StringComparison.Ordinal);
            Assert.Contains("Recherche n° 1", written, StringComparison.Ordinal);
            Assert.Contains("Recherche n° 2Ouverte le 26 novembre 2026 : Mise à jour de 2027.", written, StringComparison.Ordinal);
            Assert.Contains("Références identifiées3", written, StringComparison.Ordinal);
            Assert.Contains("Références identifiées2", written, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static AReview AStudy() => new AReview().Judge(1, Verdict.Include);

    private static JudgeBias Judge(string domain, string judgement, string reason) =>
        new(1, "rob2", [new BiasAnswer(domain, judgement, reason, NoQuote)]);
}
