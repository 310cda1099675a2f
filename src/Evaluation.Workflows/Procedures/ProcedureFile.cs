using Evaluation.Workflows.Deadlines;

namespace Evaluation.Workflows.Procedures;

/// <summary>A procedure as the file writes it; <see cref="Build"/> gives what the rules read.</summary>
internal sealed record ProcedureFile(
    string Id, int Version, string Title, SourceFile Source, IReadOnlyList<RequestKind> Requests,
    IReadOnlyList<PartFile> Parts, IReadOnlyList<ParameterFile> Parameters, WithdrawalFile Withdrawal,
    IReadOnlyList<LimitFile> Limits, IReadOnlyList<StepFile> Steps)
{
    public Procedure Build(string sha256) => new()
    {
        Id = Id,
        Version = Version,
        Title = Title,
        Source = Source.Build(),
        Requests = Requests,
        Parts = [.. Parts.Select(part => part.Build())],
        Parameters = [.. Parameters.Select(parameter => parameter.Build())],
        Withdrawal = new WithdrawalRule(Withdrawal.UntilStep, Withdrawal.Source.Build()),
        Limits = [.. Limits.Select(limit => limit.Build())],
        Steps = [.. Steps.Select(step => step.Build())],
        Sha256 = sha256,
    };
}

internal sealed record SourceFile(string Article, string Confidence, string? Url = null)
{
    public LegalSource Build() => new(Article, ProcedureReader.ConfidenceOf(Confidence), Url);
}

internal sealed record PartFile(string Id, string Title, string Required, SourceFile Source)
{
    public PartRule Build() => new(
        Id, Title,
        Required switch
        {
            "always" => PartRequirement.Always,
            "when-digital" => PartRequirement.WhenDigital,
            "when-ai" => PartRequirement.WhenAi,
            _ => PartRequirement.Optional,
        },
        Source.Build());
}

internal sealed record ParameterFile(string Id, string Title, int Value, string Unit, SourceFile Source)
{
    public Parameter Build() => new(Id, Title, Value, Unit, Source.Build());
}

internal sealed record WithdrawalFile(string UntilStep, SourceFile Source);

internal sealed record StopFile(string WhileStep, string Reason, SourceFile Source);

internal sealed record ConditionFile(string Field, string Value);

internal sealed record LimitVersionFile(
    string EffectiveFrom, int Amount, string Unit, string Effect, SourceFile Source, bool RollsForward = false,
    string? Note = null)
{
    public LimitVersion Build() => new(
        ProcedureReader.DayOf(EffectiveFrom), new LegalPeriod(Amount, ProcedureReader.UnitOf(Unit)),
        Effect switch
        {
            "abandonment" => LimitEffect.Abandonment,
            "cessation" => LimitEffect.Cessation,
            _ => LimitEffect.Warning,
        },
        RollsForward, Source.Build(), Note);
}

internal sealed record LimitFile(
    string Id, string Title, IReadOnlyList<string> From, IReadOnlyList<string> Until, IReadOnlyList<string> Steps,
    IReadOnlyList<LimitVersionFile> Versions, IReadOnlyList<StopFile>? Stops = null, string? FromField = null,
    ConditionFile? AppliesWhen = null)
{
    public Limit Build() => new()
    {
        Id = Id,
        Title = Title,
        From = [.. From.Select(text => OutcomeRef.Parse(text)!.Value)],
        FromField = FromField,
        Until = [.. Until.Select(text => OutcomeRef.Parse(text)!.Value)],
        Steps = Steps,
        Stops = [.. (Stops ?? []).Select(stop => new StopRule(stop.WhileStep, stop.Reason, stop.Source.Build()))],
        Versions = [.. Versions.Select(version => version.Build())],
        AppliesWhen = AppliesWhen is null ? null : new FieldCondition(AppliesWhen.Field, AppliesWhen.Value),
    };
}

internal sealed record FieldFile(
    string Id, string Title, string Type, bool Required = false, string? Hint = null,
    IReadOnlyList<FieldChoice>? Choices = null, bool MayBeFuture = false)
{
    public FieldRule Build() => new(
        Id, Title,
        Type switch
        {
            "date" => FieldType.Date,
            "number" => FieldType.Number,
            "choice" => FieldType.Choice,
            _ => FieldType.Text,
        },
        Required, Hint, Choices ?? [], MayBeFuture);
}

internal sealed record OutcomeFile(
    string Id, string Title, IReadOnlyList<string>? Guards = null, IReadOnlyList<FieldFile>? Fields = null,
    string? Ending = null, string? Decision = null, string? DifferentPersonFrom = null, bool EndsTrack = false)
{
    public StepOutcome Build() => new()
    {
        Id = Id,
        Title = Title,
        Guards = [.. (Guards ?? []).Select(GuardRef.Parse)],
        Fields = [.. (Fields ?? []).Select(field => field.Build())],
        Ending = Ending,
        EndsTrack = EndsTrack,
        Decision = Decision switch
        {
            "has" => Authority.Has,
            "ceps" => Authority.Ceps,
            "ministers" => Authority.Ministers,
            _ => null,
        },
        DifferentPersonFrom = DifferentPersonFrom,
    };
}

internal sealed record StepFile(
    string Id, string Title, string Hint, string Phase, IReadOnlyList<string> Roles, IReadOnlyList<OutcomeFile> Outcomes,
    IReadOnlyList<IReadOnlyList<string>>? OpensWhen = null, bool Start = false, bool NeedsSession = false,
    SourceFile? Source = null)
{
    public Step Build() => new()
    {
        Id = Id,
        Title = Title,
        Hint = Hint,
        Phase = Phase,
        Roles = [.. Roles.Select(key => Procedures.Roles.Find(key)
            ?? throw new InvalidDataException($"L’étape « {Id} » nomme le rôle inconnu « {key} »."))],
        IsStart = Start,
        NeedsSession = NeedsSession,
        OpensWhen = [.. (OpensWhen ?? []).Select(IReadOnlyList<OutcomeRef> (all) =>
            [.. all.Select(text => OutcomeRef.Parse(text)!.Value)])],
        Outcomes = [.. Outcomes.Select(outcome => outcome.Build())],
        Source = Source?.Build(),
    };
}
