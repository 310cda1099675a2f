using System.Text.Json;
using HasToolkit.Tests;
using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Tests.Masking;

/// <summary>
/// What is masked, word for word, in the comments of this repository and in sentences that try each rule. Some masks on record are
/// wrong, some are missing: how good they are is measured elsewhere.
/// </summary>
public class AcceptedMasksTests
{
    [Fact]
    public void The_masks_of_the_comments_of_this_repository_are_those_on_record() =>
        AcceptedLines.Check("tests/Verbatims.Nlp.Tests/Masking/accepted-masks.tsv", [.. Comments().SelectMany(Masks)]);

    [Fact]
    public void The_masks_of_sentences_that_try_each_rule_are_those_on_record() =>
        AcceptedLines.Check("tests/Verbatims.Nlp.Tests/Masking/accepted-sentences.tsv", [.. MaskingSentences.All().Select(Sentence)]);

    private static IEnumerable<string> Masks((string Id, string Text) comment) =>
        PersonalDataMasker.Mask(comment.Text).Spans.Select(
            span => $"{comment.Id}\t{span.Start}\t{span.Kind}\t{OnOneLine(comment.Text[span.Start..span.End])}");

    // What stays as it was written is told by « = ».
    private static string Sentence(string written) =>
        $"{OnOneLine(written)}\t{(PersonalDataMasker.Mask(written) is var masked && masked.Spans.Count == 0 ? "=" : OnOneLine(masked.Text))}";

    private static string OnOneLine(string text) =>
        text.Replace("\n", "⏎", StringComparison.Ordinal).Replace('\u00a0', '⍽').Replace('\t', '⇥');

    private static IEnumerable<(string Id, string Text)> Comments() =>
        from folder in (string[])["corpus", "masking"]
        from file in Directory.EnumerateFiles(Files.InRepository("models", "training", folder), "*.jsonl").Order(StringComparer.Ordinal)
        from line in File.ReadLines(file)
        let comment = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!
        select (comment["id"].GetString()!, comment["texte"].GetString()!);
}
