using System.Globalization;

namespace Evaluation.Workflows.Deadlines;

/// <summary>Public holidays and working days in metropolitan France.</summary>
/// <remarks>
/// The eleven legal holidays of the code du travail, art. L. 3133-1. Alsace-Moselle and overseas days are not counted.
/// Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8).
/// </remarks>
public static class FrenchCalendar
{
    /// <summary>The French name of the holiday that falls on a day, or null.</summary>
    public static string? HolidayOn(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) => "Jour de l’An",
        (5, 1) => "Fête du Travail",
        (5, 8) => "Victoire 1945",
        (7, 14) => "Fête nationale",
        (8, 15) => "Assomption",
        (11, 1) => "Toussaint",
        (11, 11) => "Armistice 1918",
        (12, 25) => "Noël",
        _ => MovableHolidayOn(day),
    };

    /// <summary>True from Monday to Friday, public holidays excepted (jour ouvré).</summary>
    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && HolidayOn(day) is null;

    /// <summary>True from Monday to Saturday, public holidays excepted (jour ouvrable).</summary>
    public static bool IsWorkableDay(DateOnly day) => day.DayOfWeek is not DayOfWeek.Sunday && HolidayOn(day) is null;

    /// <summary>The day itself when it is a working day, else the next one.</summary>
    public static DateOnly OnOrAfterWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>Easter Sunday of a year of the Gregorian calendar.</summary>
    public static DateOnly Easter(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var month = (h + l - (7 * m) + 114) / 31;
        return new DateOnly(year, month, ((h + l - (7 * m) + 114) % 31) + 1);
    }

    /// <summary>A day as French readers write it: « 1er mai 2026 ».</summary>
    public static string Write(DateOnly day) => day.ToString(day.Day == 1 ? "d'er' MMMM yyyy" : "d MMMM yyyy", French);

    /// <summary>The day in Paris at an instant: the one that counts for a legal date.</summary>
    public static DateOnly DayInParis(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime);

    private static CultureInfo French { get; } = CultureInfo.GetCultureInfo("fr-FR");

    private static TimeZoneInfo Paris { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private static string? MovableHolidayOn(DateOnly day) => (day.DayNumber - Easter(day.Year).DayNumber) switch
    {
        1 => "Lundi de Pâques",
        39 => "Ascension",
        50 => "Lundi de Pentecôte",
        _ => null,
    };
}
