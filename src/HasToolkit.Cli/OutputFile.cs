namespace HasToolkit.Cli;

/// <summary>A file that a command writes: beside its place first, so that a reader never finds half of it.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file, in the place of the one that is there.</summary>
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        T result = default!;
        await ReplaceAsync(path, async unfinished =>
        {
            await using var stream = File.Create(unfinished);
            result = await write(stream);
        });
        return result;
    }

    /// <summary>Writes a file, in the place of the one that is there.</summary>
    public static Task WriteAsync(string path, Func<Stream, Task> write) => ReplaceAsync(path, async unfinished =>
    {
        await using var stream = File.Create(unfinished);
        await write(stream);
    });

    /// <summary>Writes a file by what wants its path, in the place of the one that is there.</summary>
    public static async Task ReplaceAsync(string path, Func<string, Task> write)
    {
        var unfinished = path + ".tmp";
        try
        {
            await write(unfinished);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
