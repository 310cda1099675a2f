using System.CommandLine;
using System.Globalization;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;
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
            Description = $"Commentaires annotés (texte, champ, tonalite, themes, gravite) : {SourceOptions.Formats}",
            Arity = ArgumentArity.OneOrMore,
        };
        var part = Text("--part", "Ne garde que ces lignes : dev (colonne part), ou split=test.", "[COLONNE=]VALEUR");
        var label = Text("--etiquette", "Colonne de la tonalité ; sinon « tonalite ».", "COLONNE");
        var values = Text(
            "--valeurs", "Ce que valent les étiquettes, par exemple negative=N,neutral=MR,positive=P ; sinon P, N, M, R.", "VALEUR=LETTRES,…");
        var topics = Text(
            "--themes", "Colonne des thèmes (HUM+|ATT-, ou sans signe) ; sinon « themes », ou une colonne de 0 et de 1 par thème.", "COLONNE");
        var source = new SourceOptions();
        var (model, grid) = (VerbatimsCommands.ModelOption(), VerbatimsCommands.GridOption());
        var command = new CliCommand(
            "evaluate", "Mesure tonalité, thèmes et signaux sur des commentaires annotés, texte seul puis avec la case.",
            "has verbatims evaluate corpus.jsonl.gz --part dev",
            "has verbatims evaluate corrections.csv",
            "has verbatims evaluate avis.csv --part split=test --etiquette label --valeurs 0=N,1=P")
        {
            files, part, label, values, topics, model, grid,
        };
        source.AddTo(command);
        return app.Does(command, async run =>
        {
            using var judge = VerbatimsCommands.Model(run.Text(model));
            var analyser = new CommentAnalyser(judge, VerbatimsCommands.Grid(run.Text(grid), judge));
            var labels = new LabelColumns(
                run.Text(label) ?? "tonalite", run.Text(values) is { } typed ? ToneClass.Read(typed) : ToneClass.Own,
                run.Text(topics), PartOf(run.Text(part)));
            var known = analyser.Grid.Topics.Select(topic => topic.Code).ToHashSet(StringComparer.Ordinal);
            var gold = new List<GoldComment>();
            foreach (var file in run.Get(files))
            {
                using var opened = await source.OpenAsync(run, file);
                var mapping = source.Mapping(run, opened);
                // A column of « positif » and « négatif » looks like boxes; where it holds the answer, it may not be shown.
                if (mapping.Box == labels.Tone)
                    mapping = mapping with { Box = null };
                mapping.Check(opened.Description.Columns);
                gold.AddRange(await GoldFile.ReadAsync(opened, mapping, labels, known, run.Stop));
            }

            if (gold.Count == 0)
            {
                throw new InputException(
                    $"Aucun commentaire annoté{(run.Text(part) is { } wanted ? $" de part « {wanted} »" : "")} dans "
                    + $"{string.Join(", ", run.Get(files))}.");
            }

            var hasBoxes = gold.Exists(one => one.Comment.Box != Box.Unknown);
            var text = Scores.Of(judge, analyser, gold, labels.Classes, ignoresBox: true);
            Show(run, judge, analyser, gold.Count, text, hasBoxes ? Scores.Of(judge, analyser, gold, labels.Classes, ignoresBox: false) : null);
            return ExitCodes.Ok;
        });
    }

    private static Option<string> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static (string Column, string Value)? PartOf(string? text)
    {
        if (text is null)
            return null;
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        return cut < 0 ? ("part", text) : (text[..cut].Trim(), text[(cut + 1)..].Trim());
    }

    private static void Show(Run run, OnnxCommentModel model, CommentAnalyser analyser, int comments, Scores text, Scores? boxed)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Model = analyser.ModelVersion,
                model.Language,
                Comments = comments,
                TextOnly = text,
                WithBox = boxed,
            });
            return;
        }

        run.Terminal.Say(string.Create(
            CultureInfo.CurrentCulture,
            $"{comments:N0} commentaires, {analyser.ModelVersion}, qui lit la langue « {model.Language} » ; intervalles à 95 % par "
            + $"rééchantillonnage.{(boxed is null ? " Aucune case : texte seul." : "")}"));
        var table = Table(boxed, "Mesure");
        foreach (var (name, value) in text.Measures)
            Row(table, [Name(name)], value, boxed?.Measures.Single(pair => pair.Key == name).Value);
        run.Terminal.Show(table);
        ShowClasses(run, "Tonalité", text.Tones, boxed?.Tones);
        ShowClasses(run, "Thème le plus probable", text.FirstTopic, boxed?.FirstTopic);
        var topics = Table(boxed, "Thème", ">Effectif");
        foreach (var topic in text.Topics.Where(topic => topic.Support > 0))
        {
            Row(
                topics, [topic.Code, topic.Support.ToString("N0", CultureInfo.CurrentCulture)], topic.F1,
                boxed?.Topics.Single(other => other.Code == topic.Code).F1);
        }

        if (topics.Rows.Count > 0)
            run.Terminal.Show(topics);
    }

    private static void ShowClasses(Run run, string title, ClassReport? text, ClassReport? boxed)
    {
        if (text is null)
            return;
        var table = Table(boxed, title, ">Effectif");
        var all = text.Classes.Sum(one => one.Support).ToString("N0", CultureInfo.CurrentCulture);
        Row(table, ["exactitude", all], text.Accuracy, boxed?.Accuracy);
        Row(table, ["macro-F1", all], text.MacroF1, boxed?.MacroF1);
        for (var k = 0; k < text.Classes.Count; k++)
        {
            var one = text.Classes[k];
            if (one.Support > 0)
                Row(table, [$"F1 de « {one.Name} »", one.Support.ToString("N0", CultureInfo.CurrentCulture)], one.F1, boxed?.Classes[k].F1);
        }

        run.Terminal.Show(table);
    }

    private static Spectre.Console.Table Table(Scores? boxed, params string[] first) => TableOf(boxed is not null, first);

    private static Spectre.Console.Table Table(ClassReport? boxed, params string[] first) => TableOf(boxed is not null, first);

    private static Spectre.Console.Table TableOf(bool hasBoxes, string[] first) =>
        Layout.Table([.. first, "!>Texte seul", .. hasBoxes ? (string[])["!>Avec la case"] : []]);

    private static void Row(Spectre.Console.Table table, string[] first, Interval text, Interval? boxed) =>
        table.With([.. first, Shown(text), .. boxed is null ? (string[])[] : [Shown(boxed)]]);

    private static string Shown(Interval value) =>
        string.Create(CultureInfo.CurrentCulture, $"{value.Value:0.000} [{value.Low:0.000} ; {value.High:0.000}]");

    private static string Name(string measure) => measure switch
    {
        "tone_polar_accuracy" => "tonalité P/N, exactitude",
        "tone_accuracy" => "tonalité, 4 classes, exactitude",
        "tone_macro_f1" => "tonalité, 4 classes, macro-F1",
        "tone_calibration_error" => "tonalité, écart de calibration (0 : juste)",
        "topic_micro_f1" => "thèmes, micro-F1",
        "topic_macro_f1" => "thèmes d’au moins 5 exemples, macro-F1",
        "topic_polarity_micro_f1" => "thème et polarité, micro-F1",
        "topic_calibration_error" => "thème et polarité, écart de calibration",
        "alert_recall" => "signaux, rappel",
        "alert_share" => "part des commentaires signalés",
        "reading_share" => "part « à relire »",
        "reading_error_share" => "part des erreurs P/N qui sont « à relire »",
        "reading_topic_error_share" => "part des erreurs de thème qui sont « à relire »",
        _ => measure,
    };

    /// <summary>What was measured, with the box or without.</summary>
    /// <param name="Measures">Each measure by its name.</param>
    /// <param name="Tones">How the classes of tone were found; null when the table gives none.</param>
    /// <param name="FirstTopic">The most probable topic, when each comment has exactly one; otherwise null.</param>
    /// <param name="Topics">Each topic on its own.</param>
    private sealed record Scores(
        IReadOnlyList<KeyValuePair<string, Interval>> Measures, ClassReport? Tones, ClassReport? FirstTopic,
        IReadOnlyList<TopicQuality> Topics)
    {
        public static Scores Of(
            OnnxCommentModel model, CommentAnalyser analyser, List<GoldComment> gold, IReadOnlyList<ToneClass> classes, bool ignoresBox)
        {
            var asked = gold.AsParallel().AsOrdered().Select(one =>
                (MaskedText: analyser.Mask(one.Comment.Text).Text, Box: ignoresBox ? Box.Unknown : one.Comment.Box)).ToList();
            var found = asked.Chunk(ChunkSize).AsParallel().AsOrdered().SelectMany(analyser.Analyse).ToList();
            var report = QualityReport.Of(
                [.. gold.Select(one => one.Comment)], found, [.. analyser.Grid.Topics.Select(topic => topic.Code)]);
            return new Scores(
                report.Measures, TonesOf(gold, found, classes), FirstTopicOf(model, gold, asked), report.Topics);
        }

        private static ClassReport? TonesOf(List<GoldComment> gold, List<CommentAnalysis> found, IReadOnlyList<ToneClass> classes)
        {
            var labelled = gold.Zip(found).Where(pair => pair.First.Class is not null).ToList();
            return labelled.Count == 0
                ? null
                : ClassReport.Of(
                    [.. classes.Select(one => one.Name)], [.. labelled.Select(pair => pair.First.Class!.Value)],
                    [.. labelled.Select(pair => Largest(
                        [.. classes.Select(one => one.Tones.Sum(tone => pair.Second.ToneProbabilities[(int)tone]))]))]);
        }

        // Of a topic without polarity, either side counts.
        private static ClassReport? FirstTopicOf(
            OnnxCommentModel model, List<GoldComment> gold, List<(string MaskedText, Box Box)> asked)
        {
            var topics = model.Topics.ToList();
            if (!gold.TrueForAll(one => one.Comment.Topics is [var only] && topics.Contains(only)))
                return null;
            var found = asked.Chunk(ChunkSize).AsParallel().AsOrdered()
                .SelectMany(chunk => model.Read([.. chunk.Select(one => new ModelQuestion(one.MaskedText, one.Box))]))
                .Select(answer => Largest([.. topics.Select((_, k) => answer.Topics[2 * k] + answer.Topics[(2 * k) + 1])]));
            return ClassReport.Of(topics, [.. gold.Select(one => topics.IndexOf(one.Comment.Topics![0]))], [.. found]);
        }

        private static int Largest(double[] values) => Array.IndexOf(values, values.Max());
    }
}
