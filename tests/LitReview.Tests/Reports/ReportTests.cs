using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using LitReview.Citations;
using LitReview.Demo;
using LitReview.Reports;
using LitReview.Reviews;
using LitReview.Tests.Persistence;
using LitReview.Tests.Reviews;

namespace LitReview.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public async Task The_fictional_review_shows_every_state_and_its_boxes_add_up()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        Assert.True(await DemoReview.SeedAsync(store.Services, AReview.Anne, AReview.Bruno, AReview.Chloe));
        Assert.False(await DemoReview.SeedAsync(store.Services, AReview.Anne, AReview.Bruno, AReview.Chloe));

        var review = (await store.Services.Queries.ReviewAsync(new ReviewId("R-2026-0001")))!;

        Assert.Equal(40, review.Records.Count);
        Assert.Equal(2, review.Proposals.Count);
        Assert.NotEmpty(review.Conflicts(Stage.TitleAbstract));
        var databases = PrismaFlow.Of(review).Databases;
        Assert.Equal((40, 1, 1, 1), (databases.IdentifiedTotal, databases.DuplicatesByTool, databases.DuplicatesByPeople, databases.NotRetrieved));
        Assert.Equal([new ReasonCount("Type d’étude", 1)], databases.ExcludedByReason);
        Assert.Equal(2, databases.Included);
        Assert.NotNull(Assert.Single(review.Agreements()).Agreement.Kappa);
    }

    [Fact]
    public void The_method_says_who_read_how_it_was_ordered_and_how_it_stopped()
    {
        var review = new AReview(records: 20, reviewers: 2).Judge(1, Verdict.Include, AReview.Anne).Judge(1, Verdict.Include, AReview.Bruno)
            .Do(new StopScreening("Fin du temps prévu."));

        var text = string.Join('\n', ReviewText.Method(review.Review));

        Assert.Contains("MEDLINE (20 références) : 20 références en tout. Aucun doublon n’a été retiré.", text, StringComparison.Ordinal);
        Assert.Contains("deux lecteurs indépendants pour chaque référence, chacun sans voir l’avis de l’autre", text, StringComparison.Ordinal);
        Assert.Contains("(has 1)", text, StringComparison.Ordinal);
        Assert.Contains("95\u202f% des références pertinentes vues, avec une confiance de 95\u202f%", text, StringComparison.Ordinal);
        Assert.Contains(
            "décision prise avant que le test statistique du protocole ne le permette (1 lues sur 20, 1 retenues, 0 écartées de suite à la fin ; "
            + "p = 1, rappel estimé ", text, StringComparison.Ordinal);
        Assert.Contains("Motif : Fin du temps prévu.", text, StringComparison.Ordinal);
        Assert.Contains("19 références non lues comptent dans PRISMA comme écartées par un outil d’automatisation.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vote_stays_hidden_in_the_journal_until_the_second_is_given()
    {
        var review = new AReview(records: 3, reviewers: 2).Judge(2, Verdict.Exclude, AReview.Anne, reason: "population");
        var vote = new RecordedReviewEvent(
            3, default, AReview.Anne, new Decided(2, Stage.TitleAbstract, Verdict.Exclude, "population", new Suggested(1, 3, 0.5, "has 1")));

        Assert.Equal(
            "a donné son avis sur la référence n° 2 (titre et résumé), caché jusqu’à la seconde lecture",
            ReviewText.Of(review.Review, vote, AReview.Bruno));
        var shown = "a exclu la référence n° 2 (titre et résumé), motif : population ; proposée au rang 1 sur 3, has 1";
        Assert.Equal(shown, ReviewText.Of(review.Review, vote, AReview.Anne));
        Assert.Equal(shown, ReviewText.Of(review.Review, vote, reader: null));
        review.Judge(2, Verdict.Exclude, AReview.Bruno);
        Assert.StartsWith("a exclu", ReviewText.Of(review.Review, vote, AReview.Bruno), StringComparison.Ordinal);
    }

    [Fact]
    public void The_diagram_is_a_picture_that_stands_alone_and_escapes_what_it_is_given()
    {
        var review = new AReview(records: 4).Import(2, "<Embase> & Cie").Import(1, "Site", SourceKind.Website).Judge(1, Verdict.Include);

        var svg = XDocument.Parse(PrismaSvg.Draw(PrismaFlow.Of(review.Review)));

        var texts = string.Join(' ', svg.Descendants(XName.Get("text", "http://www.w3.org/2000/svg")).Select(text => text.Value));
        Assert.Contains("Références identifiées (n\u00a0=\u00a06)", texts, StringComparison.Ordinal);
        Assert.Contains("<Embase> & Cie (n\u00a0=\u00a02)", texts, StringComparison.Ordinal);
        Assert.Contains("Autres méthodes", texts, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_file_is_valid_and_carries_method_flow_studies_and_search()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        await DemoReview.SeedAsync(store.Services, AReview.Anne, AReview.Bruno, AReview.Chloe);
        var review = (await store.Services.Queries.ReviewAsync(new ReviewId("R-2026-0001")))!;
        var path = Path.GetTempFileName();
        try
        {
            DocxReport.Write(review, await store.Services.Queries.CitationsAsync(review.Id, DocxReport.Cited(review)), path);

            using var document = WordprocessingDocument.Open(path, isEditable: false);
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
            var text = document.MainDocumentPart!.Document!.Body!.InnerText;
            Assert.Contains("Télésurveillance de l’insuffisance cardiaque (fictif)", text, StringComparison.Ordinal);
            Assert.Contains("kappa de Cohen", text, StringComparison.Ordinal);
            Assert.Contains("(\"heart failure\"[mh] OR", text, StringComparison.Ordinal);
            Assert.Contains("Motif : Type d’étude.", text, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_word_file_draws_the_flow_of_each_search_with_its_text_and_a_wide_one_on_a_page_on_its_side()
    {
        var review = new AReview(records: 4).Import(2, "<Embase> & Cie").Import(1, "Site", SourceKind.Website).Judge(1, Verdict.Include)
            .Do(new StopScreening("Assez lu.")).Do(new BeginSearch("Mise à jour.")).Import(3);
        var path = Path.GetTempFileName();
        try
        {
            DocxReport.Write(review.Review, new Dictionary<int, Citation>(), path);

            using var document = WordprocessingDocument.Open(path, isEditable: false);
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath} {error.Description}"));
            var main = XDocument.Load(document.MainDocumentPart!.GetStream());
            XNamespace wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
            XNamespace w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
            var pictures = main.Descendants(wp + "docPr").ToList();
            Assert.Equal(
                [PrismaSvg.Description(PrismaFlow.Of(review.Review, 1)), PrismaSvg.Description(PrismaFlow.Of(review.Review, 2))],
                pictures.Select(picture => picture.Attribute("descr")!.Value));
            // Each shape of the picture is a shape of the file: its words can be selected there.
            var texts = main.Descendants(wps + "txbx").Select(box => box.Value).ToList();
            Assert.Contains(texts, text => text.Contains("<Embase> & Cie (n\u00a0=\u00a02)", StringComparison.Ordinal));
            Assert.Contains("Sélection", texts);
            Assert.Contains(main.Descendants(wps + "wsp"), shape => shape.ToString().Contains("tailEnd", StringComparison.Ordinal));
            // Both have other methods, or an earlier search, beside: wider than a page that stands.
            Assert.Equal(2, main.Descendants(w + "pgSz").Count(page => page.Attribute(w + "orient")?.Value == "landscape"));
            Assert.Equal(main.Descendants(wp + "docPr").Select(part => part.Attribute("id")!.Value).Distinct().Count(), pictures.Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task The_csv_has_a_line_for_each_reference_and_no_formula()
    {
        var review = new AReview(records: 3).Judge(1, Verdict.Exclude, reason: "population")
            .Do(new LinkDuplicates([new RecordLink(3, 1)], ByTool: true, "même DOI"));
        using var stream = new MemoryStream();

        await ReviewCsv.WriteAsync(review.Review, All(), stream);

        var lines = Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF').TrimEnd().Split("\r\n");
        Assert.Equal(4, lines.Length);
        Assert.Equal(
            "1;Étude n° 1 de la télésurveillance;Évrard, A ; Groupe TELE;2020;;10.1000/1;;MEDLINE;MEDLINE.nbib;;écartée;population;;;;;;;;;"
                .Replace("Évrard, A ; Groupe TELE", "\"Évrard, A ; Groupe TELE\"", StringComparison.Ordinal)
            + "Contexte : 1 patients suivis à domicile.",
            lines[1]);
        Assert.Contains("'=1+1", lines[2], StringComparison.Ordinal);
        Assert.Contains(";1;doublon;", lines[3], StringComparison.Ordinal);

        static async IAsyncEnumerable<(int Number, Citation Citation)> All()
        {
            await Task.CompletedTask;
            yield return (1, AStore.ACitation(1));
            yield return (2, AStore.ACitation(2, "=1+1"));
            yield return (3, AStore.ACitation(3));
        }
    }

    [Fact]
    public async Task A_full_text_is_stored_once_under_its_digest_and_only_when_it_is_a_pdf()
    {
        var folder = Directory.CreateTempSubdirectory("textes-").FullName;
        try
        {
            var store = new FullTextStore(folder);
            using var pdf = new MemoryStream("%PDF-1.7 essai"u8.ToArray());
            using var html = new MemoryStream("<html>"u8.ToArray());

            var first = await store.SaveAsync(pdf, "../étude.pdf");
            pdf.Position = 0;
            var again = await store.SaveAsync(pdf, "copie.pdf");
            var failure = await Assert.ThrowsAsync<InvalidDataException>(() => store.SaveAsync(html, "page.pdf"));

            Assert.Equal(("étude.pdf", 14L, again.Sha256), (first.FileName, first.Size, first.Sha256));
            Assert.StartsWith("« page.pdf » n’est pas un PDF", failure.Message, StringComparison.Ordinal);
            Assert.Single(Directory.GetFiles(folder));
            Assert.Throws<ArgumentException>(() => store.Open("../../etc/passwd"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
