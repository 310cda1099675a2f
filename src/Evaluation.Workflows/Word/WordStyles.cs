using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Evaluation.Workflows.Documents;

namespace Evaluation.Workflows.Word;

/// <summary>The identifiers of the styles of a file: ours, or those that a template gives to styles of the same name.</summary>
internal sealed record WordStyleNames(IReadOnlyDictionary<string, string> Ids, bool HasBullets)
{
    public static WordStyleNames Own { get; } = new(WordStyles.Known.ToDictionary(style => style.Name, style => style.Id), HasBullets: true);

    public string Title => Ids["Title"];
    public string Subtitle => Ids["Subtitle"];
    public string Status => Ids["HAS État"];
    public string Item => Ids["List Bullet"];
    public string Address => Ids["HAS Destinataire"];
    public string Note => Ids["HAS Source"];
    public string TableHead => Ids["HAS Entête de tableau"];
    public string RowHead => Ids["HAS Entête de ligne"];
    public string Cell => Ids["HAS Cellule"];
    public string AfterTable => Ids["HAS Après tableau"];
    public string Table => Ids["HAS Tableau"];
    public string Missing => Ids["HAS À compléter"];
    public string Hidden => Ids["HAS Occulté"];
    public string Mark => Ids["HAS Renvoi"];

    public string Heading(int level) => Ids[$"heading {level}"];
}

/// <summary>Our styles, and how they join those of a template.</summary>
internal static class WordStyles
{
    private const string Ink = "18212F";
    private const string Blue = "14477D";
    private const string Grey = "4D5B73";

    /// <summary>Word gives every style a name of its own and an identifier that changes with the language of Word.</summary>
    public static IReadOnlyList<(string Name, string Id)> Known { get; } =
    [
        ("Normal", "Normal"), ("Title", "Title"), ("Subtitle", "Subtitle"), ("heading 1", "Heading1"), ("heading 2", "Heading2"),
        ("heading 3", "Heading3"), ("List Bullet", "ListBullet"), ("header", "Header"), ("footer", "Footer"), ("HAS État", "HasEtat"),
        ("HAS Destinataire", "HasDestinataire"), ("HAS Source", "HasSource"), ("HAS Entête de tableau", "HasEntete"),
        ("HAS Entête de ligne", "HasLigne"), ("HAS Cellule", "HasCellule"), ("HAS Après tableau", "HasApres"),
        ("HAS Tableau", "HasTableau"), ("HAS À compléter", "HasACompleter"), ("HAS Occulté", "HasOcculte"), ("HAS Renvoi", "HasRenvoi"),
    ];

    public static Styles Own()
    {
        var styles = new Styles(new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Calibri", HighAnsi = "Calibri", EastAsia = "Calibri", ComplexScript = "Calibri" },
                new Color { Val = Ink }, new FontSize { Val = "22" }, new FontSizeComplexScript { Val = "22" },
                new Languages { Val = "fr-FR", EastAsia = "fr-FR", Bidi = "ar-SA" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                new SpacingBetweenLines { After = "120", Line = "269", LineRule = LineSpacingRuleValues.Auto }))));
        styles.Append(All(new Dictionary<string, string>()));
        return styles;
    }

    /// <summary>Adds the styles that a template lacks.</summary>
    /// <returns>What each of our styles is called in the template.</returns>
    public static WordStyleNames Complete(Styles styles)
    {
        var theirs = styles.Elements<Style>()
            .Where(style => style.StyleName?.Val?.Value is not null && style.StyleId?.Value is not null)
            .GroupBy(style => style.StyleName!.Val!.Value!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().StyleId!.Value!, StringComparer.OrdinalIgnoreCase);
        var names = new WordStyleNames(
            Known.ToDictionary(known => known.Name, known => theirs.GetValueOrDefault(known.Name, known.Id)), HasBullets: theirs.ContainsKey("List Bullet"));
        var present = theirs.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var style in All(names.Ids).Where(style => !present.Contains(style.StyleName!.Val!.Value!)))
        {
            // Our list style rests on our own numbering, which a template does not have.
            style.StyleParagraphProperties?.RemoveAllChildren<NumberingProperties>();
            styles.Append(style);
        }

        return names;
    }

    /// <summary>The bullets of lists.</summary>
    public static Numbering Bullets() => new(
        new AbstractNum(
            new MultiLevelType { Val = MultiLevelValues.SingleLevel },
            new Level(
                new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.Bullet }, new LevelText { Val = "–" },
                new LevelJustification { Val = LevelJustificationValues.Left },
                new PreviousParagraphProperties(new Indentation { Left = "357", Hanging = "357" }))
            { LevelIndex = 0 })
        { AbstractNumberId = 0 },
        new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = 1 });

    public static Header Head(WrittenDocument document) => new(Line(
        "Header", WordBody.Run("Haute Autorité de santé"), Tab(),
        WordBody.Run(document.Status is null ? document.Reference : $"{document.Status} · {document.Reference}")));

    public static Footer Foot(WrittenDocument document) => new(Line(
        "Footer", WordBody.Run(ShortStamp(document)), Tab(), WordBody.Run("Page "), Field("PAGE"), WordBody.Run(" sur "), Field("NUMPAGES")));

    private static string ShortStamp(WrittenDocument document)
    {
        var hash = document.Stamp.LastIndexOf(' ') + 1;
        return document.Stamp.Length - hash == 64 ? document.Stamp[..(hash + 12)] + "…" : document.Stamp;
    }

    private static Paragraph Line(string style, params OpenXmlElement[] content) => new([
        new ParagraphProperties(new ParagraphStyleId { Val = style }, new Tabs(
            new TabStop { Val = TabStopValues.Right, Position = 9_298 })), .. content]);

    private static Run Tab() => new(new TabChar());

    private static SimpleField Field(string name) => new(new Run(new Text("1"))) { Instruction = $" {name} " };

    private static IEnumerable<Style> All(IReadOnlyDictionary<string, string> ids)
    {
        string Id(string name) => ids.GetValueOrDefault(name, Known.Single(known => known.Name == name).Id);

        yield return new Style(new StyleName { Val = "Normal" }, new PrimaryStyle())
        {
            Type = StyleValues.Paragraph,
            StyleId = Id("Normal"),
            Default = true,
        };
        yield return Of("Title", [Spaced("0", "120"), Plain("40", Blue, isBold: true)]);
        yield return Of("Subtitle", [Spaced("0", "120"), Plain("26", Grey)]);
        yield return Of("heading 1", [Spaced("360", "120", outline: 0), Plain("28", Blue, isBold: true)]);
        yield return Of("heading 2", [Spaced("240", "80", outline: 1), Plain("24", Ink, isBold: true)]);
        yield return Of("heading 3", [Spaced("200", "60", outline: 2), Plain("22", Grey, isBold: true)]);
        yield return Of("List Bullet",
        [
            new StyleParagraphProperties(
                new NumberingProperties(new NumberingId { Val = 1 }), new SpacingBetweenLines { After = "60" },
                new Indentation { Left = "357", Hanging = "357" }),
        ]);
        yield return Of("header", [Spaced("0", "0"), Plain("18", Grey)]);
        yield return Of("footer", [Spaced("0", "0"), Plain("16", Grey)]);
        yield return Of("HAS État", [Spaced("0", "240"), Plain("26", "9A3412", isBold: true)]);
        yield return Of("HAS Destinataire",
        [
            new StyleParagraphProperties(new SpacingBetweenLines { Before = "120", After = "240" }, new Indentation { Left = "5103" }),
        ]);
        yield return Of("HAS Source", [Spaced("0", "60"), Plain("17", Grey)]);
        yield return Of("HAS Entête de tableau", [Spaced("60", "60", keeps: true), Plain("20", Blue, isBold: true)]);
        yield return Of("HAS Entête de ligne", [Spaced("60", "60"), Plain("20", Ink, isBold: true)]);
        yield return Of("HAS Cellule", [Spaced("60", "60"), Plain("20", Ink)]);
        yield return Of("HAS Après tableau", [Spaced("0", "60"), Plain("8", Ink)]);
        yield return new Style(
            new StyleName { Val = "HAS Tableau" },
            new StyleTableProperties(
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 8, Color = Blue },
                    new BottomBorder { Val = BorderValues.Single, Size = 4, Color = "8592A8" },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4, Color = "D8DEEA" }),
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 85, Type = TableWidthValues.Dxa },
                    new TableCellRightMargin { Width = 85, Type = TableWidthValues.Dxa })),
            new TableStyleProperties(
                new TableStyleConditionalFormattingTableCellProperties(
                    new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = "EEF2F8" }))
            { Type = TableStyleOverrideValues.FirstRow })
        { Type = StyleValues.Table, StyleId = Id("HAS Tableau"), CustomStyle = true };
        yield return Letters("HAS À compléter", new Color { Val = "9A3412" }, new Shading
        {
            Val = ShadingPatternValues.Clear,
            Color = "auto",
            Fill = "FDF0E1",
        });
        yield return Letters("HAS Occulté", new Color { Val = Grey }, new Shading
        {
            Val = ShadingPatternValues.Clear,
            Color = "auto",
            Fill = "E4E8F0",
        });
        yield return Letters("HAS Renvoi", new Color { Val = Grey }, new FontSize { Val = "16" });

        Style Of(string name, OpenXmlElement[] properties) => new([
            new StyleName { Val = name }, new BasedOn { Val = Id("Normal") }, new PrimaryStyle(), .. properties])
        {
            Type = StyleValues.Paragraph,
            StyleId = Id(name),
            CustomStyle = name.StartsWith("HAS", StringComparison.Ordinal) ? true : null,
        };

        Style Letters(string name, params OpenXmlElement[] look) => new(
            new StyleName { Val = name }, new StyleRunProperties(look))
        {
            Type = StyleValues.Character,
            StyleId = Id(name),
            CustomStyle = true,
        };
    }

    private static StyleParagraphProperties Spaced(string before, string after, int? outline = null, bool keeps = false)
    {
        var properties = new StyleParagraphProperties();
        if (outline is not null || keeps)
            properties.Append(new KeepNext());
        properties.Append(new SpacingBetweenLines { Before = before, After = after });
        if (outline is { } level)
            properties.Append(new OutlineLevel { Val = level });
        return properties;
    }

    private static StyleRunProperties Plain(string size, string colour, bool isBold = false)
    {
        var properties = new StyleRunProperties();
        if (isBold)
            properties.Append(new Bold());
        properties.Append(new Color { Val = colour }, new FontSize { Val = size });
        return properties;
    }
}
