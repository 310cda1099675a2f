namespace Evaluation.Workflows.Deadlines;

/// <summary>Days that do not count, and why.</summary>
/// <param name="From">The day of the stop, which still counts.</param>
/// <param name="Until">The day of the restart, which does not count any more; null while the clock is stopped.</param>
/// <param name="Reason">Why, in French.</param>
public sealed record ClockStop(DateOnly From, DateOnly? Until, string Reason);

/// <summary>
/// Counts a legal period from a day, with stops. It holds no date of its own and never waits: the same arguments give the
/// same answer on every machine and in ten years.
/// </summary>
/// <remarks>
/// The day of the starting act does not count and the last day does: a limit of 10 days that starts on the 1st ends on the
/// 11th at midnight (code de procédure civile, art. 641). A stop takes effect the day after it is asked for, and the count
/// resumes the day after the answer, so that « 10 days used before, 10 days used after » holds whatever the stop.
/// </remarks>
public static class LegalClock
{
    // A limit that has not ended after this many days is a mistake in the data, not a long procedure.
    private const int LongestWalk = 40_000;

    /// <summary>The last day in time, or null while a stop without an end keeps it from being known.</summary>
    /// <param name="start">The day of the starting act, which does not count.</param>
    /// <param name="period">How long.</param>
    /// <param name="stops">The stops, in any order; they may overlap.</param>
    /// <param name="rollsForward">Whether a last day that is not a working day is carried to the next working day.</param>
    public static DateOnly? DueOn(
        DateOnly start, LegalPeriod period, IReadOnlyCollection<ClockStop> stops, bool rollsForward = false)
    {
        var due = period.Unit == PeriodUnit.Months
            ? DueByMonths(start, period, stops)
            : DueByDays(start, period, stops);
        return due is { } day && rollsForward ? FrenchCalendar.OnOrAfterWorkingDay(day) : due;
    }

    /// <summary>The days that counted after <paramref name="start"/>, up to and including <paramref name="today"/>.</summary>
    /// <returns>Days of the unit; calendar days for a period in months. Zero when today is not after the start.</returns>
    public static int DaysUsed(DateOnly start, DateOnly today, PeriodUnit unit, IReadOnlyCollection<ClockStop> stops)
    {
        var used = 0;
        for (var day = start.AddDays(1); day <= today; day = day.AddDays(1))
        {
            if (Counts(day, unit) && !IsStopped(day, stops))
                used++;
        }

        return used;
    }

    /// <summary>The calendar days after <paramref name="start"/>, up to <paramref name="today"/>, that a stop took out.</summary>
    public static int DaysStopped(DateOnly start, DateOnly today, IReadOnlyCollection<ClockStop> stops)
    {
        var stopped = 0;
        for (var day = start.AddDays(1); day <= today; day = day.AddDays(1))
        {
            if (IsStopped(day, stops))
                stopped++;
        }

        return stopped;
    }

    private static DateOnly? DueByDays(DateOnly start, LegalPeriod period, IReadOnlyCollection<ClockStop> stops)
    {
        if (stops.Count == 0 && period.Unit == PeriodUnit.CalendarDays)
            return start.AddDays(period.Amount);
        var left = period.Amount;
        var day = start;
        for (var walked = 0; walked < LongestWalk; walked++)
        {
            day = day.AddDays(1);
            if (IsStoppedForEver(day, stops))
                return null;
            if (Counts(day, period.Unit) && !IsStopped(day, stops) && --left == 0)
                return day;
        }

        throw new ArgumentException($"A period of {period} from {start:O} does not end within {LongestWalk} days.");
    }

    private static DateOnly? DueByMonths(DateOnly start, LegalPeriod period, IReadOnlyCollection<ClockStop> stops)
    {
        var due = start.AddMonths(period.Amount);
        if (stops.Count == 0)
            return due;
        for (var day = start.AddDays(1); day <= due; day = day.AddDays(1))
        {
            if (IsStoppedForEver(day, stops))
                return null;
            if (IsStopped(day, stops))
                due = due.AddDays(1);
        }

        return due;
    }

    private static bool Counts(DateOnly day, PeriodUnit unit) => unit switch
    {
        PeriodUnit.WorkingDays => FrenchCalendar.IsWorkingDay(day),
        PeriodUnit.WorkableDays => FrenchCalendar.IsWorkableDay(day),
        PeriodUnit.CalendarDays or PeriodUnit.Months => true,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit."),
    };

    private static bool IsStopped(DateOnly day, IReadOnlyCollection<ClockStop> stops) =>
        stops.Any(stop => day > stop.From && (stop.Until is null || day <= stop.Until));

    private static bool IsStoppedForEver(DateOnly day, IReadOnlyCollection<ClockStop> stops) =>
        stops.Any(stop => stop.Until is null && day > stop.From);
}
