using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Interests;

public sealed class ConflictAnalysisTests
{
    private static readonly PersonId Marc = new("marc-delorme");
    private static readonly DateOnly Today = new(2026, 6, 30);

    [Fact]
    public void A_direct_and_current_link_with_the_applicant_forbids_whatever_the_spelling_of_its_name()
    {
        var reading = Read(Link("MEDIVIA S.A.S."));

        var conflict = Assert.Single(reading.Conflicts);
        Assert.Equal((ConflictSubject.Applicant, ConflictWeight.Forbids, true, null), (conflict.Target.Subject, conflict.Weight, conflict.IsSameName, conflict.YearsSinceEnd));
        Assert.Same(conflict, reading.Forbidding);
    }

    [Theory]
    [InlineData(true, null, "Médivia", ConflictWeight.Forbids)]
    [InlineData(false, null, "Médivia", ConflictWeight.ToWeigh)]
    [InlineData(true, null, "Médivia France", ConflictWeight.ToWeigh)]
    [InlineData(true, "2026-06-30", "Médivia", ConflictWeight.Forbids)]
    [InlineData(true, "2026-06-29", "Médivia", ConflictWeight.ToWeigh)]
    [InlineData(true, "2021-07-01", "Médivia", ConflictWeight.ToWeigh)]
    [InlineData(true, "2021-06-30", "Médivia", ConflictWeight.Past)]
    public void A_link_weighs_by_whom_it_ties_whether_it_lasts_and_how_long_ago_it_ended(
        bool isDirect, string? to, string company, ConflictWeight weight)
    {
        var conflict = Assert.Single(Read(Link(company, isDirect: isDirect, to: to)).Conflicts);

        Assert.Equal(weight, conflict.Weight);
    }

    [Fact]
    public void Comparators_and_manufacturer_count_once_they_are_named_and_unrelated_names_never_do()
    {
        var drive = Drive.Opened();
        InterestDeclaration declaration = new(
            Marc, Today, [Link("Fabrica GmbH"), Link("Autre maison", product: "Glucopad"), Link("Médi")]);
        Assert.Empty(ConflictAnalysis.Read(Marc, declaration, drive.Dossier, Today).Conflicts);

        drive.Do(new NameConflictScope(["Fabrica", " "], ["GLUCOPAD"]), Role.EvaluationService);

        Assert.Equal(
            [(ConflictSubject.Company, "Fabrica"), (ConflictSubject.Comparator, "GLUCOPAD")],
            ConflictAnalysis.Read(Marc, declaration, drive.Dossier, Today).Conflicts
                .Select(conflict => (conflict.Target.Subject, conflict.Target.Name)).Order());
    }

    [Fact]
    public void A_comparator_of_a_conclusion_counts_without_being_named()
    {
        var drive = Drive.To("projet").WithConclusions();
        var declaration = new InterestDeclaration(Marc, Today, [Link("Autre maison", product: "Suivi conventionnel")]);

        Assert.Equal(
            ConflictSubject.Comparator, Assert.Single(ConflictAnalysis.Read(Marc, declaration, drive.Dossier, Today).Conflicts).Target.Subject);
    }

    [Fact]
    public void A_missing_and_an_expired_declaration_are_told_apart_from_one_without_links()
    {
        Assert.Equal(DeclarationState.Missing, ConflictAnalysis.StateOf(null, Today));
        Assert.Equal(DeclarationState.Current, ConflictAnalysis.StateOf(new InterestDeclaration(Marc, Today.AddMonths(-12), []), Today));
        Assert.Equal(DeclarationState.Expired, ConflictAnalysis.StateOf(new InterestDeclaration(Marc, Today.AddMonths(-12).AddDays(-1), []), Today));
    }

    [Fact]
    public void A_declaration_with_faults_names_each_of_them()
    {
        var faults = InterestChecks.Faults(
            [Link(" "), Link("A", to: "2019-12-31"), Link("B"), Link("B"), Link("C") with { Amount = -1 }], Today);

        Assert.Equal(
            [
                "Lien 1 : l’entreprise est vide. Nommez-la.",
                "Lien 2 : il finit avant d’avoir commencé. Corrigez l’une des deux dates.",
                "Lien 5 : le montant est négatif. Indiquez un montant, ou laissez-le vide.",
                "Le lien « B, investigateur d’une étude, lien direct, depuis le 1er janvier 2020 » est déclaré deux fois. Gardez-le une fois.",
            ],
            faults);
    }

    private static InterestLink Link(string company, string? product = null, bool isDirect = true, string? to = null) => new(
        company, product, InterestNature.Investigator, isDirect, Amount: null, new DateOnly(2020, 1, 1),
        to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture));

    private static ConflictReading Read(params InterestLink[] links) =>
        ConflictAnalysis.Read(Marc, new InterestDeclaration(Marc, Today, links), Drive.Opened().Dossier, Today);
}
