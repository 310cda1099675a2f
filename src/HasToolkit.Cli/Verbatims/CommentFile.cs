using System.Globalization;
using System.Runtime.CompilerServices;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Reading;

namespace HasToolkit.Cli.Verbatims;

/// <summary>A comment of a file.</summary>
/// <param name="Id">Its identifier, or the number of its row when it has none.</param>
/// <param name="Box">The box it was written in.</param>
/// <param name="Text">The comment as it was written.</param>
internal sealed record FileComment(string Id, Box Box, string Text);

/// <summary>The comments of a file one by one, each as it was written: places found in it are places of the file.</summary>
internal static class CommentFile
{
    /// <summary>The comments, in order, blank ones too. A row that cannot be read is reported, and the reading goes on.</summary>
    public static async IAsyncEnumerable<FileComment> ReadAsync(
        SourceFile source, ColumnMapping mapping, Action<string> report, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mapper = new CommentMapper(mapping, source.Description.Columns);
        await foreach (var row in source.RowsAsync(mapping.Columns, progress: null, cancellationToken))
        {
            if (row.Problem is { } problem)
            {
                report($"Ligne {row.Line} : {problem}");
                continue;
            }

            var written = mapper.Written(row);
            foreach (var comment in written)
            {
                var id = comment.Id ?? comment.Row.ToString(CultureInfo.InvariantCulture);
                yield return new FileComment(
                    written.Count == 1 ? id : $"{id}{(comment.Box == Box.Positive ? '+' : '-')}", comment.Box, comment.Text);
            }
        }
    }
}
