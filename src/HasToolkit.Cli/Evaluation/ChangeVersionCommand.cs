using System.CommandLine;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Has a dossier follow another version of its procedure, or shows what that would change.</summary>
internal sealed class ChangeVersionCommand(CliApp app)
{
    public Command ChangeVersion()
    {
        var reference = DossierCommands.Reference();
        var version = new Argument<int>("VERSION") { Description = "Version de la procédure ; « has procedure list » les montre." };
        var mapping = new Option<string[]>("--correspondance")
        {
            Description = "Étape ou issue qui change de nom : ancien=nouveau, ou étape:issue=étape:issue.",
            HelpName = "ANCIEN=NOUVEAU",
        };
        var reason = new Option<string>("--motif")
        {
            Description = "Pourquoi ; sans motif, c’est un essai : rien n’est enregistré.",
            HelpName = "TEXTE",
        };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "changer-version", "Fait suivre au dossier une autre version de sa procédure ; sans motif, montre ce qui changerait.",
                "has dossier changer-version LPPR-2026-0001 2",
                "has dossier changer-version LPPR-2026-0001 2 --motif \"Texte en vigueur\" --par sophie-marchand")
            {
                reference, version, mapping, reason,
            }),
            async run =>
            {
                var file = await run.UnseenAsync(run.Get(reference));
                var names = DossierActs.FieldsOf(run, mapping);
                if (run.Text(reason) is { } why)
                {
                    var result = await DossierActs.DoAsync(
                        run, signing, reference, new MoveLaw(run.Get(version), names, why), Role.EvaluationService);
                    return Signing.Answer(run, result, $"le dossier suit la version {run.Get(version)}");
                }

                var target = run.Procedures().Find(file.Procedure.Id, run.Get(version))
                    ?? throw new InputException($"La procédure « {file.Procedure.Id} » n’a pas de version {run.Get(version)}.");
                return ShowTrial(run, LawMove.Preview(file.Dossier, file.Procedure, target, names, run.Today));
            });
    }

    private static int ShowTrial(Run run, LawMovePreview preview)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                preview.From,
                preview.To,
                preview.Faults,
                Opens = preview.Opens.Select(step => step.Id),
                Clocks = preview.Clocks.Select(change => new
                {
                    change.Title,
                    change.IsChange,
                    Before = Reading(change.Before),
                    After = Reading(change.After),
                }),
            });
            return preview.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Findings;
        }

        foreach (var fault in preview.Faults)
            run.Terminal.Fail(fault);
        if (preview.Faults.Count > 0)
            return ExitCodes.Findings;
        run.Terminal.Show(Layout.Heading($"Essai : de la version {preview.From} à la version {preview.To}"));
        var table = Layout.Table("Délai", "!Aujourd’hui", "!Après", "Change ?");
        foreach (var change in preview.Clocks)
            table.With(change.Title, Words(change.Before), Words(change.After), change.IsChange ? "oui" : "non");
        run.Terminal.Show(table);
        run.Terminal.Show(Layout.Indented(preview.Opens.Count == 0
            ? "Aucune étape ne s’ouvre."
            : $"S’ouvrent : {string.Join(", ", preview.Opens.Select(step => step.Title))}."));
        run.Terminal.Say("Rien n’est enregistré. Ajoutez --motif pour changer de version.");
        return ExitCodes.Ok;
    }

    private static object? Reading(ClockReading? reading) => reading is null
        ? null
        : new { reading.State, reading.DueOn, Period = reading.Law.Period.ToString(), Law = reading.Law.Source.ToString() };

    private static string Words(ClockReading? reading) => reading is null
        ? "ne court pas"
        : $"{reading.Law.Period}, {DossierView.StateOf(reading.State)}{(reading.DueOn is { } due ? $", {French.ShortDay(due)}" : "")}";
}
