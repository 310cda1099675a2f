using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HasToolkit.Web.Api;

/// <summary>A file that a program sends: in a form, or as it is.</summary>
/// <param name="content">The content; it can be read again from its start.</param>
/// <param name="name">Its name, as the sender calls it.</param>
internal sealed class Upload(Stream content, string name) : IAsyncDisposable
{
    /// <summary>The types of which a file as it is cannot be: a form in the address style, a page, a picture, a sound, a film.</summary>
    private static readonly string[] Others = ["application/x-www-form-urlencoded", "text/html", "image/", "audio/", "video/"];

    public Stream Content => content;

    public string Name => name;

    /// <summary>Reads the file of a call.</summary>
    /// <param name="context">The call; « nom » in its address names a file that is sent as it is.</param>
    /// <returns>The file, or why there is none.</returns>
    public static async Task<(Upload? File, ProblemHttpResult? Problem)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var type = request.ContentType ?? "";
        if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            IFormCollection form;
            try
            {
                form = await request.ReadFormAsync(context.RequestAborted);
            }
            catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
            {
                return (null, ProblemKind.Unreadable.Because("Le formulaire multipart est incomplet ou mal fermé. Renvoyez-le."));
            }

            return form.Files is [{ Length: > 0 } file, ..]
                ? (new Upload(file.OpenReadStream(), Named(file.FileName)), null)
                : (null, ProblemKind.Refused.Because(
                    "Aucun fichier n’est dans le formulaire, ou il est vide. Envoyez-le dans le champ « fichier »."));
        }

        if (type.Length == 0 || Others.Any(other => type.StartsWith(other, StringComparison.OrdinalIgnoreCase)))
        {
            return (null, ProblemKind.WrongType.Because(
                $"« {(type.Length == 0 ? "aucun type" : type)} » est donné. Envoyez le fichier dans un formulaire multipart (curl -F fichier=@…), ou "
                + "tel quel avec son type, par exemple « text/csv » (curl --data-binary @… -H \"Content-Type: text/csv\")."));
        }

        // On disk and not in memory; it holds names, so nobody else reads it and it goes when it is closed.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
#pragma warning disable CA2000 // The upload that is given back owns it.
        var kept = new FileStream(Path.Combine(Path.GetTempPath(), $"has-{Guid.NewGuid():N}"), options);
#pragma warning restore CA2000
        try
        {
            await request.Body.CopyToAsync(kept, context.RequestAborted);
            if (kept.Length == 0)
            {
                await kept.DisposeAsync();
                return (null, ProblemKind.Refused.Because("Le corps est vide. Envoyez le contenu du fichier."));
            }

            kept.Position = 0;
            return (new Upload(kept, Named(request.Query["nom"])), null);
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
    }

    /// <summary>An identifier that the content and what is said of it always give: the same file sent twice counts once.</summary>
    /// <param name="said">What is said of it.</param>
    public async Task<Guid> CommandAsync(params IEnumerable<string?> said)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var word in said)
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{word?.Length ?? -1}:{word}\n"));
        hash.AppendData(await SHA256.HashDataAsync(content));
        content.Position = 0;
        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }

    public ValueTask DisposeAsync() => content.DisposeAsync();

    private static string Named(string? name) => string.IsNullOrWhiteSpace(name) ? "fichier" : name.Split('/', '\\')[^1].Trim();
}
