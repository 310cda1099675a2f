using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Demo;

/// <summary>Fictional seats, declarations, experts and contributions, through the same desk as real ones.</summary>
/// <param name="desk">The desk.</param>
/// <param name="sign">Signs a command of a person in a role, by what it is and on what.</param>
internal sealed class DemoCommission(Desk desk, Func<Person, Role, string, string, Signature> sign)
{
    public async Task SeatAsync(DateOnly on, CancellationToken cancellationToken)
    {
        var titulars = DemoPeople.Members.Prepend(DemoPeople.Chair).ToList();
        // The two members of associations are the last of each list.
        foreach (var (person, index) in titulars.Select((person, index) => (person, index)))
            await SeatAsync(new Seat(person.Id, false, BenchOf(index, titulars.Count, 2), index + 1, on, TermOf(on)), cancellationToken);
        foreach (var (person, index) in DemoPeople.Substitutes.Select((person, index) => (person, index)))
        {
            await SeatAsync(
                new Seat(person.Id, true, BenchOf(index, DemoPeople.Substitutes.Count, 1), index + 1, on, TermOf(on)),
                cancellationToken);
        }
    }

    public async Task DeclareAsync(DateOnly on, CancellationToken cancellationToken)
    {
        var before = on.AddYears(-2);
        await DeclareAsync(DemoPeople.Lead, Role.ProjectLead, [], cancellationToken);
        await DeclareAsync(DemoPeople.Members[0], Role.Member, [], cancellationToken);
        await DeclareAsync(
            DemoPeople.Members[2], Role.Member,
            [new InterestLink("Kinétik", "MOUVANCE", InterestNature.Investigator, true, 4000, before, null)], cancellationToken);
        await DeclareAsync(
            DemoPeople.Members[4], Role.Member,
            [new InterestLink("Télécœur SAS", null, InterestNature.Funding, false, 15000, before, null)], cancellationToken);
        await DeclareAsync(
            DemoPeople.Members[6], Role.Member,
            [new InterestLink("Médivia", null, InterestNature.Invitation, true, 350, on.AddYears(-8), on.AddYears(-7))],
            cancellationToken);
        await DeclareAsync(DemoPeople.Experts[0], Role.Expert, [], cancellationToken);
        await DeclareAsync(
            DemoPeople.Experts[1], Role.Expert,
            [new InterestLink("Lumiderm", "DERMASCOPE IA", InterestNature.Advice, true, 2500, before, null)], cancellationToken);
    }

    public async Task ConsultAsync(DossierId id, DateOnly today, CancellationToken cancellationToken)
    {
        await DoAsync(
            id,
            new InviteExpert(
                DemoPeople.Experts[0].Id,
                "L’étude menée sur la version antérieure de l’algorithme permet-elle de conclure sur la version déposée ?",
                IsConfidential: true, today.AddDays(6), []),
            DemoPeople.Lead, Role.ProjectLead, "expert", cancellationToken);
        await DoAsync(
            id, new CallContributions(), DemoPeople.Service, Role.EvaluationService, "appel", cancellationToken);
        await DoAsync(
            id,
            new Contribute(
                "Les délais pour un premier avis dépassent quatre mois dans nos départements.\n"
                + "Un repérage fiable au cabinet changerait l’attente ; une fausse alerte de plus l’aggraverait."),
            DemoPeople.Patients, Role.Association, "contribution", cancellationToken);
    }

    private static DateOnly TermOf(DateOnly from) => from.AddYears(3).AddDays(-1);

    private static Bench BenchOf(int index, int count, int users) => index >= count - users ? Bench.Users : Bench.Scientific;

    private async Task SeatAsync(Seat seat, CancellationToken cancellationToken) => Expect(await desk.SeatAsync(
        seat, sign(DemoPeople.College, Role.College, "siege", seat.Person.Value), cancellationToken));

    private async Task DeclareAsync(
        Person person, Role role, IReadOnlyList<InterestLink> links, CancellationToken cancellationToken) =>
        Expect(await desk.DeclareAsync(links, sign(person, role, "liens", person.Id.Value), cancellationToken));

    private async Task DoAsync(
        DossierId id, CaseworkCommand command, Person person, Role role, string what, CancellationToken cancellationToken) =>
        Expect(await desk.DoAsync(id, command, sign(person, role, what, id.Value), cancellationToken: cancellationToken));

    private static void Expect(MoveResult result)
    {
        if (result is MoveResult.Refused(var reason))
            throw new InvalidOperationException($"The demonstration breaks a rule: {reason.Message}");
    }
}
