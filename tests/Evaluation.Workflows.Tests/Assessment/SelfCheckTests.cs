using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Assessment;

public sealed class SelfCheckTests
{
    private static readonly DeclaredStudy Good = new(
        "Essai A", IsSpecific: true, Version: "2.0", IsComparative: true, IsSizeComputed: true, IsEndpointSubjective: false, IsBlind: false,
        Country: "France", Protocol: "etudes-cliniques-protocole.pdf", Report: "etudes-cliniques-rapport.pdf");

    private static readonly string[] Files =
    [
        "formulaire.pdf", "dossier-medico-technique.pdf", "synthese.pdf", "certificat-ce.pdf", "notice.pdf", "certificat-ans.pdf",
        "etudes-cliniques-protocole.pdf", "etudes-cliniques-rapport.pdf", "grille-ia.pdf", "materiovigilance.pdf", "population-cible.pdf",
    ];

    [Fact]
    public void A_folder_that_holds_everything_and_answers_every_line_has_nothing_to_report()
    {
        var input = Whole();

        var found = Check(input);

        Assert.True(found.IsClear, string.Join("\n", found.Grids.SelectMany(grid => grid.Items).SelectMany(item => item.Notes).Concat(found.Others)
            .Concat(found.Parts.SelectMany(part => part.Notes))));
        Assert.Equal(0, found.Count(SelfCheckResult.Missing));
    }

    [Fact]
    public void A_missing_part_and_a_file_of_the_wrong_kind_are_named()
    {
        var files = Files.Where(name => name != "notice.pdf").Select(name => new FolderFile(name, name == "synthese.pdf" ? "« synthese.pdf » est vide." : null))
            .Append(new FolderFile("photo.jpg", null)).ToList();

        var found = SelfCheck.Of(Whole(), files, ADossier.Lppr, GridLibrary.Own);

        var notice = found.Parts.Single(part => part.Part.Id == "notice");
        Assert.Equal((SelfCheckResult.Missing, "Pièce absente. Ajoutez un fichier dont le nom commence par « notice »."), (notice.Result, notice.Notes[0]));
        var summary = found.Parts.Single(part => part.Part.Id == "synthese");
        Assert.Equal((SelfCheckResult.Missing, "« synthese.pdf » est vide."), (summary.Result, summary.Notes[0]));
        Assert.Equal(
            ["photo.jpg : le nom ne commence par aucune clé de pièce. Renommez le fichier, par exemple « notice-photo.jpg »."], found.Others);
    }

    [Fact]
    public void A_product_without_ai_is_asked_for_no_grid_of_ai()
    {
        var found = Check(Whole() with { UsesAi = false, Answers = [] });

        Assert.DoesNotContain(found.Grids, grid => grid.Grid.Id == "grille-ia");
        Assert.Contains(found.Grids, grid => grid.Grid.Id == "motifs-de-critique");
    }

    [Fact]
    public void An_answer_that_shows_no_page_or_names_a_file_that_is_not_there_counts_as_missing()
    {
        Says(SelfCheckResult.Missing, "« renseigné » se constate à une page : indiquez le fichier et la page.", "8", new("grille-ia", "8", Answer: "renseigné"));
        Says(SelfCheckResult.Missing, "Le fichier « ailleurs.pdf » n’est pas dans le dossier.", "8", new("grille-ia", "8", Answer: "renseigné", File: "ailleurs.pdf", Page: 1));
        Says(SelfCheckResult.Missing, "La page 0 n’existe pas : les pages se comptent à partir de 1.", "8", new("grille-ia", "8", Answer: "renseigné", File: "grille-ia.pdf", Page: 0));
        Says(SelfCheckResult.Missing, "« peut-être » n’est pas une réponse ; attendu : renseigné, partiel, absent, sans objet.", "8", new("grille-ia", "8", Answer: "peut-être"));
        Says(SelfCheckResult.ToExamine, "Dites en commentaire pourquoi la ligne est sans objet.", "8", new("grille-ia", "8", Answer: "sans objet"));
        Says(SelfCheckResult.ToExamine, "Vous répondez « partiel » : manque l’âge.", "8", new("grille-ia", "8", Answer: "partiel", Comment: "manque l’âge."));
        Says(SelfCheckResult.Missing, "Pas de réponse.", "8", new("grille-ia", "9", Answer: "absent"));
    }

    [Theory]
    [InlineData("donnees-specifiques", SelfCheckResult.ToExamine, "Aucune des études déclarées ne porte sur le dispositif lui-même.")]
    [InlineData("transposabilite", SelfCheckResult.Missing, "« Essai A » ne porte pas sur le dispositif, et rien ne dit pourquoi ses données se transposent.")]
    [InlineData("protocole-rapport", SelfCheckResult.Missing, "« Essai A » : le rapport n’est pas nommé.")]
    [InlineData("comparatif", SelfCheckResult.ToExamine, "Aucune des études déclarées n’est comparative.")]
    [InlineData("effectif", SelfCheckResult.ToExamine, "« Essai A » : l’effectif n’a pas été calculé avant l’étude.")]
    [InlineData("insu", SelfCheckResult.ToExamine, "« Essai A » : critère subjectif, évalué sans insu.")]
    [InlineData("contexte-de-soins", SelfCheckResult.ToExamine, "« Essai A » a eu lieu hors de France (Norvège) : dites en quoi les soins s’y comparent.")]
    public void What_a_declared_study_shows_is_said_even_where_the_company_answers_yes(string item, SelfCheckResult result, string note)
    {
        var weak = Good with
        {
            IsSpecific = false,
            IsComparative = false,
            IsSizeComputed = false,
            IsEndpointSubjective = true,
            Country = "Norvège",
            Report = "",
        };

        var found = Item(Check(Whole() with { Studies = [weak] }), item);

        Assert.Equal((result, note), (found.Result, Assert.Single(found.Notes)));
    }

    [Fact]
    public void A_study_of_an_earlier_version_is_to_be_examined_and_both_versions_are_named()
    {
        var found = Item(Check(Whole() with { Studies = [Good with { Version = "1.4" }] }), "version");

        Assert.Equal(
            (SelfCheckResult.ToExamine, "« Essai A » porte sur la version 1.4, la demande sur la version 2.0."), (found.Result, found.Notes[0]));
    }

    [Fact]
    public void Without_an_answer_what_the_studies_show_is_enough_and_without_either_the_line_is_missing()
    {
        var found = Check(Whole() with { Answers = [] });

        Assert.Equal(SelfCheckResult.Nothing, Item(found, "comparatif").Result);
        Assert.Equal(SelfCheckResult.Missing, Item(found, "sous-population").Result);
        Assert.Equal(SelfCheckResult.Missing, Item(Check(Whole() with { Answers = [], Studies = [] }), "donnees-specifiques").Result);
    }

    [Fact]
    public void Every_ground_of_criticism_says_why_it_matters_and_where_it_comes_from() => Assert.All(
        GridLibrary.Own.Latest("motifs-de-critique")!.Items,
        item =>
        {
            Assert.False(string.IsNullOrWhiteSpace(item.Why));
            Assert.NotEqual(Confidence.Unverified, item.Source.Confidence);
        });

    [Fact]
    public void The_example_can_be_read_and_asks_every_line_that_the_company_answers()
    {
        var example = SelfCheckInput.Read(SelfCheckInput.Example("pecan", GridLibrary.Own));

        Assert.Equal(42, example.Answers!.Count(answer => answer.Grid == "grille-ia"));
        Assert.All(example.Answers!, answer => Assert.Equal(("", true), (answer.Answer, answer.Question.Length > 0)));
        var found = Check(example);
        Assert.Equal(SelfCheckResult.Missing, Item(found, "sous-population").Result);
        Assert.Equal(SelfCheckResult.Missing, Item(found, "comparatif").Result);
    }

    [Theory]
    [InlineData("""{ "produit": "X", "numerique": true }""")]
    [InlineData("""{ "produit": "X", "numerique": true, "ia": true, "verdict": "favorable" }""")]
    [InlineData("""{ "produit": "X", "numerique": true, "ia": true, "etudes": [{ "titre": "A", "specifique": "oui" }] }""")]
    [InlineData("pas du JSON")]
    public void A_description_with_a_fault_is_refused_in_french(string json) => Assert.StartsWith(
        "La description « dossier.json » a ", Assert.Throws<InvalidDataException>(() => SelfCheckInput.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_answer_to_a_line_that_does_not_exist_is_said()
    {
        var found = Check(Whole() with { Answers = [new("grille-ia", "99", Answer: "absent")] });

        Assert.Contains("La réponse à « grille-ia », ligne « 99 », ne correspond à aucune ligne qui concerne ce produit.", found.Others);
    }

    private static SelfCheckInput Whole()
    {
        var answers =
            from grid in SelfCheck.GridsOf(GridLibrary.Own, "lppr-nom-de-marque", isDigital: true, usesAi: true)
            from item in grid.Items
            select new DeclaredAnswer(grid.Id, item.Id, Answer: grid.AsksYesOrNo ? "oui" : "renseigné", File: "dossier-medico-technique.pdf", Page: 4);
        return new SelfCheckInput("GLYCOGUIDE", "2.0", IsDigital: true, UsesAi: true, [Good], [.. answers]);
    }

    private static SelfCheck Check(SelfCheckInput input) =>
        SelfCheck.Of(input, [.. Files.Select(name => new FolderFile(name, null))], ADossier.Lppr, GridLibrary.Own);

    private static ItemFinding Item(SelfCheck found, string item) =>
        found.Grids.SelectMany(grid => grid.Items).Single(finding => finding.Item.Id == item);

    private static void Says(SelfCheckResult result, string note, string item, DeclaredAnswer answer)
    {
        var found = Item(Check(Whole() with { Answers = [answer] }), item);
        Assert.Equal((result, note), (found.Result, Assert.Single(found.Notes)));
    }
}
