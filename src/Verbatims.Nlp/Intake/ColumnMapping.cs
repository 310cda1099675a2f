namespace Verbatims.Nlp.Intake;

/// <summary>Which column of a file holds what. Null: no column does.</summary>
/// <param name="Text">The comment, when one column holds it.</param>
/// <param name="Positive">The comment of the positive box, when each box has its column, as in an e-Satis export.</param>
/// <param name="Negative">The comment of the negative box.</param>
/// <param name="Id">What the file calls the row.</param>
/// <param name="Box">The box, in words.</param>
/// <param name="Date">The day or month.</param>
/// <param name="Service">The ward.</param>
/// <param name="Establishment">The hospital.</param>
/// <param name="Score">The mark.</param>
/// <param name="ServiceForAll">The ward of the comments whose row names none.</param>
public sealed record ColumnMapping(
    string? Text = null, string? Positive = null, string? Negative = null, string? Id = null, string? Box = null,
    string? Date = null, string? Service = null, string? Establishment = null, string? Score = null,
    string? ServiceForAll = null)
{
    private static readonly (string Word, Func<ColumnMapping, string?> Get, Func<ColumnMapping, string?, ColumnMapping> Set)[] Roles =
    [
        ("texte", m => m.Text, (m, column) => m with { Text = column }),
        ("positif", m => m.Positive, (m, column) => m with { Positive = column }),
        ("negatif", m => m.Negative, (m, column) => m with { Negative = column }),
        ("id", m => m.Id, (m, column) => m with { Id = column }),
        ("champ", m => m.Box, (m, column) => m with { Box = column }),
        ("date", m => m.Date, (m, column) => m with { Date = column }),
        ("service", m => m.Service, (m, column) => m with { Service = column }),
        ("etablissement", m => m.Establishment, (m, column) => m with { Establishment = column }),
        ("score", m => m.Score, (m, column) => m with { Score = column }),
    ];

    /// <summary>What a column may hold, in the words of the command line and of files.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Roles.Select(role => role.Word)];

    /// <summary>What each column holds: the word of the role and the column, for the roles that have one.</summary>
    public IReadOnlyList<(string Word, string Column)> Entries =>
        [.. Roles.Select(role => (role.Word, Column: role.Get(this))).Where(entry => entry.Column is not null)
            .Select(entry => (entry.Word, entry.Column!))];

    /// <summary>The columns that are used.</summary>
    public IReadOnlySet<string> Columns => Entries.Select(entry => entry.Column).ToHashSet(StringComparer.Ordinal);

    /// <summary>This mapping with some of its columns chosen otherwise.</summary>
    /// <param name="text">« texte=Commentaire,date=Date de sortie »; nothing after « = » takes a column away.</param>
    /// <param name="columns">The columns of the file.</param>
    /// <exception cref="InvalidDataException">A word or a column is not known; the French message lists those that are.</exception>
    public ColumnMapping With(string text, IReadOnlyList<string> columns)
    {
        var mapping = this;
        foreach (var choice in SplitChoices(text))
        {
            var cut = choice.IndexOf('=', StringComparison.Ordinal);
            var word = cut < 0 ? choice.Trim() : choice[..cut].Trim();
            var role = Roles.FirstOrDefault(one => one.Word == TextFolding.Fold(word).Replace(" ", "", StringComparison.Ordinal));
            if (cut < 0 || role.Set is null)
            {
                throw new InvalidDataException(
                    $"Colonnes : « {choice.Trim()} » ne se lit pas. Écrivez par exemple texte=Commentaire,date=Date ; les mots connus "
                    + $"sont {string.Join(", ", Words)}.");
            }

            var column = choice[(cut + 1)..].Trim();
            mapping = role.Set(mapping, column.Length == 0 ? null : Find(column, columns));
            // One column of text, or one for each box: choosing one way leaves the other.
            if (column.Length > 0 && role.Word == "texte")
                mapping = mapping with { Positive = null, Negative = null };
            else if (column.Length > 0 && role.Word is "positif" or "negatif")
                mapping = mapping with { Text = null };
        }

        return mapping;
    }

    /// <summary>Refuses a mapping that cannot be used on a file.</summary>
    /// <param name="columns">The columns of the file.</param>
    /// <exception cref="InvalidDataException">No column holds a text, or a column is not in the file.</exception>
    public void Check(IReadOnlyList<string> columns)
    {
        if (Text is null && Positive is null && Negative is null)
        {
            throw new InvalidDataException(
                "Aucune colonne ne porte le texte. Indiquez-la : texte=NOM, ou positif=NOM,negatif=NOM. "
                + $"Colonnes du fichier : {string.Join(", ", columns)}.");
        }

        if (Text is not null && (Positive ?? Negative) is { } other)
        {
            throw new InvalidDataException(
                $"Les colonnes « {Text} » et « {other} » portent toutes deux un texte. Gardez une colonne pour le texte, ou une par champ "
                + "(positif, négatif), pas les deux.");
        }

        foreach (var (_, column) in Entries)
            _ = Find(column, columns);
    }

    private static string Find(string column, IReadOnlyList<string> columns) =>
        columns.FirstOrDefault(one => one == column)
        ?? columns.FirstOrDefault(one => TextFolding.Fold(one) == TextFolding.Fold(column))
        ?? throw new InvalidDataException(
            $"La colonne « {column} » n’est pas dans le fichier. Colonnes du fichier : {string.Join(", ", columns)}.");

    // A comma inside the name of a column is part of it when no « word= » follows.
    private static IEnumerable<string> SplitChoices(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ',' && StartsChoice(text[(i + 1)..]))
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static bool StartsChoice(string rest)
    {
        var cut = rest.IndexOf('=', StringComparison.Ordinal);
        var comma = rest.IndexOf(',', StringComparison.Ordinal);
        return cut >= 0 && (comma < 0 || cut < comma);
    }
}
