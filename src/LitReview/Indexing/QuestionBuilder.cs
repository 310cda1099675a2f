using LitReview.Searching;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Spans;

namespace LitReview.Indexing;

/// <summary>Makes a query of Lucene from free text: any of its words, the rare ones counting more.</summary>
internal sealed class QuestionBuilder(IndexSearcher searcher, RecordAnalyzer analyzer, RankingSettings settings)
{
    // A question of 10,000 letters is a text; its commonest words tell no more than its first ones.
    private const int MostWords = 200;

    private static readonly string[] Bases = [IndexFields.Title, IndexFields.Abstract, IndexFields.Keyword, IndexFields.Mesh];

    private static readonly string[] PairBases = [IndexFields.Title, IndexFields.Abstract];

    /// <summary>The query of a question.</summary>
    /// <exception cref="SearchFaultException">It has no word but small ones.</exception>
    public RankedQuery Build(string question)
    {
        var words = Words(question);
        if (words.Count == 0)
        {
            throw new SearchFaultException(new SearchFault(
                0, "La question n’a que des mots vides (le, de, the…). Ajoutez un mot qui porte un sujet."));
        }

        var own = Own(words);
        var needed = Sum(own);
        if (settings.FeedbackRecords == 0)
            return Ranked(needed, own, words);

        var lent = Lent(needed, words);
        if (lent.Count == 0)
            return Ranked(needed, own, words);
        foreach (var part in own)
            part.Query.Boost *= settings.OwnShare;
        var whole = new BooleanQuery(disableCoord: true) { { needed, Occur.MUST }, { Sum(lent), Occur.SHOULD } };
        return Ranked(whole, [.. own, .. lent], words);
    }

    /// <summary>A query of the words that mark a record among the others.</summary>
    /// <returns>Null when the record has no words.</returns>
    public RankedQuery? BuildLike(FoundRecord record, int most)
    {
        var form = FormOf(record);
        var terms = Frequencies(record, form, titleCounts: 2)
            .Select(entry => (entry.Key, Weight: entry.Value * Rarity(entry.Key, form)))
            .Where(term => term.Weight > 0)
            .OrderByDescending(term => term.Weight).ThenBy(term => term.Key, StringComparer.Ordinal).Take(most).ToList();
        if (terms.Count == 0)
            return null;
        var parts = Weighted(terms.Select(term => (term.Key, form, term.Weight / terms[0].Weight)));
        IReadOnlySet<string>[] marked = [terms.Select(term => term.Key).ToHashSet(StringComparer.Ordinal)];
        return new RankedQuery(Sum(parts), parts, [new TextMark(null, form, marked, null)], []);
    }

    private static RankedQuery Ranked(Query query, List<RankedPart> parts, List<QuestionWord> words)
    {
        var marks = words.GroupBy(word => word.Form).Select(group => new TextMark(
            null, group.Key, [group.Select(word => word.Term).ToHashSet(StringComparer.Ordinal)], null));
        return new RankedQuery(query, parts, [.. marks], []);
    }

    private List<QuestionWord> Words(string question)
    {
        var words = new List<QuestionWord>();
        foreach (var form in IndexFields.Stems)
        {
            var kept = analyzer.Read(form, question)
                .Select(token => (Token: token, Text: question[token.Start..token.End]))
                .Where(word => !RecordAnalyzer.IsSmallWord(word.Text))
                .Take(MostWords);
            words.AddRange(kept.Select(word => new QuestionWord(word.Text, form, word.Token.Term, word.Token.Position)));
        }

        return words;
    }

    private List<RankedPart> Own(List<QuestionWord> words)
    {
        var parts = new List<RankedPart>();
        foreach (var same in words.GroupBy(word => (word.Form, word.Term)))
        {
            foreach (var @base in Bases)
            {
                parts.Add(new RankedPart(same.First().Text, @base, new TermQuery(new Term(@base + same.Key.Form, same.Key.Term))
                {
                    Boost = same.Count() * settings.WeightOf(@base),
                }));
            }
        }

        if (settings.PairWeight > 0 || settings.NearWeight > 0)
        {
            foreach (var (first, second) in words.Zip(words.Skip(1)).Where(pair => AreNeighbours(pair.First, pair.Second)))
                parts.AddRange(Pairs(first, second));
        }

        return parts;
    }

    private static bool AreNeighbours(QuestionWord first, QuestionWord second) =>
        first.Form == second.Form && second.Position - first.Position == 1 && first.Term != second.Term;

    private IEnumerable<RankedPart> Pairs(QuestionWord first, QuestionWord second)
    {
        var label = $"{first.Text} {second.Text}";
        foreach (var @base in PairBases)
        {
            var (one, two) = (new Term(@base + first.Form, first.Term), new Term(@base + second.Form, second.Term));
            if (settings.PairWeight > 0)
            {
                yield return new RankedPart(label, @base, new PhraseQuery
                {
                    one,
                    two,
                }.Weighing(settings.PairWeight * settings.WeightOf(@base)));
            }

            if (settings.NearWeight > 0)
            {
                yield return new RankedPart(
                    label, @base,
                    new SpanNearQuery([new SpanTermQuery(one), new SpanTermQuery(two)], settings.NearWords, inOrder: false)
                        .Weighing(settings.NearWeight * settings.WeightOf(@base)));
            }
        }
    }

    // RM3 (Abdul-Jaleel et al., TREC 2004): the words of the first records, by their share in each and its score.
    private List<RankedPart> Lent(Query query, List<QuestionWord> words)
    {
        var first = searcher.Search(query, settings.FeedbackRecords).ScoreDocs;
        var shares = new Dictionary<(string Form, string Term), double>();
        foreach (var hit in first)
        {
            var record = RecordReader.Read(searcher, hit.Doc);
            var form = FormOf(record);
            var counts = Frequencies(record, form, titleCounts: 1);
            var length = counts.Values.Sum();
            foreach (var (term, count) in counts)
                shares[(form, term)] = shares.GetValueOrDefault((form, term)) + (hit.Score * count / length);
        }

        var known = words.Select(word => (word.Form, word.Term)).ToHashSet();
        var best = shares.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key.Term, StringComparer.Ordinal)
            .Take(settings.FeedbackWords).ToList();
        var total = best.Sum(entry => entry.Value);
        var ownWeight = words.GroupBy(word => word.Form).Max(group => group.Count());
        return Weighted(best.Select(
            entry => (entry.Key.Term, entry.Key.Form, (1 - settings.OwnShare) * ownWeight * entry.Value / total)));
    }

    private List<RankedPart> Weighted(IEnumerable<(string Term, string Form, double Weight)> terms) =>
    [
        .. from term in terms
           from @base in Bases
           select new RankedPart(
               term.Term, @base,
               new TermQuery(new Term(@base + term.Form, term.Term)).Weighing((float)term.Weight * settings.WeightOf(@base))),
    ];

    private static string FormOf(FoundRecord record) =>
        TextLanguage.Of($"{record.Title}\n{record.Abstract}") == "fr" ? ".fr" : ".en";

    private Dictionary<string, int> Frequencies(FoundRecord record, string form, int titleCounts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        Add(record.Title, titleCounts);
        Add(record.Abstract, 1);
        return counts;

        void Add(string text, int each)
        {
            foreach (var token in analyzer.Read(form, text))
            {
                if (token.Term.Length > 1 && !char.IsAsciiDigit(token.Term[0]))
                    counts[token.Term] = counts.GetValueOrDefault(token.Term) + each;
            }
        }
    }

    private double Rarity(string term, string form)
    {
        var having = searcher.IndexReader.DocFreq(new Term(IndexFields.Abstract + form, term));
        return having == 0 ? 0 : Math.Log(1 + (searcher.IndexReader.NumDocs / (double)having));
    }

    private static BooleanQuery Sum(IReadOnlyList<RankedPart> parts)
    {
        var sum = new BooleanQuery(disableCoord: true);
        if (parts.Count <= BooleanQuery.MaxClauseCount)
        {
            foreach (var part in parts)
                sum.Add(part.Query, Occur.SHOULD);
            return sum;
        }

        // A long question has more parts than one sum may have: they are added up in sums of their own.
        foreach (var some in parts.Chunk(BooleanQuery.MaxClauseCount))
            sum.Add(Sum(some), Occur.SHOULD);
        return sum;
    }

    private sealed record QuestionWord(string Text, string Form, string Term, int Position);
}

/// <summary>Gives a query its weight.</summary>
internal static class QueryWeights
{
    public static Query Weighing<T>(this T query, float weight)
        where T : Query
    {
        query.Boost = weight;
        return query;
    }
}
