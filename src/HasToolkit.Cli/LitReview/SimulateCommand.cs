using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LitReview.Embeddings;
using LitReview.Reading;
using LitReview.Screening;
using LitReview.Screening.Simulation;
using LitReview.Screening.Stopping;

namespace HasToolkit.Cli.LitReview;

/// <summary>Tries a model on records whose labels are known.</summary>
internal sealed class SimulateCommand(CliApp app)
{
    private const int ShownUnread = 20;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private readonly Argument<string> _file = new("FICHIER")
    {
        Description = "Références étiquetées : CSV ou CSV.gz, avec un titre, un résumé et une étiquette par ligne.",
    };

    private readonly Option<string> _priors = new("--priors")
    {
        Description = "Départs (JSON) : par ensemble, une liste de seed, included, excluded. Sans lui : tirés avec les graines 42 à 46.",
        HelpName = "FICHIER",
    };

    private readonly Option<string> _model = new("--model")
    {
        Description = $"Modèle : {string.Join(", ", RankingModel.All.Select(model => model.Name))} ; le premier par défaut.",
        HelpName = "NOM",
    };

    private readonly Option<string> _question = new("--question")
    {
        Description = "Question de la revue, avec ses critères : compte comme une référence pertinente.",
        HelpName = "TEXTE",
    };

    private readonly Option<string> _questions = new("--questions")
    {
        Description = "Questions de plusieurs revues (JSON), par nom d’ensemble.",
        HelpName = "FICHIER",
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "Où écrire l’ordre et les mesures de chaque départ (JSON).",
        HelpName = "FICHIER",
        Required = true,
    };

    private readonly Option<bool> _stop = new("--stop")
    {
        Description = "Rejoue aussi l’arrêt statistique : rappel à l’arrêt, part non lue.",
    };

    private readonly Option<string> _recall = new("--recall")
    {
        Description = "Rappel visé par l’arrêt, de 0 à 1 ; 0.95 par défaut.",
        HelpName = "RAPPEL",
    };

    private readonly Option<string> _confidence = new("--confidence")
    {
        Description = "Confiance de l’arrêt, de 0 à 1 ; 0.95 par défaut.",
        HelpName = "CONFIANCE",
    };

    private readonly Option<string> _embeddings = new("--embeddings")
    {
        Description = "Dossier d’un modèle de plongement (contrat embedding-model/1), qui vote avec le modèle.",
        HelpName = "DOSSIER",
    };

    public Command Simulate() => app.Does(
        new CliCommand(
            "simulate", "Rejoue le tri de références dont l’étiquette est connue, et mesure l’ordre obtenu.",
            "has litreview simulate Donners_2021.csv.gz --priors priors.json --output donners.json",
            "has litreview simulate revue.csv --model elas-u4 --output u4.json --stop")
        {
            _file, _priors, _model, _embeddings, _question, _questions, _output, _stop, _recall, _confidence,
        },
        SimulateAsync);

    private async Task<int> SimulateAsync(Run run)
    {
        var model = Model(run);
        var target = Target(run);
        var output = OutputOf(run);
        var (set, unread) = LabelledCsv.Read(run.Get(_file), run.Stop);
        var priors = run.Text(_priors) is { } file
            ? Priors.Read(await File.ReadAllTextAsync(file, run.Stop), set)
            : Drawn(set);
        var question = await QuestionAsync(run, model, set.Name);
        using var second = run.Text(_embeddings) is { } folder ? OnnxEmbeddingModel.Load(folder) : null;
        var corpus = await Task.Run(() => ScreeningCorpus.Prepare(set.Texts, model, question, second, cancellationToken: run.Stop), run.Stop);
        var runs = await run.Terminal.WithProgressAsync(
            "Simulations", priors.Count, progress => Task.Run(() => Play(run, set, corpus, priors, target, progress), run.Stop));
        await WriteAsync(output, runs, run.Stop);

        Show(run, set, corpus, runs);
        foreach (var line in unread.Take(ShownUnread))
            run.Terminal.Warn($"Ligne {line.Line} : {line.Reason}");
        if (unread.Count > ShownUnread)
            run.Terminal.Warn($"… et {Written(unread.Count - ShownUnread)} autres lignes.");
        run.Terminal.Done($"Ordres et mesures écrits dans « {output} ».");
        return unread.Count > 0 ? ExitCodes.Partial : ExitCodes.Ok;
    }

    private RankingModel Model(Run run)
    {
        if (run.Text(_model) is not { } name)
            return RankingModel.Default;
        return RankingModel.Find(name) ?? throw new InputException(
            $"Le modèle « {name} » est inconnu ; connus : {string.Join(", ", RankingModel.All.Select(model => model.Name))}.");
    }

    // Null when the stop is not asked for.
    private StoppingTarget? Target(Run run)
    {
        var (recall, confidence) = (Share(run, _recall), Share(run, _confidence));
        if (run.Get(_stop))
            return new StoppingTarget(recall ?? 0.95, confidence ?? 0.95);
        return recall is null && confidence is null
            ? null
            : throw new InputException("--recall et --confidence ne servent qu’avec --stop. Ajoutez --stop, ou retirez-les.");
    }

    private static double? Share(Run run, Option<string> option)
    {
        if (run.Text(option) is not { } text)
            return null;
        var isNumber = double.TryParse(
            text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share);
        return isNumber && share is > 0 and < 1
            ? share
            : throw new InputException($"{option.Name} : « {text} » ne convient pas. Écrivez un nombre entre 0 et 1, par exemple 0.95.");
    }

    // Checked before hours of computing are lost for want of a folder.
    private string OutputOf(Run run)
    {
        var output = run.Get(_output)!;
        var folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        return Directory.Exists(folder)
            ? output
            : throw new InputException($"--output : le dossier « {folder} » n’existe pas. Créez-le, ou choisissez-en un autre.");
    }

    private async Task<string?> QuestionAsync(Run run, RankingModel model, string set)
    {
        var (text, file) = (run.Text(_question), run.Text(_questions));
        if (text is not null && file is not null)
            throw new InputException("Donnez --question ou --questions, pas les deux.");
        if (file is not null)
        {
            text = ReviewQuestions.Read(await File.ReadAllTextAsync(file, run.Stop), set);
            if (text is null)
                run.Terminal.Warn($"« {Path.GetFileName(file)} » n’a pas de question pour « {set} » ; le tri commence sans elle.");
        }

        if (text is not null && !model.ReadsQuestion)
            run.Terminal.Warn($"Le modèle « {model.Name} » ne lit pas de question ; elle est laissée de côté.");
        return text;
    }

    private static List<Priors> Drawn(LabelledSet set)
    {
        var relevant = set.IsRelevant.Count(isRelevant => isRelevant);
        return relevant >= 2 && relevant < set.IsRelevant.Count
            ? [.. Priors.UsualSeeds.Select(seed => Priors.Draw(set, seed))]
            : throw new InputException(
                $"« {set.Name} » a {relevant} référence(s) pertinente(s) sur {set.IsRelevant.Count} : il en faut au moins deux, et une "
                + "écartée, pour tirer un départ. Vérifiez la colonne des étiquettes.");
    }

    private static List<SimulatedRun> Play(
        Run run, LabelledSet set, ScreeningCorpus corpus, IReadOnlyList<Priors> priors, StoppingTarget? target,
        IProgress<int> progress)
    {
        var runs = new List<SimulatedRun>();
        foreach (var prior in priors)
        {
            if (!LeavesSomethingToFind(set, prior))
                throw new InputException($"Départ {prior.Seed} : toutes les références pertinentes y sont déjà ; rien ne reste à trouver.");
            var played = ScreeningSimulation.Run(set, corpus, prior, run.Stop);
            runs.Add(target is null ? played : WithStop(played, target));
            progress.Report(runs.Count);
        }

        return runs;
    }

    private static bool LeavesSomethingToFind(LabelledSet set, Priors prior) =>
        set.Records.Any(record => record.IsRelevant && !prior.Included.Contains(record.Row));

    private static SimulatedRun WithStop(SimulatedRun played, StoppingTarget target)
    {
        var read = RecallTest.FirstStop(played.IsRelevant, target);
        return played with
        {
            Measures = new Dictionary<string, double>(played.Measures)
            {
                ["stop_read"] = read,
                ["stop_recall"] = RankingMeasures.RecallAfter(played.IsRelevant, read),
                ["stop_saved"] = 1 - (read / (double)played.IsRelevant.Length),
            },
        };
    }

    private static async Task WriteAsync(string output, List<SimulatedRun> runs, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(
            new { Runs = runs.Select(one => new { one.Seed, Order = one.Rows, one.Measures }) }, JsonSerializerOptions.Web);
        await File.WriteAllTextAsync(output, json + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
    }

    private static void Show(Run run, LabelledSet set, ScreeningCorpus corpus, List<SimulatedRun> runs)
    {
        var stops = runs[0].Measures.ContainsKey("stop_read");
        var means = runs[0].Measures.Keys.ToDictionary(name => name, name => runs.Average(one => one.Measures[name]));
        if (run.WantsJson)
        {
            run.Terminal.Json(
                new
                {
                    Set = set.Name,
                    Records = set.Records.Count,
                    Relevant = set.IsRelevant.Count(isRelevant => isRelevant),
                    Model = corpus.Model.Name,
                    corpus.Model.Version,
                    SecondModel = corpus.Model.Second,
                    HasQuestion = corpus.Question is not null,
                    Runs = runs.Select(one => new { one.Seed, one.Measures }),
                    Mean = means,
                });
            return;
        }

        string[] columns = [">!Départ", ">!WSS@95", ">!WSS@100", ">!RRF@10", ">!ATD", ">!Perte", ">!NDCG", ">!ms/étape"];
        var table = Layout.Table(stops ? [.. columns, ">!Rappel arrêt", ">!Non lu"] : columns);
        foreach (var one in runs)
            table.With(Cells(one.Seed.ToString(French), one.Measures, stops));
        if (runs.Count > 1)
            table.With(Cells("moyenne", means, stops));
        run.Terminal.Show(Layout.Heading(
            $"{set.Name} : {Written(set.Records.Count)} références, {Written(set.IsRelevant.Count(isRelevant => isRelevant))} "
            + $"pertinentes ; modèle {corpus.Model.Name}{(corpus.Question is null ? "" : " avec la question")}"));
        run.Terminal.Show(table);
    }

    private static string[] Cells(string title, IReadOnlyDictionary<string, double> measures, bool stops)
    {
        string[] cells =
        [
            title, Share("wss95"), Share("wss100"), Share("rrf10"), Number("atd", "N1"), Share("loss"), Share("ndcg"),
            Number("cpu_ms_per_step", "N2"),
        ];
        return stops ? [.. cells, Share("stop_recall"), Share("stop_saved")] : cells;

        string Share(string name) => Number(name, "0.000");

        string Number(string name, string format) => measures[name].ToString(format, French);
    }

    private static string Written(int count) => count.ToString("N0", French);
}
