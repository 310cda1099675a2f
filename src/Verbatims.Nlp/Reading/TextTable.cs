using System.Runtime.CompilerServices;
using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Reading;

/// <summary>A CSV file.</summary>
internal sealed class TextTable : ISourceTable
{
    private readonly Func<BoundedStream> _open;
    private readonly Func<BoundedStream, double> _share;
    private readonly TextEncoding _encoding;
    private readonly DelimitedShape _shape;
    private readonly byte[] _sample;

    public TextTable(
        Func<BoundedStream> open, Func<BoundedStream, double> share, byte[] sample, string format, SourceChoices choices)
    {
        (_open, _share, _sample) = (open, share, sample);
        _encoding = choices.Encoding is { } name ? TextEncoding.Named(name, sample) : TextEncoding.Detect(sample);
        var lines = TextLines.Read(new MemoryStream(sample, writable: false), _encoding, sample).Take(Limits.SampleRows).ToList();
        // The last line of a cut sample may be half a line.
        if (lines.Count > 1 && sample.Length >= Limits.SampleBytes && lines.Count < Limits.SampleRows)
            lines.RemoveAt(lines.Count - 1);
        _shape = DelimitedShape.Detect(lines, choices.Delimiter);
        var first = new DelimitedText(lines.Skip(_shape.FirstLine), _shape.Splitter, _shape.Quote).Records()
            .FirstOrDefault(record => record.Problem is null).Fields
            ?? throw new InvalidDataException("Le fichier ne contient aucune ligne lisible. Vérifiez qu’il n’est pas vide.");
        var hasHeader = choices.HasHeader ?? ColumnNames.LookLikeNames(first);
        var notes = new List<string>();
        if (TextEncoding.IsMixed(sample, _encoding))
            notes.Add("Le fichier mêle plusieurs encodages : les lignes qui ne sont pas en UTF-8 sont lues en Windows-1252.");
        Description = new SourceDescription(
            format, _encoding.Main.WebName, _shape.Delimiter, _shape.Quote, hasHeader,
            ColumnNames.Of(hasHeader ? first : first.Select(_ => (string?)null)), notes);
    }

    public SourceDescription Description { get; }

    public async IAsyncEnumerable<SourceRow> RowsAsync(
        IReadOnlySet<string>? wanted, Action<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = _open();
        var (row, isHeader, width) = (0L, Description.HasHeader, Description.Columns.Count);
        var lines = TextLines.Read(stream, _encoding, _sample).Skip(_shape.FirstLine);
        foreach (var record in new DelimitedText(lines, _shape.Splitter, _shape.Quote, width).Records())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isHeader && record.Problem is null)
            {
                isHeader = false;
                continue;
            }

            row++;
            if (row % 256 == 0)
                progress(_share(stream));
            yield return record.Problem is { } problem
                ? new SourceRow(row, record.Line, [], problem)
                : Checked(row, record.Line, record.Fields, width);
        }

        progress(1);
    }

    private static SourceRow Checked(long row, long line, string[] fields, int width)
    {
        if (fields.Length > width && fields.AsSpan(width).ContainsAnyExcept(""))
        {
            return new SourceRow(
                row, line, [],
                $"{fields.Length} champs au lieu de {width} : un texte contient sans doute le séparateur sans être entre guillemets.");
        }

        if (fields.Length < width && fields.Length > 0)
        {
            return new SourceRow(
                row, line, [],
                $"{fields.Length} champ{(fields.Length > 1 ? "s" : "")} au lieu de {width} : un texte contient sans doute un retour à la "
                + "ligne sans être entre guillemets.");
        }

        return new SourceRow(row, line, fields);
    }
}
