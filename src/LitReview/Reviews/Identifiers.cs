namespace LitReview.Reviews;

/// <summary>The identifier of a review, as addresses and commands write it: « R-2026-0001 ».</summary>
/// <param name="Value">The text.</param>
public readonly record struct ReviewId(string Value)
{
    /// <summary>The text.</summary>
    public override string ToString() => Value;
}

/// <summary>A person who works on a review, as the directory of the host names him.</summary>
/// <param name="Value">The identifier in that directory.</param>
public readonly record struct ReviewerId(string Value)
{
    /// <summary>The identifier.</summary>
    public override string ToString() => Value;
}
