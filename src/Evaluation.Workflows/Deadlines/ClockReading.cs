using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Deadlines;

/// <summary>Where a legal limit stands.</summary>
public enum ClockState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is stopped.</summary>
    Stopped,

    /// <summary>It runs and its last day has passed.</summary>
    Overdue,

    /// <summary>It ended in time.</summary>
    Met,

    /// <summary>It ended late.</summary>
    MetLate,
}

/// <summary>A legal limit of a dossier, read on a day, with everything that explains it.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Law">The version of the law that applies: the one in force when the limit started.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StartedOn">The day of the starting act, which does not count.</param>
/// <param name="EndedOn">The day on which it ended; null while it runs.</param>
/// <param name="DueOn">The last day in time; null while a stop keeps it from being known.</param>
/// <param name="DueIfResumedToday">When stopped: the due date if the count resumed today; null otherwise.</param>
/// <param name="Stops">The stops so far, oldest first.</param>
/// <param name="DaysUsed">Units that counted so far (calendar days for a period in months).</param>
/// <param name="DaysStopped">Calendar days that stops took out.</param>
/// <param name="DaysLeft">Calendar days to the due date, negative when it has passed; null while it is not known.</param>
/// <param name="IsAssumed">Whether a date it rests on is a supposition.</param>
/// <param name="Explanation">The same, in French, a line each, with articles.</param>
public sealed record ClockReading(
    Limit Limit, LimitVersion Law, ClockState State, DateOnly StartedOn, DateOnly? EndedOn, DateOnly? DueOn,
    DateOnly? DueIfResumedToday, IReadOnlyList<ClockStop> Stops, int DaysUsed, int DaysStopped, int? DaysLeft,
    bool IsAssumed, IReadOnlyList<string> Explanation);
