using System.Collections.Immutable;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Assessment;

/// <summary>Which line of which grid, for which indication.</summary>
public readonly record struct AnswerKey(GridRef Grid, string? Indication, string Item);

/// <summary>The latest answer to a line, and who gave it.</summary>
public sealed record GivenAnswer(GridAnswer Answer, PersonId Person, Role Role, DateTimeOffset At);

/// <summary>The assessment of a dossier, as the sum of its events: answers, functional level, evidence.</summary>
public sealed record DossierAssessment
{
    /// <summary>Nothing yet.</summary>
    public static DossierAssessment Empty { get; } = new();

    /// <summary>The latest answer to each line.</summary>
    public IReadOnlyDictionary<AnswerKey, GivenAnswer> Answers { get; private init; } =
        ImmutableDictionary<AnswerKey, GivenAnswer>.Empty;

    /// <summary>The functional level kept; null when none was.</summary>
    public ClassificationRecorded? Classification { get; private init; }

    /// <summary>The evidence, in the order in which it was added; what was set aside is there too.</summary>
    public IReadOnlyList<EvidenceItem> Evidence { get; private init; } = ImmutableList<EvidenceItem>.Empty;

    /// <summary>The piece of evidence of a key, or null.</summary>
    public EvidenceItem? Find(string evidence) => Evidence.FirstOrDefault(item => item.Id == evidence);

    /// <summary>The version of a grid that a dossier follows: the latest that has answers, else the latest there is.</summary>
    public AssessmentGrid? GridOf(GridLibrary grids, string id) => Answers.Keys.Select(key => key.Grid)
        .Where(grid => grid.Id == id).OrderByDescending(grid => grid.Version).Select(grid => grids.Find(grid))
        .FirstOrDefault(grid => grid is not null) ?? grids.Latest(id);

    /// <summary>The grids that concern a dossier, each in the version that it follows.</summary>
    public IReadOnlyList<AssessmentGrid> GridsOf(GridLibrary grids, DossierOpened opening) =>
        [.. grids.LatestOfEach().Select(grid => GridOf(grids, grid.Id)!).Where(grid => grid.Concerns(opening))];

    internal DossierAssessment Apply(AssessmentEvent e, SignedEvent signed) => e switch
    {
        GridItemAnswered x => this with
        {
            Answers = ((ImmutableDictionary<AnswerKey, GivenAnswer>)Answers).SetItem(
                new AnswerKey(new GridRef(x.Grid, x.Version), x.Indication, x.Answer.Item),
                new GivenAnswer(x.Answer, signed.Person, signed.Role, signed.At)),
        },
        ClassificationRecorded x => this with { Classification = x },
        EvidenceAdded x => this with
        {
            Evidence = Items.Add(new EvidenceItem
            {
                Id = x.Evidence,
                Description = x.Description,
                Appraisal = x.Appraisal,
                AddedBy = signed.Person,
                AddedAt = signed.At,
            }),
        },
        EvidenceAppraised x => With(x.Evidence, item => item with { Appraisal = x.Appraisal }),
        EvidenceSetAside x => With(x.Evidence, item => item with { SetAsideFor = x.Reason }),
        EvidenceLinked x => With(x.Evidence, item => item with { Uses = [.. item.Uses, x.Point] }),
        EvidenceUnlinked x => With(x.Evidence, item => item with { Uses = [.. item.Uses.Where(use => use != x.Point)] }),
        _ => throw new InvalidDataException($"Unknown event {e.GetType().Name}."),
    };

    private ImmutableList<EvidenceItem> Items => (ImmutableList<EvidenceItem>)Evidence;

    private DossierAssessment With(string evidence, Func<EvidenceItem, EvidenceItem> change) => Find(evidence) is { } item
        ? this with { Evidence = Items.Replace(item, change(item)) }
        : throw new InvalidDataException($"Evidence '{evidence}' changes without being there.");
}
