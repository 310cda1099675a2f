using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Assessment;

/// <summary>What a self-check finds on one point. It says nothing of the opinion to come.</summary>
public enum SelfCheckResult
{
    /// <summary>Nothing to report.</summary>
    Nothing,

    /// <summary>Something to look at again.</summary>
    ToExamine,

    /// <summary>Something is not there.</summary>
    Missing,
}

/// <summary>A file of the company's folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Problem">Why it would not be received, in French; null when it would.</param>
public sealed record FolderFile(string Name, string? Problem);

/// <summary>What is found on a required or given part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Result">The result.</param>
/// <param name="Files">Its files.</param>
/// <param name="Notes">What to do, in French.</param>
public sealed record PartFinding(PartRule Part, SelfCheckResult Result, IReadOnlyList<string> Files, IReadOnlyList<string> Notes);

/// <summary>What is found on a line of a grid.</summary>
/// <param name="Item">The line, with its question, why it matters and its source.</param>
/// <param name="Result">The result.</param>
/// <param name="Notes">Why, in French.</param>
/// <param name="IsAnswered">Whether the company answered, or its studies did.</param>
public sealed record ItemFinding(GridItem Item, SelfCheckResult Result, IReadOnlyList<string> Notes, bool IsAnswered = true);

/// <summary>What is found on a grid.</summary>
public sealed record GridFinding(AssessmentGrid Grid, IReadOnlyList<ItemFinding> Items);

/// <summary>A dossier read again before it is filed: what is missing, and what an evaluator would ask. No opinion is predicted.</summary>
/// <param name="Parts">The required parts and those that were given.</param>
/// <param name="Grids">The grids that the company fills, the grounds of criticism first.</param>
/// <param name="Others">Files and answers that fit nowhere, in French.</param>
public sealed record SelfCheck(
    IReadOnlyList<PartFinding> Parts, IReadOnlyList<GridFinding> Grids, IReadOnlyList<string> Others)
{
    /// <summary>How many points have a result.</summary>
    public int Count(SelfCheckResult result) =>
        Parts.Count(part => part.Result == result) + Grids.SelectMany(grid => grid.Items).Count(item => item.Result == result)
        + (result == SelfCheckResult.ToExamine ? Others.Count : 0);

    /// <summary>Whether there is nothing to report anywhere.</summary>
    public bool IsClear => Count(SelfCheckResult.ToExamine) + Count(SelfCheckResult.Missing) == 0;

    /// <summary>The words of a result.</summary>
    public static string TitleOf(SelfCheckResult result) => result switch
    {
        SelfCheckResult.Nothing => "rien à signaler",
        SelfCheckResult.ToExamine => "à examiner",
        SelfCheckResult.Missing => "manque",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "Unknown result."),
    };

    /// <summary>The grids that a company fills for a product.</summary>
    public static IEnumerable<AssessmentGrid> GridsOf(GridLibrary grids, string procedure, bool isDigital, bool usesAi) =>
        grids.LatestOfEach().Where(grid => grid.FilledBy.Contains(Role.Applicant) && grid.Scope == GridScope.Dossier
            && grid.Concerns(procedure, isDigital, usesAi));

    /// <summary>Reads a dossier again.</summary>
    /// <param name="input">What the company says of it.</param>
    /// <param name="files">The files of its folder.</param>
    /// <param name="procedure">The procedure under which it would be filed.</param>
    /// <param name="grids">The grids.</param>
    public static SelfCheck Of(SelfCheckInput input, IReadOnlyList<FolderFile> files, Procedure procedure, GridLibrary grids)
    {
        var own = GridsOf(grids, procedure.Id, input.IsDigital, input.UsesAi).ToList();
        var cited = (input.Studies ?? []).SelectMany(study => new[] { study.Protocol, study.Report }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = files.Where(file => procedure.PartOf(file.Name) is null && !cited.Contains(file.Name))
            .Select(file => $"{file.Name} : le nom ne commence par aucune clé de pièce. Renommez le fichier, par exemple « notice-{file.Name} ».")
            .Concat(AnswersToNothing(input, own));
        return new SelfCheck(
            [.. procedure.Parts.Select(part => Read(part, input, files, procedure)).OfType<PartFinding>()],
            [.. own.Select(grid => new GridFinding(grid, [.. grid.Items.Select(item => Read(grid, item, input, files))]))],
            [.. others]);
    }

    private static IEnumerable<string> AnswersToNothing(SelfCheckInput input, List<AssessmentGrid> grids)
    {
        var answers = input.Answers ?? [];
        foreach (var answer in answers.Where(answer => grids.Find(grid => grid.Id == answer.Grid)?.FindItem(answer.Item) is null))
            yield return $"La réponse à « {answer.Grid} », ligne « {answer.Item} », ne correspond à aucune ligne qui concerne ce produit.";
        foreach (var twice in answers.GroupBy(answer => (answer.Grid, answer.Item)).Where(group => group.Count() > 1))
            yield return $"La ligne « {twice.Key.Item} » de « {twice.Key.Grid} » a {twice.Count()} réponses : seule la première est lue.";
    }

    private static PartFinding? Read(PartRule part, SelfCheckInput input, IReadOnlyList<FolderFile> files, Procedure procedure)
    {
        var own = files.Where(file => procedure.PartOf(file.Name) == part.Id).ToList();
        var isRequired = part.IsRequired(input.IsDigital, input.UsesAi);
        if (own.Count == 0)
        {
            return isRequired
                ? new PartFinding(part, SelfCheckResult.Missing, [],
                    [$"Pièce absente. Ajoutez un fichier dont le nom commence par « {part.Id} »."])
                : null;
        }

        var problems = own.Select(file => file.Problem).OfType<string>().ToList();
        var result = problems.Count == 0 ? SelfCheckResult.Nothing
            : problems.Count == own.Count && isRequired ? SelfCheckResult.Missing : SelfCheckResult.ToExamine;
        return new PartFinding(part, result, [.. own.Select(file => file.Name)], problems);
    }

    private static ItemFinding Read(AssessmentGrid grid, GridItem item, SelfCheckInput input, IReadOnlyList<FolderFile> files)
    {
        var said = input.Answers?.FirstOrDefault(answer => answer.Grid == grid.Id && answer.Item == item.Id && answer.Answer.Trim().Length > 0);
        var signal = item.Signal is { } name ? SelfCheckSignals.Read(name, input, files) : null;
        if (said is null)
        {
            return signal is { } only
                ? new ItemFinding(item, only.Result, only.Notes)
                : new ItemFinding(item, SelfCheckResult.Missing, ["Pas de réponse."], IsAnswered: false);
        }

        var (result, note) = Read(grid, said, files);
        var notes = new List<string>();
        if (note is not null)
            notes.Add(note);
        if (signal is { Result: not SelfCheckResult.Nothing } found)
            notes.AddRange(found.Notes);
        return new ItemFinding(item, signal is { } both && both.Result > result ? both.Result : result, notes);
    }

    private static (SelfCheckResult Result, string? Note) Read(AssessmentGrid grid, DeclaredAnswer said, IReadOnlyList<FolderFile> files)
    {
        if (GridAnswers.Find(said.Answer.Trim()) is not { } kind)
        {
            return (SelfCheckResult.Missing,
                $"« {said.Answer} » n’est pas une réponse ; attendu : {string.Join(", ", GridAnswers.Every.Select(known => known.Kind.Title(grid)))}.");
        }

        if (said.File.Trim().Length > 0 && files.All(file => !string.Equals(file.Name, said.File.Trim(), StringComparison.OrdinalIgnoreCase)))
            return (SelfCheckResult.Missing, $"Le fichier « {said.File} » n’est pas dans le dossier.");
        if (said.Page is < 1)
            return (SelfCheckResult.Missing, $"La page {said.Page} n’existe pas : les pages se comptent à partir de 1.");
        var isEmpty = said.Comment.Trim().Length == 0;
        return kind switch
        {
            GridAnswerKind.Filled when grid.NeedsPage && (said.File.Trim().Length == 0 || said.Page is null) =>
                (SelfCheckResult.Missing, $"« {kind.Title(grid)} » se constate à une page : indiquez le fichier et la page."),
            GridAnswerKind.Filled => (SelfCheckResult.Nothing, null),
            GridAnswerKind.NotApplicable when isEmpty => (SelfCheckResult.ToExamine, "Dites en commentaire pourquoi la ligne est sans objet."),
            GridAnswerKind.NotApplicable => (SelfCheckResult.Nothing, null),
            GridAnswerKind.Partial or GridAnswerKind.Absent => (SelfCheckResult.ToExamine,
                $"Vous répondez « {kind.Title(grid)} »{(isEmpty ? ". Dites dans le dossier comment vous y répondez." : $" : {said.Comment.Trim()}")}"),
            _ => throw new ArgumentOutOfRangeException(nameof(said), kind, "Unknown answer."),
        };
    }
}
