using HasToolkit.Search.Entries;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace HasToolkit.Search.Indexing;

/// <summary>A word of the question, as fields have it: what must be found in order to mark it in a text.</summary>
/// <param name="Field">The end of the field’s name.</param>
/// <param name="Terms">The terms, in order.</param>
/// <param name="IsBeginning">Whether the last term is a beginning.</param>
internal sealed record SoughtTerms(string Field, IReadOnlyList<string> Terms, bool IsBeginning);

/// <summary>The question as the index understands it.</summary>
/// <param name="Query">Null when nothing is left to look for.</param>
/// <param name="Sought">What to mark.</param>
/// <param name="Ignored">Small words that were left aside.</param>
internal sealed record ReadQuestion(Query? Query, IReadOnlyList<SoughtTerms> Sought, IReadOnlyList<string> Ignored);

/// <summary>Makes a query of Lucene from typed words, and a filter from what a person may find.</summary>
internal sealed class WordQueries(EntryAnalyzer analyzer)
{
    private const float TitleWeight = 3;
    private const float WholeWeight = 1.2f;

    private static readonly string[] Stems = [EntryFields.French, EntryFields.English];

    public ReadQuestion Read(IReadOnlyList<TypedWord> words)
    {
        var all = new BooleanQuery(disableCoord: true);
        var (sought, ignored, wanted) = (new List<SoughtTerms>(), new List<string>(), 0);
        var carriesSubject = words.Any(word => !word.IsExcluded && !IsSmall(word));
        foreach (var word in words)
        {
            if (carriesSubject && IsSmall(word))
            {
                ignored.Add(word.Text);
                continue;
            }

            if (QueryOf(word, word.IsExcluded ? null : sought) is not { } query)
                continue;
            all.Add(query, word.IsExcluded ? Occur.MUST_NOT : Occur.MUST);
            wanted += word.IsExcluded ? 0 : 1;
        }

        return new ReadQuestion(wanted == 0 ? null : all, sought, ignored);
    }

    /// <summary>Lets through what a person may find, of one group or of all.</summary>
    public static Filter FilterOf(Reach reach, EntryGroup? group)
    {
        var any = new BooleanQuery(disableCoord: true);
        foreach (var scope in reach.Scopes)
        {
            var open = new BooleanQuery(disableCoord: true) { { new TermQuery(new Term(EntryFields.Scope, scope.Scope)), Occur.MUST } };
            if (scope.Except.Count > 0)
                open.Add(new ConstantScoreQuery(new FieldCacheTermsFilter(EntryFields.Subject, [.. scope.Except])), Occur.MUST_NOT);
            any.Add(open, Occur.SHOULD);
        }

        var within = new BooleanQuery(disableCoord: true) { { any, Occur.MUST } };
        if (group is { } one)
            within.Add(new TermQuery(new Term(EntryFields.Group, one.ToString())), Occur.MUST);
        return new QueryWrapperFilter(within);
    }

    private bool IsSmall(TypedWord word) => word is { IsExact: false, IsBeginning: false }
        && analyzer.Read(EntryFields.Text + EntryFields.Whole, word.Text) is var tokens && tokens.All(token => EntryAnalyzer.IsSmall(token.Term));

    private DisjunctionMaxQuery? QueryOf(TypedWord word, List<SoughtTerms>? sought)
    {
        var any = new DisjunctionMaxQuery(0.1f);
        foreach (var ending in word.IsExact || word.IsBeginning ? [EntryFields.Whole] : (string[])[.. Stems, EntryFields.Whole])
        {
            List<string> terms = [.. analyzer.Read(EntryFields.Text + ending, word.Text).Select(token => token.Term)];
            if (terms.Count == 0)
                continue;
            sought?.Add(new SoughtTerms(ending, terms, word.IsBeginning));
            var weight = ending == EntryFields.Whole ? WholeWeight : 1;
            any.Add(InField(EntryFields.Title + ending, terms, word.IsBeginning, weight * TitleWeight));
            any.Add(InField(EntryFields.Text + ending, terms, word.IsBeginning, weight));
        }

        return any.Disjuncts.Count == 0 ? null : any;
    }

    private static Query InField(string field, List<string> terms, bool isBeginning, float weight)
    {
        Query query;
        if (isBeginning && terms.Count == 1)
        {
            query = new PrefixQuery(new Term(field, terms[0])) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_AUTO_REWRITE_DEFAULT };
        }
        else if (terms.Count == 1)
        {
            query = new TermQuery(new Term(field, terms[0]));
        }
        else
        {
            var phrase = new PhraseQuery();
            foreach (var term in terms)
                phrase.Add(new Term(field, term));
            query = phrase;
        }

        query.Boost = weight;
        return query;
    }

    /// <summary>Words of the index near a word that finds nothing: those that it begins, then those spelled almost so.</summary>
    public IReadOnlyList<string> Near(IndexReader reader, TypedWord word, int most)
    {
        if (analyzer.Read(EntryFields.Text + EntryFields.Whole, word.Text) is not [var only] || only.Term.Length < 3)
            return [];
        var near = new Dictionary<string, (int Rank, int Uses)>(StringComparer.Ordinal);
        foreach (var field in (string[])[EntryFields.Title + EntryFields.Whole, EntryFields.Text + EntryFields.Whole])
        {
            if (MultiFields.GetTerms(reader, field) is not { } terms)
                continue;
            var each = terms.GetEnumerator();
            for (var more = each.SeekCeil(new BytesRef(only.Term)) != TermsEnum.SeekStatus.END; more && near.Count < most; more = each.MoveNext())
            {
                var term = each.Term.Utf8ToString();
                if (!term.StartsWith(only.Term, StringComparison.Ordinal))
                    break;
                Keep(term, 1, each.DocFreq);
            }

            var edits = only.Term.Length < 5 ? 1 : 2;
            var fuzzy = new FuzzyTermsEnum(
                terms, new AttributeSource(), new Term(field, only.Term), edits, prefixLength: 1, transpositions: true);
            while (fuzzy.MoveNext() && near.Count < most * 2)
                Keep(fuzzy.Term.Utf8ToString(), 0, fuzzy.DocFreq);
        }

        near.Remove(only.Term);
        return [.. near.OrderBy(one => one.Value.Rank).ThenByDescending(one => one.Value.Uses).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => one.Key).Take(most)];

        void Keep(string term, int rank, int uses)
        {
            var known = near.TryGetValue(term, out var before) ? before : (Rank: rank, Uses: 0);
            near[term] = (Math.Min(known.Rank, rank), known.Uses + uses);
        }
    }
}
