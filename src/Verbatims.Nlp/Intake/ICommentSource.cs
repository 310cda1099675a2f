namespace Verbatims.Nlp.Intake;

/// <summary>A file of comments that can be read from its start, again and again, with the same result.</summary>
public interface ICommentSource
{
    /// <summary>The name of the file, without its folder.</summary>
    string Name { get; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    string Sha256 { get; }

    /// <summary>What was found out about it.</summary>
    SourceDescription Description { get; }

    /// <summary>Reads the comments from the first row to the last.</summary>
    /// <param name="mapping">Which column holds what.</param>
    /// <param name="progress">Receives the share of the file read so far, in [0, 1].</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<ReadRow> CommentsAsync(
        ColumnMapping mapping, IProgress<double>? progress = null, CancellationToken cancellationToken = default);
}
