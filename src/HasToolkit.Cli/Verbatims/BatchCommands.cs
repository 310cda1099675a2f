using System.CommandLine;
using System.Globalization;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;

namespace HasToolkit.Cli.Verbatims;

/// <summary>Batches of comments: those there are, the figures of one, and its end.</summary>
internal sealed class BatchCommands(CliApp app)
{
    public Command List() => app.Does(new CliCommand("list", "Liste les lots, le plus récent d’abord.", "has verbatims list"), async run =>
    {
        using var verbatims = await VerbatimsRun.OpenAsync(run);
        var batches = await verbatims.Services.Queries.BatchesAsync(run.Stop);
        if (run.WantsJson)
        {
            run.Terminal.Json(new { Batches = batches.Select(Data) });
        }
        else if (batches.Count == 0)
        {
            run.Terminal.Say("Aucun lot. « has verbatims analyse FICHIER » en crée un.");
        }
        else
        {
            var table = Layout.Table("!Lot", "Fichier", "!Créé", ">Commentaires", "État");
            foreach (var batch in batches)
            {
                table.With(
                    batch.Id.Value, batch.FileName, French.Instant(batch.CreatedAt), French.Number(batch.Comments), StateOf(batch));
            }

            run.Terminal.Show(table);
        }

        return ExitCodes.Ok;
    });

    public Command Show()
    {
        var (batch, options) = (BatchArgument(), new QueryOptions());
        var command = new CliCommand(
            "show", "Montre les chiffres d’un lot, ou d’une partie.", "has verbatims show dernier", "has verbatims show 3fa2 --service Urgences")
        {
            batch,
        };
        options.AddTo(command);
        return app.Does(command, async run =>
        {
            using var verbatims = await VerbatimsRun.OpenAsync(run);
            var known = await verbatims.Services.Queries.BatchAsync(run.Get(batch), run.Stop);
            var query = options.Read(run, new CommentQuery(known.Id));
            var report = await verbatims.Services.ReportAsync(query, verbatims.TopicNames, run.Stop);
            if (run.WantsJson)
                await JsonAsync(run, report, NoComments());
            else
                ShowFigures(run, report);
            return ExitCodes.Ok;
        });
    }

    public Command Delete()
    {
        var batch = BatchArgument();
        var reason = Text("--motif", "Pourquoi il est effacé ; gardé avec la date et votre nom.", "TEXTE");
        return app.Does(
            new CliCommand(
                "delete", "Efface un lot : commentaires, résultats et corrections.",
                "has verbatims delete 3fa2b1 --motif \"durée de conservation échue\" --par claire")
            {
                batch, reason,
            },
            async run =>
            {
                var person = run.PersonTyped ?? throw new InputException("Indiquez qui efface : --par NOM, ou la variable HAS_PERSONNE.");
                var why = run.Text(reason) ?? throw new InputException("Indiquez pourquoi le lot est effacé : --motif TEXTE.");
                using var verbatims = await VerbatimsRun.OpenAsync(run);
                var known = await verbatims.Services.Queries.BatchAsync(run.Get(batch), run.Stop);
                await verbatims.Services.Desk.ForgetAsync(known.Id, person, why, run.Stop);
                if (run.WantsJson)
                    run.Terminal.Json(new { Deleted = known.Id.Value });
                run.Terminal.Done($"Lot {known.Id} ({known.FileName}) effacé.");
                return ExitCodes.Ok;
            });
    }

    /// <summary>An option that is a word.</summary>
    public static Option<string> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    public static Argument<string> BatchArgument() => new("LOT")
    {
        Description = "Début de la référence du lot, ou « dernier ».",
    };

    /// <summary>A batch, for a program.</summary>
    public static object Data(Batch batch) => new
    {
        Id = batch.Id.Value,
        batch.FileName,
        batch.FileHash,
        batch.State,
        batch.Comments,
        batch.Problems,
        batch.CreatedAt,
        Columns = batch.Mapping.Entries.ToDictionary(entry => entry.Word, entry => entry.Column),
        batch.Run,
    };

    private static string StateOf(Batch batch) => batch.State switch
    {
        BatchState.Reading => "lecture interrompue ou en cours",
        BatchState.Analysing => $"analyse : {French.Number(batch.Run?.Analysed ?? 0)} sur {French.Number(batch.Comments)}",
        BatchState.Ready => "prêt",
        _ => throw new ArgumentOutOfRangeException(nameof(batch), batch.State, "Unknown state."),
    };

    private static void ShowFigures(Run run, Report report)
    {
        var (figures, cards) = (report.Figures, report.Figures.Cards);
        run.Terminal.Show(Layout.Pairs(
            ("Lot", $"{report.Batch.Id}, {report.Batch.FileName}, {StateOf(report.Batch)}"),
            ("Modèle", report.Batch.Run?.ModelVersion ?? ""),
            ("Commentaires", French.Number(cards.Comments.Value)),
            ("Positifs, négatifs", $"{ReportText.Number(cards.Positive)}, {ReportText.Number(cards.Negative)}"),
            ("Mixtes, sans contenu", $"{ReportText.Number(cards.Mixed)}, {ReportText.Number(cards.Empty)}"),
            ("Satisfaits", Percent(cards.Satisfied)),
            ("À lire d’abord", ReportText.Number(cards.Alerts)),
            ("À relire", ReportText.Number(cards.ToRead)),
            ("Corrigés", ReportText.Number(cards.Corrected))));
        run.Terminal.Show(Layout.Heading("Thèmes"));
        var topics = Layout.Table("!Code", "Thème", ">Loué", ">Critiqué", ">Éloges [95 %]");
        foreach (var line in figures.Topics)
        {
            topics.With(
                line.Code, report.TopicNames.GetValueOrDefault(line.Code, line.Code), ReportText.Number(line.Praised),
                ReportText.Number(line.Blamed), Percent(line.PraisedShare));
        }

        run.Terminal.Show(topics);
        if (figures.Services.Count > 0)
        {
            run.Terminal.Show(Layout.Heading("Services"));
            var services = Layout.Table("Service", ">Commentaires", ">Satisfaits [95 %]", ">p corrigé");
            foreach (var line in figures.Services)
            {
                services.With(
                    line.Name, line.IsHidden ? "" : ReportText.Number(line.Comments),
                    line.Test is { } test ? Percent(test.First) : "",
                    line.Test?.PValue?.ToString("0.000", CultureInfo.CurrentCulture) ?? "");
            }

            run.Terminal.Show(services);
        }

        run.Terminal.Show(Layout.Heading("Priorités"));
        foreach (var (title, priority) in (ReadOnlySpan<(string, Priority)>)[
            ("À féliciter", Priority.Praise), ("À améliorer", Priority.Improve), ("À surveiller", Priority.Watch)])
        {
            var names = figures.Priorities.Where(line => line.Priority == priority)
                .Select(line => report.TopicNames.GetValueOrDefault(line.Code, line.Code)).ToList();
            if (names.Count > 0)
                run.Terminal.Show(Layout.Indented($"{title} : {string.Join(" ; ", names)}"));
        }
    }

    private static string Percent(Proportion share) => share.Value is { } value
        ? string.Create(CultureInfo.CurrentCulture, $"{100 * value:0.0} [{100 * share.Low:0.0} ; {100 * share.High:0.0}]")
        : "";

    private static async Task JsonAsync(Run run, Report report, IAsyncEnumerable<StoredComment> comments)
    {
        using var stream = new MemoryStream();
        await JsonReport.WriteAsync(report, comments, stream, run.Stop);
        run.Terminal.Raw(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static async IAsyncEnumerable<StoredComment> NoComments()
    {
        await Task.CompletedTask;
        yield break;
    }
}
