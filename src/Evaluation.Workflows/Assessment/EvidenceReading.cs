using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Assessment;

/// <summary>A point of the conclusion on an indication, and the evidence that bears it.</summary>
/// <param name="Point">The point.</param>
/// <param name="Indication">The indication.</param>
/// <param name="Title">The French title of the point.</param>
/// <param name="Evidence">What bears it, set aside or not, in the order in which it was added.</param>
public sealed record PointReading(
    ConclusionPoint Point, Indication Indication, string Title, IReadOnlyList<EvidenceItem> Evidence);

/// <summary>What is missing in a dossier's evidence.</summary>
/// <param name="Kind">What kind of lack it is.</param>
/// <param name="Text">What is missing and what to do, in French.</param>
/// <param name="Indication">The indication concerned; null when none is.</param>
/// <param name="Evidence">The piece of evidence concerned; null when none is.</param>
public sealed record EvidenceGap(EvidenceGapKind Kind, string Text, string? Indication = null, string? Evidence = null);

/// <summary>What evidence may lack.</summary>
public enum EvidenceGapKind
{
    /// <summary>A conclusion rests on nothing.</summary>
    ConclusionWithoutEvidence,

    /// <summary>An improvement is stated without a study that compares.</summary>
    ImprovementWithoutComparison,

    /// <summary>Evidence in use has no grade.</summary>
    NoGrade,

    /// <summary>Nobody said whether the evidence bears on the product itself.</summary>
    SpecificityNotSaid,

    /// <summary>Evidence on something else is used without a word on why it holds here.</summary>
    NotTransposed,

    /// <summary>A conclusion still rests on evidence that was set aside.</summary>
    RestsOnWhatIsSetAside,

    /// <summary>Level and grade do not go together.</summary>
    LevelAndGradeDiffer,

    /// <summary>Evidence serves no conclusion.</summary>
    NotUsed,
}

/// <summary>The evidence of a dossier read both ways, and what it lacks.</summary>
/// <param name="Points">Each point of each conclusion, with its evidence.</param>
/// <param name="Gaps">What is missing, the gravest first.</param>
public sealed record EvidenceReading(IReadOnlyList<PointReading> Points, IReadOnlyList<EvidenceGap> Gaps)
{
    /// <summary>The points of an indication.</summary>
    public IEnumerable<PointReading> Of(Indication indication) => Points.Where(point => point.Indication.Id == indication.Id);

    /// <summary>The points that a piece of evidence bears.</summary>
    public IEnumerable<PointReading> UsesOf(EvidenceItem item) => Points.Where(point => item.Uses.Contains(point.Point));

    /// <summary>Reads a dossier.</summary>
    public static EvidenceReading Of(Dossier dossier, Procedure procedure)
    {
        var form = ConclusionForm.Find(procedure.RequestOf(dossier.Opening.Request).ConclusionKind)!;
        var points =
            (from indication in dossier.Opening.Indications
             from criterion in ConclusionPoints.Of(form)
             let point = new ConclusionPoint(indication.Id, criterion.Id)
             select new PointReading(
                 point, indication, criterion.Title, [.. dossier.Assessment.Evidence.Where(item => item.Uses.Contains(point))]))
            .ToList();
        var gaps = dossier.Opening.Indications.SelectMany(indication => ConclusionGaps(dossier, indication, form, points))
            .Concat(dossier.Assessment.Evidence.SelectMany(item => ItemGaps(item, points)))
            .OrderBy(gap => gap.Kind);
        return new EvidenceReading(points, [.. gaps]);
    }

    private static IEnumerable<EvidenceGap> ConclusionGaps(
        Dossier dossier, Indication indication, ConclusionForm form, List<PointReading> points)
    {
        if (dossier.Conclusions.GetValueOrDefault(indication.Id) is not { } conclusion)
            yield break;
        var own = points.Where(point => point.Indication.Id == indication.Id).ToList();
        if (!own.SelectMany(point => point.Evidence).Any(Counts))
        {
            yield return new EvidenceGap(
                EvidenceGapKind.ConclusionWithoutEvidence,
                $"La conclusion sur « {indication.Title} » ne repose sur aucune preuve. Reliez-lui les preuves qui la fondent.",
                indication.Id);
        }

        // Level V says that nothing is improved: it needs no study that shows it.
        var states = ConclusionText.From(conclusion).Level is >= 1 and <= 4;
        if (states && !own.Where(point => point.Point.Criterion is ConclusionPoints.Level)
                .SelectMany(point => point.Evidence).Any(item => Counts(item) && item.Appraisal.IsComparative == true))
        {
            yield return new EvidenceGap(
                EvidenceGapKind.ImprovementWithoutComparison,
                $"{form.LevelLabel} sur « {indication.Title} » : aucune étude comparative ne porte ce niveau. Reliez-en une, "
                + "ou revoyez le niveau.",
                indication.Id);
        }
    }

    private static IEnumerable<EvidenceGap> ItemGaps(EvidenceItem item, List<PointReading> points)
    {
        var name = $"{item.Id}, « {item.Description.Title} »";
        var uses = points.Where(point => item.Uses.Contains(point.Point)).ToList();
        if (item.SetAsideFor is { } reason)
        {
            foreach (var use in uses)
            {
                yield return new EvidenceGap(
                    EvidenceGapKind.RestsOnWhatIsSetAside,
                    $"{use.Title} sur « {use.Indication.Title} » s’appuie encore sur {name}, écartée ({reason}). Retirez le lien ou remplacez la preuve.",
                    use.Indication.Id, item.Id);
            }

            yield break;
        }

        if (uses.Count == 0)
        {
            yield return new EvidenceGap(
                EvidenceGapKind.NotUsed, $"{name} ne sert aucune conclusion. Reliez-la, ou écartez-la.", Evidence: item.Id);
            yield break;
        }

        var appraisal = item.Appraisal;
        if (appraisal.Grade is null && item.Description.Kind is EvidenceKind.Study or EvidenceKind.Reference)
        {
            yield return new EvidenceGap(
                EvidenceGapKind.NoGrade, $"{name} sert une conclusion sans grade. Appréciez sa force.", Evidence: item.Id);
        }

        if (appraisal.IsSpecific is null && item.Description.Kind is EvidenceKind.Study or EvidenceKind.Reference)
        {
            yield return new EvidenceGap(
                EvidenceGapKind.SpecificityNotSaid, $"{name} : dites si les données portent sur le produit lui-même.", Evidence: item.Id);
        }

        if (appraisal is { IsSpecific: false, Transposability.Length: 0 })
        {
            yield return new EvidenceGap(
                EvidenceGapKind.NotTransposed,
                $"{name} ne porte pas sur le produit : dites pourquoi ses données se transposent.", Evidence: item.Id);
        }

        if (appraisal is { Grade: { } grade } && !GoesWith(grade, appraisal.Level))
        {
            yield return new EvidenceGap(
                EvidenceGapKind.LevelAndGradeDiffer,
                $"{name} : niveau {appraisal.Level?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "non dit"} et grade {grade.Short()} "
                + "ne se correspondent pas dans l’échelle de la HAS. Vérifiez.", Evidence: item.Id);
        }
    }

    private static bool Counts(EvidenceItem item) => item.SetAsideFor is null;

    private static bool GoesWith(EvidenceGrade grade, int? level) => grade switch
    {
        EvidenceGrade.A => level == 1,
        EvidenceGrade.B => level == 2,
        EvidenceGrade.C => level is 3 or 4,
        EvidenceGrade.Ae => level is null,
        _ => throw new ArgumentOutOfRangeException(nameof(grade), grade, "Unknown grade."),
    };
}
