using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;
using Verbatims.Nlp.Tests.Persistence;

namespace Verbatims.Nlp.Tests.Reports;

public sealed class ReportTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["HUM"] = "L’humanité & la disponibilité",
        ["ATT"] = "Le temps d’attente <long>",
    };

    private static readonly string[] Hostile =
    [
        "=HYPERLINK(\"http://exemple.invalid\";\"cliquez\") merci", "+33 merci", "-2+3 merci", "@SUM(A1:A9) merci", "\t=1+1 merci",
        "＝cmd|' /C calc'!A0 merci", "|calc merci", "%0A merci", "<script>alert('merci')</script>", "\u0001\u0002 merci \uFFFE",
        "שלום \u202e merci", "👩‍⚕️ merci", "ligne 1\nligne 2 merci", "\"guillemets\" ; merci",
        "</w:t></w:r> merci ]]>",
    ];

    private AStore _store = null!;
    private BatchId _batch;
    private Report _report = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await AStore.CreateAsync(onPostgres: false, clock: AStore.Clock);
        var rows = new StringBuilder("service;date;note;texte\n");
        for (var i = 0; i < 10; i++)
            rows.Append("Urgences;05/01/2026;3,5;Encore beaucoup trop d'attente dans ce couloir sans fin\n");
        for (var i = 0; i < 8; i++)
            rows.Append("Chirurgie;06/02/2026;9;Une équipe vraiment gentille et à l'écoute, merci\n");
        rows.Append("Petit service;06/02/2026;9;Merci pour tout\n");
        foreach (var text in Hostile)
            rows.Append("Chirurgie;06/02/2026;8;\"").Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\n");
        rows.Append("Chirurgie;06/02/2026;8;").Append(new string('é', 1_000_000)).Append(" merci\n");
        _batch = await _store.AnalyseAsync(rows.ToString());
        _report = await _store.Services.ReportAsync(new CommentQuery(_batch), Names);
    }

    public async ValueTask DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Corrections_are_exported_beside_what_the_model_said_and_hold_no_formula()
    {
        var formula = (await _store.Queries.PageAsync(new CommentQuery(_batch, Search: BooleanSearch.Parse("hyperlink")))).Comments[0].Key;
        await _store.Services.Desk.CorrectAsync(formula, Tone.Negative, [], isAlert: true, "=claire()");
        await _store.Services.Desk.CorrectAsync(new CommentKey(_batch, 1), null, [new TopicLabel("HUM", true)], null, "paul");
        var judged = await _store.Queries.JudgedAsync(_batch);
        var comments = await _store.Queries.CommentsAsync(_batch, [formula.Number, 1]);

        using var output = new MemoryStream();
        await CorrectionReport.WriteAsync(judged, comments.ToDictionary(comment => comment.Key), output);

        var lines = Encoding.UTF8.GetString(output.ToArray()).TrimEnd().Split("\r\n");
        Assert.Equal(3, lines.Length);
        var first = lines.Single(line => line.Contains("paul", StringComparison.Ordinal));
        Assert.StartsWith("1;Encore beaucoup trop d'attente", first, StringComparison.Ordinal);
        Assert.EndsWith(";négatif;;ATT-;HUM+;non;", first, StringComparison.Ordinal);
        var second = lines.Single(line => line.Contains("claire", StringComparison.Ordinal));
        Assert.Contains("\"'=HYPERLINK(", second, StringComparison.Ordinal);
        Assert.Contains("'=claire()", second, StringComparison.Ordinal);
        Assert.EndsWith(";positif;négatif;;aucun;non;oui", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workbook_is_valid_typed_and_holds_no_formula()
    {
        var path = _store.Folder.File("rapport.xlsx");
        await XlsxReport.WriteAsync(_report, Comments(), path);

        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var sheets = document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().ToList();
        Assert.Equal(
            ["Chiffres", "Thèmes", "Évolution", "Services", "Établissements", "Priorités", "Cooccurrences", "Commentaires", "Limites"],
            sheets.Select(sheet => sheet.Name!.Value!));
        var cells = document.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Cell>()).ToList();
        Assert.DoesNotContain(cells, cell => cell.CellFormula is not null);
        Assert.All(
            cells.Where(cell => cell.CellValue is not null), cell => Assert.True(
                double.TryParse(cell.CellValue!.Text, System.Globalization.CultureInfo.InvariantCulture, out _), cell.OuterXml));
        // A text that a person edits stays one: Excel is told so by the style.
        var styles = document.WorkbookPart.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
        var formula = cells.First(cell => cell.InnerText.StartsWith("=HYPERLINK", StringComparison.Ordinal));
        Assert.Equal((CellValues.InlineString, true), (formula.DataType!.Value, styles[(int)formula.StyleIndex!.Value].QuotePrefix!.Value));
    }

    [Fact]
    public async Task The_workbook_is_read_back_by_our_own_reader()
    {
        var path = _store.Folder.File("rapport.xlsx");
        await XlsxReport.WriteAsync(_report, Comments(), path);

        var read = await AFolder.ReadAsync(path, new SourceChoices(Sheet: "Commentaires"), "texte=Commentaire (noms masqués)");

        Assert.Equal(35, read.Comments.Count);
        Assert.Equal("Encore beaucoup trop d'attente dans ce couloir sans fin", read.Comments[0].Text);
        Assert.Equal((new DateOnly(2026, 1, 1), 3.5, "Urgences"), (read.Comments[0].Month!.Value, read.Comments[0].Score, read.Comments[0].Service));
        Assert.Equal("(effectif faible)", read.Comments[18].Service);
        Assert.Equal(32_767, read.Comments[^1].Text.Length);
        Assert.Contains("[coupé : 1\u202f000\u202f006 caractères]", read.Comments[^1].Text, StringComparison.Ordinal);
        using var figures = await SourceFile.OpenAsync(path, new SourceChoices(Sheet: "Services"));
        Assert.Equal(["Chirurgie", "Urgences", "1 service de moins de 5 commentaires"], figures.Sample.Select(row => row.Values[0]));
        Assert.All(figures.Sample[2].Values.Skip(1), Assert.Null);
    }

    [Fact]
    public async Task The_csv_opens_in_a_french_spreadsheet_and_starts_no_formula()
    {
        using var output = new MemoryStream();
        await CsvReport.WriteAsync(_report, Comments(), output);

        Assert.Equal([0xEF, 0xBB, 0xBF], output.ToArray()[..3]);
        var read = await AFolder.ReadAsync(_store.Folder.Write("rapport.csv", output.ToArray()), columns: "texte=Commentaire (noms masqués)");
        Assert.Equal(';', read.Description.Delimiter);
        Assert.Empty(read.Problems);
        Assert.Equal(35, read.Comments.Count);
        Assert.Equal(3.5, read.Comments[0].Score);
        Assert.All(read.Texts, text => Assert.DoesNotContain(text[0], "=+-@|%＝\t"));
        Assert.Equal(8, read.Texts.Count(text => text[0] == '\''));
        Assert.Equal("ligne 1\nligne 2 merci", read.Comments[31].Text);
    }

    [Fact]
    public async Task The_json_holds_each_figure_with_its_query()
    {
        using var output = new MemoryStream();
        await JsonReport.WriteAsync(_report, Comments(), output);

        using var json = JsonDocument.Parse(output.ToArray());
        var root = json.RootElement;
        Assert.Equal(35, root.GetProperty("chiffres").GetProperty("comments").GetProperty("value").GetInt32());
        var att = root.GetProperty("themes").EnumerateArray().Single(line => line.GetProperty("code").GetString() == "ATT");
        Assert.Equal(10, att.GetProperty("figures").GetProperty("blamed").GetProperty("value").GetInt32());
        Assert.Equal("ATT-", att.GetProperty("figures").GetProperty("blamed").GetProperty("query").GetProperty("theme").GetString());
        Assert.Equal(35, root.GetProperty("commentaires").GetArrayLength());
        Assert.Equal(1_000_006, root.GetProperty("commentaires")[34].GetProperty("texte").GetString()!.Length);
        Assert.Equal(3.5, root.GetProperty("commentaires")[0].GetProperty("note").GetDouble());
        Assert.Equal(_report.Batch.FileHash, root.GetProperty("lot").GetProperty("fileHash").GetString());
    }

    [Fact]
    public void The_word_file_is_valid_and_has_a_page_for_each_ward()
    {
        var path = _store.Folder.File("rapport.docx");
        DocxReport.Write(_report, path);

        using var document = WordprocessingDocument.Open(path, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var paragraphs = document.MainDocumentPart!.Document!.Body!
            .Elements<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().ToList();
        Assert.Equal(
            ["Ensemble des commentaires", "Chirurgie", "Urgences"],
            paragraphs.Where(one => one.ParagraphProperties?.ParagraphStyleId?.Val == "Heading1").Select(one => one.InnerText));
        var text = string.Join('\n', paragraphs.Select(one => one.InnerText));
        Assert.Contains("Le temps d’attente <long> : 10 commentaires", text, StringComparison.Ordinal);
        Assert.Contains("« Une équipe vraiment gentille et à l'écoute, merci »", text, StringComparison.Ordinal);
        Assert.Contains("1 service de moins de 5 commentaires, sans nom ni chiffres.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Merci pour tout", text, StringComparison.Ordinal);
        // 25 of 35 are satisfied: fewer than five of the ten at the emergencies would be unsatisfied by chance.
        Assert.Contains("Par rapport aux autres services : effectif trop faible pour comparer.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_to_print_holds_no_script_and_fetches_nothing()
    {
        using var output = new StringWriter();
        HtmlReport.Write(_report, output);

        var html = output.ToString();
        // Well-formed but for its doctype and its void elements: parsed as XML once these are closed.
        var xml = html.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal);
        foreach (var end in (string[])["charset=\"utf-8\">", "'unsafe-inline'\">", "initial-scale=1\">"])
            xml = xml.Replace(end, end[..^1] + "/>", StringComparison.Ordinal);
        var page = XDocument.Parse(xml);
        Assert.Empty(page.Descendants("script"));
        Assert.DoesNotContain(
            page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href"
                || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Contains("Le temps d’attente <long>", page.Descendants("td").Select(cell => cell.Value));
        Assert.Contains("1 service de moins de 5 commentaires", page.Descendants("td").Select(cell => cell.Value));
        Assert.Equal(2, page.Descendants("circle").Count());
    }

    [Fact]
    public async Task A_corrected_comment_is_reported_as_the_person_said()
    {
        await _store.Services.Desk.CorrectAsync(new CommentKey(_batch, 1), Tone.Mixed, [new TopicLabel("HUM", true)], null, "claire");
        var report = await _store.Services.ReportAsync(new CommentQuery(_batch), Names);
        using var output = new MemoryStream();

        await JsonReport.WriteAsync(report, Comments(), output);

        using var json = JsonDocument.Parse(output.ToArray());
        var comment = json.RootElement.GetProperty("commentaires")[0];
        Assert.Equal(
            ("mixte", "HUM+", "oui"),
            (comment.GetProperty("tonalite").GetString(), comment.GetProperty("themes").GetString(), comment.GetProperty("corrige").GetString()));
        Assert.Equal((0L, 1L), (report.Agreement[0].Tone.Count, report.Agreement[0].Tone.Of));
    }

    private IAsyncEnumerable<StoredComment> Comments() => _store.Queries.StoredAsync(new CommentQuery(_batch));
}
