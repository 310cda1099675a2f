using System.Globalization;
using System.Text;

namespace Evaluation.Workflows.Overview;

/// <summary>Writes the observatory as a table for a spreadsheet: semicolons, UTF-8, a line for each number and year.</summary>
public static class ObservatoryCsv
{
    /// <summary>The media type of the text.</summary>
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>The text, which begins with a byte order mark so that a spreadsheet reads its accents.</summary>
    public static string Write(ObservatoryFigures figures)
    {
        var text = new StringBuilder("\uFEFF");
        Row(text, "tableau", "ligne", "annee", "nombre", "sur", "unite");
        foreach (var table in figures.Tables)
        {
            foreach (var line in table.Lines)
            {
                Row(text, table.Title, line.Label, "toutes", Number(line.Count), Number(line.Of), table.Unit);
                foreach (var year in line.Years)
                    Row(text, table.Title, line.Label, Number(year.Year), Number(year.Count), Number(year.Of), table.Unit);
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, params string[] cells) =>
        text.AppendJoin(';', cells.Select(Cell)).Append("\r\n");

    // What begins like a formula is made a text: a grid that somebody loaded may hold anything.
    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0' or '|' or '%' or '＝' or '＋' or '－' or '＠', ..]
            ? "'" + value
            : value;
        return safe.AsSpan().IndexOfAny(";\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
