using Evaluation.Workflows.Comparison;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Documents;

public class DraftTests
{
    [Fact]
    public void Every_version_of_the_text_stays_with_its_author_and_its_number()
    {
        var drive = Drive.To("instruction")
            .Do(ACase.Draft(("contexte", "Première demande.")), Role.ProjectLead)
            .Do(ACase.Draft(("contexte", "Première demande.\n\n Deuxième ligne. "), ("donnees", "Une étude.")), Role.EvaluationService);

        Assert.Equal([1, 2], drive.Dossier.Drafts.Select(draft => draft.Version));
        Assert.Equal("Première demande.", drive.Dossier.Drafts[0].TextOf("contexte"));
        Assert.Equal("Première demande.\n\nDeuxième ligne.", drive.Dossier.Drafts[1].TextOf("contexte"));
        Assert.Equal(ADossier.Holding(Role.EvaluationService).Id, drive.Dossier.Drafts[1].Author);
    }

    [Fact]
    public void A_text_is_written_by_those_who_lead_the_dossier_from_the_instruction_to_the_opinion()
    {
        var draft = ACase.Draft(("contexte", "Texte."));

        Assert.Contains("à partir de l’instruction", Drive.To("recevabilite").Refused(draft, Role.EvaluationService).Message, StringComparison.Ordinal);
        Assert.Equal(
            "L’avis est rendu : son texte ne change plus.", Drive.To("publication").Refused(draft, Role.ProjectLead).Message);
        foreach (var role in Roles.Every.Except([Role.EvaluationService, Role.ProjectLead, Role.Chair, Role.Applicant]))
            Assert.IsType<RoleMayNot>(Drive.To("instruction").Refused(draft, role));
    }

    [Theory]
    [InlineData("inconnue", "Texte.", "L’avis n’a pas de rubrique « inconnue ».")]
    [InlineData("contexte", "  \n ", "Aucune rubrique n’a de texte.")]
    [InlineData("contexte", "Déjà écrit.", "Le texte est celui de la version 1 : rien n’a changé")]
    public void A_text_that_adds_nothing_is_refused(string section, string text, string message)
    {
        var drive = Drive.To("instruction").Do(ACase.Draft(("contexte", "Déjà écrit.")), Role.ProjectLead);

        Assert.StartsWith(message, drive.Refused(ACase.Draft((section, text)), Role.ProjectLead).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_is_given_once_and_has_100_000_characters_at_most()
    {
        var drive = Drive.To("instruction");

        Assert.StartsWith(
            "Une rubrique est donnée deux fois.",
            drive.Refused(ACase.Draft(("contexte", "Un texte."), ("contexte", "Un autre.")), Role.ProjectLead).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "La rubrique « contexte » dépasse 100000 caractères.",
            drive.Refused(ACase.Draft(("contexte", new string('a', 100_001))), Role.ProjectLead).Message, StringComparison.Ordinal);
        Assert.Single(drive.Do(ACase.Draft(("contexte", new string('a', 100_000)), ("donnees", "  ")), Role.ProjectLead).Dossier.Drafts[0].Sections);
    }

    [Fact]
    public void An_old_opinion_is_written_from_its_filing_on() =>
        Assert.Single(Drive.Opened(ADossier.Request() with { IsHistorical = true }).Do(ACase.Draft(("contexte", "Texte.")), Role.EvaluationService).Dossier.Drafts);

    [Fact]
    public void Two_versions_stand_side_by_side_and_only_the_words_that_changed_are_marked()
    {
        var drive = Drive.To("instruction")
            .Do(ACase.Draft(("donnees", "Une étude de 240 patients.\nUne ligne ôtée."), ("contexte", "Inchangé.")), Role.ProjectLead)
            .Do(ACase.Draft(("donnees", "Une étude de 260 patients."), ("contexte", "Inchangé."), ("interet", "Nouveau.")), Role.ProjectLead);

        var sections = DraftComparison.Of(drive.Dossier.Drafts[0], drive.Dossier.Drafts[1], OpinionSection.For("lppr-sa"));

        Assert.Equal(["contexte", "donnees", "interet"], sections.Select(section => section.Section.Key));
        Assert.Equal([false, true, true], sections.Select(section => section.IsChanged));
        var line = sections[1].Lines[0];
        Assert.Equal(["240"], line.Before!.Where(words => words.IsChanged).Select(words => words.Text));
        Assert.Equal(["260"], line.After!.Where(words => words.IsChanged).Select(words => words.Text));
        Assert.Equal("Une étude de 260 patients.", string.Concat(line.After!.Select(words => words.Text)));
        Assert.Null(sections[1].Lines[1].After);
        Assert.Null(Assert.Single(sections[2].Lines).Before);
    }
}
