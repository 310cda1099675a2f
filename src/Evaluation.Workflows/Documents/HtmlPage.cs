using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Evaluation.Workflows.Documents;

/// <summary>A document as a page that prints well: the same text as the Word file.</summary>
public static class HtmlPage
{
    // Accents stay as they are: the page is UTF-8.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly Lazy<string> Sheet = new(() =>
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("documents/document.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    });

    /// <summary>Writes a page that stands alone, its style inside: a file to keep or to send.</summary>
    public static string Write(WrittenDocument document) => Page(document, $"<style>\n{Sheet.Value}</style>", []);

    /// <summary>Writes a page of a site.</summary>
    /// <param name="document">The document.</param>
    /// <param name="sheet">The address of the style sheet.</param>
    /// <param name="links">Links above the document, each with its address and its words; they are not printed.</param>
    public static string Write(WrittenDocument document, string sheet, IReadOnlyList<(string Address, string Text)> links) =>
        Page(document, $"<link rel=\"stylesheet\" href=\"{E(sheet)}\" />", links);

    private static string Page(WrittenDocument document, string head, IReadOnlyList<(string Address, string Text)> links)
    {
        var sources = document.Sources.Select((source, index) => (source, index)).ToDictionary(pair => pair.source, pair => pair.index + 1);
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\" />\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n")
            .Append("<link rel=\"icon\" href=\"data:,\" />\n")
            .Append("<title>").Append(T(document.Title)).Append(" · ").Append(T(document.Reference)).Append("</title>\n")
            .Append(head).Append("\n</head>\n<body>\n");
        if (links.Count > 0)
        {
            html.Append("<nav class=\"actions\" aria-label=\"Ce document\"><ul>");
            foreach (var (address, text) in links)
                html.Append("<li><a href=\"").Append(E(address)).Append("\">").Append(T(text)).Append("</a></li>");
            html.Append("</ul></nav>\n");
        }

        html.Append("<main class=\"sheet\">\n<header>\n<p class=\"issuer\"><span>Haute Autorité de santé</span> <span>")
            .Append(T(document.Reference)).Append("</span></p>\n<h1>").Append(T(document.Title)).Append("</h1>\n");
        if (document.Subtitle is { } subtitle)
            html.Append("<p class=\"subtitle\">").Append(T(subtitle)).Append("</p>\n");
        if (document.Status is { } status)
            html.Append("<p class=\"status\">").Append(T(status)).Append("</p>\n");
        html.Append("</header>\n");
        Blocks(html, document.Blocks, sources);
        html.Append("<footer>\n");
        if (sources.Count > 0)
        {
            html.Append("<h2>Sources</h2>\n<ol class=\"sources\">\n");
            foreach (var (source, number) in sources)
                html.Append("<li id=\"source-").Append(number).Append("\">").Append(T(source)).Append("</li>\n");
            html.Append("</ol>\n");
        }

        return html.Append("<p class=\"stamp\">").Append(T(document.Stamp)).Append("</p>\n</footer>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static void Blocks(StringBuilder html, IReadOnlyList<Block> blocks, Dictionary<string, int> sources)
    {
        var isInList = false;
        foreach (var block in blocks)
        {
            var isItem = block is TextBlock { Kind: TextKind.Item };
            if (isItem != isInList)
                html.Append(isItem ? "<ul>\n" : "</ul>\n");
            isInList = isItem;
            switch (block)
            {
                case HeadingBlock heading:
                    // The title is the first level of a page.
                    html.Append("<h").Append(heading.Level + 1).Append('>').Append(T(heading.Text)).Append("</h")
                        .Append(heading.Level + 1).Append(">\n");
                    break;
                case TextBlock { Kind: TextKind.Item } item:
                    html.Append("<li>").Append(Of(item.Phrases, sources)).Append("</li>\n");
                    break;
                case TextBlock text:
                    html.Append(text.Kind == TextKind.Address ? "<p class=\"address\">" : "<p>").Append(Of(text.Phrases, sources)).Append("</p>\n");
                    break;
                case TableBlock table:
                    Table(html, table, sources);
                    break;
            }
        }

        if (isInList)
            html.Append("</ul>\n");
    }

    private static void Table(StringBuilder html, TableBlock table, Dictionary<string, int> sources)
    {
        html.Append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"").Append(T(table.Caption))
            .Append("\"><table><caption>").Append(T(table.Caption)).Append("</caption>\n<thead><tr>");
        foreach (var head in table.Head)
            html.Append("<th scope=\"col\">").Append(T(head)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var (column, cell) in row.Index())
            {
                html.Append(column == 0 ? "<th scope=\"row\">" : "<td>").Append(Of([cell], sources))
                    .Append(column == 0 ? "</th>" : "</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    private static string Of(IEnumerable<Phrase> phrases, Dictionary<string, int> sources)
    {
        var html = new StringBuilder();
        foreach (var phrase in phrases)
        {
            var text = string.Join("<br />", phrase.Text.Split('\n').Select(T));
            html.Append(phrase.IsMissing ? $"<span class=\"missing\">{text}</span>"
                : phrase.IsHidden ? $"<span class=\"hidden\">{text}</span>" : text);
            if (phrase.Source is { } source)
            {
                html.Append(" <a class=\"mark\" href=\"#source-").Append(sources[source]).Append("\" aria-label=\"Source ")
                    .Append(sources[source]).Append("\">[").Append(sources[source]).Append("]</a>");
            }
        }

        return html.ToString();
    }

    private static string T(string text) => E(FrenchTypography.Tied(text));

    private static string E(string text) =>
        Encoder.Encode(string.Concat(text.Where(letter => letter is '\n' or '\t' || !char.IsControl(letter))));
}
