using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Foresight;

/// <summary>A dossier that a run plays on.</summary>
internal sealed class SimulatedCase(Dossier dossier, Procedure procedure, int? place)
{
    public Dossier Dossier { get; set; } = dossier;

    public Procedure Procedure => procedure;

    /// <summary>Its place among the dossiers open at the start; null for one that arrives.</summary>
    public int? Place => place;

    public long Sequence { get; set; } = dossier.Version;

    public int Moves { get; set; }

    /// <summary>The steps whose rules let nobody on yet.</summary>
    public List<Planned> Waiting { get; } = [];
}

/// <summary>The end of an open step, planned for a day.</summary>
internal sealed record Planned(SimulatedCase Case, string Step, int Occurrence, Wait End);

/// <summary>What one run came to.</summary>
internal sealed class RunResult(int months, int open)
{
    public int[] Open { get; } = new int[months];

    public Dictionary<string, int[]> Phases { get; } = [];

    public Dictionary<Role, int[]> Roles { get; } = [];

    public Dictionary<(string Procedure, string Limit), (int Ended, int Exceeded)> Limits { get; } = [];

    public DateOnly?[] Ends { get; } = new DateOnly?[open];

    public bool[] Exceeds { get; } = new bool[open];

    public int Stuck { get; set; }

    public static int[] MonthsOf<TKey>(Dictionary<TKey, int[]> counts, TKey key, int months)
        where TKey : notnull
    {
        if (!counts.TryGetValue(key, out var found))
            counts[key] = found = new int[months];
        return found;
    }
}

/// <summary>
/// Plays one future: dossiers move by the rules that move real ones, under a clock that jumps from one act to the next. Nothing
/// is written.
/// </summary>
/// <remarks>
/// A played dossier is a historical one whose dates are all suppositions: the rules know such dossiers, and ask them neither for
/// files nor for votes.
/// </remarks>
internal sealed class SimulatedRun(PastWaits past, ForesightRequest request, DateOnly startedOn, Chance chance)
{
    // A dossier that goes in circles would never let the run end.
    private const int MostMoves = 300;

    private static readonly Dictionary<string, string> NoChoices = [];

    private readonly PriorityQueue<Planned, (DateOnly On, long Order)> _queue = new();
    private readonly List<SimulatedCase> _cases = [];
    private readonly DateOnly _firstMonth = new(startedOn.Year, startedOn.Month, 1);
    private long _order;
    private RunResult _result = null!;

    /// <summary>The first day after the horizon.</summary>
    private DateOnly Horizon => _firstMonth.AddMonths(request.Months);

    public RunResult Play(
        IReadOnlyList<(Dossier Dossier, Procedure Procedure)> open, IReadOnlyList<(DossierOpened Opening, Procedure Procedure)> arriving,
        double arrivalsPerMonth)
    {
        _result = new RunResult(request.Months, open.Count);
        foreach (var (place, (dossier, procedure)) in open.Index())
            Begin(new SimulatedCase(dossier, procedure, place), startedOn);
        Arrive(arriving, arrivalsPerMonth);
        for (var month = 0; month < request.Months; month++)
        {
            var end = _firstMonth.AddMonths(month + 1);
            while (_queue.TryPeek(out var planned, out var when) && when.On < end)
            {
                _queue.Dequeue();
                Finish(planned, when.On, when.Order);
            }

            Count(month);
        }

        foreach (var one in _cases)
            Conclude(one);
        return _result;
    }

    private void Begin(SimulatedCase one, DateOnly on)
    {
        _cases.Add(one);
        foreach (var step in one.Dossier.OpenSteps)
            Plan(one, step, on);
    }

    private void Arrive(IReadOnlyList<(DossierOpened Opening, Procedure Procedure)> arriving, double arrivalsPerMonth)
    {
        for (var month = _firstMonth; month < Horizon && arriving.Count > 0; month = month.AddMonths(1))
        {
            var days = DateTime.DaysInMonth(month.Year, month.Month);
            for (var left = chance.Arrivals(arrivalsPerMonth); left > 0; left--)
            {
                var on = month.AddDays(chance.Below(days));
                var (opening, procedure) = arriving[chance.Below(arriving.Count)];
                if (on <= startedOn)
                    continue;
                var person = PersonFor(procedure.Steps.First(step => step.IsStart), Role.EvaluationService, opening.Applicant);
                var opened = DossierRules.Decide(
                    null,
                    new OpenDossier(
                        procedure.Id, opening.Request, opening.Product, opening.Applicant, opening.Description, opening.IsDigital,
                        opening.UsesAi, opening.Indications, on, IsHistorical: true),
                    new DecisionContext(Openable(procedure), person, Role.EvaluationService, on));
                var events = opened is Decision.Accepted accepted
                    ? accepted.Events
                    : throw new InvalidOperationException(((Decision.Refused)opened).Reason.Message);
                var id = new DossierId($"S-{_cases.Count}");
                Dossier? dossier = null;
                long sequence = 0;
                foreach (var e in events)
                    dossier = Dossier.Evolve(id, dossier, Sign(++sequence, e, on, person));
                Begin(new SimulatedCase(dossier!, procedure, null), on);
            }
        }
    }

    // Who opens a dossier plays no part in how it goes on.
    private static Procedure Openable(Procedure procedure) =>
        procedure.Openers.Contains(Role.EvaluationService)
            ? procedure
            : procedure with { Openers = [.. procedure.Openers, Role.EvaluationService] };

    private void Plan(SimulatedCase one, OpenStep open, DateOnly on)
    {
        var elapsed = Math.Max(0, on.DayNumber - open.OpenedOn.DayNumber);
        if (past.Draw(one.Procedure, one.Procedure.StepOf(open.Step), elapsed, chance) is not { } end)
            return;
        var day = open.OpenedOn.AddDays(end.Days);
        _queue.Enqueue(new Planned(one, open.Step, open.Occurrence, end), (day < on ? on : day, _order++));
    }

    private void Finish(Planned planned, DateOnly on, long order)
    {
        var one = planned.Case;
        if (one.Dossier.OpenSteps.FirstOrDefault(step => step.Step == planned.Step && step.Occurrence == planned.Occurrence) is not { } open)
            return;
        var step = one.Procedure.StepOf(planned.Step);
        var role = step.Roles[0];
        var done = RunResult.MonthsOf(_result.Roles, role, request.Months);
        var month = MonthOf(on);
        if (request.Capacity?.TryGetValue(role, out var most) == true && done[month] >= most)
        {
            // Whoever waits longest is the first of the next month.
            _queue.Enqueue(planned, (_firstMonth.AddMonths(month + 1), order));
            return;
        }

        if (++one.Moves > MostMoves || Decide(planned, step, open, on) is not { } events)
        {
            one.Waiting.Add(planned);
            return;
        }

        done[month]++;
        foreach (var e in events)
            one.Dossier = Dossier.Evolve(one.Dossier.Id, one.Dossier, Sign(++one.Sequence, e, on, PersonFor(step, role, one.Dossier.Opening.Applicant)));
        foreach (var opened in one.Dossier.OpenSteps.Where(opened => events.OfType<StepOpened>().Any(e => e.Step == opened.Step && e.Occurrence == opened.Occurrence)))
            Plan(one, opened, on > opened.OpenedOn ? on : opened.OpenedOn);
        foreach (var waiting in one.Waiting)
            _queue.Enqueue(waiting, (on, _order++));
        one.Waiting.Clear();
    }

    // The outcome that was drawn; where the rules refuse it, another that was seen, then the others in their order.
    private IReadOnlyList<DossierEvent>? Decide(Planned planned, Step step, OpenStep open, DateOnly on)
    {
        if (Try(planned.Case, step, planned.End, open, on) is { } events)
            return events;
        var refused = new HashSet<string> { planned.End.Outcome };
        for (var left = past.Of(planned.Case.Procedure, step.Id).Where(wait => !refused.Contains(wait.Outcome)).ToList(); left.Count > 0;)
        {
            var other = left[chance.Below(left.Count)];
            if (Try(planned.Case, step, other, open, on) is { } found)
                return found;
            refused.Add(other.Outcome);
            left.RemoveAll(wait => wait.Outcome == other.Outcome);
        }

        return step.Outcomes.Where(outcome => !refused.Contains(outcome.Id))
            .Select(outcome => Try(planned.Case, step, planned.End with { Outcome = outcome.Id, Choices = NoChoices }, open, on))
            .FirstOrDefault(found => found is not null);
    }

    private static IReadOnlyList<DossierEvent>? Try(SimulatedCase one, Step step, Wait end, OpenStep open, DateOnly on)
    {
        if (step.FindOutcome(end.Outcome) is not { } outcome)
            return null;
        var role = step.RolesOf(outcome)[0];
        var command = new FinishStep(
            step.Id, outcome.Id, on < open.OpenedOn ? open.OpenedOn : on, FieldsOf(outcome, end.Choices), IsAssumed: true);
        return DossierRules.Decide(
            one.Dossier, command, new DecisionContext(one.Procedure, PersonFor(step, role, one.Dossier.Opening.Applicant), role, command.On))
            is Decision.Accepted accepted
            ? accepted.Events
            : null;
    }

    private static IReadOnlyDictionary<string, string> FieldsOf(StepOutcome outcome, IReadOnlyDictionary<string, string> choices)
    {
        if (outcome.Fields.Count == 0)
            return NoChoices;
        var fields = choices.Where(choice => outcome.Fields.Any(field => field.Id == choice.Key)).ToDictionary();
        foreach (var field in outcome.Fields.Where(field => field.Type == FieldType.Text && field.IsRequired))
            fields[field.Id] = "Simulation.";
        return fields;
    }

    // A person of his own for each step, so that what two people must do is done by two.
    private static Person PersonFor(Step step, Role role, string applicant) =>
        new(new PersonId($"simulation-{step.Id}"), "Simulation", applicant, [role]);

    private static SignedEvent Sign(long sequence, DossierEvent e, DateOnly on, Person person) => new(
        sequence, new DateTimeOffset(on.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), person.Id, person.Roles[0], e);

    private int MonthOf(DateOnly day) => ((day.Year - _firstMonth.Year) * 12) + day.Month - _firstMonth.Month;

    private void Count(int month)
    {
        var end = _firstMonth.AddMonths(month + 1);
        foreach (var one in _cases.Where(one => one.Dossier.Closed is null && one.Dossier.Opening.On < end))
        {
            _result.Open[month]++;
            foreach (var phase in one.Dossier.OpenSteps.Select(open => one.Procedure.StepOf(open.Step).Phase).Distinct())
                RunResult.MonthsOf(_result.Phases, phase, request.Months)[month]++;
        }
    }

    private void Conclude(SimulatedCase one)
    {
        var last = Horizon.AddDays(-1);
        if (one.Dossier.Closed is null && one.Waiting.Count > 0)
            _result.Stuck++;
        var exceeds = false;
        foreach (var limit in one.Procedure.Limits)
        {
            if (DossierClock.DaysOf(limit, one.Dossier, one.Procedure) is not { } days || (days.EndedOn is { } past && past <= startedOn))
                continue;
            var isExceeded = days.DueOn is { } due && due < (days.EndedOn ?? last);
            if (days.EndedOn is null && !isExceeded)
                continue;
            exceeds |= isExceeded;
            var key = (one.Procedure.Id, limit.Id);
            var (ended, exceeded) = _result.Limits.GetValueOrDefault(key);
            _result.Limits[key] = (ended + 1, exceeded + (isExceeded ? 1 : 0));
        }

        if (one.Place is { } place)
            (_result.Ends[place], _result.Exceeds[place]) = (one.Dossier.Closed?.On, exceeds);
    }
}
