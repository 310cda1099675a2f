using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Overview;

/// <summary>Where a duty stands on a day.</summary>
public enum DutyState
{
    /// <summary>Its last day has passed and it is not done.</summary>
    Overdue,

    /// <summary>Its last day comes within <see cref="DutyCalendar.SoonDays"/> days.</summary>
    Soon,

    /// <summary>Its last day is farther away.</summary>
    Later,

    /// <summary>No text or opinion gives it a last day.</summary>
    Undated,

    /// <summary>It is done.</summary>
    Done,
}

/// <summary>A duty of a dossier, among those of all.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Product">Its product.</param>
/// <param name="Applicant">Who applied.</param>
/// <param name="Duty">The duty and its days.</param>
/// <param name="State">Where it stands.</param>
public sealed record DutyLine(DossierId Dossier, string Product, string Applicant, DutyReading Duty, DutyState State);

/// <summary>The duties of all dossiers.</summary>
/// <param name="Lines">The most urgent first.</param>
/// <param name="Hidden">How many duties are not shown because the reader is deported from their dossier.</param>
public sealed record DutyList(IReadOnlyList<DutyLine> Lines, int Hidden)
{
    /// <summary>How many stand somewhere.</summary>
    public int In(DutyState state) => Lines.Count(line => line.State == state);
}

/// <summary>
/// What decisions oblige to (renewals, filings, studies, continuity of treatments), over all dossiers: a duty that only the page of
/// its dossier shows is forgotten with the dossier. Pure: the dossiers and the day come in.
/// </summary>
public static class DutyCalendar
{
    /// <summary>In how many days a last day is near.</summary>
    public const int SoonDays = 60;

    private static readonly (DutyState State, string Key, string Title)[] All =
    [
        (DutyState.Overdue, "depassees", "dépassées"), (DutyState.Soon, "bientot", $"dans les {SoonDays} jours"),
        (DutyState.Later, "plus-tard", "plus tard"), (DutyState.Undated, "sans-echeance", "sans échéance"), (DutyState.Done, "faites", "faites"),
    ];

    /// <summary>Every state, the most urgent first, with the key that commands and addresses use, and its words.</summary>
    public static IReadOnlyList<(DutyState State, string Key, string Title)> States => All;

    /// <summary>The duties of the dossiers that a filter takes; none of a dossier from which the reader is deported is shown.</summary>
    public static DutyList Of(IReadOnlyCollection<CountedCase> cases, OverviewFilter filter, DateOnly today, PersonId? reader)
    {
        var found = cases.Where(one => filter.Takes(one.Dossier.Opening))
            .SelectMany(one => DossierDuties.Read(one.Dossier, one.Procedure), (one, duty) => (one.Dossier, Duty: duty))
            .ToLookup(pair => reader is { } person && pair.Dossier.IsDeported(person));
        return new DutyList(
            [
                .. found[false].Select(pair => new DutyLine(
                        pair.Dossier.Id, pair.Dossier.Opening.Product, pair.Dossier.Opening.Applicant, pair.Duty, StateOf(pair.Duty, today)))
                    .OrderBy(line => line.State).ThenBy(line => line.Duty.DueOn ?? DateOnly.MaxValue)
                    .ThenBy(line => line.Dossier.Value, StringComparer.Ordinal),
            ],
            found[true].Count());
    }

    /// <summary>Where a duty stands on a day.</summary>
    public static DutyState StateOf(DutyReading duty, DateOnly today) => duty switch
    {
        { DoneOn: not null } => DutyState.Done,
        { DueOn: null } => DutyState.Undated,
        { DueOn: { } due } when due < today => DutyState.Overdue,
        { DueOn: { } due } when due <= today.AddDays(SoonDays) => DutyState.Soon,
        _ => DutyState.Later,
    };
}
