using System.Globalization;
using LitReview.Searching;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace LitReview.Indexing;

/// <summary>Counts every record found, by each field.</summary>
internal sealed class FacetCounter : ICollector
{
    private static readonly FacetField[] Fields = Enum.GetValues<FacetField>();

    private readonly Dictionary<string, int>[] _counts =
        [.. Fields.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];

    private readonly Dictionary<int, int> _years = [];
    private readonly SortedSetDocValues?[] _columns = new SortedSetDocValues?[Fields.Length];
    private readonly int[]?[] _ofSegment = new int[Fields.Length][];
    private NumericDocValues? _year;

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer)
    {
    }

    public void SetNextReader(AtomicReaderContext context)
    {
        EndSegment();
        _year = context.AtomicReader.GetNumericDocValues(IndexFields.Year);
        for (var i = 0; i < Fields.Length; i++)
        {
            _columns[i] = Fields[i] == FacetField.Year
                ? null
                : context.AtomicReader.GetSortedSetDocValues(IndexFields.Column(Fields[i]));
            _ofSegment[i] = _columns[i] is { } column ? new int[column.ValueCount] : null;
        }
    }

    public void Collect(int doc)
    {
        if (_year is not null && (int)_year.Get(doc) is var year && year != IndexFields.NoYear)
            _years[year] = _years.GetValueOrDefault(year) + 1;
        for (var i = 0; i < Fields.Length; i++)
        {
            if (_columns[i] is not { } column)
                continue;
            column.SetDocument(doc);
            for (var value = column.NextOrd(); value != SortedSetDocValues.NO_MORE_ORDS; value = column.NextOrd())
                _ofSegment[i]![value]++;
        }
    }

    /// <summary>The counts, once every record was seen.</summary>
    public IReadOnlyList<Facet> Facets(int most)
    {
        EndSegment();
        return [.. Fields.Select((field, i) => field == FacetField.Year ? Years(most) : Most(field, _counts[i], most))];
    }

    private static Facet Most(FacetField field, Dictionary<string, int> counts, int most)
    {
        var values = counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(most)
            .Select(entry => new FacetValue(entry.Key, entry.Value));
        return new Facet(field, [.. values], Math.Max(0, counts.Count - most));
    }

    private Facet Years(int most)
    {
        var values = _years.OrderByDescending(entry => entry.Key).Take(most)
            .Select(entry => new FacetValue(entry.Key.ToString(CultureInfo.InvariantCulture), entry.Value));
        return new Facet(FacetField.Year, [.. values], Math.Max(0, _years.Count - most));
    }

    // The numbers of values are those of one segment; their texts are the same in all.
    private void EndSegment()
    {
        var text = new BytesRef();
        for (var i = 0; i < Fields.Length; i++)
        {
            if (_columns[i] is not { } column)
                continue;
            for (var value = 0; value < column.ValueCount; value++)
            {
                if (_ofSegment[i]![value] == 0)
                    continue;
                column.LookupOrd(value, text);
                var shown = text.Utf8ToString();
                _counts[i][shown] = _counts[i].GetValueOrDefault(shown) + _ofSegment[i]![value];
            }

            _columns[i] = null;
        }
    }
}
