using System.CommandLine;
using System.Globalization;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Persistence;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;

namespace HasToolkit.Cli.Verbatims;

/// <summary>Batches of comments: reading a file, figures, search, corrections, reports.</summary>
internal sealed class BatchCommands(CliApp app)
{
    private const int ShownProblems = 10;

    public Command Analyse()
    {
        var file = new Argument<string>("FICHIER") { Description = SourceOptions.Formats };
        var source = new SourceOptions();
        var service = Text("--service", "Service des commentaires dont la ligne n’en nomme aucun.", "NOM");
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

    public Command Search()
    {
        var (batch, options) = (BatchArgument(), new QueryOptions());
        var words = new Argument<string?>("RECHERCHE")
        {
            Description = "Mots ; ET, OU, SAUF, \"mots ensemble\", infirm*. Sans accents ni majuscules si vous voulez.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var skip = new Option<int>("--a-partir-de") { Description = "Combien de commentaires passer.", HelpName = "NOMBRE" };
        var most = new Option<int>("--au-plus")
        {
            Description = "Combien en montrer.",
            HelpName = "NOMBRE",
            DefaultValueFactory = _ => 20,
        };
        var command = new CliCommand(
            "search", "Cherche des commentaires.", "has verbatims search dernier 'attente SAUF parking*' --theme ATT-")
        {
            batch, words, skip, most,
        };
        options.AddTo(command);
        return app.Does(command, async run =>
        {
            if (run.Get(skip) < 0 || run.Get(most) is < 1 or > 10_000)
                throw new InputException("--au-plus : de 1 à 10 000 ; --a-partir-de : 0 ou plus.");
            using var verbatims = await VerbatimsRun.OpenAsync(run);
            var known = await verbatims.Services.Queries.BatchAsync(run.Get(batch), run.Stop);
            var query = options.Read(run, new CommentQuery(known.Id));
            if (run.Get(words) is { Length: > 0 } text)
                query = query with { Search = BooleanSearch.Parse(text) };
            var page = await verbatims.Services.Queries.PageAsync(query, run.Get(skip), run.Get(most), run.Stop);
            ShowPage(run, page);
            return ExitCodes.Ok;
        });
    }

    public Command Correct()
    {
        var batch = BatchArgument();
        var number = new Argument<long>("NUMÉRO") { Description = "Numéro du commentaire, que « search » montre." };
        var tone = Text("--tonalite", "P, N, M ou R.", "LETTRE");
        var topics = Text("--themes", "Tous ses thèmes, par exemple ATT-,HUM+ ; aucun pour aucun.", "CODES");
        var alert = Text("--alerte", "oui ou non : à lire d’abord ?", "OUI|NON");
        return app.Does(
            new CliCommand(
                "correct", "Garde ce qu’une personne dit d’un commentaire ; une nouvelle analyse ne l’efface pas.",
                "has verbatims correct dernier 12 --tonalite N --themes ATT-,HUM+ --par claire")
            {
                batch, number, tone, topics, alert,
            },
            async run =>
            {
                var person = run.PersonTyped ?? throw new InputException("Indiquez qui corrige : --par NOM, ou la variable HAS_PERSONNE.");
                using var verbatims = await VerbatimsRun.OpenAsync(run);
                var known = await verbatims.Services.Queries.BatchAsync(run.Get(batch), run.Stop);
                var said = run.Text(topics) is { } codes ? TopicsOf(codes, verbatims) : null;
                var word = run.Text(tone) is { } letter
                    ? CommentQuery.ToneOf(letter) ?? throw new InputException($"--tonalite : « {letter} » n’est pas P, N, M ou R.")
                    : (global::Verbatims.Nlp.Analysis.Tone?)null;
                var isAlert = run.Word(alert, ("oui", true), ("non", false));
                if (said is null && word is null && isAlert is null)
                    throw new InputException("Rien à corriger : donnez --tonalite, --themes ou --alerte.");
                var kept = await verbatims.Services.Desk.CorrectAsync(
                    new CommentKey(known.Id, run.Get(number)), word, said, isAlert, person, run.Stop);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Batch = known.Id.Value,
                        kept.Comment.Number,
                        Tone = kept.Tone is { } letterKept ? CommentQuery.Letter(letterKept) : null,
                        Topics = kept.Topics?.Select(topic => topic.ToString()),
                        kept.IsAlert,
                        kept.Person,
                        kept.At,
                        kept.ModelVersion,
                    });
                }

                run.Terminal.Done($"Correction du commentaire {French.Number(kept.Comment.Number)} gardée.");
                return ExitCodes.Ok;
            });
    }

    public Command Report()
    {
        var (batch, options) = (BatchArgument(), new QueryOptions());
        var format = new Option<string>("--format")
        {
            Description = "xlsx, csv, json, docx (une page par service) ou html (à imprimer).",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "xlsx",
        };
        var output = Text("--sortie", "Fichier à écrire ; sinon verbatims-LOT.FORMAT dans le dossier courant.", "FICHIER");
        var command = new CliCommand(
            "report", "Écrit le rapport d’un lot, ou d’une partie.", "has verbatims report dernier --format docx --sortie cdu.docx",
            "has verbatims report dernier --format xlsx --depuis 2026-06")
        {
            batch, format, output,
        };
        options.AddTo(command);
        var compared = new ComparisonOptions();
        compared.AddTo(command);
        return app.Does(command, async run =>
        {
            var wanted = run.Word(
                format, [.. ((string[])["xlsx", "csv", "json", "docx", "html"]).Select((word, place) => (word, place))]) is { } place
                ? ((string[])["xlsx", "csv", "json", "docx", "html"])[place]
                : "xlsx";
            using var verbatims = await VerbatimsRun.OpenAsync(run);
            var queries = verbatims.Services.Queries;
            var known = await queries.BatchAsync(run.Get(batch), run.Stop);
            if (known.Run is null)
                throw new InputException($"Le lot {known.Id} n’est pas encore analysé : relancez « has verbatims analyse » sur son fichier.");
            var query = options.Read(run, new CommentQuery(known.Id));
            var report = (await verbatims.Services.ReportAsync(query, verbatims.TopicNames, run.Stop)) with
            {
                Comparison = await compared.ReadAsync(run, verbatims, query),
            };
            var path = Path.GetFullPath(run.Text(output) ?? $"verbatims-{known.Id}.{wanted}");
            await WriteAsync(run, report, queries.StoredAsync(query, run.Stop), wanted, path);
            if (run.WantsJson)
                run.Terminal.Json(new { Path = path, Format = wanted, Comments = report.Figures.Cards.Comments.Value });
            run.Terminal.Done($"Rapport écrit dans « {path} ».");
            if (known.State != BatchState.Ready)
                run.Terminal.Warn("Le lot n’est pas entièrement analysé : le rapport ne porte que sur ce qui l’est.");
            return known.State == BatchState.Ready ? ExitCodes.Ok : ExitCodes.Partial;
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

    private static Option<string> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    public static Argument<string> BatchArgument() => new("LOT")
    {
        Description = "Début de la référence du lot, ou « dernier ».",
    };

    private static List<TopicLabel> TopicsOf(string codes, VerbatimsRun verbatims)
    {
        if (codes == "aucun")
            return [];
        return [.. codes.Split(',', ' ', ';').Where(code => code.Length > 0).Select(code =>
            TopicLabel.Read(code) is { } topic && verbatims.TopicNames.ContainsKey(topic.Code)
                ? topic
                : throw new InputException(
                    $"--themes : « {code} » n’est pas un thème suivi de + ou -. Thèmes : {string.Join(", ", verbatims.TopicNames.Keys)}."))];
    }

    private static string StateOf(Batch batch) => batch.State switch
    {
        BatchState.Reading => "lecture interrompue ou en cours",
        BatchState.Analysing => $"analyse : {French.Number(batch.Run?.Analysed ?? 0)} sur {French.Number(batch.Comments)}",
        BatchState.Ready => "prêt",
        _ => throw new ArgumentOutOfRangeException(nameof(batch), batch.State, "Unknown state."),
    };

    private static object Data(Batch batch) => new
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
            run.Terminal.Json(new { Batch = Data(batch), FirstProblems = problems });
        foreach (var problem in problems)
            run.Terminal.Warn($"Ligne {French.Number(problem.Line)} : {problem.Reason}");
        if (batch.Problems > problems.Count)
            run.Terminal.Warn($"… et {French.Count(batch.Problems - problems.Count, "autre remarque", "autres remarques")}.");
        run.Terminal.Done($"Lot {id} : {French.Count(batch.Comments, "commentaire analysé", "commentaires analysés")}.");
        run.Terminal.Say($"  Chiffres : has verbatims show {id}. Rapport : has verbatims report {id} --format docx.");
        return batch.Problems > 0 ? ExitCodes.Partial : ExitCodes.Ok;
    }

    private static void ShowPage(Run run, CommentPage page)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                page.Total,
                Comments = page.Comments.Select(comment => new
                {
                    comment.Key.Number,
                    comment.Line,
                    comment.Text,
                    comment.Box,
                    Month = comment.Month?.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                    comment.Service,
                    comment.Establishment,
                    comment.Score,
                    Tone = comment.Tone is { } tone ? CommentQuery.Letter(tone) : null,
                    Topics = comment.Topics.Select(topic => topic.ToString()),
                    comment.IsAlert,
                    comment.Analysis,
                    Corrections = comment.Corrections.Count,
                }),
            });
            return;
        }

        foreach (var comment in page.Comments)
        {
            run.Terminal.Show(Layout.Indented(
                $"{French.Number(comment.Key.Number)}. [{(comment.Tone is { } tone ? CommentQuery.Letter(tone) : "?")}] "
                + $"{string.Join(' ', comment.Topics)}{(comment.IsAlert ? " À LIRE" : "")} {comment.Service}".TrimEnd(), by: 0));
            run.Terminal.Show(Layout.Indented(comment.Text));
        }

        run.Terminal.Done($"{French.Count(page.Total, "commentaire")}, {French.Number(page.Comments.Count)} ci-dessus.");
    }

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

    private static Task WriteAsync(
        Run run, Report report, IAsyncEnumerable<StoredComment> comments, string format, string path) => format switch
        {
            "xlsx" => OutputFile.ReplaceAsync(path, unfinished => XlsxReport.WriteAsync(report, comments, unfinished, run.Stop)),
            "docx" => OutputFile.ReplaceAsync(path, unfinished =>
            {
                DocxReport.Write(report, unfinished);
                return Task.CompletedTask;
            }),
            "csv" => OutputFile.WriteAsync(path, stream => CsvReport.WriteAsync(report, comments, stream, run.Stop)),
            "json" => OutputFile.WriteAsync(path, stream => JsonReport.WriteAsync(report, comments, stream, run.Stop)),
            _ => OutputFile.WriteAsync(path, async stream =>
            {
                await using var writer = new StreamWriter(stream);
                HtmlReport.Write(report, writer);
            }),
        };

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
