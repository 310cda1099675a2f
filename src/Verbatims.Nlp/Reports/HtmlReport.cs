using System.Globalization;
using System.Net;
using System.Text;
using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Reports;

/// <summary>The report as one HTML page to be read or printed: no script, nothing fetched.</summary>
public static class HtmlReport
{
    private const string Style =
        """
        body { font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; color: #161616; max-width: 70rem; margin: 0 auto; padding: 1rem }
        h1 { font-size: 1.9rem } h2 { font-size: 1.3rem; margin-top: 2rem }
        .cards { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none }
        .cards li { border: 1px solid #ddd; padding: .7rem 1rem; min-width: 9rem } .cards strong { display: block; font-size: 1.6rem }
        table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: bold }
        th, td { border-bottom: 1px solid #ddd; padding: .3rem .5rem; text-align: left; vertical-align: top }
        td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
        blockquote { margin: .5rem 0; border-left: 3px solid #6a6af4; padding-left: .8rem; white-space: pre-line }
        @media print { body { max-width: none; font-size: 10pt } h2 { break-after: avoid } table, blockquote { break-inside: avoid } }
        """;

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to.</param>
    public static void Write(Report report, TextWriter output)
    {
        var (html, figures) = (new StringBuilder(), report.Figures);
        html.Append("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>Commentaires de patients – ").Append(E(report.Batch.FileName)).Append("</title>\n<style>\n").Append(Style)
            .Append("\n</style>\n</head>\n<body>\n<main>\n<h1>Commentaires de patients</h1>\n<p>")
            .Append(E($"Fichier {report.Batch.FileName}, modèle {report.Batch.Run?.ModelVersion}, établi le {ReportText.Instant(report.MadeAt)}."))
            .Append("</p>\n");
        if (figures.Query.Words is { Count: > 0 } words)
            html.Append("<p>").Append(E("Filtres : " + string.Join(", ", words.Select(word => $"{word.Word} = {word.Value}")))).Append("</p>\n");
        Cards(html, figures);
        Trend(html, figures);
        Table(
            html, "Thèmes", ["Thème", ">Commentaires", ">Loué", ">Critiqué", ">Part d’éloges [95 %]"],
            figures.Topics.Select(line => new[]
            {
                report.NameOf(line.Code), ReportText.Number(line.Mentions), ReportText.Number(line.Praised),
                ReportText.Number(line.Blamed), ReportText.WithInterval(line.PraisedShare),
            }));
        Table(
            html, "Priorités", ["Priorité", "Thème", ">Commentaires", ">Impact"],
            figures.Priorities.Select(line => new[]
            {
                ReportText.Priority(line.Priority), report.NameOf(line.Code), ReportText.Number(line.Line.Mentions),
                ReportText.Percent(line.Impact),
            }));
        Groups(html, "Services", figures.Services);
        Groups(html, "Établissements", figures.Establishments);
        Table(
            html, "Thèmes qui vont ensemble", ["Thème", "Et aussi", ">Commentaires"],
            figures.Pairs.Where(pair => pair.Comments.Value >= SmallCells.Least).Take(20).Select(pair => new[]
            {
                report.NameOf(pair.First), report.NameOf(pair.Second), ReportText.Number(pair.Comments),
            }));
        if (report.Comparison is { } compared)
        {
            Table(
                html, $"Comparaison : {compared.First}, {compared.Second}", ["Part comparée", $">{compared.First}", $">{compared.Second}", "Différence"],
                compared.Lines.Select(line => new[]
                {
                    ReportComparison.Title(line, report.TopicNames), ReportComparison.Cell(line.Test.First, line.First),
                    ReportComparison.Cell(line.Test.Second, line.Second), ReportComparison.Difference(line.Test),
                }));
            if (compared.Lines.Count == 0)
                html.Append("<p>").Append(E(ReportComparison.TooFew)).Append("</p>\n");
        }

        Quotes(html, report);
        html.Append("<h2>À savoir</h2>\n<ul>\n");
        foreach (var limit in Report.Limits)
            html.Append("<li>").Append(E(limit)).Append("</li>\n");
        html.Append("</ul>\n</main>\n</body>\n</html>\n");
        output.Write(html);
    }

    private static void Cards(StringBuilder html, BatchFigures figures)
    {
        var cards = figures.Cards;
        html.Append("<ul class=\"cards\">\n");
        Card(ReportText.Number(cards.Comments), "commentaires");
        Card(ReportText.Percent(cards.Satisfied.Value), $"de satisfaits {ReportText.WithInterval(cards.Satisfied)}");
        Card(ReportText.Number(cards.Alerts), "à lire d’abord");
        Card(ReportText.Number(cards.ToRead), "à relire");
        html.Append("</ul>\n");

        void Card(string value, string label) =>
            html.Append("<li><strong>").Append(E(value)).Append("</strong> ").Append(E(label)).Append("</li>\n");
    }

    // A point with its interval for each month; the table below says the same to who does not see it.
    private static void Trend(StringBuilder html, BatchFigures figures)
    {
        const int Height = 200;
        if (figures.Trend.Count > 1)
        {
            html.Append("<h2>Évolution</h2>\n<svg role=\"img\" aria-label=\"Part de satisfaits par mois\" width=\"100%\" viewBox=\"0 0 ")
                .Append(Text((figures.Trend.Count * 30) + 10)).Append(' ').Append(Text(Height + 10)).Append("\">\n");
            foreach (var (place, point) in figures.Trend.Index())
            {
                if (point.Satisfied.Value is not { } share)
                    continue;
                var x = Text((place * 30) + 20);
                html.Append("<line x1=\"").Append(x).Append("\" x2=\"").Append(x).Append("\" y1=\"").Append(Text(Y(point.Satisfied.Low)))
                    .Append("\" y2=\"").Append(Text(Y(point.Satisfied.High))).Append("\" stroke=\"#6a6af4\" stroke-width=\"2\"/>")
                    .Append("<circle cx=\"").Append(x).Append("\" cy=\"").Append(Text(Y(share))).Append("\" r=\"4\" fill=\"#000091\"><title>")
                    .Append(E($"{ReportText.Month(point.Month)} : {ReportText.WithInterval(point.Satisfied)}")).Append("</title></circle>\n");
            }

            html.Append("</svg>\n");
        }

        Table(
            html, "Part de satisfaits par mois", ["Mois", ">Commentaires", ">Satisfaits [95 %]"],
            figures.Trend.Select(point => new[]
            {
                ReportText.Month(point.Month), ReportText.Number(point.Comments), ReportText.WithInterval(point.Satisfied),
            }));

        static double Y(double share) => Math.Round(5 + (Height * (1 - share)), 1);
    }

    private static void Groups(StringBuilder html, string title, IReadOnlyList<GroupLine> groups) => Table(
        html, title, ["Nom", ">Commentaires", ">Satisfaits [95 %]", "Comparaison avec les autres"],
        groups.Select(line => line.IsHidden
            ? [line.Name, "", "", "effectif trop faible"]
            : new[]
            {
                line.Name, ReportText.Number(line.Comments), ReportText.WithInterval(line.Test!.First), ReportText.Compared(line.Test),
            }));

    private static void Quotes(StringBuilder html, Report report)
    {
        html.Append("<h2>Ils l’écrivent</h2>\n");
        foreach (var quotes in report.Figures.Quotes)
        {
            var known = quotes.Comments.Where(report.Quotes.ContainsKey).Select(key => report.Quotes[key]).ToList();
            if (known.Count == 0)
                continue;
            html.Append("<h3>").Append(E($"{report.NameOf(quotes.Code)} {(quotes.IsPraise ? "(éloges)" : "(critiques)")}")).Append("</h3>\n");
            foreach (var comment in known)
                html.Append("<blockquote>").Append(E(comment.Text)).Append("</blockquote>\n");
        }
    }

    private static void Table(StringBuilder html, string title, string[] columns, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        html.Append("<h2>").Append(E(title)).Append("</h2>\n<table>\n<thead><tr>");
        foreach (var column in columns)
            html.Append("<th scope=\"col\">").Append(E(column.TrimStart('>'))).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in all)
        {
            html.Append("<tr>");
            foreach (var (place, cell) in row.Index())
                html.Append(columns[place][0] == '>' ? "<td class=\"number\">" : "<td>").Append(E(cell)).Append("</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    private static string E(string text) => WebUtility.HtmlEncode(ReportText.ForXml(text));

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
