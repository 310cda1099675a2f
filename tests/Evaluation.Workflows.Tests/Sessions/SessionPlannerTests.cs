using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Tests.Sessions;

public sealed class SessionPlannerTests
{
    private static readonly SessionId Id = new("S-2026-01-13");
    private static readonly DateOnly Tuesday = new(2026, 1, 13);
    private static readonly HashSet<PersonId> Members = [DemoPeople.Chair.Id, .. DemoPeople.Members.Select(member => member.Id)];

    [Fact]
    public void Sessions_follow_every_two_weeks_and_one_on_a_holiday_moves_without_moving_the_cycle()
    {
        // 2026: Tuesday 30 June, then 14 July (fête nationale) → Wednesday 15, then 28 July.
        var dates = SessionPlanner.Next(new DateOnly(2026, 6, 2), new DateOnly(2026, 6, 17), 3, ADossier.Lppr);

        Assert.Equal(
            [
                new PlannedDate(new(2026, 6, 30), new(2026, 6, 25), null),
                new PlannedDate(new(2026, 7, 15), new(2026, 7, 10), "Fête nationale"),
                new PlannedDate(new(2026, 7, 28), new(2026, 7, 23), null),
            ],
            dates);
    }

    [Fact]
    public void The_agenda_follows_the_order_of_arrival_until_there_is_no_room()
    {
        var ready = Enumerable.Range(1, 9).Select(day => Ready($"LPPR-2026-000{day}", arrived: new DateOnly(2026, 1, 10 - day))).ToList();

        var proposed = SessionPlanner.Agenda(ready, Empty());

        // Eight items a session: the ninth, which arrived last, waits.
        Assert.Equal(
            ["LPPR-2026-0009", "LPPR-2026-0008", "LPPR-2026-0007", "LPPR-2026-0006", "LPPR-2026-0005", "LPPR-2026-0004", "LPPR-2026-0003", "LPPR-2026-0002"],
            proposed.Select(item => item.Dossier.Value));
    }

    [Fact]
    public void An_item_that_overtakes_another_says_which_and_why_in_the_minutes()
    {
        var dossier = Drive.To("examen").Dossier;
        var context = Context() with
        {
            Ready = [Ready("LPPR-2025-0007", new DateOnly(2025, 3, 1)), Ready(dossier.Id.Value, dossier.Opening.On)],
        };

        var session = Do(Empty(), new AddItem(dossier.Id, "examen", "Le rapporteur du premier est absent."), dossier, context);
        Assert.Contains(
            "1. LPPR-2026-0042 : Examen en commission : GLYCOGUIDE (Médivia) (hors ordre d’arrivée, avant LPPR-2025-0007 : "
            + "Le rapporteur du premier est absent.)",
            Lines(session, "Ordre du jour prévisionnel"));

        var first = Do(Empty(), new AddItem(dossier.Id, "examen"), dossier, context with { Ready = [context.Ready[1]] });
        Assert.Empty(first.Agenda[0].Overtakes);
    }

    [Fact]
    public void Substitutes_replace_absent_members_of_their_bench_in_order_of_appointment_and_the_others_have_no_vote()
    {
        var composition = new Composition(
        [
            Seat("a", 1), Seat("b", 2), Seat("c", 3), Seat("u", 4, bench: Bench.Users),
            Seat("s1", 1, isSubstitute: true), Seat("s2", 2, isSubstitute: true), Seat("s3", 3, isSubstitute: true),
            Seat("v", 1, isSubstitute: true, bench: Bench.Users),
        ]);

        var sitting = composition.SittingOf([new("a"), new("s3"), new("s2"), new("v"), new("u")]);

        // b and c are absent; s1 too, so s2 takes the place of b and s3 that of c. u is there, so v only advises.
        Assert.Equal(["a", "u", "s2", "s3"], sitting.Voters.Select(person => person.Value));
        Assert.Equal([("s2", "b"), ("s3", "c")], sitting.Replacements.Select(r => (r.Substitute.Value, r.Replaced.Value)));
        Assert.Equal(["v"], sitting.Consultative.Select(person => person.Value));
    }

    [Fact]
    public void A_seat_keeps_to_the_numbers_the_terms_and_the_ranks_of_the_text()
    {
        var full = new Composition([.. Enumerable.Range(1, 22).Select(rank => Seat($"m{rank}", rank)), Seat("s1", 1, isSubstitute: true)]);

        Assert.Null(full.FaultOf(Seat("s2", 2, isSubstitute: true)));
        Assert.Null(full.FaultOf(Seat("m22", 22)));
        Assert.StartsWith("La commission compte 22 membres au plus (CSS, art. R. 165-18, version du 28/08/2020 [V])", full.FaultOf(Seat("m23", 23)), StringComparison.Ordinal);
        Assert.StartsWith("Un autre suppléant a déjà le rang 1", full.FaultOf(Seat("s2", 1, isSubstitute: true)), StringComparison.Ordinal);
        Assert.Null(full.FaultOf(Seat("s2", 1, isSubstitute: true, bench: Bench.Users)));
        Assert.StartsWith(
            "Un mandat dure 3 ans au plus", full.FaultOf(Seat("s2", 2, isSubstitute: true) with { Until = new DateOnly(2029, 1, 1) }), StringComparison.Ordinal);
        Assert.Null(full.FaultOf(Seat("s2", 2, isSubstitute: true) with { Until = new DateOnly(2028, 12, 31) }));
    }

    [Fact]
    public void With_a_composition_the_attendance_says_who_replaces_whom_and_a_stranger_to_it_does_not_sit()
    {
        var (titular, substitute, stranger) = (DemoPeople.Members[0].Id, DemoPeople.Members[1].Id, DemoPeople.Members[2].Id);
        var context = Context() with
        {
            Composition = new Composition(
            [
                new Seat(titular, false, Bench.Scientific, 1, new(2026, 1, 1), new(2028, 12, 31)),
                new Seat(substitute, true, Bench.Scientific, 1, new(2026, 1, 1), new(2028, 12, 31)),
                new Seat(stranger, false, Bench.Scientific, 2, new(2023, 1, 1), new(2025, 12, 31)),
            ]),
        };

        var session = Do(Empty(), new TakeAttendance([substitute]), null, context);
        Assert.Equal([substitute], session.Present);
        Assert.Contains("Pr Anne-Sophie Petit, suppléant, remplace Dr Marc Delorme.", Lines(session, "Membres présents"));

        session = Do(Empty(), new TakeAttendance([titular, substitute]), null, context);
        Assert.Equal([titular], session.Present);
        Assert.Contains("Avec voix consultative : Pr Anne-Sophie Petit.", Lines(session, "Membres présents"));

        Assert.IsType<SessionDecision.Refused>(SessionRules.Decide(Empty(), new TakeAttendance([stranger]), null, Members, context));
    }

    [Theory]
    [InlineData(null, "À envoyer le 8 janvier 2026 au plus tard [S].")]
    [InlineData("2026-01-08", "Envoyés le 8 janvier 2026, dans le délai.")]
    [InlineData("2026-01-09", "Envoyés le 9 janvier 2026, après le 8 janvier 2026 : délai non tenu [S].")]
    public void The_convocation_says_whether_the_documents_leave_in_time(string? sent, string line)
    {
        var session = Empty() with { DocumentsSentOn = sent is null ? null : Days.Of(sent) };

        var convocation = Convocation.Write(session, ADossier.Lppr.ParameterOf("documents-avant-seance"));

        Assert.Equal([line], convocation.Sections.Single(section => section.Heading == "Documents").Lines);
    }

    [Fact]
    public void The_minutes_have_every_heading_in_order_and_name_associations_and_experts_without_quoting_them()
    {
        var dossier = Drive.To("examen").Dossier;
        var session = Do(Empty(), new AddItem(dossier.Id, "examen", IsSimplified: true), dossier, Context());
        session = Do(session, new RecordDebate(dossier.Id, "examen", "Le suivi est jugé court."), dossier, Context());
        session = Do(session, new RecordDebate(dossier.Id, "examen", "Le suivi est jugé suffisant."), dossier, Context());
        var invited = new ExpertInvited("E1", DemoPeople.Members[5].Id, "?", IsConfidential: true, Tuesday, [], Tuesday);
        var file = new CaseFile { Dossier = dossier.Id }.Evolve(invited, 1)
            .Evolve(new ExpertAnswered("E1", "SECRET", null, Tuesday), 2)
            .Evolve(new ContributionsCalled(Tuesday, Tuesday), 3)
            .Evolve(new ContributionReceived(new PersonId("a"), "Diabète Ensemble", "MOT", null, Tuesday, IsLate: true), 4);

        var minutes = Minutes.Write(session, DemoPeople.All, new Dictionary<DossierId, CaseFile> { [dossier.Id] = file });

        Assert.Equal(
            [
                "Membres présents", "Règlement et déontologie", "Débats", "Contributions des associations", "Experts entendus",
                "Ordre du jour prévisionnel", "Examen des demandes et délibérations", "Phases contradictoires",
                "Projets adoptés par procédure simplifiée", "Relevé de votes", "Clôture",
            ],
            minutes.Sections.Select(section => section.Heading));
        var all = minutes.Sections.SelectMany(section => section.Lines).ToList();
        Assert.Contains("LPPR-2026-0042, Examen en commission : GLYCOGUIDE (Médivia) : Le suivi est jugé suffisant.", all);
        Assert.Contains("LPPR-2026-0042 : Mme Odile Lambert, avis du 13 janvier 2026.", all);
        Assert.Contains("LPPR-2026-0042 : Diabète Ensemble, reçue le 13 janvier 2026, après la clôture, transmise telle quelle aux membres.", all);
        Assert.DoesNotContain(all, line => line.Contains("SECRET", StringComparison.Ordinal) || line.Contains("MOT", StringComparison.Ordinal)
            || line.Contains("court", StringComparison.Ordinal));
        Assert.Equal(
            ["LPPR-2026-0042, Examen en commission : GLYCOGUIDE (Médivia) : non délibéré."],
            minutes.Sections.Single(section => section.Heading == "Projets adoptés par procédure simplifiée").Lines);
        Assert.Equal(["Aucune demande."], minutes.Sections.Single(section => section.Heading == "Examen des demandes et délibérations").Lines);
    }

    [Fact]
    public void A_contradictory_phase_stands_under_its_own_heading()
    {
        var dossier = Drive.To("contradictoire").Finish("contradictoire:audition").Dossier;
        var session = Do(Empty(), new AddItem(dossier.Id, "audition"), dossier, Context());

        Assert.Single(Lines(session, "Phases contradictoires"), line => line.StartsWith("LPPR-2026-0042", StringComparison.Ordinal));
    }

    private static ReadyItem Ready(string dossier, DateOnly arrived) =>
        new(new DossierId(dossier), "X", "examen", "Examen", arrived, Tuesday, null);

    private static Seat Seat(string person, int rank, bool isSubstitute = false, Bench bench = Bench.Scientific) =>
        new(new PersonId(person), isSubstitute, bench, rank, new DateOnly(2026, 1, 1), new DateOnly(2028, 12, 31));

    private static IReadOnlyList<string> Lines(CommissionSession session, string heading) =>
        Minutes.Write(session, DemoPeople.All).Sections.Single(section => section.Heading == heading).Lines;

    private static CommissionSession Empty() =>
        CommissionSession.Evolve(Id, null, new SessionPlanned(Tuesday, "Saint-Denis", 14, "M"), 1);

    private static DecisionContext Context() => new(ADossier.Lppr, DemoPeople.Chair, Role.Chair, Tuesday);

    private static CommissionSession Do(CommissionSession session, SessionCommand command, Dossier? dossier, DecisionContext context) =>
        Assert.IsType<SessionDecision.Accepted>(SessionRules.Decide(session, command, dossier, Members, context)).Events
            .Aggregate(session, (before, e) => CommissionSession.Evolve(Id, before, e, before.Version + 1));
}
