using System.CommandLine;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Reading;

namespace HasToolkit.Cli.Verbatims;

/// <summary>Reading a file into a batch and analysing it, here or for another machine.</summary>
internal sealed class AnalyseCommands(CliApp app)
{
    private const int ShownProblems = 10;

    public Command Analyse()
    {
        var file = new Argument<string>("FICHIER") { Description = SourceOptions.Formats };
        var source = new SourceOptions();
        var service = BatchCommands.Text("--service", "Service des commentaires dont la ligne n’en nomme aucun.", "NOM");
        var dryRun = new Option<bool>("--essai") { Description = "Montre ce qui serait lu, et n’enregistre rien." };
        var workers = new Option<int>("--en-parallele")
        {
            Description = "Combien de blocs sont analysés à la fois (1 à 64).",
            HelpName = "NOMBRE",
            DefaultValueFactory = _ => 1,
        };
        var (model, grid) = (VerbatimsCommands.ModelOption(), VerbatimsCommands.GridOption());
        var command = new CliCommand(
            "analyse", "Lit un fichier, masque les noms, analyse et enregistre ; relancé, il reprend où il en était.",
            "has verbatims analyse esatis.csv", "has verbatims analyse enquete.xlsx --colonnes texte=Remarque,service=Pôle --essai")
        {
            file, service, dryRun, workers, model, grid,
        };
        source.AddTo(command);
        return app.Does(command, async run =>
        {
            using var opened = await source.OpenAsync(run, run.Get(file));
            var mapping = source.Mapping(run, opened) with { ServiceForAll = run.Text(service) };
            Show(run, opened, mapping);
            mapping.Check(opened.Description.Columns);
            if (run.Get(dryRun))
                return Tried(run, opened, mapping);
            if (run.Get(workers) is < 1 or > 64)
                throw new InputException("--en-parallele : un nombre de 1 à 64 est attendu.");
            using var verbatims = await VerbatimsRun.OpenAsync(run, run.Text(model), run.Text(grid));
            return await AnalyseAsync(run, verbatims, opened, mapping, run.Get(workers));
        });
    }

    public Command Work()
    {
        var workers = new Option<int>("--en-parallele")
        {
            Description = "Combien de blocs sont analysés à la fois (1 à 64).",
            HelpName = "NOMBRE",
            DefaultValueFactory = _ => 1,
        };
        return app.Does(
            new CliCommand(
                "worker", "Prête cette machine aux analyses lancées ailleurs sur la même base PostgreSQL, jusqu’à Ctrl-C.",
                "has verbatims worker --base \"Host=…;Database=…\" --en-parallele 2") { workers },
            async run =>
            {
                if (run.Connection is null)
                    throw new InputException("Plusieurs machines demandent PostgreSQL : donnez --base, ou la variable HAS_BASE.");
                if (run.Get(workers) is < 1 or > 64)
                    throw new InputException("--en-parallele : un nombre de 1 à 64 est attendu.");
                using var verbatims = await VerbatimsRun.OpenAsync(run);
                await using var crew = await verbatims.Services.WorkersAsync(run.Get(workers), run.Stop);
                run.Terminal.Done("Cette machine attend des blocs à analyser. Ctrl-C l’arrête.");
                foreach (var failure in await crew.ServeAsync(run.Stop))
                    run.Terminal.Fail(failure);
                return ExitCodes.Ok;
            });
    }

    // On the error stream, so that a person sees how the file is understood before he waits.
    private static void Show(Run run, SourceFile source, ColumnMapping mapping)
    {
        var found = source.Description;
        var details = new[]
        {
            found.Format, found.Encoding, found.Delimiter is { } sign ? $"séparateur {(sign == '\t' ? "tabulation" : sign)}" : null,
            found.HasHeader ? null : "sans en-tête",
        };
        run.Terminal.Say($"{source.Name} : {string.Join(", ", details.OfType<string>())}.");
        run.Terminal.Say("Colonnes : " + string.Join(", ", mapping.Entries.Select(entry => $"{entry.Word} = « {entry.Column} »")) + ".");
        foreach (var note in found.Notes)
            run.Terminal.Warn(note);
    }

    private static int Tried(Run run, SourceFile source, ColumnMapping mapping)
    {
        var mapper = new CommentMapper(mapping, source.Description.Columns);
        var rows = source.Sample.Select(mapper.Read).ToList();
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                source.Description,
                Columns = mapping.Entries.ToDictionary(entry => entry.Word, entry => entry.Column),
                Sampled = rows.Sum(row => row.Comments.Count),
            });
        }

        run.Terminal.Done(
            $"Essai : {French.Count(rows.Sum(row => row.Comments.Count), "commentaire")} dans les "
            + $"{French.Count(rows.Count, "première ligne", "premières lignes")}. Rien n’est enregistré ; --colonnes change les colonnes.");
        return ExitCodes.Ok;
    }

    private static async Task<int> AnalyseAsync(
        Run run, VerbatimsRun verbatims, SourceFile source, ColumnMapping mapping, int workers)
    {
        var id = await run.Terminal.WithProgressAsync(
            "Lecture puis analyse", 2_000, bar => verbatims.Services.AnalyseAsync(
                source, mapping, workers, new Steps(bar, run.Terminal), run.PersonTyped, run.Stop));
        var queries = verbatims.Services.Queries;
        var batch = await queries.BatchAsync(id.Value, run.Stop);
        var problems = new List<LineProblem>();
        await foreach (var problem in queries.ProblemsAsync(id, run.Stop))
        {
            problems.Add(problem);
            if (problems.Count == ShownProblems)
                break;
        }

        if (run.WantsJson)
            run.Terminal.Json(new { Batch = BatchCommands.Data(batch), FirstProblems = problems });
        foreach (var problem in problems)
            run.Terminal.Warn($"Ligne {French.Number(problem.Line)} : {problem.Reason}");
        if (batch.Problems > problems.Count)
            run.Terminal.Warn($"… et {French.Count(batch.Problems - problems.Count, "autre remarque", "autres remarques")}.");
        run.Terminal.Done($"Lot {id} : {French.Count(batch.Comments, "commentaire analysé", "commentaires analysés")}.");
        run.Terminal.Say($"  Chiffres : has verbatims show {id}. Rapport : has verbatims report {id} --format docx.");
        return batch.Problems > 0 ? ExitCodes.Partial : ExitCodes.Ok;
    }

    /// <summary>A thousand steps for the reading, a thousand for the analysis, and the time that is left.</summary>
    private sealed class Steps(IProgress<int> bar, Terminal terminal) : IProgress<BatchProgress>
    {
        private int _saidTenths = -1;

        public void Report(BatchProgress value)
        {
            var isReading = value.State == BatchState.Reading;
            bar.Report((int)(1_000 * value.Share) + (isReading ? 0 : 1_000));
            var tenths = ((int)(10 * value.Share)) + (isReading ? 0 : 11);
            if (tenths == _saidTenths || value.Remaining is not { TotalSeconds: > 10 } left)
                return;
            _saidTenths = tenths;
            terminal.Say(
                $"  {(isReading ? "Lecture" : "Analyse")} : {French.Count(value.Comments, "commentaire")}, encore environ "
                + $"{(left.TotalMinutes >= 2 ? French.Count((long)left.TotalMinutes, "minute") : French.Count((long)left.TotalSeconds, "seconde"))}.");
        }
    }
}
