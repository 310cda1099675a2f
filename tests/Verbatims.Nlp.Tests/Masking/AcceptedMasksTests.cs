using System.Text.Json;
using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Tests.Masking;

/// <summary>
/// What is masked in the comments of this repository, word for word. A rule that changes shows what it changes; whether that is better
/// is for who reads it, and for the measures of quality: some masks on record are wrong, some are missing.
/// </summary>
public class AcceptedMasksTests
{
    private const int Shown = 20;
    private const string ToAccept = "Run the tests with ACCEPT_MASKS=1, read the change, and commit the file.";
    private static readonly string Record = Files.InRepository("tests", "Verbatims.Nlp.Tests", "Masking", "accepted-masks.tsv");

    /// <summary>To accept a change, run the tests with ACCEPT_MASKS=1 and commit the file.</summary>
    [Fact]
    public void The_masks_of_the_comments_of_this_repository_are_those_on_record()
    {
        var found = Comments().SelectMany(Masks).ToList();
        if (MayAccept())
            File.WriteAllText(Record, string.Concat(found.Select(mask => mask + "\n")));

        Assert.True(File.Exists(Record), $"There is no record. {ToAccept}");
        var accepted = File.ReadAllLines(Record);
        var (gone, come) = (accepted.Except(found).ToList(), found.Except(accepted).ToList());

        Assert.True(
            gone.Count + come.Count == 0 && found.Count == accepted.Length,
            $"{gone.Count} masks on record are gone, {come.Count} others have come. {ToAccept}\n"
            + string.Join('\n', [.. gone.Take(Shown).Select(mask => $"  - {mask}"), .. come.Take(Shown).Select(mask => $"  + {mask}")]));
    }

    private static IEnumerable<string> Masks((string Id, string Text) comment) =>
        PersonalDataMasker.Mask(comment.Text).Spans.Select(
            span => $"{comment.Id}\t{span.Start}\t{span.Kind}\t{comment.Text[span.Start..span.End].ReplaceLineEndings(" ")}");

    private static IEnumerable<(string Id, string Text)> Comments() =>
        from folder in (string[])["corpus", "masking"]
        from file in Directory.EnumerateFiles(Files.InRepository("models", "training", folder), "*.jsonl").Order(StringComparer.Ordinal)
        from line in File.ReadLines(file)
        let comment = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!
        select (comment["id"].GetString()!, comment["texte"].GetString()!);

    // Never on the build server: there, a change of the record would be lost and the test would pass.
    private static bool MayAccept() =>
        Environment.GetEnvironmentVariable("ACCEPT_MASKS") == "1" && Environment.GetEnvironmentVariable("CI") != "true";
}
