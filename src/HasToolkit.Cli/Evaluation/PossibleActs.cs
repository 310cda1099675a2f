using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>What can be done on a dossier now, by whom, with what to fill in and the command to type.</summary>
internal static class PossibleActs
{
    public static void Show(Run run, DossierFile file, IReadOnlyDictionary<PersonId, string> names, SessionId? nextSession)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(DossierJson.Actions(file));
            return;
        }

        var waiting = NextAction.Waiting(file.Dossier, file.Procedure, file.Clocks);
        if (waiting.Count == 0)
        {
            run.Terminal.Say($"Rien n’est à faire : le dossier est clos ({file.Dossier.Closed?.Ending ?? "terminé"}).");
            return;
        }

        foreach (var step in waiting)
        {
            run.Terminal.Show(Layout.Heading($"{step.Step.Title} ({step.Step.Id})"));
            run.Terminal.Show(Layout.Indented(step.Step.Hint));
            run.Terminal.Show(Layout.Indented($"Par : {Who(step.Step, file.Dossier, names)}{Due(step, run.Today)}"));
            var table = Layout.Table("!Issue", "Ce que c’est", "Champs (* obligatoire)", "Condition");
            foreach (var outcome in step.Step.Outcomes)
                table.With(outcome.Id, outcome.Title, Fields(outcome), Conditions(outcome, file));
            run.Terminal.Show(table);
            if (Before(step, file) is { } before)
                run.Terminal.Show(Layout.Indented(before));
            run.Terminal.Show(Layout.Indented("→ " + CommandFor(step, file, nextSession), style: new Style(Color.Teal)));
        }
    }

    /// <summary>Who does a step: the persons in charge when there are some, else the roles.</summary>
    public static string Who(Step step, Dossier dossier, IReadOnlyDictionary<PersonId, string> names)
    {
        var people = dossier.Assignments.Where(assignment => step.Roles.Contains(assignment.Role))
            .Select(assignment => names.GetValueOrDefault(assignment.Person, assignment.Person.Value)).ToList();
        var roles = string.Join(" ou ", step.Roles.Select(role => role.Title()));
        return people.Count == 0 ? roles : $"{roles} ({string.Join(", ", people)})";
    }

    /// <summary>What must be written before a step can be finished; null when nothing is missing.</summary>
    public static string? Before(WaitingStep waiting, DossierFile file)
    {
        if (waiting.Step.Roles.Contains(Role.Applicant) && file.MissingParts.Count > 0)
        {
            return $"D’abord, {French.Count(file.MissingParts.Count, "pièce manque", "pièces manquent")} : "
                + $"has dossier piece {file.Dossier.Id} {file.MissingParts[0].Id} FICHIER";
        }

        var guards = OutcomeFor(waiting.Step, file).Guards;
        var missing = file.Dossier.Opening.Indications.Where(indication => !file.Dossier.Conclusions.ContainsKey(indication.Id)).ToList();
        return missing.Count > 0 && guards.Any(guard => guard.Name == "conclusions-recorded")
            ? $"D’abord, la conclusion : has dossier conclure {file.Dossier.Id} {missing[0].Id} --verdict …"
            : null;
    }

    /// <summary>The command that does a step.</summary>
    /// <param name="waiting">The step.</param>
    /// <param name="file">The dossier.</param>
    /// <param name="nextSession">The next session that is planned; null when there is none.</param>
    public static string CommandFor(WaitingStep waiting, DossierFile file, SessionId? nextSession)
    {
        var (step, dossier, outcome) = (waiting.Step, file.Dossier, OutcomeFor(waiting.Step, file));
        var fields = string.Concat(
            outcome.Fields.Where(field => field.IsRequired).Select(field => $" --champ {field.Id}=…"));
        if (!step.NeedsSession || dossier.Opening.IsHistorical)
            return $"has dossier act {dossier.Id} {step.Id} {outcome.Id}{fields}";
        if (waiting.Session is not { } session)
            return $"has seance ajouter {nextSession?.Value ?? "SÉANCE"} {dossier.Id} {step.Id}";
        var votes = outcome.Guards.Any(guard => guard.Name == "vote-carried") ? " --pour N --contre N --abstention N" : "";
        return $"has seance deliberer {session.Session} {dossier.Id} {step.Id} {outcome.Id}{fields}{votes}";
    }

    // The first outcome that what is known of the dossier does not rule out.
    private static StepOutcome OutcomeFor(Step step, DossierFile file) =>
        step.Outcomes.FirstOrDefault(outcome => outcome.Guards.All(guard => guard.Name switch
        {
            "parts-complete" => file.MissingParts.Count == 0,
            "parts-missing" => file.MissingParts.Count > 0,
            "withdrawn" => file.Dossier.Withdrawal is not null,
            "digital" => file.Dossier.Opening.IsDigital,
            "not-digital" => !file.Dossier.Opening.IsDigital,
            "outcome-is" when guard.Pair is var (other, wanted) => file.Dossier.LatestOf(other)?.Outcome == wanted,
            _ => true,
        })) ?? step.Outcomes[0];

    private static string Due(WaitingStep step, DateOnly today) => step.DueOn is { } due
        ? $". Avant le {French.Day(due)} inclus ({French.Left(due, today)})."
        : ".";

    private static string Fields(StepOutcome outcome) =>
        string.Join(", ", outcome.Fields.Select(field => field.Id + (field.IsRequired ? "*" : "") + Kind(field)));

    private static string Kind(FieldRule field) => field.Type switch
    {
        FieldType.Text => "",
        FieldType.Date => " (AAAA-MM-JJ)",
        FieldType.Number => " (nombre)",
        FieldType.Choice => $" ({string.Join("|", field.Choices.Select(choice => choice.Id))})",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "Unknown field type."),
    };

    private static string Conditions(StepOutcome outcome, DossierFile file) => string.Join(" ; ",
        outcome.Guards.Select(guard => ConditionOf(guard, outcome, file))
            .Concat(outcome.Roles.Count > 0 ? [$"par : {string.Join(" ou ", outcome.Roles.Select(role => role.InSentence()))}"] : [])
            .Concat(outcome.DifferentPersonFrom is { } other
                ? [$"autre personne que pour « {file.Procedure.StepOf(other).Title} »"]
                : []));

    private static string ConditionOf(GuardRef guard, StepOutcome outcome, DossierFile file) => guard.Name switch
    {
        "part-received" => $"pièce « {file.Procedure.Parts.Single(part => part.Id == guard.Argument).Title} » au dossier",
        "proof-of-notification" => "preuve datée de la notification au dossier",
        "outcome-is" when guard.Pair is var (step, wanted) =>
            $"« {file.Procedure.StepOf(step).Title} » terminée par « {file.Procedure.StepOf(step).FindOutcome(wanted)!.Title} »",
        "field-is" when guard.Pair is var (field, wanted) => $"{field}={wanted} ({outcome.Fields.Single(rule => rule.Id == field).Title})",
        "digital" => "dispositif numérique",
        "not-digital" => "dispositif non numérique",
        "some-favourable" => "une conclusion favorable",
        "none-favourable" => "aucune conclusion favorable",
        "parts-complete" => file.MissingParts.Count == 0
            ? "pièces complètes (oui)"
            : $"pièces complètes (manque {file.MissingParts.Count})",
        "parts-missing" => "une pièce manque",
        "conclusions-recorded" => "une conclusion par indication",
        "vote-carried" => "vote favorable",
        "limit-passed" => $"délai « {file.Procedure.Limits.FirstOrDefault(limit => limit.Id == guard.Argument)?.Title} » passé",
        "withdrawn" => "retrait demandé",
        _ => guard.Name,
    };
}
