using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Tests.Documents;

public class OtherDocumentTests
{
    [Theory]
    [InlineData("lppr-nom-de-marque")]
    [InlineData("pecan")]
    [InlineData("latm-nom-de-marque")]
    public void Every_document_that_can_be_written_is_a_valid_Word_file_at_every_step(string procedure)
    {
        var drive = Drive.Of(procedure);
        var written = new HashSet<string>();
        string[] stops = ["completude", "recevabilite", "instruction", "notification", "avis", "publication", "ministres"];
        foreach (var stop in stops.Where(stop => drive.Procedure.Steps.Any(step => step.Id == stop)).Prepend("depot"))
        {
            drive.On(stop);
            var at = ACase.Of(drive);
            foreach (var kind in DocumentKind.All.Where(kind => kind.WhyNot(at) is null))
            {
                OpinionDocumentTests.AssertValid(DocumentFiles.ToWord(DocumentFiles.Write(kind, at), kind.Key).Content);
                written.Add(kind.Key);
            }
        }

        // A dossier driven by the rules alone is on the agenda of no session.
        Assert.Equal(DocumentKind.All.Select(kind => kind.Key).Except(["lettre-convocation"]).Order(), written.Order());
    }

    [Fact]
    public void A_document_that_cannot_be_written_yet_says_why()
    {
        var at = ACase.Of(Drive.Opened());

        Assert.Equal("Le dossier n’est pas encore déclaré complet.", DocumentKind.Find("lettre-completude")!.WhyNot(at));
        Assert.Equal("L’avis n’est pas encore rendu.", DocumentKind.Find("lettre-transmission")!.WhyNot(at));
        Assert.Throws<ArgumentException>(() => DocumentFiles.Write(DocumentKind.Find("pv")!, at));
    }

    [Fact]
    public void The_list_of_missing_parts_names_each_with_the_source_that_requires_it()
    {
        var drive = Drive.Opened();
        var words = ACase.Words(ACase.Written(drive, "lettre-pieces-manquantes"));

        foreach (var part in DossierRules.MissingParts(drive.Dossier, drive.Procedure))
        {
            Assert.Contains(part.Title, words, StringComparison.Ordinal);
            Assert.Contains(part.Source.ToString(), words, StringComparison.Ordinal);
        }

        drive.WithParts();
        Assert.Equal("Aucune pièce obligatoire ne manque.", DocumentKind.Find("lettre-pieces-manquantes")!.WhyNot(ACase.Of(drive)));
    }

    [Fact]
    public void The_notification_states_the_time_that_the_law_of_that_day_gives()
    {
        var words = ACase.Words(ACase.Written(Drive.To("notification"), "lettre-notification"));

        Assert.Contains("Vous disposez de 10 jours", words, StringComparison.Ordinal);
        Assert.Contains("R. 165-12", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_convocation_gives_the_day_of_the_session_and_leaves_the_hour_to_a_person()
    {
        var drive = Drive.To("examen");
        drive.Add([new PlacedOnAgenda(new SessionId("S-2026-03-10"), "examen", new DateOnly(2026, 3, 10))], DemoPeople.Service, Role.EvaluationService);

        var letter = ACase.Written(drive, "lettre-convocation");

        Assert.Contains("qui se tiendra le 10 mars 2026", ACase.Words(letter), StringComparison.Ordinal);
        Assert.Contains("Heure : |à compléter", ACase.Words(letter).Replace('\u00a0', ' ').Replace("||", "|", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_minutes_of_a_session_become_a_document_that_is_a_draft_until_they_are_approved()
    {
        var session = CommissionSession.Evolve(
            new SessionId("S-2026-03-10"), null, new SessionPlanned(new DateOnly(2026, 3, 10), "Saint-Denis", 14, "M"), 1);

        var minutes = DocumentFiles.Write(DocumentKind.Minutes, session, DemoPeople.All)!;

        Assert.Equal("Projet", minutes.Status);
        Assert.Contains("Relevé de votes", ACase.Words(minutes), StringComparison.Ordinal);
        OpinionDocumentTests.AssertValid(DocumentFiles.ToWord(minutes, "pv").Content);
        var approved = CommissionSession.Evolve(session.Id, session, new MinutesApproved(new DateOnly(2026, 3, 24)), 2);
        Assert.Null(DocumentFiles.Write(DocumentKind.Minutes, approved, DemoPeople.All)!.Status);
    }

    [Fact]
    public void The_applicant_reads_the_draft_opinion_once_it_was_notified_and_nothing_internal()
    {
        string? WhyNot(Drive drive, string kind) => DocumentKind.Find(kind)!.WhyNotFor(Role.Applicant, ACase.Of(drive));

        Assert.NotNull(WhyNot(Drive.To("notification"), "avis"));
        Assert.Null(WhyNot(Drive.To("contradictoire"), "avis"));
        Assert.NotNull(WhyNot(Drive.To("ministres"), "synthese"));
        Assert.NotNull(WhyNot(Drive.To("ministres"), "preuve-occultation"));
        Assert.Null(WhyNot(Drive.To("notification"), "lettre-completude"));
    }
}
