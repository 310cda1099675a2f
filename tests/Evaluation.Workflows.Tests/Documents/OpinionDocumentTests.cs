using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Documents;

public class OpinionDocumentTests
{
    public static TheoryData<string, string> Procedures => new()
    {
        { "lppr-nom-de-marque", "inscription" }, { "lppr-nom-de-marque", "renouvellement" }, { "lppr-ligne-generique", "creation" },
        { "latm-nom-de-marque", "inscription" }, { "latm-ligne-generique", "creation" }, { "pecan", "therapeutique" },
        { "pect", "premiere-demande" }, { "forfait-innovation", "produit" }, { "intra-ghs", "inscription" },
    };

    [Theory]
    [MemberData(nameof(Procedures))]
    public void The_opinion_of_every_procedure_is_a_valid_Word_file_at_its_start_and_at_its_end(string procedure, string request)
    {
        var drive = Drive.Of(procedure, request, isDigital: true, "adultes", "enfants");
        AssertValid(DocumentFiles.ToWord(ACase.Written(drive, "avis"), "avis").Content);

        drive.On("publication");

        var opinion = ACase.Written(drive, "avis");
        Assert.Null(opinion.Status);
        AssertValid(DocumentFiles.ToWord(opinion, "avis").Content);
    }

    [Fact]
    public void A_draft_says_that_it_is_one_and_what_nobody_wrote_is_to_be_completed()
    {
        var draft = ACase.Written(Drive.To("instruction"), "avis");

        Assert.Equal("Projet", draft.Status);
        // Three dates, the contradictory phase, maker and models, the indications kept, comparator, years (9); verdict, level
        // and comparator of the one indication (3) and its reasons (1); eight sections.
        Assert.Equal(9 + 3 + 1 + 8, draft.MissingCount);
        Assert.Contains("à compléter", ACase.Words(draft), StringComparison.Ordinal);
    }

    [Fact]
    public void An_adopted_opinion_states_each_date_verdict_and_text_with_the_event_it_comes_from()
    {
        var drive = ACase.Adopted();
        var opinion = ACase.Written(drive, "avis");
        var words = ACase.Words(opinion);

        Assert.Null(opinion.Status);
        Assert.Contains("Adopté par la CNEDiMTS le", words, StringComparison.Ordinal);
        Assert.Contains("IV (mineure)", words, StringComparison.Ordinal);
        Assert.Contains("Nom de marque", words, StringComparison.Ordinal);
        Assert.Contains("sans observation du demandeur", words, StringComparison.Ordinal);
        Assert.Contains("Une étude de 240 patients.", words, StringComparison.Ordinal);
        var drafted = drive.Events.Single(e => e.Event is OpinionDrafted);
        Assert.Contains($"Événement n° {drafted.Sequence}, ", words, StringComparison.Ordinal);
        Assert.Contains("version 1 du texte de l’avis", words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_opinion_stays_what_it_was_when_it_was_adopted_whatever_follows()
    {
        var drive = ACase.Adopted();
        var before = DocumentFiles.ToWord(ACase.Written(drive, "avis"), "avis");
        var adopted = drive.Dossier.DecisionOf(Authority.Has)!.Sequence;
        drive.Do(new AddNote("Une note."), Role.ProjectLead).On("transmission");

        var after = DocumentFiles.ToWord(ACase.Written(drive, "avis"), "avis");

        Assert.Equal(before.Sha256, after.Sha256);
        Assert.Contains($"événement {adopted}, empreinte ", after.Document.Stamp, StringComparison.Ordinal);
    }

    [Fact]
    public void The_two_criteria_of_a_PECAN_and_the_seven_conditions_of_a_PECT_are_named_one_by_one()
    {
        var pecan = ACase.Words(ACase.Written(Drive.Of("pecan").On("publication"), "avis"));
        Assert.Contains("Critère 1. Marquage CE dans l’indication revendiquée", pecan, StringComparison.Ordinal);
        Assert.Contains("Critère 2. Présumé innovant en bénéfice clinique", pecan, StringComparison.Ordinal);
        Assert.DoesNotContain("ASA", pecan, StringComparison.Ordinal);

        var pect = ACase.Words(ACase.Written(Drive.Of("pect").On("publication"), "avis"));
        foreach (var number in (int[])[1, 2, 3, 4, 5, 12, 13])
            Assert.Contains($"|{number}. ", pect, StringComparison.Ordinal);
        Assert.Contains("R. 165-90, I, 5°, version du 01/01/2025 [V]", pect, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Word_file_is_French_has_headings_repeats_the_heads_of_tables_and_counts_its_pages()
    {
        using var word = Open(DocumentFiles.ToWord(ACase.Written(ACase.Adopted(), "avis"), "avis").Content);
        var main = word.MainDocumentPart!;

        Assert.Equal("fr-FR", main.StyleDefinitionsPart!.Styles!.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!.Languages!.Val!.Value);
        Assert.Contains("Données analysées", Styled(main, "Heading1"));
        Assert.All(main.Document!.Descendants<Table>(), table =>
        {
            Assert.NotNull(table.Elements<TableRow>().First().TableRowProperties?.GetFirstChild<TableHeader>());
            Assert.False(string.IsNullOrEmpty(table.GetFirstChild<TableProperties>()!.TableDescription?.Val?.Value));
        });
        Assert.Contains(main.FooterParts.Single().Footer!.Descendants<SimpleField>(), field => field.Instruction == " NUMPAGES ");
    }

    [Fact]
    public void The_same_events_give_the_same_bytes()
    {
        var first = DocumentFiles.ToWord(ACase.Written(ACase.Adopted(), "avis"), "avis");
        var second = DocumentFiles.ToWord(ACase.Written(ACase.Adopted(), "avis"), "avis");

        Assert.Equal(first.Content, second.Content);
        using var zip = new ZipArchive(new MemoryStream(first.Content));
        Assert.All(zip.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Fact]
    public void The_styles_of_a_template_are_used_under_the_names_that_it_gives_them()
    {
        var template = Template();

        var made = DocumentFiles.ToWord(ACase.Written(ACase.Adopted(), "avis"), "avis", template);

        AssertValid(made.Content);
        using var word = Open(made.Content);
        var main = word.MainDocumentPart!;
        Assert.Contains("Données analysées", Styled(main, "Titre1"));
        Assert.DoesNotContain("Texte du modèle", main.Document!.InnerText, StringComparison.Ordinal);
        Assert.DoesNotContain(main.StyleDefinitionsPart!.Styles!.Elements<Style>(), style => style.StyleId == "Heading1");
        Assert.Equal(12_000u, main.Document.Body!.GetFirstChild<SectionProperties>()!.GetFirstChild<PageSize>()!.Width!.Value);
    }

    [Fact]
    public void A_template_that_is_no_Word_file_is_refused_in_French()
    {
        var refusal = Assert.Throws<InvalidDataException>(() =>
            DocumentFiles.ToWord(ACase.Written(ACase.Adopted(), "avis"), "avis", [1, 2, 3]));

        Assert.StartsWith("Le modèle n’est pas un fichier Word lisible.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_text_is_text_in_both_forms()
    {
        const string Hostile = "<script>alert(1)</script> & \"x\" \u0001 \ud83d\ude00 ]]>";
        var drive = ACase.Adopted(Hostile);
        var opinion = ACase.Written(drive, "avis");

        var page = ACase.Page(opinion);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        var word = DocumentFiles.ToWord(opinion, "avis").Content;
        AssertValid(word);
        using var read = Open(word);
        Assert.Contains("<script>alert(1)</script> & \"x\"  \ud83d\ude00 ]]>", read.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
    }

    internal static void AssertValid(byte[] file)
    {
        using var word = Open(file);
        var faults = new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(word)
            .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}");
        Assert.Empty(faults);
    }

    private static WordprocessingDocument Open(byte[] file) => WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);

    private static IEnumerable<string> Styled(MainDocumentPart main, string style) => main.Document!.Descendants<Paragraph>()
        .Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value == style).Select(paragraph => paragraph.InnerText);

    // As Word writes it in French: the identifier of a style is translated, its name is not.
    private static byte[] Template()
    {
        using var buffer = new MemoryStream();
        using (var word = WordprocessingDocument.Create(buffer, WordprocessingDocumentType.Template))
        {
            var main = word.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
                new Style(new StyleName { Val = "heading 1" }, new BasedOn { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Titre1" });
            main.Document = new Document(new Body(
                new Paragraph(new Run(new Text("Texte du modèle"))), new SectionProperties(new PageSize { Width = 12_000, Height = 16_838 })));
        }

        return buffer.ToArray();
    }
}
