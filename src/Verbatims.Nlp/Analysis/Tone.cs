namespace Verbatims.Nlp.Analysis;

/// <summary>The tone of a comment as a whole, in the order of a model's outputs.</summary>
public enum Tone
{
    /// <summary>Satisfied (P).</summary>
    Positive,

    /// <summary>Dissatisfied, or wishing for better (N).</summary>
    Negative,

    /// <summary>Both, or a plain statement (M).</summary>
    Mixed,

    /// <summary>Nothing said: « RAS », « néant », « ? » (R).</summary>
    None,
}
