using System.Globalization;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Overview;

/// <summary>Counts steps and limits over dossiers. Pure: the dossiers and the day come in, the figures come out.</summary>
public static class CaseOverview
{
    /// <summary>The figures of the dossiers that a filter takes.</summary>
    public static OverviewFigures Of(IReadOnlyCollection<CountedCase> cases, OverviewFilter filter, DateOnly today)
    {
        var read = cases.Where(one => filter.Takes(one.Dossier.Opening))
            .Select(one => new ReadCase(one, DossierClock.Read(one.Dossier, one.Procedure, today))).ToList();
        var open = read.Where(one => one.Dossier.Closed is null).ToList();
        return new OverviewFigures(
            today, read.Count, open.Count, open.Count(one => one.Has(ClockState.Stopped)), open.Count(one => one.Has(ClockState.Overdue)),
            [
                .. read.GroupBy(one => one.Procedure.Id).OrderByDescending(group => group.Count())
                    .ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => ProcedureOf([.. group], today)),
            ],
            Groups(read, one => one.Procedure.Title, byCount: true),
            Groups(read, one => DeviceKinds.Of(one.Dossier.Opening).Title(), byCount: true),
            Groups(read, one => one.Dossier.Opening.On.Year.ToString(CultureInfo.InvariantCulture), byCount: false));
    }

    /// <summary>The dossiers behind a number, for a reader: none from which he is deported is named.</summary>
    public static OverviewList List(
        IReadOnlyCollection<CountedCase> cases, OverviewFilter filter, OverviewSelection selection, DateOnly today, PersonId? reader)
    {
        var found = cases
            .Where(one => filter.Takes(one.Dossier.Opening) && (selection.Procedure is null || one.Procedure.Id == selection.Procedure))
            .Select(one => (Case: one, Lines: LinesOf(one, selection, today).ToList())).Where(pair => pair.Lines.Count > 0).ToList();
        bool IsHidden(CountedCase one) => reader is { } person && one.Dossier.IsDeported(person);
        return new OverviewList(
            [
                .. found.Where(pair => !IsHidden(pair.Case)).SelectMany(pair => pair.Lines)
                    .OrderBy(line => line.DueOn ?? DateOnly.MaxValue).ThenBy(line => line.Since)
                    .ThenBy(line => line.Dossier.Value, StringComparer.Ordinal),
            ],
            found.Count(pair => IsHidden(pair.Case)));
    }

    /// <summary>Whether the days between which a step was open are known, and not supposed.</summary>
    internal static bool IsDated(Dossier dossier, FinishedStep step) => !step.IsAssumed
        && (!dossier.Opening.IsHistorical
            || dossier.Finished.LastOrDefault(earlier => earlier.Sequence < step.OpenedAt) is not { IsAssumed: true });

    private sealed record ReadCase(CountedCase Case, IReadOnlyList<ClockReading> Clocks)
    {
        public Dossier Dossier => Case.Dossier;

        public Procedure Procedure => Case.Procedure;

        public bool Has(ClockState state) => Clocks.Any(clock => clock.State == state);
    }

    private static ProcedureFigures ProcedureOf(List<ReadCase> cases, DateOnly today)
    {
        var versions = cases.Select(one => one.Procedure).DistinctBy(procedure => procedure.Version)
            .OrderByDescending(procedure => procedure.Version).ToList();
        var readings = cases.SelectMany(one => one.Clocks).ToLookup(reading => reading.Limit.Id);
        var open = cases.SelectMany(one => one.Dossier.OpenSteps).ToLookup(step => step.Step);
        var finished = cases.SelectMany(one => one.Dossier.Finished.Select(step => (one.Dossier, Step: step))).ToLookup(pair => pair.Step.Step);
        return new ProcedureFigures(
            versions[0], cases.Count, cases.Count(one => one.Dossier.Closed is null),
            [
                .. versions.SelectMany(procedure => procedure.Steps).DistinctBy(step => step.Id)
                    .Select(step => StepOf(step, [.. open[step.Id]], [.. finished[step.Id]], today)),
            ],
            [
                .. versions.SelectMany(procedure => procedure.Limits).DistinctBy(limit => limit.Id)
                    .Where(limit => readings.Contains(limit.Id)).Select(limit => LimitOf(limit, [.. readings[limit.Id]])),
            ]);
    }

    private static StepFigures StepOf(Step step, List<OpenStep> open, List<(Dossier Dossier, FinishedStep Step)> finished, DateOnly today) => new(
        step, open.Count, Spread.Of(open.Select(one => today.DayNumber - one.OpenedOn.DayNumber)), finished.Count, WaitOf(finished),
        [
            .. step.Outcomes
                .Select(outcome => (Outcome: outcome, Ends: finished.Where(end => end.Step.Outcome == outcome.Id).ToList()))
                .Where(pair => pair.Ends.Count > 0).OrderByDescending(pair => pair.Ends.Count)
                .Select(pair => new OutcomeFigures(pair.Outcome, pair.Ends.Count, WaitOf(pair.Ends))),
        ]);

    private static Spread WaitOf(IEnumerable<(Dossier Dossier, FinishedStep Step)> finished) => Spread.Of(
        finished.Where(end => IsDated(end.Dossier, end.Step)).Select(end => DaysOf(end.Step)));

    /// <summary>The days from the opening of a step to its end.</summary>
    internal static int DaysOf(FinishedStep step) => step.On.DayNumber - step.OpenedOn.DayNumber;

    private static LimitFigures LimitOf(Limit limit, List<ClockReading> readings) => new(
        limit, StatesOf(readings), Spread.Of(readings.Select(reading => reading.DaysUsed)), StoppedOf(readings),
        Spread.Of(readings.Where(reading => reading.State == ClockState.Running).Select(reading => reading.DaysLeft).OfType<int>()),
        Spread.Of(readings.Where(reading => reading.DaysLeft < 0).Select(reading => -reading.DaysLeft!.Value)));

    private static Dictionary<ClockState, int> StatesOf(IEnumerable<ClockReading> readings) =>
        readings.GroupBy(reading => reading.State).ToDictionary(group => group.Key, group => group.Count());

    private static Spread StoppedOf(IEnumerable<ClockReading> readings) =>
        Spread.Of(readings.Select(reading => reading.DaysStopped).Where(days => days > 0));

    private static List<DelayGroup> Groups(List<ReadCase> cases, Func<ReadCase, string> key, bool byCount)
    {
        var groups = cases.GroupBy(key).Select(group => new DelayGroup(
            group.Key, group.Count(), StatesOf(group.SelectMany(one => one.Clocks)), StoppedOf(group.SelectMany(one => one.Clocks))));
        return
        [
            .. byCount
                ? groups.OrderByDescending(group => group.Cases).ThenBy(group => group.Title, StringComparer.Ordinal)
                : groups.OrderByDescending(group => group.Title, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<OverviewLine> LinesOf(CountedCase one, OverviewSelection selection, DateOnly today)
    {
        var (dossier, opening) = (one.Dossier, one.Dossier.Opening);
        if (selection.Step is null && selection.Limit is null && selection.State is null)
            return [];
        var clocks = DossierClock.Read(dossier, one.Procedure, today);
        if (selection.Step is { } step)
        {
            return dossier.OpenSteps.Where(open => open.Step == step).Select(open => new OverviewLine(
                dossier.Id, opening.Product, opening.Applicant, one.Procedure.StepOf(step).Title, open.OpenedOn,
                DossierClock.ForStep(clocks, step).Min(reading => reading.DueOn), today.DayNumber - open.OpenedOn.DayNumber));
        }

        return clocks
            .Where(reading => (selection.Limit is null || reading.Limit.Id == selection.Limit)
                && (selection.State is null || reading.State == selection.State))
            .Select(reading => new OverviewLine(
                dossier.Id, opening.Product, opening.Applicant, reading.Limit.Title, reading.StartedOn, reading.DueOn, reading.DaysUsed));
    }
}
