namespace LitReview.Citations.Importing;

/// <summary>Reads tables: one reference per row, or one per block of rows as Embase can write them.</summary>
internal static class TableReader
{
    private const int RowsBeforeHeader = 40;
    private const int LeastKnown = 2;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>The separator of the columns; null when the text is no table of references.</summary>
    public static char? Separator(string head)
    {
        var notes = new ImportNotes("");
        return Separators
            .Select(separator => (separator,
                Score: Score(SeparatedRows.Read(new Lines(new StringReader(head), notes), separator, notes)
                .Take(RowsBeforeHeader))))
            .Where(candidate => candidate.Score >= LeastKnown)
            .OrderByDescending(candidate => candidate.Score)
            .Select(candidate => (char?)candidate.separator).FirstOrDefault();
    }

    /// <summary>Whether a line is the header of a table of references, beyond doubt.</summary>
    public static bool IsHeader(string line) => Separators.Any(
        separator => TableColumns.CountKnown(SeparatedRows.Cells(line, separator) ?? []) >= 4);

    /// <summary>Reads rows; the header is the row with most known names.</summary>
    public static IEnumerable<Citation> Read(IEnumerable<TableRow> rows, string format, ImportNotes notes) =>
        ReadWithRows(rows, format, notes).Select(pair => pair.Citation);

    /// <summary>The same, with the cells of each reference by the names of their columns.</summary>
    public static IEnumerable<(Citation Citation, IReadOnlyDictionary<string, string> Cells)> ReadWithRows(
        IEnumerable<TableRow> rows, string format, ImportNotes notes)
    {
        using var all = rows.GetEnumerator();
        var head = new List<TableRow>();
        while (head.Count < RowsBeforeHeader && all.MoveNext())
            head.Add(all.Current);
        if (IsBlocks(head))
        {
            foreach (var pair in Blocks(head.Concat(Rest(all)), format, notes))
                yield return pair;
            yield break;
        }

        var at = HeaderAt(head);
        if (at < 0)
            throw NoHeader(head, notes.FileName);
        var columns = new TableColumns(head[at].Cells);
        columns.Refuse(notes.FileName);
        var ordinal = 0;
        foreach (var row in head.Skip(at + 1).Concat(Rest(all)))
        {
            if (row.IsEmpty || row.Cells.SequenceEqual(head[at].Cells))
                continue;
            ordinal++;
            if (row.Cells.Count < columns.Names.Count / 2 && row.Cells.Count < columns.LeastCells)
            {
                notes.Lost(
                    row.Line, $"{row.Cells.Count} champs trouvés, {columns.Names.Count} attendus. La ligne n’a pas été importée ; "
                    + "vérifiez ses guillemets.", row.Raw ?? string.Join('\t', row.Cells));
                continue;
            }

            yield return One(columns, row.Cells, row.Line, row.Raw, ordinal, format, notes);
        }
    }

    private static IEnumerable<TableRow> Rest(IEnumerator<TableRow> rows)
    {
        while (rows.MoveNext())
            yield return rows.Current;
    }

    private static (Citation Citation, IReadOnlyDictionary<string, string> Cells) One(
        TableColumns columns, IReadOnlyList<string> cells, int line, string? raw, int ordinal, string format,
            ImportNotes notes)
    {
        var draft = columns.Read(cells, notes, line);
        var text = raw ?? string.Join('\n', columns.Names.Zip(cells).Where(pair => pair.Second.Length > 0)
            .Select(pair => $"{pair.First} : {pair.Second}"));
        if (draft.IsEmpty)
            notes.Kept(line, "Référence vide : ni titre, ni auteur, ni identifiant.", text);
        notes.Seen(draft.Provider);
        return (
            draft.Build(new SourceRecord(notes.FileName, format, draft.Provider, ordinal, line, text)),
            columns.Named(cells));
    }

    private static int Score(IEnumerable<TableRow> rows)
    {
        var head = rows.ToList();
        if (IsBlocks(head))
            return 1_000;
        var at = HeaderAt(head);
        return at < 0 ? 0 : TableColumns.CountKnown(head[at].Cells);
    }

    private static int HeaderAt(List<TableRow> head)
    {
        var (best, most) = (-1, LeastKnown - 1);
        for (var i = 0; i < head.Count; i++)
        {
            var known = TableColumns.CountKnown(head[i].Cells);
            if (known > most && TableColumns.IsUsable(head[i].Cells))
                (best, most) = (i, known);
        }

        return best;
    }

    private static InvalidDataException NoHeader(List<TableRow> head, string fileName)
    {
        var shown = head.FirstOrDefault(row => !row.IsEmpty)?.Cells.Where(cell => cell.Length > 0).Take(12) ?? [];
        return new InvalidDataException(
            $"« {fileName} » est un tableau sans colonne connue. Attendu : une ligne de titres avec au moins un titre (« title ») et "
            + $"une autre colonne (auteurs, année, résumé, DOI…). Trouvé : {string.Join(", ", shown)}. Nommez les colonnes.");
    }

    // Embase « record per block »: the name of the field, then its values; an empty row or a new title ends the block.
    private static bool IsBlocks(List<TableRow> head)
    {
        var names = head.Where(row => !row.IsEmpty).Select(row => FieldText.Plain(row.Cells[0])).ToList();
        var known = names.Distinct().Count(TableColumns.IsKnown);
        return known >= 3 && names.Contains("title") && names.Count(TableColumns.IsKnown) * 3 > names.Count * 2
            && !HasWiderHeader(head, known);
    }

    // Two papers called « ISSN » and « Abstract » under a row of titles are no block.
    private static bool HasWiderHeader(List<TableRow> head, int known) =>
        HeaderAt(head) is >= 0 and var at && TableColumns.CountKnown(head[at].Cells) > known;

    private static IEnumerable<(Citation Citation, IReadOnlyDictionary<string, string> Cells)> Blocks(
        IEnumerable<TableRow> rows, string format, ImportNotes notes)
    {
        var (block, ordinal) = (new List<TableRow>(), 0);
        foreach (var row in rows)
        {
            var begins = !row.IsEmpty && FieldText.Plain(row.Cells[0]) == "title"
                && block.Exists(known => FieldText.Plain(known.Cells[0]) == "title");
            if (begins)
            {
                yield return Block(block, ++ordinal, format, notes);
                block = [];
            }

            if (!row.IsEmpty)
                block.Add(row);
        }

        if (block.Exists(row => FieldText.Plain(row.Cells[0]) == "title"))
            yield return Block(block, ++ordinal, format, notes);
    }

    private static (Citation Citation, IReadOnlyDictionary<string, string> Cells) Block(
        List<TableRow> block, int ordinal, string format, ImportNotes notes)
    {
        var useful = block.Where(row => TableColumns.IsKnown(FieldText.Plain(row.Cells[0])) || row.Cells.Count > 1)
            .ToList();
        var columns = new TableColumns([.. useful.Select(row => row.Cells[0])]);
        var cells = useful.Select(row => string.Join("; ", row.Cells.Skip(1).Where(cell => cell.Trim().Length > 0)))
            .ToList();
        return One(
            columns, cells, block[0].Line,
                string.Join('\n', block.Select(row => row.Raw ?? string.Join('\t', row.Cells))), ordinal, format,
                notes);
    }
}
