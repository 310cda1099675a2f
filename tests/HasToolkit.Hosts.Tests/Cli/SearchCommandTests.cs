using HasToolkit.Cli;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class SearchCommandTests : IDisposable
{
    private const string Export =
        "TY  - JOUR\nTI  - Télésurveillance : essai randomisé\nAU  - Morel, A\nPY  - 2021\nAB  - Deux cents patients insuffisants cardiaques. "
        + "La télésurveillance réduit les réhospitalisations de 12,5 %.\nER  -\n\n"
        + "TY  - JOUR\nTI  - Dépistage de la rétinopathie\nPY  - 2019\nAB  - Performances diagnostiques d’un algorithme.\nER  -\n\n"
        + "TY  - JOUR\nTI  - Cohorte de patients télésurveillés\nPY  - 2023\nAB  - Trois cents patients suivis.\nER  -\n";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Files_are_searched_by_an_equation_with_facets_and_the_rank_is_explained()
    {
        var file = Written("a.ris");

        var found = (await _shell.Do("litreview", "search", file, "patients SAUF rétinopathie", "--tri", "recentes", "--facettes", "--json")).Json;
        Assert.Equal([3, 1], found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("number").GetInt32()));
        var years = found.GetProperty("facets").EnumerateArray().Single(facet => facet.GetProperty("field").GetString() == "annee");
        Assert.Equal(2, years.GetProperty("values").GetArrayLength());

        var kept = (await _shell.Do("litreview", "search", file, "patients", "--garder", "annee=2021", "--json")).Json;
        Assert.Equal(1, kept.GetProperty("total").GetInt32());
        Assert.Contains("titre", (await _shell.Do("litreview", "search", file, "télésurveillance", "--pourquoi", "1")).Out, StringComparison.Ordinal);
        var shown = await _shell.Do("litreview", "search", file, "quelle télésurveillance pour qui ?", "--libre");
        Assert.Contains("n° 1  Télésurveillance : essai randomisé", shown.Out, StringComparison.Ordinal);
        Assert.Contains("référence", (await _shell.Do("litreview", "search", file, "--comme", "1")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(asthme", "Caractère")]
    [InlineData("asthme ET", "Caractère")]
    public async Task An_equation_that_cannot_be_read_is_refused_with_its_place(string equation, string said)
    {
        var answer = await _shell.Try("litreview", "search", Written("a.ris"), equation);

        Assert.Equal(ExitCodes.Usage, answer.Code);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_or_too_much_is_said()
    {
        Assert.Contains("Dites où chercher", (await _shell.Try("litreview", "search", "asthme")).Error, StringComparison.Ordinal);
        Assert.Contains(
            "entre guillemets", (await _shell.Try("litreview", "search", "--revue", "R-1", "deux", "mots")).Error, StringComparison.Ordinal);
        Assert.Contains(
            "--garder", (await _shell.Try("litreview", "search", Written("a.ris"), "x", "--garder", "mois=3")).Error, StringComparison.Ordinal);
        Assert.Contains("Aucune revue", (await _shell.Try("litreview", "answer", "--revue", "R-1", "quoi ?")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_review_is_searched_as_it_is_now_and_its_equations_are_counted_again()
    {
        var id = (await _shell.Do("litreview", "new", "Télésurveillance", "--lecteurs", "1", "--par", "anne", "--json"))
            .Json.GetProperty("id").GetString()!;
        await _shell.Do(
            "litreview", "import", id, Written("a.ris"), "--source", "MEDLINE", "--interface", "PubMed", "--le", "2026-08-01",
            "--equation", "patients[tiab]", "--annonce", "40", "--par", "anne");

        async Task<int> Count(string equation) =>
            (await _shell.Do("litreview", "search", "--revue", id, equation, "--json")).Json.GetProperty("total").GetInt32();
        Assert.Equal(3, await Count("decision:\"à lire\""));
        await _shell.TryTyping("i\n", "litreview", "screen", id, "--par", "anne");
        Assert.Equal(2, await Count("decision:\"à lire\""));
        Assert.Equal(1, await Count("decision:retenue"));
        Assert.Equal(3, await Count("source:medline"));

        var equation = (await _shell.Do("litreview", "search", "--revue", id, "--equations", "--json")).Json.GetProperty("equations")[0];
        Assert.Equal(40, equation.GetProperty("providerCount").GetInt32());
        Assert.Equal(2, equation.GetProperty("count").GetInt32());
        Assert.Equal("MEDLINE (PubMed)", equation.GetProperty("provider").GetString());
    }

    [Fact]
    public async Task A_question_is_answered_with_numbered_sources_or_not_at_all()
    {
        var file = Written("a.ris");

        var answer = await _shell.Do("litreview", "answer", file, "La télésurveillance réduit-elle les réhospitalisations ?");
        Assert.Contains("La télésurveillance réduit les réhospitalisations de 12,5 %. [1]", answer.Out, StringComparison.Ordinal);
        Assert.Contains("[1] n° 1, Morel, 2021", answer.Out, StringComparison.Ordinal);

        var none = await _shell.Do("litreview", "answer", file, "Le rituximab guérit-il la sclérose en plaques ?", "--json");
        Assert.True(none.Json.GetProperty("noAnswer").GetBoolean());
        var said = await _shell.Do("litreview", "answer", file, "Le rituximab guérit-il la sclérose en plaques ?");
        Assert.Equal("Pas de réponse dans le corpus.", said.Out.Trim());
    }

    [Fact]
    public async Task Search_and_answers_are_measured_on_a_collection()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_shell.Folder, "ir", "mini")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "corpus.jsonl"),
            "{\"_id\":\"a\",\"title\":\"Zoster vaccine\",\"text\":\"The zoster vaccine prevents shingles in adults.\"}\n"
            + "{\"_id\":\"b\",\"title\":\"Hip fracture\",\"text\":\"Nothing else here.\"}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "queries.jsonl"), "{\"_id\":\"q\",\"text\":\"Does the zoster vaccine prevent shingles?\"}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "qrels.tsv"), "query-id\tcorpus-id\tscore\nq\ta\t1\n");

        var search = (await _shell.Do("litreview", "evaluate-search", Path.GetDirectoryName(folder)!, "--json")).Json.GetProperty("collections")[0];
        Assert.Equal(1, search.GetProperty("mean").GetProperty("ndcg10").GetDouble());
        var answers = (await _shell.Do("litreview", "evaluate-answers", folder, "--json")).Json.GetProperty("collections")[0].GetProperty("answers");
        Assert.Equal(1, answers.GetProperty("rightFirst").GetInt32());
        Assert.Equal(0, answers.GetProperty("quotesNotInSource").GetInt32());
        Assert.Equal(1, answers.GetProperty("leftUnanswered").GetInt32());

        await File.WriteAllTextAsync(Path.Combine(folder, "qrels.tsv"), "query-id\tcorpus-id\tscore\nother\ta\t1\n");
        Assert.Contains("aucune question jugée", (await _shell.Try("litreview", "evaluate-search", folder)).Error, StringComparison.Ordinal);
    }

    private string Written(string name)
    {
        var path = Path.Combine(_shell.Folder, name);
        File.WriteAllText(path, Export);
        return path;
    }
}
