using System.Text.Json;
using HasToolkit.Cli;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>A review of two readers and a third, from its protocol to its report, with the commands alone.</summary>
public sealed class WholeReviewCommandTests : IDisposable
{
    private const string Trial = "TY  - JOUR\nTI  - Télésurveillance de l’insuffisance cardiaque : essai randomisé\nAU  - Durand, Élise\nPY  - 2021\n"
        + "DO  - 10.1000/essai\nAB  - Deux cent quarante patients insuffisants cardiaques suivis 12 mois.\nER  -\n\n";

    private const string Embase = Trial
        + "TY  - JOUR\nTI  - Dépistage de la rétinopathie par un algorithme\nPY  - 2020\nDO  - 10.1000/retino\nAB  - Performances diagnostiques.\nER  -\n\n"
        + "TY  - JOUR\nTI  - Cohorte de patients télésurveillés à domicile pendant deux ans\nAU  - Petit, Paul\nJO  - Revue de soins\nPY  - 2019\n"
        + "DO  - 10.1000/cohorte\nAB  - Trois cents patients suivis.\nER  -\n\n"
        + "TY  - JOUR\nTI  - Lettre à propos des objets connectés\nPY  - 2018\nDO  - 10.1000/lettre\nER  -\n";

    private const string Medline = Trial
        + "TY  - JOUR\nTI  - Cohorte de patients télésurveillés à domicile pendant deux ans\nAU  - Petit, Paul\nJO  - Revue de soins\nPY  - 2019\n"
        + "DO  - 10.1000/congres\nAB  - Trois cents patients suivis.\nER  -\n";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_review_of_two_readers_and_a_third_is_led_to_its_report_by_commands_alone()
    {
        var id = await CreateAsync();
        await ImportAsync(id);
        await DecideDuplicatesAsync(id);
        await ReadTitlesAsync(id);
        await ReadFullTextsAsync(id);
        await StudyAsync(id);

        await By("anne", "stop", id);
        var shown = (await Do("show", id, "--json")).Json;
        Assert.Equal((1, JsonValueKind.Null), (shown.GetProperty("included").GetInt32(), shown.GetProperty("firstFault").ValueKind));
        Assert.Contains("toutes les mêmes", (await Do("replay", id)).Error, StringComparison.Ordinal);
        var docx = Path.Combine(_shell.Folder, "rapport.docx");
        await Do("report", id, "--output", docx);
        Assert.True(new FileInfo(docx).Length > 2_000);
        var method = (await Do("report", id)).Out;
        Assert.Contains("deux lecteurs indépendants", method, StringComparison.Ordinal);
        Assert.Contains("1 étude incluse", method, StringComparison.Ordinal);
        var journal = (await Do("journal", id, "--derniers", "200", "--json")).Json.GetProperty("events");
        Assert.Contains(
            journal.EnumerateArray(),
            one => one.GetProperty("text").GetString()!.StartsWith("a tranché la référence n° 2", StringComparison.Ordinal));

        await By("anne", "update", id, "--motif", "Mise à jour de 2027");
        var later = Write("suite.ris", "TY  - JOUR\nTI  - Un essai plus récent de télésurveillance\nDO  - 10.9999/absent\nER  -\n");
        Assert.Equal(1, (await By("anne", "import", id, later, "--source", "MEDLINE", "--json")).Json.GetProperty("knownFound").GetInt32());
        var left = (await By("bruno", "references", id, "--issue", "a-lire", "--json")).Json.GetProperty("references");
        Assert.Equal(7, Assert.Single(left.EnumerateArray().ToList()).GetProperty("number").GetInt32());
        await Do("report", id, "--recherche", "1", "--output", Path.Combine(_shell.Folder, "avant.svg"));
    }

    [Fact]
    public async Task What_the_rules_refuse_is_refused_in_french_and_named_for_scripts()
    {
        var id = await CreateAsync();
        await ImportAsync(id);

        foreach (var (rule, message, args) in new (string Rule, string Message, string[] Args)[]
        {
            ("ReasonIsMissing", "Changer le protocole : écrivez pourquoi", ["protocol", id, "--lecteurs", "1"]),
            ("ProtocolIsInvalid", "le nombre de lecteurs par référence est 3", ["protocol", id, "--lecteurs", "3", "--motif", "x"]),
            ("CreatorStays", "Qui a créé la revue en reste lecteur", ["reader", "remove", id, "anne", "--motif", "x"]),
            ("ReasonIsMissing", "Retirer un lecteur : écrivez pourquoi", ["reader", "remove", id, "bruno"]),
            ("ReasonIsMissing", "Ouvrir une nouvelle recherche : écrivez pourquoi", ["update", id]),
            ("RecordIsUnknown", "n’a pas de référence n° 99", ["judge", id, "99", "inclure"]),
            ("ReasonIsUnknown", "« Ennui » n’est pas un motif du protocole", ["judge", id, "1", "exclure", "--motif", "Ennui"]),
            ("RecordIsDuplicate", "La référence n° 5 répète la n° 1", ["judge", id, "5", "inclure"]),
            ("RecordIsNotForFullText", "ne se lit pas encore en texte intégral", ["judge", id, "1", "inclure", "--stade", "texte"]),
            ("NothingToUndo", "Vous n’avez pas de décision sur titre et résumé à annuler", ["undo", id]),
            ("NoConflict", "Il n’y a pas de désaccord", ["settle", id, "1", "inclure", "--pourquoi", "x"]),
            ("LinkIsImpossible", "ne peut pas répéter elle-même", ["link", id, "2", "2"]),
            ("PairIsUnknown", "n’attendent pas de décision", ["distinguish", id, "1", "2"]),
            ("RecordIsNoDuplicate", "n’est liée à aucune autre", ["unlink", id, "2", "--motif", "x"]),
            ("ReasonIsMissing", "Défaire un doublon : écrivez pourquoi", ["unlink", id, "5"]),
            ("TextIsUnusable", "Note : un texte de 1 à 5000 caractères", ["note", id, "1", " "]),
            ("TextIsUnusable", "Étiquette : un texte de 1 à 60", ["tag", id, "1", " "]),
            ("RecordIsNotForFullText", "La référence n° 1 n’est pas retenue", ["full-text", "missing", id, "1", "Payant"]),
            ("RecordIsNotForFullText", "La référence n° 1 n’est pas retenue", ["full-text", "attach", id, "1", _shell.Pdf("a.pdf")]),
        })
        {
            var refused = await _shell.Try(["litreview", .. args, "--par", "anne", "--json"]);
            Assert.True(refused.Code == ExitCodes.Findings, $"{string.Join(' ', args)} → {refused.Code} {refused.Error}");
            Assert.Equal(rule, refused.Json.GetProperty("rule").GetString());
            Assert.Contains(message, refused.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_cannot_be_used_is_told_in_french()
    {
        var id = await CreateAsync();
        await ImportAsync(id);

        foreach (var (message, args) in new (string Message, string[] Args)[]
        {
            ("AVIS : « peut-être » est inconnu ; attendu : inclure, exclure, incertain", ["judge", id, "1", "peut-être", "--par", "anne"]),
            ("--stade : « plus-tard » est inconnu ; attendu : titre, texte", ["judge", id, "1", "inclure", "--stade", "plus-tard", "--par", "anne"]),
            ("Indiquez qui agit : --par", ["judge", id, "1", "inclure"]),
            ("Indiquez qui agit : --par", ["references", id, "--issue", "a-lire"]),
            ("--mots : « couleur=bleu » ne convient pas", ["protocol", id, "--mots", "couleur=bleu", "--motif", "x", "--par", "anne"]),
            ("Aucun PDF n’est joint à la référence n° 1", ["full-text", "get", id, "1", "--output", Path.Combine(_shell.Folder, "x.pdf")]),
            ("n’a pas de référence n° 99", ["record", id, "99"]),
            ("n’est pas gardée pour la lecture en entier", ["study", id, "1"]),
            ("--recherche : 2 n’existe pas", ["report", id, "--recherche", "2"]),
            ("--derniers : 0 ne convient pas", ["journal", id, "--derniers", "0"]),
            ("Aucune revue ne porte la référence « R-1 »", ["duplicates", "R-1"]),
        })
        {
            var refused = await _shell.Try(["litreview", .. args]);
            Assert.True(refused.Code == ExitCodes.Usage, $"{string.Join(' ', args)} → {refused.Code} {refused.Error}");
            Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        }

        await By("anne", "judge", id, "1", "inclure");
        await By("bruno", "judge", id, "1", "inclure");
        var no = await _shell.Try("litreview", "full-text", "attach", id, "1", Write("faux.pdf", "Bonjour"), "--par", "anne");
        Assert.Contains("« faux.pdf » n’est pas un PDF", no.Error, StringComparison.Ordinal);
        var blind = await By("anne", "full-text", "attach", id, "1", _shell.Pdf("a.pdf"));
        Assert.Contains("ne contient pas de texte lisible", blind.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_are_typed_in_the_place_of_a_file_and_known_ones_too()
    {
        var id = await CreateAsync();

        var typed = await _shell.TryTyping(Embase, "litreview", "import", id, "-", "--source", "Expert", "--par", "anne", "--json");
        var known = await _shell.TryTyping("10.1000/lettre\n", "litreview", "known", id, "-", "--par", "anne", "--json");

        Assert.Equal((ExitCodes.Ok, 4), (typed.Code, typed.Json.GetProperty("count").GetInt32()));
        Assert.Equal(4, Assert.Single(known.Json.GetProperty("records").EnumerateArray().ToList()).GetInt32());
        var search = (await Do("searches", id, "--json")).Json.GetProperty("searches")[0];
        Assert.Equal(("other", "texte collé"), (search.GetProperty("kind").GetString(), search.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task Who_is_deported_from_a_dossier_neither_reads_nor_leads_a_review_that_it_uses()
    {
        await _shell.RegisterStaff();
        _shell.Pdf("grille-ia.pdf");
        await _shell.Do(
            "dossier", "create", "--produit", "GLYCOGUIDE", "--demandeur", "Médivia", "--demande", "inscription", "--ia", "--indication",
            "adultes|Diabète de type 1|Adultes", "--pieces", Path.GetDirectoryName(_shell.Pdf("etudes-cliniques.pdf"))!, "--par", "medivia");
        const string Dossier = "LPPR-2026-0001";
        var created = await By("sophie", "new", "Télésurveillance", "--lecteurs", "1", "--dossier", Dossier, "--json");
        var id = created.Json.GetProperty("id").GetString()!;
        await By("sophie", "import", id, Write("essai.ris", Trial));
        await By("claire", "judge", id, "1", "inclure");
        await By("claire", "judge", id, "1", "inclure", "--stade", "texte");
        await _shell.Do("dossier", "preuve", "depuis-revue", Dossier, id, "1", "--par", "sophie");
        await By("sophie", "import", id, Write("autre.ris", "TY  - JOUR\nTI  - Une cohorte de patients télésuivis\nPY  - 2023\nER  - \n"));
        await By("sophie", "judge", id, "2", "inclure");
        await By("sophie", "judge", id, "2", "inclure", "--stade", "texte");
        foreach (var (added, left) in new[] { (1, 1), (0, 2) })
        {
            var all = (await _shell.Do("dossier", "preuve", "depuis-revue", Dossier, id, "--par", "sophie", "--json")).Json;
            Assert.Equal((added, left), (all.GetProperty("added").GetInt32(), all.GetProperty("left").GetInt32()));
        }

        Assert.Contains("Une cohorte de patients", (await _shell.Do("dossier", "preuve", "list", Dossier)).Out, StringComparison.Ordinal);
        await _shell.Do("dossier", "preuve", "depuis-reponse", Dossier, id, "Combien de patients insuffisants cardiaques sont suivis ?", "--par", "sophie");
        Assert.Contains("Combien de patients", (await _shell.Do("dossier", "preuve", "list", Dossier)).Out, StringComparison.Ordinal);
        var silent = await _shell.Try("dossier", "preuve", "depuis-reponse", Dossier, id, "Le rituximab guérit-il ?", "--par", "sophie");
        Assert.Contains($"La revue {id} ne répond pas à cette question", silent.Error, StringComparison.Ordinal);
        await _shell.Do("dossier", "deport", Dossier, "claire", "--motif", "Lien avec le demandeur", "--par", "helene");

        foreach (var args in new string[][]
        {
            ["record", id, "1"], ["undo", id], ["search", "--revue", id, "essai"],
            ["propose", id, "1", "--assistance", "http://127.0.0.1:9/v1", "--assistance-modele", "x"],
        })
        {
            var refused = await _shell.Try(["litreview", .. args, "--par", "claire"]);
            Assert.Equal(ExitCodes.Findings, refused.Code);
            Assert.Contains($"La revue {id} est fermée à « claire »", refused.Error, StringComparison.Ordinal);
        }

        Assert.Empty((await By("claire", "list", "--json")).Json.GetProperty("reviews").EnumerateArray());
        Assert.Single((await By("sophie", "list", "--json")).Json.GetProperty("reviews").EnumerateArray());
        await By("sophie", "record", id, "1");
    }

    private async Task<string> CreateAsync()
    {
        var id = (await By(
            "anne", "new", "Télésurveillance", "--motifs", "Population;Intervention", "--inclusion", "Étude comparative", "--mots",
            "intervention=télésurveill*,connecté*", "--json")).Json.GetProperty("id").GetString()!;
        await By("anne", "protocol", id, "--exclusion", "Protocole sans résultat;Lettre", "--rappel", "90", "--motif", "Relu en équipe.");
        await By("anne", "reader", "add", id, "bruno");

        var protocol = (await Do("protocol", id, "--json")).Json;
        Assert.Equal(2, protocol.GetProperty("exclusionCriteria").GetArrayLength());
        Assert.Equal((2, 0.9), (protocol.GetProperty("reviewersPerRecord").GetInt32(), protocol.GetProperty("recall").GetDouble()));
        Assert.Contains("Mots, intervention", (await Do("protocol", id)).Out, StringComparison.Ordinal);
        Assert.Contains("bruno", (await Do("reader", "list", id)).Out, StringComparison.Ordinal);
        return id;
    }

    private async Task ImportAsync(string id)
    {
        var known = await _shell.Try(
            "litreview", "known", id, Write("connus.txt", "10.1000/cohorte\n10.9999/absent\n"), "--par", "anne");
        Assert.Equal(ExitCodes.Partial, known.Code);
        Assert.Contains("Chaque import à venir les cherche de nouveau.", known.Error, StringComparison.Ordinal);

        var first = await By(
            "anne", "import", id, Write("embase.ris", Embase), "--source", "Embase", "--le", "2026-08-20", "--equation", "télésurveill*",
            "--annonce", "5", "--json");
        Assert.Equal(1, first.Json.GetProperty("knownFound").GetInt32());
        Assert.Contains("1 article connu comme pertinent d’une liste précédente, retrouvé", first.Error, StringComparison.Ordinal);
        var second = await By("anne", "import", id, Write("pubmed.ris", Medline), "--source", "MEDLINE", "--interface", "PubMed", "--json");
        Assert.Equal((2, 1), (second.Json.GetProperty("count").GetInt32(), second.Json.GetProperty("duplicates").GetInt32()));

        var searches = await Do("searches", id);
        Assert.Contains("Embase annonçait 5 références, 4 importées", searches.Error, StringComparison.Ordinal);
        var listed = (await Do("searches", id, "--json")).Json.GetProperty("searches");
        Assert.Equal(
            ("Embase", "2026-08-20", 5, 4),
            (listed[0].GetProperty("name").GetString(), listed[0].GetProperty("searchedOn").GetString(), listed[0].GetProperty("announced").GetInt32(),
                listed[0].GetProperty("count").GetInt32()));
    }

    private async Task DecideDuplicatesAsync(string id)
    {
        var pair = Assert.Single((await Do("duplicates", id, "--json")).Json.GetProperty("pairs").EnumerateArray().ToList());
        Assert.Equal((6, 3), (pair.GetProperty("number").GetInt32(), pair.GetProperty("original").GetInt32()));
        Assert.InRange(pair.GetProperty("probability").GetDouble(), 0, 1);
        Assert.True(pair.GetProperty("reason").GetString()!.Length > 10);
        Assert.Contains("n° 6 et n° 3", (await Do("duplicates", id)).Out, StringComparison.Ordinal);
        await By("anne", "distinguish", id, "6", "3");
        Assert.Empty((await Do("duplicates", id, "--json")).Json.GetProperty("pairs").EnumerateArray());
        // One changes one’s mind: linked by hand, taken apart, linked again the other way round.
        await By("bruno", "link", id, "6", "3", "--pourquoi", "Résumé de congrès de la même cohorte");
        var linked = (await Do("duplicates", id, "--lies", "--json")).Json.GetProperty("linked");
        Assert.Equal([5, 6], linked.EnumerateArray().Select(one => one.GetProperty("number").GetInt32()));
        Assert.Equal((true, false), (linked[0].GetProperty("byTool").GetBoolean(), linked[1].GetProperty("byTool").GetBoolean()));
        await By("anne", "unlink", id, "6", "--motif", "Je vérifie");
        await By("anne", "link", id, "6", "3");
        Assert.Contains("doublon de la n° 3", (await Do("references", id, "--issue", "doublons")).Out, StringComparison.Ordinal);
    }

    private async Task ReadTitlesAsync(string id)
    {
        await By("anne", "judge", id, "1", "inclure");
        // Nobody sees the opinion of the other before he gave his own; without --par, nobody’s is seen.
        foreach (var who in new string[][] { ["--par", "bruno"], [] })
        {
            var record = (await Do(["record", id, "1", "--json", .. who])).Json;
            Assert.Empty(record.GetProperty("opinions").EnumerateArray());
            Assert.Contains(
                record.GetProperty("history").EnumerateArray(),
                one => one.GetProperty("text").GetString()!.Contains("caché jusqu’à la seconde lecture", StringComparison.Ordinal));
        }

        var waiting = await By("anne", "judge", id, "2", "inclure", "--json");
        Assert.Equal("waiting", waiting.Json.GetProperty("outcome").GetString());
        await By("anne", "judge", id, "3", "exclure");
        Assert.Contains("n° 3 annulée", (await By("anne", "undo", id)).Error, StringComparison.Ordinal);
        await By("anne", "skip", id, "3");
        await By("anne", "judge", id, "3", "incertain");
        await By("anne", "judge", id, "4", "exclure", "--motif", "Intervention");
        await By("anne", "note", id, "3", "Même cohorte que la 6 ?");
        await By("anne", "tag", id, "3", "à vérifier");
        await By("anne", "tag", id, "3", "cohorte");
        Assert.Contains("n° 3 : cohorte.", (await By("anne", "tag", id, "3", "à vérifier", "--retirer")).Error, StringComparison.Ordinal);

        await By("bruno", "judge", id, "1", "inclure");
        Assert.Equal("conflict", (await By("bruno", "judge", id, "2", "exclure", "--motif", "1", "--json")).Json.GetProperty("outcome").GetString());
        await By("bruno", "judge", id, "3", "inclure");
        await By("bruno", "judge", id, "4", "exclure", "--motif", "Intervention");

        var conflict = Assert.Single((await Do("conflicts", id, "--json")).Json.GetProperty("conflicts").EnumerateArray().ToList());
        Assert.Equal((2, 2), (conflict.GetProperty("number").GetInt32(), conflict.GetProperty("opinions").GetArrayLength()));
        Assert.Contains("anne : inclure", (await Do("conflicts", id)).Out, StringComparison.Ordinal);
        var own = await _shell.Try("litreview", "settle", id, "2", "inclure", "--pourquoi", "x", "--par", "bruno", "--json");
        Assert.Equal("ReviewerIsInConflict", own.Json.GetProperty("rule").GetString());
        var unclear = await _shell.Try("litreview", "settle", id, "2", "incertain", "--pourquoi", "x", "--par", "chloe", "--json");
        Assert.Equal("ResolutionIsUnclear", unclear.Json.GetProperty("rule").GetString());
        await By("chloe", "settle", id, "2", "inclure", "--pourquoi", "La population convient.");
        Assert.Contains("Aucun désaccord", (await Do("conflicts", id)).Error, StringComparison.Ordinal);
    }

    private async Task ReadFullTextsAsync(string id)
    {
        var pdf = _shell.ReadablePdf("essai.pdf", "In this trial 240 patients were randomised to remote monitoring or usual care");
        var attached = await By("anne", "full-text", "attach", id, "1", pdf, "--json");
        Assert.Equal(1, attached.Json.GetProperty("readablePages").GetInt32());
        await By("anne", "full-text", "missing", id, "2", "Demandé à l’auteur, sans réponse");
        var copy = Path.Combine(_shell.Folder, "copie.pdf");
        await Do("full-text", "get", id, "1", "--output", copy);
        Assert.Equal(await File.ReadAllBytesAsync(pdf), await File.ReadAllBytesAsync(copy));

        var needed = await _shell.Try("litreview", "judge", id, "3", "exclure", "--stade", "texte", "--par", "anne", "--json");
        Assert.Equal("ReasonIsRequired", needed.Json.GetProperty("rule").GetString());
        await By("anne", "judge", id, "1", "inclure", "--stade", "texte");
        await By("anne", "judge", id, "3", "exclure", "--stade", "texte", "--motif", "Population");
        Assert.Contains("n° 3 annulée (texte intégral)", (await By("anne", "undo", id, "--stade", "texte")).Error, StringComparison.Ordinal);
        await By("anne", "judge", id, "3", "exclure", "--stade", "texte", "--motif", "Population");

        var cohort = _shell.ReadablePdf("cohorte.pdf", "Three hundred patients were followed at home during two years by telephone");
        var screened = await _shell.TryTyping(
            $"i\nz\ni\nxx\nj {Path.Combine(_shell.Folder, "absent.pdf")}\nj {cohort}\ne\n1\n", "litreview", "screen", id, "--stade", "texte",
            "--par", "bruno", "--json");
        Assert.Equal(ExitCodes.Ok, screened.Code);
        Assert.Contains("« xx » n’est pas une réponse", screened.Error, StringComparison.Ordinal);
        Assert.Contains("absent.pdf » n’existe pas", screened.Error, StringComparison.Ordinal);
        Assert.Contains("choisissez un motif du protocole", screened.Error, StringComparison.Ordinal);

        var read = (await By("bruno", "full-text", "list", id, "--json")).Json.GetProperty("references").EnumerateArray().ToList();
        Assert.Equal(["kept", "unread", "excluded"], read.Select(one => one.GetProperty("outcome").GetString()));
        Assert.Equal("cohorte.pdf", read[2].GetProperty("file").GetProperty("fileName").GetString());
        Assert.Equal("Demandé à l’auteur, sans réponse", read[1].GetProperty("notRetrieved").GetString());
        Assert.Contains("introuvable", (await Do("full-text", "list", id)).Out, StringComparison.Ordinal);
    }

    private async Task StudyAsync(string id)
    {
        await By("anne", "appraise", id, "1", "--type", "ecr-faible-puissance");
        string[] quote = ["--extrait", "240 patients were randomised to remote monitoring", "--page", "1"];
        await By("anne", ["extract", id, "1", "effectif", "240 patients", .. quote, "--propose-par", "essai-7b"]);
        Assert.Empty(Cell(await By("bruno", "study", id, "1", "--json"), "effectif").GetProperty("given").EnumerateArray());
        await _shell.Try(["litreview", "extract", id, "1", "effectif", "241 patients", .. quote, "--par", "bruno"]);
        var differs = Cell(await By("chloe", "study", id, "1", "--json"), "effectif");
        Assert.Equal(("differs", 2), (differs.GetProperty("status").GetString(), differs.GetProperty("given").GetArrayLength()));
        Assert.Contains("bruno : 241 patients", (await Do("study", id, "1")).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        await By("chloe", ["extract", id, "1", "effectif", "240 patients", .. quote, "--trancher", "--pourquoi", "Relu dans le PDF."]);
        var judged = await By("anne", "bias", id, "1", "d1", "faible", "--pourquoi", "Tirage central.", "--json");
        Assert.Equal("d1", judged.Json.GetProperty("domain").GetString());

        var study = (await Do("study", id, "1", "--json")).Json;
        Assert.Equal(("2", "B"), (study.GetProperty("level").GetString(), study.GetProperty("grade").GetString()));
        Assert.Equal("Tirage central.", Assert.Single(study.GetProperty("bias").EnumerateArray().ToList()).GetProperty("reason").GetString());
        Assert.Contains("essai-7b", (await Do("journal", id, "--derniers", "200")).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static JsonElement Cell(Answer answer, string key) =>
        answer.Json.GetProperty("cells").EnumerateArray().Single(cell => cell.GetProperty("key").GetString() == key);

    private Task<Answer> By(string person, params string[] args) => Do([.. args, "--par", person]);

    private Task<Answer> Do(params string[] args) => _shell.Do(["litreview", .. args]);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_shell.Folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
