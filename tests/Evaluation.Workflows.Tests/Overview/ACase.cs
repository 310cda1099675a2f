using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Overview;

/// <summary>Dossiers of which a test says only what moved, and when.</summary>
internal static class ACase
{
    /// <summary>A dossier opened on a day, with moves « jour étape:issue », each day counted from the opening.</summary>
    public static CountedCase Of(int number, DateOnly opened, bool usesAi = false, bool isHistorical = false, params string[] moves)
    {
        var id = new DossierId($"LPPR-2026-{number:0000}");
        // As a historical one, it needs neither parts nor votes: what matters here is its days.
        var request = ADossier.Request(isHistorical: true, on: opened, usesAi: usesAi, isDigital: usesAi);
        Dossier? dossier = null;
        void Keep(Decision decision)
        {
            var accepted = Assert.IsType<Decision.Accepted>(decision);
            foreach (var e in accepted.Events)
            {
                dossier = Dossier.Evolve(id, dossier, new SignedEvent(
                    (dossier?.Version ?? 0) + 1, DateTimeOffset.UnixEpoch, new PersonId("essai"), Role.EvaluationService, e));
            }
        }

        DecisionContext By(string step, Role role) => new(
            ADossier.Lppr, new Person(new PersonId($"essai-{step}"), "Essai", ADossier.Company, [role]), role, new DateOnly(2030, 1, 1));
        Keep(DossierRules.Decide(null, request, By("depot", Role.EvaluationService)));
        foreach (var move in moves)
        {
            var parts = move.Split(' ');
            var wanted = OutcomeRef.Parse(parts[1])!.Value;
            var step = ADossier.Lppr.StepOf(wanted.Step);
            var outcome = step.FindOutcome(wanted.Outcome)!;
            Keep(DossierRules.Decide(
                dossier,
                new FinishStep(
                    wanted.Step, wanted.Outcome, opened.AddDays(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture)),
                    outcome.Fields.Where(field => field.Type == FieldType.Text).ToDictionary(field => field.Id, _ => "Essai.")),
                By(step.Id, step.RolesOf(outcome)[0])));
        }

        return new CountedCase(dossier! with { Opening = dossier.Opening with { IsHistorical = isHistorical } }, ADossier.Lppr);
    }

    /// <summary>Deports a person from a dossier.</summary>
    public static CountedCase Without(this CountedCase one, PersonId person) =>
        one with { Dossier = one.Dossier with { Deports = [new Deport(person, "Lien.")] } };
}
