using System.IO.Compression;
using System.Text;
using LitReview.Extraction;
using LitReview.Reports;
using LitReview.Reviews;
using LitReview.Tests.Persistence;
using LitReview.Tests.Reviews;

namespace LitReview.Tests.Extraction;

public sealed class ExtractionTests
{
    private static readonly StudyText Text = new(
        "Télésurveillance à domicile\nContexte : 120 patients suivis pendant 12 mois. La mortalité était de 8,4 % contre 11,2 %.", false, []);

    [Fact]
    public void A_value_keeps_its_quote_and_the_quote_is_found_in_the_abstract()
    {
        var review = AStudy().Do(new ExtractValues(1, [Value("effectif", "120 patients", "120 patients suivis pendant 12 mois")]));

        var cell = Cell(review, "effectif");
        Assert.Equal((CellStatus.Agreed, QuotePlace.TitleAbstract), (cell.Status, cell.Value!.Place));
        Assert.Equal("vérifié dans le résumé", ReviewText.Of(cell.Value));
    }

    [Fact]
    public void A_figure_that_the_quote_has_not_is_told()
    {
        var value = Value("resultat", "8,4 % contre 11,3 %", "La mortalité était de 8,4 % contre 11,2 %");

        Assert.Equal(["11,3"], value.MissingFigures);
        Assert.Contains("chiffre hors de l’extrait : 11,3", ReviewText.Of(value), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_is_needed_unless_the_study_is_silent()
    {
        var review = AStudy();

        Assert.Contains("« Financement »", review.Refusal<QuoteIsMissing>(new ExtractValues(1, [Value("financement", "Public", "")])).Message, StringComparison.Ordinal);
        review.Do(new ExtractValues(1, [Value("financement", "Non rapporté", "")]));
        Assert.Equal(CellStatus.Agreed, Cell(review, "financement").Status);
    }

    [Fact]
    public void A_quote_that_stands_in_none_of_the_texts_is_refused_when_all_can_be_read()
    {
        var read = Text with { HasFullText = true, Pages = ["Résumé de la page un.", "Les patients étaient randomi"] };
        var absent = read.Check(new TypedValue("population", "Patients", "une phrase que personne n’a écrite"));
        var unread = Text.Check(new TypedValue("population", "Patients", "une phrase que personne n’a écrite"));
        var picture = (Text with { HasFullText = true }).Check(new TypedValue("population", "Patients", "une phrase que personne n’a écrite"));

        Assert.Equal((QuotePlace.Absent, QuotePlace.NoFullText, QuotePlace.UnreadableFullText), (absent.Place, unread.Place, picture.Place));
        AStudy().Refusal<QuoteIsNotThere>(new ExtractValues(1, [absent]));
        var review = AStudy().Do(new ExtractValues(1, [unread]));
        Assert.Contains("non vérifié : aucun texte intégral n’est joint", ReviewText.Of(Cell(review, "population").Value!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_may_run_from_one_page_to_the_next()
    {
        var text = Text with { HasFullText = true, Pages = ["Introduction sans rapport.", "Les patients étaient âgés", "de 61 ans en moyenne."] };

        var value = text.Check(new TypedValue("population", "61 ans", "âgés de 61 ans en moyenne", "1123"));

        Assert.Equal((QuotePlace.FullText, 2), (value.Place, value.FilePage));
        Assert.Equal("p. 1123 ; vérifié dans le texte intégral, page 2 du fichier", ReviewText.Of(value));
    }

    [Fact]
    public void Two_people_extract_without_seeing_each_other_and_a_difference_is_settled_with_a_reason()
    {
        var review = AStudy(extractors: 2);
        review.Do(new ExtractValues(1, [Value("effectif", "120", "120 patients suivis"), Value("duree", "12 mois", "pendant 12 mois")]));
        var waiting = Cell(review, "effectif");
        Assert.Equal((CellStatus.Waiting, 0, 1), (waiting.Status, waiting.SeenBy(AReview.Bruno).Count, waiting.SeenBy(AReview.Anne).Count));
        var hidden = ReviewText.Of(review.Review, review.Journal[^1], AReview.Bruno);
        Assert.Equal("a rempli « Durée de suivi » pour la référence n° 1, caché jusqu’à la seconde extraction", hidden);

        review.Do(new ExtractValues(1, [Value("effectif", "60", "120 patients suivis"), Value("duree", " 12  Mois ", "pendant 12 mois")]), AReview.Bruno);

        Assert.Equal((CellStatus.Differs, CellStatus.Agreed), (Cell(review, "effectif").Status, Cell(review, "duree").Status));
        Assert.Equal(1, review.Review.DifferenceCount());
        review.Refusal<ExtractionIsTaken>(new ExtractValues(1, [Value("effectif", "130", "120 patients suivis")]), AReview.Chloe);
        review.Refusal<ValuesAgree>(new SettleValue(1, Value("duree", "12 mois", "pendant 12 mois"), "Non."), AReview.Chloe);
        review.Refusal<ReasonIsMissing>(new SettleValue(1, Value("effectif", "120", "120 patients suivis"), " "), AReview.Chloe);
        review.Do(new SettleValue(1, Value("effectif", "120", "120 patients suivis"), "60 est un groupe."), AReview.Chloe);
        Assert.Equal(("120", CellStatus.Settled), (Cell(review, "effectif").Value!.Value, Cell(review, "effectif").Status));
        review.Refusal<ValueIsSettled>(new ExtractValues(1, [Value("effectif", "61", "120 patients suivis")]), AReview.Bruno);
    }

    [Fact]
    public void An_empty_value_takes_one_back_and_the_journal_keeps_both()
    {
        var review = AStudy().Do(new ExtractValues(1, [Value("duree", "12 mois", "pendant 12 mois")]));
        Assert.Empty(Assert.IsType<ReviewDecision.Accepted>(review.Try(new ExtractValues(1, [Value("duree", "12 mois", "pendant 12 mois"), Value("effectif", "", "")]))).Events);

        review.Do(new ExtractValues(1, [Value("duree", "", "")]));

        Assert.Equal(CellStatus.Empty, Cell(review, "duree").Status);
        Assert.IsType<ValueExtracted>(review.Journal[^2].Event);
        Assert.IsType<ValueWithdrawn>(review.Journal[^1].Event);
    }

    [Fact]
    public void The_form_belongs_to_the_review_and_a_field_with_values_stays()
    {
        var form = ExtractionForm.Default.WithLines(["Effectif | Par groupe", "Score de Rankin", "Score de Rankin à 90 jours"]);
        Assert.Equal(["effectif", "score-de-rankin", "score-de-rankin-a-90-jours"], form.Fields.Select(field => field.Key));
        var review = AStudy().Do(new ExtractValues(1, [Value("duree", "12 mois", "pendant 12 mois")]));

        Assert.Equal(["Durée de suivi"], review.Refusal<FieldHasValues>(new ChangeExtractionForm(form, "AVC.")).Fields);
        review.Refusal<ExtractionFormIsInvalid>(new ChangeExtractionForm(form with { Extractors = 3 }, "AVC."));
        review.Do(new ChangeExtractionForm(ExtractionForm.Default.WithLines(["Durée de suivi", "Score de Rankin"]) with { Extractors = 1 }, "AVC."));
        review.Refusal<FieldIsUnknown>(new ExtractValues(1, [Value("population", "Adultes", "120 patients suivis")]));
        Assert.Equal(["Score de Rankin"], review.Review.Extraction.Fields.Skip(1).Select(field => field.Name));
    }

    [Fact]
    public void The_table_has_a_line_for_each_study_and_no_formula()
    {
        var review = AStudy().Do(new ExtractValues(1, [
            Value("intervention", "=HYPERLINK(\"http://exemple\")", "Télésurveillance à domicile"), Value("duree", "12 mois", "pendant 12 mois", "3"),
        ]));
        using var csv = new MemoryStream();
        using var xlsx = new MemoryStream();
        var citations = new Dictionary<int, LitReview.Citations.Citation> { [1] = AStore.ACitation(1) };

        ExtractionTable.WriteCsv(review.Review, citations, csv);
        ExtractionTable.WriteXlsx(review.Review, citations, xlsx);

        var lines = Encoding.UTF8.GetString(csv.ToArray()).TrimStart('\uFEFF').TrimEnd().Split("\r\n");
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("numero;reference;doi;type_etude;niveau_de_preuve;grade;Population;\"Population : extrait\"".Replace("\"", "", StringComparison.Ordinal), lines[0], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK", lines[1], StringComparison.Ordinal);
        Assert.Contains("12 mois;pendant 12 mois;", lines[1], StringComparison.Ordinal);
        using var package = new ZipArchive(xlsx, ZipArchiveMode.Read);
        using var sheet = new StreamReader(package.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = sheet.ReadToEnd();
        Assert.Contains("=HYPERLINK", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_is_looked_for_in_the_attached_pdf_and_its_page_is_told()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 2);
        using var pdf = new MemoryStream(APdf.Of(
            "Introduction. Heart failure is frequent among older people.",
            "Methods. Patients were randomly allocated to telemoni-\ntoring or usual care for 24 months."));
        var file = await store.Services.FullTexts.SaveAsync(pdf, "essai.pdf");
        foreach (var command in new ReviewCommand[]
        {
            new JudgeRecord(1, Stage.TitleAbstract, Verdict.Include), new AttachFullText(1, file),
        })
        {
            AStore.Done(await store.Services.Desk.DoAsync(id, command, AStore.Anne, Guid.NewGuid()));
        }

        var refused = await ExtractAsync("telemonitoring saved every life");
        var done = AStore.Done(await ExtractAsync("allocated to telemonitoring or usual care for 24 months"));

        Assert.IsType<QuoteIsNotThere>(Assert.IsType<ReviewResult.Refused>(refused).Reason);
        var value = done.Review.Find(1)!.Extracted["duree"].Given[0].Value;
        Assert.Equal((QuotePlace.FullText, 2), (value.Place, value.FilePage));
        using var other = await store.OpenAgainAsync();
        Assert.Equal(value.Quote, (await other.Queries.ReviewAsync(id))!.Find(1)!.Extracted["duree"].Given[0].Value.Quote);

        Task<ReviewResult> ExtractAsync(string quote) => store.Services.Studies.ExtractAsync(
            id, 1, [new TypedValue("duree", "24 mois", quote)], AStore.Anne, Guid.NewGuid());
    }

    private static AReview AStudy(int extractors = 1) => new AReview().Judge(1, Verdict.Include)
        .Do(new ChangeExtractionForm(ExtractionForm.Default with { Extractors = extractors }, "Au départ."));

    private static CheckedValue Value(string field, string value, string quote, string page = "") =>
        Text.Check(new TypedValue(field, value, quote, page));

    private static ExtractionCell Cell(AReview review, string field) =>
        review.Review.Cell(review.Review.Find(1)!, review.Review.Extraction.Field(field)!);
}
