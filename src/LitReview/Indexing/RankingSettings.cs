namespace LitReview.Indexing;

/// <summary>How records are ranked: one configuration for all reviews.</summary>
/// <remarks>Chosen on three public collections; the figures stand in bench/results/search.md.</remarks>
internal sealed record RankingSettings
{
    public static RankingSettings Default { get; } = new();

    /// <summary>BM25: how soon a further occurrence of a word stops counting.</summary>
    public float K1 { get; init; } = 0.9f;

    /// <summary>BM25: how much the length of an abstract counts.</summary>
    public float B { get; init; } = 0.6f;

    /// <summary>BM25: how much the length of a title counts.</summary>
    public float TitleB { get; init; } = 0.75f;

    public float TitleWeight { get; init; } = 1f;

    public float AbstractWeight { get; init; } = 1f;

    public float KeywordWeight { get; init; } = 1f;

    /// <summary>What two words of a question add when they stand side by side, as a share of a word.</summary>
    public float PairWeight { get; init; } = 0.15f;

    /// <summary>The same when they stand within <see cref="NearWords"/> words.</summary>
    public float NearWeight { get; init; } = 0.15f;

    public int NearWords { get; init; } = 8;

    /// <summary>How many of the first records lend their words to a question (RM3); 0 for none.</summary>
    public int FeedbackRecords { get; init; } = 5;

    public int FeedbackWords { get; init; } = 20;

    /// <summary>The share of the question’s own words, the rest being for the words lent.</summary>
    public float OwnShare { get; init; } = 0.8f;

    /// <summary>What a field counts for.</summary>
    public float WeightOf(string field) => field switch
    {
        IndexFields.Title => TitleWeight,
        IndexFields.Abstract => AbstractWeight,
        _ => KeywordWeight,
    };
}
