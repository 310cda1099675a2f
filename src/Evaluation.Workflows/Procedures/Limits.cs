using System.Globalization;
using Evaluation.Workflows.Deadlines;

namespace Evaluation.Workflows.Procedures;

/// <summary>A legal limit: from which outcome, until which, stopped while which steps are open.</summary>
public sealed record Limit
{
    /// <summary>The identifier, such as « contradictoire ».</summary>
    public required string Id { get; init; }

    /// <summary>The French title.</summary>
    public required string Title { get; init; }

    /// <summary>The outcomes that start it; the latest one counts. Empty when a step starts it by opening.</summary>
    public required IReadOnlyList<OutcomeRef> From { get; init; }

    /// <summary>
    /// The step whose opening starts it, such as a decision that waits for the last of two opinions; null when outcomes do.
    /// </summary>
    public string? FromOpening { get; init; }

    /// <summary>A date field of the starting outcome that counts instead of its date; null for the date itself.</summary>
    public string? FromField { get; init; }

    /// <summary>
    /// The starting points between which the sources differ; empty when they agree. The first one whose value the
    /// parameter has counts, the others are shown.
    /// </summary>
    public IReadOnlyList<StartReading> Readings { get; init; } = [];

    /// <summary>The outcomes that lengthen it, each by the number of days in one of its fields.</summary>
    public IReadOnlyList<ExtensionRule> Extensions { get; init; } = [];

    /// <summary>The outcomes that end it.</summary>
    public required IReadOnlyList<OutcomeRef> Until { get; init; }

    /// <summary>The steps during which it does not run.</summary>
    public required IReadOnlyList<StopRule> Stops { get; init; }

    /// <summary>The steps whose due date it is.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The successive versions of the law, oldest first.</summary>
    public required IReadOnlyList<LimitVersion> Versions { get; init; }

    /// <summary>A choice of the starting outcome without which the limit does not apply; null when it always applies.</summary>
    public FieldCondition? AppliesWhen { get; init; }

    /// <summary>An earlier outcome without which the limit does not apply; null when none is needed.</summary>
    public OutcomeRef? AppliesAfter { get; init; }

    /// <summary>
    /// The version in force on a day for a kind of request: the latest that had taken effect, or the oldest known; null when
    /// no version concerns that request.
    /// </summary>
    public LimitVersion? VersionOn(DateOnly day, string request)
    {
        var concerned = Versions.Where(version => version.Requests.Count == 0 || version.Requests.Contains(request)).ToList();
        return concerned.LastOrDefault(version => version.EffectiveFrom <= day) ?? concerned.FirstOrDefault();
    }
}

/// <summary>A field and the value it must have.</summary>
public sealed record FieldCondition(string Field, string Value);

/// <summary>Time that does not count while a step is open.</summary>
/// <param name="WhileStep">The step.</param>
/// <param name="Reason">Why, in French.</param>
/// <param name="Source">The article.</param>
/// <param name="When">What the outcome that opened the step must have said; null when nothing.</param>
/// <param name="Parameter">A parameter that must not be zero; null when none decides.</param>
public sealed record StopRule(
    string WhileStep, string Reason, LegalSource Source, FieldCondition? When = null, string? Parameter = null);

/// <summary>One of the starting points between which sources differ.</summary>
/// <param name="Parameter">The parameter that chooses.</param>
/// <param name="Value">The value that chooses this one.</param>
/// <param name="Title">What it is, in French: « date de l’arrêté ».</param>
/// <param name="Field">The date field of the starting outcome.</param>
/// <param name="Source">Who reads it so.</param>
public sealed record StartReading(string Parameter, int Value, string Title, string Field, LegalSource Source);

/// <summary>An outcome that lengthens a limit.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Field">Its field that holds a number of days.</param>
public sealed record ExtensionRule(OutcomeRef Outcome, string Field);

/// <summary>What someone must do once an outcome has come, such as asking for a renewal.</summary>
public sealed record DutyRule
{
    /// <summary>The identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The French title.</summary>
    public required string Title { get; init; }

    /// <summary>One French sentence: what is to be done.</summary>
    public required string Hint { get; init; }

    /// <summary>Who must do it.</summary>
    public required Role Role { get; init; }

    /// <summary>The outcomes it follows from; the latest one counts.</summary>
    public required IReadOnlyList<OutcomeRef> From { get; init; }

    /// <summary>A date field of that outcome that counts instead of its date; null for the date itself.</summary>
    public string? FromField { get; init; }

    /// <summary>How long after; null when no text gives a length, or when the length is the one that the opinion proposes.</summary>
    public LegalPeriod? Period { get; init; }

    /// <summary>Whether it runs for the years that the conclusions propose.</summary>
    public bool RunsForProposedYears { get; init; }

    /// <summary>The day of each year by which it must be done again; null when it is done once.</summary>
    public DayOfYear? EveryYearOn { get; init; }

    /// <summary>How long before that end it must be done; null when the end itself counts.</summary>
    public LegalPeriod? Lead { get; init; }

    /// <summary>The outcomes by which it is done; empty when it is done outside the dossier.</summary>
    public required IReadOnlyList<OutcomeRef> DoneBy { get; init; }

    /// <summary>The kinds of request it concerns; empty for all.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>The article.</summary>
    public required LegalSource Source { get; init; }
}

/// <summary>A day that comes every year, such as 1 May.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">A day that this month has every year.</param>
public readonly record struct DayOfYear(int Month, int Day)
{
    /// <summary>Reads the form « MM-JJ » of data files; null when no year, or only some, have that day.</summary>
    public static DayOfYear? Parse(string text) =>
        DateOnly.TryParseExact($"2001-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DayOfYear(day.Month, day.Day)
            : null;

    /// <summary>The first such day after a date.</summary>
    public DateOnly After(DateOnly date)
    {
        var thisYear = new DateOnly(date.Year, Month, Day);
        return thisYear > date ? thisYear : thisYear.AddYears(1);
    }
}

/// <summary>A limit as one version of the law states it.</summary>
/// <param name="EffectiveFrom">The first day on which it applies to a limit that starts.</param>
/// <param name="Period">How long, and in which unit.</param>
/// <param name="Effect">What happens when it has passed.</param>
/// <param name="RollsForward">Whether a last day that is not a working day is carried to the next one.</param>
/// <param name="Source">The article.</param>
/// <param name="Note">What the reader should know of it; null when nothing.</param>
/// <param name="Requests">The kinds of request it concerns; empty for all.</param>
public sealed record LimitVersion(
    DateOnly EffectiveFrom, LegalPeriod Period, LimitEffect Effect, bool RollsForward, LegalSource Source, string? Note,
    IReadOnlyList<string> Requests);

/// <summary>What happens when a limit has passed. Nothing ever moves by itself: a person acts on it.</summary>
public enum LimitEffect
{
    /// <summary>It is shown and counted.</summary>
    Warning,

    /// <summary>The applicant is deemed to have given up.</summary>
    Abandonment,

    /// <summary>Coverage ends.</summary>
    Cessation,

    /// <summary>Coverage is suspended.</summary>
    Suspension,
}
