using Verbatims.Nlp.Analysis;

namespace Verbatims.Nlp.Intake;

/// <summary>Turns the rows of a file into comments, by a mapping of its columns.</summary>
public sealed class CommentMapper
{
    // What a name of a ward or a hospital may be; more is a column chosen by mistake.
    private const int LongestName = 200;

    private readonly int _text, _positive, _negative, _id, _box, _date, _service, _establishment, _score;
    private readonly ColumnMapping _mapping;

    /// <summary>A mapper for the files that have these columns.</summary>
    /// <param name="mapping">Which column holds what.</param>
    /// <param name="columns">The columns, in the order of the values of a row.</param>
    /// <exception cref="InvalidDataException">The mapping cannot be used on these columns; the message is French.</exception>
    public CommentMapper(ColumnMapping mapping, IReadOnlyList<string> columns)
    {
        mapping.Check(columns);
        _mapping = mapping;
        _text = Place(mapping.Text);
        _positive = Place(mapping.Positive);
        _negative = Place(mapping.Negative);
        _id = Place(mapping.Id);
        _box = Place(mapping.Box);
        _date = Place(mapping.Date);
        _service = Place(mapping.Service);
        _establishment = Place(mapping.Establishment);
        _score = Place(mapping.Score);

        int Place(string? column) => column is null
            ? -1
            : columns.TakeWhile(one => TextFolding.Fold(one) != TextFolding.Fold(column) && one != column).Count();
    }

    /// <summary>The comments of a row. A date, box or mark that cannot be read is left out and said.</summary>
    public ReadRow Read(SourceRow row)
    {
        if (row.Problem is { } reason)
            return new ReadRow(row.Row, [], [new LineProblem(row.Line, reason, IsKept: false)]);

        var (problems, comments) = (new List<LineProblem>(), new List<SourceComment>(2));
        var found = new List<(string Text, Box Box)>(2);
        if (Value(row, _text) is { } text)
            found.Add((text, BoxOf(row, problems)));
        if (Value(row, _positive) is { } positive)
            found.Add((positive, Box.Positive));
        if (Value(row, _negative) is { } negative)
            found.Add((negative, Box.Negative));
        if (found.Count == 0)
            return new ReadRow(row.Row, [], []);

        var month = Read(row, _date, _mapping.Date, "une date (par exemple 26/11/2026)", CommentFields.Month, problems);
        var score = Read(row, _score, _mapping.Score, "un nombre (par exemple 8,5)", CommentFields.Score, problems);
        foreach (var (written, box) in found)
        {
            comments.Add(new SourceComment(
                row.Row, row.Line, Value(row, _id), TextFolding.Valid(written), box, month,
                Name(row, _service, _mapping.Service, problems) ?? _mapping.ServiceForAll,
                Name(row, _establishment, _mapping.Establishment, problems), score));
        }

        return new ReadRow(row.Row, comments, problems);
    }

    /// <summary>The texts of a row exactly as they stand, blank ones too: for who owes an answer to each row.</summary>
    /// <param name="row">A row without a problem.</param>
    public IReadOnlyList<WrittenComment> Written(SourceRow row)
    {
        var id = Value(row, _id);
        if (_text >= 0)
            return [new WrittenComment(row.Row, id, Raw(row, _text), BoxOf(row, []))];
        return [.. new (int Place, Box Box)[] { (_positive, Box.Positive), (_negative, Box.Negative) }
            .Where(box => box.Place >= 0)
            .Select(box => new WrittenComment(row.Row, id, Raw(row, box.Place), box.Box))];
    }

    private static string Raw(SourceRow row, int place) => place < row.Values.Count ? row.Values[place] ?? "" : "";

    private static string? Value(SourceRow row, int place) =>
        place >= 0 && place < row.Values.Count && !string.IsNullOrWhiteSpace(row.Values[place]) ? row.Values[place]!.Trim() : null;

    private Box BoxOf(SourceRow row, List<LineProblem> problems) =>
        Read(row, _box, _mapping.Box, "positif, négatif ou libre", CommentFields.BoxOf, problems) ?? Box.Unknown;

    private static T? Read<T>(
        SourceRow row, int place, string? column, string expected, Func<string, T?> read, List<LineProblem> problems)
        where T : struct
    {
        if (Value(row, place) is not { } text)
            return null;
        var value = read(text);
        if (value is null)
        {
            problems.Add(new LineProblem(
                row.Line, $"Colonne « {column} » : « {Shortened(text)} » n’est pas {expected} ; commentaire gardé sans elle.", IsKept: true));
        }

        return value;
    }

    private static string? Name(SourceRow row, int place, string? column, List<LineProblem> problems)
    {
        if (Value(row, place) is not { } name)
            return null;
        if (name.Length <= LongestName)
            return TextFolding.Valid(name).Replace("\0", "", StringComparison.Ordinal);
        var reason = $"Colonne « {column} » : nom de {name.Length} caractères, {LongestName} au plus ; commentaire gardé sans elle.";
        if (!problems.Exists(problem => problem.Reason == reason))
            problems.Add(new LineProblem(row.Line, reason, IsKept: true));
        return null;
    }

    // A value that is no date may be a text about a person: only its start is repeated.
    private static string Shortened(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
