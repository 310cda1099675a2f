using HasToolkit.Cli;
using HasToolkit.Tests;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class StudyCommandTests : IDisposable
{
    private const string Export =
        "TY  - JOUR\nTI  - Télésurveillance : essai randomisé\nAB  - Deux cents patients insuffisants cardiaques suivis 12 mois.\nER  -\n\n"
        + "TY  - JOUR\nTI  - Dépistage de la rétinopathie\nAB  - Performances diagnostiques d’un algorithme.\nER  -\n";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_study_is_appraised_extracted_by_two_people_settled_judged_and_written_out()
    {
        var id = await AStudyAsync();

        var level = await _shell.Do("litreview", "appraise", id, "1", "--type", "ecr-faible-puissance", "--par", "anne", "--json");
        Assert.Equal(("2", "B"), (level.Json.GetProperty("level").GetString(), level.Json.GetProperty("grade").GetString()));

        string[] quote = ["--extrait", "patients insuffisants cardiaques suivis 12 mois", "--page", "3"];
        var first = await _shell.Do(["litreview", "extract", id, "1", "duree", "12 mois", .. quote, "--par", "anne"]);
        Assert.Contains("p. 3 ; vérifié dans le résumé", first.Error, StringComparison.Ordinal);
        var odd = await _shell.Try(["litreview", "extract", id, "1", "duree", "24 mois", .. quote, "--par", "bruno"]);
        Assert.Equal(ExitCodes.Findings, odd.Code);
        Assert.Contains("chiffre hors de l’extrait : 24", odd.Error, StringComparison.Ordinal);
        var silent = await _shell.Try("litreview", "extract", id, "1", "population", "Adultes", "--par", "anne");
        Assert.Contains("« Population » : recopiez les mots de l’étude", silent.Error, StringComparison.Ordinal);
        await _shell.Do(["litreview", "extract", id, "1", "duree", "12 mois", .. quote, "--trancher", "--pourquoi", "Relu.", "--par", "chloe"]);

        await _shell.Do("litreview", "bias", id, "1", "d1", "faible", "--pourquoi", "Tirage central.", "--par", "anne");
        var form = Path.Combine(_shell.Folder, "grille.json");
        await File.WriteAllTextAsync(
            form,
            """
            { "id": "maison", "version": 1, "name": "Maison", "source": "Service, 2026", "confidence": "M",
              "judgements": [ { "key": "oui", "name": "Oui", "sign": "+", "tone": "good" }, { "key": "non", "name": "Non", "sign": "–", "tone": "bad" } ],
              "domains": [ { "key": "aveugle", "short": "Av.", "name": "Aveugle", "question": "En aveugle ?", "kind": "bias" } ] }
            """);
        await _shell.Do("litreview", "bias-form", id, form, "--par", "anne");
        await _shell.Do("litreview", "bias", id, "1", "aveugle", "non", "--grille", "maison", "--pourquoi", "Ouvert.", "--par", "anne");
        Assert.Contains("\"judgements\"", (await _shell.Do("litreview", "bias-schema")).Out, StringComparison.Ordinal);

        var shown = (await _shell.Do("litreview", "studies", id, "--json")).Json.GetProperty("studies")[0];
        Assert.Equal("Settled", shown.GetProperty("values")[0].GetProperty("status").GetString());
        Assert.Equal(2, shown.GetProperty("bias").GetArrayLength());
        foreach (var (file, content) in new[] { ("t.csv", "12 mois"), ("b.svg", "Randomisation") })
        {
            var path = Path.Combine(_shell.Folder, file);
            await _shell.Do("litreview", "studies", id, "--output", path);
            Assert.Contains(content, await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_model_proposes_and_nothing_enters_the_review()
    {
        var id = await AStudyAsync();
        using var model = LoopbackModel.Saying(
            """{"champs":[{"cle":"duree","valeur":"12 mois","extrait":"cardiaques suivis 12 mois"},{"cle":"effectif","valeur":"500","extrait":"cinq cents patients"}]}""");

        var proposed = await _shell.Do(
            "litreview", "propose", id, "1", "--assistance", model.Address + "/v1", "--assistance-modele", "essai", "--par", "anne");

        Assert.Contains("Durée de suivi : 12 mois", proposed.Out, StringComparison.Ordinal);
        Assert.Contains("! « cinq cents patients » ne figure pas mot pour mot", proposed.Out, StringComparison.Ordinal);
        Assert.Contains("Proposition de essai, à vérifier : rien n’est entré dans la revue.", proposed.Error, StringComparison.Ordinal);
        var body = Assert.Single(model.Bodies);
        Assert.Contains("suivis 12 mois", body, StringComparison.Ordinal);
        Assert.DoesNotContain("anne", body, StringComparison.Ordinal);
        Assert.Empty((await _shell.Do("litreview", "studies", id, "--json")).Json.GetProperty("studies")[0].GetProperty("values").EnumerateArray());
        Assert.Contains("\"person\":\"anne\"", await File.ReadAllTextAsync(Path.Combine(_shell.Folder, "assistance.jsonl")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("avis", """{"avis":"inclure","raison":"Répond.","extrait":"patients insuffisants cardiaques"}""", "Avis proposé : inclure")]
    [InlineData("traduction", """{"traduction":"Essai : deux cents patients suivis 12 mois, insuffisants cardiaques tous."}""", "deux cents patients suivis 12 mois")]
    public async Task An_opinion_and_a_translation_are_asked_for_by_their_names(string what, string reply, string shown)
    {
        var id = await AStudyAsync();
        using var model = LoopbackModel.Saying(reply);

        var proposed = await _shell.Do(
            "litreview", "propose", id, "1", "--quoi", what, "--assistance", model.Address + "/v1", "--assistance-modele", "essai", "--par", "anne");

        Assert.Contains(shown, proposed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_writes_nonsense_or_none_at_all_is_told_and_ends_with_one()
    {
        var id = await AStudyAsync();
        using var model = LoopbackModel.Saying("Bien sûr ! Voici :");

        var failed = await _shell.Try(
            "litreview", "propose", id, "1", "--assistance", model.Address + "/v1", "--assistance-modele", "essai", "--par", "anne");
        var none = await _shell.Try("litreview", "propose", id, "1", "--par", "anne");

        Assert.Equal(ExitCodes.Findings, failed.Code);
        Assert.Contains("Le modèle essai n’a rien donné d’utilisable : la réponse n’a pas la forme demandée", failed.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, none.Code);
        Assert.Contains("--assistance ADRESSE", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_written_by_the_model_of_the_option_and_its_quotes_are_checked()
    {
        var id = await AStudyAsync();
        using var model = LoopbackModel.Saying(
            """{"phrases":[{"texte":"Deux cents patients sont suivis 12 mois.","citations":[{"passage":1,"extrait":"insuffisants cardiaques suivis 12 mois"}]}]}""");

        var answer = await _shell.Do(
            "litreview", "answer", "--revue", id, "Combien de patients insuffisants cardiaques sont suivis ?", "--assistance", model.Address + "/v1",
            "--assistance-modele", "essai", "--par", "anne");

        Assert.Contains("Deux cents patients sont suivis 12 mois", answer.Out, StringComparison.Ordinal);
        Assert.Single(model.Bodies);
    }

    [Fact]
    public async Task A_second_model_is_checked_put_away_chosen_and_tried_on_labelled_records()
    {
        var tiny = Tiny();
        var check = await _shell.Do("litreview", "model", "check", tiny, "--json");
        Assert.Equal("minuscule", check.Json.GetProperty("name").GetString());
        Assert.Contains("n’existe pas", (await _shell.Try("litreview", "model", "check", _shell.Folder)).Error, StringComparison.Ordinal);
        Assert.Contains("n’est pas rangé ici", (await _shell.Try("litreview", "new", "Sans", "--second-modele", "minuscule", "--par", "anne")).Error, StringComparison.Ordinal);
        await _shell.Do("litreview", "model", "add", tiny);
        await _shell.Do("litreview", "new", "Avec", "--lecteurs", "1", "--second-modele", "minuscule", "--par", "anne");

        var (set, output) = (Path.Combine(_shell.Folder, "revue.csv"), Path.Combine(_shell.Folder, "ordre.json"));
        await File.WriteAllLinesAsync(set, [
            "title,abstract,label_included",
            .. Enumerable.Range(0, 30).Select(i => i % 5 == 0
                ? $"\"heart failure telemonitoring {i}\",\"telemonitoring of heart failure in {i} patients at home\",1"
                : $"\"retinopathy screening {i}\",\"retinopathy screening of {i} children by photographs\",0"),
        ]);
        var simulated = await _shell.Do("litreview", "simulate", set, "--embeddings", tiny, "--output", output, "--json");
        Assert.Equal("minuscule", simulated.Json.GetProperty("secondModel").GetProperty("name").GetString());
        // Six are relevant among 30: with one of each known, the five others come first.
        Assert.Equal(5, simulated.Json.GetProperty("mean").GetProperty("k100").GetDouble());
    }

    private static string Tiny()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HasToolkit.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "LitReview.Tests", "Embeddings", "minuscule");
    }

    [Fact]
    public async Task The_form_of_what_is_extracted_is_written_out_changed_and_read_back()
    {
        var id = await AStudyAsync();
        var lines = (await _shell.Do("litreview", "extract-form", id)).Out;
        var path = Path.Combine(_shell.Folder, "champs.txt");
        await File.WriteAllTextAsync(path, lines + "Version du logiciel | Celle que l’étude a jugée\n", TestContext.Current.CancellationToken);

        var silent = await _shell.Try("litreview", "extract-form", id, path, "--par", "anne");
        Assert.NotEqual(0, silent.Code);
        await _shell.Do("litreview", "extract-form", id, path, "--personnes", "1", "--motif", "Liens d’intérêts.", "--par", "anne");

        var form = (await _shell.Do("litreview", "extract-form", id, "--json")).Json;
        Assert.Equal(1, form.GetProperty("extractors").GetInt32());
        var added = form.GetProperty("fields").EnumerateArray().Last();
        Assert.Equal(("version-du-logiciel", "Celle que l’étude a jugée"), (added.GetProperty("key").GetString(), added.GetProperty("hint").GetString()));
        Assert.Contains("n’existe pas", (await _shell.Try("litreview", "extract-form", id, "absent.txt", "--par", "anne")).Error, StringComparison.Ordinal);
    }

    private async Task<string> AStudyAsync()
    {
        var id = (await _shell.Do("litreview", "new", "Télésurveillance", "--lecteurs", "1", "--motifs", "Population", "--par", "anne", "--json"))
            .Json.GetProperty("id").GetString()!;
        var file = Path.Combine(_shell.Folder, "export.ris");
        await File.WriteAllTextAsync(file, Export);
        await _shell.Do("litreview", "import", id, file, "--source", "Embase", "--par", "anne");
        await _shell.TryTyping("i\nq\n", "litreview", "screen", id, "--par", "anne");
        return id;
    }
}
