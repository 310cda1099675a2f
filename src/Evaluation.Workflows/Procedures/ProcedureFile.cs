using Evaluation.Workflows.Deadlines;

namespace Evaluation.Workflows.Procedures;

/// <summary>A procedure as the file writes it; <see cref="Build"/> gives what the rules read.</summary>
internal sealed record ProcedureFile(
    string Id, int Version, string Title, SourceFile Source, IReadOnlyList<RequestKind> Requests,
    IReadOnlyList<PartFile> Parts, IReadOnlyList<ParameterFile> Parameters, WithdrawalFile Withdrawal,
    IReadOnlyList<LimitFile> Limits, IReadOnlyList<StepFile> Steps, IReadOnlyList<DutyFile>? Duties = null,
    IReadOnlyList<string>? Openers = null)
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
        Duties = [.. (Duties ?? []).Select(duty => duty.Build())],
        Openers = [.. (Openers ?? ["demandeur", "service-has"]).Select(key => Procedures.Roles.Find(key)!.Value)],
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

internal sealed record StopFile(
    string WhileStep, string Reason, SourceFile Source, FieldCondition? When = null, string? Parameter = null)
{
    public StopRule Build() => new(WhileStep, Reason, Source.Build(), When, Parameter);
}

internal sealed record ReadingFile(string Parameter, int Value, string Title, string Field, SourceFile Source)
{
    public StartReading Build() => new(Parameter, Value, Title, Field, Source.Build());
}

internal sealed record ExtensionFile(string Outcome, string Field)
{
    public ExtensionRule Build() => new(OutcomeRef.Parse(Outcome)!.Value, Field);
}

internal sealed record PeriodFile(int Amount, string Unit)
{
    public LegalPeriod Build() => new(Amount, ProcedureReader.UnitOf(Unit));
}

internal sealed record DutyFile(
    string Id, string Title, string Hint, string Role, IReadOnlyList<string> From, SourceFile Source, string? FromField = null,
    PeriodFile? Period = null, bool ProposedYears = false, PeriodFile? Lead = null, IReadOnlyList<string>? DoneBy = null,
    IReadOnlyList<string>? Requests = null, string? EveryYearOn = null)
{
    public DutyRule Build() => new()
    {
        Id = Id,
        Title = Title,
        Hint = Hint,
        Role = Roles.Find(Role)!.Value,
        From = [.. From.Select(text => OutcomeRef.Parse(text)!.Value)],
        FromField = FromField,
        Period = Period?.Build(),
        RunsForProposedYears = ProposedYears,
        EveryYearOn = EveryYearOn is null ? null : DayOfYear.Parse(EveryYearOn)
            ?? throw new InvalidDataException($"L’obligation « {Id} » : « {EveryYearOn} » n’est pas un jour de chaque année (MM-JJ)."),
        Lead = Lead?.Build(),
        DoneBy = [.. (DoneBy ?? []).Select(text => OutcomeRef.Parse(text)!.Value)],
        Requests = Requests ?? [],
        Source = Source.Build(),
    };
}

internal sealed record LimitVersionFile(
    string EffectiveFrom, int Amount, string Unit, string Effect, SourceFile Source, bool RollsForward = false,
    string? Note = null, IReadOnlyList<string>? Requests = null)
{
    public LimitVersion Build() => new(
        ProcedureReader.DayOf(EffectiveFrom), new LegalPeriod(Amount, ProcedureReader.UnitOf(Unit)),
        Effect switch
        {
            "abandonment" => LimitEffect.Abandonment,
            "cessation" => LimitEffect.Cessation,
            "suspension" => LimitEffect.Suspension,
            _ => LimitEffect.Warning,
        },
        RollsForward, Source.Build(), Note, Requests ?? []);
}

internal sealed record LimitFile(
    string Id, string Title, IReadOnlyList<string> Until, IReadOnlyList<string> Steps,
    IReadOnlyList<LimitVersionFile> Versions, IReadOnlyList<string>? From = null, string? FromOpening = null,
    IReadOnlyList<StopFile>? Stops = null, string? FromField = null, FieldCondition? AppliesWhen = null,
    IReadOnlyList<ReadingFile>? Readings = null, IReadOnlyList<ExtensionFile>? Extensions = null, string? AppliesAfter = null)
{
    public Limit Build() => new()
    {
        Id = Id,
        Title = Title,
        From = [.. (From ?? []).Select(text => OutcomeRef.Parse(text)!.Value)],
        FromOpening = FromOpening,
        FromField = FromField,
        Readings = [.. (Readings ?? []).Select(reading => reading.Build())],
        Extensions = [.. (Extensions ?? []).Select(extension => extension.Build())],
        Until = [.. Until.Select(text => OutcomeRef.Parse(text)!.Value)],
        Steps = Steps,
        Stops = [.. (Stops ?? []).Select(stop => stop.Build())],
        Versions = [.. Versions.Select(version => version.Build())],
        AppliesWhen = AppliesWhen,
        AppliesAfter = AppliesAfter is null ? null : OutcomeRef.Parse(AppliesAfter)!.Value,
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
    string? Ending = null, string? Decision = null, string? DifferentPersonFrom = null, bool EndsTrack = false,
    bool EndsAll = false,
    IReadOnlyList<string>? Roles = null)
{
    public StepOutcome Build() => new()
    {
        Id = Id,
        Title = Title,
        Roles = [.. (Roles ?? []).Select(key => Procedures.Roles.Find(key)!.Value)],
        Guards = [.. (Guards ?? []).Select(GuardRef.Parse)],
        Fields = [.. (Fields ?? []).Select(field => field.Build())],
        Ending = Ending,
        EndsTrack = EndsTrack,
        EndsAll = EndsAll,
        Decision = Decision switch
        {
            "has" => Authority.Has,
            "ceps" => Authority.Ceps,
            "ministers" => Authority.Ministers,
            "ans" => Authority.Ans,
            "ceesp" => Authority.Ceesp,
            _ => null,
        },
        DifferentPersonFrom = DifferentPersonFrom,
    };
}

internal sealed record StepFile(
    string Id, string Title, string Hint, string Phase, IReadOnlyList<string> Roles, IReadOnlyList<OutcomeFile> Outcomes,
    IReadOnlyList<IReadOnlyList<string>>? OpensWhen = null, bool Start = false, bool NeedsSession = false,
    SourceFile? Source = null, bool Optional = false)
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
        IsOptional = Optional,
        NeedsSession = NeedsSession,
        OpensWhen = [.. (OpensWhen ?? []).Select(IReadOnlyList<OutcomeRef> (all) =>
            [.. all.Select(text => OutcomeRef.Parse(text)!.Value)])],
        Outcomes = [.. Outcomes.Select(outcome => outcome.Build())],
        Source = Source?.Build(),
    };
}
