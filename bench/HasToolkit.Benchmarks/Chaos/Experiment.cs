using System.Text.Json;
using System.Text.Json.Serialization;

namespace HasToolkit.Benchmarks.Chaos;

/// <summary>An experiment as data: who works, what is done to them, what must hold after each fault and at the end.</summary>
/// <param name="Name">How it is called on the command line.</param>
/// <param name="Title">How its figures are headed.</param>
/// <param name="Steady">What holds before, between and after the faults, in words.</param>
/// <param name="Database">« sqlite », or « own-postgres », a cluster that lives as long as the experiment.</param>
/// <param name="Actors">Who works.</param>
/// <param name="Faults">What is done to them, in an order drawn by the seed.</param>
/// <param name="Probes">What is looked at: « acts » after each fault and at the end; « ledger », « reviews », « comments », « followers » at the end.</param>
/// <param name="Seed">What draws moments, victims and acts.</param>
/// <param name="Patience">Seconds after a fault in which every actor must have been answered again.</param>
/// <param name="DiskMegabytes">The size of a disk of its own for the data; null for none.</param>
internal sealed record Experiment(
    string Name, string Title, string Steady, string Database, IReadOnlyList<ActorPlan> Actors, IReadOnlyList<FaultPlan> Faults,
    IReadOnlyList<string> Probes, int Seed, int Patience = 180, int? DiskMegabytes = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public bool OnPostgres => Database == "own-postgres";

    /// <summary>The experiments that come with the program, by name.</summary>
    public static IReadOnlyList<Experiment> All() =>
    [
        .. typeof(Experiment).Assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".experiments.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read),
    ];

    private static Experiment Read(string resource)
    {
        using var stream = typeof(Experiment).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<Experiment>(stream, Options) ?? throw new InvalidDataException($"{resource} is empty.");
    }
}

/// <summary>Who works.</summary>
/// <param name="Kind">« mover », « web », « screener », « importer », « analyst » or « worker ».</param>
/// <param name="Count">How many.</param>
/// <param name="Elsewhere">Whether they are on a machine of their own, behind a network that can be cut.</param>
internal sealed record ActorPlan(string Kind, int Count = 1, bool Elsewhere = false);

/// <summary>What is done to them.</summary>
/// <param name="Kind">The name of the fault.</param>
/// <param name="Times">How often in the long form.</param>
/// <param name="Short">How often in the short form.</param>
/// <param name="Target">The kind of actor that it strikes; null for any.</param>
/// <param name="Victims">At most how many of them at once.</param>
/// <param name="Wait">At most how many milliseconds after all were answered.</param>
/// <param name="Seconds">How long it lasts: from, to.</param>
/// <param name="Clocks">Shifts of the clock, one of which the next life of the victim gets.</param>
internal sealed record FaultPlan(
    string Kind, int Times, int Short, string? Target = null, int Victims = 1, int Wait = 1_000, IReadOnlyList<double>? Seconds = null,
    IReadOnlyList<string>? Clocks = null);

/// <summary>The machine lacks what an experiment needs.</summary>
internal sealed class LeftOutException(string reason) : Exception(reason);
