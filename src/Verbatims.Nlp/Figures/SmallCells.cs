namespace Verbatims.Nlp.Figures;

/// <summary>
/// What is not shown because too few comments stand behind it. Figures and reading obey differently: figures speak of a group, and are not
/// given of fewer than <see cref="Least"/> comments, whatever chose them; a person reads masked comments one by one, whatever they say, but
/// may not choose by where they come from until fewer than that are left, and never sees the name of so small a group.
/// </summary>
public static class SmallCells
{
    /// <summary>From how many comments on a group is named, counted and chosen.</summary>
    public const int Least = 5;

    /// <summary>What stands in place of the name of a ward or a hospital of fewer comments, in French.</summary>
    public const string Unnamed = "(effectif faible)";

    /// <summary>Whether a count is of some comments, but of too few to be shown.</summary>
    /// <param name="count">How many.</param>
    public static bool IsSmall(long count) => count is > 0 and < Least;
}

/// <summary>A part of a batch has too few comments to be shown; the message is French and says what to do.</summary>
public sealed class TooFewCommentsException() : Exception(
    $"Moins de {SmallCells.Least} commentaires : les montrer désignerait des personnes. Élargissez le filtre.");
