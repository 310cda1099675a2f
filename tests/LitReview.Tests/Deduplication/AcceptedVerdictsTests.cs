using System.Globalization;
using HasToolkit.Tests;
using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

/// <summary>What is said of pairs of references that differ as data bases and typists make them differ.</summary>
/// <remarks>
/// accepted-verdicts.tsv holds a line for each pair: both names, the probability, the sum of evidence in log-odds, how many rules
/// forbid the link, and the sentence. A change of the rules shows there, pair by pair, before it shows in a review.
/// </remarks>
public class AcceptedVerdictsTests
{
    [Fact]
    public void The_verdicts_are_the_ones_on_record() => AcceptedLines.Check(
        "tests/LitReview.Tests/Deduplication/accepted-verdicts.tsv", [.. VariantReferences.All().SelectMany(Lines)]);

    [Fact]
    public void The_order_of_two_references_changes_nothing()
    {
        var changed = new List<string>();
        foreach (var (_, variants) in VariantReferences.All())
        {
            foreach (var (name, one, known, other) in Pairs(variants))
            {
                var (there, back) = (PairScorer.Compare(one, other), PairScorer.Compare(other, one));
                if (Math.Abs(there.Probability - back.Probability) > 1e-12 || !there.Vetoes.SequenceEqual(back.Vetoes))
                    changed.Add($"{name}, {known}: {there.Probability} {there.Sentence} / {back.Probability} {back.Sentence}");
            }
        }

        Assert.True(changed.Count == 0, string.Join('\n', changed.Take(20)));
    }

    private static IEnumerable<string> Lines((string Base, IReadOnlyList<(string Name, Citation Citation)> Variants) set) =>
        Pairs(set.Variants).Select(pair => Line($"{set.Base}: {pair.Name}", pair.Known, PairScorer.Compare(pair.One, pair.Other)));

    private static IEnumerable<(string Name, Fingerprint One, string Known, Fingerprint Other)> Pairs(
        IReadOnlyList<(string Name, Citation Citation)> variants)
    {
        var prints = variants.Select(variant => new Fingerprint(variant.Citation, variant.Name)).ToList();
        for (var i = 0; i < prints.Count; i++)
        {
            for (var j = i + 1; j < prints.Count; j++)
                yield return (variants[i].Name, prints[i], variants[j].Name, prints[j]);
        }
    }

    private static string Line(string name, string known, PairVerdict verdict)
    {
        // The sum tells apart what a probability of 0.999999 or of 0.000001 does not.
        var evidence = Math.Round(Math.Log(verdict.Probability / (1 - verdict.Probability)), 1) + 0.0;
        return string.Create(CultureInfo.InvariantCulture, $"{name}\t{known}\t{verdict.Probability:F6}\t{evidence:F1}\t{verdict.Vetoes.Count}\t{verdict.Sentence}");
    }
}
