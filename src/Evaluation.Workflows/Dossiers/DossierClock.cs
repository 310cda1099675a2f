using System.Globalization;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>The days of a limit.</summary>
/// <param name="StartedOn">The day of the starting act.</param>
/// <param name="EndedOn">The day on which it ended; null while it runs.</param>
/// <param name="DueOn">The last day in time; null while a stop keeps it from being known.</param>
internal sealed record LimitDays(DateOnly StartedOn, DateOnly? EndedOn, DateOnly? DueOn);

/// <summary>Reads the legal limits of a dossier. A pure function of events, calendar and law: it stores nothing.</summary>
public static class DossierClock
{
    private const int LongestPeriod = 3650;
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Every limit that has started, in the order of the procedure.</summary>
    public static IReadOnlyList<ClockReading> Read(Dossier dossier, Procedure procedure, DateOnly today) =>
        [.. procedure.Limits.Select(limit => Read(limit, dossier, procedure, today)).OfType<ClockReading>()];

    /// <summary>One limit, or null when it has not started or does not apply.</summary>
    public static ClockReading? Read(Limit limit, Dossier dossier, Procedure procedure, DateOnly today)
    {
        if (Measure(limit, dossier, procedure) is not var (start, law, end, stops, (startedOn, endedOn, due)))
            return null;
        var readOn = endedOn ?? today;
        var isStopped = endedOn is null && stops.Any(stop => stop.Until is null);

        var reading = new ClockReading(
            limit, law, StateOf(due, endedOn, today, isStopped), startedOn, endedOn, due,
            isStopped ? LegalClock.DueOn(startedOn, law.Period, Resumed(stops, today), law.RollsForward) : null,
            stops,
            LegalClock.DaysUsed(startedOn, readOn, law.Period.Unit, stops),
            LegalClock.DaysStopped(startedOn, readOn, stops),
            due is { } last ? last.DayNumber - readOn.DayNumber : null,
            start.IsAssumed || end is { IsAssumed: true }, []);
        return reading with
        {
            Explanation = [.. Explain(reading, start, end, procedure, today), .. OtherReadings(limit, law, start, stops, procedure)],
        };
    }

    /// <summary>The days of a limit alone, without what explains them; null when it has not started or does not apply.</summary>
    internal static LimitDays? DaysOf(Limit limit, Dossier dossier, Procedure procedure) => Measure(limit, dossier, procedure)?.Days;

    private static (ClockStart Start, LimitVersion Law, FinishedStep? End, List<ClockStop> Stops, LimitDays Days)? Measure(
        Limit limit, Dossier dossier, Procedure procedure)
    {
        if (StartOf(limit, dossier, procedure) is not { } start || limit.VersionOn(start.On, dossier.Opening.Request) is not { } law)
            return null;
        law = Extended(limit, law, dossier, start);
        var end = dossier.Finished.FirstOrDefault(finished =>
            finished.Sequence > start.Sequence && limit.Until.Contains(finished.Ref));
        var stops = StopsOf(limit, dossier, procedure, start, end);
        return (start, law, end, stops, new LimitDays(
            start.On, end?.On ?? ClosedWithoutEnd(dossier), LegalClock.DueOn(start.On, law.Period, stops, law.RollsForward)));
    }

    /// <summary>The limits that set the due date of a step.</summary>
    public static IEnumerable<ClockReading> ForStep(IEnumerable<ClockReading> readings, string step) =>
        readings.Where(reading => reading.EndedOn is null && reading.Limit.Steps.Contains(step));

    /// <summary>What starts a limit: a day, its place in the chain, and what is said of it.</summary>
    private sealed record ClockStart(
        DateOnly On, long Sequence, string Title, bool IsAssumed, IReadOnlyDictionary<string, string> Fields);

    private static ClockStart? StartOf(Limit limit, Dossier dossier, Procedure procedure)
    {
        if (limit.FromOpening is { } step)
            return OpeningOf(step, dossier, procedure);
        var act = dossier.Finished.LastOrDefault(finished => limit.From.Contains(finished.Ref));
        if (act is null || (limit.AppliesWhen is { } condition && !Says(act.Fields, condition)))
            return null;
        if (limit.AppliesAfter is { } after && dossier.LatestOf(after.Step)?.Outcome != after.Outcome)
            return null;
        var field = Chosen(limit, procedure)?.Field ?? limit.FromField;
        return new ClockStart(
            DayOf(act.Fields, field) ?? act.On, act.Sequence, TitleOf(act, procedure), act.IsAssumed, act.Fields);
    }

    // A step that opens is opened by the act written just before it, whose date may be a supposition.
    private static ClockStart? OpeningOf(string step, Dossier dossier, Procedure procedure)
    {
        var (on, at) = dossier.OpenSteps.Where(open => open.Step == step).Select(open => (open.OpenedOn, open.OpenedAt))
            .Concat(dossier.Finished.Where(done => done.Step == step).Select(done => (done.OpenedOn, done.OpenedAt)))
            .OrderBy(opening => opening.OpenedAt).LastOrDefault();
        return at == 0
            ? null
            : new ClockStart(
                on, at, $"ouverture de « {procedure.StepOf(step).Title} »",
                OpenerOf(dossier, at) is { IsAssumed: true }, new Dictionary<string, string>());
    }

    /// <summary>The act that opened a step: the one written just before.</summary>
    internal static FinishedStep? OpenerOf(Dossier dossier, long openedAt) =>
        dossier.Finished.LastOrDefault(finished => finished.Sequence < openedAt);

    private static bool Says(IReadOnlyDictionary<string, string> fields, FieldCondition condition) =>
        fields.TryGetValue(condition.Field, out var value) && value == condition.Value;

    private static DateOnly? DayOf(IReadOnlyDictionary<string, string> fields, string? field) =>
        field is not null && fields.TryGetValue(field, out var text)
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static StartReading? Chosen(Limit limit, Procedure procedure) =>
        limit.Readings.FirstOrDefault(reading => procedure.ParameterOf(reading.Parameter).Value == reading.Value);

    private static LimitVersion Extended(Limit limit, LimitVersion law, Dossier dossier, ClockStart start)
    {
        // The starting act may itself give more days than the text asks for.
        var days = dossier.Finished
            .Where(finished => finished.Sequence >= start.Sequence)
            .SelectMany(finished => limit.Extensions.Where(extension => extension.Outcome == finished.Ref)
                .Select(extension => finished.Fields.GetValueOrDefault(extension.Field)))
            .Sum(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var more) ? more : 0);
        return days == 0 ? law : law with
        {
            Period = new LegalPeriod(Math.Min(LongestPeriod, law.Period.Amount + days), law.Period.Unit),
            Note = $"Délai du texte : {law.Period}, prolongé de {Days(days)}.{(law.Note is null ? "" : $" {law.Note}")}",
        };
    }

    private static IEnumerable<string> OtherReadings(
        Limit limit, LimitVersion law, ClockStart start, IReadOnlyCollection<ClockStop> stops, Procedure procedure)
    {
        var chosen = Chosen(limit, procedure);
        if (chosen is null)
            yield break;
        yield return $"Lecture retenue du point de départ : {chosen.Title}, {chosen.Source} ; les sources divergent.";
        foreach (var other in limit.Readings.Where(reading => reading != chosen))
        {
            var due = DayOf(start.Fields, other.Field) is { } from ? LegalClock.DueOn(from, law.Period, stops, law.RollsForward) : null;
            yield return $"Autre lecture : {other.Title}, {other.Source} ; "
                + (due is { } day ? $"échéance le {Day(day)}." : "cette date n’est pas connue.");
        }
    }

    private static DateOnly? ClosedWithoutEnd(Dossier dossier) => dossier.Closed?.On;

    private static List<ClockStop> StopsOf(
        Limit limit, Dossier dossier, Procedure procedure, ClockStart start, FinishedStep? end)
    {
        bool Stops(StopRule rule, long openedAt) =>
            (rule.Parameter is null || procedure.ParameterOf(rule.Parameter).Value != 0)
            && (rule.When is null || (OpenerOf(dossier, openedAt) is { } opener && Says(opener.Fields, rule.When)));

        var stops = new List<ClockStop>();
        foreach (var rule in limit.Stops)
        {
            stops.AddRange(dossier.Finished
                .Where(step => step.Step == rule.WhileStep && step.OpenedAt > start.Sequence
                    && (end is null || step.OpenedAt < end.Sequence) && Stops(rule, step.OpenedAt))
                .Select(step => new ClockStop(step.OpenedOn, step.On, $"{rule.Reason} ({rule.Source})")));
            stops.AddRange(dossier.OpenSteps
                .Where(step => end is null && step.Step == rule.WhileStep && step.OpenedAt > start.Sequence && Stops(rule, step.OpenedAt))
                .Select(step => new ClockStop(step.OpenedOn, null, $"{rule.Reason} ({rule.Source})")));
        }

        return [.. stops.OrderBy(stop => stop.From)];
    }

    private static List<ClockStop> Resumed(IEnumerable<ClockStop> stops, DateOnly today) =>
        [.. stops.Select(stop => stop.Until is null ? stop with { Until = today } : stop)];

    private static ClockState StateOf(DateOnly? due, DateOnly? ended, DateOnly today, bool isStopped) =>
        (ended, due) switch
        {
            ({ } end, { } last) => end <= last ? ClockState.Met : ClockState.MetLate,
            ({ }, null) => ClockState.Met,
            (null, { } last) when today > last => ClockState.Overdue,
            _ => isStopped ? ClockState.Stopped : ClockState.Running,
        };

    private static List<string> Explain(
        ClockReading reading, ClockStart start, FinishedStep? end, Procedure procedure, DateOnly today)
    {
        var law = reading.Law;
        var lines = new List<string>
        {
            $"Point de départ : {Day(reading.StartedOn)}, {start.Title}{(start.IsAssumed ? " (date supposée)" : "")}. Ce jour ne compte pas.",
            $"Durée : {law.Period}, {law.Source}, applicable depuis le {Day(law.EffectiveFrom)}.",
        };
        if (law.Note is { } note)
            lines.Add(note);
        if (law.RollsForward)
            lines.Add("Un dernier jour chômé est reporté au premier jour ouvré suivant.");
        lines.AddRange(reading.Stops.Select(stop => stop.Until is { } until
            ? $"Arrêt du {Day(stop.From)} au {Day(until)}, {Days(until.DayNumber - stop.From.DayNumber)} : {stop.Reason}."
            : $"Arrêt depuis le {Day(stop.From)} : {stop.Reason}."));
        lines.Add(CountLine(reading, end, procedure, today));
        lines.Add(DueLine(reading));
        if (reading.State is ClockState.Overdue or ClockState.MetLate)
            lines.Add(EffectLine(law.Effect));
        return lines;
    }

    private static string CountLine(ClockReading reading, FinishedStep? end, Procedure procedure, DateOnly today)
    {
        var unit = reading.Law.Period.Unit switch
        {
            PeriodUnit.WorkingDays => " ouvrés",
            PeriodUnit.WorkableDays => " ouvrables",
            PeriodUnit.CalendarDays or PeriodUnit.Months => "",
            _ => throw new InvalidOperationException($"Unknown unit {reading.Law.Period.Unit}."),
        };
        var used = $"{Days(reading.DaysUsed)}{unit} comptés"
            + (reading.DaysStopped > 0 ? $", {Days(reading.DaysStopped)} d’arrêt" : "");
        return reading.EndedOn is { } ended
            ? $"Fin : {Day(ended)}{(end is null ? "" : $", {TitleOf(end, procedure)}{Assumed(end)}")} ; {used}."
            : $"Au {Day(today)} : {used}.";
    }

    private static string DueLine(ClockReading reading) => (reading.DueOn, reading.DaysLeft) switch
    {
        ({ } due, { } left) when reading.EndedOn is not null && left >= 0 => $"Échéance : {Day(due)}, respectée.",
        ({ } due, { } left) when left < 0 => $"Échéance : {Day(due)}, dépassée de {Days(-left)}.",
        ({ } due, { } left) => $"Échéance : {Day(due)}, dans {Days(left)}.",
        _ => reading.DueIfResumedToday is { } resumed
            ? $"Échéance : connue à la reprise ; {Day(resumed)} si le délai reprenait aujourd’hui."
            : "Échéance : le délai était arrêté à la fin.",
    };

    private static string EffectLine(LimitEffect effect) => effect switch
    {
        LimitEffect.Warning => "Un dépassement est un avertissement : rien ne change sans décision d’une personne.",
        LimitEffect.Abandonment => "Au terme, la demande est réputée abandonnée ; une personne le constate.",
        LimitEffect.Cessation => "Au terme, la prise en charge cesse ; une personne le constate.",
        LimitEffect.Suspension => "Au terme, la prise en charge est suspendue ; une personne le constate.",
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "Unknown effect."),
    };

    private static string TitleOf(FinishedStep finished, Procedure procedure)
    {
        var step = procedure.StepOf(finished.Step);
        return $"{step.Title}, « {step.FindOutcome(finished.Outcome)?.Title ?? finished.Outcome} »";
    }

    private static string Assumed(FinishedStep step) => step.IsAssumed ? " (date supposée)" : "";

    private static string Days(int days) => days is 0 or 1 ? $"{days} jour" : $"{days.ToString("N0", French)} jours";

    private static string Day(DateOnly day) => FrenchCalendar.Write(day);
}
