using HasToolkit.Search.Entries;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Directory = System.IO.Directory;
using Lock = System.Threading.Lock;

namespace HasToolkit.Search.Indexing;

/// <summary>The index of everything that can be found, in a folder of its own.</summary>
/// <remarks>
/// It holds nothing that the stores do not: when it is missing, damaged or of another layout, it is begun anew and filled again.
/// One program writes in a folder; another that opens it meanwhile searches what the first has written.
/// </remarks>
public sealed class EntryIndex : IDisposable
{
    private const string LayoutKey = "layout";
    private const int MostSuggestions = 5;
    private const int MostCandidates = 24;

    private readonly string _folder;
    private readonly FileStream? _lock;
    private readonly EntryAnalyzer _analyzer = new();
    private readonly WordQueries _queries;
    private readonly Highlighter _highlighter;
    private readonly Lock _changing = new();
    private OpenIndex? _open;

    private EntryIndex(string folder, FileStream? held)
    {
        (_folder, _lock) = (folder, held);
        (_queries, _highlighter) = (new WordQueries(_analyzer), new Highlighter(_analyzer));
        _open = IsWriter ? OpenOrBegin() : null;
    }

    /// <summary>Whether this program writes in the folder; another one does when it does not.</summary>
    public bool IsWriter => _lock is not null;

    /// <summary>Whether a file of the index turned out to be unreadable: it is to be begun anew.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Opens the index of a folder, to write when no other program does.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static EntryIndex Open(string folder)
    {
        Directory.CreateDirectory(folder);
        FileStream? held = null;
        try
        {
            held = new FileStream(Path.Combine(folder, "ecrit.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Another program writes: what it writes is read.
        }

        try
        {
            return new EntryIndex(folder, held);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>The state of the stores that the index shows, by owner.</summary>
    public IReadOnlyDictionary<string, string> Marks() => With(searcher =>
    {
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        var query = new PrefixQuery(new Term(EntryFields.Key, EntryFields.KeyOfMark("")));
        foreach (var hit in searcher.Search(query, int.MaxValue - 1).ScoreDocs)
        {
            var stored = searcher.Doc(hit.Doc);
            marks[EntryFields.ValueOf(stored, EntryFields.Owner)] = EntryFields.ValueOf(stored, EntryFields.Mark);
        }

        return marks;
    }) ?? [];

    /// <summary>Puts the entries of an owner in the place of those that it had.</summary>
    public void Replace(OwnerMark mark, IEnumerable<Entry> entries) => Write(writer =>
    {
        writer.DeleteDocuments(new Term(EntryFields.Owner, mark.Owner));
        foreach (var entry in entries)
            writer.AddDocument(EntryFields.Document(mark.Owner, entry));
        writer.AddDocument(EntryFields.MarkOf(mark));
    });

    /// <summary>Adds entries to those of an owner.</summary>
    public void Append(OwnerMark mark, IEnumerable<Entry> entries) => Write(writer =>
    {
        foreach (var entry in entries)
            writer.UpdateDocument(new Term(EntryFields.Key, entry.Key), EntryFields.Document(mark.Owner, entry));
        writer.UpdateDocument(new Term(EntryFields.Key, EntryFields.KeyOfMark(mark.Owner)), EntryFields.MarkOf(mark));
    });

    /// <summary>Removes an owner and its entries.</summary>
    public void Remove(string owner) => Write(writer => writer.DeleteDocuments(new Term(EntryFields.Owner, owner)));

    /// <summary>Keeps what was written, and shows it.</summary>
    public void Commit() => Write(writer =>
    {
        Stamp(writer);
        writer.Commit();
        _open!.Searchers.MaybeRefreshBlocking();
    });

    /// <summary>Throws everything away; the index is empty until it is filled again.</summary>
    public void BeginAnew()
    {
        lock (_changing)
        {
            Interlocked.Exchange(ref _open, null)?.Dispose();
            Wipe();
            _open = OpenOrBegin();
            IsDamaged = false;
        }
    }

    /// <summary>Answers a question, within what the person may find.</summary>
    public SearchAnswer Find(SearchQuestion question)
    {
        var words = TypedWords.Read(question.Text);
        if (words.Count == 0 || question.Reach.Scopes.Count == 0)
            return SearchAnswer.Empty;
        return With(searcher =>
        {
            var read = _queries.Read(words);
            if (read.Query is not { } query)
                return new SearchAnswer([], [], read.Ignored);
            var groups = (question.Group is { } one ? [one] : Enum.GetValues<EntryGroup>())
                .Select(group => GroupOf(searcher, query, read.Sought, question, group)).Where(group => group.Count > 0).ToList();
            var suggestions = groups.Count == 0 && question.Group is null ? Suggestions(searcher, words, question.Reach) : [];
            return new SearchAnswer(groups, suggestions, read.Ignored);
        }) ?? SearchAnswer.Empty;
    }

    /// <summary>Closes the index.</summary>
    public void Dispose()
    {
        lock (_changing)
        {
            _open?.Dispose();
            _open = null;
        }

        _lock?.Dispose();
        _analyzer.Dispose();
    }

    private FoundGroup GroupOf(
        IndexSearcher searcher, Query query, IReadOnlyList<SoughtTerms> sought, SearchQuestion question, EntryGroup group)
    {
        var last = Math.Clamp(question.Skip + question.Take, 1, SearchQuestion.Furthest);
        var order = new Sort(SortField.FIELD_SCORE, new SortField(EntryFields.Order, SortFieldType.STRING));
        var found = searcher.Search(query, WordQueries.FilterOf(question.Reach, group), last, order);
        var shown = found.ScoreDocs.Skip(question.Skip).Select(hit => EntryFields.Read(searcher.Doc(hit.Doc)));
        return new FoundGroup(
            group, found.TotalHits,
            [
                .. shown.Select(entry => new FoundEntry(
                    entry.Key, _highlighter.Whole(entry.Title, sought), _highlighter.Excerpt(entry.Text, sought), entry.Address,
                    entry.Kind, entry.Context, entry.Language)),
            ]);
    }

    // A word is suggested only when, within what the person may find, it finds something.
    private List<string> Suggestions(IndexSearcher searcher, IReadOnlyList<TypedWord> words, Reach reach)
    {
        var filter = WordQueries.FilterOf(reach, group: null);
        var found = new List<string>();
        foreach (var word in words.Where(word => !word.IsExcluded && !word.IsExact))
        {
            foreach (var near in _queries.Near(searcher.IndexReader, word, MostCandidates))
            {
                var text = TypedWords.Replace(words, word, near);
                if (_queries.Read(TypedWords.Read(text)).Query is not { } query)
                    continue;
                var counter = new TotalHitCountCollector();
                searcher.Search(query, filter, counter);
                if (counter.TotalHits > 0)
                    found.Add(text);
                if (found.Count == MostSuggestions)
                    return found;
            }
        }

        return found;
    }

    private void Write(Action<IndexWriter> work)
    {
        lock (_changing)
        {
            var writer = _open?.Writer ?? throw new InvalidOperationException($"Another program writes the index of {_folder}.");
            work(writer);
        }
    }

    private T? With<T>(Func<IndexSearcher, T> work)
        where T : class
    {
        if (Opened() is not { } open)
            return null;
        var searcher = open.Searchers.Acquire();
        try
        {
            return work(searcher);
        }
        catch (IOException)
        {
            IsDamaged = true;
            return null;
        }
        finally
        {
            open.Searchers.Release(searcher);
        }
    }

    // Who does not write opens what the other has written, once there is something.
    private OpenIndex? Opened()
    {
        if (IsWriter)
            return Volatile.Read(ref _open);
        lock (_changing)
        {
            try
            {
                _open ??= DirectoryReader.IndexExists(FSDirectory.Open(PathOfIndex)) ? OpenIndex.ToRead(PathOfIndex) : null;
                _open?.Searchers.MaybeRefreshBlocking();
                return _open;
            }
            catch (Exception e) when (IsUnreadable(e))
            {
                // The writer begins it anew; it is opened at a later question.
                Interlocked.Exchange(ref _open, null)?.Dispose();
                return null;
            }
        }
    }

    private OpenIndex OpenOrBegin()
    {
        try
        {
            var open = OpenIndex.ToWrite(PathOfIndex, _analyzer);
            if (open.Writer!.CommitData is { } data && data.TryGetValue(LayoutKey, out var layout) && layout == EntryFields.Layout)
                return open;
            var isEmpty = open.Writer.MaxDoc == 0;
            if (isEmpty)
            {
                Stamp(open.Writer);
                open.Writer.Commit();
                return open;
            }

            open.Dispose();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // It is begun anew below.
        }

        Wipe();
        var anew = OpenIndex.ToWrite(PathOfIndex, _analyzer);
        Stamp(anew.Writer!);
        anew.Writer!.Commit();
        return anew;
    }

    private string PathOfIndex => Path.Combine(_folder, "entrees");

    private void Wipe()
    {
        if (Directory.Exists(PathOfIndex))
            Directory.Delete(PathOfIndex, recursive: true);
    }

    private static void Stamp(IndexWriter writer) => writer.SetCommitData(new Dictionary<string, string> { [LayoutKey] = EntryFields.Layout });

    // What Lucene says of files that are cut, altered or gone.
    private static bool IsUnreadable(Exception e) => e is IOException or ArgumentException or FormatException or IndexOutOfRangeException
        or OverflowException or InvalidOperationException;

    private sealed class OpenIndex(FSDirectory directory, IndexWriter? writer, SearcherManager searchers) : IDisposable
    {
        public IndexWriter? Writer => writer;

        public SearcherManager Searchers => searchers;

        public static OpenIndex ToRead(string path)
        {
            var directory = FSDirectory.Open(path);
            return new OpenIndex(directory, writer: null, new SearcherManager(directory, new Scoring()));
        }

        public static OpenIndex ToWrite(string path, EntryAnalyzer analyzer)
        {
            var directory = FSDirectory.Open(path);
            IndexWriter? writer = null;
            try
            {
                CheckFiles(directory);
                writer = new IndexWriter(directory, new IndexWriterConfig(EntryAnalyzer.Version, analyzer)
                {
                    Similarity = new BM25Similarity(),
                    RAMBufferSizeMB = 48,
                });
                return new OpenIndex(directory, writer, new SearcherManager(writer, applyAllDeletes: true, new Scoring()));
            }
            catch
            {
                writer?.Rollback();
                directory.Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            searchers.Dispose();
            try
            {
                writer?.Dispose();
            }
            catch (Exception e) when (IsUnreadable(e))
            {
                writer?.Rollback();
            }

            directory.Dispose();
        }

        // A byte that changed in a file is found here, and not at the question that reads it.
        private static void CheckFiles(FSDirectory directory)
        {
            if (!DirectoryReader.IndexExists(directory))
                return;
            using var reader = DirectoryReader.Open(directory);
            foreach (var leaf in reader.Leaves)
                leaf.AtomicReader.CheckIntegrity();
        }

        private sealed class Scoring : SearcherFactory
        {
            public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = new BM25Similarity() };
        }
    }
}
