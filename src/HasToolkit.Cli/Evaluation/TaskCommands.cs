using System.CommandLine;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>What waits for a person, and who holds it.</summary>
internal sealed class TaskCommands(CliApp app)
{
    private readonly CaseworkActs _acts = new(app);

    public IEnumerable<Command> All() =>
    [
        Tasks(),
        new CliCommand("tache", "Prend, confie, relance ou signale une tâche.")
        {
            Claim(), HandOver(), RemindTask(), Escalate(),
        },
    ];

    private static Argument<string> Task() => new("TÂCHE") { Description = "Clé de la tâche ; « has taches » la montre." };

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
        return _acts.Command(
            new CliCommand(
                "prendre", "Prend une tâche.",
                "has tache prendre LPPR-2026-0001 etape:recevabilite:2026-11-26 --par sophie-marchand") { reference, task },
            reference, run => CaseworkActs.Now(new ClaimTask(run.Get(task))), _ => "tâche prise");
    }

    private Command HandOver()
    {
        var (reference, task, reason) = (DossierCommands.Reference(), Task(), CaseworkActs.Reason());
        var to = new Argument<string>("PERSONNE") { Description = "À qui la confier." };
        return _acts.Command(
            new CliCommand(
                "confier", "Confie une tâche à une autre personne.",
                "has tache confier LPPR-2026-0001 etape:recevabilite:2026-11-26 paul-henry --motif \"Congés\" --par sophie-marchand")
            {
                reference, task, to, reason,
            },
            reference,
            run => CaseworkActs.Now(new HandTaskOver(run.Get(task), new PersonId(run.Get(to)), run.Get(reason)!)),
            run => $"tâche confiée à {run.Get(to)}");
    }

    private Command RemindTask()
    {
        var (reference, task) = (DossierCommands.Reference(), Task());
        return _acts.Command(
            new CliCommand(
                "relancer", "Relance qui tient la tâche.",
                "has tache relancer LPPR-2026-0001 etape:recevabilite:2026-11-26 --par sophie-marchand") { reference, task },
            reference,
            run => CaseworkActs.Now(new RemindTask(run.Get(task))), _ => "relance enregistrée", CaseworkActs.Staff);
    }

    private Command Escalate()
    {
        var (reference, task, reason) = (DossierCommands.Reference(), Task(), CaseworkActs.Reason());
        return _acts.Command(
            new CliCommand(
                "signaler", "Signale une tâche en retard au chef de projet.",
                "has tache signaler LPPR-2026-0001 etape:recevabilite:2026-11-26 --motif \"Dix jours de retard\" --par sophie-marchand")
            {
                reference, task, reason,
            },
            reference,
            run => CaseworkActs.Now(new EscalateTask(run.Get(task), run.Get(reason)!)), _ => "tâche signalée au chef de projet",
            Role.EvaluationService, Role.ProjectLead, Role.Chair);
    }

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
