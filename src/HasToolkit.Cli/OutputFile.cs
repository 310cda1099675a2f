namespace HasToolkit.Cli;

/// <summary>A file that a command writes: beside its place first, so that a reader never finds half of it.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file, in the place of the one that is there.</summary>
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        var temporary = path + ".tmp";
        try
        {
            T result;
            await using (var stream = new FileStream(temporary, FileMode.Create))
                result = await write(stream);
            File.Move(temporary, path, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
