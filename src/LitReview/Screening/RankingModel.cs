using LitReview.Screening.Features;

namespace LitReview.Screening;

/// <summary>A named way of ranking, whose parameters never change under the same name and version.</summary>
public sealed record RankingModel
{
    internal RankingModel(string name, int version, IReadOnlyList<RankingPart> parts)
    {
        (Name, Version, Parts) = (name, version, parts);
    }

    /// <summary>The model of ASReview LAB v2, re-created: words and pairs, support vector machine.</summary>
    /// <remarks>Parameters: github.com/asreview/asreview, asreview/models/models.py at 516290b, « ELAS u4 ».</remarks>
    public static RankingModel ElasU4 { get; } = new(
        "elas-u4", 1,
        [
            new RankingPart(
                Learner.SupportVectors, Cost: 0.11, Ratio: 9.8,
                new FeatureOptions { HasPairsAcrossTitle = true }),
        ]);

    /// <summary>The model of ASReview LAB before it, re-created but for the list of stop words: words, naive Bayes.</summary>
    /// <remarks>Parameters: the same source, « ELAS u3 ».</remarks>
    public static RankingModel ElasU3 { get; } = new(
        "elas-u3", 1,
        [
            new RankingPart(
                Learner.NaiveBayes, Cost: 3.822, Ratio: 1.2,
                new FeatureOptions
                {
                    HasPairs = false,
                    LeavesOutStopWords = true,
                    IsSublinear = false,
                    LargestShare = 1,
                    FoldsSingletons = false,
                }),
        ]);

    /// <summary>The model that is used unless another is named.</summary>
    /// <remarks>
    /// Two support vector machines vote: one on words as they are written, titles counted twice; one on stems, titles counted
    /// three times. Records without an abstract are compared among themselves, and shown late at first. A question counts as a
    /// relevant record.
    /// </remarks>
    public static RankingModel Default { get; } = new(
        "has", 1,
        [
            new RankingPart(Learner.SupportVectors, Cost: 0.11, Ratio: 9.8, new FeatureOptions { TitleWeight = 2 }),
            new RankingPart(
                Learner.SupportVectors, Cost: 0.11, Ratio: 9.8, new FeatureOptions { TitleWeight = 3, AreStemmed = true }),
        ])
    {
        ComparesAbstractsApart = true,
        ReadsQuestion = true,
    };

    /// <summary>Every model, the default first.</summary>
    public static IReadOnlyList<RankingModel> All { get; } = [Default, ElasU4, ElasU3];

    /// <summary>The name that commands and logs use.</summary>
    public string Name { get; }

    /// <summary>Grows whenever the same decisions could give another order.</summary>
    public int Version { get; }

    /// <summary>Whether records without an abstract are compared among themselves.</summary>
    public bool ComparesAbstractsApart { get; internal init; }

    /// <summary>Whether the reviewer’s question counts as a relevant record; otherwise it is left out.</summary>
    public bool ReadsQuestion { get; internal init; }

    internal IReadOnlyList<RankingPart> Parts { get; }

    /// <summary>The embedding model that votes beside the words; null for none.</summary>
    public SecondModel? Second { get; internal init; }

    /// <summary>The model with an embedding model that votes beside it.</summary>
    /// <remarks>
    /// One more support vector machine, with the cost and ratio that ASReview gives to its embeddings. Source:
    /// github.com/asreview/asreview, asreview/models/models.py at 516290b, « ELAS h3 ».
    /// </remarks>
    public RankingModel With(SecondModel second) => new(
        $"{Name}+{second.Name}", Version, [.. Parts, new RankingPart(Learner.SupportVectors, Cost: 0.067, Ratio: 9.724, Features: null)])
    {
        ComparesAbstractsApart = ComparesAbstractsApart,
        ReadsQuestion = ReadsQuestion,
        Second = second,
    };

    /// <summary>The model of a name; null when no model bears it.</summary>
    public static RankingModel? Find(string name) => All.FirstOrDefault(model => model.Name == name);
}

/// <summary>What learns.</summary>
internal enum Learner
{
    SupportVectors,
    NaiveBayes,
}

/// <summary>One linear model of a ranking; a record’s score is the sum of its standardised scores.</summary>
/// <param name="Learner">What learns.</param>
/// <param name="Cost">The cost C of an error, or the smoothing of naive Bayes.</param>
/// <param name="Ratio">How much all relevant records weigh against all irrelevant ones.</param>
/// <param name="Features">What it reads; null for the vectors of an embedding model.</param>
internal sealed record RankingPart(Learner Learner, double Cost, double Ratio, FeatureOptions? Features);
