using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Topics;

/// <summary>Where the key words of a topic stand in a comment.</summary>
/// <param name="Topic">Place of the topic in the grid.</param>
/// <param name="Sign">1 praised, −1 blamed, 0 not said.</param>
/// <param name="Start">First character of the key word.</param>
/// <param name="End">After its last character.</param>
internal readonly record struct KeywordHit(int Topic, int Sign, int Start, int End);

/// <summary>The key words of a grid: the second judge, and the only one for a hospital's own topics.</summary>
internal sealed class KeywordJudge
{
    private readonly PhraseIndex<int> _index = new();

    public KeywordJudge(TopicGrid grid)
    {
        for (var topic = 0; topic < grid.Topics.Count; topic++)
        {
            foreach (var word in grid.Topics[topic].Words)
                _index.Add(word, topic);
        }
    }

    /// <summary>One hit for each topic and sign, at its first place.</summary>
    public List<KeywordHit> Judge(string text, List<Word> words)
    {
        var hits = new List<KeywordHit>();
        var clauses = Clauses.Of(text);
        var at = 0;
        foreach (var (start, end) in clauses)
        {
            while (at < words.Count && words[at].Start < start)
                at++;
            var last = at;
            while (last < words.Count && words[last].Start < end)
                last++;
            var clause = words.GetRange(at, last - at);
            int? sign = null;
            _index.Find(clause, (topic, first, count) =>
            {
                sign ??= Polarity.Of(clause);
                if (!hits.Exists(hit => hit.Topic == topic && hit.Sign == sign))
                    hits.Add(new KeywordHit(topic, sign.Value, clause[first].Start, clause[first + count - 1].End));
            });
            at = last;
        }

        return hits;
    }
}
