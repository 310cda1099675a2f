using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LitReview.Answers;
using LitReview.Answers.Evaluation;
using LitReview.Indexing;
using LitReview.Searching;
using LitReview.Searching.Evaluation;

namespace HasToolkit.Cli.LitReview;

/// <summary>Measures the search and the answers on collections whose right documents are known.</summary>
internal sealed class EvaluateSearchCommands(CliApp app)
{
    private const int Depth = 1_000;

    // nDCG@10 that one configuration must reach: that of the English analyser of Lucene with title and text apart.
    private static readonly Dictionary<string, double> Goals = new(StringComparer.Ordinal)
    {
        ["cranfield"] = 0.393,
        ["cacm"] = 0.521,
        ["pubmedqa_a"] = 0.981,
    };

    private readonly Argument<string[]> _folders = new("DOSSIER")
    {
        Description = "Dossier d’une collection (corpus.jsonl[.gz], queries.jsonl, qrels.tsv), ou qui en contient plusieurs.",
        Arity = ArgumentArity.OneOrMore,
    };

    public Command Search() => app.Does(
        new CliCommand(
            "evaluate-search", "Mesure la recherche : nDCG@10, MAP, rappel à 100, rang réciproque, temps par question.",
            "has litreview evaluate-search ir/cranfield ir/cacm")
        {
            _folders,
        },
        run => Task.FromResult(EvaluateSearch(run)));

    public Command Answers() => app.Does(
        new CliCommand(
            "evaluate-answers",
            "Mesure les réponses : citations hors des références trouvées, citations infidèles (0 attendu), rang de la bonne référence.",
            "has litreview evaluate-answers ir/pubmedqa_a")
        {
            _folders,
        },
        EvaluateAnswersAsync);

    private int EvaluateSearch(Run run)
    {
        var measured = Sets(run).Select(set => Measure(run, set)).ToList();
        if (run.WantsJson)
        {
            run.Terminal.Json(new { Collections = measured });
        }
        else
        {
            var table = Layout.Table(
                "!Collection", ">!Documents", ">!Questions", ">!nDCG@10", ">!Visé", ">!MAP", ">!R@100", ">!MRR@10", ">!ms/question");
            foreach (var one in measured)
            {
                table.With(
                    one.Name, French.Number(one.Documents), French.Number(one.Questions), Share(one.Mean.Ndcg10),
                    one.Goal is { } goal ? Share(goal) : "", Share(one.Mean.AveragePrecision), Share(one.Mean.Recall100),
                    Share(one.Mean.ReciprocalRank), one.MillisecondsPerQuestion.ToString("N1", CultureInfo.CurrentCulture));
            }

            run.Terminal.Show(table);
        }

        return measured.All(one => one.Goal is null || one.Mean.Ndcg10 >= one.Goal) ? ExitCodes.Ok : ExitCodes.Findings;
    }

    private static MeasuredSearch Measure(Run run, RetrievalSet set)
    {
        using var index = SearchIndex.InMemory();
        index.Rebuild(set.Records, cancellationToken: run.Stop);
        var measures = new List<RetrievalMeasures>();
        var watch = new Stopwatch();
        foreach (var question in set.Questions)
        {
            run.Stop.ThrowIfCancellationRequested();
            var request = new SearchRequest(SearchQuery.Question(question.Text));
            watch.Start();
            index.Find(request);
            watch.Stop();
            var found = index.Find(request with { Take = Depth });
            measures.Add(RetrievalMeasures.Of([.. found.Hits.Select(hit => hit.Record.Id)], question.Grades));
        }

        return new MeasuredSearch(
            set.Name, set.Records.Count, set.Questions.Count, RetrievalMeasures.Mean(measures),
            Goals.TryGetValue(set.Name, out var goal) ? goal : null, watch.Elapsed.TotalMilliseconds / set.Questions.Count);
    }

    private async Task<int> EvaluateAnswersAsync(Run run)
    {
        var measured = new List<(string Name, AnswerEvaluation Answers)>();
        foreach (var set in Sets(run))
        {
            using var index = SearchIndex.InMemory();
            index.Rebuild(set.Records, cancellationToken: run.Stop);
            measured.Add((set.Name, await AnswerEvaluation.OfAsync(
                set, index, question => Task.FromResult(ExtractedAnswer.To(question, index)), run.Stop)));
        }

        if (run.WantsJson)
            run.Terminal.Json(new { Collections = measured.Select(one => new { one.Name, one.Answers }) });
        foreach (var (name, answers) in run.WantsJson ? [] : measured)
        {
            run.Terminal.Show(Layout.Heading(name));
            run.Terminal.Show(Layout.Pairs(
                ("Questions", French.Number(answers.Questions)),
                ("Répondues", French.Number(answers.Answered)),
                ("Bonne référence citée d’abord", French.Number(answers.RightFirst)),
                ("Rang réciproque moyen", Share(answers.ReciprocalRank)),
                ("Phrases", French.Number(answers.Sentences)),
                ("Phrases non appuyées, montrées comme telles", French.Number(answers.Unsupported)),
                ("Citations hors des références trouvées", $"{French.Number(answers.CitationsNotRetrieved)} (0 attendu)"),
                ("Citations infidèles à leur source", $"{French.Number(answers.QuotesNotInSource)} (0 attendu)"),
                ("Sans réponse, la bonne référence retirée", $"{French.Number(answers.LeftUnanswered)} sur {French.Number(answers.Questions)}")));
        }

        return measured.All(one => one.Answers is { CitationsNotRetrieved: 0, QuotesNotInSource: 0 }) ? ExitCodes.Ok : ExitCodes.Findings;
    }

    private IEnumerable<RetrievalSet> Sets(Run run) => run.Get(_folders).SelectMany(Collections).Select(folder =>
    {
        var set = RetrievalSet.Read(folder);
        return set.Questions.Count > 0
            ? set
            : throw new InputException($"« {folder} » n’a aucune question jugée. Vérifiez que queries.jsonl et qrels.tsv nomment les mêmes questions.");
    });

    private static IEnumerable<string> Collections(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException($"Le dossier « {folder} » n’existe pas.");
        var inside = Directory.EnumerateDirectories(folder).Where(one => File.Exists(Path.Combine(one, "qrels.tsv")))
            .Order(StringComparer.Ordinal).ToList();
        return File.Exists(Path.Combine(folder, "qrels.tsv")) || inside.Count == 0 ? [folder] : inside;
    }

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.CurrentCulture);

    /// <summary>What was measured on a collection.</summary>
    private sealed record MeasuredSearch(
        string Name, int Documents, int Questions, RetrievalMeasures Mean, double? Goal, double MillisecondsPerQuestion);
}
