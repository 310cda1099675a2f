using HasToolkit.Cli;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class ReviewCommandTests : IDisposable
{
    private const string Export =
        "TY  - JOUR\nTI  - Télésurveillance : essai randomisé\nAB  - Deux cents patients insuffisants cardiaques.\nER  -\n\n"
        + "TY  - JOUR\nTI  - Dépistage de la rétinopathie\nAB  - Performances diagnostiques d’un algorithme.\nER  -\n\n"
        + "TY  - JOUR\nTI  - Cohorte de patients télésurveillés\nAB  - Trois cents patients suivis.\nER  -\n";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_review_is_made_read_from_typed_lines_stopped_and_reported()
    {
        var id = await CreateAsync();

        var screened = await _shell.TryTyping("i\nz\ni\nxx\n1\ne\n", "litreview", "screen", id, "--par", "anne", "--json");
        Assert.Equal(ExitCodes.Ok, screened.Code);
        Assert.Contains("« xx » n’est pas une réponse", screened.Error, StringComparison.Ordinal);
        Assert.Contains("Toutes les références sont lues : 1 retenues sur 3.", screened.Error, StringComparison.Ordinal);

        var stopped = await _shell.Do("litreview", "stop", id, "--par", "anne");
        Assert.Contains("toutes les références ont été lues (3)", stopped.Error, StringComparison.Ordinal);
        var shown = (await _shell.Do("litreview", "show", id, "--json")).Json;
        Assert.Equal(3, shown.GetProperty("databases").GetProperty("screened").GetInt32());
        Assert.Equal(2, shown.GetProperty("databases").GetProperty("excludedByPeople").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, shown.GetProperty("firstFault").ValueKind);
        Assert.Contains(
            "Le tri sur titre et résumé a été fait par un lecteur", (await _shell.Do("litreview", "report", id)).Out, StringComparison.Ordinal);

        var (csv, docx) = (Path.Combine(_shell.Folder, "r.csv"), Path.Combine(_shell.Folder, "r.docx"));
        await _shell.Do("litreview", "export", id, "--output", csv);
        Assert.Equal(4, File.ReadAllLines(csv).Length);
        await _shell.Do("litreview", "report", id, "--output", docx);
        Assert.True(new FileInfo(docx).Length > 2_000);
    }

    [Fact]
    public async Task What_a_stop_leaves_is_checked_at_random_and_the_review_travels_with_its_journal()
    {
        var id = await CreateAsync();
        await _shell.TryTyping("i\nq\n", "litreview", "screen", id, "--par", "anne");
        await _shell.Do("litreview", "stop", id, "--par", "anne", "--motif", "Fin du temps prévu.");

        var drawn = (await _shell.Do("litreview", "check", id, "--taille", "2", "--par", "anne", "--json")).Json;
        Assert.Equal((2, 2, 0), (drawn.GetProperty("size").GetInt32(), drawn.GetProperty("unread").GetInt32(), drawn.GetProperty("read").GetInt32()));
        await _shell.TryTyping("e\ne\n", "litreview", "screen", id, "--par", "anne");
        var read = (await _shell.Do("litreview", "check", id, "--json")).Json;
        Assert.Equal((2, 0, 0), (read.GetProperty("read").GetInt32(), read.GetProperty("found").GetInt32(), read.GetProperty("mostMissed").GetInt32()));

        Assert.Contains("toutes les mêmes", (await _shell.Do("litreview", "replay", id)).Error, StringComparison.Ordinal);
        var zip = Path.Combine(_shell.Folder, "revue.zip");
        await _shell.Do("litreview", "export", id, "--output", zip);
        var refused = await _shell.Try("litreview", "restore", zip);
        Assert.Equal(ExitCodes.Usage, refused.Code);
        Assert.Contains($"Cette revue est déjà ici, sous la référence {id}.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_too_early_is_refused_with_the_reading_and_named_for_scripts()
    {
        var id = await CreateAsync();
        await _shell.TryTyping("i\nq\n", "litreview", "screen", id, "--par", "anne");

        var refused = await _shell.Try("litreview", "stop", id, "--par", "anne", "--json");

        Assert.Equal(ExitCodes.Findings, refused.Code);
        Assert.Equal("StopIsEarly", refused.Json.GetProperty("rule").GetString());
        Assert.Contains(
            "Pour arrêter quand même, écrivez pourquoi", refused.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_reference_is_suggested_and_an_unknown_review_is_named()
    {
        var id = await CreateAsync();

        var next = (await _shell.Do("litreview", "suggest", id, "--par", "anne", "--json")).Json;
        Assert.Equal(3, next.GetProperty("suggestion").GetProperty("outOf").GetInt32());
        var unknown = await _shell.Try("litreview", "show", "R-1");
        Assert.Equal(ExitCodes.Usage, unknown.Code);
        Assert.Contains("Aucune revue ne porte la référence « R-1 »", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("--par", (await _shell.Try("litreview", "screen", id)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Articles_known_beforehand_are_looked_for_and_the_lines_that_are_not_there_are_named()
    {
        var id = await CreateAsync();
        var list = Path.Combine(_shell.Folder, "connus.txt");
        await File.WriteAllTextAsync(list, "10.9999/absent.1\nCohorte de patients télésurveillés\n10.9999/absent.2\n");

        var known = await _shell.Try("litreview", "known", id, list, "--par", "anne", "--json");

        Assert.Equal(ExitCodes.Partial, known.Code);
        Assert.Equal([1, 3], known.Json.GetProperty("unmatched").EnumerateArray().Select(one => one.GetProperty("line").GetInt32()));
        Assert.Contains("Ligne 1, sans référence dans la revue : 10.9999/absent.1", known.Error, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(known.Json.GetProperty("records").EnumerateArray().ToList()).GetInt32());
        var there = await _shell.Try("litreview", "abstract", id, "1", "Autre.", "--par", "anne");
        Assert.Contains("La référence n° 1 a déjà un résumé", there.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await _shell.Try("litreview", "known", id, list, "--etiquettes", "--par", "anne")).Code);
        Assert.Equal(ExitCodes.Findings, (await _shell.Try("litreview", "known", id, "--etiquettes", "--par", "anne")).Code);
    }

    private async Task<string> CreateAsync()
    {
        var created = await _shell.Do(
            "litreview", "new", "Télésurveillance", "--motifs", "Population;Intervention", "--lecteurs", "1", "--par", "anne", "--json");
        var id = created.Json.GetProperty("id").GetString()!;
        var file = Path.Combine(_shell.Folder, "export.ris");
        await File.WriteAllTextAsync(file, Export);
        var imported = await _shell.Do("litreview", "import", id, file, "--source", "Embase", "--par", "anne", "--json");
        Assert.Equal(3, imported.Json.GetProperty("count").GetInt32());
        return id;
    }
}
