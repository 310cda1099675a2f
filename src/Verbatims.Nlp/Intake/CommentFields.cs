using System.Globalization;
using Verbatims.Nlp.Analysis;

namespace Verbatims.Nlp.Intake;

/// <summary>Reads dates, boxes and marks as French files write them.</summary>
internal static class CommentFields
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    private static readonly string[] DayFormats =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyyMMdd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "d/M/yy", "d-M-yy", "d MMMM yyyy", "d MMM yyyy",
        "yyyy-M", "M/yyyy", "M-yyyy", "MMMM yyyy", "MMM yyyy",
    ];

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly HashSet<string> PositiveWords =
    [
        "positif", "positive", "positifs", "points positifs", "point positif", "commentaire positif", "points forts", "pos", "p",
        "plus", "satisfaction", "ce qui a plu", "1",
    ];

    private static readonly HashSet<string> NegativeWords =
    [
        "negatif", "negative", "negatifs", "points negatifs", "point negatif", "commentaire negatif", "points faibles", "neg", "n",
        "moins", "insatisfaction", "a ameliorer", "points a ameliorer", "ce qui a deplu", "2",
    ];

    private static readonly HashSet<string> FreeWords = ["libre", "champ libre", "commentaire libre", "inconnu", "autre", "0"];

    /// <summary>First day of the month of a date; null when it is no date between 1900 and 2100.</summary>
    public static DateOnly? Month(string text)
    {
        // « 2026-03-04T10:11:12Z », « 04/03/2026 10:11 »: the hour does not matter.
        var day = text.Trim();
        var cut = day.IndexOf('T', StringComparison.Ordinal);
        if (cut < 8)
            cut = day.IndexOf(':', StringComparison.Ordinal) is > 8 and var colon ? day.LastIndexOf(' ', colon) : -1;
        if (cut >= 6)
            day = day[..cut].Trim();
        return DateOnly.TryParseExact(day, DayFormats, French, DateTimeStyles.None, out var date)
            && date.Year is >= FirstYear and <= LastYear
            ? new DateOnly(date.Year, date.Month, 1)
            : null;
    }

    /// <summary>The box that a word names; null when it names none.</summary>
    public static Box? BoxOf(string text)
    {
        switch (text.Trim())
        {
            case "+":
                return Box.Positive;
            case "-" or "−":
                return Box.Negative;
        }

        var word = TextFolding.Fold(text);
        return PositiveWords.Contains(word) ? Box.Positive
            : NegativeWords.Contains(word) ? Box.Negative
            : FreeWords.Contains(word) ? Box.Unknown
            : null;
    }

    /// <summary>A mark, « 8 », « 8,5 », « 8.5 », « 8/10 » or « 85 % »; null when it is none.</summary>
    public static double? Score(string text)
    {
        var mark = text.Trim().TrimEnd('%').Trim();
        var cut = mark.IndexOf('/', StringComparison.Ordinal);
        if (cut > 0)
            mark = mark[..cut].Trim();
        return double.TryParse(
                mark.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var score)
            && double.IsFinite(score)
            ? score
            : null;
    }
}
