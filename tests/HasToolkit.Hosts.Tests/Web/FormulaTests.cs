using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using LitReview.Reviews;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What is written for a spreadsheet starts no formula there, whoever wrote the text: every export of every part.</summary>
public sealed partial class FormulaTests
{
    private static readonly string[] Starts = ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"];

    [Fact]
    public async Task No_cell_of_any_table_begins_a_formula()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await web.ClientAsync(Routes.Lead);
        var review = (await web.Reviews.Queries.ReviewsAsync())[0].Id;
        var reader = new ReviewerId("claire-martin");
        var ris = string.Concat(Starts.Select((start, i) =>
            $"TY  - JOUR\nTI  - {start}cmd|' /C calc'!A{i}\nAU  - {start}Auteur{i}\nJO  - {start}Revue\nAB  - {start}Résumé\nPY  - 2020\nER  - \n"));
        using (var file = new MemoryStream(Encoding.UTF8.GetBytes(ris)))
        {
            Assert.IsType<ReviewResult.Done>(await web.Reviews.ImportAsync(
                review, new SearchSource("=source"), file, "=export.ris", reader, Guid.NewGuid()));
        }

        var comments = "commentaire;service\n" + string.Concat(Starts.SelectMany((start, i) =>
            Enumerable.Repeat($"{start}HYPERLINK({i}) très long délai aux urgences;{start}Service {i}\n", 6)));
        var batch = await AnalysedAsync(web, comments);

        var tables = new List<(string Name, string Text)>();
        foreach (var path in new[]
        {
            $"/revues/{review}/rapport/references.csv", $"/revues/{review}/etudes/extraction.csv", $"/commentaires/{batch}/rapport/csv",
            $"/commentaires/{batch}/corrections.csv", "/observatoire/donnees.csv",
        })
        {
            using var answer = await client.Http.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}.");
            tables.Add((path, await answer.Content.ReadAsStringAsync()));
        }

        tables.Add(("has litreview export", await ExportedAsync(web, review, "csv")));
        foreach (var (name, text) in tables)
            NoFormulaIn(name, text);

        // The texts came through: those that begin like formulas are there, after an apostrophe.
        foreach (var (name, text) in tables.Where(table => table.Name.Contains("references", StringComparison.Ordinal) || table.Name.Contains("rapport", StringComparison.Ordinal)))
            Assert.True(Starts.All(start => text.Contains($"'{start}", StringComparison.Ordinal)), name);
        foreach (var path in new[] { $"/revues/{review}/etudes/extraction.xlsx", $"/commentaires/{batch}/rapport/xlsx" })
            await HoldsTextAloneAsync(client, path);
    }

    private static async Task<string> ExportedAsync(RunningWeb web, ReviewId review, string format)
    {
        var output = Path.Combine(web.Folder, $"tout.{format}");
        await using var said = new StringWriter();
        var code = await HasToolkit.Cli.CliApp.RunAsync(
            ["litreview", "export", review.Value, "--output", output, "--donnees", web.Folder], said, said, TimeProvider.System, TextReader.Null);
        Assert.True(code == 0, said.ToString());
        return await File.ReadAllTextAsync(output);
    }

    private static async Task<string> AnalysedAsync(RunningWeb web, string comments)
    {
        using var client = await web.ClientAsync();
        var form = HtmlForm.To("/commentaires", await client.GetTextAsync("/commentaires"));
        using var content = new MultipartFormDataContent();
#pragma warning disable CA2000 // The form disposes of its parts.
        foreach (var (name, value) in form.Hidden)
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(comments)), "fichier", "formules.csv");
#pragma warning restore CA2000
        using var handedIn = await client.Http.PostAsync("/commentaires", content);
        var page = handedIn.Headers.Location!.ToString();
        using var confirmed = await client.SubmitAsync(
            page, page, ("acte", "confirmer"), ("col-texte", "commentaire"), ("col-service", "service"));
        Assert.Equal(HttpStatusCode.Found, confirmed.StatusCode);
        return (await web.BatchAsync("formules.csv")).Id.Value;
    }

    private static void NoFormulaIn(string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var csv = CsvReader.Create(content, new CsvReaderOptions { HasHeader = false });
        var rows = 0;
        while (csv.Read())
        {
            rows++;
            for (var i = 0; i < csv.FieldCount; i++)
            {
                var cell = csv.GetString(i);
                Assert.False(Starting().IsMatch(cell) && !Number().IsMatch(cell), $"{name}, ligne {rows} : « {cell} »");
            }
        }

        Assert.True(rows > 0, name);
    }

    private static async Task HoldsTextAloneAsync(WebClient client, string path)
    {
        using var answer = await client.Http.GetAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}.");
        using var package = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        foreach (var sheet in package.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(sheet.Open());
            Assert.DoesNotContain("<f>", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^[=+\-@\t\r\n\0|%＝＋－＠]")]
    private static partial Regex Starting();

    [GeneratedRegex(@"^-?\d+(,\d+)?$")]
    private static partial Regex Number();
}
