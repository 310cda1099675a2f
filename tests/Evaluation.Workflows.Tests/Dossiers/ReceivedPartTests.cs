using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using static Evaluation.Workflows.Tests.Dossiers.Verdicts;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>Files that are received for a part of a dossier, or set aside.</summary>
public sealed class ReceivedPartTests
{
    [Fact]
    public void The_same_file_is_not_received_twice_for_a_part()
    {
        var drive = Drive.Opened();
        drive.Do(drive.APart("notice"), Role.Applicant);

        Refuses<RequestIsInvalid>(
            drive, drive.Refused(drive.APart("notice"), Role.Applicant),
            "Le fichier « notice.pdf » est déjà versé pour cette pièce, à l’identique.");
    }

    [Fact]
    public void A_part_takes_another_file_another_part_the_same_file_and_what_was_set_aside_may_come_back()
    {
        var drive = Drive.Opened();
        var notice = drive.APart("notice");
        drive.Do(notice, Role.Applicant);

        Assert.IsType<PartReceived>(Accepted(drive.Try(notice with { Sha256 = Drive.Hash("corrigée") }, Role.Applicant)));
        Assert.IsType<PartReceived>(Accepted(drive.Try(notice with { Part = "autre" }, Role.Applicant)));
        drive.Do(new SetPartAside("notice", notice.Sha256, "Illisible."), Role.EvaluationService);
        Assert.IsType<PartReceived>(Accepted(drive.Try(notice, Role.Applicant)));
    }

    [Fact]
    public void A_part_is_received_today_or_before()
    {
        var drive = Drive.Opened().At(2026, 1, 12);

        Refuses<DateIsInTheFuture>(
            drive, drive.Refused(drive.APart("notice") with { On = new DateOnly(2026, 1, 13) }, Role.Applicant),
            "La date du 13 janvier 2026 est à venir : nous sommes le 12 janvier 2026. Corrigez-la.");
        Assert.IsType<PartReceived>(Accepted(drive.Try(drive.APart("notice"), Role.Applicant)));
        Assert.IsType<PartReceived>(Accepted(drive.Try(drive.APart("notice") with { On = new DateOnly(2026, 1, 9) }, Role.Applicant)));
    }

    [Fact]
    public void Only_a_file_that_counts_for_its_part_is_set_aside()
    {
        var drive = Drive.Opened();
        var notice = drive.APart("notice");
        drive.Do(notice, Role.Applicant).Do(drive.APart("synthese"), Role.Applicant);
        const string message = "Cette pièce n’est pas au dossier, ou elle est déjà écartée.";

        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new SetPartAside("notice", Drive.Hash("corrigée"), "Illisible."), Role.ProjectLead), message);
        Refuses<RequestIsInvalid>(drive, drive.Refused(new SetPartAside("autre", notice.Sha256, "Illisible."), Role.ProjectLead), message);
        Assert.Equal(
            new PartSetAside("notice", notice.Sha256, "Illisible."),
            Accepted(drive.Try(new SetPartAside("notice", notice.Sha256, " Illisible. "), Role.ProjectLead)));
        drive.Do(new SetPartAside("notice", notice.Sha256, "Illisible."), Role.ProjectLead);
        Refuses<RequestIsInvalid>(drive, drive.Refused(new SetPartAside("notice", notice.Sha256, "Illisible."), Role.ProjectLead), message);
    }
}
