namespace Evaluation.Workflows.Procedures;

/// <summary>Checks the sense of a procedure: what a schema cannot see.</summary>
internal static class ProcedureChecks
{
    /// <summary>Every fault, in French; empty when the procedure can be followed.</summary>
    public static List<string> Faults(Procedure procedure) =>
    [
        .. Duplicates(procedure),
        .. StepFaults(procedure),
        .. ReachabilityFaults(procedure),
        .. OutcomeFaults(procedure),
        .. LimitFaults(procedure),
    ];

    private static IEnumerable<string> Duplicates(Procedure p) =>
        Repeated("étape", p.Steps.Select(step => step.Id))
            .Concat(Repeated("pièce", p.Parts.Select(part => part.Id)))
            .Concat(Repeated("délai", p.Limits.Select(limit => limit.Id)))
            .Concat(Repeated("demande", p.Requests.Select(request => request.Id)))
            .Concat(p.Steps.SelectMany(step => Repeated($"issue de « {step.Id} »", step.Outcomes.Select(o => o.Id))));

    private static IEnumerable<string> Repeated(string what, IEnumerable<string> ids) =>
        ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => $"{what} « {group.Key} » : en double");

    private static IEnumerable<string> StepFaults(Procedure p)
    {
        if (p.Steps.Count(step => step.IsStart) != 1)
            yield return $"il faut une étape de départ et une seule ; trouvé : {p.Steps.Count(step => step.IsStart)}";
        if (p.Steps.All(step => step.Id != p.Withdrawal.UntilStep))
            yield return $"le retrait nomme l’étape inconnue « {p.Withdrawal.UntilStep} »";

        foreach (var step in p.Steps)
        {
            foreach (var wanted in step.OpensWhen.SelectMany(all => all).Where(wanted => !Exists(p, wanted)))
                yield return $"étape « {step.Id} » : l’issue « {wanted} » dont dépend son ouverture n’existe pas";
        }
    }

    private static IEnumerable<string> ReachabilityFaults(Procedure p)
    {
        var reached = p.Steps.Where(step => step.IsStart).Select(step => step.Id).ToHashSet();
        for (var grew = true; grew;)
        {
            grew = p.Steps
                .Where(step => !reached.Contains(step.Id))
                .Where(step => step.OpensWhen.Any(all => all.All(wanted => reached.Contains(wanted.Step))))
                .ToList()
                .Exists(step => reached.Add(step.Id));
        }

        return p.Steps.Where(step => !reached.Contains(step.Id)).Select(step => $"étape « {step.Id} » : inaccessible depuis le départ");
    }

    private static IEnumerable<string> OutcomeFaults(Procedure p)
    {
        if (!p.Steps.SelectMany(step => step.Outcomes).Any(outcome => outcome.Ending is not null))
            yield return "aucune issue ne termine le dossier (« ending »)";

        foreach (var step in p.Steps)
        {
            foreach (var outcome in step.Outcomes)
            {
                var self = new OutcomeRef(step.Id, outcome.Id);
                if (!LeadsSomewhere(p, self, outcome))
                    yield return $"issue « {self} » : ne mène nulle part (ni étape, ni fin)";
                foreach (var guard in outcome.Guards.Where(guard => !Dossiers.Guards.Names.Contains(guard.Name)))
                    yield return $"issue « {self} » : garde inconnue « {guard.Name} » ; connues : {string.Join(", ", Dossiers.Guards.Names)}";
                foreach (var guard in outcome.Guards.Where(guard => guard.Name == "limit-passed" && !HasLimit(p, guard.Argument)))
                    yield return $"issue « {self} » : la garde « {guard} » nomme un délai inconnu";
                if (outcome.Guards.Any(guard => guard.Name == "vote-carried") && p.Parameters.All(x => x.Id != "voix-preponderante"))
                    yield return $"issue « {self} » : la garde « vote-carried » demande le paramètre « voix-preponderante »";
                if (outcome.DifferentPersonFrom is { } other && p.Steps.All(candidate => candidate.Id != other))
                    yield return $"issue « {self} » : « differentPersonFrom » nomme l’étape inconnue « {other} »";
                foreach (var repeated in Repeated($"champ de « {self} »", outcome.Fields.Select(field => field.Id)))
                    yield return repeated;
                foreach (var field in outcome.Fields.Where(field => (field.Type == FieldType.Choice) != (field.Choices.Count > 0)))
                    yield return $"champ « {self}/{field.Id} » : un champ à choix a des choix, et lui seul";
            }
        }

        if (p.Steps.Any(step => step.NeedsSession) && p.Parameters.All(parameter => parameter.Id != "quorum"))
            yield return "une étape se décide en séance : le paramètre « quorum » manque";
    }

    private static bool LeadsSomewhere(Procedure p, OutcomeRef self, StepOutcome outcome) =>
        outcome.Ending is not null || outcome.Decision is not null || outcome.EndsTrack
        || p.Steps.Any(step => step.OpensWhen.Any(all => all.Contains(self)));

    private static IEnumerable<string> LimitFaults(Procedure p)
    {
        foreach (var limit in p.Limits)
        {
            foreach (var wanted in limit.From.Concat(limit.Until).Where(wanted => !Exists(p, wanted)))
                yield return $"délai « {limit.Id} » : l’issue « {wanted} » n’existe pas";
            foreach (var step in limit.Steps.Concat(limit.Stops.Select(stop => stop.WhileStep)))
            {
                if (p.Steps.All(candidate => candidate.Id != step))
                    yield return $"délai « {limit.Id} » : l’étape « {step} » n’existe pas";
            }

            if (!limit.Versions.Zip(limit.Versions.Skip(1), (a, b) => a.EffectiveFrom < b.EffectiveFrom).All(ordered => ordered))
                yield return $"délai « {limit.Id} » : les versions ne se suivent pas dans l’ordre des dates d’effet";
            if (limit.FromField is { } field && !limit.From.All(from => HasField(p, from, field, FieldType.Date)))
                yield return $"délai « {limit.Id} » : l’issue de départ n’a pas de champ de date « {field} »";
            if (limit.AppliesWhen is { } condition && !limit.From.All(from => HasField(p, from, condition.Field, FieldType.Choice)))
                yield return $"délai « {limit.Id} » : l’issue de départ n’a pas de champ à choix « {condition.Field} »";
        }
    }

    private static bool HasLimit(Procedure p, string? id) => p.Limits.Any(limit => limit.Id == id);

    private static bool Exists(Procedure p, OutcomeRef wanted) =>
        p.Steps.Any(step => step.Id == wanted.Step && step.FindOutcome(wanted.Outcome) is not null);

    private static bool HasField(Procedure p, OutcomeRef from, string field, FieldType type) =>
        !Exists(p, from)
        || p.StepOf(from.Step).FindOutcome(from.Outcome)!.Fields.Any(rule => rule.Id == field && rule.Type == type);
}
