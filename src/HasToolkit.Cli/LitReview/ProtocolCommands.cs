using System.CommandLine;
using System.Globalization;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What is decided before reading, and who reads.</summary>
internal sealed class ProtocolCommands(CliApp app)
{
    private readonly Argument<string> _review = ReviewInput.ReviewArgument();

    public Command New()
    {
        var title = new Argument<string>("TITRE") { Description = "Titre de la revue." };
        var dossier = ReviewInput.Text("--dossier", "Référence du dossier pour lequel la revue est faite.", "RÉF");
        var options = new ProtocolOptions();
        return app.Does(
            options.AddTo(new CliCommand(
                "new", "Crée une revue et son protocole.",
                "has litreview new \"Télésurveillance de l’insuffisance cardiaque\" --motifs \"Population;Intervention;Type d’étude\" --par claire-martin")
            {
                title, dossier,
            }),
            async run =>
            {
                var signer = ReviewInput.Signer(run);
                using var reviews = await ReviewInput.OpenAsync(run);
                // A review is made for a dossier that its author can open.
                var reference = run.Text(dossier) is { } typed ? (await run.DossierAsync(typed)).Dossier.Id.Value : "";
                var protocol = options.Over(run, new Protocol { Title = run.Get(title), For = reference }, reviews);
                var review = ReviewInput.Accepted(await reviews.Desk.CreateAsync(new CreateReview(protocol), signer, Guid.NewGuid(), run.Stop));
                if (run.WantsJson)
                    run.Terminal.Json(new { Id = review.Id.Value, protocol.Title });
                run.Terminal.Done($"Revue {review.Id} créée : has litreview import {review.Id} FICHIER");
                return ExitCodes.Ok;
            });
    }

    public Command Protocol()
    {
        var title = ReviewInput.Text("--titre", "Titre de la revue.", "TEXTE");
        var reason = ReviewInput.Text("--motif", "Pourquoi le protocole change ; le journal et le rapport le gardent.", "TEXTE");
        var options = new ProtocolOptions();
        return app.Does(
            options.AddTo(new CliCommand(
                "protocol", "Montre le protocole, ou en change ce que les options disent ; le reste demeure.", "has litreview protocol R-2026-0001",
                "has litreview protocol R-2026-0001 --motifs \"Population;Type d’étude\" --motif \"Motif sans emploi\" --par claire-martin")
            {
                _review, title, reason,
            }),
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, _review);
                var isChange = options.AreTyped(run) || run.IsTyped(title.Name);
                if (isChange)
                {
                    var changed = options.Over(run, known.Protocol with { Title = run.Text(title) ?? known.Protocol.Title }, reviews);
                    known = ReviewInput.Accepted(await reviews.DoAsync(
                        known.Id, new ChangeProtocol(changed, run.Text(reason) ?? ""), ReviewInput.Signer(run), Guid.NewGuid(), known.Version, run.Stop));
                    run.Terminal.Done($"Protocole de {known.Id} changé.");
                }

                if (run.WantsJson)
                    run.Terminal.Json(known.Protocol);
                else if (!isChange)
                    Show(run, known.Protocol);
                return ExitCodes.Ok;
            });
    }

    public Command Readers() => new CliCommand(
        "reader", "Les lecteurs d’une revue : avec des comptes, eux seuls l’ouvrent, et le service évaluation.")
    {
        List(), Add(), Remove(),
    };

    private Command List() => app.Does(
        new CliCommand("list", "Liste les lecteurs, et ce que chacun a lu sur titre et résumé.", "has litreview reader list R-2026-0001") { _review },
        async run =>
        {
            using var reviews = await ReviewInput.OpenAsync(run);
            var known = await ReviewInput.FindAsync(reviews, run, _review);
            var readers = known.Members.OrderBy(member => member.Value, StringComparer.Ordinal)
                .Select(member => (Id: member, Progress: known.ProgressOf(member))).ToList();
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    Id = known.Id.Value,
                    Readers = readers.Select(reader => new
                    {
                        Id = reader.Id.Value,
                        IsCreator = reader.Id == known.CreatedBy,
                        reader.Progress.Read,
                        reader.Progress.Left,
                    }),
                });
                return ExitCodes.Ok;
            }

            var table = Layout.Table("!Lecteur", ">Lues", ">À lire", "");
            foreach (var (id, progress) in readers)
                table.With(id.Value, French.Number(progress.Read), French.Number(progress.Left), id == known.CreatedBy ? "a créé la revue" : "");
            run.Terminal.Show(table);
            return ExitCodes.Ok;
        });

    private Command Add()
    {
        var person = new Argument<string>("PERSONNE") { Description = "Identifiant de l’annuaire." };
        return app.Acts(
            new CliCommand("add", "Inscrit un lecteur.", "has litreview reader add R-2026-0001 paul-henry --par claire-martin") { _review, person },
            _review, (run, _) => new AddMember(new ReviewerId(run.Get(person))), (run, review) => $"{run.Get(person)} est lecteur de {review.Id}.",
            (_, review) => MembersOf(review));
    }

    private Command Remove()
    {
        var person = new Argument<string>("PERSONNE") { Description = "Identifiant de l’annuaire." };
        var reason = ReviewInput.Text("--motif", "Pourquoi ; le journal le garde.", "TEXTE");
        return app.Acts(
            new CliCommand(
                "remove", "Retire un lecteur ; ce qu’il a fait reste.",
                "has litreview reader remove R-2026-0001 paul-henry --motif \"Autre mission\" --par claire-martin") { _review, person, reason },
            _review, (run, _) => new RemoveMember(new ReviewerId(run.Get(person)), run.Text(reason) ?? ""),
            (run, review) => $"{run.Get(person)} n’est plus lecteur de {review.Id}.", (_, review) => MembersOf(review));
    }

    private static object MembersOf(Review review) =>
        new { Id = review.Id.Value, Readers = review.Members.Select(member => member.Value).Order(StringComparer.Ordinal) };

    private static void Show(Run run, Protocol protocol) => run.Terminal.Show(Layout.Pairs(
    [
        ("Titre", protocol.Title),
        ("Dossier", protocol.For),
        ("Question", protocol.Question),
        ("Population", protocol.Pico.Population),
        ("Intervention", protocol.Pico.Intervention),
        ("Comparateur", protocol.Pico.Comparator),
        ("Critères de jugement", protocol.Pico.Outcomes),
        ("Inclusion", string.Join('\n', protocol.InclusionCriteria)),
        ("Exclusion", string.Join('\n', protocol.ExclusionCriteria)),
        ("Motifs d’exclusion", string.Join('\n', protocol.Reasons.Select((reason, index) => $"{index + 1}. {reason}"))),
        ("Lecteurs par référence", $"{protocol.ReviewersPerRecord}"),
        ("Ordre de lecture", protocol.Order == ReadingOrder.Random
            ? $"au hasard, graine {protocol.Seed}"
            : $"les plus probables d’abord, modèle {protocol.Model}"),
        ("Second modèle", $"{protocol.SecondModel}"),
        ("Cible", $"{Percent(protocol.Recall)} des références pertinentes vues, avec une confiance de {Percent(protocol.Confidence)}"),
        .. protocol.Words.Select(group => ($"Mots, {ProtocolOptions.Of(group.Kind)}", string.Join(", ", group.Words))),
    ]));

    private static string Percent(double share) => $"{(share * 100).ToString("0.##", CultureInfo.CurrentCulture)} %";
}
