using System.Globalization;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>A duty of a dossier, read on a day.</summary>
/// <param name="Rule">The duty.</param>
/// <param name="StartedOn">The day it counts from.</param>
/// <param name="DueOn">The last day in time; null when no text or opinion gives a length.</param>
/// <param name="DoneOn">When it was done; null while it is to be done, or when it is done outside the dossier.</param>
/// <param name="Explanation">How the day was found, in French.</param>
public sealed record DutyReading(DutyRule Rule, DateOnly StartedOn, DateOnly? DueOn, DateOnly? DoneOn, string Explanation);

/// <summary>Reads what a dossier obliges to, after its decisions. A pure function, like the clock.</summary>
public static class DossierDuties
{
    /// <summary>The duties that have begun, by due date; those without one last.</summary>
    public static IReadOnlyList<DutyReading> Read(Dossier dossier, Procedure procedure) =>
    [
        .. procedure.Duties
            .Where(duty => duty.Requests.Count == 0 || duty.Requests.Contains(dossier.Opening.Request))
            .Select(duty => Read(duty, dossier)).OfType<DutyReading>()
            .OrderBy(duty => duty.DueOn ?? DateOnly.MaxValue),
    ];

    private static DutyReading? Read(DutyRule duty, Dossier dossier)
    {
        if (dossier.Finished.LastOrDefault(finished => duty.From.Contains(finished.Ref)) is not { } start)
            return null;

        var startedOn = duty.FromField is { } field && start.Fields.TryGetValue(field, out var text)
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : start.On;
        if (duty.EveryYearOn is { } yearly)
            return Yearly(duty, yearly, startedOn, start.Sequence, dossier);
        var done = dossier.Finished.FirstOrDefault(finished => finished.Sequence > start.Sequence && duty.DoneBy.Contains(finished.Ref));
        var length = duty.RunsForProposedYears ? ProposedLength(dossier) : duty.Period;
        if (length is null)
        {
            return new DutyReading(duty, startedOn, null, done?.On, duty.RunsForProposedYears
                ? "L’avis ne propose pas de durée : échéance à fixer d’après la décision."
                : "Aucun texte lu ne donne d’échéance.");
        }

        var end = LegalClock.DueOn(startedOn, length, [])!.Value;
        var due = duty.Lead is { } lead ? Before(end, lead) : end;
        return new DutyReading(
            duty, startedOn, due, done?.On,
            $"À compter du {FrenchCalendar.Write(startedOn)}, {length}"
            + (duty.Lead is { } early ? $", soit le {FrenchCalendar.Write(end)} ; à faire {early} avant." : "."));
    }

    // Each time it is done answers one year; it ends with the dossier.
    private static DutyReading Yearly(DutyRule duty, DayOfYear yearly, DateOnly startedOn, long since, Dossier dossier)
    {
        var done = dossier.Finished.Count(finished => finished.Sequence > since && duty.DoneBy.Contains(finished.Ref));
        var due = yearly.After(startedOn).AddYears(done);
        return new DutyReading(
            duty, startedOn, due, dossier.Closed?.On,
            $"À compter du {FrenchCalendar.Write(startedOn)}, chaque année ; "
            + done switch { 0 => "rien n’est encore enregistré.", 1 => "une fois enregistrée.", _ => $"{done} fois enregistrée." });
    }

    // The shortest of the durations proposed: each indication is renewed before its own end.
    private static LegalPeriod? ProposedLength(Dossier dossier) =>
        dossier.Conclusions.Values.Select(conclusion => conclusion.Years).OfType<int>().Select(years => (int?)years).Min() is { } least
            ? new LegalPeriod(least * 12, PeriodUnit.Months)
            : null;

    private static DateOnly Before(DateOnly end, LegalPeriod lead) =>
        lead.Unit == PeriodUnit.Months ? end.AddMonths(-lead.Amount) : end.AddDays(-lead.Amount);
}
