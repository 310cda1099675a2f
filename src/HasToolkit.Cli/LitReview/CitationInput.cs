using LitReview.Citations;

namespace HasToolkit.Cli.LitReview;

/// <summary>Reads references from several files, one by one, and says what could not be read.</summary>
internal sealed class CitationInput(Run run, IReadOnlyList<string> files)
{
    private const int ShownProblems = 20;

    private readonly List<CitationProblem> _problems = [];

    /// <summary>What the last reading could not read.</summary>
    public IReadOnlyList<CitationProblem> Problems => _problems;

    /// <summary>The references of all files, in order.</summary>
    public IEnumerable<Citation> ReadAll()
    {
        _problems.Clear();
        foreach (var file in files)
        {
            using var reader = CitationFile.Open(File.OpenRead(file), file);
            foreach (var citation in reader.ReadAll())
            {
                run.Stop.ThrowIfCancellationRequested();
                yield return citation;
            }

            _problems.AddRange(reader.Problems);
        }
    }

    /// <summary>Tells the problems, the first ones one by one.</summary>
    /// <returns>The exit code: partial when a record was lost.</returns>
    public int Tell() => Tell(run, _problems);

    /// <summary>Tells problems, the first ones one by one.</summary>
    public static int Tell(Run run, IReadOnlyList<CitationProblem> problems)
    {
        foreach (var problem in problems.Take(ShownProblems))
            run.Terminal.Warn($"{problem.File}, ligne {problem.Line} : {problem.Reason}");
        if (problems.Count > ShownProblems)
            run.Terminal.Warn($"… et {French.Count(problems.Count - ShownProblems, "autre remarque", "autres remarques")} ; --json les donne toutes.");
        return problems.Any(problem => !problem.RecordIsKept) ? ExitCodes.Partial : ExitCodes.Ok;
    }

    /// <summary>The path of an output and the format its name asks for.</summary>
    public static (string Path, CitationFileFormat Format) Output(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new InputException($"--output : le dossier « {folder} » n’existe pas. Créez-le, ou choisissez-en un autre.");
        return (path, CitationExport.FormatOf(path) ?? throw new InputException(
            $"--output : « {Path.GetFileName(path)} » ne dit pas de format. Terminez son nom par .ris, .csv, .xlsx, .bib ou .json."));
    }
}
