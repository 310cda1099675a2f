using CsCheck;
using Evaluation.Workflows.Deadlines;

namespace Evaluation.Workflows.Tests.Deadlines;

/// <summary>What holds of the French calendar in any year, and of legal days when the hour changes.</summary>
public class CalendarPropertyTests
{
    private static readonly Gen<int> AYear = Gen.Int[1900, 2400];

    private static readonly Gen<DateOnly> ADay = Gen.Int[0, 180_000].Select(days => new DateOnly(1900, 1, 1).AddDays(days));

    // The European rule has stood as it is since 1996.
    private static readonly Gen<DateTimeOffset> AnInstant = Gen.Long[0, 54L * 365 * 24 * 3_600_000]
        .Select(milliseconds => new DateTimeOffset(1996, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(milliseconds));

    [Fact]
    public void Easter_is_the_day_that_another_algorithm_gives() => Gen.Int[1583, 9_000].Sample(
        year => Assert.Equal(EasterOfKnuth(year), FrenchCalendar.Easter(year)), iter: 5_000);

    [Fact]
    public void A_year_has_eleven_holidays_or_as_many_as_do_not_fall_together() => AYear.Sample(
        year =>
        {
            var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays).ToList();
            var easter = FrenchCalendar.Easter(year);
            var movable = new[] { easter.AddDays(1), easter.AddDays(39), easter.AddDays(50) };
            var together = movable.Count(day => (day.Month, day.Day) is (5, 1) or (5, 8));

            Assert.Equal(11 - together, days.Count(day => FrenchCalendar.HolidayOn(day) is not null));
            Assert.Equal([DayOfWeek.Monday, DayOfWeek.Thursday, DayOfWeek.Monday], movable.Select(day => day.DayOfWeek));
        },
        iter: 500);

    [Fact]
    public void A_worked_day_is_workable_and_the_next_worked_day_is_four_days_away_at_most() => ADay.Sample(
        day =>
        {
            var next = FrenchCalendar.OnOrAfterWorkingDay(day);
            Assert.True(!FrenchCalendar.IsWorkingDay(day) || FrenchCalendar.IsWorkableDay(day));
            Assert.True(FrenchCalendar.IsWorkingDay(next));
            Assert.InRange(next.DayNumber - day.DayNumber, 0, 4);
            Assert.All(
                Enumerable.Range(day.DayNumber, next.DayNumber - day.DayNumber), between => Assert.False(FrenchCalendar.IsWorkingDay(DateOnly.FromDayNumber(between))));
        },
        iter: 5_000);

    [Fact]
    public void The_legal_day_follows_summer_time_as_the_directive_states_it() => AnInstant.Sample(
        instant => Assert.Equal(DateOnly.FromDateTime(instant.UtcDateTime.AddHours(IsSummer(instant) ? 2 : 1)), FrenchCalendar.DayInParis(instant)),
        iter: 5_000);

    [Fact]
    public void A_legal_day_lasts_23_24_or_25_hours_and_none_is_left_out() => Gen.Int[0, 54 * 365].Sample(
        days =>
        {
            var noon = new DateTimeOffset(1996, 1, 1, 11, 0, 0, TimeSpan.Zero).AddDays(days);
            var day = FrenchCalendar.DayInParis(noon);
            var hours = Enumerable.Range(-48, 96).Select(quarters => noon.AddHours(quarters))
                .Count(hour => FrenchCalendar.DayInParis(hour) == day);

            var changes = IsSummer(noon.AddHours(-18)) != IsSummer(noon.AddHours(18)) && day.DayOfWeek == DayOfWeek.Sunday;
            Assert.Equal(!changes ? 24 : day.Month == 3 ? 23 : 25, hours);
            Assert.Equal(day.AddDays(1), FrenchCalendar.DayInParis(noon.AddDays(1)));
        },
        iter: 2_000);

    [Fact]
    public void A_stop_cut_into_days_stops_as_many_days() => Gen.Select(ADay, Gen.Int[1, 90], Gen.Int[0, 3], Gen.Int[0, 60], Gen.Int[0, 40]).Sample(
        (start, amount, unit, offset, length) =>
        {
            var period = new LegalPeriod(amount, Enum.GetValues<PeriodUnit>()[unit]);
            var from = start.AddDays(offset);
            var whole = new ClockStop(from, from.AddDays(length), "question");
            var pieces = Enumerable.Range(0, length).Select(i => new ClockStop(from.AddDays(i), from.AddDays(i + 1), "question")).ToList();

            Assert.Equal(LegalClock.DueOn(start, period, [whole]), LegalClock.DueOn(start, period, pieces));
        },
        iter: 2_000);

    [Fact]
    public void Workable_days_end_before_worked_days_and_calendar_days_before_both() => Gen.Select(ADay, Gen.Int[1, 200]).Sample(
        (start, amount) =>
        {
            var due = new[] { PeriodUnit.CalendarDays, PeriodUnit.WorkableDays, PeriodUnit.WorkingDays }
                .Select(unit => LegalClock.DueOn(start, new LegalPeriod(amount, unit), [])).ToList();
            Assert.Equal(due.Order(), due);
        },
        iter: 2_000);

    // Last Sundays of March and October, at one o’clock UTC: directive 2000/84/EC.
    private static bool IsSummer(DateTimeOffset instant) =>
        instant.UtcDateTime >= LastSunday(instant.UtcDateTime.Year, 3) && instant.UtcDateTime < LastSunday(instant.UtcDateTime.Year, 10);

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }

    // Knuth, The Art of Computer Programming, volume 1, 1.3.2, exercise 14.
    private static DateOnly EasterOfKnuth(int year)
    {
        var golden = (year % 19) + 1;
        var century = (year / 100) + 1;
        var leapYearsDropped = (3 * century / 4) - 12;
        var moon = (((8 * century) + 5) / 25) - 5;
        var sunday = (5 * year / 4) - leapYearsDropped - 10;
        var epact = ((((11 * golden) + 20 + moon - leapYearsDropped) % 30) + 30) % 30;
        if ((epact == 25 && golden > 11) || epact == 24)
            epact++;
        var full = 44 - epact;
        if (full < 21)
            full += 30;
        full += 7 - ((sunday + full) % 7);
        return new DateOnly(year, 3, 1).AddDays(full - 1);
    }
}
