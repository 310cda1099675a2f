using System.IO.Compression;
using System.Text;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Documents;

public class RedactionTests
{
    private static readonly RedactPassage Hide = new(ACase.Secret, RedactionReason.BusinessSecrecy, "Prix demandé.");

    [Fact]
    public void A_redacted_passage_is_nowhere_in_the_public_files_and_everywhere_in_the_whole_one()
    {
        var drive = ACase.Adopted().Do(Hide, Role.ProjectLead);

        var published = ACase.Written(drive, "avis-public");
        var word = Unzipped(DocumentFiles.ToWord(published, "avis").Content);
        var page = ACase.Page(published);

        // « 312 » is the heart of the passage: no run, title, table or property holds it.
        Assert.DoesNotContain("312", word, StringComparison.Ordinal);
        Assert.DoesNotContain("312", page.Replace(published.Stamp, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Le prix envisagé est de ", word, StringComparison.Ordinal);
        Assert.Contains(Redactions.Mark, word, StringComparison.Ordinal);
        Assert.Contains(Redactions.Mark, page, StringComparison.Ordinal);
        Assert.Contains("312", Unzipped(DocumentFiles.ToWord(ACase.Written(drive, "avis"), "avis").Content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Le prix est de 312 € PAR mois, ou 312\u00a0€ par\u202fmois.", 2)]
    [InlineData("Rien à cacher : 312 patients.", 0)]
    [InlineData("312 € par mois312 € par mois", 2)]
    public void A_passage_is_found_in_any_case_and_with_any_space(string text, int times) =>
        Assert.Equal(times, Redactions.Places(text, ACase.Secret).Count);

    [Fact]
    public void The_proof_lists_each_passage_by_place_and_reason_without_its_words()
    {
        var drive = ACase.Adopted().Do(Hide, Role.ProjectLead).Finish("occultation:verifiee", Role.EvaluationService, DemoPeopleService);

        var proof = ACase.Written(drive, "preuve-occultation");
        var words = ACase.Words(proof);

        // The passage stands in the reasons, after the 21 signs of « L’effet est établi ; », and in the data, after the 24 of
        // « Le prix envisagé est de ».
        var hidden = DocumentFiles.HiddenPassages(ACase.Of(drive));
        Assert.Equal(
            [("Motifs", 22), ("Données analysées", 25)],
            hidden.Select(one => (one.Place, one.Start)));
        Assert.All(hidden, one => Assert.Equal(ACase.Secret.Length, one.Length));
        Assert.DoesNotContain("312 €", words, StringComparison.Ordinal);
        Assert.Contains("secret des affaires", words, StringComparison.Ordinal);
        Assert.Contains(DocumentFiles.ToWord(ACase.Written(drive, "avis"), "avis").Sha256, words, StringComparison.Ordinal);
        Assert.Contains(DocumentFiles.ToWord(ACase.Written(drive, "avis-public"), "avis").Sha256, words, StringComparison.Ordinal);
        OpinionDocumentTests.AssertValid(DocumentFiles.ToWord(proof, "preuve").Content);
    }

    [Fact]
    public void Who_marked_a_passage_does_not_publish_even_when_another_ended_the_review()
    {
        var drive = ACase.Adopted().Do(Hide, Role.EvaluationService, Drive.Second)
            .Finish("occultation:verifiee", Role.EvaluationService, DemoPeopleService);

        Assert.IsType<SecondPersonIsNeeded>(drive.RefusedStep("publication:publie", Role.EvaluationService, Drive.Second));
    }

    [Fact]
    public void Who_lifted_a_mark_does_not_publish_either()
    {
        var drive = ACase.Adopted().Do(Hide, Role.ProjectLead)
            .Do(new RestorePassage(ACase.Secret, "Le tarif est public."), Role.EvaluationService, Drive.Second)
            .Finish("occultation:verifiee", Role.EvaluationService, DemoPeopleService);

        Assert.IsType<SecondPersonIsNeeded>(drive.RefusedStep("publication:publie", Role.EvaluationService, Drive.Second));
    }

    [Fact]
    public void Marks_do_not_change_once_the_review_is_over()
    {
        var drive = ACase.Adopted().Do(Hide, Role.ProjectLead).On("publication");

        Assert.Equal(
            "La relecture d’occultation est terminée : les occultations ne changent plus.",
            drive.Refused(new RestorePassage(ACase.Secret, "Finalement public."), Role.ProjectLead).Message);
    }

    [Fact]
    public void A_passage_that_is_lifted_is_published_again()
    {
        var drive = ACase.Adopted().Do(Hide, Role.ProjectLead).Do(new RestorePassage(ACase.Secret, "Le tarif est public."), Role.ProjectLead);

        Assert.Contains("312", ACase.Words(ACase.Written(drive, "avis-public")), StringComparison.Ordinal);
        Assert.Empty(DocumentFiles.HiddenPassages(ACase.Of(drive)));
    }

    [Theory]
    [InlineData("€", "Le passage a moins de 3 caractères")]
    [InlineData("un passage absent", "Ce passage n’est pas dans l’avis.")]
    [InlineData("240 patients.\nLe prix", "Le passage court sur plusieurs lignes.")]
    public void A_passage_that_cannot_be_marked_is_refused_with_what_to_do(string passage, string message) => Assert.StartsWith(
        message, ACase.Adopted().Refused(Hide with { Passage = passage }, Role.ProjectLead).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("312")]
    [InlineData("suivi conventionnel")]
    [InlineData("240 PATIENTS")]
    public void A_passage_of_three_characters_or_more_is_marked_wherever_the_opinion_says_it(string passage) =>
        Assert.Equal(passage, Assert.Single(ACase.Adopted().Do(Hide with { Passage = $" {passage} " }, Role.ProjectLead).Dossier.Redactions).Passage);

    [Fact]
    public void A_passage_is_marked_once_and_lifted_with_a_reason_by_those_who_lead_the_dossier()
    {
        var drive = ACase.Adopted().Do(Hide, Role.ProjectLead).Do(Hide with { Passage = "240 patients" }, Role.ProjectLead);

        Assert.Equal(
            "Ce passage est déjà occulté.",
            drive.Refused(Hide with { Passage = ACase.Secret.ToUpperInvariant() }, Role.ProjectLead).Message);
        Assert.Equal(
            "Indiquez pourquoi le passage peut être publié.", drive.Refused(new RestorePassage(ACase.Secret, " "), Role.ProjectLead).Message);
        Assert.Equal("Ce passage n’est pas occulté.", drive.Refused(new RestorePassage("Médivia", "Public."), Role.ProjectLead).Message);
        foreach (var role in Roles.Every.Except([Role.EvaluationService, Role.ProjectLead, Role.Applicant]))
            Assert.IsType<RoleMayNot>(drive.Refused(new RestorePassage(ACase.Secret, "Public."), role));
        Assert.Equal(
            ["240 patients"],
            drive.Do(new RestorePassage(ACase.Secret, "Public."), Role.ProjectLead).Dossier.Redactions.Select(redaction => redaction.Passage));
    }

    [Fact]
    public void Marks_do_not_change_once_the_opinion_is_published()
    {
        var drive = ACase.Adopted().Do(Hide, Role.ProjectLead).On("publication").Finish("publication:publie", Role.EvaluationService, Drive.Second);

        Assert.Equal("L’avis est publié : ses occultations ne changent plus.", OpinionRules.WhyNotRedact(drive.Dossier));
    }

    [Fact]
    public void Passages_that_overlap_leave_one_mark()
    {
        var drive = ACase.Adopted().Do(Hide, Role.ProjectLead)
            .Do(Hide with { Passage = "envisagé est de 312" }, Role.ProjectLead);

        Assert.Contains($"Le prix |{Redactions.Mark}|.", ACase.Words(ACase.Written(drive, "avis-public")).Replace("||", "|", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Person DemoPeopleService => ADossier.Holding(Role.EvaluationService);

    private static string Unzipped(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var text = new StringBuilder();
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.Contains("foot", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = new StreamReader(entry.Open());
            // The stamp is a number made of many digits: it is not the text of the opinion.
            text.Append(System.Text.RegularExpressions.Regex.Replace(reader.ReadToEnd(), "[0-9a-f]{64}", ""));
        }

        return text.ToString();
    }
}
