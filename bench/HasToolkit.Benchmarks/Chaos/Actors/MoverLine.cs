using System.Text.Json;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>What a mover says of a command, one line of JSON each: before it is sent, and once it is answered.</summary>
/// <param name="Kind">« sends », « answered » or « refused ».</param>
/// <param name="Worker">Which of the movers in the process.</param>
/// <param name="Command">The command identifier.</param>
/// <param name="Move">Which move, so that it can be sent again.</param>
/// <param name="Dossier">The dossier; null for an opening that is not answered.</param>
/// <param name="Events">How many events the move writes.</param>
/// <param name="On">The day it is dated.</param>
internal sealed record MoverLine(string Kind, int Worker, Guid Command, string Move, string? Dossier, int Events, DateOnly On)
{
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>A whole line; null for one that a kill cut.</summary>
    public static MoverLine? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<MoverLine>(line);
        }
        catch (JsonException)
        {
            // Nothing was sent after half an intent, and half an answer is none.
            return null;
        }
    }
}
