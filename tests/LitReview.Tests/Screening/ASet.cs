using LitReview.Screening;
using LitReview.Screening.Simulation;

namespace LitReview.Tests.Screening;

/// <summary>A small review on knee pain among records on other things.</summary>
internal static class ASet
{
    private static readonly string[] Relevant = ["knee osteoarthritis", "knee pain", "joint cartilage of the knee", "knee injections"];

    private static readonly string[] Irrelevant =
        ["retinal imaging", "diabetes education", "hip fractures", "asthma inhalers", "wound dressings", "cochlear implants"];

    /// <summary>Records in which every sixth is relevant, every ninth without an abstract; nothing is drawn at random.</summary>
    public static LabelledSet Of(int count, int everyRelevant = 6) => new(
        "genou",
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var isRelevant = i % everyRelevant == 2;
                var subject = isRelevant ? Relevant[i / 6 % Relevant.Length] : Irrelevant[i % Irrelevant.Length];
                var text = i % 9 == 4
                    ? ""
                    : $"We studied {subject} in {20 + i} patients over {i % 7} months; outcome {(i * 5) % 11} was compared between arms.";
                return new LabelledRecord(i, new ScreeningRecord($"Trial {i % 5} of {subject}", text), isRelevant);
            }),
        ]);

    public static ScreeningCorpus Corpus(this LabelledSet set, RankingModel? model = null, string? question = null) =>
        ScreeningCorpus.Prepare(set.Texts, model ?? RankingModel.Default, question);
}
