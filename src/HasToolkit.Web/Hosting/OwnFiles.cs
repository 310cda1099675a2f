using System.Globalization;
using Microsoft.Extensions.FileProviders;

namespace HasToolkit.Web.Hosting;

/// <summary>Addresses of our styles and scripts that change when the file does, so that a browser asks for each version once.</summary>
internal sealed class OwnFiles(IWebHostEnvironment host)
{
    private readonly IFileProvider _files = host.WebRootFileProvider;

    /// <summary>The address of a file, with its version.</summary>
    public string Address(string path) => $"{path}?v={Version(path)}";

    /// <summary>Whether a version is the one that a file has now.</summary>
    public bool IsNow(string path, string? version) => version is { Length: > 0 } && version == Version(path);

    private string? Version(string path) => _files.GetFileInfo(path) is { Exists: true } file
        ? (file.LastModified.UtcTicks ^ (file.Length << 40)).ToString("x", CultureInfo.InvariantCulture)
        : null;
}
