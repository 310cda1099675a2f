using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Figures;

/// <summary>A share of the comments, and what it is a share of, in French: « commentaires satisfaits », « critiques sur « Attente » ».</summary>
/// <param name="Title">What is counted.</param>
/// <param name="Share">How many, out of how many, with its interval.</param>
public sealed record NamedShare(string Title, Proportion Share)
{
    /// <summary>The share that a word names.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="topic">« ATT- » for blame, « ATT+ » for praise, « ATT » for both; null or empty for the satisfied.</param>
    /// <param name="names">The French name of each topic, by code.</param>
    /// <returns>The share among the comments that say something; null when no comment speaks of the topic.</returns>
    public static NamedShare? Of(BatchFigures figures, string? topic, IReadOnlyDictionary<string, string> names)
    {
        if (string.IsNullOrWhiteSpace(topic))
            return new NamedShare("commentaires satisfaits", figures.Cards.Satisfied);
        var label = TopicLabel.Read(topic);
        var code = label?.Code ?? topic.Trim().ToUpperInvariant();
        if (figures.Topics.FirstOrDefault(line => line.Code == code) is not { } line)
            return null;
        var name = names.GetValueOrDefault(code, code);
        return label switch
        {
            null => new NamedShare($"commentaires sur « {name} »", line.Frequency),
            { IsPraise: true } => new NamedShare($"éloges sur « {name} »", Proportion.Of95(line.Praised.Value, line.Frequency.Of)),
            _ => new NamedShare($"critiques sur « {name} »", Proportion.Of95(line.Blamed.Value, line.Frequency.Of)),
        };
    }
}
