using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Sessions;

/// <summary>A date of the calendar of sessions.</summary>
/// <param name="Date">The day of the session.</param>
/// <param name="DocumentsBy">The last day on which convocation, agenda and documents go out.</param>
/// <param name="Holiday">The holiday on which the cycle fell, so that the session moved; null when it did not move.</param>
public sealed record PlannedDate(DateOnly Date, DateOnly DocumentsBy, string? Holiday);

/// <summary>A step that waits for the commission and is on no agenda to come.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Product">Its product.</param>
/// <param name="Step">The step.</param>
/// <param name="Title">The step as it is titled.</param>
/// <param name="ArrivedOn">The day on which the dossier was opened: the order of arrival.</param>
/// <param name="ReadyOn">The day on which the step opened.</param>
/// <param name="DueOn">Its legal due date; null when there is none or the clock is stopped.</param>
public sealed record ReadyItem(
    DossierId Dossier, string Product, string Step, string Title, DateOnly ArrivedOn, DateOnly ReadyOn, DateOnly? DueOn);

/// <summary>Prepares the calendar and the agendas of the commission. Pure functions: people plan, the software proposes.</summary>
/// <remarks>
/// The cycle is a setting, observed in published opinions [V]; documents at most five calendar days before and the order of
/// arrival come from an older version of the internal rules [S].
/// </remarks>
public static class SessionPlanner
{
    /// <summary>The order of arrival, which the president may leave for a reason.</summary>
    public static LegalSource OrderSource { get; } =
        new("Règlement intérieur de la CNEDiMTS, version ancienne", Confidence.Secondary);

    /// <summary>The dates of a cycle. A session that would fall on a holiday moves to the next working day; the cycle does not.</summary>
    /// <param name="first">The first session.</param>
    /// <param name="count">How many.</param>
    /// <param name="cycle">Days from one session to the next.</param>
    /// <param name="documents">Days before a session by which its documents go out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count or the cycle is not positive.</exception>
    public static IReadOnlyList<PlannedDate> Calendar(DateOnly first, int count, int cycle, int documents)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cycle);
        return [.. Enumerable.Range(0, count).Select(index => On(first.AddDays(index * cycle), documents))];
    }

    /// <summary>The dates of the cycle of the commission that follow a first one, from a day on.</summary>
    /// <param name="first">Any session of the cycle.</param>
    /// <param name="from">The first day wanted.</param>
    /// <param name="count">How many.</param>
    /// <param name="procedure">Where the delay of the documents is read.</param>
    public static IReadOnlyList<PlannedDate> Next(DateOnly first, DateOnly from, int count, Procedure procedure)
    {
        var cycle = CommissionSettings.Of("cycle-seances").Value;
        var skipped = from <= first ? 0 : (from.DayNumber - first.DayNumber + cycle - 1) / cycle;
        return Calendar(
            first.AddDays(skipped * cycle), count, cycle, procedure.ParameterOf("documents-avant-seance").Value);
    }

    /// <summary>The agenda proposed: what is ready, in order of arrival, as long as there is room.</summary>
    /// <param name="ready">What waits for the commission.</param>
    /// <param name="session">The session.</param>
    public static IReadOnlyList<ReadyItem> Agenda(IEnumerable<ReadyItem> ready, CommissionSession session) =>
    [
        .. InOrder(ready).Take(Math.Max(0, CommissionSettings.Of("points-par-seance").Value - session.Agenda.Count)),
    ];

    /// <summary>The items that arrived earlier than one, are as ready, and would wait behind it.</summary>
    public static IReadOnlyList<ReadyItem> OvertakenBy(DossierId dossier, string step, IReadOnlyCollection<ReadyItem> ready) =>
        ready.FirstOrDefault(item => item.Dossier == dossier && item.Step == step) is { } chosen
            ? [.. InOrder(ready).TakeWhile(item => item != chosen).Where(item => item.ArrivedOn < chosen.ArrivedOn)]
            : [];

    /// <summary>Whether documents sent on a day are in time.</summary>
    public static bool AreInTime(CommissionSession session, int documents) =>
        session.DocumentsSentOn is { } sent && sent <= session.Planned.Date.AddDays(-documents);

    private static IOrderedEnumerable<ReadyItem> InOrder(IEnumerable<ReadyItem> ready) =>
        ready.OrderBy(item => item.ArrivedOn).ThenBy(item => item.ReadyOn).ThenBy(item => item.Dossier.Value, StringComparer.Ordinal)
            .ThenBy(item => item.Step, StringComparer.Ordinal);

    private static PlannedDate On(DateOnly day, int documents)
    {
        var date = FrenchCalendar.OnOrAfterWorkingDay(day);
        return new PlannedDate(date, date.AddDays(-documents), date == day ? null : FrenchCalendar.HolidayOn(day) ?? "jour non ouvré");
    }
}
