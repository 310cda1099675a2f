using System.Globalization;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Overview;

/// <summary>A count within a year.</summary>
public sealed record YearCount(int Year, int Count, int Of);

/// <summary>A line of a table: a number and what it is a part of.</summary>
/// <param name="Label">What is counted, in French.</param>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Years">The same by year of opening of the dossier, in order.</param>
public sealed record ObservatoryLine(string Label, int Count, int Of, IReadOnlyList<YearCount> Years);

/// <summary>A table of the observatory.</summary>
/// <param name="Id">The key.</param>
/// <param name="Title">The French title.</param>
/// <param name="Unit">What the numbers are numbers of: « dossiers », « preuves »…</param>
/// <param name="Lines">The lines.</param>
/// <param name="Remark">What the reader should know; null when nothing.</param>
public sealed record ObservatoryTable(string Id, string Title, string Unit, IReadOnlyList<ObservatoryLine> Lines, string? Remark = null)
{
    /// <summary>Below so many, a share is no trend.</summary>
    public const int SmallSample = 30;

    /// <summary>Whether the largest of its denominators is small.</summary>
    public bool IsSmall => Lines.Count > 0 && Lines.Max(line => line.Of) < SmallSample;
}

/// <summary>What the HAS wrote against a claim, as it is in an opinion that was given.</summary>
public sealed record WrittenGround(DossierId Dossier, string Product, string Indication, string Text);

/// <summary>What the dossiers say of devices, of their evidence, of conclusions and of what is missing.</summary>
/// <param name="Cases">The dossiers counted.</param>
/// <param name="Opinions">Those of which the opinion is given.</param>
/// <param name="Tables">The tables.</param>
/// <param name="Grounds">The reasons of unfavourable conclusions, as they are written.</param>
/// <param name="RegionRemark">Why nothing is told by region.</param>
public sealed record ObservatoryFigures(
    int Cases, int Opinions, IReadOnlyList<ObservatoryTable> Tables, IReadOnlyList<WrittenGround> Grounds, string RegionRemark);

/// <summary>Draws the observatory from dossiers. Pure.</summary>
public static class Observatory
{
    private const int MostGaps = 12;

    private static readonly string[] Roman = ["", "I", "II", "III", "IV", "V"];

    private static readonly string[] GapGrids = ["grille-ia", "ethique-ia", "ethique-sia-2025", "motifs-de-critique"];

    /// <summary>The figures of the dossiers that a filter takes.</summary>
    /// <param name="cases">Every dossier.</param>
    /// <param name="filter">Which are counted.</param>
    /// <param name="grids">The grids.</param>
    /// <param name="reader">Who reads: what is written in dossiers from which he is deported is not quoted; null for nobody.</param>
    public static ObservatoryFigures Of(IReadOnlyCollection<CountedCase> cases, OverviewFilter filter, GridLibrary grids, PersonId? reader)
    {
        var dossiers = cases.Where(one => filter.Takes(one.Dossier.Opening)).Select(one => one.Dossier).ToList();
        var given = dossiers.Where(dossier => dossier.DecisionOf(Authority.Has) is not null).ToList();
        return new ObservatoryFigures(
            dossiers.Count, given.Count,
            [
                Kinds(dossiers), Levels(dossiers), Purposes(dossiers), .. Evidence(dossiers), Conclusions(given), Improvements(given),
                Criteria(given), .. GapGrids.Select(grids.Latest).OfType<AssessmentGrid>().Select(grid => Gaps(dossiers, grid)),
            ],
            Grounds(given, reader),
            "La région n’est pas connue : ni la demande ni la procédure ne la donnent, et un lieu d’étude n’est pas une région d’usage.");
    }

    private static ObservatoryTable Kinds(List<Dossier> dossiers) => new(
        "genres", "Genres de dispositifs", "dossiers",
        [.. DeviceKinds.Every.Select(entry => Line(Capital(entry.Title), dossiers, Year, dossier => DeviceKinds.Of(dossier.Opening) == entry.Kind))]);

    private static ObservatoryTable Levels(List<Dossier> dossiers)
    {
        var digital = dossiers.Where(dossier => dossier.Opening.IsDigital).ToList();
        return new ObservatoryTable(
            "niveaux", "Niveau fonctionnel des dispositifs numériques", "dossiers",
            [
                .. Enum.GetValues<FunctionalLevel>().Select(level => Line(
                    Capital(FunctionalClassification.TitleOf(level)), digital, Year, dossier => dossier.Assessment.Classification?.Level == level)),
                Line("Non classé", digital, Year, dossier => dossier.Assessment.Classification is null),
            ],
            $"Source : {FunctionalClassification.Source}.");
    }

    private static ObservatoryTable Purposes(List<Dossier> dossiers)
    {
        var classified = dossiers.Where(dossier => dossier.Assessment.Classification is not null).ToList();
        return new ObservatoryTable(
            "finalites", "Finalité d’usage des dispositifs classés", "dossiers",
            [
                .. Enum.GetValues<DigitalPurpose>().Select(purpose => Line(
                    Capital(FunctionalClassification.TitleOf(purpose)), classified, Year,
                    dossier => dossier.Assessment.Classification!.Purpose == purpose)).Where(line => line.Count > 0),
            ]);
    }

    private static IEnumerable<ObservatoryTable> Evidence(List<Dossier> dossiers)
    {
        var evidence = (
            from dossier in dossiers
            from item in dossier.Assessment.Evidence
            where item.SetAsideFor is null && item.Description.Kind is (EvidenceKind.Study or EvidenceKind.Reference)
            select (Item: item, Year: Year(dossier))).ToList();
        ObservatoryLine Count(string label, Func<EvidenceItem, bool> holds) => Line(label, evidence, one => one.Year, one => holds(one.Item));
        yield return new ObservatoryTable(
            "preuves-niveau", "Niveau de preuve des études et références retenues", "preuves",
            [
                .. Enumerable.Range(1, 4).Select(level => Count($"Niveau {level}", item => item.Appraisal.Level == level)),
                Count("Non apprécié", item => item.Appraisal.Level is null),
            ],
            $"Source : {EvidenceText.GradeSource}.");
        yield return new ObservatoryTable(
            "preuves-grade", "Grade des études et références retenues", "preuves",
            [
                .. EvidenceText.EveryGrade.Select(grade => Count($"Grade {grade.Title}", item => item.Appraisal.Grade == grade.Grade)),
                Count("Non apprécié", item => item.Appraisal.Grade is null),
            ]);
        yield return new ObservatoryTable(
            "preuves-nature", "Ce que sont ces preuves", "preuves",
            [
                Count("Propres au dispositif", item => item.Appraisal.IsSpecific == true),
                Count("Comparatives", item => item.Appraisal.IsComparative == true),
                Count("Propres au dispositif et comparatives", item => item.Appraisal is { IsSpecific: true, IsComparative: true }),
            ]);
    }

    private static ObservatoryTable Conclusions(List<Dossier> given)
    {
        var conclusions = ConclusionsOf(given);
        return new ObservatoryTable(
            "conclusions", "Conclusions des avis rendus, par indication", "indications",
            [
                Line("Favorable", conclusions, one => one.Year, one => one.Text.Build().IsFavourable),
                Line("Défavorable", conclusions, one => one.Year, one => !one.Text.Build().IsFavourable),
                .. from form in ConclusionForm.All
                   let ofForm = conclusions.Where(one => one.Text.Kind == form.Kind).ToList()
                   where ofForm.Count > 0
                   from verdict in form.Verdicts
                   select Line($"{form.VerdictLabel} : {verdict.Title.ToLower(CultureInfo.CurrentCulture)}", ofForm, one => one.Year, one => one.Text.Verdict == verdict.Id),
            ]);
    }

    private static ObservatoryTable Improvements(List<Dossier> given)
    {
        var known = ConclusionsOf(given).Where(one => one.Text.Level is not null).ToList();
        return new ObservatoryTable(
            "ameliorations", "Niveau d’amélioration des conclusions favorables", "indications",
            [
                .. ConclusionForm.All.Where(form => form.LevelLabel is not null)
                    .SelectMany(form => Enumerable.Range(1, 5).Select(level => Line(
                        $"{form.LevelLabel} {Roman[level]}", known.Where(one => one.Text.Kind == form.Kind).ToList(), one => one.Year, one => one.Text.Level == level)))
                    .Where(line => line.Of > 0),
            ]);
    }

    private static ObservatoryTable Criteria(List<Dossier> given) => new(
        "criteres", "Critères non remplis, dans les conclusions défavorables", "indications",
        [
            .. from form in ConclusionForm.All
               let against = ConclusionsOf(given).Where(one => one.Text.Kind == form.Kind && !one.Text.Build().IsFavourable).ToList()
               where against.Count > 0
               from criterion in form.Criteria
               where criterion.Choices.Any(choice => choice.Id == "non")
               select Line(criterion.Title, against, one => one.Year, one => one.Text.Criteria?.GetValueOrDefault(criterion.Id) == "non"),
        ],
        "Un SA, un SR ou un intérêt insuffisant n’a pas de critère coché : ses motifs sont écrits, et cités plus bas.");

    private static ObservatoryTable Gaps(List<Dossier> dossiers, AssessmentGrid grid)
    {
        var readings = (
            from dossier in dossiers
            where grid.Concerns(dossier.Opening)
            from reading in GridReading.Of(dossier, grid)
            where reading.Answers.Count > 0
            select (reading.Answers, Year: Year(dossier))).ToList();
        return new ObservatoryTable(
            $"manques-{grid.Id}", $"Ce qui manque le plus : {grid.ShortTitle}", "réponses",
            [
                .. grid.Items.Select(item => Line(
                        item.Label, readings.Where(reading => IsAnswered(reading.Answers.GetValueOrDefault(item.Id))).ToList(), one => one.Year,
                        one => one.Answers[item.Id].Answer.Kind is GridAnswerKind.Absent or GridAnswerKind.Partial))
                    .Where(line => line.Count > 0).OrderByDescending(line => line.Count).ThenByDescending(line => (double)line.Count / line.Of)
                    .Take(MostGaps),
            ],
            grid.NotKnown > 0 ? $"{grid.Items.Count} lignes sur {grid.Expected} sont connues de cet outil. Source : {grid.Source}." : $"Source : {grid.Source}.");
    }

    private static bool IsAnswered(GivenAnswer? given) => given is not null && given.Answer.Kind != GridAnswerKind.NotApplicable;

    private static List<(ConclusionText Text, int Year)> ConclusionsOf(List<Dossier> given) =>
    [
        .. given.SelectMany(dossier => dossier.Conclusions.Values.Select(conclusion => (ConclusionText.From(conclusion), Year(dossier)))),
    ];

    private static List<WrittenGround> Grounds(List<Dossier> given, PersonId? reader) =>
    [
        .. from dossier in given
           where reader is not { } person || !dossier.IsDeported(person)
           from indication in dossier.Opening.Indications
           where dossier.Conclusions.TryGetValue(indication.Id, out var conclusion) && !conclusion.IsFavourable && conclusion.Reasons.Length > 0
           select new WrittenGround(dossier.Id, dossier.Opening.Product, indication.Title, dossier.Conclusions[indication.Id].Reasons),
    ];

    private static ObservatoryLine Line<T>(string label, IReadOnlyCollection<T> all, Func<T, int> year, Func<T, bool> holds) => new(
        label, all.Count(holds), all.Count,
        [.. all.GroupBy(year).OrderBy(group => group.Key).Select(group => new YearCount(group.Key, group.Count(holds), group.Count()))]);

    private static int Year(Dossier dossier) => dossier.Opening.On.Year;

    private static string Capital(string text) => char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];
}
