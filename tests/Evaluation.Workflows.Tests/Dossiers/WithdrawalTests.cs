using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using static Evaluation.Workflows.Tests.Dossiers.Verdicts;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>Refusals of a withdrawal, and of the closing of an evaluation that it makes impossible.</summary>
public sealed class WithdrawalTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);

    [Fact]
    public void Without_a_withdrawal_nothing_is_closed_for_it()
    {
        var drive = Drive.To("ministres");

        Refuses<NoWithdrawal>(
            drive, drive.RefusedStep("ministres:sans-suite"),
            "Le demandeur n’a pas retiré le dossier LPPR-2026-0042 : cette action suppose un retrait.");
        Assert.IsType<NoWithdrawal>(Drive.To("instruction").Refused(new CloseAsImpossible(Day, "Motif."), Role.Chair));
    }

    [Fact]
    public void A_second_withdrawal_is_refused()
    {
        var drive = Drive.To("instruction").Do(new RequestWithdrawal(Day, "Motif."), Role.Applicant);

        Refuses<AlreadyWithdrawn>(
            drive, drive.Refused(new RequestWithdrawal(Day, "Motif."), Role.Applicant),
            "Le demandeur a déjà demandé le retrait, le 5 janvier 2026.");
    }

    [Fact]
    public void A_withdrawal_is_not_dated_before_the_dossier_nor_its_closing_before_the_withdrawal()
    {
        var drive = Drive.To("instruction").At(2026, 2, 1);
        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new RequestWithdrawal(new DateOnly(2026, 1, 4), "Motif."), Role.Applicant),
            "Le retrait ne peut précéder l’ouverture du dossier, le 5 janvier 2026. Corrigez la date.");

        drive.Do(new RequestWithdrawal(new DateOnly(2026, 2, 1), "Motif."), Role.Applicant);
        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new CloseAsImpossible(new DateOnly(2026, 1, 31), "Motif."), Role.Chair),
            "La clôture ne peut précéder le retrait, demandé le 1er février 2026. Corrigez la date.");
    }

    [Fact]
    public void Once_the_opinion_is_given_the_evaluation_is_not_declared_impossible()
    {
        var drive = Drive.To("avis").Finish("avis:rendu").Do(new RequestWithdrawal(Day, "Motif."), Role.Applicant);

        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new CloseAsImpossible(Day, "Motif."), Role.Chair), "L’avis est rendu : l’évaluation est achevée.");
    }

    [Fact]
    public void A_withdrawal_and_its_closing_bear_a_day_that_has_come()
    {
        var drive = Drive.To("instruction").At(2026, 2, 1);
        Refuses<DateIsInTheFuture>(
            drive, drive.Refused(new RequestWithdrawal(new DateOnly(2026, 2, 2), "Motif."), Role.Applicant),
            "La date du 2 février 2026 est à venir : nous sommes le 1er février 2026. Corrigez-la.");
        Assert.Equal(
            new WithdrawalRequested(new DateOnly(2026, 2, 1), "Motif."),
            Accepted(drive.Try(new RequestWithdrawal(new DateOnly(2026, 2, 1), " Motif. "), Role.Applicant)));

        drive.Do(new RequestWithdrawal(new DateOnly(2026, 1, 20), "Motif."), Role.Applicant);
        Refuses<DateIsInTheFuture>(
            drive, drive.Refused(new CloseAsImpossible(new DateOnly(2026, 2, 2), "Motif."), Role.Chair),
            "La date du 2 février 2026 est à venir : nous sommes le 1er février 2026. Corrigez-la.");
        Assert.IsType<Decision.Accepted>(drive.Try(new CloseAsImpossible(new DateOnly(2026, 2, 1), "Motif."), Role.Chair));
        Assert.Equal(
            new DossierClosed("Retiré avant avis", new DateOnly(2026, 1, 25), "Le produit n’existe plus."),
            Assert.IsType<Decision.Accepted>(drive.Try(
                new CloseAsImpossible(new DateOnly(2026, 1, 25), " Le produit n’existe plus. "), Role.Chair)).Events[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_evaluation_is_not_declared_impossible_without_a_reason(string reason)
    {
        var drive = Drive.To("instruction").At(2026, 2, 1).Do(new RequestWithdrawal(new DateOnly(2026, 2, 1), "Motif."), Role.Applicant);

        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new CloseAsImpossible(new DateOnly(2026, 2, 1), reason), Role.Chair),
            "Indiquez pourquoi l’évaluation ne peut être achevée.");
        // The reason is asked for before the date is looked at.
        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new CloseAsImpossible(new DateOnly(2026, 1, 31), reason), Role.Chair),
            "Indiquez pourquoi l’évaluation ne peut être achevée.");
    }

    [Fact]
    public void An_opinion_that_is_given_is_told_before_the_reason_that_is_missing()
    {
        var drive = Drive.To("avis").Finish("avis:rendu").Do(new RequestWithdrawal(Day, "Motif."), Role.Applicant);

        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new CloseAsImpossible(Day, ""), Role.Chair), "L’avis est rendu : l’évaluation est achevée.");
    }
}
