using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Evaluation.Workflows.Documents;

namespace Evaluation.Workflows.Word;

/// <summary>A document as a Word file: real styles, heads of tables that repeat, French, page numbers. The same document gives the same bytes.</summary>
internal static class WordFile
{
    /// <summary>The media type of the file.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    // A template of the HAS takes 1 MB; what unpacks to more than this is no letterhead.
    private const long LargestTemplate = 200_000_000;
    private const int MostParts = 2_000;
    private const int Deepest = 500;

    private static readonly XmlReaderSettings XmlSettings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    // The first instant that a zip can tell: a file made twice is the same file.
    private static readonly DateTimeOffset ZipEpoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="template">
    /// A Word file whose styles, margins, heads and feet are kept and whose text is replaced; null for our own look.
    /// </param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">The template is no Word file; the message is French.</exception>
    public static byte[] Write(WrittenDocument document, byte[]? template = null)
    {
        using var buffer = new MemoryStream();
        if (template is null)
            WriteNew(document, buffer);
        else
            WriteFrom(template, document, buffer);
        return Settled(buffer);
    }

    private static void WriteNew(WrittenDocument document, MemoryStream buffer)
    {
        using var package = WordprocessingDocument.Create(buffer, WordprocessingDocumentType.Document);
        var main = package.AddNewPart<MainDocumentPart>(MainType, "rId1");
        main.AddNewPart<StyleDefinitionsPart>("rId1").Styles = WordStyles.Own();
        main.AddNewPart<NumberingDefinitionsPart>("rId2").Numbering = WordStyles.Bullets();
        main.AddNewPart<DocumentSettingsPart>("rId3").Settings = new Settings(
            new Compatibility(new CompatibilitySetting
            {
                Name = CompatSettingNameValues.CompatibilityMode,
                Uri = "http://schemas.microsoft.com/office/word",
                Val = "15",
            }),
            new ThemeFontLanguages { Val = "fr-FR" });
        main.AddNewPart<HeaderPart>("rId4").Header = WordStyles.Head(document);
        main.AddNewPart<FooterPart>("rId5").Footer = WordStyles.Foot(document);
        var section = new SectionProperties(
            new HeaderReference { Type = HeaderFooterValues.Default, Id = "rId4" },
            new FooterReference { Type = HeaderFooterValues.Default, Id = "rId5" },
            new PageSize { Width = 11_906, Height = 16_838 },
            new PageMargin { Top = 1_417, Bottom = 1_304, Left = 1_304, Right = 1_304, Header = 624, Footer = 567, Gutter = 0 });
        main.Document = new Document(WordBody.Of(document, WordStyleNames.Own, section));
        Describe(package, document);
    }

    private static void WriteFrom(byte[] template, WrittenDocument document, MemoryStream buffer)
    {
        buffer.Write(template);
        buffer.Position = 0;
        try
        {
            CheckSize(buffer);
            using var package = WordprocessingDocument.Open(buffer, isEditable: true);
            package.ChangeDocumentType(WordprocessingDocumentType.Document);
            var main = package.MainDocumentPart
                ?? throw new InvalidDataException("Le modèle Word n’a pas de texte. Enregistrez-le de nouveau depuis Word (.docx ou .dotx).");
            var styles = main.StyleDefinitionsPart ?? main.AddNewPart<StyleDefinitionsPart>("hasStyles");
            styles.Styles ??= new Styles();
            var names = WordStyles.Complete(styles.Styles);
            var section = main.Document?.Body?.Elements<SectionProperties>().LastOrDefault()?.CloneNode(deep: true) as SectionProperties
                ?? new SectionProperties(new PageSize { Width = 11_906, Height = 16_838 });
            if (!section.Elements<FooterReference>().Any())
            {
                main.AddNewPart<FooterPart>("hasFoot").Footer = WordStyles.Foot(document);
                section.PrependChild(new FooterReference { Type = HeaderFooterValues.Default, Id = "hasFoot" });
            }

            main.Document = new Document(WordBody.Of(document, names, section));
            Describe(package, document);
        }
        catch (Exception e) when (e is OpenXmlPackageException or FileFormatException or XmlException)
        {
            throw new InvalidDataException(
                "Le modèle n’est pas un fichier Word lisible. Attendu : un .docx ou .dotx ; enregistrez-le de nouveau depuis Word.", e);
        }
    }

    // Unpacks everything once, counting and keeping nothing: the sizes written in an archive may lie.
    private static void CheckSize(MemoryStream template)
    {
        try
        {
            using var zip = new ZipArchive(template, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostParts)
                throw TooLarge($"{zip.Entries.Count:N0} parties");
            var (left, buffer) = (LargestTemplate, new byte[1 << 16]);
            foreach (var entry in zip.Entries)
            {
                using (var content = entry.Open())
                {
                    for (int read; (read = content.Read(buffer, 0, buffer.Length)) > 0;)
                    {
                        left -= read;
                        if (left < 0)
                            throw TooLarge($"plus de {LargestTemplate / 1_000_000} Mo une fois déplié");
                    }
                }

                if (Path.GetExtension(entry.FullName) is ".xml" or ".rels")
                    CheckDepth(entry);
            }
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith("Le modèle", StringComparison.Ordinal))
        {
            throw new FileFormatException(e.Message, e);
        }

        template.Position = 0;
    }

    // The library makes a tree of each part, level by level: a million levels would end the program.
    private static void CheckDepth(ZipArchiveEntry part)
    {
        using var content = part.Open();
        using var reader = XmlReader.Create(content, XmlSettings);
        while (reader.Read())
        {
            if (reader.Depth > Deepest)
                throw TooLarge($"plus de {Deepest} niveaux dans « {part.FullName} »");
        }
    }

    private static InvalidDataException TooLarge(string found) => new(
        $"Le modèle Word est trop grand : {found}. Attendu : un en-tête, des styles et un pied de page ; enregistrez-le de nouveau depuis Word.");

    // Written by hand: the library would name the part after a number drawn at random.
    private static void Describe(WordprocessingDocument package, WrittenDocument document)
    {
        var part = package.CoreFilePropertiesPart ?? package.AddNewPart<CoreFilePropertiesPart>("hasCore");
        using var content = part.GetStream(FileMode.Create);
        using var writer = System.Xml.XmlWriter.Create(content);
        const string Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        const string Dublin = "http://purl.org/dc/elements/1.1/";
        writer.WriteStartElement("cp", "coreProperties", Core);
        writer.WriteElementString("dc", "title", Dublin, WordBody.Printable(document.Title));
        writer.WriteElementString("dc", "creator", Dublin, "Haute Autorité de santé");
        writer.WriteElementString("dc", "identifier", Dublin, document.Reference);
        writer.WriteElementString("dc", "language", Dublin, "fr-FR");
        writer.WriteEndElement();
    }

    private static byte[] Settled(MemoryStream made)
    {
        made.Position = 0;
        using var read = new ZipArchive(made, ZipArchiveMode.Read);
        using var settled = new MemoryStream();
        using (var zip = new ZipArchive(settled, ZipArchiveMode.Create, leaveOpen: true))
        {
            // The list of types comes first, as readers of the format expect.
            foreach (var entry in read.Entries.OrderBy(entry => entry.FullName is not "[Content_Types].xml")
                .ThenBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = zip.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = ZipEpoch;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return settled.ToArray();
    }
}
