using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Reading;

/// <summary>The rows of a file in one format.</summary>
internal interface ISourceTable
{
    /// <summary>What was found out.</summary>
    SourceDescription Description { get; }

    /// <summary>Reads all rows from the start.</summary>
    /// <param name="wanted">The columns whose values are needed; null for all.</param>
    /// <param name="progress">Receives the share read so far, in [0, 1].</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<SourceRow> RowsAsync(
        IReadOnlySet<string>? wanted, Action<double> progress, CancellationToken cancellationToken);
}

/// <summary>Names of columns.</summary>
internal static class ColumnNames
{
    /// <summary>The names as written, or « colonne 3 » where there is none; a name that comes twice gets a number.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string?> written)
    {
        var names = new List<string>();
        foreach (var text in written)
        {
            var name = (text ?? "").Replace('\n', ' ').Replace("\0", "", StringComparison.Ordinal).Trim();
            if (name.Length == 0)
                name = $"colonne {names.Count + 1}";
            var unique = name;
            for (var copy = 2; names.Contains(unique, StringComparer.Ordinal); copy++)
                unique = $"{name} ({copy})";
            names.Add(unique);
        }

        return names.Count <= Limits.Columns
            ? names
            : throw new InvalidDataException(
                $"{names.Count} colonnes : plus que les {Limits.Columns} attendues au plus. Vérifiez le séparateur du fichier.");
    }

    /// <summary>Whether a first row names columns rather than holding data.</summary>
    public static bool LookLikeNames(IReadOnlyList<string?> cells)
    {
        const int LongestName = 80;
        if (cells.All(string.IsNullOrWhiteSpace))
            return false;
        if (cells.Count == 1)
            return cells[0]!.Length <= 30 && cells[0]!.Trim().Split(' ').Length <= 3 && !cells[0]!.Contains('.', StringComparison.Ordinal);
        return cells.All(cell => cell is null || cell.Length <= LongestName)
            && !cells.Any(cell => cell is { Length: > 0 }
                && (CommentFields.Score(cell) is not null || CommentFields.Month(cell) is not null));
    }
}
