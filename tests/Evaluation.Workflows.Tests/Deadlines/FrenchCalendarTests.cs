using System.Globalization;
using Evaluation.Workflows.Deadlines;

namespace Evaluation.Workflows.Tests.Deadlines;

public sealed class FrenchCalendarTests
{
    // From printed calendars. Easter: 31 March 2024, 20 April 2025, 5 April 2026, 28 March 2027.
    [Theory]
    [InlineData(2024, "04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25 01-01")]
    [InlineData(2025, "04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25 01-01")]
    [InlineData(2026, "04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 01-01")]
    [InlineData(2027, "03-29 05-01 05-08 05-06 05-17 07-14 08-15 11-01 11-11 12-25 01-01")]
    public void The_eleven_holidays_of_a_year_are_those_of_the_printed_calendar(int year, string days)
    {
        var expected = days.Split(' ').Select(day => Days.Of($"{year}-{day}")).Order();

        var found = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(offset => new DateOnly(year, 1, 1).AddDays(offset))
            .Where(day => FrenchCalendar.HolidayOn(day) is not null);

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("2026-01-01", "Jour de l’An")]
    [InlineData("2026-04-06", "Lundi de Pâques")]
    [InlineData("2026-05-01", "Fête du Travail")]
    [InlineData("2026-05-08", "Victoire 1945")]
    [InlineData("2026-05-14", "Ascension")]
    [InlineData("2026-05-25", "Lundi de Pentecôte")]
    [InlineData("2026-07-14", "Fête nationale")]
    [InlineData("2026-08-15", "Assomption")]
    [InlineData("2026-11-01", "Toussaint")]
    [InlineData("2026-11-11", "Armistice 1918")]
    [InlineData("2026-12-25", "Noël")]
    [InlineData("2026-04-05", null)] // Easter Sunday is no legal holiday of its own.
    [InlineData("2026-12-26", null)] // A holiday in Alsace-Moselle only.
    public void A_holiday_has_its_French_name(string day, string? name) =>
        Assert.Equal(name, FrenchCalendar.HolidayOn(Days.Of(day)));

    // The earliest and the latest Easter of two centuries, and the two exceptions of the algorithm.
    [Theory]
    [InlineData(1818, "1818-03-22")]
    [InlineData(1943, "1943-04-25")]
    [InlineData(1954, "1954-04-18")]
    [InlineData(1981, "1981-04-19")]
    [InlineData(2000, "2000-04-23")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_falls_on_the_known_day(int year, string day) =>
        Assert.Equal(Days.Of(day), FrenchCalendar.Easter(year));

    [Fact]
    public void A_Saturday_is_workable_but_not_worked()
    {
        var saturday = new DateOnly(2026, 3, 7);

        Assert.True(FrenchCalendar.IsWorkableDay(saturday));
        Assert.False(FrenchCalendar.IsWorkingDay(saturday));
        Assert.False(FrenchCalendar.IsWorkableDay(saturday.AddDays(1)));
    }

    [Fact]
    public void A_bridge_of_holidays_is_crossed_to_the_next_working_day() =>
        // Friday 1 May 2026 is a holiday, then a weekend: Monday 4 May.
        Assert.Equal(new DateOnly(2026, 5, 4), FrenchCalendar.OnOrAfterWorkingDay(new DateOnly(2026, 5, 1)));

    [Fact]
    public void The_first_of_a_month_is_written_1er()
    {
        Assert.Equal("1er mai 2026", FrenchCalendar.Write(new DateOnly(2026, 5, 1)));
        Assert.Equal("2 août 2026", FrenchCalendar.Write(new DateOnly(2026, 8, 2)));
    }

    [Theory]
    [InlineData("2026-01-31T22:59:59Z", "2026-01-31")] // 23:59:59 in Paris, winter.
    [InlineData("2026-01-31T23:00:00Z", "2026-02-01")]
    [InlineData("2026-07-14T21:59:59Z", "2026-07-14")] // 23:59:59 in Paris, summer.
    [InlineData("2026-07-14T22:00:00Z", "2026-07-15")]
    public void The_legal_day_is_the_day_in_Paris(string instant, string day) =>
        Assert.Equal(Days.Of(day), FrenchCalendar.DayInParis(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)));
}
