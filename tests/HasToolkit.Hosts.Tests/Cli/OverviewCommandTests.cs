namespace HasToolkit.Hosts.Tests.Cli;

public sealed class OverviewCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Delays_are_counted_over_all_dossiers()
    {
        await _shell.Do("demo");

        var json = (await _shell.Do("dossier", "delais", "--json")).Json;

        Assert.Equal(9, json.GetProperty("cases").GetInt32());
        var steps = json.GetProperty("procedures")[0].GetProperty("steps").EnumerateArray().ToList();
        var filing = steps.Single(step => step.GetProperty("id").GetString() == "depot");
        // Eight of nine were filed, each two days after it was opened.
        Assert.Equal((1, 8), (filing.GetProperty("open").GetInt32(), filing.GetProperty("finished").GetInt32()));
        Assert.Equal(2, filing.GetProperty("wait").GetProperty("median").GetDouble());
        Assert.Contains("Avis de la HAS", (await _shell.Do("dossier", "delais", "--genre", "ia")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_decisions_oblige_to_is_listed_over_all_dossiers()
    {
        await _shell.Do("demo");

        var duties = (await _shell.Do("dossier", "obligations", "--json")).Json.EnumerateArray().ToList();

        var renewal = Assert.Single(duties, duty => duty.GetProperty("duty").GetString()!.Contains("renouvellement", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("R. 165-10, I, version du 01/01/2023 [V]", renewal.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Contains(renewal.GetProperty("product").GetString()!, (await _shell.Do("dossier", "obligations")).Out, StringComparison.Ordinal);
        Assert.Contains("depassees", (await _shell.Try("dossier", "obligations", "--etat", "demain")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_foresees_the_same_to_the_byte()
    {
        await _shell.Do("demo");
        string[] command = ["dossier", "prevoir", "--mois", "6", "--essais", "8", "--graine", "3", "--arrivees", "2", "--json"];

        var (first, second) = (await _shell.Do(command), await _shell.Do(command));

        Assert.Equal(first.Out, second.Out);
        Assert.Equal(6, first.Json.GetProperty("open").GetArrayLength());
        Assert.Equal(2, first.Json.GetProperty("arrivalsPerMonth").GetDouble());
    }

    [Fact]
    public async Task The_observatory_is_a_table_for_a_spreadsheet()
    {
        await _shell.Do("demo");

        var csv = (await _shell.Do("dossier", "observatoire", "--csv")).Out;

        Assert.Contains("Genres de dispositifs;Avec IA;toutes;6;9;dossiers", csv, StringComparison.Ordinal);
        Assert.Contains("effectif faible", (await _shell.Do("dossier", "observatoire")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_is_drawn_with_its_figures_and_only_as_a_picture()
    {
        await _shell.Do("demo");

        var svg = (await _shell.Do("procedure", "export", "lppr-nom-de-marque", "--format", "svg", "--avec-chiffres")).Out;

        Assert.Contains("médiane 2 j", svg, StringComparison.Ordinal);
        var refused = await _shell.Try("procedure", "export", "lppr-nom-de-marque", "--avec-chiffres");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--format svg", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delais")]
    [InlineData("prevoir")]
    [InlineData("observatoire")]
    public async Task A_company_is_told_nothing_of_all_dossiers(string verb)
    {
        await _shell.Do("demo");

        var refused = await _shell.Try("dossier", verb, "--par", "demandeur-arterys");

        Assert.Equal(2, refused.Code);
        Assert.Contains("ni de la HAS ni de sa commission", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mois", "0", "L’horizon va de 1 à 60 mois")]
    [InlineData("--capacite", "chef=3", "n’est pas « rôle=nombre »")]
    [InlineData("--arrivees", "trois", "n’est pas un nombre")]
    public async Task A_wrong_value_is_said_with_what_was_expected(string option, string value, string expected)
    {
        var refused = await _shell.Try("dossier", "prevoir", option, value);

        Assert.Equal(2, refused.Code);
        Assert.Contains(expected, refused.Error.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
