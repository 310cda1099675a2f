using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Figures;

/// <summary>How often persons and the model agree.</summary>
/// <param name="Month">First day of the month in which the persons spoke; null for all months together.</param>
/// <param name="Tone">Share of the comments whose tone they judged, with the same tone.</param>
/// <param name="Topics">Share of the topics that either gave, given by both.</param>
/// <param name="Alerts">Share of the comments whose alert they judged, with the same answer.</param>
public sealed record Agreement(DateOnly? Month, Proportion Tone, Proportion Topics, Proportion Alerts)
{
    /// <summary>The agreement of all months together, then of each: when it falls, patients write otherwise than the model learned.</summary>
    /// <param name="judged">What persons said beside what the model had said; only the last word on a comment counts.</param>
    public static IReadOnlyList<Agreement> Over(IReadOnlyList<JudgedComment> judged)
    {
        var last = judged.GroupBy(one => one.Correction.Comment).Select(group => group.Last()).ToList();
        return
        [
            Of(null, last),
            .. last.GroupBy(one => new DateOnly(one.Correction.At.Year, one.Correction.At.Month, 1)).OrderBy(group => group.Key)
                .Select(group => Of(group.Key, [.. group])),
        ];
    }

    private static Agreement Of(DateOnly? month, List<JudgedComment> judged)
    {
        var tones = judged.Where(one => one.Correction.Tone is not null).ToList();
        var alerts = judged.Where(one => one.Correction.IsAlert is not null).ToList();
        var (both, either) = (0L, 0L);
        foreach (var one in judged.Where(one => one.Correction.Topics is not null))
        {
            var said = one.Correction.Topics!.ToHashSet();
            var model = one.Analysis.Topics.Select(topic => new TopicLabel(topic.Code, topic.IsPraise)).ToHashSet();
            both += said.Intersect(model).Count();
            either += said.Union(model).Count();
        }

        return new Agreement(
            month, Proportion.Of95(tones.Count(one => one.Correction.Tone == one.Analysis.Tone), tones.Count),
            Proportion.Of95(both, either),
            Proportion.Of95(alerts.Count(one => one.Correction.IsAlert == one.Analysis.IsAlert), alerts.Count));
    }
}
