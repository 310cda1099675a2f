namespace Evaluation.Workflows.Procedures;

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
