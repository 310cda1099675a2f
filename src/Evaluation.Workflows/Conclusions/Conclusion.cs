namespace Evaluation.Workflows.Conclusions;

/// <summary>What an opinion concludes on one indication. Each procedure has a type of its own.</summary>
public abstract record Conclusion
{
    private protected Conclusion(string reasons, int? years)
    {
        if (years is < 1 or > 10)
            throw new ArgumentOutOfRangeException(nameof(years), years, "A listing lasts 1 to 10 years.");
        (Reasons, Years) = (reasons, years);
    }

    /// <summary>Why, in French; may be empty in a draft.</summary>
    public string Reasons { get; }

    /// <summary>The proposed length of the listing, in years; null when the opinion proposes none.</summary>
    public int? Years { get; }

    /// <summary>The kind, as procedure files name it.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether the opinion supports what was asked for this indication.</summary>
    public abstract bool IsFavourable { get; }

    /// <summary>False only for a conclusion taken over from a source that does not say everything.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>One French line for lists and minutes.</summary>
    public abstract string Summary { get; }

    internal abstract ConclusionText ToText();
}
