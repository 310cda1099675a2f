using System.Globalization;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Web.Evaluation;

/// <summary>The dossiers that an address asks to count, and what of it could not be read.</summary>
/// <param name="Filter">Which dossiers.</param>
/// <param name="Fault">What was left aside, in French; null when nothing was.</param>
public sealed record OverviewChoice(OverviewFilter Filter, string? Fault)
{
    /// <summary>Reads the parts of an address.</summary>
    public static OverviewChoice Of(
        ProcedureLibrary library, string? procedure, string? kind, string? from, string? until, string? historical)
    {
        var (first, last) = (DayOf(from), DayOf(until));
        var faults = new List<string>();
        if (!string.IsNullOrEmpty(procedure) && library.Latest(procedure) is null)
            faults.Add($"La procédure « {procedure} » est inconnue.");
        if (!string.IsNullOrEmpty(kind) && DeviceKinds.Find(kind) is null)
            faults.Add($"Le genre « {kind} » est inconnu.");
        foreach (var text in new[] { from, until }.Where(text => !string.IsNullOrEmpty(text) && DayOf(text) is null))
            faults.Add($"« {text} » n’est pas une date ; écrivez AAAA-MM-JJ.");
        if (first > last)
            faults.Add("La période finit avant de commencer : aucun dossier n’y est.");
        return new OverviewChoice(
            new OverviewFilter(
                string.IsNullOrEmpty(procedure) || library.Latest(procedure) is null ? null : procedure, first, last,
                DeviceKinds.Find(kind), historical == "oui"),
            faults.Count == 0 ? null : string.Join(" ", faults));
    }

    /// <summary>The query of an address that asks for the same, with more parts after it.</summary>
    public string Query(params (string Key, string? Value)[] more) => "?" + string.Join('&',
        new (string Key, string? Value)[]
            {
                ("procedure", Filter.Procedure), ("genre", DeviceKinds.Every.FirstOrDefault(entry => entry.Kind == Filter.Kind && Filter.Kind is not null).Key),
                ("de", Write(Filter.From)), ("a", Write(Filter.Until)), ("anciens", Filter.WithHistorical ? "oui" : null),
            }
            .Where(pair => more.All(other => other.Key != pair.Key)).Concat(more)
            .Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));

    private static string? Write(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
