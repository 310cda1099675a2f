using System.Globalization;
using Evaluation.Workflows.Deadlines;

namespace Evaluation.Workflows.Procedures;

/// <summary>A version of a procedure, read from a data file and never changed afterwards.</summary>
/// <remarks>A dossier pins the version it was opened with; versions are never deleted.</remarks>
public sealed record Procedure
{
    /// <summary>The identifier, such as « lppr-nom-de-marque ».</summary>
    public required string Id { get; init; }

    /// <summary>The version of the data, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The French title.</summary>
    public required string Title { get; init; }

    /// <summary>The legal basis of the procedure as a whole.</summary>
    public required LegalSource Source { get; init; }

    /// <summary>The kinds of request that the procedure takes.</summary>
    public required IReadOnlyList<RequestKind> Requests { get; init; }

    /// <summary>The parts that a dossier is made of.</summary>
    public required IReadOnlyList<PartRule> Parts { get; init; }

    /// <summary>The steps, in the order in which a person would tell them.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The legal limits.</summary>
    public required IReadOnlyList<Limit> Limits { get; init; }

    /// <summary>The figures that the texts leave to us or that we could not check, such as the quorum.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>What the applicant or another must do after the decision, and until when.</summary>
    public required IReadOnlyList<DutyRule> Duties { get; init; }

    /// <summary>The roles that may open a dossier.</summary>
    public required IReadOnlyList<Role> Openers { get; init; }

    /// <summary>What a withdrawal by the applicant does.</summary>
    public required WithdrawalRule Withdrawal { get; init; }

    /// <summary>SHA-256 of the file the procedure was read from, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The step of an identifier.</summary>
    /// <exception cref="ArgumentException">The procedure has no such step.</exception>
    public Step StepOf(string id) => Steps.FirstOrDefault(step => step.Id == id)
        ?? throw new ArgumentException($"Procedure {Id} v{Version} has no step '{id}'.", nameof(id));

    /// <summary>The request kind of an identifier.</summary>
    /// <exception cref="ArgumentException">The procedure has no such request kind.</exception>
    public RequestKind RequestOf(string id) => Requests.FirstOrDefault(request => request.Id == id)
        ?? throw new ArgumentException($"Procedure {Id} v{Version} has no request '{id}'.", nameof(id));

    /// <summary>The part that a file is for: the longest key that its name starts with; null when there is none.</summary>
    public string? PartOf(string fileName) => Parts.Select(part => part.Id)
        .Where(key => fileName.StartsWith(key, StringComparison.OrdinalIgnoreCase))
        .MaxBy(key => key.Length);

    /// <summary>Whether a step belongs to the phase of filing, in which the file is made complete.</summary>
    public bool IsFiling(Step step) => step.Phase == Steps.First(candidate => candidate.IsStart).Phase;

    /// <summary>The authorities whose decisions the procedure records, the opinion of the HAS first.</summary>
    public IReadOnlyList<Authority> Authorities =>
        [.. Steps.SelectMany(step => step.Outcomes).Select(outcome => outcome.Decision).OfType<Authority>().Distinct().OrderBy(Rank)];

    private static int Rank(Authority authority) =>
        Array.IndexOf([Authority.Has, Authority.Ceesp, Authority.Ans, Authority.Ceps, Authority.Ministers], authority);

    /// <summary>Every source that the procedure cites, beside what it founds, in French.</summary>
    public IEnumerable<(string Subject, LegalSource Source)> Facts() =>
    [
        ("Base légale", Source),
        .. Parts.Select(part => ($"Pièce : {part.Title}", part.Source)),
        .. Parameters.Select(parameter => ($"Paramètre : {parameter.Title}", parameter.Source)),
        .. Limits.SelectMany(limit => limit.Versions.Select(version => ($"Délai : {limit.Title}, {version.Period}", version.Source))),
        .. Limits.SelectMany(limit => limit.Stops.Select(stop => ($"Arrêt du délai « {limit.Title} »", stop.Source))),
        .. Limits.SelectMany(limit => limit.Readings.Select(reading => ($"Lecture du délai « {limit.Title} » : {reading.Title}", reading.Source))),
        .. Duties.Select(duty => ($"Obligation : {duty.Title}", duty.Source)),
        ("Retrait", Withdrawal.Source),
        .. Steps.Where(step => step.Source is not null).Select(step => ($"Étape : {step.Title}", step.Source!)),
    ];

    /// <summary>The parameter of an identifier.</summary>
    /// <exception cref="ArgumentException">The procedure has no such parameter.</exception>
    public Parameter ParameterOf(string id) => Parameters.FirstOrDefault(parameter => parameter.Id == id)
        ?? throw new ArgumentException($"Procedure {Id} v{Version} has no parameter '{id}'.", nameof(id));
}

/// <summary>A kind of request, such as a first listing, and the type of conclusion that its opinion states.</summary>
public sealed record RequestKind(string Id, string Title, string ConclusionKind);

/// <summary>A part of the dossier, and when it is required.</summary>
/// <param name="Id">The key of the part.</param>
/// <param name="Title">Its French name.</param>
/// <param name="Required">In which dossiers it is required.</param>
/// <param name="Source">Where the requirement comes from.</param>
public sealed record PartRule(string Id, string Title, PartRequirement Required, LegalSource Source)
{
    /// <summary>Whether a dossier on such a product needs the part.</summary>
    public bool IsRequired(bool isDigital, bool usesAi) => Required switch
    {
        PartRequirement.Always => true,
        PartRequirement.WhenDigital => isDigital,
        PartRequirement.WhenAi => usesAi,
        PartRequirement.Optional => false,
        _ => throw new InvalidOperationException($"Unknown requirement {Required}."),
    };
}

/// <summary>When a part is required.</summary>
public enum PartRequirement
{
    /// <summary>In every dossier.</summary>
    Always,

    /// <summary>When the product is a digital device.</summary>
    WhenDigital,

    /// <summary>When the product rests on machine learning.</summary>
    WhenAi,

    /// <summary>Never required, accepted when it helps.</summary>
    Optional,
}

/// <summary>A step of the procedure: who does it, when it opens, and the outcomes it can leave by.</summary>
public sealed record Step
{
    /// <summary>The identifier, such as « recevabilite ».</summary>
    public required string Id { get; init; }

    /// <summary>The French title.</summary>
    public required string Title { get; init; }

    /// <summary>One French sentence: what is expected from whom.</summary>
    public required string Hint { get; init; }

    /// <summary>The roles that may do it; never empty.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>The phase it belongs to, a column of the diagram.</summary>
    public required string Phase { get; init; }

    /// <summary>True for the step that is open from the start.</summary>
    public bool IsStart { get; init; }

    /// <summary>True for a step that may stay undone: it keeps no dossier open.</summary>
    public bool IsOptional { get; init; }

    /// <summary>True when only a deliberation of the commission in session can finish it.</summary>
    public bool NeedsSession { get; init; }

    /// <summary>
    /// When it opens: any of the lists, each of which holds when its outcomes are all the latest of their step.
    /// Empty for the first step.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<OutcomeRef>> OpensWhen { get; init; }

    /// <summary>The ways out; never empty.</summary>
    public required IReadOnlyList<StepOutcome> Outcomes { get; init; }

    /// <summary>The article that the step rests on; null when the texts say nothing of it.</summary>
    public LegalSource? Source { get; init; }

    /// <summary>The outcome of an identifier, or null.</summary>
    public StepOutcome? FindOutcome(string id) => Outcomes.FirstOrDefault(outcome => outcome.Id == id);

    /// <summary>The roles that may finish it by an outcome.</summary>
    public IReadOnlyList<Role> RolesOf(StepOutcome outcome) => outcome.Roles.Count > 0 ? outcome.Roles : Roles;
}

/// <summary>An outcome of a step, written « étape:issue » in data files.</summary>
public readonly record struct OutcomeRef(string Step, string Outcome)
{
    /// <summary>The written form.</summary>
    public override string ToString() => $"{Step}:{Outcome}";

    /// <summary>Reads the written form; null when it is not « étape:issue ».</summary>
    public static OutcomeRef? Parse(string text)
    {
        var parts = text.Split(':');
        return parts is [{ Length: > 0 } step, { Length: > 0 } outcome] ? new OutcomeRef(step, outcome) : null;
    }
}

/// <summary>A way out of a step.</summary>
public sealed record StepOutcome
{
    /// <summary>The identifier, such as « recevable ».</summary>
    public required string Id { get; init; }

    /// <summary>What the button says.</summary>
    public required string Title { get; init; }

    /// <summary>The roles that may choose it; empty when all those of the step may.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The named conditions, each of which must hold.</summary>
    public IReadOnlyList<GuardRef> Guards { get; init; } = [];

    /// <summary>What must be filled in.</summary>
    public IReadOnlyList<FieldRule> Fields { get; init; } = [];

    /// <summary>The state in which the dossier ends once nothing is open any more; null when it does not end here.</summary>
    public string? Ending { get; init; }

    /// <summary>True for the last outcome of a track that opens nothing and decides nothing, such as the publication.</summary>
    public bool EndsTrack { get; init; }

    /// <summary>
    /// Whether it also cancels what is still open, such as an abandonment. Once the opinion is given, what is open goes on to its end:
    /// an opinion is published.
    /// </summary>
    public bool EndsAll { get; init; }

    /// <summary>The authority whose decision this outcome is; null for an outcome that decides nothing outside.</summary>
    public Authority? Decision { get; init; }

    /// <summary>Whether a condition rests on a field.</summary>
    public bool IsDemanded(FieldRule field) =>
        Guards.Any(guard => guard.Name == "field-is" && guard.Pair is var (name, _) && name == field.Id);

    /// <summary>The step whose author may not be the author of this outcome (two people); null when one may do both.</summary>
    public string? DifferentPersonFrom { get; init; }
}

/// <summary>Who decided what: the HAS advises, the CEPS prices, the ministers decide. The records stay apart.</summary>
public enum Authority
{
    /// <summary>The opinion of the HAS.</summary>
    Has,

    /// <summary>The tariff and convention of the CEPS.</summary>
    Ceps,

    /// <summary>The decision of the ministers.</summary>
    Ministers,

    /// <summary>The certificate of the ANS.</summary>
    Ans,

    /// <summary>The economic opinion of the CEESP.</summary>
    Ceesp,
}

/// <summary>A named condition with its argument, written « nom », « nom:argument » or « nom:champ=valeur ».</summary>
public sealed record GuardRef(string Name, string? Argument)
{
    /// <summary>Reads the written form.</summary>
    public static GuardRef Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new GuardRef(text, null) : new GuardRef(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>The argument as « gauche=droite »; null when it is not written so.</summary>
    public (string Left, string Right)? Pair =>
        Argument?.Split('=') is [{ Length: > 0 } left, { Length: > 0 } right] ? (left, right) : null;

    /// <summary>The written form.</summary>
    public override string ToString() => Argument is null ? Name : $"{Name}:{Argument}";
}

/// <summary>A field to fill in when a step is finished.</summary>
/// <param name="Id">The key of the value.</param>
/// <param name="Title">The French label.</param>
/// <param name="Type">What may be written in it.</param>
/// <param name="IsRequired">Whether it may stay empty.</param>
/// <param name="Hint">A French hint; null when the label says enough.</param>
/// <param name="Choices">The values of a choice field, empty otherwise.</param>
/// <param name="MayBeFuture">Whether a date may lie ahead, such as the day on which a listing takes effect.</param>
public sealed record FieldRule(
    string Id, string Title, FieldType Type, bool IsRequired, string? Hint, IReadOnlyList<FieldChoice> Choices,
    bool MayBeFuture = false);

/// <summary>A value of a choice field, and its French label.</summary>
public sealed record FieldChoice(string Id, string Title);

/// <summary>What may be written in a field.</summary>
public enum FieldType
{
    /// <summary>A line or a paragraph.</summary>
    Text,

    /// <summary>A day, ISO 8601.</summary>
    Date,

    /// <summary>A number, written in the invariant culture.</summary>
    Number,

    /// <summary>One of the listed values.</summary>
    Choice,
}

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

/// <summary>A figure that stays a setting, with its source and its flag.</summary>
public sealed record Parameter(string Id, string Title, int Value, string Unit, LegalSource Source);

/// <summary>What the applicant's withdrawal does before and after the final opinion.</summary>
/// <param name="UntilStep">The step before whose end the evaluation goes on in spite of the withdrawal.</param>
/// <param name="Source">The article.</param>
public sealed record WithdrawalRule(string UntilStep, LegalSource Source);
