using Evaluation.Workflows.Conclusions;

namespace Evaluation.Workflows.Assessment;

/// <summary>The points of a conclusion that evidence can bear: the verdict, the level, the comparator and each criterion.</summary>
public static class ConclusionPoints
{
    /// <summary>The verdict.</summary>
    public const string Verdict = "verdict";

    /// <summary>The level of improvement.</summary>
    public const string Level = "niveau";

    /// <summary>The comparator.</summary>
    public const string Comparator = "comparateur";

    /// <summary>The points of a kind of conclusion, with their titles, in the order of its form.</summary>
    public static IReadOnlyList<(string Id, string Title)> Of(ConclusionForm form)
    {
        var points = new List<(string, string)> { (Verdict, form.VerdictLabel) };
        if (form.LevelLabel is { } level)
            points.Add((Level, level));
        if (form.ComparatorLabel is { } comparator)
            points.Add((Comparator, comparator));
        points.AddRange(form.Criteria.Select(criterion => (criterion.Id, criterion.Title)));
        return points;
    }
}
