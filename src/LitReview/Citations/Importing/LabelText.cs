using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Reads decisions of an earlier screening out of notes and cells.</summary>
internal static partial class LabelText
{
    private static readonly HashSet<string> Yes = new(StringComparer.Ordinal)
    {
        "1", "10", "true", "yes", "y", "oui", "included", "include", "inclus", "incluse", "relevant", "retenu",
        "retenue", "asreviewrelevant", "accept", "accepted",
    };

    private static readonly HashSet<string> No = new(StringComparer.Ordinal)
    {
        "0", "00", "false", "no", "n", "non", "excluded", "exclude", "exclu", "exclue", "irrelevant", "notrelevant",
        "ecarte", "ecartee", "asreviewirrelevant", "reject", "rejected",
    };

    /// <summary>The decision in a cell; null when it holds none.</summary>
    public static CitationLabel? OfCell(string text)
    {
        var plain = FieldText.Plain(text);
        return Yes.Contains(plain) ? CitationLabel.Included : No.Contains(plain) ? CitationLabel.Excluded : null;
    }

    /// <summary>The decision in a note, and what else the note says.</summary>
    /// <remarks>
    /// ASReview writes « ASReview_relevant » among other notes, Rayyan what each person decided: where they disagree,
    /// nothing is
    /// decided and the note stays.
    /// </remarks>
    public static (CitationLabel? Label, string Others) OfNote(string note)
    {
        var asReview = AsReviewMark().Matches(note).Select(match => match.Groups[1].Value.ToLowerInvariant()).ToList();
        if (asReview.Count > 0)
        {
            var label = asReview.Contains("relevant") == asReview.Contains("irrelevant") ? (CitationLabel?)null
                : asReview.Contains("relevant") ? CitationLabel.Included : CitationLabel.Excluded;
            return (label, AsReviewMark().Replace(note, "").Trim(' ', '\n', ';', '|'));
        }

        if (RayyanMark().Match(note) is not { Success: true } rayyan)
            return (null, note);
        var votes = RayyanVote().Matches(rayyan.Value).Select(match => OfCell(match.Groups[1].Value)).ToHashSet();
        return votes is { Count: 1 } && votes.Single() is { } agreed
            ? (agreed, note.Remove(rayyan.Index, rayyan.Length).Trim(' ', '|', '\n', ';'))
            : (null, note);
    }

    [GeneratedRegex(@"ASReview_(relevant|irrelevant|not_seen|prior)\b\.?\s*;?", RegexOptions.IgnoreCase)]
    private static partial Regex AsReviewMark();

    [GeneratedRegex(@"RAYYAN-INCLUSION:\s*\{[^}]*\}")]
    private static partial Regex RayyanMark();

    [GeneratedRegex(@"=>\s*""?([^"",}]+)")]
    private static partial Regex RayyanVote();
}
