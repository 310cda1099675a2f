using System.Text.Json;
using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

/// <summary>Sets whose duplicates were marked by people, where they are at hand.</summary>
public class SharedDuplicatesTests
{
    [Theory]
    [InlineData("respiratory", 0.98, 0.985)]
    [InlineData("tafenoquine", 0.99, 1)]
    public void Duplicates_are_found_and_nothing_else_is_linked(string name, double sensitivity, double specificity)
    {
        using var stream = File.OpenRead(SharedData.File($"litreview/dedup/{name}.csv.gz"));
        var set = LabelledDuplicates.Read(stream, $"{name}.csv.gz", "is_duplicate");
        var finder = new DuplicateFinder();
        foreach (var citation in set.Citations)
            finder.Add(citation);
        var report = finder.Find(cancellationToken: TestContext.Current.CancellationToken);

        var score = set.Score(report);

        Assert.True(score.Sensitivity >= sensitivity, $"{score.Sensitivity}");
        Assert.True(score.Specificity >= specificity, $"{score.Specificity}");
        Assert.Equal(0, score.DifferentDois);
    }

    [Fact]
    public void Pairs_decided_by_the_authors_of_BibDedupe_are_decided_alike()
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(SharedData.File("litreview/dedup/bibdedupe_pairs.json")));
        var wrong = new List<string>();
        foreach (var one in cases.RootElement.GetProperty("cases").EnumerateArray())
        {
            var finder = new DuplicateFinder();
            finder.Add(Citation(one.GetProperty("record_a")), "a");
            finder.Add(Citation(one.GetProperty("record_b")), "b");
            var report = finder.Find(cancellationToken: TestContext.Current.CancellationToken);
            if ((report.Groups.Count == 1) != one.GetProperty("expected_duplicate").GetBoolean())
                wrong.Add($"{one.GetProperty("id").GetString()}: {string.Join(' ', report.Links.Concat(report.Doubts))}");
        }

        Assert.Empty(wrong);
    }

    private static Citation Citation(JsonElement record)
    {
        var lines = new List<string> { $"@{record.GetProperty("ENTRYTYPE").GetString()}{{x," };
        lines.AddRange(record.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String)
            .Select(field => $"{field.Name} = {{{field.Value.GetString()!.ReplaceLineEndings("; ").Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}}},"));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n}"));
        return CitationFile.Read(stream, "pair.bib").Citations.Single();
    }
}
