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
public sealed record PartRule(string Id, string Title, PartRequirement Required, LegalSource Source);

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

    /// <summary>The named conditions, each of which must hold.</summary>
    public IReadOnlyList<GuardRef> Guards { get; init; } = [];

    /// <summary>What must be filled in.</summary>
    public IReadOnlyList<FieldRule> Fields { get; init; } = [];

    /// <summary>The state in which the dossier ends once nothing is open any more; null when it does not end here.</summary>
    public string? Ending { get; init; }

    /// <summary>True for the last outcome of a track that opens nothing and decides nothing, such as the publication.</summary>
    public bool EndsTrack { get; init; }

    /// <summary>The authority whose decision this outcome is; null for an outcome that decides nothing outside.</summary>
    public Authority? Decision { get; init; }

    /// <summary>The step whose author may not be the author of this outcome (two people); null when one may do both.</summary>
    public string? DifferentPersonFrom { get; init; }
}

/// <summary>Who decided what: the HAS advises, the CEPS prices, the ministers decide. The three stay apart.</summary>
public enum Authority
{
    /// <summary>The opinion of the HAS.</summary>
    Has,

    /// <summary>The tariff and convention of the CEPS.</summary>
    Ceps,

    /// <summary>The decision of the ministers.</summary>
    Ministers,
}

/// <summary>A named condition with its argument, written « nom » or « nom:argument ».</summary>
public sealed record GuardRef(string Name, string? Argument)
{
    /// <summary>Reads the written form.</summary>
    public static GuardRef Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new GuardRef(text, null) : new GuardRef(text[..colon], text[(colon + 1)..]);
    }

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

    /// <summary>The outcomes that start it; the latest one counts.</summary>
    public required IReadOnlyList<OutcomeRef> From { get; init; }

    /// <summary>A date field of the starting outcome that counts instead of its date; null for the date itself.</summary>
    public string? FromField { get; init; }

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

    /// <summary>The version in force on a day: the latest that had taken effect, or the oldest known.</summary>
    public LimitVersion VersionOn(DateOnly day) =>
        Versions.LastOrDefault(version => version.EffectiveFrom <= day) ?? Versions[0];
}

/// <summary>A field and the value it must have.</summary>
public sealed record FieldCondition(string Field, string Value);

/// <summary>Time that does not count while a step is open.</summary>
public sealed record StopRule(string WhileStep, string Reason, LegalSource Source);

/// <summary>A limit as one version of the law states it.</summary>
/// <param name="EffectiveFrom">The first day on which it applies to a limit that starts.</param>
/// <param name="Period">How long, and in which unit.</param>
/// <param name="Effect">What happens when it has passed.</param>
/// <param name="RollsForward">Whether a last day that is not a working day is carried to the next one.</param>
/// <param name="Source">The article.</param>
/// <param name="Note">What the reader should know of it; null when nothing.</param>
public sealed record LimitVersion(
    DateOnly EffectiveFrom, LegalPeriod Period, LimitEffect Effect, bool RollsForward, LegalSource Source, string? Note);

/// <summary>What happens when a limit has passed. Nothing ever moves by itself: a person acts on it.</summary>
public enum LimitEffect
{
    /// <summary>It is shown and counted.</summary>
    Warning,

    /// <summary>The applicant is deemed to have given up.</summary>
    Abandonment,

    /// <summary>Coverage ends.</summary>
    Cessation,
}

/// <summary>A figure that stays a setting, with its source and its flag.</summary>
public sealed record Parameter(string Id, string Title, int Value, string Unit, LegalSource Source);

/// <summary>What the applicant's withdrawal does before and after the final opinion.</summary>
/// <param name="UntilStep">The step before whose end the evaluation goes on in spite of the withdrawal.</param>
/// <param name="Source">The article.</param>
public sealed record WithdrawalRule(string UntilStep, LegalSource Source);
