using System.Text.Json;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Intake;

namespace HasToolkit.Web.Verbatims;

/// <summary>A file that was handed in and is not wholly read yet.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Person">Who handed it in.</param>
/// <param name="At">When.</param>
/// <param name="Choices">What the person says of the file against what was found out.</param>
/// <param name="Mapping">Which column holds what; null as long as the person changed nothing.</param>
/// <param name="Batch">The batch that it becomes; null until the person confirms.</param>
/// <param name="Failure">Why it could not be read, in French; null when nothing went wrong.</param>
internal sealed record HandIn(
    Guid Id, string FileName, string Person, DateTimeOffset At, SourceChoices Choices, ColumnMapping? Mapping = null,
    string? Batch = null, string? Failure = null)
{
    /// <summary>The batch that it becomes; null until the person confirms.</summary>
    public BatchId? BatchId => Batch is null ? null : new BatchId(Batch);
}

/// <summary>
/// Keeps files between their upload and the end of their reading. They hold names: only the owner of the process may read them,
/// and they are deleted once read, or when nobody confirms them.
/// </summary>
internal sealed class HandInShelf(string folder, TimeProvider clock)
{
    /// <summary>How long a file waits to be confirmed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(48);

    private const int LongestName = 120;

    /// <summary>All files, the latest first.</summary>
    public IReadOnlyList<HandIn> All() => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(path => Guid.TryParseExact(Path.GetFileName(path), "N", out var id) ? Find(id) : null)
            .OfType<HandIn>().OrderByDescending(one => one.At)]
        : [];

    /// <summary>A file; null when it is not there.</summary>
    public HandIn? Find(Guid id)
    {
        var path = NoteOf(id);
        return File.Exists(path) ? JsonSerializer.Deserialize<HandIn>(File.ReadAllBytes(path)) : null;
    }

    /// <summary>Where the content of a file is.</summary>
    public string PathOf(HandIn one) => Path.Combine(FolderOf(one.Id), "fichier", one.FileName);

    /// <summary>Stores an upload.</summary>
    public async Task<HandIn> AddAsync(Stream content, string fileName, string person)
    {
        var one = new HandIn(Guid.NewGuid(), Clean(fileName), person, clock.GetUtcNow(), new SourceChoices());
        CreateFolder(folder);
        CreateFolder(FolderOf(one.Id));
        CreateFolder(Path.Combine(FolderOf(one.Id), "fichier"));
        await using (var file = new FileStream(PathOf(one), FileMode.CreateNew, FileAccess.Write))
            await content.CopyToAsync(file);
        Keep(one);
        return one;
    }

    /// <summary>Writes what is known of a file.</summary>
    public void Keep(HandIn one)
    {
        var temporary = NoteOf(one.Id) + ".tmp";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(one));
        File.Move(temporary, NoteOf(one.Id), overwrite: true);
    }

    /// <summary>Deletes a file.</summary>
    public void Remove(Guid id)
    {
        if (Directory.Exists(FolderOf(id)))
            Directory.Delete(FolderOf(id), recursive: true);
    }

    /// <summary>Deletes the files that nobody confirmed in time.</summary>
    public void RemoveForgotten()
    {
        foreach (var one in All().Where(one => one.Batch is null && clock.GetUtcNow() - one.At > Patience))
            Remove(one.Id);
    }

    private string FolderOf(Guid id) => Path.Combine(folder, id.ToString("N"));

    private string NoteOf(Guid id) => Path.Combine(FolderOf(id), "depot.json");

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Clean(string fileName)
    {
        var name = string.Concat(fileName.Split('/', '\\')[^1].Where(letter =>
            char.IsLetterOrDigit(letter) || letter is ' ' or '.' or '-' or '_' or '(' or ')')).Trim(' ', '.');
        return name.Length switch
        {
            0 => "fichier",
            > LongestName => name[..LongestName],
            _ => name,
        };
    }
}
