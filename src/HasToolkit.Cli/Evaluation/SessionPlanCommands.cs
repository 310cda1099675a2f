using System.CommandLine;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The calendar of the commission, its agendas, its convocations and its seats.</summary>
internal sealed class SessionPlanCommands(CliApp app)
{
    private const string RulesOf = "lppr-nom-de-marque";
    private static readonly Role[] Organisers = [Role.EvaluationService, Role.Chair];
    private static readonly Role[] Appointing = [Role.College, Role.EvaluationService];

    public IEnumerable<Command> All() => [Calendar(), Propose(), Convoke(), Debate(), Composition(), GiveSeat(), EndSeat()];

    private static Argument<string> Session() => new("SÉANCE") { Description = "Référence de la séance, par exemple S-2026-12-01." };

    private Command Calendar()
    {
        var first = new Option<string>("--premiere") { Description = "Une séance du cycle.", HelpName = "AAAA-MM-JJ", Required = true };
        var count = new Option<int>("--nombre") { Description = "Nombre de séances, 52 au plus.", HelpName = "N", DefaultValueFactory = _ => 8 };
        var place = new Option<string>("--prevoir") { Description = "Prévoit ces séances, à ce lieu.", HelpName = "LIEU" };
        var signing = new Signing();
        var command = new CliCommand(
            "calendrier", "Propose les dates des séances : cycle, jours fériés, envoi des documents.",
            "has seance calendrier --premiere 2026-12-01 --nombre 6",
            "has seance calendrier --premiere 2026-12-01 --prevoir \"Saint-Denis, salle 1\" --par sophie-marchand")
        {
            first, count, place,
        };
        return app.Does(signing.AddTo(command, withVersion: false), async run =>
        {
            if (run.Get(count) is < 1 or > 52)
                throw new InputException("--nombre va de 1 à 52.");
            var services = await run.LedgerAsync();
            var dates = SessionPlanner.Next(run.Day(first)!.Value, run.Today, run.Get(count), services.Procedures.Latest(RulesOf)!);
            if (run.WantsJson)
                run.Terminal.Json(new { Dates = dates });
            else
                ShowDates(run, dates);
            if (run.Text(place) is not { } where)
                return ExitCodes.Ok;

            var by = await signing.SignAsync(run, Organisers);
            var taken = (await services.Queries.SessionsAsync(run.Stop)).Select(session => session.Date).ToHashSet();
            foreach (var date in dates.Where(date => !taken.Contains(date.Date)))
            {
                var result = await services.Desk.PlanAsync(
                    new PlanSession(date.Date, where), by with { Command = Signing.Derived(by.Command, $"{date.Date:O}") },
                    cancellationToken: run.Stop);
                if (result is MoveResult.Refused(var reason))
                    throw new RefusedException(reason);
            }

            run.Terminal.Done($"{French.Count(dates.Count(date => !taken.Contains(date.Date)), "séance prévue", "séances prévues")}.");
            return ExitCodes.Ok;
        });
    }

    private Command Propose()
    {
        var id = Session();
        var enter = new Option<bool>("--inscrire") { Description = "Inscrit les points proposés." };
        var signing = new Signing();
        var command = new CliCommand(
            "proposer", "Propose l’ordre du jour, dans l’ordre d’arrivée des dossiers prêts.",
            "has seance proposer S-2026-12-01 --inscrire --par sophie-marchand") { id, enter };
        return app.Does(signing.AddTo(command, withVersion: false), async run =>
        {
            var services = await run.LedgerAsync();
            var session = await ReadAsync(run, run.Get(id));
            var reader = await run.ReaderAsync();
            var proposed = SessionPlanner.Agenda(await services.Queries.ReadyAsync(reader?.Id, run.Stop), session);
            if (run.WantsJson)
                run.Terminal.Json(new { Proposed = proposed });
            else if (proposed.Count == 0)
                run.Terminal.Say("Aucun dossier prêt n’attend d’être inscrit.");
            else
                ShowProposed(run, proposed);
            if (!run.Get(enter))
                return ExitCodes.Ok;

            var by = await signing.SignAsync(run, Organisers);
            foreach (var item in proposed)
            {
                var result = await services.Desk.DoAsync(
                    session.Id, new AddItem(item.Dossier, item.Step),
                    by with { Command = Signing.Derived(by.Command, $"{item.Dossier}/{item.Step}") }, cancellationToken: run.Stop);
                if (result is MoveResult.Refused(var reason))
                    throw new RefusedException(reason);
            }

            run.Terminal.Done($"{French.Count(proposed.Count, "point inscrit", "points inscrits")}.");
            return ExitCodes.Ok;
        });
    }

    private Command Convoke()
    {
        var id = Session();
        var command = new CliCommand(
            "convocation", "Écrit la convocation, et dit si les documents partent à temps.", "has seance convocation S-2026-12-01") { id };
        return app.Does(command, async run =>
        {
            var services = await run.LedgerAsync();
            var convocation = Convocation.Write(
                await ReadAsync(run, run.Get(id)), services.Procedures.Latest(RulesOf)!.ParameterOf("documents-avant-seance"));
            if (run.WantsJson)
            {
                run.Terminal.Json(convocation);
                return ExitCodes.Ok;
            }

            run.Terminal.Line($"[bold]{convocation.Title.EscapeMarkup()}[/]");
            foreach (var section in convocation.Sections)
            {
                run.Terminal.Show(Layout.Heading(section.Heading));
                foreach (var line in section.Lines)
                    run.Terminal.Show(Layout.Indented(line));
            }

            return ExitCodes.Ok;
        });
    }

    private Command Debate()
    {
        var (id, reference, step) = (Session(), DossierCommands.Reference(), new Argument<string>("ÉTAPE") { Description = "Étape du point." });
        var text = new Option<string>("--texte") { Description = "Ce qui s’est dit.", HelpName = "TEXTE", Required = true };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "debat", "Transcrit le débat sur un point, pour le procès-verbal.",
                "has seance debat S-2026-12-01 LPPR-2026-0001 examen --texte \"Le suivi est jugé court.\" --par sophie-marchand")
            {
                id, reference, step, text,
            }),
            async run => Signing.Answer(
                run,
                await (await run.LedgerAsync()).Desk.DoAsync(
                    new SessionId(run.Get(id)), new RecordDebate(new DossierId(run.Get(reference)), run.Get(step), run.Get(text)!),
                    await signing.SignAsync(run, Organisers), signing.Seen(run), run.Stop),
                "débat transcrit"));
    }

    private Command Composition() => app.Does(
        new CliCommand("composition", "Montre les sièges de la commission et l’ordre des suppléants.", "has seance composition"),
        async run =>
        {
            var seats = (await (await run.LedgerAsync()).Queries.CompositionAsync(run.Stop)).On(run.Today).Seats;
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    Seats = seats.Select(seat => new
                    {
                        Person = seat.Person.Value,
                        seat.IsSubstitute,
                        Bench = seat.Bench.ToString(),
                        seat.Rank,
                        seat.From,
                        seat.Until,
                    }),
                });
                return ExitCodes.Ok;
            }

            if (seats.Count == 0)
            {
                run.Terminal.Say("Aucun siège n’est enregistré : tout membre de l’annuaire siège. « has seance siege » en donne un.");
                return ExitCodes.Ok;
            }

            var names = await run.NamesAsync();
            var table = Layout.Table(">Rang", "Personne", "Siège", "Collège", "!Mandat");
            foreach (var seat in seats.OrderBy(seat => seat.IsSubstitute).ThenBy(seat => seat.Bench).ThenBy(seat => seat.Rank))
            {
                table.With(
                    French.Number(seat.Rank), names.GetValueOrDefault(seat.Person, seat.Person.Value),
                    seat.IsSubstitute ? "suppléant" : "titulaire", seat.Bench == Bench.Users ? "usagers" : "scientifique",
                    $"{French.ShortDay(seat.From)} → {French.ShortDay(seat.Until)}");
            }

            run.Terminal.Show(table);
            return ExitCodes.Ok;
        });

    private Command GiveSeat()
    {
        var person = new Argument<string>("PERSONNE") { Description = "Identifiant de l’annuaire." };
        var rank = new Option<int>("--rang") { Description = "Rang de nomination.", HelpName = "N", Required = true };
        var substitute = new Option<bool>("--suppleant") { Description = "Siège de suppléant." };
        var users = new Option<bool>("--usagers") { Description = "Représentant d’une association de patients ou d’usagers." };
        var from = new Option<string>("--du") { Description = "Début du mandat.", HelpName = "AAAA-MM-JJ", Required = true };
        var until = new Option<string>("--au") { Description = "Fin du mandat, trois ans après au plus.", HelpName = "AAAA-MM-JJ", Required = true };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(
                new CliCommand(
                    "siege", "Donne un siège de la commission.",
                    "has seance siege dr-karim-haddad --rang 3 --du 2026-01-01 --au 2028-12-31 --par francois-tessier")
                {
                    person, rank, substitute, users, from, until,
                },
                withVersion: false),
            async run => Signing.Answer(
                run,
                await (await run.LedgerAsync()).Desk.SeatAsync(
                    new Seat(
                        new PersonId(run.Get(person)), run.Get(substitute), run.Get(users) ? Bench.Users : Bench.Scientific,
                        run.Get(rank), run.Day(from)!.Value, run.Day(until)!.Value),
                    await signing.SignAsync(run, Appointing), run.Stop),
                $"siège de {run.Get(person)} enregistré"));
    }

    private Command EndSeat()
    {
        var person = new Argument<string>("PERSONNE") { Description = "Identifiant de l’annuaire." };
        var reason = new Option<string>("--motif") { Description = "Motif.", HelpName = "TEXTE", Required = true };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(
                new CliCommand(
                    "fin-siege", "Met fin à un siège avant son terme.",
                    "has seance fin-siege dr-karim-haddad --motif \"Démission\" --par francois-tessier") { person, reason },
                withVersion: false),
            async run => Signing.Answer(
                run,
                await (await run.LedgerAsync()).Desk.EndSeatAsync(
                    new PersonId(run.Get(person)), run.Get(reason)!, await signing.SignAsync(run, Appointing), run.Stop),
                $"siège de {run.Get(person)} terminé"));
    }

    private static async Task<CommissionSession> ReadAsync(Run run, string id) =>
        await (await run.LedgerAsync()).Queries.ReadSessionAsync(new SessionId(id), run.Stop)
            ?? throw new InputException($"Aucune séance ne porte la référence {id}. « has seance list » les montre.");

    private static void ShowDates(Run run, IReadOnlyList<PlannedDate> dates)
    {
        var table = Layout.Table("!Séance", "!Documents au plus tard", "Remarque");
        foreach (var date in dates)
            table.With(French.Day(date.Date), French.Day(date.DocumentsBy), date.Holiday is { } holiday ? $"reportée : {holiday}" : "");
        run.Terminal.Show(table);
        var cycle = CommissionSettings.Of("cycle-seances");
        run.Terminal.Line(Markup.Escape($"Cycle : {cycle.Value} {cycle.Unit} [{cycle.Source.Mark}]."));
    }

    private static void ShowProposed(Run run, IReadOnlyList<ReadyItem> proposed)
    {
        var table = Layout.Table(">N°", "!Dossier", "Produit", "Point", "!Arrivé le", "!Échéance");
        foreach (var (item, index) in proposed.Select((item, index) => (item, index + 1)))
        {
            table.With(
                French.Number(index), item.Dossier.Value, item.Product, item.Title, French.ShortDay(item.ArrivedOn),
                item.DueOn is { } due ? French.ShortDay(due) : "");
        }

        run.Terminal.Show(table);
    }
}
