using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>A dossier as the sum of its events, and the events that cannot be added.</summary>
public sealed class DossierTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private static readonly DateOnly Day = new(2026, 1, 5);

    [Fact]
    public void A_dossier_is_opened_once()
    {
        var opening = Drive.Opened().Events[0];

        Assert.Equal(
            "Dossier LPPR-2026-0042 is opened twice (event 2).", Broken(opening, opening with { Sequence = 2 }));
    }

    [Fact]
    public void A_dossier_starts_with_its_opening() =>
        Assert.Equal("The first event of LPPR-2026-0042 is NoteAdded, not its opening.", Broken(Signed(1, new NoteAdded("Note."))));

    [Fact]
    public void An_event_that_nobody_knows_is_not_passed_over() =>
        Assert.Equal("Unknown event Rumour in LPPR-2026-0042.", Broken([.. Drive.Opened().Events, Signed(3, new Rumour())]));

    [Theory]
    [InlineData("avis", 1)]
    [InlineData("depot", 2)]
    public void A_step_ends_only_while_it_is_open(string step, int occurrence) => Assert.Equal(
        $"Step {step}/{occurrence} of LPPR-2026-0042 ends without being open.",
        Broken([.. Drive.Opened().Events, Signed(3, new StepFinished(step, occurrence, "rendu", Day, Nothing, false, null, null))]));

    [Fact]
    public void No_event_is_no_dossier() => Assert.Null(Dossier.Fold(ADossier.Id, []));

    [Fact]
    public void Of_two_endings_the_later_one_stands_and_an_outcome_without_one_changes_nothing()
    {
        var drive = Drive.To("instruction");

        Ends("instruction", "Refusé");
        Assert.Equal("Refusé", drive.Dossier.Ending);
        Ends("experts", "Retiré");
        Assert.Equal("Retiré", drive.Dossier.Ending);
        Ends("contribution", null);
        Assert.Equal("Retiré", drive.Dossier.Ending);

        void Ends(string step, string? ending) => drive.Add(
            [new StepFinished(step, 1, "fin", Day, Nothing, false, ending, null)], DemoPeople.Lead, Role.ProjectLead);
    }

    [Theory]
    [InlineData("S-2026-01-13", "examen", "S-2026-01-27 examen, S-2026-01-13 avis")]
    [InlineData("S-2026-01-27", "examen", "S-2026-01-13 examen, S-2026-01-13 avis")]
    [InlineData("S-2026-01-13", "avis", "S-2026-01-13 examen, S-2026-01-27 examen")]
    [InlineData("S-2026-01-27", "avis", "S-2026-01-13 examen, S-2026-01-27 examen, S-2026-01-13 avis")]
    public void What_leaves_an_agenda_is_that_step_in_that_session(string session, string step, string left)
    {
        var drive = Drive.Opened();
        drive.Add(
            [
                new PlacedOnAgenda(new("S-2026-01-13"), "examen", Day), new PlacedOnAgenda(new("S-2026-01-27"), "examen", Day),
                new PlacedOnAgenda(new("S-2026-01-13"), "avis", Day), new TakenOffAgenda(new(session), step),
            ],
            DemoPeople.Chair, Role.Chair);

        Assert.Equal(left, string.Join(", ", drive.Dossier.Agenda.Select(item => $"{item.Session} {item.Step}")));
    }

    [Fact]
    public void A_file_is_set_aside_for_its_part_alone_and_no_other_file_of_the_part_with_it()
    {
        var drive = Drive.Opened();
        var notice = drive.APart("notice");
        drive.Do(notice, Role.Applicant).Do(notice with { Sha256 = Drive.Hash("corrigée") }, Role.Applicant)
            .Do(notice with { Part = "autre" }, Role.Applicant)
            .Do(new SetPartAside("notice", notice.Sha256, "Notice d’un autre produit."), Role.EvaluationService);

        Assert.Equal(
            [("notice", notice.Sha256, true), ("notice", Drive.Hash("corrigée"), false), ("autre", notice.Sha256, false)],
            drive.Dossier.Parts.Select(part => (part.Part, part.Sha256, part.IsSetAside)));
    }

    [Fact]
    public void Who_is_released_from_a_role_keeps_his_other_role_and_takes_nobody_along()
    {
        var expert = DemoPeople.Experts[0].Id;
        var drive = Drive.Opened().Do(new AssignPerson(Drive.Second.Id, Role.ProjectLead), Role.EvaluationService)
            .Do(new AssignPerson(Drive.Second.Id, Role.Expert), Role.EvaluationService)
            .Do(new AssignPerson(expert, Role.Expert), Role.EvaluationService);

        drive.Do(new ReleasePerson(Drive.Second.Id, Role.Expert, "Congé."), Role.EvaluationService);

        Assert.Equal(
            [new Assignment(Drive.Second.Id, Role.ProjectLead), new Assignment(expert, Role.Expert)], drive.Dossier.Assignments);
    }

    private static string Broken(params SignedEvent[] events) =>
        Assert.Throws<InvalidDataException>(() => Dossier.Fold(ADossier.Id, events)).Message;

    private static SignedEvent Signed(long sequence, DossierEvent happened) => new(
        sequence, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), DemoPeople.Lead.Id, Role.ProjectLead, happened);

    private sealed record Rumour : DossierEvent;
}
