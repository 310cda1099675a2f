using System.CommandLine;
using System.Globalization;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Where reviews stand, the stop of reading, the check of what a stop left unread.</summary>
internal sealed class ReviewCommands(CliApp app)
{
    public Command List() => app.Does(
        new CliCommand("list", "Liste les revues, la dernière changée d’abord.", "has litreview list"), ListAsync);

    private static async Task<int> ListAsync(Run run)
    {
        using var reviews = await ReviewInput.OpenAsync(run);
        var isClosed = await ReviewDeports.ClosedAsync(run);
        var all = (await reviews.Queries.ReviewsAsync(run.Stop)).Where(review => !isClosed(review.Id)).ToList();
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
