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

/// <summary>A figure that stays a setting, with its source and its flag.</summary>
public sealed record Parameter(string Id, string Title, int Value, string Unit, LegalSource Source);

/// <summary>What the applicant's withdrawal does before and after the final opinion.</summary>
/// <param name="UntilStep">The step before whose end the evaluation goes on in spite of the withdrawal.</param>
/// <param name="Source">The article.</param>
public sealed record WithdrawalRule(string UntilStep, LegalSource Source);
