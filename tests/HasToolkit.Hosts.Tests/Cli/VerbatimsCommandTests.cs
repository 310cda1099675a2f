using System.IO.Compression;
using System.Text;
using System.Text.Json;
using HasToolkit.Cli;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class VerbatimsCommandTests : IDisposable
{
    private readonly Shell _shell = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("verbatims").FullName;

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Each_comment_of_a_csv_gives_one_line_with_tone_topics_signal_and_doubt()
    {
        var input = Written("esatis.csv", "id;champ;texte\nA1;negatif;\"Repas froids ; attente de 5 h\"\nA2;positif;Équipe adorable\n");
        var output = Path.Combine(_folder, "lus.jsonl");

        await _shell.Do("verbatims", "predict", input, "--output", output);

        var lines = await Lines(output);
        Assert.Equal(["A1", "A2"], lines.Select(line => line.GetProperty("id").GetString()));
        Assert.Equal(["N", "P"], lines.Select(line => line.GetProperty("tonalite").GetString()));
        Assert.All(lines, line =>
        {
            Assert.Equal(1, line.GetProperty("probabilites").EnumerateObject().Sum(p => p.Value.GetDouble()), 2);
            Assert.InRange(line.GetProperty("gravite").GetInt32(), 0, 1);
            Assert.InRange(line.GetProperty("gravite_score").GetDouble(), 0, 1);
            Assert.Contains(line.GetProperty("a_relire").ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
        });
        var meals = lines[0].GetProperty("themes").EnumerateArray().Single(topic => topic.GetProperty("code").GetString() == "REP");
        Assert.Equal("-", meals.GetProperty("polarite").GetString());
        Assert.StartsWith(
            "Repas", "Repas froids ; attente de 5 h"[meals.GetProperty("debut").GetInt32()..meals.GetProperty("fin").GetInt32()],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_clause_has_its_tone_when_it_is_asked_for_and_the_rest_of_the_line_stays()
    {
        const string Text = "Merci au Dr Le Goff, les infirmières sont adorables mais les repas sont infects";
        var input = Written("un.csv", $"id;texte\nA1;\"{Text}\"\n");
        var (plain, output) = (Path.Combine(_folder, "a.jsonl"), Path.Combine(_folder, "b.jsonl"));

        await _shell.Do("verbatims", "predict", input, "--output", plain);
        await _shell.Do("verbatims", "predict", input, "--output", output, "--propositions");

        var (without, with) = ((await Lines(plain)).Single(), (await Lines(output)).Single());
        Assert.False(without.TryGetProperty("propositions", out _));
        Assert.StartsWith(without.GetRawText()[..^1], with.GetRawText(), StringComparison.Ordinal);
        var clauses = with.GetProperty("propositions").EnumerateArray().ToList();
        Assert.Equal(("P", "N"), (clauses[0].GetProperty("tonalite").GetString(), clauses[^1].GetProperty("tonalite").GetString()));
        // Places are those of the comment as it was written, its name included.
        Assert.EndsWith("les repas sont infects", Text[clauses[^1].GetProperty("debut").GetInt32()..clauses[^1].GetProperty("fin").GetInt32()], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_box_counts_unless_it_is_to_be_ignored()
    {
        var input = Path.Combine(_folder, "cases.csv.gz");
        await using (var gzip = new GZipStream(File.Create(input), CompressionMode.Compress))
            await gzip.WriteAsync("id,champ,texte\n1,negatif,Les repas\n2,positif,Les repas\n"u8.ToArray());
        var (boxed, plain) = (Path.Combine(_folder, "a.jsonl"), Path.Combine(_folder, "b.jsonl"));

        await _shell.Do("verbatims", "predict", input, "--output", boxed);
        await _shell.Do("verbatims", "predict", input, "--output", plain, "--ignore-box");

        var praise = (await Lines(boxed))
            .Select(line => line.GetProperty("probabilites").GetProperty("P").GetDouble()).ToList();
        Assert.True(praise[1] > praise[0] + 0.05, $"Praise: {praise[0]} in the negative box, {praise[1]} in the positive one.");
        var same = (await Lines(plain)).Select(line => line.GetProperty("probabilites").GetRawText()).ToList();
        Assert.Equal(same[0], same[1]);
    }

    [Fact]
    public async Task A_text_is_masked_and_the_places_are_those_of_the_original()
    {
        var input = Written("textes.jsonl", """{"id":"x","text":"Merci au Dr Le Goff"}""" + "\npas du json\n" + """{"text":"RAS"}""" + "\n");
        var output = Path.Combine(_folder, "masques.jsonl");

        var answer = await _shell.Try("verbatims", "mask", input, "--output", output);

        Assert.Equal(ExitCodes.Partial, answer.Code);
        Assert.Contains("Ligne 2", answer.Error, StringComparison.Ordinal);
        var lines = await Lines(output);
        Assert.Equal("Merci au Dr [NOM]", lines[0].GetProperty("masked").GetString());
        Assert.Equal("""[[12,19,"NOM"]]""", lines[0].GetProperty("spans").GetRawText());
        Assert.Equal("RAS", lines[1].GetProperty("masked").GetString());
    }

    [Fact]
    public async Task A_file_without_a_column_of_text_is_refused_and_the_columns_found_are_shown()
    {
        var input = Written("notes.csv", "id,note\n1,5\n");

        var answer = await _shell.Try("verbatims", "predict", input, "--output", Path.Combine(_folder, "x"));

        Assert.Equal(ExitCodes.Usage, answer.Code);
        Assert.Contains("Aucune colonne ne porte le texte", answer.Error, StringComparison.Ordinal);
        Assert.Contains("id, note", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_comments_are_read_without_failure_and_none_is_lost()
    {
        string[] hostile =
        [
            "=CMD|'/c calc'!A0", "<script>alert(1)</script>", new string('a', 1_000_000), "nul\0ici", "\ud83d\ude00\ud83d\ude00",
            "\u202eabc", "مرحبا بكم", "\u0301\u0301\u0301", "\"", "a,b;c\td", "[NOM] [TEL", new string('(', 5000),
            string.Concat(Enumerable.Repeat("06 ", 3000)), new string(' ', 3000), "é\u0301̂̃", "12 rue rue rue rue rue",
        ];
        var input = Written("hostile.jsonl", string.Concat(hostile.Select(text => JsonSerializer.Serialize(new { texte = text }) + "\n")));
        var output = Path.Combine(_folder, "lus.jsonl");

        await _shell.Do("verbatims", "predict", input, "--output", output);

        Assert.Equal(hostile.Length, (await Lines(output)).Count);
    }

    [Fact]
    public async Task Quality_is_measured_on_labelled_comments_text_only_and_with_the_box()
    {
        var input = Written("or.jsonl", """
            {"id":"1","texte":"Personnel adorable","champ":"positif","tonalite":"P","themes":["HUM+"],"gravite":0,"part":"dev"}
            {"id":"2","texte":"Repas froids","champ":"negatif","tonalite":"N","themes":["REP-"],"gravite":0,"part":"dev"}
            {"id":"3","texte":"Repas chauds","champ":"negatif","tonalite":"P","themes":["REP+"],"gravite":0,"part":"train"}
            """);

        var answer = await _shell.Do("verbatims", "evaluate", input, "--part", "dev", "--json");

        Assert.Equal(2, answer.Json.GetProperty("comments").GetInt32());
        foreach (var name in new[] { "textOnly", "withBox" })
        {
            var polar = answer.Json.GetProperty(name).GetProperty("measures").EnumerateArray().First();
            Assert.Equal("tone_polar_accuracy", polar.GetProperty("key").GetString());
            Assert.Equal(1, polar.GetProperty("value").GetProperty("value").GetDouble());
        }
    }

    [Fact]
    public async Task Any_labelled_table_is_measured_by_its_own_columns_and_labels()
    {
        var input = Written("avis.csv", """
            split,avis,avis global
            test,"Personnel adorable, toujours souriant",très positif
            test,Séjour sans avis,
            test,"Repas froids, attente interminable et personnel désagréable",négatif
            train,Une honte,positif
            """);

        var json = (await _shell.Do(
            "verbatims", "evaluate", input, "--part", "split=test", "--etiquette", "avis global", "--valeurs", "négatif=N,neutre=MR,positif=P,très positif=P",
            "--json")).Json;

        Assert.Equal(3, json.GetProperty("comments").GetInt32());
        Assert.Equal("fr", json.GetProperty("language").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("withBox").ValueKind);
        var tones = json.GetProperty("textOnly").GetProperty("tones");
        Assert.Equal(["négatif", "neutre", "positif, très positif"], tones.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(1, tones.GetProperty("classes")[0].GetProperty("f1").GetProperty("value").GetDouble());
        Assert.Equal(1, tones.GetProperty("classes")[2].GetProperty("f1").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task The_most_probable_topic_is_measured_where_each_comment_has_one()
    {
        var input = Written("themes.csv", "texte;sujet\nRepas froids et sans goût;REP\nPersonnel adorable;HUM\nParking introuvable;ACE\n");

        var answer = await _shell.Do("verbatims", "evaluate", input, "--themes", "sujet", "--json");

        var topic = answer.Json.GetProperty("textOnly").GetProperty("firstTopic");
        Assert.Equal(1, topic.GetProperty("accuracy").GetProperty("value").GetDouble());
    }

    [Theory]
    [InlineData("--etiquette note --valeurs 0=N,2=X", "« 2=X » ne se lit pas")]
    [InlineData("--etiquette note --valeurs 0=N", "vaut « 2 » ; attendu : 0")]
    [InlineData("--etiquette avis --themes theme", "La colonne « theme » n’est pas dans « a.csv »")]
    [InlineData("", "aucune colonne d’étiquettes")]
    [InlineData("--themes note", "le thème « 2 » n’est pas de la grille")]
    [InlineData("--etiquette note --part split=test", "La colonne « split » n’est pas dans « a.csv »")]
    public async Task Labels_that_cannot_be_read_are_refused_with_what_was_found(string options, string expected)
    {
        var input = Written("a.csv", "texte;note\nPersonnel adorable;2\n");

        var answer = await _shell.Try(
            ["verbatims", "evaluate", input, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCodes.Usage, answer.Code);
        Assert.Contains(expected, string.Join(' ', answer.Error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_are_predicted_from_any_table_and_each_row_gives_its_line()
    {
        var input = Path.Combine(_folder, "export.csv");
        await File.WriteAllBytesAsync(
            input,
            Encoding.Latin1.GetBytes(
                "Remarque\tID\nPersonnel débordé mais adorable\tcentre A, avis n° 1\n\tcentre A, avis n° 2\n"
                + "\"Repas froids\nvraiment\"\tcentre A, avis n° 3\n"));
        var output = Path.Combine(_folder, "lus.jsonl");

        await _shell.Do("verbatims", "predict", input, "--output", output);

        var lines = await Lines(output);
        Assert.Equal(["centre A, avis n° 1", "centre A, avis n° 2", "centre A, avis n° 3"], lines.Select(line => line.GetProperty("id").GetString()));
        Assert.Equal("R", lines[1].GetProperty("tonalite").GetString());
        Assert.Equal("N", lines[2].GetProperty("tonalite").GetString());
    }

    [Fact]
    public async Task Masking_is_measured_on_marked_comments_and_what_stays_readable_is_shown()
    {
        var input = Written("noms.jsonl", """
            {"id":"1","texte":"Merci au Dr Le Goff","entites":[[12,19,"NOM"]],"part":"test"}
            {"id":"2","texte":"voir le tableau qwrtz","entites":[[16,21,"NOM"]],"part":"test"}
            {"id":"3","texte":"Merci à Julie","entites":[],"part":"dev"}
            """);

        var json = (await _shell.Do("verbatims", "evaluate-masking", input, "--part", "test", "--misses", "--json")).Json;
        var shown = await _shell.Do("verbatims", "evaluate-masking", input, "--part", "test", "--misses");

        Assert.Equal(2, json.GetProperty("comments").GetInt32());
        var names = json.GetProperty("kinds").EnumerateArray().Single();
        Assert.Equal(0.5, names.GetProperty("recall").GetProperty("value").GetDouble());
        Assert.Equal(1, names.GetProperty("precision").GetProperty("value").GetDouble());
        Assert.Equal("2", json.GetProperty("missed").EnumerateArray().Single().GetProperty("id").GetString());
        Assert.Contains("⟦qwrtz⟧", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Masqués à tort (0)", shown.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"texte":"Merci","entites":[[3,9,"NOM"]]}""", "ne va pas avec un texte de 5 caractères")]
    [InlineData("""{"texte":"Merci","entites":[[0,5,"PRENOM"]]}""", "de nature NOM, TEL, MAIL, NUMERO, ADRESSE, DATE")]
    [InlineData("""{"texte":"Merci","entites":[[0,5]]}""", "n’a pas trois valeurs")]
    [InlineData("""{"texte":"Merci"}""", "ligne 1")]
    [InlineData("", "Aucun commentaire")]
    public async Task Marks_that_do_not_fit_their_comment_are_refused_with_the_line(string line, string expected)
    {
        var answer = await _shell.Try("verbatims", "evaluate-masking", Written("noms.jsonl", line));

        Assert.Equal(ExitCodes.Usage, answer.Code);
        Assert.Contains(expected, string.Join(' ', answer.Error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_is_checked_and_a_folder_that_holds_none_is_refused()
    {
        Assert.Contains("tient le contrat", (await _shell.Do("verbatims", "model", "check")).Error, StringComparison.Ordinal);
        Assert.Contains("Modèle introuvable", (await _shell.Try("verbatims", "model", "check", _folder)).Error, StringComparison.Ordinal);
        Assert.Contains("verbatims-fr", (await _shell.Do("verbatims", "model", "card")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exported_corrections_are_measured_as_they_are_and_what_nobody_said_is_not()
    {
        var lot = await BatchAsync();
        await _shell.Do("verbatims", "correct", lot, "1", "--tonalite", "P", "--themes", "REP-,ATT-", "--par", "claire");
        await _shell.Do("verbatims", "correct", lot, "1", "--tonalite", "N", "--par", "paul");
        await _shell.Do("verbatims", "correct", lot, "2", "--themes", "aucun", "--par", "claire");
        await _shell.Do("verbatims", "correct", lot, "3", "--alerte", "non", "--par", "claire");
        var file = Path.Combine(_folder, "corrections.csv");

        Assert.Contains("4 corrections écrites", (await _shell.Do("verbatims", "corrections", lot, "--sortie", file)).Error, StringComparison.Ordinal);
        var json = (await _shell.Do("verbatims", "evaluate", file, "--json")).Json;

        Assert.Equal(3, json.GetProperty("comments").GetInt32());
        var text = json.GetProperty("textOnly");
        // One tone was given, negative by the last word; the topics of two comments; the alert of one, which is none.
        Assert.Equal([0, 1, 0, 0], text.GetProperty("tones").GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("support").GetInt32()));
        Assert.Equal(
            ["ATT", "REP"], text.GetProperty("topics").EnumerateArray().Where(one => one.GetProperty("support").GetInt32() == 1)
                .Select(one => one.GetProperty("code").GetString()).Order(StringComparer.Ordinal));
        Assert.Contains(text.GetProperty("measures").EnumerateArray(), one => one.GetProperty("key").GetString() == "topic_polarity_micro_f1");
    }

    [Fact]
    public async Task A_ward_of_fewer_than_five_comments_is_neither_shown_nor_searched_nor_reported_nor_named()
    {
        var lot = await BatchAsync();

        foreach (var command in new[] { "show", "search", "quotes", "report" })
        {
            var refused = await _shell.Try("verbatims", command, lot, "--service", "Unité minuscule");
            Assert.Equal(ExitCodes.Usage, refused.Code);
            Assert.Contains("Moins de 5 commentaires", refused.Error, StringComparison.Ordinal);
        }

        foreach (var command in new[] { "show", "search" })
            Assert.DoesNotContain("Unité minuscule", (await _shell.Do("verbatims", command, lot)).Out, StringComparison.Ordinal);
        Assert.Contains("Merci à tous", (await _shell.Do("verbatims", "search", lot, "merci")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_periods_are_compared_quoted_and_reported_and_the_queue_is_read()
    {
        var lot = await BatchAsync("06/02/2026;Urgences;On m’a attachée au lit sans mon accord, j’ai été humiliée\n");

        var compared = (await _shell.Do("verbatims", "compare", lot, "--depuis", "2026-02", "--json")).Json;
        Assert.Equal("depuis février 2026", compared.GetProperty("first").GetString());
        Assert.Equal("Satisfaits", compared.GetProperty("lines")[0].GetProperty("title").GetString());
        Assert.Contains("À quoi comparer", (await _shell.Try("verbatims", "compare", lot)).Error, StringComparison.Ordinal);
        Assert.NotEqual(0, (await _shell.Do("verbatims", "quotes", lot, "--json")).Json.GetProperty("quotes").GetArrayLength());
        foreach (var format in new[] { "docx", "xlsx", "html", "json" })
        {
            var path = Path.Combine(_folder, "rapport." + format);
            await _shell.Do("verbatims", "report", lot, "--format", format, "--depuis", "2026-02", "--sortie", path);
            Assert.True(new FileInfo(path).Length > 0);
        }

        Assert.Contains(
            "Comparaison : depuis février 2026",
            System.Net.WebUtility.HtmlDecode(await File.ReadAllTextAsync(Path.Combine(_folder, "rapport.html"))), StringComparison.Ordinal);
        var next = (await _shell.Do("verbatims", "next", lot, "--json")).Json;
        var number = next.GetProperty("next").GetProperty("number").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("--par", (await _shell.Try("verbatims", "next", lot, "--lu", number)).Error, StringComparison.Ordinal);
        var after = (await _shell.Do("verbatims", "next", lot, "--lu", number, "--par", "claire", "--json")).Json;
        Assert.Equal(
            next.GetProperty("alerts").GetInt32() + next.GetProperty("toRead").GetInt32() - 1,
            after.GetProperty("alerts").GetInt32() + after.GetProperty("toRead").GetInt32());
    }

    [Fact]
    public async Task Own_topics_are_tried_kept_and_written_in_the_form_of_a_grid()
    {
        await BatchAsync();
        var input = Written("themes.json", """
            { "nom": "Nous", "version": "1", "categories": [
              { "code": "CANTINE", "libelle": "La cantine", "theme": "Nous", "definition": "Tout ce qui se mange", "mots": ["repas", "plateau*"] } ] }
            """);

        var tried = (await _shell.Do("verbatims", "topics", input, "--json")).Json;
        Assert.Equal(6, tried.GetProperty("caught")[0].GetProperty("comments").GetInt32());
        Assert.Equal(0, (await _shell.Do("verbatims", "topics", "--json")).Json.GetProperty("topics").GetArrayLength());
        await _shell.Do("verbatims", "topics", input, "--garder");
        var output = Path.Combine(_folder, "écrits.json");
        await _shell.Do("verbatims", "topics", "--sortie", output);

        Assert.Equal(tried.GetRawText(), (await _shell.Do("verbatims", "topics", output, "--json")).Json.GetRawText());
        await _shell.Do("verbatims", "topics", "--retirer", "CANTINE");
        Assert.Contains("CANTINE", (await _shell.Try("verbatims", "topics", "--retirer", "CANTINE")).Error, StringComparison.Ordinal);
        Assert.Contains("n’est pas une grille", (await _shell.Try("verbatims", "topics", Written("faux.json", "[]"))).Error, StringComparison.Ordinal);
    }

    // Six blames of January at the emergencies, six praises of February at the surgery, two of a tiny ward.
    private async Task<string> BatchAsync(string more = "")
    {
        var rows = new StringBuilder("date;service;texte\n");
        for (var i = 0; i < 6; i++)
            rows.Append("05/01/2026;Urgences;Repas froids et attente interminable, personne ne répond quand on sonne\n");
        for (var i = 0; i < 6; i++)
            rows.Append("06/02/2026;Chirurgie;Une équipe vraiment adorable et très à l’écoute du début à la fin\n");
        rows.Append("06/02/2026;Unité minuscule;Merci à tous\n06/02/2026;Unité minuscule;Bof, je ne sais pas trop quoi en penser\n").Append(more);
        return (await _shell.Do("verbatims", "analyse", Written("lot.csv", rows.ToString()), "--json")).Json
            .GetProperty("batch").GetProperty("id").GetString()!;
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    private static async Task<List<JsonElement>> Lines(string path) =>
        [.. (await File.ReadAllLinesAsync(path)).Select(line => JsonDocument.Parse(line).RootElement.Clone())];
}
