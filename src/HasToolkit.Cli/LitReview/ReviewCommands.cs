using System.CommandLine;
using System.Globalization;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>A review from its protocol to its stop: the same acts as the pages.</summary>
internal sealed class ReviewCommands(CliApp app)
{
    public Command New()
    {
        var title = new Argument<string>("TITRE") { Description = "Titre de la revue." };
        var question = ReviewInput.Text("--question", "La question, en une phrase.", "TEXTE");
        var population = ReviewInput.Text("--population", "Population.", "TEXTE");
        var intervention = ReviewInput.Text("--intervention", "Intervention.", "TEXTE");
        var comparator = ReviewInput.Text("--comparateur", "Comparateur.", "TEXTE");
        var outcomes = ReviewInput.Text("--criteres", "Critères de jugement.", "TEXTE");
        var reasons = ReviewInput.Text("--motifs", "Motifs d’exclusion, séparés par des points-virgules, dans l’ordre du protocole.", "A;B;…");
        var readers = new Option<int>("--lecteurs") { Description = "1 ou 2 lecteurs par référence.", HelpName = "NOMBRE", DefaultValueFactory = _ => 2 };
        var order = ReviewInput.Text("--ordre", "classe (les plus probables d’abord) ou hasard.", "ORDRE");
        var model = ReviewInput.Text("--modele", "Modèle de classement : has, elas-u4 ou elas-u3.", "MODÈLE");
        var second = ReviewInput.Text("--second-modele", "Nom d’un modèle de plongement, rangé par « model add », qui vote aussi.", "NOM");
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
                using var reviews = await ReviewInput.OpenAsync(run);
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
                var review = ReviewInput.Accepted(await reviews.Desk.CreateAsync(new CreateReview(protocol), ReviewInput.Signer(run), Guid.NewGuid(), run.Stop));
                if (run.WantsJson)
                    run.Terminal.Json(new { Id = review.Id.Value, protocol.Title });
                run.Terminal.Done($"Revue {review.Id} créée : has litreview import {review.Id} FICHIER");
                return ExitCodes.Ok;
            });
    }

    public Command Import()
    {
        var (review, file) = (ReviewInput.ReviewArgument(), new Argument<string>("FICHIER") { Description = "Export de références, de toute base." });
        var source = ReviewInput.Text("--source", "La base : MEDLINE, Embase… ; sinon ce que le fichier dit de lui-même.", "NOM");
        var kind = ReviewInput.Text("--nature", "base, registre, site, organisme, citations ou autre.", "NATURE");
        var through = ReviewInput.Text("--interface", "L’interface : PubMed, Ovid…", "NOM");
        var day = ReviewInput.Text("--le", "Date de la recherche.", "AAAA-MM-JJ");
        var equation = ReviewInput.Text("--equation", "L’équation de recherche, pour l’annexe.", "TEXTE");
        var known = ReviewInput.Text("--connus", "Articles déjà connus comme pertinents : un DOI, un PMID ou un titre par ligne, ou un export.", "FICHIER");
        var announced = new Option<int?>("--annonce") { Description = "Nombre de références annoncé par la base.", HelpName = "NOMBRE" };
        return app.Does(
            new CliCommand(
                "import", "Importe un export dans une revue, et lie les doublons.",
                "has litreview import R-2026-0001 pubmed.nbib --source MEDLINE --interface PubMed --le 2026-10-05")
            {
                review, file, source, kind, through, day, equation, announced, known,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var before = await ReviewInput.FindAsync(reviews, run, review);
                var from = new SearchSource(
                    run.Text(source) ?? "", run.Word(
                        kind, ("base", SourceKind.Database), ("registre", SourceKind.Register), ("site", SourceKind.Website),
                        ("organisme", SourceKind.Organisation), ("citations", SourceKind.CitationSearch), ("autre", SourceKind.Other))
                        ?? SourceKind.Database,
                    run.Text(through), run.Day(day), run.Text(equation), run.Get(announced));
                await using var content = File.OpenRead(run.Get(file));
                var after = ReviewInput.Accepted(await reviews.ImportAsync(
                    before.Id, from, content, run.Get(file), ReviewInput.Signer(run), Guid.NewGuid(), run.Stop));
                var records = after.Imports[^1].Records;
                if (run.Text(known) is { } list)
                    after = await KnownCommand.GiveAsync(reviews, run, after.Id, list);
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

    public Command List() => app.Does(
        new CliCommand("list", "Liste les revues, la dernière changée d’abord.", "has litreview list"), ListAsync);

    private static async Task<int> ListAsync(Run run)
    {
        using var reviews = await ReviewInput.OpenAsync(run);
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
    }

    public Command Show()
    {
        var review = ReviewInput.ReviewArgument();
        return app.Does(
            new CliCommand("show", "Montre où en est une revue, et vérifie son journal.", "has litreview show R-2026-0001") { review },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
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

    public Command Stop()
    {
        var review = ReviewInput.ReviewArgument();
        var reason = ReviewInput.Text("--motif", "Pourquoi ; obligatoire tant que le test ne permet pas d’arrêter.", "TEXTE");
        var resume = new Option<bool>("--reprendre") { Description = "Reprend un tri arrêté." };
        return app.Does(
            new CliCommand("stop", "Arrête le tri sur titre et résumé, ou le reprend.", "has litreview stop R-2026-0001 --par claire-martin") { review, reason, resume },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                ReviewCommand command = run.Get(resume) ? new ResumeScreening(run.Text(reason) ?? "") : new StopScreening(run.Text(reason) ?? "");
                var after = ReviewInput.Accepted(await reviews.Desk.DoAsync(known.Id, command, ReviewInput.Signer(run), Guid.NewGuid(), cancellationToken: run.Stop));
                run.Terminal.Done(after.Stopped is { } stopped ? $"Tri arrêté : {ReviewText.Stop(stopped)}." : "Le tri reprend.");
                return ExitCodes.Ok;
            });
    }

    public Command Check()
    {
        var review = ReviewInput.ReviewArgument();
        var size = new Option<int?>("--taille") { Description = "Combien de références tirer ; sinon, de quoi confirmer la cible si aucune n’est retenue.", HelpName = "NOMBRE" };
        var seed = new Option<int?>("--graine") { Description = "Graine du hasard ; sinon celle du protocole.", HelpName = "NOMBRE" };
        return app.Does(
            new CliCommand(
                "check", "Après un arrêt, tire au hasard des références non lues à contrôler, ou dit ce qu’elles ont montré.",
                "has litreview check R-2026-0001 --taille 100 --par claire-martin") { review, size, seed },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                if (known.Check is null || run.Get(size) is not null)
                {
                    var command = new DrawCheck(
                        run.Get(size) ?? Math.Max(1, known.TeamReading().CheckSize), run.Get(seed) ?? known.Protocol.Seed);
                    known = ReviewInput.Accepted(await reviews.Desk.DoAsync(known.Id, command, ReviewInput.Signer(run), Guid.NewGuid(), cancellationToken: run.Stop));
                }

                var reading = known.CheckReading()!;
                if (run.WantsJson)
                    run.Terminal.Json(reading);
                run.Terminal.Done(ReviewText.Check(reading));
                return ExitCodes.Ok;
            });
    }
}
