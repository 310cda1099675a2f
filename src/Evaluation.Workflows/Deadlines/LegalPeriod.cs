namespace Evaluation.Workflows.Deadlines;

/// <summary>The unit in which a text counts.</summary>
public enum PeriodUnit
{
    /// <summary>Every day counts (jours calendaires).</summary>
    CalendarDays,

    /// <summary>Monday to Friday, public holidays excepted (jours ouvrés).</summary>
    WorkingDays,

    /// <summary>Monday to Saturday, public holidays excepted (jours ouvrables).</summary>
    WorkableDays,

    /// <summary>From one date to the same date of a later month, or to its last day (de quantième à quantième).</summary>
    Months,
}

/// <summary>A length of time as a text states it: « 10 jours », « 1 mois ». A month is never thirty days.</summary>
public sealed record LegalPeriod
{
    /// <summary>Builds a period.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is not in 1 to 3,650.</exception>
    public LegalPeriod(int amount, PeriodUnit unit)
    {
        if (amount is < 1 or > 3650)
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "A legal period counts 1 to 3,650 units.");
        (Amount, Unit) = (amount, unit);
    }

    /// <summary>How many units.</summary>
    public int Amount { get; }

    /// <summary>Which unit.</summary>
    public PeriodUnit Unit { get; }

    /// <summary>As French readers write it.</summary>
    public override string ToString() => (Unit, Amount) switch
    {
        (PeriodUnit.CalendarDays, 1) => "1 jour",
        (PeriodUnit.CalendarDays, _) => $"{Amount} jours",
        (PeriodUnit.WorkingDays, 1) => "1 jour ouvré",
        (PeriodUnit.WorkingDays, _) => $"{Amount} jours ouvrés",
        (PeriodUnit.WorkableDays, 1) => "1 jour ouvrable",
        (PeriodUnit.WorkableDays, _) => $"{Amount} jours ouvrables",
        (PeriodUnit.Months, _) => $"{Amount} mois",
        _ => throw new InvalidOperationException($"Unknown unit {Unit}."),
    };
}
