using System.Collections.Concurrent;
using System.Text.Json;
using Evaluation.Workflows.Diagrams;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Followers;

/// <summary>
/// Keeps, for each dossier, a picture of its procedure with the open steps marked, as a file that an intranet page or a report can
/// take. Always there; needs no engine.
/// </summary>
/// <param name="folder">Where the pictures go; made when the first one is drawn.</param>
public sealed class DiagramFollower(string folder) : IProcedureFollower
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly ConcurrentDictionary<(string Procedure, int Version), FlowDrawing> _drawings = new();

    /// <inheritdoc/>
    public string Name => "schemas";

    /// <summary>The picture of a dossier.</summary>
    public string PictureOf(DossierId dossier) => Path.Combine(folder, $"{dossier}.svg");

    /// <inheritdoc/>
    public async Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken)
    {
        var before = await ReadAsync(followed.Dossier, cancellationToken);
        var after = FollowedState.After(before, followed);
        if (!ReferenceEquals(before, after))
            await WriteAsync(followed.Dossier, followed.Procedure, after, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken)
    {
        if (!File.Exists(PictureOf(dossier)))
            return null;
        try
        {
            var text = await File.ReadAllTextAsync(StateOf(dossier), cancellationToken);
            return JsonSerializer.Deserialize<FollowedState>(text, Json);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken)
    {
        FollowedState? state = null;
        foreach (var followed in events)
            state = FollowedState.After(state, followed);
        return WriteAsync(dossier, events[^1].Procedure, state!, cancellationToken);
    }

    // The picture first: a state on file says that the picture beside it shows it.
    private async Task WriteAsync(
        DossierId dossier, Procedure procedure, FollowedState state, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var drawing = _drawings.GetOrAdd((procedure.Id, procedure.Version), _ => new FlowDrawing(procedure));
        await ReplaceAsync(
            PictureOf(dossier), ProcedureSvg.Write(procedure, drawing, [.. state.Open.Select(step => step.Step)]), cancellationToken);
        await ReplaceAsync(StateOf(dossier), JsonSerializer.Serialize(state, Json), cancellationToken);
    }

    private string StateOf(DossierId dossier) => Path.Combine(folder, $"{dossier}.json");

    private static async Task ReplaceAsync(string file, string text, CancellationToken cancellationToken)
    {
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(temporary, text, cancellationToken);
        File.Move(temporary, file, overwrite: true);
    }
}
