using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using LitReview.Bias;
using LitReview.Citations;
using LitReview.Extraction;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>The report of a review as a Word file: question, method, flow, included studies, and the annex on the search.</summary>
public static class DocxReport
{
    private const int ShortSide = 11_906;
    private const int LongSide = 16_838;
    private const int Margin = 1_134;

    /// <summary>Writes the report.</summary>
    /// <param name="review">The review.</param>
    /// <param name="citations">The references that are included in it, and those set aside in full text, by number.</param>
    /// <param name="path">The file, replaced when it exists.</param>
    public static void Write(Review review, IReadOnlyDictionary<int, Citation> citations, string path)
    {
        using var document = WordprocessingDocument.Create(path, WordprocessingDocumentType.Document);
        document.PackageProperties.Title = review.Protocol.Title;
        document.PackageProperties.Language = "fr-FR";
        var main = document.AddMainDocumentPart();
        main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
        var body = new Body();
        body.Append(Text(review.Protocol.Title, "Title"));
        Question(body, review.Protocol);
        body.Append(Text("Méthode", "Heading1"));
        foreach (var paragraph in ReviewText.Method(review))
            body.Append(Text(paragraph));
        body.Append(Text("Flux des références (PRISMA 2020)", "Heading1"));
        Flows(body, review);
        Studies(body, review, citations);
        Extraction(body, review, citations);
        foreach (var form in review.BiasForms)
            RiskOfBias(body, review, form, citations);
        Annex(body, review);
        body.Append(Page(isWide: false));
        main.Document = new Document(body);
        main.Document.Save();
    }

    /// <summary>The numbers of the references that the report cites.</summary>
    public static IReadOnlyList<int> Cited(Review review) =>
    [
        .. review.ForFullText().Where(record => review.OutcomeOf(record, Stage.FullText) is Outcome.Kept or Outcome.Excluded)
            .Select(record => record.Number),
    ];

    /// <summary>A reference as a bibliography writes it.</summary>
    public static string Reference(Citation citation)
    {
        var authors = citation.Authors.Count > 6
            ? string.Join(", ", citation.Authors.Take(6).Select(Name)) + ", et al."
            : string.Join(", ", citation.Authors.Select(Name));
        var place = string.Concat(
            citation.Volume is { } volume ? $" {volume}" : "", citation.Issue is { } issue ? $"({issue})" : "",
            citation.Pages is { } pages ? $":{pages}" : "");
        return string.Join(
            ' ',
            new[]
            {
                authors.Length == 0 ? "" : authors.TrimEnd('.') + ".", citation.Title.Length == 0 ? "[Sans titre]." : citation.Title.TrimEnd('.') + ".",
                citation.Journal is { } journal ? $"{journal}{(citation.Year is { } year ? $" {year}" : "")}{(place.Length > 0 ? " ;" + place : "")}." : citation.Year is { } only ? $"{only}." : "",
                citation.Doi is { } doi ? $"doi:{doi}" : "",
            }.Where(part => part.Length > 0));
    }

    private static void Question(Body body, Protocol protocol)
    {
        body.Append(Text("Question", "Heading1"));
        if (protocol.Question.Length > 0)
            body.Append(Text(protocol.Question));
        var (population, intervention, comparator, outcomes) = protocol.Pico;
        foreach (var (name, text) in new[]
        {
            ("Population", population), ("Intervention", intervention), ("Comparateur", comparator), ("Critères de jugement", outcomes),
        })
        {
            if (text.Length > 0)
                body.Append(Text($"{name} : {text}"));
        }

        foreach (var (name, criteria) in new[]
        {
            ("Critères d’inclusion", protocol.InclusionCriteria), ("Critères d’exclusion", protocol.ExclusionCriteria),
        })
        {
            if (criteria.Count == 0)
                continue;
            body.Append(Text(name, "Heading2"));
            foreach (var criterion in criteria)
                body.Append(Text("– " + criterion));
        }
    }

    // A living review shows the flow of each search, so that none is lost in the last.
    private static void Flows(Body body, Review review)
    {
        for (var search = 1; search <= review.Search; search++)
        {
            if (review.Search > 1)
            {
                body.Append(Text($"Recherche n° {search}", "Heading2"));
                if (review.LaterSearches.Find(later => later.Number == search) is { } begun)
                    body.Append(Text($"Ouverte le {FrenchText.Day(begun.Day)} : {begun.Reason}"));
            }

            var flow = PrismaFlow.Of(review, search);
            var isWide = PrismaDrawing.IsWide(flow);
            if (isWide)
                body.Append(EndOf(Page(isWide: false)));
            var (width, height) = isWide ? (LongSide, ShortSide) : (ShortSide, LongSide);
            // The title of the section keeps its place above it.
            body.Append(PrismaDrawing.Draw(flow, search, width - (2 * Margin), height - (2 * Margin) - (isWide ? 400 : 1_600)));
            if (isWide)
                body.Append(EndOf(Page(isWide: true)));
            body.Append(Text("Les mêmes chiffres, en tableau :"));
            Flow(body, flow);
        }
    }

    // A sheet of A4, in twentieths of a point; a wide diagram has one on its side.
    private static SectionProperties Page(bool isWide) => new(
        isWide
            ? new PageSize { Width = LongSide, Height = ShortSide, Orient = PageOrientationValues.Landscape }
            : new PageSize { Width = ShortSide, Height = LongSide },
        new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin });

    private static Paragraph EndOf(SectionProperties page) => new(new ParagraphProperties(page));

    private static void Flow(Body body, PrismaFlow flow)
    {
        var hasOthers = flow.Others.IdentifiedTotal > 0;
        var rows = new List<string[]> { hasOthers ? ["Étape", "Bases et registres", "Autres méthodes"] : ["Étape", "Bases et registres"] };
        void Add(string name, Func<PrismaColumn, int> count) => rows.Add(hasOthers
            ? [name, FrenchText.Number(count(flow.Databases)), FrenchText.Number(count(flow.Others))]
            : [name, FrenchText.Number(count(flow.Databases))]);
        Add("Références identifiées", column => column.IdentifiedTotal);
        Add("Doublons retirés par l’outil", column => column.DuplicatesByTool);
        Add("Doublons retirés par une personne", column => column.DuplicatesByPeople);
        Add("Non lues, écartées par l’outil (arrêt du tri)", column => column.UnreadByTool);
        Add("Lues sur titre et résumé", column => column.Screened);
        Add("Écartées sur titre et résumé, par des personnes", column => column.ExcludedByPeople);
        Add("Encore à lire", column => column.Unread);
        Add("Lues, en attente d’une issue", column => column.Undecided - column.Unread);
        Add("Textes intégraux recherchés", column => column.Sought);
        Add("Textes intégraux non obtenus", column => column.NotRetrieved);
        Add("Textes intégraux jugés", column => column.Assessed);
        foreach (var reason in flow.Databases.ExcludedByReason.Concat(flow.Others.ExcludedByReason).Select(count => count.Reason).Distinct())
            Add($"  exclus : {reason}", column => column.ExcludedByReason.Where(count => count.Reason == reason).Sum(count => count.Count));
        Add("Études incluses", column => column.Included);
        body.Append(Table(rows));
        if (flow.IsUpdate)
            body.Append(Text($"S’y ajoutent {FrenchText.Count(flow.PreviousStudies, "étude")} des recherches précédentes : {FrenchText.Count(flow.Included, "étude")} en tout."));
    }

    private static void Studies(Body body, Review review, IReadOnlyDictionary<int, Citation> citations)
    {
        var read = review.ForFullText().ToLookup(record => review.OutcomeOf(record, Stage.FullText));
        body.Append(Text("Études incluses", "Heading1"));
        if (!read[Outcome.Kept].Any())
            body.Append(Text("Aucune à ce jour."));
        foreach (var record in read[Outcome.Kept])
        {
            body.Append(Text(
                $"n° {record.Number}. {Named(citations, record.Number)}"
                + (record.Appraisal is { } appraisal ? $" {ReviewText.Of(appraisal)}" : "")));
        }

        if (!read[Outcome.Excluded].Any())
            return;
        body.Append(Text("Textes intégraux exclus", "Heading1"));
        foreach (var record in read[Outcome.Excluded])
            body.Append(Text($"n° {record.Number}. {Named(citations, record.Number)} Motif : {record.ReasonAt(Stage.FullText)}."));
    }

    private static void Extraction(Body body, Review review, IReadOnlyDictionary<int, Citation> citations)
    {
        var studies = review.Studies().Where(record => review.IsIncluded(record) && !record.Extracted.IsEmpty).ToList();
        if (studies.Count == 0)
            return;
        body.Append(Text("Extraction", "Heading1"));
        body.Append(Text(
            (review.Extraction.Extractors == 2 ? "Deux personnes ont extrait chaque valeur sans se voir." : "Une personne a extrait chaque valeur.")
            + " Chaque extrait a été cherché mot pour mot par le programme dans le résumé ou le texte intégral, et les chiffres dans l’extrait."));
        foreach (var record in studies)
        {
            body.Append(Text($"n° {record.Number}. {Named(citations, record.Number)}", "Heading2"));
            var rows = new List<string[]> { (string[])["Champ", "Valeur", "Extrait", "Où, et ce qui a été vérifié"] };
            foreach (var cell in review.Cells(record))
            {
                if (cell.Value is { } value)
                {
                    rows.Add([
                        cell.Field.Name, value.Value, value.Quote.Length > 0 ? $"« {value.Quote} »" : "",
                        ExtractionTable.Verification(cell, value),
                    ]);
                }
                else if (cell.Status == CellStatus.Differs)
                {
                    rows.Add([cell.Field.Name, ExtractionTable.ToSettle, "", ""]);
                }
            }

            body.Append(Table(rows));
        }
    }

    private static void RiskOfBias(Body body, Review review, BiasForm form, IReadOnlyDictionary<int, Citation> citations)
    {
        var studies = review.JudgedOn(form).Where(record => review.IsIncluded(record)).ToList();
        if (studies.Count == 0)
            return;
        body.Append(Text($"Risque de biais : {form.Name}", "Heading1"));
        body.Append(Text($"Source de la grille : {form.Source} [{form.Confidence}]"));
        body.Append(Table(
        [
            ["Étude", .. form.Domains.Select(domain => domain.Short)],
            .. studies.Select(record => (string[])
            [
                BiasSvg.Label(record, citations),
                .. form.Domains.Select(domain => record.Mark(form, domain) is { } mark ? form.Judgement(mark.Judgement)?.Sign ?? "" : "–"),
            ]),
        ]));
        body.Append(Text(string.Join(" ; ", form.Judgements.Select(judgement => $"{judgement.Sign} {judgement.Name.ToLowerInvariant()}")) + " ; – non jugé."));
        body.Append(Text(string.Join(" ; ", form.Domains.Select(domain => $"{domain.Short} : {domain.Name}")) + "."));
        foreach (var record in studies)
        {
            body.Append(Text(BiasSvg.Label(record, citations), "Heading2"));
            var rows = new List<string[]> { (string[])["Domaine", "Jugement", "Pourquoi", "Extrait"] };
            foreach (var domain in form.Domains)
            {
                if (record.Mark(form, domain) is { } mark)
                {
                    rows.Add([
                        domain.Name, form.Judgement(mark.Judgement)?.Name ?? mark.Judgement, mark.Reason,
                        mark.Quote.Quote.Length > 0 ? $"« {mark.Quote.Quote} » ({ReviewText.Of(mark.Quote)})" : "",
                    ]);
                }
            }

            body.Append(Table(rows));
        }
    }

    private static void Annex(Body body, Review review)
    {
        body.Append(Text("Annexe : recherche documentaire (PRISMA-S)", "Heading1"));
        foreach (var (import, index) in review.Imports.Select((import, index) => (import, index)))
        {
            var (records, source) = (import.Records, import.Records.Source);
            body.Append(Text($"{index + 1}. {source.Name}{(source.Interface is { } through ? $", {through}" : "")}", "Heading2"));
            var rows = new List<string[]>
            {
                new[] { "Nature", ReviewText.Of(source.Kind) },
                new[] { "Date de la recherche", source.SearchedOn is { } day ? FrenchText.Day(day) : "non renseignée" },
                new[] { "Références annoncées", source.Announced is { } announced ? FrenchText.Number(announced) : "non renseigné" },
                new[] { "Références importées", FrenchText.Number(records.Count) },
                new[] { "Anomalies de lecture", FrenchText.Number(records.Problems) },
                new[] { "Fichier", records.File },
                new[] { "Équation", source.Equation ?? "non renseignée" },
            };
            body.Append(Table([["Élément", "Valeur"], .. rows]));
        }
    }

    private static string Named(IReadOnlyDictionary<int, Citation> citations, int number) =>
        citations.TryGetValue(number, out var citation) ? Reference(citation) : "";

    private static string Name(CitationAuthor author) => author.Given.Length == 0 ? author.Family : $"{author.Family} {author.Given}";

    private static Table Table(IReadOnlyList<string[]> rows)
    {
        var table = new Table(new TableProperties(
            new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
            new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 4, Color = "8592A8" },
                new BottomBorder { Val = BorderValues.Single, Size = 4, Color = "8592A8" },
                new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4, Color = "D8DEEA" }),
            new TableLayout { Type = TableLayoutValues.Autofit }));
        var grid = new TableGrid();
        foreach (var _ in rows[0])
            grid.Append(new GridColumn());
        table.Append(grid);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = new TableRow();
            if (i == 0)
                row.Append(new TableRowProperties(new TableHeader()));
            foreach (var cell in rows[i])
                row.Append(new TableCell(Text(cell, i == 0 ? "TableHead" : "Normal")));
            table.Append(row);
        }

        return table;
    }

    private static Paragraph Text(string text, string style = "Normal") => new(
        new ParagraphProperties(new ParagraphStyleId { Val = style }),
        new Run(new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve }));

    // What XML cannot carry is left out: exports hold control characters now and then.
    private static string Printable(string text) => string.Concat(text.Where(letter => letter >= ' ' || letter is '\t' or '\n'));

    private static Styles Styles()
    {
        static Style Of(string id, string name, string size, bool isBold, string colour, string before, string after, bool isDefault = false)
        {
            var run = new StyleRunProperties(new RunFonts { Ascii = "Calibri", HighAnsi = "Calibri" });
            if (isBold)
                run.Append(new Bold());
            run.Append(new Color { Val = colour }, new FontSize { Val = size }, new Languages { Val = "fr-FR" });
            return new Style(
                new StyleName { Val = name }, new PrimaryStyle(),
                new StyleParagraphProperties(new SpacingBetweenLines { Before = before, After = after }), run)
            {
                Type = StyleValues.Paragraph,
                StyleId = id,
                Default = isDefault ? true : null,
            };
        }

        return new Styles(
            Of("Normal", "Normal", "21", isBold: false, "18212F", "0", "120", isDefault: true),
            Of("Title", "Title", "36", isBold: true, "14477D", "0", "240"),
            Of("Heading1", "heading 1", "28", isBold: true, "14477D", "320", "120"),
            Of("Heading2", "heading 2", "23", isBold: true, "18212F", "200", "80"),
            Of("TableHead", "Table Head", "20", isBold: true, "4D5B73", "40", "40"));
    }
}
