using System.CommandLine;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The work around a dossier: experts, contributions of associations, tasks.</summary>
internal sealed class CaseworkCommands(CliApp app)
{
    private static readonly Role[] Staff = [Role.EvaluationService, Role.ProjectLead];

    public IEnumerable<Command> All() =>
    [
        new CliCommand("expert", "Interroge des experts : question, réponse, relance, révocation.")
        {
            Invite(), Accept(), Decline(), Answer(), Remind(), Revoke(), Consultations(),
        },
        new CliCommand("contribution", "Appelle les associations à contribuer, et reçoit leurs contributions.")
        {
            Call(), Contribute(), Contributions(),
        },
        Tasks(),
        new CliCommand("tache", "Prend, confie, relance ou signale une tâche.")
        {
            Claim(), HandOver(), RemindTask(), Escalate(),
        },
    ];

    private static Argument<string> Question() => new("QUESTION") { Description = "Référence de la question, par exemple E1." };

    private static Argument<string> Task() => new("TÂCHE") { Description = "Clé de la tâche ; « has taches » la montre." };

    private static Option<string> Reason() => new("--motif") { Description = "Motif.", HelpName = "TEXTE", Required = true };

    private static Option<string> File() => new("--fichier") { Description = "Fichier joint.", HelpName = "CHEMIN" };

    private static Option<string> Text() => new("--texte") { Description = "Texte, gardé tel quel.", HelpName = "TEXTE" };

    private Command Invite()
    {
        var (reference, person) = (DossierCommands.Reference(), new Argument<string>("EXPERT") { Description = "Identifiant de l’annuaire." });
        var question = new Option<string>("--question") { Description = "Question posée.", HelpName = "TEXTE", Required = true };
        var due = new Option<string>("--avant") { Description = "Jour où la réponse est attendue.", HelpName = "AAAA-MM-JJ", Required = true };
        var confidential = new Option<bool>("--confidentiel") { Description = "L’entreprise ne lira pas la réponse." };
        var parts = new Option<string[]>("--piece") { Description = "Pièce confiée à l’expert.", HelpName = "CLÉ" };
        return Acts(
            new CliCommand(
                "inviter", "Pose une question à un expert, après l’analyse de ses liens d’intérêts.",
                "has expert inviter LPPR-2026-0001 remi-vasseur --question \"Le suivi suffit-il ?\" --avant 2026-12-15 --piece notice",
                "    --confidentiel --par claire-martin")
            {
                reference, person, question, due, confidential, parts,
            },
            reference,
            async run =>
            {
                var asked = run.Get(parts) ?? [];
                var file = await run.UnseenAsync(run.Get(reference));
                if (asked.FirstOrDefault(key => file.Procedure.Parts.All(part => part.Id != key)) is { } unknown)
                    throw new InputException($"--piece : « {unknown} » n’est pas une pièce de la procédure ; « has dossier show » les montre.");
                return new InviteExpert(
                    new PersonId(run.Get(person)), run.Get(question)!, run.Get(confidential), run.Day(due)!.Value,
                    [.. file.Dossier.Parts.Where(part => asked.Contains(part.Part) && !part.IsSetAside).Select(part => part.Sha256)]);
            },
            run => $"question posée à {run.Get(person)}", Staff);
    }

    private Command Accept()
    {
        var (reference, question) = (DossierCommands.Reference(), Question());
        return Acts(
            new CliCommand(
                "accepter", "L’expert accepte de répondre.", "has expert accepter LPPR-2026-0001 E1 --par remi-vasseur")
            {
                reference, question,
            },
            reference,
            run => Now(new AcceptInvitation(run.Get(question))), run => $"question {run.Get(question)} acceptée", Role.Expert);
    }

    private Command Decline()
    {
        var (reference, question, reason) = (DossierCommands.Reference(), Question(), Reason());
        return Acts(
            new CliCommand(
                "decliner", "L’expert décline.",
                "has expert decliner LPPR-2026-0001 E1 --motif \"Hors de ma spécialité\" --par remi-vasseur")
            {
                reference, question, reason,
            },
            reference,
            run => Now(new DeclineInvitation(run.Get(question), run.Get(reason)!)), run => $"question {run.Get(question)} déclinée", Role.Expert);
    }

    private Command Answer()
    {
        var (reference, question, text, file) = (DossierCommands.Reference(), Question(), Text(), File());
        return Acts(
            new CliCommand(
                "repondre", "L’expert répond.",
                "has expert repondre LPPR-2026-0001 E1 --texte \"La durée est trop courte.\" --par remi-vasseur")
            {
                reference, question, text, file,
            },
            reference,
            async run => new AnswerConsultation(run.Get(question), run.Text(text) ?? "", await JoinAsync(run, reference, file)),
            run => $"réponse à la question {run.Get(question)} enregistrée", Role.Expert);
    }

    private Command Remind()
    {
        var (reference, question) = (DossierCommands.Reference(), Question());
        return Acts(
            new CliCommand(
                "relancer", "Relance l’expert.", "has expert relancer LPPR-2026-0001 E1 --par claire-martin") { reference, question },
            reference,
            run => Now(new RemindExpert(run.Get(question))), run => $"relance sur la question {run.Get(question)}", Staff);
    }

    private Command Revoke()
    {
        var (reference, question, reason) = (DossierCommands.Reference(), Question(), Reason());
        return Acts(
            new CliCommand(
                "revoquer", "Révoque l’invitation : l’expert ne lit plus rien.",
                "has expert revoquer LPPR-2026-0001 E1 --motif \"Lien déclaré depuis\" --par claire-martin")
            {
                reference, question, reason,
            },
            reference,
            run => Now(new RevokeExpert(run.Get(question), run.Get(reason)!)), run => $"question {run.Get(question)} révoquée", Staff);
    }

    private Command Consultations()
    {
        var reference = DossierCommands.Reference();
        return app.Does(
            new CliCommand(
                "list", "Montre les questions aux experts et leurs réponses, selon ce que la personne peut lire.",
                "has expert list LPPR-2026-0001 --par claire-martin") { reference },
            async run =>
            {
                var file = await ReadAsync(run, run.Get(reference));
                var names = await run.NamesAsync();
                if (run.WantsJson)
                {
                    run.Terminal.Json(new { Consultations = file.Consultations.Select(JsonOf) });
                    return ExitCodes.Ok;
                }

                if (file.Consultations.Count == 0)
                    run.Terminal.Say("Aucune question à lire. « has expert inviter » en pose une.");
                foreach (var consultation in file.Consultations)
                {
                    var asked = consultation.Invitation;
                    run.Terminal.Show(Layout.Heading(
                        $"{consultation.Id} · {names.GetValueOrDefault(asked.Expert, asked.Expert.Value)} · {consultation.State.Title()}"));
                    run.Terminal.Show(Layout.Pairs(
                        ("Question", asked.Question),
                        ("Attendue le", French.Day(asked.DueOn)),
                        ("Portée", asked.IsConfidential ? "confidentielle" : "partagée"),
                        ("Motif", consultation.Reason ?? ""),
                        ("Réponse", consultation.Answer?.Text ?? ""),
                        ("Fichier", consultation.Answer?.File?.FileName ?? "")));
                }

                return ExitCodes.Ok;
            });
    }

    private Command Call()
    {
        var reference = DossierCommands.Reference();
        var until = new Option<string>("--jusqu-au")
        {
            Description = "Date de clôture ; sans elle, le délai habituel compte. Elle ne change plus.",
            HelpName = "AAAA-MM-JJ",
        };
        return Acts(
            new CliCommand(
                "appeler", "Appelle les associations à contribuer jusqu’à une date qui ne bouge plus.",
                "has contribution appeler LPPR-2026-0001 --par sophie-marchand") { reference, until },
            reference, run => Now(new CallContributions(run.Day(until))), _ => "associations appelées à contribuer", Role.EvaluationService);
    }

    private Command Contribute()
    {
        var (reference, text, file) = (DossierCommands.Reference(), Text(), File());
        return Acts(
            new CliCommand(
                "verser", "Verse une contribution ; elle est gardée et transmise telle quelle.",
                "has contribution verser LPPR-2026-0001 --fichier contribution.pdf --par lucie-marin") { reference, text, file },
            reference, async run => new Contribute(run.Text(text) ?? "", await JoinAsync(run, reference, file)),
            _ => "contribution versée", Role.Association);
    }

    private Command Contributions()
    {
        var reference = DossierCommands.Reference();
        return app.Does(
            new CliCommand(
                "list", "Montre l’appel et les contributions, mot pour mot.", "has contribution list LPPR-2026-0001") { reference },
            async run =>
            {
                var file = await ReadAsync(run, run.Get(reference));
                if (run.WantsJson)
                {
                    run.Terminal.Json(new { file.Call, Contributions = file.Contributions.Select(JsonOf) });
                    return ExitCodes.Ok;
                }

                run.Terminal.Say(file.Call is { } call
                    ? $"Appel du {French.Day(call.On)}, clos le {French.Day(call.ClosesOn)} ; {French.Count(file.Contributions.Count, "contribution")}."
                    : "Les associations n’ont pas été appelées. « has contribution appeler » le fait.");
                foreach (var contribution in file.Contributions)
                {
                    run.Terminal.Show(Layout.Heading(
                        $"{contribution.Association}, le {French.Day(contribution.On)}{(contribution.IsLate ? ", après la clôture" : "")}"));
                    run.Terminal.Show(Layout.Indented(contribution.Text.Length > 0 ? contribution.Text : contribution.File!.FileName));
                }

                return ExitCodes.Ok;
            });
    }

    private Command Tasks()
    {
        var role = new Option<string>("--role") { Description = "Seulement dans ce rôle.", HelpName = "RÔLE" };
        return app.Does(
            new CliCommand(
                "taches", "Montre ce qui attend une personne : étapes, questions, contributions, tâches signalées.",
                "has taches --par claire-martin") { role },
            async run =>
            {
                var person = await run.SignerAsync();
                var wanted = run.Text(role) is { } key ? Signing.RoleNamed(role.Name, key) : (Role?)null;
                var tasks = await (await run.LedgerAsync()).Casework.TasksAsync(person, wanted, run.Stop);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new { Tasks = tasks.Select(JsonOf) });
                    return ExitCodes.Ok;
                }

                if (tasks.Count == 0)
                {
                    run.Terminal.Say($"Rien n’attend {person.Name}.");
                    return ExitCodes.Ok;
                }

                var names = await run.NamesAsync();
                var table = Layout.Table("!Échéance", "!Dossier", "À faire", "Prise par", "!Clé");
                foreach (var task in tasks)
                {
                    table.With(
                        task.IsStopped ? "suspendue" : task.DueOn is { } due ? French.ShortDay(due) : "",
                        task.Dossier.Value,
                        $"{task.Title} : {task.Product}{(task.Reason is null ? "" : $" (signalée : {task.Reason})")}",
                        task.HeldBy is { } holder ? names.GetValueOrDefault(holder, holder.Value) : "", task.Key);
                }

                run.Terminal.Show(table);
                return ExitCodes.Ok;
            });
    }

    private Command Claim()
    {
        var (reference, task) = (DossierCommands.Reference(), Task());
        return Acts(
            new CliCommand(
                "prendre", "Prend une tâche.",
                "has tache prendre LPPR-2026-0001 etape:recevabilite:2026-11-26 --par sophie-marchand") { reference, task },
            reference, run => Now(new ClaimTask(run.Get(task))), _ => "tâche prise");
    }

    private Command HandOver()
    {
        var (reference, task, reason) = (DossierCommands.Reference(), Task(), Reason());
        var to = new Argument<string>("PERSONNE") { Description = "À qui la confier." };
        return Acts(
            new CliCommand(
                "confier", "Confie une tâche à une autre personne.",
                "has tache confier LPPR-2026-0001 etape:recevabilite:2026-11-26 paul-henry --motif \"Congés\" --par sophie-marchand")
            {
                reference, task, to, reason,
            },
            reference,
            run => Now(new HandTaskOver(run.Get(task), new PersonId(run.Get(to)), run.Get(reason)!)),
            run => $"tâche confiée à {run.Get(to)}");
    }

    private Command RemindTask()
    {
        var (reference, task) = (DossierCommands.Reference(), Task());
        return Acts(
            new CliCommand(
                "relancer", "Relance qui tient la tâche.",
                "has tache relancer LPPR-2026-0001 etape:recevabilite:2026-11-26 --par sophie-marchand") { reference, task },
            reference,
            run => Now(new RemindTask(run.Get(task))), _ => "relance enregistrée", Staff);
    }

    private Command Escalate()
    {
        var (reference, task, reason) = (DossierCommands.Reference(), Task(), Reason());
        return Acts(
            new CliCommand(
                "signaler", "Signale une tâche en retard au chef de projet.",
                "has tache signaler LPPR-2026-0001 etape:recevabilite:2026-11-26 --motif \"Dix jours de retard\" --par sophie-marchand")
            {
                reference, task, reason,
            },
            reference,
            run => Now(new EscalateTask(run.Get(task), run.Get(reason)!)), _ => "tâche signalée au chef de projet",
            Role.EvaluationService, Role.ProjectLead, Role.Chair);
    }

    private Command Acts(
        Command command, Argument<string> reference, Func<Run, Task<CaseworkCommand>> asked, Func<Run, string> done,
        params Role[] fitting)
    {
        var signing = new Signing();
        return app.Does(signing.AddTo(command), async run =>
        {
            var by = await signing.SignAsync(run, fitting);
            var result = await (await run.LedgerAsync()).Desk.DoAsync(
                new DossierId(run.Get(reference)), await asked(run), by, signing.Seen(run), run.Stop);
            return Signing.Answer(run, result, done(run));
        });
    }

    private static Task<CaseworkCommand> Now(CaseworkCommand command) => System.Threading.Tasks.Task.FromResult(command);

    private static async Task<JoinedFile?> JoinAsync(Run run, Argument<string> reference, Option<string> option)
    {
        if (run.Text(option) is not { } path)
            return null;
        var most = (await run.ProcedureOfAsync(run.Get(reference))).ParameterOf("taille-piece").Value;
        try
        {
            await using var content = System.IO.File.OpenRead(path);
            var stored = await (await run.LedgerAsync()).Parts.SaveAsync(content, path, most, run.Stop);
            return new JoinedFile(PartStore.LabelOf(path), stored.Sha256, stored.Size, stored.MediaType);
        }
        catch (PartRefusedException e)
        {
            throw new InputException(e.Message);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"--fichier : « {path} » est introuvable. Vérifiez le chemin.");
        }
    }

    private static async Task<CaseFile> ReadAsync(Run run, string reference)
    {
        var id = new DossierId(reference);
        // Without --par, the operator of the machine reads: he holds the files anyway.
        var reader = await run.ReaderAsync() ?? new Person(new PersonId(""), "", "", Staff);
        var (file, refusal) = await (await run.LedgerAsync()).Casework.ReadAsync(id, reader, run.Stop);
        return file ?? throw new RefusedException(refusal!);
    }

    private static object JsonOf(Consultation consultation) => new
    {
        consultation.Id,
        Expert = consultation.Invitation.Expert.Value,
        consultation.Invitation.Question,
        consultation.Invitation.IsConfidential,
        consultation.Invitation.DueOn,
        State = consultation.State.ToString(),
        consultation.Reason,
        Answer = consultation.Answer?.Text,
        consultation.Answer?.File,
        consultation.Reminders,
    };

    private static object JsonOf(ContributionReceived contribution) => new
    {
        contribution.Association,
        contribution.On,
        contribution.IsLate,
        contribution.Text,
        contribution.File,
    };

    private static object JsonOf(ListedTask task) => new
    {
        Dossier = task.Dossier.Value,
        task.Product,
        task.Key,
        Kind = task.Kind.ToString(),
        task.Title,
        Role = task.Role.Key(),
        task.OpenedOn,
        task.DueOn,
        task.IsStopped,
        HeldBy = task.HeldBy?.Value,
        task.RemindedOn,
        task.EscalatedOn,
        task.Reason,
    };
}
