using System.Text.Json;
using System.Text.Json.Nodes;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class AssessmentCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_company_reads_its_dossier_again_without_any_ledger_and_is_told_what_is_missing()
    {
        var folder = Path.GetDirectoryName(_shell.Pdf("notice.pdf"))!;
        await File.WriteAllTextAsync(Path.Combine(folder, "synthese.pdf"), "");
        await _shell.Do("dossier", "check", folder, "--procedure", "pecan", "--modele");

        var answer = await _shell.Try("dossier", "check", folder, "--procedure", "pecan", "--json");

        Assert.Equal(1, answer.Code);
        Assert.False(File.Exists(_shell.Database));
        var found = answer.Json;
        Assert.False(found.GetProperty("isClear").GetBoolean());
        Assert.Equal("rien à signaler", Part(found, "notice").GetProperty("result").GetString());
        Assert.Equal("manque", Part(found, "synthese").GetProperty("result").GetString());
        Assert.Contains("est vide", Part(found, "synthese").GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("manque", Part(found, "formulaire").GetProperty("result").GetString());
        var ground = found.GetProperty("grids")[0].GetProperty("items")[0];
        Assert.All(
            (string[])["question", "why", "source", "confidence", "result"], key => Assert.NotEmpty(ground.GetProperty(key).GetString()!));
        var text = (await _shell.Try("dossier", "check", folder, "--procedure", "pecan")).Out;
        Assert.Contains("Cette relecture ne prédit aucun avis", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_or_a_description_that_cannot_be_used_is_an_error_of_use()
    {
        var folder = Path.GetDirectoryName(_shell.Pdf("notice.pdf"))!;

        Assert.Equal(2, (await _shell.Try("dossier", "check", Path.Combine(folder, "ailleurs"))).Code);
        var without = await _shell.Try("dossier", "check", folder);
        Assert.Equal(2, without.Code);
        Assert.Contains("--modele", without.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "dossier.json"), """{ "produit": "X" }""");
        Assert.Equal(2, (await _shell.Try("dossier", "check", folder)).Code);
        Assert.Equal(2, (await _shell.Try("dossier", "check", folder, "--modele")).Code);
        Assert.Equal("""{ "produit": "X" }""", await File.ReadAllTextAsync(Path.Combine(folder, "dossier.json")));
    }

    [Fact]
    public async Task A_dossier_is_assessed_by_commands_and_each_piece_of_evidence_says_what_it_serves()
    {
        await _shell.RegisterStaff();
        _shell.Pdf("grille-ia.pdf");
        var folder = Path.GetDirectoryName(_shell.Pdf("etudes-cliniques.pdf"))!;
        await _shell.Do(
            "dossier", "create", "--produit", "GLYCOGUIDE", "--demandeur", "Médivia", "--demande", "inscription", "--ia",
            "--indication", "adultes|Diabète de type 1|Adultes", "--pieces", folder, "--par", "medivia");
        const string Id = "LPPR-2026-0001";

        await _shell.Do(
            "dossier", "grille", "remplir", Id, "grille-ia", "8", "renseigne", "--page", "grille-ia:3", "--citation", "Par patient.", "--par", "medivia");
        await _shell.Do("dossier", "classer", Id, "--finalite", "surveillance", "--personnalisee", "--par", "sophie");
        await _shell.Do(
            "dossier", "preuve", "ajouter", Id, "etude", "Essai A", "--nct", "NCT01234567", "--niveau", "1", "--grade", "A", "--specifique", "oui",
            "--comparative", "oui", "--page", "etudes-cliniques:12", "--pour", "adultes:verdict", "--par", "sophie");
        await _shell.Do("dossier", "preuve", "lier", Id, "P1", "adultes", "niveau", "--par", "sophie");
        await _shell.Do("dossier", "preuve", "ajouter", Id, "reference", "Revue B", "--doi", "10.1000/b", "--par", "sophie");
        await _shell.Do("dossier", "preuve", "ecarter", Id, "P2", "--motif", "Hors sujet.", "--par", "sophie");

        var shown = (await _shell.Do("dossier", "preuve", "list", Id, "--json")).Json;
        Assert.Equal(
            [("verdict", 1), ("niveau", 1), ("comparateur", 0)],
            shown.GetProperty("conclusions").EnumerateArray()
                .Select(point => (point.GetProperty("criterion").GetString()!, point.GetProperty("evidence").GetArrayLength())));
        Assert.Equal("Hors sujet.", shown.GetProperty("evidence")[1].GetProperty("setAsideFor").GetString());
        Assert.Equal(0, shown.GetProperty("gaps").GetArrayLength());
        Assert.Contains("Sert", (await _shell.Do("dossier", "preuve", "list", Id)).Out, StringComparison.Ordinal);
        var journal = (await _shell.Do("dossier", "show", Id, "--journal")).Out;
        Assert.Contains("niveau C", journal, StringComparison.Ordinal);

        var refused = await _shell.Try("dossier", "preuve", "lier", Id, "P1", "adultes", "verdict", "--par", "medivia");
        Assert.Equal(1, refused.Code);
        Assert.Contains("« Relier une preuve » revient à", refused.Error, StringComparison.Ordinal);
        await _shell.Do("verify", "--pieces");
    }

    [Fact]
    public async Task The_has_checks_its_own_text_of_a_grid_and_loads_it_beside_ours()
    {
        var shown = (await _shell.Do("dossier", "grille", "show", "grille-ia", "--json")).Json;
        Assert.Equal(42, shown.GetProperty("items").GetArrayLength());
        var file = Path.Combine(_shell.Folder, "grille-ia.json");
        var grid = JsonNode.Parse("""
            { "id": "grille-ia", "version": 2, "title": "Texte officiel", "shortTitle": "Grille IA", "lead": "Essai.", "scope": "dossier",
              "appliesTo": "when-ai", "filledBy": ["demandeur"], "asks": "description", "needsPage": true,
              "source": { "article": "HAS", "status": "vérifié" }, "sections": [{ "id": "a", "title": "A" }],
              "items": [{ "id": "1", "section": "a", "label": "L", "text": "T", "status": "vérifié" }] }
            """)!;
        await File.WriteAllTextAsync(file, grid.ToJsonString());
        await _shell.Do("dossier", "grille", "check", file);

        grid["items"]![0]!["section"] = "b";
        await File.WriteAllTextAsync(file, grid.ToJsonString());
        var faulty = await _shell.Try("dossier", "grille", "check", file);
        Assert.Equal(1, faulty.Code);
        Assert.Contains("le groupe « b » n’existe pas", faulty.Error, StringComparison.Ordinal);

        grid["items"]![0]!["section"] = "a";
        Directory.CreateDirectory(Path.Combine(_shell.Folder, "grilles"));
        await File.WriteAllTextAsync(Path.Combine(_shell.Folder, "grilles", "grille-ia.2.json"), grid.ToJsonString());
        var listed = (await _shell.Do("dossier", "grille", "list", "--json")).Json.GetProperty("grids").EnumerateArray()
            .Where(one => one.GetProperty("id").GetString() == "grille-ia").Select(one => one.GetProperty("version").GetInt32());
        Assert.Equal([1, 2], listed);
    }

    [Fact]
    public async Task The_functional_level_is_computed_without_a_dossier()
    {
        var answer = (await _shell.Do("dossier", "classer", "--finalite", "traitement", "--personnalisee", "--autonome", "--json")).Json;

        Assert.Equal("D", answer.GetProperty("level").GetString());
    }

    private static JsonElement Part(JsonElement found, string id) =>
        found.GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("id").GetString() == id);
}
