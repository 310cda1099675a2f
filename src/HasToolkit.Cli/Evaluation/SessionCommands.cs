using System.CommandLine;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The sessions of the commission: planning, agenda, attendance, deliberation, end, minutes.</summary>
internal sealed class SessionCommands(CliApp app)
{
    private static readonly Role[] Organisers = [Role.EvaluationService, Role.Chair];

    public Command All()
    {
        var seance = new CliCommand("seance", "Prépare et tient les séances de la commission.")
        {
            List(), Show(), Plan(), Add(), Withdraw(), SendDocuments(), Attendance(), Deport(), Deliberate(), End(), Approve(), WriteMinutes(),
        };
        foreach (var command in new SessionPlanCommands(app).All())
            seance.Add(command);
        return seance;
    }

    private static Argument<string> SessionArgument() => new("SÉANCE")
    {
        Description = "Référence de la séance, par exemple S-2026-12-01.",
    };

    private static Argument<string> StepArgument() => new("ÉTAPE")
    {
        Description = "Étape à délibérer : examen, projet, audition ou avis.",
    };

    private Command List() => app.Does(
        new CliCommand("list", "Liste les séances, la plus récente d’abord.", "has seance list"), ListAsync);

    private static async Task<int> ListAsync(Run run)
    {
        var sessions = await (await run.LedgerAsync()).Queries.SessionsAsync(run.Stop);
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Sessions = sessions.Select(
                    session => new { Reference = session.Id.Value, session.Date, session.Place, session.Items, session.IsEnded }),
            });
        }
        else if (sessions.Count == 0)
        {
            run.Terminal.Say("Aucune séance. « has seance plan » en prévoit une.");
        }
        else
        {
            var table = Layout.Table("!Référence", "!Date", "Lieu", ">Points", "État");
            foreach (var session in sessions)
            {
                table.With(
                    session.Id.Value, French.Day(session.Date), session.Place, French.Number(session.Items),
                    session.IsEnded ? "levée" : "ouverte");
            }

            run.Terminal.Show(table);
        }

        return ExitCodes.Ok;
    }

    private Command Show()
    {
        var id = SessionArgument();
        var command = new CliCommand("show", "Montre une séance, son ordre du jour et ses votes.", "has seance show S-2026-12-01") { id };
        return app.Does(command, async run =>
        {
            var session = await ReadAsync(run, run.Get(id));
            var reader = await run.ReaderAsync();
            if (run.WantsJson)
                run.Terminal.Json(JsonOf(session, reader));
            else
                ShowSession(run, session, reader, await run.NamesAsync());
            return ExitCodes.Ok;
        });
    }

    private Command Plan()
    {
        var date = new Option<string>("--date")
        {
            Description = "Jour de la séance.",
            HelpName = "AAAA-MM-JJ",
            Required = true,
        };
        var place = new Option<string>("--lieu")
        {
            Description = "Lieu, ou « à distance ».",
            HelpName = "TEXTE",
            Required = true,
        };
        var procedure = new Option<string>("--procedure")
        {
            Description = "Procédure dont viennent les paramètres (quorum).",
            HelpName = "ID",
            DefaultValueFactory = _ => "lppr-nom-de-marque",
        };
        var signing = new Signing();
        var command = new CliCommand(
            "plan", "Prévoit une séance.",
            "has seance plan --date 2026-12-01 --lieu \"Saint-Denis, salle 1\" --par sophie-marchand")
        {
            date, place, procedure,
        };
        return app.Does(signing.AddTo(command, withVersion: false), async run =>
        {
            var services = await run.LedgerAsync();
            if (services.Procedures.Latest(run.Get(procedure)!) is null)
                throw ProcedureCommands.Unknown(services.Procedures, run.Get(procedure)!);
            var result = await services.Desk.PlanAsync(
                new PlanSession(run.Day(date)!.Value, run.Get(place)!), await signing.SignAsync(run, Organisers),
                run.Get(procedure)!, run.Stop);
            return Signing.Answer(run, result, $"séance prévue le {French.Day(run.Day(date))}");
        });
    }

    private Command Add()
    {
        var (id, reference, step) = (SessionArgument(), DossierCommands.Reference(), StepArgument());
        var reason = new Option<string>("--motif")
        {
            Description = "Pourquoi l’ordre d’arrivée n’est pas suivi ; le procès-verbal le dit.",
            HelpName = "TEXTE",
        };
        var simplified = new Option<bool>("--simplifiee") { Description = "Point traité par la procédure simplifiée." };
        return Acts(
            new CliCommand(
                "ajouter", "Inscrit une étape d’un dossier à l’ordre du jour.",
                "has seance ajouter S-2026-12-01 LPPR-2026-0001 examen --par sophie-marchand")
            {
                id, reference, step, reason, simplified,
            },
            id, run => new AddItem(new DossierId(run.Get(reference)), run.Get(step), run.Text(reason), run.Get(simplified)),
            run => $"{run.Get(reference)} ({run.Get(step)}) est à l’ordre du jour");
    }

    private Command Withdraw()
    {
        var (id, reference, step) = (SessionArgument(), DossierCommands.Reference(), StepArgument());
        var reason = new Option<string>("--motif") { Description = "Motif.", HelpName = "TEXTE", Required = true };
        return Acts(
            new CliCommand(
                "retirer", "Retire un point de l’ordre du jour.",
                "has seance retirer S-2026-12-01 LPPR-2026-0001 examen --motif \"Rapport attendu\" --par sophie-marchand")
            {
                id, reference, step, reason,
            },
            id, run => new WithdrawItem(new DossierId(run.Get(reference)), run.Get(step), run.Get(reason)!),
            run => $"{run.Get(reference)} ({run.Get(step)}) quitte l’ordre du jour");
    }

    private Command SendDocuments()
    {
        var id = SessionArgument();
        var on = new Option<string>("--le")
        {
            Description = "Date d’envoi (aujourd’hui sinon).",
            HelpName = "AAAA-MM-JJ",
        };
        return Acts(
            new CliCommand(
                "documents", "Note l’envoi de la convocation et des documents.",
                "has seance documents S-2026-12-01 --le 2026-11-26 --par sophie-marchand") { id, on },
            id, run => new SendDocuments(run.Day(on) ?? run.Today), _ => "envoi des documents noté");
    }

    private Command Attendance()
    {
        var id = SessionArgument();
        var present = new Argument<string[]>("PERSONNE")
        {
            Description = "Membres présents ; la dernière liste compte.",
            Arity = ArgumentArity.OneOrMore,
        };
        return Acts(
            new CliCommand(
                "presence", "Relève la présence des membres qui votent.",
                "has seance presence S-2026-12-01 isabelle-garnier marc-delorme … --par sophie-marchand") { id, present },
            id, run => new TakeAttendance([.. run.Get(present).Select(person => new PersonId(person))]),
            run => French.Count(run.Get(present).Distinct().Count(), "membre présent", "membres présents"));
    }

    private Command Deport()
    {
        var (id, reference) = (SessionArgument(), DossierCommands.Reference());
        var person = new Argument<string>("PERSONNE") { Description = "Identifiant de l’annuaire." };
        var lift = new Option<bool>("--lever") { Description = "Lève le déport (service déontologie)." };
        var reason = new Option<string>("--motif") { Description = "Motif.", HelpName = "TEXTE", Required = true };
        return Acts(
            new CliCommand(
                "deport", "Constate, ou lève, le déport d’une personne sur les points d’un dossier de cette séance.",
                "has seance deport S-2026-12-01 LPPR-2026-0001 dr-karim-haddad --motif \"Étude financée\" --par helene-faure")
            {
                id, reference, person, lift, reason,
            },
            id,
            run => run.Get(lift)
                ? new LiftItemDeport(new DossierId(run.Get(reference)), new PersonId(run.Get(person)), run.Get(reason)!)
                : new RecordItemDeport(new DossierId(run.Get(reference)), new PersonId(run.Get(person)), run.Get(reason)!),
            run => run.Get(lift) ? $"le déport de {run.Get(person)} est levé" : $"{run.Get(person)} est déporté de {run.Get(reference)}",
            Role.EthicsService, Role.Chair, Role.EvaluationService);
    }

    private Command Deliberate()
    {
        var (id, reference, step) = (SessionArgument(), DossierCommands.Reference(), StepArgument());
        var outcome = new Argument<string>("ISSUE") { Description = "Issue décidée." };
        var pro = new Option<int?>("--pour") { Description = "Voix pour.", HelpName = "N" };
        var contra = new Option<int?>("--contre") { Description = "Voix contre.", HelpName = "N" };
        var abstention = new Option<int?>("--abstention") { Description = "Abstentions.", HelpName = "N" };
        var fields = DossierActs.FieldsOption();
        return Acts(
            new CliCommand(
                "deliberer", "Enregistre la délibération sur un point, avec le vote s’il y en a un.",
                "has seance deliberer S-2026-12-01 LPPR-2026-0001 avis rendu --pour 15 --contre 1 --abstention 2 --par isabelle-garnier")
            {
                id, reference, step, outcome, pro, contra, abstention, fields,
            },
            id,
            run => new DeliberateItem(
                new DossierId(run.Get(reference)), run.Get(step), run.Get(outcome), DossierActs.FieldsOf(run, fields),
                run.Get(pro) is null && run.Get(contra) is null && run.Get(abstention) is null
                    ? null
                    : new Vote(run.Get(pro) ?? 0, run.Get(contra) ?? 0, run.Get(abstention) ?? 0)),
            run => $"{run.Get(reference)} : délibération « {run.Get(outcome)} » enregistrée", Role.Chair);
    }

    private Command End()
    {
        var id = SessionArgument();
        return Acts(
            new CliCommand("lever", "Lève la séance.", "has seance lever S-2026-12-01 --par isabelle-garnier") { id }, id,
            _ => new EndSession(), _ => "séance levée");
    }

    private Command Approve()
    {
        var id = SessionArgument();
        return Acts(
            new CliCommand(
                "approuver", "Approuve le procès-verbal.", "has seance approuver S-2026-12-01 --par isabelle-garnier") { id }, id,
            _ => new ApproveMinutes(), _ => "procès-verbal approuvé");
    }

    private Command WriteMinutes()
    {
        var id = SessionArgument();
        var command = new CliCommand(
            "pv", "Écrit le procès-verbal, à partir du journal de la séance.", "has seance pv S-2026-11-24") { id };
        return app.Does(command, async run =>
        {
            var session = await ReadAsync(run, run.Get(id));
            if (await run.ReaderAsync() is { } reader && session.Agenda.Any(item => IsHidden(session, item, reader)))
            {
                throw new RefusedException(
                    new PersonIsDeported(reader.Name, session.Agenda.First(item => IsHidden(session, item, reader)).Dossier.Value));
            }

            var services = await run.LedgerAsync();
            var minutes = Minutes.Write(
                session, await services.Queries.PeopleAsync(run.Stop), await services.Casework.OfAsync(session, run.Stop));
            if (run.WantsJson)
            {
                run.Terminal.Json(minutes);
                return ExitCodes.Ok;
            }

            run.Terminal.Line($"[bold]{minutes.Title.EscapeMarkup()}[/]");
            foreach (var section in minutes.Sections)
            {
                run.Terminal.Show(Layout.Heading(section.Heading));
                foreach (var line in section.Lines)
                    run.Terminal.Show(Layout.Indented(line));
            }

            return ExitCodes.Ok;
        });
    }

    private Command Acts(
        Command command, Argument<string> id, Func<Run, SessionCommand> asked, Func<Run, string> done, params Role[] fitting)
    {
        var signing = new Signing();
        return app.Does(signing.AddTo(command), async run =>
        {
            var by = await signing.SignAsync(run, fitting.Length > 0 ? fitting : Organisers);
            var result = await (await run.LedgerAsync()).Desk.DoAsync(
                new SessionId(run.Get(id)), asked(run), by, signing.Seen(run), run.Stop);
            return Signing.Answer(run, result, done(run));
        });
    }

    private static async Task<CommissionSession> ReadAsync(Run run, string id) =>
        await (await run.LedgerAsync()).Queries.ReadSessionAsync(new SessionId(id), run.Stop)
            ?? throw new InputException($"Aucune séance ne porte la référence {id}. « has seance list » les montre.");

    // What was said and voted on a dossier is not shown to a person who is deported from it.
    internal static bool IsHidden(CommissionSession session, AgendaItem item, Person? reader) => reader is not null
        && (session.IsDeported(reader.Id, item.Dossier) || item.Deliberation?.Deported.Contains(reader.Id) == true);

    private static object JsonOf(CommissionSession session, Person? reader) => new
    {
        Reference = session.Id.Value,
        session.Version,
        session.Planned.Date,
        session.Planned.Place,
        session.Planned.Quorum,
        session.DocumentsSentOn,
        Present = session.Present.Select(person => person.Value),
        session.EndedOn,
        session.MinutesApprovedOn,
        Agenda = session.Agenda.Select(item => new
        {
            Dossier = item.Dossier.Value,
            item.Step,
            item.Title,
            IsHidden = IsHidden(session, item, reader),
            Outcome = IsHidden(session, item, reader) ? null : item.Deliberation?.Outcome,
            Voters = IsHidden(session, item, reader) ? null : item.Deliberation?.Voters.Select(person => person.Value),
            Deported = item.Deliberation?.Deported.Select(person => person.Value),
            Vote = IsHidden(session, item, reader) ? null : item.Deliberation?.Vote,
        }),
    };

    private static void ShowSession(
        Run run, CommissionSession session, Person? reader, IReadOnlyDictionary<PersonId, string> names)
    {
        string Names(IEnumerable<PersonId> people) => string.Join(
            ", ", people.Select(person => names.GetValueOrDefault(person, person.Value)));

        run.Terminal.Line($"[bold]{session.Id} · séance du {French.Day(session.Planned.Date).EscapeMarkup()}[/]");
        run.Terminal.Show(Layout.Pairs(
            ("Lieu", session.Planned.Place),
            ("Quorum", $"{French.Count(session.Planned.Quorum, "membre votant", "membres votants")} [{session.Planned.QuorumMark}]"),
            ("Documents", session.DocumentsSentOn is { } sent ? $"envoyés le {French.Day(sent)}" : "pas encore envoyés"),
            ("Présents", session.Present.Count == 0 ? "présence à relever" : $"{session.Present.Count} : {Names(session.Present)}"),
            ("Séance", session.EndedOn is { } ended ? $"levée le {French.Day(ended)}" : "ouverte"),
            ("Procès-verbal", session.MinutesApprovedOn is { } approved ? $"approuvé le {French.Day(approved)}" : "à approuver"),
            ("Version", French.Number(session.Version))));
        run.Terminal.Show(Layout.Heading("Ordre du jour"));
        if (session.Agenda.Count == 0)
        {
            run.Terminal.Show(Layout.Indented("Vide. « has seance ajouter » y inscrit un dossier."));
            return;
        }

        var table = Layout.Table(">N°", "!Dossier", "Point", "Décision", "Vote", "Déports");
        foreach (var (item, index) in session.Agenda.Select((item, index) => (item, index + 1)))
        {
            var isHidden = IsHidden(session, item, reader);
            table.With(
                French.Number(index), item.Dossier.Value, item.Title,
                isHidden ? "non communiquée (déport)" : item.Deliberation?.OutcomeTitle ?? "à délibérer",
                isHidden ? "" : item.Deliberation?.Vote?.ToString() ?? "", Names(item.Deliberation?.Deported ?? []));
        }

        run.Terminal.Show(table);
    }
}
