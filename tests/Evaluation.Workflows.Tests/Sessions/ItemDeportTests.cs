using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Tests.Sessions;

public sealed class ItemDeportTests
{
    private static readonly DateOnly Tuesday = new(2026, 1, 13);
    private static readonly SessionId Id = new("S-2026-01-13");
    private static readonly Person Haddad = DemoPeople.Members[2];
    private static readonly HashSet<PersonId> Voters = [DemoPeople.Chair.Id, .. DemoPeople.Members.Select(member => member.Id)];

    [Fact]
    public void A_member_whose_link_meets_the_dossier_is_proposed_and_stays_proposed_once_it_is_recorded()
    {
        var (session, dossier) = WithItem();
        var declarations = new Dictionary<PersonId, InterestDeclaration>
        {
            [Haddad.Id] = new(Haddad.Id, Tuesday, [Link("Médivia", isDirect: false)]),
            [DemoPeople.Members[3].Id] = new(DemoPeople.Members[3].Id, Tuesday, [Link("Sans rapport", isDirect: true)]),
        };

        var proposal = Assert.Single(DeportProposals.For(session, dossier, Voters, declarations, Tuesday));
        Assert.Equal((Haddad.Id, false), (proposal.Person, proposal.IsRecorded));

        session = Do(session, new RecordItemDeport(dossier.Id, Haddad.Id, "Équipe financée."), dossier);
        Assert.True(Assert.Single(DeportProposals.For(session, dossier, Voters, declarations, Tuesday)).IsRecorded);
    }

    [Fact]
    public void Who_is_deported_from_an_item_counts_neither_in_the_quorum_nor_in_the_vote_and_the_minutes_say_so()
    {
        var (session, dossier) = WithItem();
        session = Do(session, new TakeAttendance([.. DemoPeople.Members.Take(14).Select(member => member.Id)]), dossier);
        var deliberate = new DeliberateItem(dossier.Id, "examen", "examine", new Dictionary<string, string>(), null);
        Assert.IsType<SessionDecision.Accepted>(Try(session, deliberate, dossier));

        session = Do(session, new RecordItemDeport(dossier.Id, Haddad.Id, "Équipe financée."), dossier);
        var refused = Assert.IsType<QuorumIsNotReached>(Refused(session, deliberate, dossier));
        Assert.Equal((13, 14, 1), (refused.Voters, refused.Quorum, refused.Deported));

        session = Do(session, new TakeAttendance([.. DemoPeople.Members.Take(15).Select(member => member.Id)]), dossier);
        session = Do(session, deliberate, dossier);
        var done = session.Agenda[0].Deliberation!;
        Assert.Equal([Haddad.Id], done.Deported);
        Assert.Equal(14, done.Voters.Count);
        Assert.Contains(
            "LPPR-2026-0042, Examen en commission : GLYCOGUIDE (Médivia) : Dr Karim Haddad n’a pris part ni au débat ni au vote (déport).",
            Minutes.Write(session, DemoPeople.All).Sections.SelectMany(section => section.Lines));
    }

    [Fact]
    public void The_minutes_also_name_a_deported_member_who_stayed_away()
    {
        var (session, dossier) = WithItem();
        session = Do(session, new RecordItemDeport(dossier.Id, Haddad.Id, "Équipe financée."), dossier);

        Assert.Contains(
            Minutes.Write(session, DemoPeople.All).Sections.SelectMany(section => section.Lines),
            line => line.EndsWith("Dr Karim Haddad ne prend part ni au débat ni au vote (déport).", StringComparison.Ordinal));
    }

    [Fact]
    public void A_president_who_is_deported_from_an_item_does_not_record_its_deliberation()
    {
        var (session, dossier) = WithItem();
        session = Do(session, new TakeAttendance([.. Voters]), dossier);
        session = Do(session, new RecordItemDeport(dossier.Id, DemoPeople.Chair.Id, "Lien."), dossier);

        Assert.IsType<PersonIsDeported>(Refused(
            session, new DeliberateItem(dossier.Id, "examen", "examine", new Dictionary<string, string>(), null), dossier));
    }

    [Fact]
    public void A_deport_on_an_item_is_recorded_once_with_a_reason_and_lifted_by_the_ethics_service_alone()
    {
        var (session, dossier) = WithItem();
        Assert.IsType<SessionRefuses>(Refused(session, new RecordItemDeport(dossier.Id, Haddad.Id, " "), dossier));
        Assert.IsType<SessionRefuses>(Refused(session, new RecordItemDeport(new DossierId("LPPR-2026-0001"), Haddad.Id, "x"), dossier));
        Assert.IsType<RoleMayNot>(Refused(session, new RecordItemDeport(dossier.Id, Haddad.Id, "x"), dossier, DemoPeople.Lead, Role.ProjectLead));

        session = Do(session, new RecordItemDeport(dossier.Id, Haddad.Id, "x"), dossier, DemoPeople.Ethics, Role.EthicsService);
        Assert.IsType<DeportIsAsBefore>(Refused(session, new RecordItemDeport(dossier.Id, Haddad.Id, "x"), dossier));
        Assert.IsType<RoleMayNot>(Refused(session, new LiftItemDeport(dossier.Id, Haddad.Id, "x"), dossier));

        session = Do(session, new LiftItemDeport(dossier.Id, Haddad.Id, "Erreur de nom."), dossier, DemoPeople.Ethics, Role.EthicsService);
        Assert.Empty(session.ItemDeports);
    }

    private static InterestLink Link(string company, bool isDirect) =>
        new(company, null, InterestNature.Funding, isDirect, null, new DateOnly(2024, 1, 1), null);

    private static (CommissionSession Session, Dossier Dossier) WithItem()
    {
        var dossier = Drive.To("examen").Dossier;
        var session = CommissionSession.Evolve(Id, null, new SessionPlanned(Tuesday, "Saint-Denis", 14, "M"), 1);
        return (Do(session, new AddItem(dossier.Id, "examen"), dossier), dossier);
    }

    private static CommissionSession Do(
        CommissionSession session, SessionCommand command, Dossier dossier, Person? person = null, Role role = Role.Chair) =>
        Assert.IsType<SessionDecision.Accepted>(Try(session, command, dossier, person, role)).Events
            .Aggregate(session, (before, e) => CommissionSession.Evolve(Id, before, e, before.Version + 1));

    private static Refusal Refused(
        CommissionSession session, SessionCommand command, Dossier dossier, Person? person = null, Role role = Role.Chair) =>
        Assert.IsType<SessionDecision.Refused>(Try(session, command, dossier, person, role)).Reason;

    private static SessionDecision Try(
        CommissionSession session, SessionCommand command, Dossier dossier, Person? person = null, Role role = Role.Chair) =>
        SessionRules.Decide(session, command, dossier, Voters, new DecisionContext(ADossier.Lppr, person ?? DemoPeople.Chair, role, Tuesday));
}
