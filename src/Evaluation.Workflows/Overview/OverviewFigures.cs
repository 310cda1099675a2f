using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Overview;

/// <summary>How often a step was left by an outcome, and after how many days.</summary>
public sealed record OutcomeFigures(StepOutcome Outcome, int Count, Spread Wait);

/// <summary>What a step holds up.</summary>
/// <param name="Step">The step.</param>
/// <param name="Open">In how many dossiers it is open.</param>
/// <param name="OpenDays">For how many days it has been open there.</param>
/// <param name="Finished">How often it was finished.</param>
/// <param name="Wait">Days from its opening to its end, where both days are known.</param>
/// <param name="Outcomes">The same for each outcome that was chosen, the most frequent first.</param>
public sealed record StepFigures(
    Step Step, int Open, Spread OpenDays, int Finished, Spread Wait, IReadOnlyList<OutcomeFigures> Outcomes);

/// <summary>Where dossiers stand on a limit.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="States">How many dossiers are in each state.</param>
/// <param name="Used">Days that counted, in every dossier in which it started.</param>
/// <param name="Stopped">Days that stops took out, in those that were stopped at least a day.</param>
/// <param name="Left">Days left, where it runs.</param>
/// <param name="Late">Days beyond the due date, where it is overdue or ended late.</param>
public sealed record LimitFigures(
    Limit Limit, IReadOnlyDictionary<ClockState, int> States, Spread Used, Spread Stopped, Spread Left, Spread Late)
{
    /// <summary>In how many dossiers it started.</summary>
    public int Started => States.Values.Sum();

    /// <summary>In how many it is overdue or ended late.</summary>
    public int Exceeded => In(ClockState.Overdue) + In(ClockState.MetLate);

    /// <summary>How many dossiers are in a state.</summary>
    public int In(ClockState state) => States.GetValueOrDefault(state);
}

/// <summary>The limits of a group of dossiers, all taken together.</summary>
/// <param name="Title">The group, in French.</param>
/// <param name="Cases">Its dossiers.</param>
/// <param name="States">How many of their limits are in each state.</param>
/// <param name="Stopped">Days that stops took out, of each limit that was stopped.</param>
public sealed record DelayGroup(string Title, int Cases, IReadOnlyDictionary<ClockState, int> States, Spread Stopped)
{
    /// <summary>How many limits are in a state.</summary>
    public int In(ClockState state) => States.GetValueOrDefault(state);
}

/// <summary>The figures of one procedure.</summary>
/// <param name="Procedure">The latest version that a counted dossier follows.</param>
/// <param name="Cases">Its dossiers.</param>
/// <param name="Open">Those that are not closed.</param>
/// <param name="Steps">Its steps, in their order; those that only older versions have come last.</param>
/// <param name="Limits">The limits that started.</param>
public sealed record ProcedureFigures(
    Procedure Procedure, int Cases, int Open, IReadOnlyList<StepFigures> Steps, IReadOnlyList<LimitFigures> Limits);

/// <summary>What the ledger says of all its dossiers on a day.</summary>
/// <param name="Today">The day.</param>
/// <param name="Cases">The dossiers counted.</param>
/// <param name="Open">Those that are not closed.</param>
/// <param name="Stopped">Open ones of which a limit is stopped.</param>
/// <param name="Overdue">Open ones of which a limit has passed.</param>
/// <param name="Procedures">By procedure.</param>
/// <param name="ByProcedure">Limits by procedure.</param>
/// <param name="ByKind">Limits by kind of device.</param>
/// <param name="ByYear">Limits by year of opening.</param>
public sealed record OverviewFigures(
    DateOnly Today, int Cases, int Open, int Stopped, int Overdue, IReadOnlyList<ProcedureFigures> Procedures,
    IReadOnlyList<DelayGroup> ByProcedure, IReadOnlyList<DelayGroup> ByKind, IReadOnlyList<DelayGroup> ByYear)
{
    /// <summary>The figures of a procedure, or null when no dossier of it is counted.</summary>
    public ProcedureFigures? Of(string procedure) => Procedures.FirstOrDefault(figures => figures.Procedure.Id == procedure);
}

/// <summary>Which dossiers stand behind a number.</summary>
/// <param name="Procedure">The procedure; null for all.</param>
/// <param name="Step">A step that is open; null when the number is one of limits.</param>
/// <param name="Limit">A limit; null for any.</param>
/// <param name="State">Its state; null for any.</param>
public sealed record OverviewSelection(string? Procedure = null, string? Step = null, string? Limit = null, ClockState? State = null);

/// <summary>A dossier behind a number.</summary>
/// <param name="Dossier">The reference.</param>
/// <param name="Product">The product.</param>
/// <param name="Applicant">The company.</param>
/// <param name="What">The step or the limit.</param>
/// <param name="Since">Since when.</param>
/// <param name="DueOn">Its due date; null when it has none.</param>
/// <param name="Days">Days so far for a step; days used for a limit.</param>
public sealed record OverviewLine(
    DossierId Dossier, string Product, string Applicant, string What, DateOnly Since, DateOnly? DueOn, int Days);

/// <summary>The dossiers behind a number.</summary>
/// <param name="Lines">Those that the reader may be told of.</param>
/// <param name="Hidden">How many are not named, because the reader takes no part in them.</param>
public sealed record OverviewList(IReadOnlyList<OverviewLine> Lines, int Hidden);
