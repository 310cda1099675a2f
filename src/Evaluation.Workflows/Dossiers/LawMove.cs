using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>What a limit becomes when its dossier moves to another version of its procedure.</summary>
/// <param name="Title">The limit.</param>
/// <param name="Before">How it reads today; null when it does not run under the present version.</param>
/// <param name="After">How it would read; null when it would not run any more.</param>
public sealed record ClockChange(string Title, ClockReading? Before, ClockReading? After)
{
    /// <summary>Whether length, source, state or last day would change.</summary>
    public bool IsChange => Before is null || After is null
        || (Before.DueOn, Before.State, Before.Law.Period, Before.Law.Source) != (After.DueOn, After.State, After.Law.Period, After.Law.Source);
}

/// <summary>A move to another version, tried without writing anything.</summary>
/// <param name="From">The present version.</param>
/// <param name="To">The version asked for.</param>
/// <param name="Faults">Why it cannot be, in French; empty when it can.</param>
/// <param name="Opens">The steps that the new version adds and that would open at once.</param>
/// <param name="Clocks">Every limit that runs before or after; empty when the move cannot be.</param>
public sealed record LawMovePreview(
    int From, int To, IReadOnlyList<string> Faults, IReadOnlyList<Step> Opens, IReadOnlyList<ClockChange> Clocks);

/// <summary>Moves a running dossier to another version of its procedure. Pure: the dry run and the move share it.</summary>
/// <remarks>
/// A correspondence is written « étape » to « étape », or « étape:issue » to « étape:issue »; what is not named keeps its
/// name. The past is read through it and stays as it was written.
/// </remarks>
public static class LawMove
{
    /// <summary>Tries the move.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="from">The version it follows.</param>
    /// <param name="to">The version asked for, of the same procedure.</param>
    /// <param name="mapping">The correspondence of what changed its name.</param>
    /// <param name="today">The day.</param>
    public static LawMovePreview Preview(
        Dossier dossier, Procedure from, Procedure to, IReadOnlyDictionary<string, string> mapping, DateOnly today)
    {
        var faults = Faults(dossier, from, to, mapping, today).Distinct().ToList();
        if (faults.Count > 0)
            return new LawMovePreview(from.Version, to.Version, faults, [], []);

        var opens = Opens(dossier, from, to, mapping);
        var moved = dossier.Follow(
            new LawMoved(from.Version, to.Version, mapping, [.. opens.Select(step => step.Id)], "", today), dossier.Version + 1);
        var (before, after) = (DossierClock.Read(dossier, from, today), DossierClock.Read(moved, to, today));
        return new LawMovePreview(from.Version, to.Version, [], opens,
        [
            .. before.Concat(after).Select(reading => reading.Limit.Id).Distinct().Select(id =>
            {
                var (old, next) = (before.FirstOrDefault(r => r.Limit.Id == id), after.FirstOrDefault(r => r.Limit.Id == id));
                return new ClockChange((next ?? old)!.Limit.Title, old, next);
            }),
        ]);
    }

    internal static string StepOf(string step, IReadOnlyDictionary<string, string> mapping) => mapping.GetValueOrDefault(step, step);

    internal static OutcomeRef OutcomeOf(OutcomeRef outcome, IReadOnlyDictionary<string, string> mapping) =>
        mapping.TryGetValue(outcome.ToString(), out var text) && OutcomeRef.Parse(text) is { } mapped
            ? mapped
            : outcome with { Step = StepOf(outcome.Step, mapping) };

    private static IEnumerable<string> Faults(
        Dossier dossier, Procedure from, Procedure to, IReadOnlyDictionary<string, string> mapping, DateOnly today)
    {
        if (to.Version == from.Version)
            yield return $"Le dossier suit déjà la version {to.Version}.";
        foreach (var key in mapping.Keys.Where(key => !IsKnown(key, from)))
            yield return $"La correspondance « {key} » ne nomme rien dans la version {from.Version}.";
        foreach (var value in mapping.Values.Where(value => !IsKnown(value, to)))
            yield return $"La correspondance vers « {value} » ne nomme rien dans la version {to.Version}.";
        if (to.Requests.FirstOrDefault(request => request.Id == dossier.Opening.Request) is not { } kept)
            yield return $"La version {to.Version} ne connaît pas la demande « {dossier.Opening.Request} ».";
        else if (kept.ConclusionKind != from.RequestOf(dossier.Opening.Request).ConclusionKind)
            yield return $"La version {to.Version} conclut cette demande autrement : les conclusions ne peuvent suivre.";

        foreach (var open in dossier.OpenSteps.Where(open => to.Steps.All(step => step.Id != StepOf(open.Step, mapping))))
            yield return Missing($"l’étape ouverte « {from.StepOf(open.Step).Title} » ({open.Step})", open.Step, to);
        foreach (var done in dossier.Finished)
        {
            var mapped = OutcomeOf(done.Ref, mapping);
            if (to.Steps.FirstOrDefault(step => step.Id == mapped.Step)?.FindOutcome(mapped.Outcome) is null)
                yield return Missing($"l’issue « {from.StepOf(done.Step).Title} : {done.Outcome} »", done.Ref.ToString(), to);
        }

        foreach (var part in dossier.Parts.Select(part => part.Part).Distinct().Where(id => to.Parts.All(part => part.Id != id)))
            yield return $"La version {to.Version} ne prévoit pas la pièce « {part} », qui est au dossier.";
        foreach (var item in dossier.Agenda.Where(item => item.SessionDate >= today && StepOf(item.Step, mapping) != item.Step
            && dossier.OpenSteps.Any(open => open.Step == item.Step)))
        {
            yield return $"« {from.StepOf(item.Step).Title} » est à l’ordre du jour de la séance {item.Session} : retirez-la d’abord.";
        }
    }

    private static string Missing(string what, string key, Procedure to) =>
        $"La version {to.Version} n’a pas {what}. Donnez sa correspondance : {key}=….";

    private static bool IsKnown(string text, Procedure procedure) => OutcomeRef.Parse(text) is { } outcome
        ? procedure.Steps.FirstOrDefault(step => step.Id == outcome.Step)?.FindOutcome(outcome.Outcome) is not null
        : procedure.Steps.Any(step => step.Id == text);

    // Only what the new version adds: a step that both versions have opens by the acts of people, as before.
    private static List<Step> Opens(Dossier dossier, Procedure from, Procedure to, IReadOnlyDictionary<string, string> mapping)
    {
        var known = from.Steps.Select(step => StepOf(step.Id, mapping)).ToHashSet();
        var latest = dossier.Finished.Select(done => OutcomeOf(done.Ref, mapping)).GroupBy(outcome => outcome.Step)
            .Select(group => group.Last()).ToHashSet();
        return [.. to.Steps.Where(step => !known.Contains(step.Id) && step.OpensWhen.Any(all => all.All(latest.Contains)))];
    }
}
