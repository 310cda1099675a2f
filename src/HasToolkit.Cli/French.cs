using System.Globalization;
using Evaluation.Workflows.Deadlines;

namespace HasToolkit.Cli;

/// <summary>Days and counts as French readers write them.</summary>
internal static class French
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("fr-FR");

    public static string Day(DateOnly day) => FrenchCalendar.Write(day);

    public static string Day(DateOnly? day) => day is { } known ? FrenchCalendar.Write(known) : "";

    /// <summary>« 3 déc. 2026 », for narrow columns.</summary>
    public static string ShortDay(DateOnly? day) =>
        day?.ToString(day.Value.Day == 1 ? "d'er' MMM yyyy" : "d MMM yyyy", Culture) ?? "";

    /// <summary>« 26 nov. 2026 à 14:05 », in Paris.</summary>
    public static string Instant(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        return $"{ShortDay(DateOnly.FromDateTime(local.DateTime))} à {local.ToString("HH:mm", Culture)}";
    }

    public static string Number(long value) => value.ToString("N0", Culture);

    /// <summary>« 1 dossier », « 2 dossiers »; French counts zero as one.</summary>
    public static string Count(long count, string one, string? many = null) =>
        $"{Number(count)} {(count is 0 or 1 ? one : many ?? one + "s")}";

    /// <summary>« dans 5 jours », « aujourd’hui », « dépassé de 2 jours ».</summary>
    public static string Left(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        0 => "aujourd’hui",
        1 => "demain",
        > 1 and var days => $"dans {Count(days, "jour")}",
        var days => $"dépassé de {Count(-days, "jour")}",
    };

    /// <summary>The same for a narrow column: « 21 j », « retard 2 j ».</summary>
    public static string ShortLeft(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        >= 0 and var days => $"{Number(days)}\u00a0j",
        var days => $"retard {Number(-days)}\u00a0j",
    };
}
