using System.Globalization;

namespace LitReview.Indexing;

/// <summary>The folder of an index: one folder per generation, and a file that names the one in use.</summary>
internal sealed class IndexFolder : IDisposable
{
    private const string CurrentFile = "current";
    private const string LockFile = "writer.lock";
    private const string Prefix = "generation-";

    private readonly string _root;
    private FileStream? _lock;

    private IndexFolder(string root) => _root = root;

    public static IndexFolder Open(string root)
    {
        System.IO.Directory.CreateDirectory(root);
        return new IndexFolder(root);
    }

    /// <summary>Keeps every other program from writing, for as long as this one lives.</summary>
    /// <exception cref="IOException">Another program writes.</exception>
    public void Lock()
    {
        try
        {
            _lock = new FileStream(Path.Combine(_root, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException(
                $"L’index « {_root} » est déjà ouvert en écriture par un autre programme. Fermez-le, ou attendez qu’il ait fini.", e);
        }
    }

    /// <summary>The generation in use; null when there is none, or its layout is another.</summary>
    public int? Current()
    {
        var file = Path.Combine(_root, CurrentFile);
        if (!File.Exists(file))
            return null;
        var parts = File.ReadAllText(file).Trim().Split(' ');
        return parts is [var layout, var number] && layout == IndexFields.Layout.ToString(CultureInfo.InvariantCulture)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var current)
            && System.IO.Directory.Exists(PathOf(current))
            ? current
            : null;
    }

    public string PathOf(int number) =>
        Path.Combine(_root, Prefix + number.ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>Names the generation in use. Whoever reads the name finds the old one or the new one, whole.</summary>
    public void Switch(int number)
    {
        var draft = Path.Combine(_root, CurrentFile + ".new");
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{IndexFields.Layout} {number}\n")));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, Path.Combine(_root, CurrentFile), overwrite: true);
    }

    /// <summary>A number that no generation bears, whole or begun.</summary>
    public int Next() => 1 + System.IO.Directory.EnumerateDirectories(_root, Prefix + "*")
        .Select(folder => int.TryParse(
            Path.GetFileName(folder).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0)
        .Append(0).Max();

    /// <summary>Removes generations that are not in use. One that a reader still holds open may stay until the next time.</summary>
    public void RemoveAllBut(int number)
    {
        foreach (var folder in System.IO.Directory.EnumerateDirectories(_root, Prefix + "*"))
        {
            if (folder == PathOf(number))
                continue;
            try
            {
                System.IO.Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }

    public void Dispose() => _lock?.Dispose();
}
