using System.Globalization;
using LitReview.Searching;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lock = System.Threading.Lock;

namespace LitReview.Indexing;

/// <summary>The index of the records of a review.</summary>
/// <remarks>
/// It holds nothing that the review does not: it can be built again at any time, beside the one in use, which answers until the
/// new one is whole. Many may search while one writes; a search sees one state from its first record to its last.
/// </remarks>
public sealed class SearchIndex : IRecordIndex
{
    private const int Tries = 5;
    private const int LikeWords = 30;
    private const string StampKey = "stamp";

    private readonly RecordAnalyzer _analyzer = new();
    private readonly Marker _marker;
    private readonly RankingSettings _settings;
    private readonly IndexFolder? _folder;
    private readonly bool _writes;
    private readonly Lock _writing = new();
    private Generation _current;

    private SearchIndex(IndexFolder? folder, bool writes, RankingSettings settings)
    {
        (_folder, _writes, _settings, _marker) = (folder, writes, settings, new Marker(_analyzer));
        try
        {
            _current = folder is null
                ? Generation.Write(1, new RAMDirectory(), _analyzer, settings)
                : writes ? OpenWriter(folder) : OpenReader(folder);
        }
        catch
        {
            folder?.Dispose();
            _analyzer.Dispose();
            throw;
        }
    }

    /// <summary>An index that lives in memory, for as long as the program.</summary>
    public static SearchIndex InMemory() => InMemory(RankingSettings.Default);

    /// <summary>Opens the index of a folder to search and to write; an empty one is begun where there is none.</summary>
    /// <exception cref="IOException">Another program writes in it.</exception>
    public static SearchIndex Open(string folder) => new(IndexFolder.Open(folder), writes: true, RankingSettings.Default);

    /// <summary>Opens the index of a folder to search only, beside the program that writes in it.</summary>
    /// <exception cref="InvalidDataException">There is no index in it, or one of another version.</exception>
    public static SearchIndex OpenToRead(string folder) =>
        new(IndexFolder.Open(folder), writes: false, RankingSettings.Default);

    /// <summary>How many records it holds.</summary>
    public int Count => With(searcher => searcher.IndexReader.NumDocs);

    /// <inheritdoc/>
    public string? Stamp => Writer().CommitData is { } data && data.TryGetValue(StampKey, out var stamp) ? stamp : null;

    /// <inheritdoc/>
    public void Add(IEnumerable<IndexedRecord> records, string? stamp = null)
    {
        lock (_writing)
        {
            var writer = Writer();
            foreach (var record in records)
                writer.UpdateDocument(new Term(IndexFields.Id, record.Id), IndexFields.Document(record));
            Commit(writer, stamp);
            _current.Refresh();
        }
    }

    /// <summary>Removes records; identifiers that it does not hold are passed over.</summary>
    public void Remove(IEnumerable<string> ids)
    {
        lock (_writing)
        {
            var writer = Writer();
            writer.DeleteDocuments([.. ids.Select(id => new Term(IndexFields.Id, id))]);
            Commit(writer, stamp: null);
            _current.Refresh();
        }
    }

    /// <inheritdoc/>
    public void Rebuild(
        IEnumerable<IndexedRecord> records, string? stamp = null, CancellationToken cancellationToken = default)
    {
        lock (_writing)
        {
            Writer();
            var number = _folder?.Next() ?? _current.Number + 1;
            var built = Build(number, records, stamp, cancellationToken);
            _folder?.Switch(number);
            Interlocked.Exchange(ref _current, built).Dispose();
            _folder?.RemoveAllBut(number);
        }
    }

    /// <inheritdoc/>
    public SearchPage Find(SearchRequest request)
    {
        if (request.Skip < 0 || request.Take < 1 || request.Skip > SearchRequest.FurthestRecord - request.Take)
        {
            throw new ArgumentException(
                $"A page of {request.Take} records after {request.Skip}; it must stay within the first {SearchRequest.FurthestRecord}.",
                nameof(request));
        }

        using var told = LitReviewTelemetry.Begin("search");
        var found = With(searcher =>
        {
            var ranked = Build(searcher, request.Query);
            var top = TopFieldCollector.Create(
                OrderOf(request.Order), request.Skip + request.Take, fillFields: true, trackDocScores: true, trackMaxScore: false,
                docsScoredInOrder: false);
            var counter = request.WithFacets ? new FacetCounter() : null;
            searcher.Search(ranked.Query, FilterOf(request.Choices), counter is null ? top : MultiCollector.Wrap(top, counter));
            var docs = top.GetTopDocs();
            var hits = docs.ScoreDocs.Skip(request.Skip).Select(hit => Hit(searcher, hit, ranked.Marks)).ToList();
            return new SearchPage(docs.TotalHits, hits, counter?.Facets(request.FacetValues) ?? [], ranked.Remarks);
        });
        told.References = found.Total;
        return found;
    }

    /// <inheritdoc/>
    int IRecordSearch.Count(SearchQuery query) => With(searcher =>
    {
        var counter = new TotalHitCountCollector();
        searcher.Search(Build(searcher, query).Query, counter);
        return counter.TotalHits;
    });

    /// <inheritdoc/>
    public IReadOnlyList<SearchHit> FindLike(string id, int take) => With<IReadOnlyList<SearchHit>>(searcher =>
    {
        if (DocumentOf(searcher, id) is not { } document)
            return [];
        var builder = new QuestionBuilder(searcher, _analyzer, _settings);
        if (builder.BuildLike(RecordReader.Read(searcher, document), LikeWords) is not { } ranked)
            return [];
        var others = new BooleanQuery(disableCoord: true)
        {
            { ranked.Query, Occur.MUST },
            { new TermQuery(new Term(IndexFields.Id, id)), Occur.MUST_NOT },
        };
        var top = searcher.Search(others, filter: null, take, OrderOf(SearchOrder.Relevance), doDocScores: true, doMaxScore: false);
        return [.. top.ScoreDocs.Select(hit => Hit(searcher, hit, ranked.Marks))];
    });

    /// <inheritdoc/>
    public ScoreExplanation? Explain(SearchQuery query, string id) => With(searcher =>
    {
        if (DocumentOf(searcher, id) is not { } document)
            return null;
        var ranked = Build(searcher, query);
        var whole = searcher.Explain(ranked.Query, document);
        if (!whole.IsMatch)
            return null;
        var parts = ranked.Parts.Select(part => (part.Word, part.Field, searcher.Explain(part.Query, document).Value))
            .Where(part => part.Value > 0)
            .GroupBy(part => (part.Word, part.Field))
            .Select(group => new ScorePart(group.Key.Word, FieldNames.Of(group.Key.Field), group.Sum(part => (double)part.Value)))
            .OrderByDescending(part => part.Value).ThenBy(part => part.Word, StringComparer.Ordinal);
        return FieldNames.Explanation(whole.Value, [.. parts]);
    });

    /// <summary>Closes the index; searches under way end first where Lucene can wait for them.</summary>
    public void Dispose()
    {
        _current.Dispose();
        _folder?.Dispose();
        _analyzer.Dispose();
    }

    internal static SearchIndex InMemory(RankingSettings settings) => new(folder: null, writes: true, settings);

    private RankedQuery Build(IndexSearcher searcher, SearchQuery query) => query.IsQuestion
        ? new QuestionBuilder(searcher, _analyzer, _settings).Build(query.Text)
        : new EquationBuilder(searcher.IndexReader, _analyzer, _settings).Build(query);

    private SearchHit Hit(IndexSearcher searcher, ScoreDoc hit, IReadOnlyList<TextMark> marks)
    {
        var record = RecordReader.Read(searcher, hit.Doc);
        return new SearchHit(
            record, hit.Score, _marker.Spans(IndexFields.Title, record.Title, marks), _marker.Excerpt(record.Abstract, marks));
    }

    private static int? DocumentOf(IndexSearcher searcher, string id) =>
        searcher.Search(new TermQuery(new Term(IndexFields.Id, id)), 1).ScoreDocs is [var only] ? only.Doc : null;

    // Equal records keep one order, whatever the segments: that of their identifiers.
    private static Sort OrderOf(SearchOrder order)
    {
        var ties = new SortField(IndexFields.IdOrder, SortFieldType.STRING);
        return order switch
        {
            SearchOrder.Newest => new Sort(new SortField(IndexFields.Year, SortFieldType.INT64, reverse: true), ties),
            SearchOrder.Oldest => new Sort(YearFirst(), ties),
            SearchOrder.Title => new Sort(new SortField(IndexFields.TitleOrder, SortFieldType.STRING), ties),
            SearchOrder.Relevance => new Sort(SortField.FIELD_SCORE, ties),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "Not an order."),
        };
    }

    private static SortField YearFirst()
    {
        var year = new SortField(IndexFields.Year, SortFieldType.INT64);
        year.SetMissingValue(long.MaxValue);
        return year;
    }

    private static QueryWrapperFilter? FilterOf(IReadOnlyList<FacetChoice> choices)
    {
        if (choices.Count == 0)
            return null;
        var all = new BooleanQuery(disableCoord: true);
        foreach (var field in choices.GroupBy(choice => choice.Field))
        {
            var any = new BooleanQuery(disableCoord: true);
            foreach (var choice in field)
                any.Add(QueryOf(choice), Occur.SHOULD);
            all.Add(any, Occur.MUST);
        }

        return new QueryWrapperFilter(all);
    }

    private static Query QueryOf(FacetChoice choice) => choice.Field == FacetField.Year
        && int.TryParse(choice.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        ? NumericRangeQuery.NewInt32Range(IndexFields.Year, year, year, minInclusive: true, maxInclusive: true)
        : new TermQuery(new Term(IndexFields.Column(choice.Field), choice.Value));

    private Generation Build(
        int number, IEnumerable<IndexedRecord> records, string? stamp, CancellationToken cancellationToken)
    {
        var path = _folder?.PathOf(number);
        var built = Generation.Write(number, path is null ? new RAMDirectory() : FSDirectory.Open(path), _analyzer, _settings);
        try
        {
            Parallel.ForEach(
                records, new ParallelOptions { CancellationToken = cancellationToken },
                record => built.Writer!.AddDocument(IndexFields.Document(record)));
            Commit(built.Writer!, stamp);
            built.Refresh();
            return built;
        }
        catch
        {
            built.Writer!.Rollback();
            built.Dispose();
            if (path is not null)
                System.IO.Directory.Delete(path, recursive: true);
            throw;
        }
    }

    private Generation OpenWriter(IndexFolder folder)
    {
        folder.Lock();
        var known = folder.Current();
        var number = known ?? folder.Next();
        var generation = Generation.Write(number, FSDirectory.Open(folder.PathOf(number)), _analyzer, _settings);
        if (known is null)
            folder.Switch(number);
        folder.RemoveAllBut(number);
        return generation;
    }

    // The generation in use may be replaced and removed between the moment its name is read and the moment it is opened.
    private Generation OpenReader(IndexFolder folder)
    {
        for (var left = Tries; ; left--)
        {
            var number = folder.Current() ?? throw new InvalidDataException(
                "Ce dossier n’a pas d’index que cette version sache lire. Reconstruisez l’index à partir des références.");
            try
            {
                return Generation.Read(number, FSDirectory.Open(folder.PathOf(number)), _settings);
            }
            catch (IOException) when (left > 0)
            {
                continue;
            }
        }
    }

    // The stamp is written with the records: whoever reads one has the other.
    private static void Commit(IndexWriter writer, string? stamp)
    {
        writer.SetCommitData(stamp is null ? [] : new Dictionary<string, string> { [StampKey] = stamp });
        writer.Commit();
    }

    private IndexWriter Writer() => _current.Writer
        ?? throw new InvalidOperationException("This index was opened to read only; open it with Open to write.");

    private T With<T>(Func<IndexSearcher, T> work)
    {
        var (generation, searcher) = Acquire();
        try
        {
            return work(searcher);
        }
        finally
        {
            generation.Release(searcher);
        }
    }

    // A generation may be closed between the moment it is read and the moment a searcher of it is taken: the next is whole.
    private (Generation Generation, IndexSearcher Searcher) Acquire()
    {
        for (var left = Tries; ; left--)
        {
            if (!_writes)
                FollowWriter();
            var generation = Volatile.Read(ref _current);
            try
            {
                return (generation, generation.Acquire());
            }
            catch (ObjectDisposedException) when (left > 0 && generation != Volatile.Read(ref _current))
            {
                continue;
            }
        }
    }

    private void FollowWriter()
    {
        lock (_writing)
        {
            if (_folder!.Current() is { } number && number != _current.Number)
                Interlocked.Exchange(ref _current, OpenReader(_folder)).Dispose();
            else
                _current.Refresh();
        }
    }
}
