using System.Globalization;
using System.Security.Cryptography;

namespace Evaluation.Workflows.Parts;

/// <summary>A file that was stored.</summary>
/// <param name="Sha256">Its hash, lower-case hexadecimal: its name in the store.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MediaType">Its type, as its first bytes say it.</param>
public sealed record StoredFile(string Sha256, long Size, string MediaType);

/// <summary>A file that is not accepted; the message says why and what to do, in French.</summary>
public sealed class PartRefusedException(string message) : Exception(message);

/// <summary>Files under the hash of their content, outside the database. A name given by a user never becomes a path.</summary>
public sealed class PartStore(string folder)
{
    private const int HeadSize = 8;
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly (byte[] Start, string MediaType)[] Types =
    [
        ([0x25, 0x50, 0x44, 0x46, 0x2D], "application/pdf"),
        ([0x50, 0x4B, 0x03, 0x04], "application/zip"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
    ];

    private static readonly Dictionary<string, (string Content, string MediaType)> Extensions =
        new(StringComparer.OrdinalIgnoreCase)
        {
            [".pdf"] = ("application/pdf", "application/pdf"),
            [".docx"] = ("application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            [".xlsx"] = ("application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            [".pptx"] = ("application/zip", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            [".odt"] = ("application/zip", "application/vnd.oasis.opendocument.text"),
            [".ods"] = ("application/zip", "application/vnd.oasis.opendocument.spreadsheet"),
            [".zip"] = ("application/zip", "application/zip"),
            [".png"] = ("image/png", "image/png"),
            [".jpg"] = ("image/jpeg", "image/jpeg"),
            [".jpeg"] = ("image/jpeg", "image/jpeg"),
        };

    /// <summary>The extensions that are accepted.</summary>
    public static IReadOnlyCollection<string> AcceptedExtensions => Extensions.Keys;

    /// <summary>Stores a file and says under which hash.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="fileName">The name the sender gave: only its extension is looked at.</param>
    /// <param name="mostMegabytes">The largest size, in MB of a million bytes.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="PartRefusedException">It is empty, too large, or not what its extension says.</exception>
    public async Task<StoredFile> SaveAsync(
        Stream content, string fileName, int mostMegabytes, CancellationToken cancellationToken = default)
    {
        var name = LabelOf(fileName);
        if (!Extensions.TryGetValue(Path.GetExtension(name), out var expected))
            throw new PartRefusedException(WrongExtension(name));

        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            var (hash, size, head) = await CopyAsync(content, temporary, name, mostMegabytes * 1_000_000L, cancellationToken);
            if (ContentProblem(name, size, head, expected.Content) is { } problem)
                throw new PartRefusedException(problem);

            var home = PathOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(home)!);
            if (!File.Exists(home))
                File.Move(temporary, home);
            return new StoredFile(hash, size, expected.MediaType);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Why a file would not be stored, in French; null when it would. Nothing is stored.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostMegabytes">The largest size, in MB of a million bytes.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<string?> ProblemOfAsync(string path, int mostMegabytes, CancellationToken cancellationToken = default)
    {
        var name = LabelOf(path);
        if (!Extensions.TryGetValue(Path.GetExtension(name), out var expected))
            return WrongExtension(name);
        await using var file = File.OpenRead(path);
        if (file.Length > mostMegabytes * 1_000_000L)
            return TooLarge(name, mostMegabytes * 1_000_000L);
        var head = new byte[HeadSize];
        var read = await file.ReadAtLeastAsync(head, HeadSize, throwOnEndOfStream: false, cancellationToken);
        return ContentProblem(name, file.Length, head[..read], expected.Content);
    }

    /// <summary>Opens a stored file for reading.</summary>
    /// <exception cref="ArgumentException">The hash is not one.</exception>
    /// <exception cref="FileNotFoundException">No file bears it.</exception>
    public Stream Open(string sha256) => File.Exists(PathOf(sha256))
        ? File.OpenRead(PathOf(sha256))
        : throw new FileNotFoundException($"Le fichier d’empreinte {sha256} manque. Rétablissez-le depuis la sauvegarde.");

    /// <summary>Whether a stored file is there and still has the content of its hash.</summary>
    public async Task<bool> IsIntactAsync(string sha256, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(PathOf(sha256)))
            return false;
        await using var file = File.OpenRead(PathOf(sha256));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)) == sha256;
    }

    /// <summary>The name without folders and control characters, at most 200 characters: a label, never a path.</summary>
    public static string LabelOf(string fileName)
    {
        var last = fileName.Split('/', '\\')[^1];
        var label = string.Concat(last.Where(letter => !char.IsControl(letter))).Trim();
        return label.Length switch
        {
            0 => "sans nom",
            > 200 => label[..150] + label[^50..],
            _ => label,
        };
    }

    private string PathOf(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"'{sha256}' is not a SHA-256 in lower-case hexadecimal.", nameof(sha256));
        return Path.Combine(folder, sha256[..2], sha256);
    }

    private static async Task<(string Hash, long Size, byte[] Head)> CopyAsync(
        Stream content, string temporary, string name, long most, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(temporary, FileMode.CreateNew);
        var (buffer, head, size) = (new byte[81920], new List<byte>(HeadSize), 0L);
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            size += read;
            if (size > most)
                throw new PartRefusedException(TooLarge(name, most));

            head.AddRange(buffer.Take(Math.Min(read, HeadSize - head.Count)));
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size, [.. head]);
    }

    private static string WrongExtension(string name) =>
        $"« {name} » : type non accepté. Types acceptés : {string.Join(", ", Extensions.Keys)}. Convertissez le fichier.";

    private static string TooLarge(string name, long most) => string.Create(French,
        $"« {name} » dépasse {most / 1_000_000:N0} Mo, la taille maximale d’une pièce. Réduisez-le ou scindez-le.");

    private static string? ContentProblem(string name, long size, byte[] head, string expected)
    {
        if (size == 0)
            return $"« {name} » est vide. Vérifiez le fichier, puis versez-le de nouveau.";
        return TypeOf(head) == expected
            ? null
            : $"« {name} » n’est pas un fichier {Path.GetExtension(name)} : son contenu est "
                + $"{TypeOf(head) ?? "d’un type inconnu"}. Enregistrez-le dans le bon format.";
    }

    private static string? TypeOf(byte[] head) =>
        Types.Where(type => head.AsSpan().StartsWith(type.Start)).Select(type => type.MediaType).FirstOrDefault();
}
