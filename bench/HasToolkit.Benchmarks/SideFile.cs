using System.Text.Json;

namespace HasToolkit.Benchmarks;

/// <summary>A line of a side file: a command about to be sent, or its answer.</summary>
/// <param name="Kind">« intent » before, « ack » after.</param>
/// <param name="Command">The command identifier.</param>
/// <param name="Move">Which move, so that it can be sent again.</param>
/// <param name="Dossier">The dossier; null for an opening that is not answered.</param>
/// <param name="Events">How many events the move writes.</param>
internal sealed record SideLine(string Kind, Guid Command, string Move, string? Dossier, int Events);

/// <summary>What a worker meant to do and what was answered, flushed to the disk line by line, outside the database.</summary>
internal sealed class SideFile : IDisposable
{
    private readonly FileStream _file;

    public SideFile(string path)
    {
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        // A line that a kill cut must not swallow the next one.
        if (_file.Length > 0)
            _file.WriteByte((byte)'\n');
    }

    public void Write(SideLine line)
    {
        _file.Write(JsonSerializer.SerializeToUtf8Bytes(line));
        _file.WriteByte((byte)'\n');
        _file.Flush(flushToDisk: true);
    }

    /// <summary>The whole lines; a kill may have cut the last.</summary>
    public static List<SideLine> Read(string path)
    {
        var lines = new List<SideLine>();
        foreach (var text in File.Exists(path) ? File.ReadLines(path).Where(line => line.Length > 0) : [])
        {
            try
            {
                lines.Add(JsonSerializer.Deserialize<SideLine>(text)!);
            }
            catch (JsonException)
            {
                // Cut by the kill: nothing was sent after half an intent, and half an answer is none.
            }
        }

        return lines;
    }

    public void Dispose() => _file.Dispose();
}
