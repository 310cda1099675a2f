using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Overview;

/// <summary>A dossier with the version of the procedure that it follows: what figures are counted from.</summary>
public sealed record CountedCase(Dossier Dossier, Procedure Procedure);

/// <summary>What kind of device a dossier is about.</summary>
public enum DeviceKind
{
    /// <summary>It rests on machine learning.</summary>
    Ai,

    /// <summary>It is digital, without machine learning.</summary>
    Digital,

    /// <summary>It is neither.</summary>
    Other,
}

/// <summary>The keys and French names of the kinds of device.</summary>
public static class DeviceKinds
{
    private static readonly (DeviceKind Kind, string Key, string Title)[] All =
    [
        (DeviceKind.Ai, "ia", "avec IA"), (DeviceKind.Digital, "numerique", "numérique sans IA"),
        (DeviceKind.Other, "autre", "non numérique"),
    ];

    /// <summary>Every kind, with the key that commands and addresses use, and its words.</summary>
    public static IReadOnlyList<(DeviceKind Kind, string Key, string Title)> Every => All;

    /// <summary>The kind of a key, or null.</summary>
    public static DeviceKind? Find(string? key) =>
        All.Where(entry => entry.Key == key).Select(entry => (DeviceKind?)entry.Kind).FirstOrDefault();

    /// <summary>The kind of the device of a dossier.</summary>
    public static DeviceKind Of(DossierOpened opening) =>
        opening.UsesAi ? DeviceKind.Ai : opening.IsDigital ? DeviceKind.Digital : DeviceKind.Other;

    /// <summary>The words shown.</summary>
    public static string Title(this DeviceKind kind) => All.First(entry => entry.Kind == kind).Title;
}

/// <summary>Which dossiers are counted.</summary>
/// <param name="Procedure">The procedure; null for all.</param>
/// <param name="From">The first day on which a counted dossier was opened; null for no first day.</param>
/// <param name="Until">The last such day; null for none.</param>
/// <param name="Kind">The kind of device; null for all.</param>
/// <param name="WithHistorical">Whether dossiers that replay old cases count too.</param>
public sealed record OverviewFilter(
    string? Procedure = null, DateOnly? From = null, DateOnly? Until = null, DeviceKind? Kind = null, bool WithHistorical = false)
{
    /// <summary>Whether a dossier is counted.</summary>
    public bool Takes(DossierOpened opening) =>
        (Procedure is null || opening.Procedure == Procedure)
        && (From is null || opening.On >= From) && (Until is null || opening.On <= Until)
        && (Kind is null || DeviceKinds.Of(opening) == Kind)
        && (WithHistorical || !opening.IsHistorical);
}
