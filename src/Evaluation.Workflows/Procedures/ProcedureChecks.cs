using Evaluation.Workflows.Conclusions;

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
        .. DutyFaults(procedure),
    ];

    private static IEnumerable<string> Duplicates(Procedure p) =>
        Repeated("étape", p.Steps.Select(step => step.Id))
            .Concat(Repeated("pièce", p.Parts.Select(part => part.Id)))
            .Concat(Repeated("délai", p.Limits.Select(limit => limit.Id)))
            .Concat(Repeated("demande", p.Requests.Select(request => request.Id)))
            .Concat(Repeated("obligation", p.Duties.Select(duty => duty.Id)))
            .Concat(Repeated("paramètre", p.Parameters.Select(parameter => parameter.Id)))
            .Concat(p.Steps.SelectMany(step => Repeated($"issue de « {step.Id} »", step.Outcomes.Select(o => o.Id))));

    private static IEnumerable<string> Repeated(string what, IEnumerable<string> ids) =>
        ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => $"{what} « {group.Key} » : en double");

    private static IEnumerable<string> StepFaults(Procedure p)
    {
        if (p.Steps.Count(step => step.IsStart) != 1)
            yield return $"il faut une étape de départ et une seule ; trouvé : {p.Steps.Count(step => step.IsStart)}";
        if (p.Steps.All(step => step.Id != p.Withdrawal.UntilStep))
            yield return $"le retrait nomme l’étape inconnue « {p.Withdrawal.UntilStep} »";

        foreach (var request in p.Requests.Where(request => ConclusionForm.Find(request.ConclusionKind) is null))
        {
            yield return $"demande « {request.Id} » : type de conclusion inconnu « {request.ConclusionKind} » ; connus : "
                + string.Join(", ", ConclusionForm.All.Select(form => form.Kind));
        }

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
                foreach (var guard in outcome.Guards.Where(guard => !ArgumentExists(p, step, outcome, guard)))
                    yield return $"issue « {self} » : la garde « {guard} » nomme un {(guard.Name == "limit-passed" ? "délai inconnu" : "élément inconnu de ce fichier")}";
                foreach (var role in outcome.Roles.Where(role => !step.Roles.Contains(role)))
                    yield return $"issue « {self} » : le rôle « {role.Key()} » n’est pas un rôle de l’étape";
                if (outcome.Guards.Any(guard => guard.Name == "vote-carried") && p.Parameters.All(x => x.Id != "voix-preponderante"))
                    yield return $"issue « {self} » : la garde « vote-carried » demande le paramètre « voix-preponderante »";
                if (outcome.DifferentPersonFrom is { } other && p.Steps.All(candidate => candidate.Id != other))
                    yield return $"issue « {self} » : « differentPersonFrom » nomme l’étape inconnue « {other} »";
                if (outcome is { EndsAll: true, Ending: null })
                    yield return $"issue « {self} » : elle met fin à tout (« endsAll ») sans dire comment le dossier se termine (« ending »)";
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

    private static bool ArgumentExists(Procedure p, Step self, StepOutcome outcome, GuardRef guard) => guard.Name switch
    {
        "limit-passed" => p.Limits.Any(limit => limit.Id == guard.Argument),
        "part-received" => p.Parts.Any(part => part.Id == guard.Argument),
        "proof-of-notification" => p.Parts.Any(part => part.Id == Dossiers.Guards.ProofPart)
            && (guard.Argument == self.Id
                ? self.OpensWhen.SelectMany(all => all).All(opener => HasField(p, opener, Dossiers.Guards.ReceivedField, FieldType.Date))
                : p.Steps.Any(step => step.Id == guard.Argument && step.Outcomes.Any(o => o.Fields.Any(f => f.Id == Dossiers.Guards.ReceivedField)))),
        "request-is" => p.Requests.Any(request => request.Id == guard.Argument),
        "outcome-is" or "if-digital" => guard.Pair is var (step, value) && Exists(p, new OutcomeRef(step, value)),
        "field-is" => guard.Pair is var (field, value)
            && outcome.Fields.Any(rule => rule.Id == field && rule.Choices.Any(choice => choice.Id == value)),
        _ => true,
    };

    private static IEnumerable<string> DutyFaults(Procedure p)
    {
        foreach (var duty in p.Duties)
        {
            foreach (var wanted in duty.From.Concat(duty.DoneBy).Where(wanted => !Exists(p, wanted)))
                yield return $"obligation « {duty.Id} » : l’issue « {wanted} » n’existe pas";
            if (duty.FromField is { } field && !duty.From.All(from => HasField(p, from, field, FieldType.Date)))
                yield return $"obligation « {duty.Id} » : l’issue de départ n’a pas de champ de date « {field} »";
            if ((duty.Period is null ? 0 : 1) + (duty.RunsForProposedYears ? 1 : 0) + (duty.EveryYearOn is null ? 0 : 1) > 1)
                yield return $"obligation « {duty.Id} » : une durée du texte, celle de l’avis ou un jour de chaque année, une seule des trois";
            foreach (var request in duty.Requests.Where(id => p.Requests.All(request => request.Id != id)))
                yield return $"obligation « {duty.Id} » : la demande « {request} » n’existe pas";
        }
    }

    private static IEnumerable<string> LimitFaults(Procedure p)
    {
        foreach (var limit in p.Limits)
        {
            if (limit.From.Count > 0 == limit.FromOpening is not null)
                yield return $"délai « {limit.Id} » : il part d’issues (« from ») ou de l’ouverture d’une étape (« fromOpening »)";
            if (limit.FromOpening is { } opening && p.Steps.All(step => step.Id != opening))
                yield return $"délai « {limit.Id} » : l’étape « {opening} » n’existe pas";
            foreach (var request in limit.Versions.SelectMany(version => version.Requests).Where(id => p.Requests.All(r => r.Id != id)))
                yield return $"délai « {limit.Id} » : la demande « {request} » n’existe pas";
            foreach (var fault in ReadingFaults(p, limit).Concat(StopFaults(p, limit)).Concat(AbandonmentFaults(p, limit)))
                yield return $"délai « {limit.Id} » : {fault}";
            foreach (var wanted in limit.From.Concat(limit.Until).Where(wanted => !Exists(p, wanted)))
                yield return $"délai « {limit.Id} » : l’issue « {wanted} » n’existe pas";
            foreach (var step in limit.Steps.Concat(limit.Stops.Select(stop => stop.WhileStep)))
            {
                if (p.Steps.All(candidate => candidate.Id != step))
                    yield return $"délai « {limit.Id} » : l’étape « {step} » n’existe pas";
            }

            if (p.Requests.Any(request => !IsOrdered(limit.Versions.Where(v => v.Requests.Count == 0 || v.Requests.Contains(request.Id)))))
                yield return $"délai « {limit.Id} » : les versions ne se suivent pas dans l’ordre des dates d’effet";
            if (limit.FromField is { } field && !limit.From.All(from => HasField(p, from, field, FieldType.Date)))
                yield return $"délai « {limit.Id} » : l’issue de départ n’a pas de champ de date « {field} »";
            if (limit.AppliesAfter is { } after && !Exists(p, after))
                yield return $"délai « {limit.Id} » : l’issue « {after} » n’existe pas";
            if (limit.AppliesWhen is { } condition && !limit.From.All(from => HasField(p, from, condition.Field, FieldType.Choice)))
                yield return $"délai « {limit.Id} » : l’issue de départ n’a pas de champ à choix « {condition.Field} »";
        }
    }

    private static bool IsOrdered(IEnumerable<LimitVersion> versions) =>
        versions.ToList() is var all && all.Zip(all.Skip(1), (a, b) => a.EffectiveFrom < b.EffectiveFrom).All(ordered => ordered);

    private static IEnumerable<string> ReadingFaults(Procedure p, Limit limit)
    {
        foreach (var reading in limit.Readings)
        {
            if (p.Parameters.All(parameter => parameter.Id != reading.Parameter))
                yield return $"la lecture « {reading.Title} » nomme le paramètre inconnu « {reading.Parameter} »";
            if (!limit.From.All(from => HasField(p, from, reading.Field, FieldType.Date)))
                yield return $"l’issue de départ n’a pas de champ de date « {reading.Field} »";
        }

        if (limit.Readings.Count > 0 && !limit.Readings.Any(reading =>
            p.Parameters.FirstOrDefault(parameter => parameter.Id == reading.Parameter) is not { } known || known.Value == reading.Value))
        {
            yield return "aucune des lectures ne correspond à la valeur de son paramètre";
        }

        foreach (var extension in limit.Extensions.Where(e => !Exists(p, e.Outcome) || !HasField(p, e.Outcome, e.Field, FieldType.Number)))
            yield return $"la prolongation « {extension.Outcome} » n’a pas de champ de nombre « {extension.Field} »";
    }

    private static IEnumerable<string> StopFaults(Procedure p, Limit limit)
    {
        foreach (var stop in limit.Stops)
        {
            if (stop.Parameter is { } parameter && p.Parameters.All(known => known.Id != parameter))
                yield return $"l’arrêt pendant « {stop.WhileStep} » nomme le paramètre inconnu « {parameter} »";
            var openers = p.Steps.Where(step => step.Id == stop.WhileStep).SelectMany(step => step.OpensWhen).SelectMany(all => all);
            if (stop.When is { } when && !openers.Any(opener => Exists(p, opener) && HasField(p, opener, when.Field, FieldType.Choice)))
                yield return $"l’arrêt pendant « {stop.WhileStep} » dépend du champ à choix « {when.Field} », qu’aucune issue qui l’ouvre ne porte";
        }
    }

    // Silence that costs a request is proven before it is stated: someone was notified, and the dated proof is on file.
    private static IEnumerable<string> AbandonmentFaults(Procedure p, Limit limit)
    {
        if (limit.Versions.All(version => version.Effect != LimitEffect.Abandonment))
            yield break;
        var findings = p.Steps.SelectMany(step => step.Outcomes)
            .Where(outcome => outcome.Guards.Any(guard => guard.Name == "limit-passed" && guard.Argument == limit.Id)).ToList();
        if (findings.Count == 0)
            yield return "il vaut abandon, mais aucune issue ne le constate (garde « limit-passed »)";
        foreach (var outcome in findings.Where(outcome => outcome.Guards.All(guard => guard.Name != "proof-of-notification")))
            yield return $"il vaut abandon : l’issue « {outcome.Id} » demande la preuve de la notification (garde « proof-of-notification »)";
    }

    private static bool Exists(Procedure p, OutcomeRef wanted) =>
        p.Steps.Any(step => step.Id == wanted.Step && step.FindOutcome(wanted.Outcome) is not null);

    private static bool HasField(Procedure p, OutcomeRef from, string field, FieldType type) =>
        !Exists(p, from)
        || p.StepOf(from.Step).FindOutcome(from.Outcome)!.Fields.Any(rule => rule.Id == field && rule.Type == type);
}
