using System.IO.Compression;
using System.Text;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Reading;

namespace Verbatims.Nlp.Tests;

/// <summary>A folder of its own for a test, with files that the test writes.</summary>
internal sealed class AFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("has-verbatims-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text, Encoding? encoding = null) =>
        Write(name, (encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) is var used
            ? [.. used.GetPreamble(), .. used.GetBytes(text)]
            : []);

    public string Write(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public string WriteGzip(string name, byte[] content)
    {
        using (var stream = new GZipStream(System.IO.File.Create(File(name)), CompressionLevel.Fastest))
            stream.Write(content);
        return File(name);
    }

    /// <summary>Opens a file, reads it with the proposed mapping and gives all it holds.</summary>
    public static async Task<Read> ReadAsync(string path, SourceChoices? choices = null, string? columns = null)
    {
        using var file = await SourceFile.OpenAsync(path, choices);
        var mapping = columns is null ? file.Proposal : file.Proposal.With(columns, file.Description.Columns);
        var read = new Read(file.Description, mapping, [], []);
        await foreach (var row in file.CommentsAsync(mapping))
        {
            read.Comments.AddRange(row.Comments);
            read.Problems.AddRange(row.Problems);
        }

        return read;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal sealed record Read(
        SourceDescription Description, ColumnMapping Mapping, List<SourceComment> Comments, List<LineProblem> Problems)
    {
        public IEnumerable<string> Texts => Comments.Select(comment => comment.Text);
    }
}
