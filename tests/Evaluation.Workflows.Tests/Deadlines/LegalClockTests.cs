using CsCheck;
using Evaluation.Workflows.Deadlines;

namespace Evaluation.Workflows.Tests.Deadlines;

public sealed class LegalClockTests
{
    [Fact]
    public void Ten_days_from_the_first_end_on_the_eleventh() =>
        Assert.Equal(Day("2026-06-11"), Due("2026-06-01", 10, PeriodUnit.CalendarDays));

    [Fact]
    public void Ninety_days_cross_months_by_their_true_length() =>
        // 5 January + 90: 26 left in January, 28 in February, 31 in March = 85, then 5 April.
        Assert.Equal(Day("2026-04-05"), Due("2026-01-05", 90, PeriodUnit.CalendarDays));

    [Fact]
    public void Five_working_days_leave_out_weekends_and_holidays() =>
        // From Tuesday 5 May 2026: 6, 7, (8 holiday, 9, 10), 11, 12, 13.
        Assert.Equal(Day("2026-05-13"), Due("2026-05-05", 5, PeriodUnit.WorkingDays));

    [Fact]
    public void Five_workable_days_count_Saturdays() =>
        // From Tuesday 5 May 2026: 6, 7, (8 holiday), 9, (10 Sunday), 11, 12.
        Assert.Equal(Day("2026-05-12"), Due("2026-05-05", 5, PeriodUnit.WorkableDays));

    [Theory]
    [InlineData("2026-01-15", 1, "2026-02-15")]
    [InlineData("2026-01-31", 1, "2026-02-28")] // No 31 February: the last day of the month.
    [InlineData("2028-01-31", 1, "2028-02-29")]
    [InlineData("2026-08-31", 6, "2027-02-28")]
    [InlineData("2026-02-28", 1, "2026-03-28")] // From date to date, not from last day to last day.
    [InlineData("2026-03-31", 9, "2026-12-31")]
    public void Months_go_from_date_to_date_and_stop_at_the_end_of_the_month(string start, int months, string due) =>
        Assert.Equal(Day(due), Due(start, months, PeriodUnit.Months));

    [Fact]
    public void A_stop_takes_out_the_days_after_the_question_up_to_the_answer() =>
        // Asked on the 5th (which counts), answered on the 8th: the 6th, 7th and 8th do not count. 11 + 3 = 14.
        Assert.Equal(Day("2026-06-14"), Due("2026-06-01", 10, PeriodUnit.CalendarDays, Stop("2026-06-05", "2026-06-08")));

    [Fact]
    public void Two_stops_add_up() =>
        Assert.Equal(
            Day("2026-06-16"), // 11 + 3 + 2
            Due("2026-06-01", 10, PeriodUnit.CalendarDays, Stop("2026-06-05", "2026-06-08"), Stop("2026-06-10", "2026-06-12")));

    [Fact]
    public void Days_under_two_overlapping_stops_are_taken_out_once() =>
        // The 6th to the 10th: five days.
        Assert.Equal(
            Day("2026-06-16"),
            Due("2026-06-01", 10, PeriodUnit.CalendarDays, Stop("2026-06-05", "2026-06-08"), Stop("2026-06-07", "2026-06-10")));

    [Fact]
    public void A_stop_without_an_answer_leaves_the_due_date_unknown() =>
        Assert.Null(Due("2026-06-01", 10, PeriodUnit.CalendarDays, Stop("2026-06-05", null)));

    [Fact]
    public void A_stop_asked_on_the_last_day_comes_too_late_to_move_it() =>
        Assert.Equal(Day("2026-06-11"), Due("2026-06-01", 10, PeriodUnit.CalendarDays, Stop("2026-06-11", null)));

    [Fact]
    public void A_stop_asked_the_day_before_the_last_leaves_one_day() =>
        // 9 days used on the 10th; answered on the 20th, the tenth day is the 21st.
        Assert.Equal(Day("2026-06-21"), Due("2026-06-01", 10, PeriodUnit.CalendarDays, Stop("2026-06-10", "2026-06-20")));

    [Fact]
    public void A_stop_lengthens_a_period_in_months_by_its_calendar_days() =>
        Assert.Equal(Day("2026-03-03"), Due("2026-01-31", 1, PeriodUnit.Months, Stop("2026-02-10", "2026-02-13")));

    [Fact]
    public void A_stop_answered_the_same_day_takes_out_nothing() =>
        Assert.Equal(Day("2026-06-11"), Due("2026-06-01", 10, PeriodUnit.CalendarDays, Stop("2026-06-05", "2026-06-05")));

    [Fact]
    public void A_last_day_that_is_not_worked_is_carried_forward_only_when_the_text_says_so()
    {
        // 10 days from Wednesday 22 April 2026: Saturday 2 May, then Sunday: Monday 4 May.
        var period = new LegalPeriod(10, PeriodUnit.CalendarDays);

        Assert.Equal(Day("2026-05-02"), LegalClock.DueOn(Day("2026-04-22"), period, []));
        Assert.Equal(Day("2026-05-04"), LegalClock.DueOn(Day("2026-04-22"), period, [], rollsForward: true));
    }

    [Fact]
    public void Days_used_and_stopped_are_counted_to_the_day_they_are_read()
    {
        ClockStop[] stops = [Stop("2026-06-05", "2026-06-08")];

        // The 2nd to the 10th: nine days, three of them stopped.
        Assert.Equal(6, LegalClock.DaysUsed(Day("2026-06-01"), Day("2026-06-10"), PeriodUnit.CalendarDays, stops));
        Assert.Equal(3, LegalClock.DaysStopped(Day("2026-06-01"), Day("2026-06-10"), stops));
        Assert.Equal(0, LegalClock.DaysUsed(Day("2026-06-01"), Day("2026-05-01"), PeriodUnit.CalendarDays, stops));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3651)]
    public void A_period_that_no_text_states_cannot_be_built(int amount)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new LegalPeriod(amount, PeriodUnit.CalendarDays));

        Assert.Contains("1 to 3,650", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3650)]
    public void The_shortest_and_the_longest_period_can_be_built(int amount) =>
        Assert.Equal(amount, new LegalPeriod(amount, PeriodUnit.CalendarDays).Amount);

    [Fact]
    public void A_limit_that_a_stop_carries_beyond_a_century_is_taken_for_a_mistake()
    {
        var refused = Assert.Throws<ArgumentException>(
            () => Due("2026-06-01", 10, PeriodUnit.WorkingDays, Stop("2026-06-02", "2200-01-01")));

        Assert.StartsWith("A period of 10 jours ouvrés from 2026-06-01 does not end", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_is_none_is_refused()
    {
        var unknown = (PeriodUnit)9;

        Assert.Contains(
            "Unknown unit", Assert.Throws<ArgumentOutOfRangeException>(() => LegalClock.DaysUsed(Day("2026-06-01"), Day("2026-06-02"), unknown, [])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Unknown unit 9", Assert.Throws<InvalidOperationException>(() => new LegalPeriod(1, unknown).ToString()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_is_stopped_for_ever_by_a_question_without_an_answer_before_its_last_day()
    {
        Assert.Null(Due("2026-01-31", 1, PeriodUnit.Months, Stop("2026-02-27", null)));
        // Asked on the last day, it comes too late.
        Assert.Equal(Day("2026-02-28"), Due("2026-01-31", 1, PeriodUnit.Months, Stop("2026-02-28", null)));
    }

    [Theory]
    [InlineData(1, PeriodUnit.CalendarDays, "1 jour")]
    [InlineData(90, PeriodUnit.CalendarDays, "90 jours")]
    [InlineData(1, PeriodUnit.WorkingDays, "1 jour ouvré")]
    [InlineData(5, PeriodUnit.WorkingDays, "5 jours ouvrés")]
    [InlineData(1, PeriodUnit.WorkableDays, "1 jour ouvrable")]
    [InlineData(5, PeriodUnit.WorkableDays, "5 jours ouvrables")]
    [InlineData(9, PeriodUnit.Months, "9 mois")]
    public void A_period_is_written_as_a_text_states_it(int amount, PeriodUnit unit, string text) =>
        Assert.Equal(text, new LegalPeriod(amount, unit).ToString());

    [Fact]
    public void A_longer_period_is_never_due_earlier() =>
        Gen.Select(AStart, Gen.Int[1, 200], Gen.Int[0, 60], AUnit, SomeStops).Sample((start, amount, more, unit, stops) =>
            LegalClock.DueOn(start, new LegalPeriod(amount, unit), stops)
                <= LegalClock.DueOn(start, new LegalPeriod(amount + more, unit), stops));

    [Fact]
    public void One_more_stop_never_brings_the_due_date_nearer() =>
        Gen.Select(AStart, APeriod, SomeStops, AStop).Sample((start, period, stops, more) =>
            LegalClock.DueOn(start, period, stops) <= LegalClock.DueOn(start, period, [.. stops, more]));

    [Fact]
    public void The_order_of_stops_does_not_matter() =>
        Gen.Select(AStart, APeriod, SomeStops).Sample((start, period, stops) =>
            LegalClock.DueOn(start, period, stops) == LegalClock.DueOn(start, period, [.. stops.Reverse()]));

    [Fact]
    public void Exactly_the_stated_days_are_used_on_the_due_date_and_one_fewer_the_day_before() =>
        Gen.Select(AStart, Gen.Int[1, 200], ADayUnit, SomeStops).Sample((start, amount, unit, stops) =>
        {
            var due = LegalClock.DueOn(start, new LegalPeriod(amount, unit), stops)!.Value;
            return LegalClock.DaysUsed(start, due, unit, stops) == amount
                && LegalClock.DaysUsed(start, due.AddDays(-1), unit, stops) == amount - 1;
        });

    [Fact]
    public void Days_used_and_days_stopped_make_the_days_elapsed() =>
        Gen.Select(AStart, Gen.Int[0, 400], ADayUnit, SomeStops).Sample((start, later, unit, stops) =>
        {
            var today = start.AddDays(later);
            var used = LegalClock.DaysUsed(start, today, unit, stops);
            var stopped = LegalClock.DaysStopped(start, today, stops);
            return unit == PeriodUnit.CalendarDays ? used + stopped == later : used + stopped <= later;
        });

    [Fact]
    public void A_due_date_is_after_its_start_and_is_worked_when_it_rolls_forward() =>
        Gen.Select(AStart, APeriod, SomeStops).Sample((start, period, stops) =>
        {
            var due = LegalClock.DueOn(start, period, stops, rollsForward: true)!.Value;
            return due > start && FrenchCalendar.IsWorkingDay(due);
        });

    private static readonly Gen<DateOnly> AStart = Gen.Int[0, 400].Select(days => new DateOnly(2026, 1, 1).AddDays(days));

    private static readonly Gen<PeriodUnit> AUnit = Gen.Enum<PeriodUnit>();

    private static readonly Gen<PeriodUnit> ADayUnit =
        Gen.Int[0, 2].Select(index => new[] { PeriodUnit.CalendarDays, PeriodUnit.WorkingDays, PeriodUnit.WorkableDays }[index]);

    private static readonly Gen<LegalPeriod> APeriod =
        Gen.Select(Gen.Int[1, 120], AUnit).Select((amount, unit) => new LegalPeriod(amount, unit));

    private static readonly Gen<ClockStop> AStop = Gen.Select(Gen.Int[0, 500], Gen.Int[0, 60])
        .Select((offset, days) => new ClockStop(
            new DateOnly(2026, 1, 1).AddDays(offset), new DateOnly(2026, 1, 1).AddDays(offset + days), "question"));

    private static readonly Gen<ClockStop[]> SomeStops = AStop.Array[0, 12];

    private static DateOnly? Due(string start, int amount, PeriodUnit unit, params ClockStop[] stops) =>
        LegalClock.DueOn(Day(start), new LegalPeriod(amount, unit), stops);

    private static ClockStop Stop(string from, string? until) =>
        new(Day(from), until is null ? null : Day(until), "question");

    private static DateOnly Day(string text) => Days.Of(text);
}
