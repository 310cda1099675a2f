using System.Collections.Immutable;
using LitReview.Reviews;

namespace LitReview.Extraction;

/// <summary>What people took from a study for one field.</summary>
/// <param name="Given">The values that hold, in the order in which they were first given.</param>
/// <param name="Settled">What was settled where two people differed; null when nothing had to be.</param>
public sealed record FieldState(ImmutableArray<GivenValue> Given, SettledValue? Settled = null)
{
    internal static FieldState Empty { get; } = new(ImmutableArray<GivenValue>.Empty);

    /// <summary>The value of a person; null when he gave none.</summary>
    public GivenValue? Of(ReviewerId person)
    {
        foreach (var given in Given)
        {
            if (given.Person == person)
                return given;
        }

        return null;
    }

    internal FieldState With(GivenValue value)
    {
        var at = Given.ToList().FindIndex(known => known.Person == value.Person);
        return this with { Given = at < 0 ? Given.Add(value) : Given.SetItem(at, value) };
    }

    internal FieldState Without(ReviewerId person) => this with { Given = Given.RemoveAll(given => given.Person == person) };
}

/// <summary>A value that a person gave.</summary>
/// <param name="Person">Who.</param>
/// <param name="Value">What.</param>
/// <param name="At">When.</param>
public sealed record GivenValue(ReviewerId Person, CheckedValue Value, DateTimeOffset At);

/// <summary>A value that settles a difference.</summary>
/// <param name="Person">Who settled it.</param>
/// <param name="Value">What holds.</param>
/// <param name="Comment">Why.</param>
/// <param name="At">When.</param>
public sealed record SettledValue(ReviewerId Person, CheckedValue Value, string Comment, DateTimeOffset At);

/// <summary>Where a field of a study stands.</summary>
public enum CellStatus
{
    /// <summary>Nobody filled it in.</summary>
    Empty,

    /// <summary>Another person is still to fill it in.</summary>
    Waiting,

    /// <summary>Everyone who was to fill it in says the same.</summary>
    Agreed,

    /// <summary>Two people differ: somebody settles it.</summary>
    Differs,

    /// <summary>A difference was settled.</summary>
    Settled,
}

/// <summary>One cell of the table of a review.</summary>
/// <param name="Field">The field.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Value">The value that holds; null while none does.</param>
/// <param name="State">What people gave.</param>
public sealed record ExtractionCell(ExtractionField Field, CellStatus Status, CheckedValue? Value, FieldState State);
