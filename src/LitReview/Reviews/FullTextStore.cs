using System.Security.Cryptography;

namespace LitReview.Reviews;

/// <summary>The full texts of references, each stored once under the digest of its content.</summary>
/// <param name="folder">Where they are kept; made when it is missing.</param>
public sealed class FullTextStore(string folder)
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long Largest = 100_000_000;

    private const int LongestName = 180;

    /// <summary>Stores a PDF; the same content is stored once.</summary>
    /// <param name="content">The file.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is left of it.</param>
    /// <exception cref="InvalidDataException">The file is no PDF, or too large; the message is French.</exception>
    public async Task<FullTextFile> SaveAsync(Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        var name = Label(fileName);
        var temporary = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        try
        {
            var size = 0L;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = File.Create(temporary))
            {
                var buffer = new byte[81_920];
                int read;
                while ((read = await content.ReadAtLeastAsync(buffer, 5, throwOnEndOfStream: false, cancellationToken)) > 0)
                {
                    if (size == 0 && !buffer.AsSpan(0, read).StartsWith("%PDF-"u8))
                    {
                        throw new InvalidDataException(
                            $"« {name} » n’est pas un PDF : son contenu ne commence pas comme un PDF. Enregistrez le document en PDF.");
                    }

                    size += read;
                    if (size > Largest)
                        throw new InvalidDataException($"« {name} » dépasse 100 Mo. Réduisez le fichier, puis recommencez.");
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }

                if (size == 0)
                    throw new InvalidDataException($"« {name} » est vide. Choisissez un PDF.");
                file.Flush(flushToDisk: true);
            }

            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            File.Move(temporary, PathOf(sha256), overwrite: true);
            return new FullTextFile(name, sha256, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a stored file.</summary>
    /// <exception cref="FileNotFoundException">There is none of this digest.</exception>
    public Stream Open(string sha256) => File.OpenRead(PathOf(sha256));

    private string PathOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(folder, sha256 + ".pdf")
        : throw new ArgumentException($"'{sha256}' is not a SHA-256 digest.", nameof(sha256));

    // A name is only shown, never used as a path.
    private static string Label(string fileName)
    {
        var name = new string([.. fileName.Split('/', '\\')[^1].Where(letter => !char.IsControl(letter))]).Trim();
        return name.Length == 0 ? "document.pdf" : name[..Math.Min(name.Length, LongestName)];
    }
}
