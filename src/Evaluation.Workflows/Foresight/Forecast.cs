using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Foresight;

/// <summary>What is asked of a forecast. The same request on the same ledger gives the same answer, to the byte.</summary>
/// <param name="Months">How many months ahead, 1 to 60.</param>
/// <param name="Runs">How often the future is played, 1 to 1,000.</param>
/// <param name="Seed">What chance starts from.</param>
/// <param name="ArrivalsPerMonth">New dossiers a month; null for the pace of the last twelve months.</param>
/// <param name="Capacity">How many steps a role can finish in a month; a role that is not there has no limit.</param>
public sealed record ForesightRequest(
    int Months = 24, int Runs = 100, int Seed = 1, double? ArrivalsPerMonth = null, IReadOnlyDictionary<Role, int>? Capacity = null)
{
    /// <summary>The most months that are played.</summary>
    public const int MostMonths = 60;

    /// <summary>The most times that they are played.</summary>
    public const int MostRuns = 1000;

    /// <summary>What is wrong with it, in French; null when nothing is.</summary>
    public string? Fault() => this switch
    {
        { Months: < 1 or > MostMonths } => $"L’horizon va de 1 à {MostMonths} mois ; reçu : {Months}.",
        { Runs: < 1 or > MostRuns } => $"Le nombre d’essais va de 1 à {MostRuns} ; reçu : {Runs}.",
        { ArrivalsPerMonth: < 0 or > 500 or double.NaN } => $"Les arrivées vont de 0 à 500 par mois ; reçu : {ArrivalsPerMonth}.",
        _ when Capacity?.Any(pair => pair.Value < 1) == true => "Une capacité est d’au moins une étape par mois.",
        _ => null,
    };
}

/// <summary>What a number comes to over the runs: its median, and where 80 % and 95 % of the runs lie.</summary>
public sealed record Band(double Low95, double Low80, double Median, double High80, double High95)
{
    /// <summary>The band of the numbers of all runs.</summary>
    internal static Band Of(IEnumerable<double> runs)
    {
        var sorted = runs.Order().ToList();
        double At(double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
        return new Band(At(0.025), At(0.1), At(0.5), At(0.9), At(0.975));
    }
}

/// <summary>A number at the end of a month, or within it.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Band">The number.</param>
public sealed record MonthBand(DateOnly Month, Band Band);

/// <summary>Dossiers with an open step in a phase, at the end of each month.</summary>
public sealed record PhaseForecast(string Phase, IReadOnlyList<MonthBand> Months);

/// <summary>Steps that a role finishes within each month.</summary>
public sealed record RoleForecast(Role Role, IReadOnlyList<MonthBand> Months);

/// <summary>How often a limit is exceeded.</summary>
/// <param name="Procedure">The procedure.</param>
/// <param name="Title">The limit.</param>
/// <param name="Ended">How many dossiers end or exceed it within the horizon, as a median.</param>
/// <param name="Exceeded">The share of them that exceed it, 0 to 1; null when no run has any.</param>
public sealed record LimitForecast(string Procedure, string Title, double Ended, Band? Exceeded);

/// <summary>When an open dossier is closed. A day that lies beyond the horizon is null.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Product">The product.</param>
/// <param name="Stage">The steps that are open today.</param>
/// <param name="Low95">Closed before it in 2.5 % of the runs.</param>
/// <param name="Low80">Closed by then in 10 %.</param>
/// <param name="Median">Closed by then in half of them.</param>
/// <param name="High80">Closed by then in 90 %.</param>
/// <param name="High95">Closed by then in 97.5 %.</param>
/// <param name="Exceeds">The share of the runs in which one of its limits is exceeded, 0 to 1.</param>
public sealed record EndForecast(
    DossierId Dossier, string Product, string Stage, DateOnly? Low95, DateOnly? Low80, DateOnly? Median, DateOnly? High80,
    DateOnly? High95, double Exceeds);

/// <summary>What the waits of a step are drawn from.</summary>
/// <param name="Procedure">The procedure.</param>
/// <param name="Title">The step.</param>
/// <param name="Observations">How many ends of that step the ledger knows with their days.</param>
/// <param name="IsObserved">Whether there are enough of them.</param>
/// <param name="Source">The same, in French.</param>
public sealed record WaitSource(string Procedure, string Title, int Observations, bool IsObserved, string Source);

/// <summary>The future of the ledger, as far as its past tells it.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="StartedOn">The day from which it was played.</param>
/// <param name="OpenNow">The dossiers open on that day.</param>
/// <param name="ArrivalsPerMonth">New dossiers a month.</param>
/// <param name="Open">Open dossiers at the end of each month.</param>
/// <param name="Phases">Open dossiers by phase; one with steps in two phases counts in both.</param>
/// <param name="Roles">Steps finished by role.</param>
/// <param name="Limits">By limit.</param>
/// <param name="Exceeded">The share of all those limits that are exceeded; null when none ends.</param>
/// <param name="Ends">The end of each dossier that is open today.</param>
/// <param name="Waits">What each step's waits are drawn from.</param>
/// <param name="Remarks">What the reader should know, in French.</param>
public sealed record Forecast(
    ForesightRequest Request, DateOnly StartedOn, int OpenNow, double ArrivalsPerMonth, IReadOnlyList<MonthBand> Open,
    IReadOnlyList<PhaseForecast> Phases, IReadOnlyList<RoleForecast> Roles, IReadOnlyList<LimitForecast> Limits, Band? Exceeded,
    IReadOnlyList<EndForecast> Ends, IReadOnlyList<WaitSource> Waits, IReadOnlyList<string> Remarks)
{
    /// <summary>The same for a reader: the ends of dossiers from which he is deported are left out.</summary>
    /// <param name="isHidden">Whether the reader may not be told of a dossier.</param>
    public Forecast SeenBy(Func<DossierId, bool> isHidden) => this with { Ends = [.. Ends.Where(end => !isHidden(end.Dossier))] };
}
