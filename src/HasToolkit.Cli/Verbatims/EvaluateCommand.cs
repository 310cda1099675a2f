using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Quality;

namespace HasToolkit.Cli.Verbatims;

/// <summary>Measures the pipeline on labelled comments.</summary>
internal sealed class EvaluateCommand(CliApp app)
{
    private const int ChunkSize = 512;

    public Command Evaluate()
    {
        var files = new Argument<string[]>("FICHIER")
        {
            Description = "JSON Lines de commentaires annotés (id, texte, champ, tonalite, themes, gravite, part), éventuellement .gz.",
            Arity = ArgumentArity.OneOrMore,
        };
        var part = new Option<string>("--part") { Description = "Ne garde que ces lignes (train, dev) ; sinon toutes.", HelpName = "PART" };
        var (model, grid) = (VerbatimsCommands.ModelOption(), VerbatimsCommands.GridOption());
        return app.Does(
            new CliCommand(
                "evaluate", "Mesure tonalité, thèmes et signaux sur des commentaires annotés, texte seul puis avec la case.",
                "has verbatims evaluate corpus.jsonl.gz --part dev")
            {
                files, part, model, grid,
            },
            run => EvaluateAsync(run, run.Get(files), run.Text(part), run.Text(model), run.Text(grid)));
    }

    private static Task<int> EvaluateAsync(Run run, string[] files, string? part, string? modelFolder, string? gridFile)
    {
        using var model = VerbatimsCommands.Model(modelFolder);
        var analyser = new CommentAnalyser(model, VerbatimsCommands.Grid(gridFile));
        var gold = files.SelectMany(file => ReadGold(file, part)).ToList();
        if (gold.Count == 0)
            throw new InputException($"Aucun commentaire annoté{(part is null ? "" : $" de part « {part} »")} dans {string.Join(", ", files)}.");

        var (text, boxed) = (Score(analyser, gold, ignoresBox: true), Score(analyser, gold, ignoresBox: false));
        if (run.WantsJson)
        {
            run.Terminal.Json(new { Model = analyser.ModelVersion, Comments = gold.Count, TextOnly = text, WithBox = boxed });
            return Task.FromResult(ExitCodes.Ok);
        }

        run.Terminal.Say(string.Create(
            CultureInfo.CurrentCulture, $"{gold.Count:N0} commentaires, {analyser.ModelVersion} ; intervalles à 95 % par rééchantillonnage."));
        var table = Layout.Table("Mesure", "!>Texte seul", "!>Avec la case");
        foreach (var (name, a) in text.Measures)
            table.With(Name(name), Shown(a), Shown(boxed.Measures.Single(pair => pair.Key == name).Value));
        run.Terminal.Show(table);
        var topics = Layout.Table("Thème", "!>Effectif", "!>F1 texte", "!>F1 avec la case");
        foreach (var topic in text.Topics.Where(topic => topic.Support > 0))
        {
            topics.With(
                topic.Code, topic.Support.ToString(CultureInfo.CurrentCulture), topic.F1.ToString("0.000", CultureInfo.CurrentCulture),
                boxed.Topics.Single(other => other.Code == topic.Code).F1.ToString("0.000", CultureInfo.CurrentCulture));
        }

        run.Terminal.Show(topics);
        return Task.FromResult(ExitCodes.Ok);
    }

    private static QualityReport Score(CommentAnalyser analyser, List<LabelledComment> gold, bool ignoresBox)
    {
        var found = gold.Chunk(ChunkSize).AsParallel().AsOrdered().SelectMany(chunk => analyser.Analyse(
            [.. chunk.Select(comment => (analyser.Mask(comment.Text).Text, ignoresBox ? Box.Unknown : comment.Box))])).ToList();
        return QualityReport.Of(gold, found, [.. analyser.Grid.Topics.Select(topic => topic.Code)]);
    }

    private static string Shown(Interval value) =>
        string.Create(CultureInfo.CurrentCulture, $"{value.Value:0.000} [{value.Low:0.000} ; {value.High:0.000}]");

    private static string Name(string measure) => measure switch
    {
        "tone_polar_accuracy" => "tonalité P/N, exactitude",
        "tone_accuracy" => "tonalité, 4 classes, exactitude",
        "tone_macro_f1" => "tonalité, 4 classes, macro-F1",
        "topic_micro_f1" => "thèmes, micro-F1",
        "topic_macro_f1" => "thèmes d’au moins 5 exemples, macro-F1",
        "topic_polarity_micro_f1" => "thème et polarité, micro-F1",
        "alert_recall" => "signaux, rappel",
        "alert_share" => "part des commentaires signalés",
        "reading_share" => "part « à relire »",
        "reading_error_share" => "part des erreurs P/N qui sont « à relire »",
        _ => measure,
    };

    private static IEnumerable<LabelledComment> ReadGold(string path, string? part)
    {
        if (!File.Exists(path))
            throw new InputException($"« {path} » n’existe pas. Indiquez un fichier de commentaires annotés.");
        using var file = File.OpenRead(path);
        using var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var reader = new StreamReader(plain);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Trim().Length == 0)
                continue;
            LabelledComment comment;
            try
            {
                using var document = JsonDocument.Parse(line);
                var row = document.RootElement;
                if (part is not null && (!row.TryGetProperty("part", out var own) || own.GetString() != part))
                    continue;
                comment = new LabelledComment(
                    row.GetProperty("texte").GetString()!, VerbatimsCommands.BoxOf(row.GetProperty("champ").GetString()),
                    (Tone)"PNMR".IndexOf(row.GetProperty("tonalite").GetString()!, StringComparison.Ordinal),
                    [.. row.GetProperty("themes").EnumerateArray().Select(theme => theme.GetString()!)],
                    row.GetProperty("gravite").GetInt32() == 1);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new InputException(
                    $"« {path} », ligne {number} : {e.Message} Attendu : texte, champ, tonalite (P, N, M, R), themes (HUM+, ATT-…), gravite (0, 1).");
            }

            yield return comment;
        }
    }
}
