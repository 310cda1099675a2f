using CsCheck;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Tests.Sessions;

public sealed class SessionRulesTests
{
    private static readonly DateOnly Tuesday = new(2026, 1, 13);

    private static readonly HashSet<PersonId> Voters =
        [.. DemoPeople.All.Where(person => person.Roles.Contains(Role.Member) || person.Roles.Contains(Role.Chair)).Select(person => person.Id)];

    [Fact]
    public void A_session_keeps_the_quorum_and_how_sure_we_are_of_it()
    {
        var planned = Plan().Planned;

        Assert.Equal((12, "V"), (planned.Quorum, planned.QuorumMark)); // CSS, art. R. 165-19.
    }

    [Theory]
    [InlineData("2026-01-04", "Saint-Denis", "Une séance se prévoit à une date à venir ou au jour même.")]
    [InlineData("2026-01-13", " ", "Indiquez le lieu de la séance, ou « à distance ».")]
    public void A_session_is_planned_ahead_and_somewhere(string date, string place, string message) => Refuses(
        SessionRules.Decide(null, new PlanSession(Days.Of(date), place), null, Voters, Context(day: new DateOnly(2026, 1, 5))), message);

    [Fact]
    public void Only_the_service_and_the_president_organise_a_session()
    {
        var refusal = SessionRules.Decide(
            null, new PlanSession(Tuesday, "x"), null, Voters,
            new DecisionContext(ADossier.Lppr, DemoPeople.Lead, Role.ProjectLead, Tuesday));

        Refuses(refusal, "« Organiser une séance » revient à : Service évaluation de la HAS, Présidence de la CNEDiMTS.");
        Refuses(
            SessionRules.Decide(null, new PlanSession(Tuesday, "x"), null, Voters,
                new DecisionContext(ADossier.Lppr, DemoPeople.Lead, Role.Chair, Tuesday)),
            "Claire Martin n’a pas le rôle « Présidence de la CNEDiMTS »");
    }

    [Fact]
    public void An_item_is_a_step_that_is_open_and_belongs_to_the_commission()
    {
        var dossier = Drive.To("examen").Dossier;

        Refuses(Try(Plan(), new AddItem(dossier.Id, "avis"), dossier), "L’étape « Adoption de l’avis définitif » n’est pas ouverte.");
        Refuses(Try(Plan(), new AddItem(dossier.Id, "rien"), dossier), "L’étape « rien » n’est pas ouverte.");
        var instruction = Drive.To("instruction").Dossier;
        Refuses(Try(Plan(), new AddItem(instruction.Id, "instruction"), instruction), "« Instruction » ne se décide pas en séance.");

        var session = Do(Plan(), new AddItem(dossier.Id, "examen"), dossier);
        Refuses(
            Try(session, new AddItem(dossier.Id, "examen"), dossier),
            "« Examen en commission » du dossier LPPR-2026-0042 est déjà à l’ordre du jour.");
        Assert.Equal("Examen en commission : GLYCOGUIDE (Médivia)", Assert.Single(session.Agenda).Title);
    }

    [Fact]
    public void An_item_leaves_the_agenda_with_a_reason_before_it_is_dealt_with()
    {
        var dossier = Drive.To("examen").Dossier;
        var session = Do(Plan(), new AddItem(dossier.Id, "examen"), dossier);

        Refuses(Try(session, new WithdrawItem(dossier.Id, "examen", " "), dossier), "Indiquez pourquoi le point quitte l’ordre du jour.");
        Refuses(
            Try(session, new WithdrawItem(dossier.Id, "avis", "x"), dossier),
            "Ce point n’est pas à l’ordre du jour, ou il est déjà délibéré.");
        Assert.Empty(Do(session, new WithdrawItem(dossier.Id, "examen", "Rapporteur absent."), dossier).Agenda);
    }

    [Fact]
    public void The_dossier_leaves_with_its_item_and_waits_for_a_session_again()
    {
        var drive = Drive.To("examen");
        var session = PutOn(drive, Plan());
        Assert.Equal(session.Id, SessionOf(drive));

        var withdrawal = new WithdrawItem(drive.Dossier.Id, "examen", " Rapporteur absent. ");
        var accepted = Assert.IsType<SessionDecision.Accepted>(Try(session, withdrawal, drive.Dossier));
        Assert.Equal([new ItemWithdrawn(drive.Dossier.Id, "examen", "Rapporteur absent.")], accepted.Events);
        Assert.Equal([new TakenOffAgenda(session.Id, "examen")], accepted.DossierEvents);
        drive.Add(accepted.DossierEvents, DemoPeople.Chair, Role.Chair);

        Assert.Empty(drive.Dossier.Agenda);
        Assert.Null(SessionOf(drive));
        Assert.Equal(
            $"retrait de l’ordre du jour de la séance {session.Id}",
            JournalText.TitleOf(drive.Events[^1].Event, drive.Procedure));
    }

    [Fact]
    public void An_item_put_back_after_it_left_stands_once_on_the_agenda_of_its_dossier()
    {
        var drive = Drive.To("examen");
        var session = PutOn(drive, Plan());
        var withdrawal = new WithdrawItem(drive.Dossier.Id, "examen", "x");
        drive.Add(Assert.IsType<SessionDecision.Accepted>(Try(session, withdrawal, drive.Dossier)).DossierEvents, DemoPeople.Chair, Role.Chair);
        PutOn(drive, Do(session, withdrawal, drive.Dossier));

        Assert.Equal("examen", Assert.Single(drive.Dossier.Agenda).Step);
    }

    [Fact]
    public void A_deported_organiser_touches_no_item_of_the_dossier()
    {
        var chair = DemoPeople.Chair;
        var drive = Drive.To("examen");
        var session = Present(Do(Plan(), new AddItem(drive.Dossier.Id, "examen"), drive.Dossier), 18);
        drive.Do(new DeclareDeport(chair.Id, "Lien."), Role.EthicsService);

        foreach (var command in (SessionCommand[])
        [
            new AddItem(drive.Dossier.Id, "examen"), new WithdrawItem(drive.Dossier.Id, "examen", "x"),
            new DeliberateItem(drive.Dossier.Id, "examen", "examine", new Dictionary<string, string>(), null),
        ])
        {
            var refusal = SessionRules.Decide(session, command, drive.Dossier, Voters, Context(chair, Role.Chair));
            Assert.IsType<PersonIsDeported>(Assert.IsType<SessionDecision.Refused>(refusal).Reason);
        }
    }

    [Fact]
    public void An_item_of_a_closed_dossier_can_still_leave_the_agenda()
    {
        var drive = Drive.To("examen");
        var session = Do(Plan(), new AddItem(drive.Dossier.Id, "examen"), drive.Dossier);
        drive.Do(new RequestWithdrawal(drive.Today, "x"), Role.Applicant).Do(new CloseAsImpossible(drive.Today, "x"), Role.Chair);

        Assert.Empty(Do(session, new WithdrawItem(drive.Dossier.Id, "examen", "Dossier clos."), drive.Dossier).Agenda);
    }

    [Fact]
    public void Attendance_is_taken_on_the_day_and_holds_only_those_who_may_vote()
    {
        Refuses(
            SessionRules.Decide(Plan(), new TakeAttendance([DemoPeople.Chair.Id]), null, Voters, Context(day: Tuesday.AddDays(-1))),
            "La présence se relève le jour de la séance.");
        Refuses(Try(Plan(), new TakeAttendance([DemoPeople.Lead.Id]), null), "N’ont pas voix délibérative : claire-martin.");
        Assert.Single(Do(Plan(), new TakeAttendance([DemoPeople.Chair.Id, DemoPeople.Chair.Id]), null).Present);
    }

    [Fact]
    public void The_quorum_counts_only_those_present_who_are_not_deported()
    {
        // 13 present, quorum 12. One deported leaves 12; two leave 11.
        var drive = Drive.To("examen");
        var session = Present(Do(Plan(), new AddItem(drive.Dossier.Id, "examen"), drive.Dossier), 13);
        drive.Do(new DeclareDeport(DemoPeople.Members[0].Id, "Lien."), Role.EthicsService);
        var examine = new DeliberateItem(drive.Dossier.Id, "examen", "examine", new Dictionary<string, string>(), null);
        Assert.IsType<SessionDecision.Accepted>(Try(session, examine, drive.Dossier));

        // Absent persons may be deported too: they are counted nowhere.
        drive.Do(new DeclareDeport(DemoPeople.Members[20].Id, "Lien."), Role.EthicsService);
        Assert.IsType<SessionDecision.Accepted>(Try(session, examine, drive.Dossier));

        drive.Do(new DeclareDeport(DemoPeople.Members[1].Id, "Lien."), Role.EthicsService);
        Refuses(
            Try(session, examine, drive.Dossier),
            "Le quorum n’est pas atteint pour ce point : 11 membres peuvent voter (2 déporté(s)), il en faut 12 (paramètre [V]). "
            + "Reportez le point ou complétez la présence.");
    }

    [Theory]
    [InlineData(14, 2, 1, 17)]
    [InlineData(16, 2, 1, 19)]
    [InlineData(20, -2, 0, 18)]
    [InlineData(int.MaxValue, int.MaxValue, 20, 18)] // Added as 32-bit numbers these make 18.
    public void Votes_must_make_the_number_of_voters(int @for, int against, int abstentions, int total)
    {
        var (session, dossier) = AtVote();
        var vote = new Vote(@for, against, abstentions);
        Assert.Equal(total, vote.Total);

        var refusal = Try(session, Adopt(dossier, vote), dossier);

        Assert.Contains(
            "voix pour 18 votants. Comptez aussi les abstentions, puis corrigez.",
            Assert.IsType<VotesDoNotAddUp>(Assert.IsType<SessionDecision.Refused>(refusal).Reason).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 8, 0, true)]
    [InlineData(8, 10, 0, false)]
    [InlineData(9, 9, 0, true)] // A tie: the casting vote of the president carries.
    [InlineData(0, 0, 18, false)] // No one is for it.
    [InlineData(1, 0, 17, true)]
    public void The_draft_is_adopted_when_more_are_for_it_than_against(int @for, int against, int abstentions, bool carries)
    {
        var (session, dossier) = AtVote();

        var decision = Try(session, Adopt(dossier, new Vote(@for, against, abstentions)), dossier);

        Assert.Equal(carries, decision is SessionDecision.Accepted);
    }

    [Fact]
    public void Without_a_casting_vote_a_tie_does_not_carry()
    {
        var (session, dossier) = AtVote();
        var none = ADossier.Lppr with
        {
            Parameters = [.. ADossier.Lppr.Parameters.Select(p => p.Id == "voix-preponderante" ? p with { Value = 0 } : p)],
        };

        var decision = SessionRules.Decide(
            session, Adopt(dossier, new Vote(9, 9, 0)), dossier, Voters,
            new DecisionContext(none, DemoPeople.Chair, Role.Chair, Tuesday));

        Refuses(decision, "Le vote ne porte pas « Adopter le projet d’avis » : 9 pour, 9 contre, 0 abstention.");
    }

    [Fact]
    public void A_draft_is_not_adopted_without_a_vote()
    {
        var (session, dossier) = AtVote();

        Refuses(
            Try(session, Adopt(dossier, null), dossier),
            "« Adopter le projet d’avis » demande un vote. Saisissez le relevé des votes.");
    }

    [Fact]
    public void The_session_remembers_what_the_minutes_need()
    {
        var (session, dossier) = AtVote(deported: DemoPeople.Members[3].Id);
        var vote = new Vote(15, 1, 1);

        var accepted = Assert.IsType<SessionDecision.Accepted>(Try(session, Adopt(dossier, vote), dossier));

        var item = Assert.IsType<ItemDeliberated>(Assert.Single(accepted.Events));
        Assert.Equal("Adopter le projet d’avis", item.OutcomeTitle);
        Assert.Equal(vote, item.Vote);
        Assert.Equal([DemoPeople.Members[3].Id], item.Deported);
        Assert.Equal(17, item.Voters.Count);
        Assert.DoesNotContain(DemoPeople.Members[3].Id, item.Voters);
        var deliberated = Assert.Single(accepted.DossierEvents.OfType<CommissionDeliberated>());
        Assert.Equal((12, Tuesday), (deliberated.Quorum, deliberated.On));
        Assert.IsType<CommissionDeliberated>(accepted.DossierEvents[0]);
        Assert.Equal("adopte", accepted.DossierEvents.OfType<StepFinished>().Single().Outcome);
    }

    [Fact]
    public void A_session_ends_when_everything_is_dealt_with_and_then_changes_no_more()
    {
        var (session, dossier) = AtVote();
        Refuses(Try(session, new EndSession(), null), "Points sans délibération : Adoption du projet d’avis : GLYCOGUIDE (Médivia).");
        Refuses(Try(Plan(), new EndSession(), null), "La présence n’a pas été relevée.");
        Refuses(Try(session, new ApproveMinutes(), null), "Le procès-verbal s’approuve après la séance.");

        var ended = Do(Do(session, Adopt(dossier, new Vote(15, 1, 2)), dossier), new EndSession(), null);

        Assert.Equal(Tuesday, ended.EndedOn);
        Refuses(Try(ended, new TakeAttendance([]), null), "La séance est levée : elle ne change plus.");
        Refuses(Try(Do(ended, new ApproveMinutes(), null), new ApproveMinutes(), null), "Le procès-verbal est déjà approuvé.");
    }

    [Fact]
    public void A_session_to_come_decides_nothing_yet()
    {
        var (session, dossier) = AtVote();

        var refusal = SessionRules.Decide(
            session, Adopt(dossier, new Vote(15, 1, 2)), dossier, Voters, Context(day: Tuesday.AddDays(-1)));

        Assert.IsType<DateIsInTheFuture>(Assert.IsType<SessionDecision.Refused>(refusal).Reason);
    }

    [Fact]
    public void Documents_are_not_sent_tomorrow()
    {
        Refuses(Try(Plan(), new SendDocuments(Tuesday.AddDays(1)), null), "La date du 14 janvier 2026 est à venir");
        Assert.Equal(Tuesday, Do(Plan(), new SendDocuments(Tuesday), null).DocumentsSentOn);
    }

    [Fact]
    public void Whoever_is_present_voters_and_deported_share_the_present_out() =>
        Gen.Select(Gen.Int[0, DemoPeople.Members.Count - 1].HashSet[0, 20], Gen.Int[0, DemoPeople.Members.Count - 1].HashSet[0, 8])
            .Sample((present, deported) =>
            {
                var drive = Drive.Opened();
                foreach (var index in deported)
                    drive.Do(new DeclareDeport(DemoPeople.Members[index].Id, "Lien."), Role.EthicsService);
                var session = Plan() with { Present = [.. present.Select(index => DemoPeople.Members[index].Id)] };

                var (voters, out_) = SessionRules.VotersOn(session, drive.Dossier, Voters);

                return voters.Count == present.Except(deported).Count() && out_.Count == present.Intersect(deported).Count()
                    && !voters.Any(drive.Dossier.IsDeported);
            }, iter: 300);

    private static (CommissionSession Session, Dossier Dossier) AtVote(PersonId? deported = null)
    {
        var drive = Drive.To("projet").WithConclusions();
        if (deported is { } person)
            drive.Do(new DeclareDeport(person, "Lien."), Role.EthicsService);
        return (Present(Do(Plan(), new AddItem(drive.Dossier.Id, "projet"), drive.Dossier), 18), drive.Dossier);
    }

    private static DeliberateItem Adopt(Dossier dossier, Vote? vote) =>
        new(dossier.Id, "projet", "adopte", new Dictionary<string, string>(), vote);

    private static CommissionSession Present(CommissionSession session, int members) =>
        Do(session, new TakeAttendance([.. DemoPeople.Members.Take(members).Select(member => member.Id)]), null);

    private static CommissionSession Plan() => CommissionSession.Evolve(
        new SessionId("S-2026-01-13"), null,
        Assert.IsType<SessionDecision.Accepted>(SessionRules.Decide(
            null, new PlanSession(Tuesday, "Saint-Denis"), null, Voters, Context())).Events[0],
        1);

    private static CommissionSession Do(CommissionSession session, SessionCommand command, Dossier? dossier)
    {
        var accepted = Assert.IsType<SessionDecision.Accepted>(Try(session, command, dossier));
        return accepted.Events.Aggregate(session, (before, e) => CommissionSession.Evolve(session.Id, before, e, before.Version + 1));
    }

    private static CommissionSession PutOn(Drive drive, CommissionSession session)
    {
        var item = new AddItem(drive.Dossier.Id, "examen");
        var accepted = Assert.IsType<SessionDecision.Accepted>(Try(session, item, drive.Dossier));
        var after = Do(session, item, drive.Dossier);
        drive.Add(accepted.DossierEvents, DemoPeople.Chair, Role.Chair);
        return after;
    }

    private static SessionId? SessionOf(Drive drive) => Assert.Single(NextAction.Waiting(drive.Dossier, drive.Procedure, [])).Session?.Session;

    private static SessionDecision Try(CommissionSession session, SessionCommand command, Dossier? dossier) =>
        SessionRules.Decide(session, command, dossier, Voters, Context());

    private static DecisionContext Context(Person? person = null, Role? role = null, DateOnly? day = null) =>
        new(ADossier.Lppr, person ?? DemoPeople.Chair, role ?? Role.Chair, day ?? Tuesday);

    private static void Refuses(SessionDecision decision, string message) =>
        Assert.StartsWith(message, Assert.IsType<SessionDecision.Refused>(decision).Reason.Message, StringComparison.Ordinal);
}
