using HasToolkit.Cli;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class CitationCommandTests : IDisposable
{
    private const string One = """
        TY  - JOUR
        TI  - Effect of a connected dressing on chronic wounds
        AU  - García, María
        PY  - 2019
        T2  - Journal of fictional medicine
        VL  - 12
        SP  - 123
        EP  - 129
        ER  - 
        """;

    private readonly Shell _shell = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("citations").FullName;

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Read_tells_format_encoding_counts_and_defects()
    {
        var answer = await _shell.Do("litreview", "read",
            Written("a.txt", One.Replace("PY  - 2019", "PY  - hier", StringComparison.Ordinal)), "--json");

        var file = answer.Json.GetProperty("files")[0];
        Assert.Equal("RIS", file.GetProperty("format").GetString());
        Assert.Equal("UTF-8", file.GetProperty("encoding").GetString());
        Assert.Equal(1, file.GetProperty("records").GetInt32());
        Assert.Contains("« hier »", file.GetProperty("problems")[0].GetProperty("reason").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_export_ends_with_a_sentence_and_the_code_of_unusable_files()
    {
        var answer = await _shell.Try("litreview", "read", Written("a.ris", "<html></html>"));

        Assert.Equal(ExitCodes.Usage, answer.Code);
        Assert.Contains("une page web", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_brings_files_together_in_the_format_of_the_output()
    {
        var output = Path.Combine(_folder, "tout.csv");

        await _shell.Do("litreview", "convert", Written("a.ris", One), Written("b.ris", One), "--output", output);

        Assert.Equal(3, (await File.ReadAllLinesAsync(output)).Length);
    }

    [Fact]
    public async Task A_decision_written_into_the_pairs_undoes_a_link_in_the_next_run()
    {
        var (first, second) = (Written("a.ris", One),
            Written("b.ris", One.Replace("María", "M.", StringComparison.Ordinal)));
        var (output, pairs) = (Path.Combine(_folder, "documents.ris"), Path.Combine(_folder, "paires.csv"));
        var linked = await _shell.Do("litreview", "dedupe", first, second, "--output", output, "--pairs", pairs,
            "--json");
        Assert.Equal(1, linked.Json.GetProperty("documents").GetInt32());
        Assert.Contains("Sources : RIS (a.ris, n° 1) ; RIS (b.ris, n° 1)", await File.ReadAllTextAsync(output),
            StringComparison.Ordinal);

        var table = await File.ReadAllTextAsync(pairs);
        await File.WriteAllTextAsync(pairs, table.Replace("\"\",\"", "\"non\",\"", StringComparison.Ordinal));
        var apart = await _shell.Do("litreview", "dedupe", first, second, "--output", output, "--decisions", pairs,
            "--json");

        Assert.Equal(2, apart.Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task Score_counts_what_was_linked_against_the_truth()
    {
        var file = Written("vrai.csv", """
            title,author,year,journal,volume,pages,doublon
            Effect of a connected dressing on chronic wounds,"García, M.",2019,J Fict Med,12,123-9,1
            Effect of a connected dressing on chronic wounds.,"Garcia, María",2019,Journal of fictional medicine,12,123-129,1
            Cost of hip fractures in rural hospitals,"Kim, B.",2011,Bone News,3,1-4,0
            """);

        var answer = await _shell.Do("litreview", "dedupe-score", file, "--truth", "doublon", "--json");

        Assert.Equal(1, answer.Json.GetProperty("sensitivity").GetDouble());
        Assert.Equal(1, answer.Json.GetProperty("specificity").GetDouble());
        Assert.Equal(0, answer.Json.GetProperty("mergesOfDifferentDois").GetInt32());
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
