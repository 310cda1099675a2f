using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Directory = Lucene.Net.Store.Directory;

namespace LitReview.Indexing;

/// <summary>One index of Lucene, written here or only read.</summary>
internal sealed class Generation : IDisposable
{
    private const double BufferMegabytes = 96;

    private readonly Directory _directory;
    private readonly SearcherManager _searchers;

    private Generation(int number, Directory directory, IndexWriter? writer, RankingSettings settings)
    {
        (Number, _directory, Writer) = (number, directory, writer);
        var factory = new Factory(settings);
        _searchers = writer is null
            ? new SearcherManager(directory, factory)
            : new SearcherManager(writer, applyAllDeletes: true, factory);
    }

    public int Number { get; }

    /// <summary>What writes; null where this program only reads.</summary>
    public IndexWriter? Writer { get; }

    public static Generation Read(int number, Directory directory, RankingSettings settings) =>
        new(number, directory, writer: null, settings);

    public static Generation Write(int number, Directory directory, RecordAnalyzer analyzer, RankingSettings settings)
    {
        var writer = new IndexWriter(directory, new IndexWriterConfig(RecordAnalyzer.Version, analyzer)
        {
            Similarity = new FieldSimilarity(settings),
            RAMBufferSizeMB = BufferMegabytes,
        });
        if (!DirectoryReader.IndexExists(directory))
            writer.Commit();
        return new Generation(number, directory, writer, settings);
    }

    /// <summary>Lends a searcher that sees one state, whatever is written meanwhile.</summary>
    public IndexSearcher Acquire() => _searchers.Acquire();

    public void Release(IndexSearcher searcher) => _searchers.Release(searcher);

    /// <summary>Shows what was written since.</summary>
    public void Refresh() => _searchers.MaybeRefreshBlocking();

    public void Dispose()
    {
        _searchers.Dispose();
        Writer?.Dispose();
        _directory.Dispose();
    }

    private sealed class Factory(RankingSettings settings) : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) =>
            new(reader) { Similarity = new FieldSimilarity(settings) };
    }

    private sealed class FieldSimilarity(RankingSettings settings) : PerFieldSimilarityWrapper
    {
        private readonly BM25Similarity _texts = new(settings.K1, settings.B);
        private readonly BM25Similarity _titles = new(settings.K1, settings.TitleB);

        public override Similarity Get(string name) =>
            name.StartsWith(IndexFields.Title, StringComparison.Ordinal) ? _titles : _texts;
    }
}
