using System.Text.Json.Nodes;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Assessment;

public sealed class GridTests : IDisposable
{
    private const string Small = """
        {
          "id": "grille-ia", "version": 2, "title": "Texte officiel", "shortTitle": "Grille IA", "lead": "Essai.",
          "scope": "dossier", "appliesTo": "when-ai", "filledBy": ["demandeur", "chef-de-projet"], "asks": "description", "needsPage": true,
          "source": { "article": "HAS, texte officiel", "status": "vérifié" },
          "sections": [{ "id": "finalite", "title": "Finalité" }],
          "items": [{ "id": "1", "section": "finalite", "label": "Bénéfice", "text": "Quel bénéfice ?", "status": "vérifié" }]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("has-grilles-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_grid_of_ai_has_42_lines_in_four_domains_and_each_line_says_how_sure_it_is()
    {
        var grid = GridLibrary.Own.Latest("grille-ia")!;

        Assert.Equal(42, grid.Items.Count);
        Assert.Equal(0, grid.NotKnown);
        Assert.Equal(["finalite", "donnees", "modele", "fonctionnel"], grid.Sections.Select(section => section.Id));
        // 22 lines match a line of the published table; the other 20 were not read anywhere.
        Assert.Equal(22, grid.Items.Count(item => item.Source.Confidence == Confidence.Secondary));
        Assert.Equal(20, grid.Items.Count(item => item.Source.Confidence == Confidence.Unverified));
    }

    [Theory]
    [InlineData("ethique-ia", 32, 10)]
    [InlineData("ethique-sia-2025", 43, 6)]
    public void An_ethics_grid_holds_the_criteria_that_were_read_and_says_how_many_are_not_known(string id, int expected, int known)
    {
        var grid = GridLibrary.Own.Latest(id)!;

        Assert.Equal((expected, known, expected - known), (grid.Expected, grid.Items.Count, grid.NotKnown));
        Assert.All(grid.Items, item => Assert.Equal(Confidence.Secondary, item.Source.Confidence));
    }

    [Fact]
    public void No_line_of_mdr_rule_11_passes_for_verified() => Assert.All(
        GridLibrary.Own.Latest("mdr-regle-11")!.Items, item => Assert.Equal(Confidence.Unverified, item.Source.Confidence));

    [Fact]
    public void The_requirements_of_the_ai_act_go_from_article_9_to_article_17()
    {
        var items = GridLibrary.Own.Latest("reglement-ia")!.Items.Select(item => item.Id).ToList();

        Assert.All(Enumerable.Range(9, 9), article => Assert.Contains($"article-{article}", items));
    }

    [Fact]
    public void A_grid_concerns_the_products_and_the_procedures_it_is_written_for()
    {
        var grids = GridLibrary.Own;

        Assert.True(grids.Latest("grille-ia")!.Concerns("pecan", isDigital: true, usesAi: true));
        Assert.False(grids.Latest("grille-ia")!.Concerns("pecan", isDigital: true, usesAi: false));
        Assert.True(grids.Latest("analyse-latm")!.Concerns("latm-nom-de-marque", isDigital: true, usesAi: false));
        Assert.False(grids.Latest("analyse-latm")!.Concerns("pecan", isDigital: true, usesAi: true));
    }

    [Fact]
    public void The_official_text_of_a_folder_comes_after_ours_and_ours_stays_for_the_dossiers_that_follow_it()
    {
        File.WriteAllText(Path.Combine(_folder, "grille-ia.2.json"), Small);

        var grids = GridLibrary.Load(_folder);

        Assert.Equal(new GridRef("grille-ia", 2), grids.Latest("grille-ia")!.Ref);
        Assert.Equal("Texte officiel", grids.Latest("grille-ia")!.Title);
        Assert.Equal(42, grids.Find(new GridRef("grille-ia", 1))!.Items.Count);
    }

    [Fact]
    public void A_version_that_exists_is_not_replaced()
    {
        File.WriteAllText(Path.Combine(_folder, "grille-ia.1.json"), Small.Replace("\"version\": 2", "\"version\": 1", StringComparison.Ordinal));

        var refused = Assert.Throws<InvalidDataException>(() => GridLibrary.Load(_folder));

        Assert.Contains("« grille-ia » version 1 est définie deux fois", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_a_file_is_named_at_once_in_french()
    {
        var file = JsonNode.Parse(Small)!;
        file["filledBy"] = new JsonArray("magicien");
        file["items"]!.AsArray().Add(JsonNode.Parse(
            """{ "id": "1", "section": "ailleurs", "label": "x", "text": "x", "status": "non vérifié", "signal": "devin" }"""));
        file["expected"] = 1;

        var refused = Assert.Throws<InvalidDataException>(() => GridReader.Read(file.ToJsonString(), "essai.json"));

        Assert.StartsWith("La grille « essai.json » a 5 défaut(s)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("deux lignes portent l’identifiant « 1 »", refused.Message, StringComparison.Ordinal);
        Assert.Contains("le groupe « ailleurs » n’existe pas", refused.Message, StringComparison.Ordinal);
        Assert.Contains("« magicien » n’est pas un rôle", refused.Message, StringComparison.Ordinal);
        Assert.Contains("le contrôle « devin » est inconnu", refused.Message, StringComparison.Ordinal);
        Assert.Contains("2 lignes, alors que le texte officiel en compterait 1", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status", "certain")]
    [InlineData("text", "")]
    public void A_line_without_a_known_status_or_without_text_is_refused(string key, string value)
    {
        var file = JsonNode.Parse(Small)!;
        file["items"]![0]![key] = value;

        Assert.Throws<InvalidDataException>(() => GridReader.Read(file.ToJsonString(), "essai.json"));
    }
}
