using System.CommandLine;
using System.Globalization;
using LitReview;
using LitReview.Citations;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Reviews in the terminal: the same acts as the pages.</summary>
internal sealed class ReviewCommands(CliApp app, TextReader input)
{
    public Command New()
    {
        var title = new Argument<string>("TITRE") { Description = "Titre de la revue." };
        var question = Text("--question", "La question, en une phrase.", "TEXTE");
        var population = Text("--population", "Population.", "TEXTE");
        var intervention = Text("--intervention", "Intervention.", "TEXTE");
        var comparator = Text("--comparateur", "Comparateur.", "TEXTE");
        var outcomes = Text("--criteres", "Critères de jugement.", "TEXTE");
        var reasons = Text("--motifs", "Motifs d’exclusion, séparés par des points-virgules, dans l’ordre du protocole.", "A;B;…");
        var readers = new Option<int>("--lecteurs") { Description = "1 ou 2 lecteurs par référence.", HelpName = "NOMBRE", DefaultValueFactory = _ => 2 };
        var order = Text("--ordre", "classe (les plus probables d’abord) ou hasard.", "ORDRE");
        var model = Text("--modele", "Modèle de classement : has, elas-u4 ou elas-u3.", "MODÈLE");
        var second = Text("--second-modele", "Nom d’un modèle de plongement, rangé par « model add », qui vote aussi.", "NOM");
        var seed = new Option<int>("--graine") { Description = "Graine du hasard.", HelpName = "NOMBRE", DefaultValueFactory = _ => 20_261 };
        var recall = new Option<int>("--rappel") { Description = "Part des références pertinentes à avoir vues, en %.", HelpName = "POURCENT", DefaultValueFactory = _ => 95 };
        var confidence = new Option<int>("--confiance") { Description = "Avec quelle confiance, en %.", HelpName = "POURCENT", DefaultValueFactory = _ => 95 };
        return app.Does(
            new CliCommand(
                "new", "Crée une revue et son protocole.",
                "has litreview new \"Télésurveillance de l’insuffisance cardiaque\" --motifs \"Population;Intervention;Type d’étude\" --par claire-martin")
            {
                title, question, population, intervention, comparator, outcomes, reasons, readers, order, model, second, seed, recall, confidence,
            },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var protocol = new Protocol
                {
                    Title = run.Get(title),
                    Question = run.Text(question) ?? "",
                    Pico = new Pico(
                        run.Text(population) ?? "", run.Text(intervention) ?? "", run.Text(comparator) ?? "", run.Text(outcomes) ?? ""),
                    Reasons = (run.Text(reasons) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                    ReviewersPerRecord = run.Get(readers),
                    Order = run.Word(order, ("classe", ReadingOrder.Ranked), ("hasard", ReadingOrder.Random)) ?? ReadingOrder.Ranked,
                    Model = run.Text(model) ?? "has",
                    SecondModel = run.Text(second) is { } name
                        ? reviews.SecondModels.All().FirstOrDefault(known => known.Name == name) ?? throw new InputException(
                            $"--second-modele : « {name} » n’est pas rangé ici. « has litreview model add DOSSIER » le range.")
                        : null,
                    Seed = run.Get(seed),
                    Recall = run.Get(recall) / 100.0,
                    Confidence = run.Get(confidence) / 100.0,
                };
                var review = Accepted(await reviews.Desk.CreateAsync(new CreateReview(protocol), Signer(run), Guid.NewGuid(), run.Stop));
                if (run.WantsJson)
                    run.Terminal.Json(new { Id = review.Id.Value, protocol.Title });
                run.Terminal.Done($"Revue {review.Id} créée : has litreview import {review.Id} FICHIER");
                return ExitCodes.Ok;
            });
    }

    public Command Import()
    {
        var (review, file) = (ReviewArgument(), new Argument<string>("FICHIER") { Description = "Export de références, de toute base." });
        var source = Text("--source", "La base : MEDLINE, Embase… ; sinon ce que le fichier dit de lui-même.", "NOM");
        var kind = Text("--nature", "base, registre, site, organisme, citations ou autre.", "NATURE");
        var through = Text("--interface", "L’interface : PubMed, Ovid…", "NOM");
        var day = Text("--le", "Date de la recherche.", "AAAA-MM-JJ");
        var equation = Text("--equation", "L’équation de recherche, pour l’annexe.", "TEXTE");
        var announced = new Option<int?>("--annonce") { Description = "Nombre de références annoncé par la base.", HelpName = "NOMBRE" };
        return app.Does(
            new CliCommand(
                "import", "Importe un export dans une revue, et lie les doublons.",
                "has litreview import R-2026-0001 pubmed.nbib --source MEDLINE --interface PubMed --le 2026-10-05")
            {
                review, file, source, kind, through, day, equation, announced,
            },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var before = await FindAsync(reviews, run, review);
                var from = new SearchSource(
                    run.Text(source) ?? "", run.Word(
                        kind, ("base", SourceKind.Database), ("registre", SourceKind.Register), ("site", SourceKind.Website),
                        ("organisme", SourceKind.Organisation), ("citations", SourceKind.CitationSearch), ("autre", SourceKind.Other))
                        ?? SourceKind.Database,
                    run.Text(through), run.Day(day), run.Text(equation), run.Get(announced));
                await using var content = File.OpenRead(run.Get(file));
                var after = Accepted(await reviews.ImportAsync(
                    before.Id, from, content, run.Get(file), Signer(run), Guid.NewGuid(), run.Stop));
                var records = after.Imports[^1].Records;
                var linked = after.Records.Count(record => !record.IsStanding) - before.Records.Count(record => !record.IsStanding);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Review = after.Id.Value,
                        Source = records.Source.Name,
                        records.Count,
                        records.Problems,
                        Duplicates = linked,
                        ToDecide = after.Proposals.Count,
                    });
                }

                foreach (var problem in await reviews.Queries.ProblemsAsync(after.Id, after.Imports.Count - 1, take: 10, run.Stop))
                    run.Terminal.Warn($"Ligne {French.Number(problem.Line)} : {problem.Reason}");
                run.Terminal.Done(
                    $"{French.Count(records.Count, "référence")} de {records.Source.Name} ; {French.Count(linked, "doublon lié", "doublons liés")}, "
                    + $"{French.Count(after.Proposals.Count, "paire")} à trancher ; {French.Count(records.Problems, "anomalie")} de lecture.");
                return records.Problems > 0 ? ExitCodes.Partial : ExitCodes.Ok;
            });
    }

    public Command List() => app.Does(new CliCommand("list", "Liste les revues, la dernière changée d’abord."), async run =>
    {
        using var reviews = await OpenAsync(run);
        var all = await reviews.Queries.ReviewsAsync(run.Stop);
        if (run.WantsJson)
        {
            run.Terminal.Json(new { Reviews = all.Select(review => new { Id = review.Id.Value, review.Title, review.Records, review.ChangedAt }) });
        }
        else if (all.Count == 0)
        {
            run.Terminal.Say("Aucune revue. « has litreview new TITRE » en crée une.");
        }
        else
        {
            var table = Layout.Table("!Revue", "Titre", ">Références", "!Changée");
            foreach (var review in all)
                table.With(review.Id.Value, review.Title, French.Number(review.Records), French.Instant(review.ChangedAt));
            run.Terminal.Show(table);
        }

        return ExitCodes.Ok;
    });

    public Command Show()
    {
        var review = ReviewArgument();
        return app.Does(
            new CliCommand("show", "Montre où en est une revue, et vérifie son journal.", "has litreview show R-2026-0001") { review },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var known = await FindAsync(reviews, run, review);
                var fault = await reviews.Queries.FirstFaultAsync(known.Id, run.Stop);
                var changed = await reviews.Queries.FirstChangedImportAsync(known, run.Stop);
                var (flow, reading) = (PrismaFlow.Of(known), known.TeamReading());
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Id = known.Id.Value,
                        known.Protocol.Title,
                        known.Version,
                        FirstFault = fault,
                        FirstChangedImport = changed,
                        flow.Databases,
                        flow.Others,
                        flow.PreviousStudies,
                        flow.Included,
                        Stopping = reading,
                        known.Stopped,
                        Agreements = known.Agreements().Select(pair => new { First = pair.First.Value, Second = pair.Second.Value, pair.Agreement }),
                    });
                }
                else
                {
                    run.Terminal.Show(Layout.Pairs(
                        ("Revue", $"{known.Id}, {known.Protocol.Title}"),
                        ("Références", $"{French.Number(known.Records.Count)} importées, {French.Number(known.StandingCount())} à lire"),
                        ("À trancher", $"{French.Count(known.Proposals.Count, "doublon possible", "doublons possibles")}, "
                            + French.Count(known.Conflicts(Stage.TitleAbstract).Count + known.Conflicts(Stage.FullText).Count, "désaccord")),
                        ("Incluses", French.Number(flow.Included)),
                        ("Accord", string.Join(" ; ", known.Agreements().Select(pair => $"{pair.First} et {pair.Second} : kappa "
                            + $"{pair.Agreement.Kappa?.ToString("0.00", CultureInfo.CurrentCulture) ?? "non calculable"}"))),
                        ("Arrêt", known.Stopped is { } stopped ? ReviewText.Stop(stopped) : reading.Sentence),
                        ("Empreintes", changed is null
                            ? $"{French.Count(known.Imports.Count(import => import.Records.Digest is not null), "import")} sur {French.Number(known.Imports.Count)} : références inchangées"
                            : $"les références de l’import {changed} ont changé depuis"),
                        ("Journal", fault is null ? $"{French.Count(known.Version, "événement")}, chaîne vérifiée" : $"rompu à l’événement {fault}")));
                }

                return fault is null && changed is null ? ExitCodes.Ok : ExitCodes.Findings;
            });
    }

    public Command Suggest()
    {
        var review = ReviewArgument();
        return app.Does(
            new CliCommand("suggest", "Dit quelle référence lire, et pourquoi.", "has litreview suggest R-2026-0001 --par claire-martin") { review },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var known = await FindAsync(reviews, run, review);
                if (await reviews.Rooms.NextAsync(known, Signer(run), run.Stop) is not { } next)
                {
                    run.Terminal.Say("Plus rien à lire.");
                    return ExitCodes.Ok;
                }

                var citation = (await reviews.Queries.CitationsAsync(known.Id, [next.Number], run.Stop))[next.Number];
                if (run.WantsJson)
                    run.Terminal.Json(new { next.Number, citation.Title, next.Suggestion, next.Why });
                else
                    ShowRecord(run, next, citation);
                return ExitCodes.Ok;
            });
    }

    public Command Screen()
    {
        var review = ReviewArgument();
        return app.Does(
            new CliCommand(
                "screen", "Trie : i inclure, e exclure, 1 à 9 exclure pour ce motif, u incertain, s passer, z annuler, q quitter.",
                "has litreview screen R-2026-0001 --par claire-martin") { review },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var (known, reader) = (await FindAsync(reviews, run, review), Signer(run));
                return await ScreenAsync(run, reviews, known, reader);
            });
    }

    public Command Stop()
    {
        var review = ReviewArgument();
        var reason = Text("--motif", "Pourquoi ; obligatoire tant que le test ne permet pas d’arrêter.", "TEXTE");
        var resume = new Option<bool>("--reprendre") { Description = "Reprend un tri arrêté." };
        return app.Does(
            new CliCommand("stop", "Arrête le tri sur titre et résumé, ou le reprend.", "has litreview stop R-2026-0001 --par claire-martin") { review, reason, resume },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var known = await FindAsync(reviews, run, review);
                ReviewCommand command = run.Get(resume) ? new ResumeScreening(run.Text(reason) ?? "") : new StopScreening(run.Text(reason) ?? "");
                var after = Accepted(await reviews.Desk.DoAsync(known.Id, command, Signer(run), Guid.NewGuid(), cancellationToken: run.Stop));
                run.Terminal.Done(after.Stopped is { } stopped ? $"Tri arrêté : {ReviewText.Stop(stopped)}." : "Le tri reprend.");
                return ExitCodes.Ok;
            });
    }

    public Command Check()
    {
        var review = ReviewArgument();
        var size = new Option<int?>("--taille") { Description = "Combien de références tirer ; sinon, de quoi confirmer la cible si aucune n’est retenue.", HelpName = "NOMBRE" };
        var seed = new Option<int?>("--graine") { Description = "Graine du hasard ; sinon celle du protocole.", HelpName = "NOMBRE" };
        return app.Does(
            new CliCommand(
                "check", "Après un arrêt, tire au hasard des références non lues à contrôler, ou dit ce qu’elles ont montré.",
                "has litreview check R-2026-0001 --taille 100 --par claire-martin") { review, size, seed },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var known = await FindAsync(reviews, run, review);
                if (known.Check is null || run.Get(size) is not null)
                {
                    var command = new DrawCheck(
                        run.Get(size) ?? Math.Max(1, known.TeamReading().CheckSize), run.Get(seed) ?? known.Protocol.Seed);
                    known = Accepted(await reviews.Desk.DoAsync(known.Id, command, Signer(run), Guid.NewGuid(), cancellationToken: run.Stop));
                }

                var reading = known.CheckReading()!;
                if (run.WantsJson)
                    run.Terminal.Json(reading);
                run.Terminal.Done(ReviewText.Check(reading));
                return ExitCodes.Ok;
            });
    }

    public Command Export()
    {
        var review = ReviewArgument();
        var output = new Option<string>("--output") { Description = "Où écrire : .csv (tout, avec les issues), .ris, .xlsx, .bib, .json, ou .zip (la revue entière).", HelpName = "FICHIER", Required = true };
        var included = new Option<bool>("--incluses") { Description = "Les études incluses seulement." };
        return app.Does(
            new CliCommand(
                "export", "Écrit les références d’une revue, avec ce qu’elles sont devenues.", "has litreview export R-2026-0001 --output revue.csv",
                "has litreview export R-2026-0001 --incluses --output incluses.ris", "has litreview export R-2026-0001 --output revue.zip") { review, output, included },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var known = await FindAsync(reviews, run, review);
                var path = run.Get(output)!;
                if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                {
                    await WriteAsync(path, stream => reviews.Archive.WriteAsync(known, stream, run.Stop));
                    run.Terminal.Done($"{path} écrit : {French.Count(known.Version, "événement")}, {French.Count(known.Records.Count, "référence")}.");
                    return ExitCodes.Ok;
                }

                var format = CitationExport.FormatOf(path)
                    ?? throw new InputException($"--output : la fin de « {path} » ne dit aucun format. Écrivez .csv, .ris, .xlsx, .bib ou .json.");
                await WriteAsync(path, async stream =>
                {
                    if (format == CitationFileFormat.Csv && !run.Get(included))
                    {
                        await ReviewCsv.WriteAsync(known, reviews.Queries.AllCitationsAsync(known.Id, run.Stop), stream, run.Stop);
                        return;
                    }

                    var labelled = new List<Citation>();
                    await foreach (var (number, citation) in reviews.Queries.AllCitationsAsync(known.Id, run.Stop))
                    {
                        if (known.Find(number) is not { IsStanding: true } record)
                            continue;
                        var exported = ReviewExport.Labelled(known, record, citation);
                        if (!run.Get(included) || exported.Label == CitationLabel.Included)
                            labelled.Add(exported);
                    }

                    CitationExport.Write(labelled, format, stream);
                });
                run.Terminal.Done($"{path} écrit.");
                return ExitCodes.Ok;
            });
    }

    public Command Restore()
    {
        var file = new Argument<string>("FICHIER") { Description = "Une revue exportée (.zip)." };
        return app.Does(
            new CliCommand("restore", "Reprend une revue exportée ailleurs, avec son journal vérifié et gardé tel quel.", "has litreview restore revue.zip") { file },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                await using var content = File.OpenRead(run.Get(file)!);
                var id = await reviews.Archive.ReadAsync(content, run.Stop);
                if (run.WantsJson)
                    run.Terminal.Json(new { Id = id.Value });
                run.Terminal.Done($"Revue reprise : {id}.");
                return ExitCodes.Ok;
            });
    }

    public Command Replay()
    {
        var review = ReviewArgument();
        return app.Does(
            new CliCommand("replay", "Rejoue le journal, et vérifie que le classement propose les mêmes références.", "has litreview replay R-2026-0001") { review },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var known = await FindAsync(reviews, run, review);
                if (await reviews.Queries.FirstChangedImportAsync(known, run.Stop) is { } changed)
                {
                    run.Terminal.Fail($"Les références de l’import {changed} ont changé depuis : le journal ne peut pas être rejoué. Restaurez une sauvegarde.");
                    return ExitCodes.Findings;
                }

                var journal = await reviews.Queries.JournalAsync(known.Id, take: int.MaxValue, cancellationToken: run.Stop);
                var again = await ReviewReplay.RunAsync(known.Id, journal.Reverse(), await reviews.Queries.TextsAsync(known.Id, run.Stop), reviews.SecondModels.Find, run.Stop);
                if (run.WantsJson)
                    run.Terminal.Json(again);
                if (again.Differing.Count == 0)
                {
                    run.Terminal.Done($"{French.Count(again.Same, "suggestion")} : toutes les mêmes.");
                    return ExitCodes.Ok;
                }

                run.Terminal.Fail($"{French.Count(again.Differing.Count, "suggestion")} ne reviennent pas, la première à l’événement {again.Differing[0]}.");
                return ExitCodes.Findings;
            });
    }

    public Command Report()
    {
        var review = ReviewArgument();
        var output = new Option<string>("--output") { Description = "Où écrire : .docx, ou .svg pour le seul diagramme ; sinon la méthode s’affiche.", HelpName = "FICHIER" };
        return app.Does(
            new CliCommand("report", "Rapport : méthode, flux PRISMA 2020, études, recherche.", "has litreview report R-2026-0001 --output rapport.docx") { review, output },
            async run =>
            {
                using var reviews = await OpenAsync(run);
                var known = await FindAsync(reviews, run, review);
                switch (run.Text(output))
                {
                    case null when run.WantsJson:
                        run.Terminal.Json(new { Method = ReviewText.Method(known), Flow = PrismaFlow.Of(known) });
                        return ExitCodes.Ok;
                    case null:
                        foreach (var paragraph in ReviewText.Method(known))
                            run.Terminal.Raw(paragraph + "\n");
                        return ExitCodes.Ok;
                    case var path when path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase):
                        await File.WriteAllTextAsync(path, PrismaSvg.Draw(PrismaFlow.Of(known)), run.Stop);
                        run.Terminal.Done($"{path} écrit.");
                        return ExitCodes.Ok;
                    case var path when path.EndsWith(".docx", StringComparison.OrdinalIgnoreCase):
                        DocxReport.Write(known, await reviews.Queries.CitationsAsync(known.Id, DocxReport.Cited(known), run.Stop), path);
                        run.Terminal.Done($"{path} écrit.");
                        return ExitCodes.Ok;
                    case var path:
                        throw new InputException($"--output : « {path} » ne finit ni par .docx ni par .svg.");
                }
            });
    }

    internal static Argument<string> ReviewArgument() => new("REVUE") { Description = "Référence de la revue, que « list » montre." };

    internal static Option<string> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    internal static Task<LitReviewServices> OpenAsync(Run run) =>
        LitReviewServices.OpenAsync(run.DataFolder, run.Connection, run.Clock, run.Stop);

    internal static ReviewerId Signer(Run run) => new(
        run.PersonTyped ?? throw new InputException("Indiquez qui agit : --par IDENTIFIANT, ou la variable HAS_PERSONNE."));

    internal static async Task<Review> FindAsync(LitReviewServices reviews, Run run, Argument<string> argument) =>
        await reviews.Queries.ReviewAsync(new ReviewId(run.Get(argument)), run.Stop)
            ?? throw new InputException(new ReviewNotFound(new ReviewId(run.Get(argument))).Message);

    internal static Review Accepted(ReviewResult result) => result switch
    {
        ReviewResult.Done(var review, _) => review,
        ReviewResult.Refused(var reason) => throw new ReviewRefusedException(reason),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    private static void ShowRecord(Run run, NextRecord next, Citation citation)
    {
        run.Terminal.Show(Layout.Heading($"n° {next.Number} · {citation.Title}"));
        run.Terminal.Say(string.Join(" · ", new[]
        {
            string.Join(", ", citation.Authors.Take(4).Select(author => author.Family)), citation.Journal ?? "", $"{citation.Year}",
        }.Where(part => part.Length > 0)));
        run.Terminal.Show(Layout.Indented(citation.Abstract.Length == 0 ? "Sans résumé." : citation.Abstract));
        run.Terminal.Say(next.Why.Count == 0
            ? $"  Rang 1 sur {French.Number(next.Suggestion.OutOf)}, {next.Suggestion.Model}."
            : $"  Rang 1 sur {French.Number(next.Suggestion.OutOf)}, {next.Suggestion.Model} : "
                + string.Join(", ", next.Why.Take(5).Select(term => $"{term.Term} {term.Share.ToString("+0.00;−0.00", CultureInfo.CurrentCulture)}")));
    }

    private async Task<int> ScreenAsync(Run run, LitReviewServices reviews, Review review, ReviewerId reader)
    {
        var reasons = review.Protocol.Reasons;
        var judged = 0;
        while (await reviews.Rooms.NextAsync(review, reader, run.Stop) is { } next)
        {
            var citation = (await reviews.Queries.CitationsAsync(review.Id, [next.Number], run.Stop))[next.Number];
            ShowRecord(run, next, citation);
            run.Terminal.Say("i inclure · e exclure · u incertain · s passer · z annuler · q quitter"
                + string.Concat(reasons.Take(9).Select((reason, index) => $" · {index + 1} {reason}")));
            if (await AnswerAsync(run, next.Number, reasons) is not { } command)
                break;
            var result = await reviews.ReadAsync(review.Id, command, reader, Guid.NewGuid(), run.Stop);
            if (result is ReviewResult.Refused(var reason))
            {
                run.Terminal.Fail(reason.Message);
                review = (await reviews.Queries.ReviewAsync(review.Id, run.Stop))!;
                continue;
            }

            (review, judged) = (((ReviewResult.Done)result).Review, judged + (command is JudgeRecord ? 1 : 0));
        }

        var progress = review.ProgressOf(reader);
        if (run.WantsJson)
            run.Terminal.Json(new { Judged = judged, Progress = progress, Stopping = review.ReadingOf(reader) });
        run.Terminal.Done($"{French.Count(judged, "avis", "avis")} gardés ; {French.Count(progress.Left, "référence")} à lire. {review.ReadingOf(reader).Sentence}");
        return ExitCodes.Ok;
    }

    // The end of the input means to leave.
    private async Task<ReviewCommand?> AnswerAsync(Run run, int number, IReadOnlyList<string> reasons)
    {
        while (await input.ReadLineAsync(run.Stop) is { } line)
        {
            switch (line.Trim().ToLowerInvariant())
            {
                case "i":
                    return new JudgeRecord(number, Stage.TitleAbstract, Verdict.Include);
                case "e":
                    return new JudgeRecord(number, Stage.TitleAbstract, Verdict.Exclude);
                case "u":
                    return new JudgeRecord(number, Stage.TitleAbstract, Verdict.Unsure);
                case "s":
                    return new SkipRecord(number);
                case "z":
                    return new UndoDecision(Stage.TitleAbstract);
                case "q":
                    return null;
                case var typed when int.TryParse(typed, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= reasons.Count:
                    return new JudgeRecord(number, Stage.TitleAbstract, Verdict.Exclude, reasons[place - 1]);
                case "":
                    break;
                case var typed:
                    run.Terminal.Warn($"« {typed} » n’est pas une réponse : i, e, u, s, z, q ou le numéro d’un motif.");
                    break;
            }
        }

        return null;
    }

    // Written beside, then put in place: a reader never finds half a file.
    private static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var temporary = path + ".tmp";
        try
        {
            await using (var stream = File.Create(temporary))
                await write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
