using System.Globalization;
using LitReview.Searching;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Spans;
using Lucene.Net.Util;

namespace LitReview.Indexing;

/// <summary>Makes a query of Lucene from an equation, for one state of the index.</summary>
internal sealed class EquationBuilder(IndexReader reader, RecordAnalyzer analyzer, RankingSettings settings)
{
    // So many words of the index at most may stand for the beginnings and near spellings of one equation: each costs reading.
    private const int MostExpansions = 3_000;
    private const int MostExpansionsOfOne = 1_000;

    private static readonly Dictionary<SearchField, string[]> StemmedFields = new()
    {
        [SearchField.Everywhere] = [IndexFields.Title, IndexFields.Abstract, IndexFields.Keyword, IndexFields.Mesh],
        [SearchField.Title] = [IndexFields.Title],
        [SearchField.Abstract] = [IndexFields.Abstract],
        [SearchField.TitleAndAbstract] = [IndexFields.Title, IndexFields.Abstract],
        [SearchField.Keyword] = [IndexFields.Keyword],
        [SearchField.Mesh] = [IndexFields.Mesh],
    };

    private static readonly Dictionary<SearchField, string> WordFields = new()
    {
        [SearchField.Author] = IndexFields.Author,
        [SearchField.Journal] = IndexFields.Journal,
        [SearchField.Language] = IndexFields.Language,
        [SearchField.Kind] = IndexFields.Kind,
        [SearchField.Source] = IndexFields.Source,
        [SearchField.Label] = IndexFields.Label,
    };

    private static readonly Dictionary<SearchField, string> Identifiers = new()
    {
        [SearchField.Doi] = IndexFields.Doi,
        [SearchField.PubMedId] = IndexFields.PubMedId,
    };

    private readonly List<RankedPart> _parts = [];
    private readonly List<TextMark> _marks = [];
    private readonly List<string> _remarks = [];
    private int _expansions;

    public RankedQuery Build(SearchQuery equation)
    {
        var root = equation.Root is SearchNode.All { Parts: [] } ? new MatchAllDocsQuery { Boost = 0 } : Node(equation.Root!);
        if (root is null)
        {
            throw new SearchFaultException(new SearchFault(
                0, "L’équation n’a que des mots vides (le, de, the…). Ajoutez un mot qui porte un sujet, ou mettez l’expression entre "
                + "guillemets."));
        }

        return new RankedQuery(root, _parts, _marks, [.. equation.Remarks, .. _remarks.Distinct()]);
    }

    // Null when nothing is left of a part but small words.
    private Query? Node(SearchNode node) => node switch
    {
        SearchNode.Word word => Word(word),
        SearchNode.Phrase phrase => Phrase(phrase),
        SearchNode.Near near => Near(near),
        SearchNode.Prefix prefix => Prefix(prefix.Field, prefix.Text, prefix.At),
        SearchNode.Fuzzy fuzzy => Fuzzy(fuzzy),
        SearchNode.Years years => Years(years),
        SearchNode.All all => Combined(all.Parts, Occur.MUST),
        SearchNode.Any any => Combined(any.Parts, Occur.SHOULD),
        SearchNode.Except except => Except(except),
        _ => throw new ArgumentException($"A part of a query of type {node.GetType().Name} is not known.", nameof(node)),
    };

    private Query? Combined(IReadOnlyList<SearchNode> nodes, Occur occur)
    {
        var queries = nodes.Select(Node).OfType<Query>().ToList();
        return queries.Count switch { 0 => null, 1 => queries[0], _ => Boolean(queries, occur) };
    }

    private Query? Except(SearchNode.Except except)
    {
        var kept = except.Kept is null ? new MatchAllDocsQuery { Boost = 0 } : Node(except.Kept);
        var (parts, marks) = (_parts.Count, _marks.Count);
        var removed = Node(except.Removed);
        _parts.RemoveRange(parts, _parts.Count - parts);
        _marks.RemoveRange(marks, _marks.Count - marks);
        if (kept is null || removed is null)
            return kept;
        return new BooleanQuery(disableCoord: true) { { kept, Occur.MUST }, { removed, Occur.MUST_NOT } };
    }

    private Query? Word(SearchNode.Word word)
    {
        if (Identifier(word.Field) is { } identifier)
            return Part(word.Text, identifier, new TermQuery(new Term(identifier, word.Text.ToLowerInvariant())), 1);
        var bases = Bases(word.Field);
        if (bases is not null && RecordAnalyzer.IsSmallWord(word.Text))
        {
            _remarks.Add($"« {word.Text} » est un mot vide, laissé de côté ; entre guillemets, il compte.");
            return null;
        }

        var queries = new List<Query>();
        foreach (var (field, @base, weight) in StemFields(word.Field))
        {
            var tokens = analyzer.Read(field, word.Text);
            if (tokens.Count > 0)
                queries.Add(Part(word.Text, @base, InOrder(field, tokens), weight));
        }

        MarkStems(word.Field, word.Text, others: null);
        return AnyOf(queries);
    }

    private Query? Phrase(SearchNode.Phrase phrase)
    {
        if (phrase.Text.EndsWith('*'))
            return Prefix(phrase.Field, phrase.Text.TrimEnd('*'), phrase.At);
        if (Identifier(phrase.Field) is { } identifier)
            return Part(phrase.Text, identifier, new TermQuery(new Term(identifier, phrase.Text.ToLowerInvariant())), 1);

        var queries = new List<Query>();
        foreach (var (field, @base, weight) in WholeFields(phrase.Field))
        {
            var tokens = analyzer.Read(field, phrase.Text);
            if (tokens.Count > 0)
                queries.Add(Part(phrase.Text, @base, InOrder(field, tokens), weight));
        }

        Mark(phrase.Field, IndexFields.Whole, [.. analyzer.Read(IndexFields.Whole, phrase.Text).Select(token => One(token.Term))], null);
        return AnyOf(queries);
    }

    private Query? Near(SearchNode.Near near)
    {
        var queries = new List<Query>();
        foreach (var (field, @base, weight) in StemFields(near.Field))
        {
            var terms = analyzer.Read(field, near.Text).Select(token => token.Term).Distinct().ToList();
            if (terms.Count > 0)
                queries.Add(Part(near.Text, @base, Together(field, terms, near.Others), weight));
        }

        MarkStems(near.Field, near.Text, near.Others);
        return AnyOf(queries);
    }

    private Query? Prefix(SearchField scope, string text, int at)
    {
        if (Identifier(scope) is { } identifier)
            return Part(text + "*", identifier, new PrefixQuery(new Term(identifier, text.ToLowerInvariant())), 0);

        var queries = new List<Query>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        var before = analyzer.Read(IndexFields.Whole, text);
        if (before.Count == 0)
            throw Fault(at, $"« {text}* » n’a ni lettre ni chiffre. Écrivez le début d’un mot avant « * ».");
        foreach (var (field, @base, weight) in WholeFields(scope))
        {
            var terms = StartingWith(field, before[^1].Term, at);
            found.UnionWith(terms);
            if (terms.Count == 0)
                continue;
            queries.Add(Part(
                text + "*", @base, before.Count == 1 ? AnyTerm(field, terms) : Ending(field, before, terms), weight));
        }

        Mark(scope, IndexFields.Whole, [.. before.SkipLast(1).Select(token => One(token.Term)), found], null);
        return AnyOf(queries);
    }

    private Query? Fuzzy(SearchNode.Fuzzy fuzzy)
    {
        if (Identifier(fuzzy.Field) is not null)
            throw Fault(fuzzy.At, "un identifiant ne se cherche pas à peu près. Retirez « ~ ».");
        var words = analyzer.Read(IndexFields.Whole, fuzzy.Text);
        if (words.Count != 1)
            throw Fault(fuzzy.At, $"« {fuzzy.Text}~ » doit être un seul mot. Cherchez chaque mot à part.");

        var queries = new List<Query>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (field, @base, weight) in WholeFields(fuzzy.Field))
        {
            var terms = Resembling(field, words[0].Term, fuzzy.Edits, fuzzy.At);
            found.UnionWith(terms);
            if (terms.Count > 0)
                queries.Add(Part(fuzzy.Text + "~", @base, AnyTerm(field, terms), weight));
        }

        Mark(fuzzy.Field, IndexFields.Whole, [found], null);
        return AnyOf(queries);
    }

    private static NumericRangeQuery<int> Years(SearchNode.Years years)
    {
        var range = NumericRangeQuery.NewInt32Range(
            IndexFields.Year, years.From, years.To, minInclusive: true, maxInclusive: true);
        range.Boost = 0;
        return range;
    }

    private List<string> StartingWith(string field, string start, int at)
    {
        var terms = new List<string>();
        if (MultiFields.GetTerms(reader, field) is not { } all)
            return terms;
        var each = all.GetEnumerator();
        for (var found = each.SeekCeil(new BytesRef(start)) != TermsEnum.SeekStatus.END; found; found = each.MoveNext())
        {
            var term = each.Term.Utf8ToString();
            if (!term.StartsWith(start, StringComparison.Ordinal))
                break;
            terms.Add(term);
            Count(start + "*", terms.Count, at);
        }

        return terms;
    }

    private List<string> Resembling(string field, string word, int edits, int at)
    {
        var terms = new List<string>();
        if (MultiFields.GetTerms(reader, field) is not { } all)
            return terms;
        var each = new FuzzyTermsEnum(all, new AttributeSource(), new Term(field, word), edits, prefixLength: 0, transpositions: true);
        while (each.MoveNext())
        {
            terms.Add(each.Term.Utf8ToString());
            Count(word + "~", terms.Count, at);
        }

        return terms;
    }

    // Never cut short in silence: an equation says exactly what it finds, or is refused.
    private void Count(string word, int ofOne, int at)
    {
        if (ofOne > MostExpansionsOfOne)
        {
            throw Fault(at, $"« {word} » correspond à plus de {Written(MostExpansionsOfOne)} mots de l’index. "
                + "Écrivez davantage de lettres.");
        }

        if (++_expansions > MostExpansions)
        {
            throw Fault(at, $"les débuts de mots et les mots approchés de l’équation correspondent à plus de {Written(MostExpansions)} "
                + "mots de l’index. Écrivez davantage de lettres, ou coupez l’équation.");
        }
    }

    private Query Part(string word, string field, Query query, float weight)
    {
        query.Boost = weight;
        _parts.Add(new RankedPart(word, field, query));
        return query;
    }

    private void MarkStems(SearchField scope, string text, int? others)
    {
        foreach (var form in IndexFields.Stems)
            Mark(scope, form, [.. analyzer.Read(form, text).Select(token => One(token.Term))], others);
    }

    private void Mark(SearchField scope, string form, IReadOnlyList<IReadOnlySet<string>> words, int? others)
    {
        var isShown = scope is SearchField.Everywhere or SearchField.Title or SearchField.Abstract or SearchField.TitleAndAbstract;
        if (!isShown || words.Count == 0)
            return;
        var isOne = scope is SearchField.Title or SearchField.Abstract;
        _marks.Add(new TextMark(isOne ? StemmedFields[scope][0] : null, form, words, others));
    }

    private IEnumerable<(string Field, string Base, float Weight)> StemFields(SearchField scope) => Bases(scope) is { } bases
        ? bases.SelectMany(@base => IndexFields.Stems.Select(form => (@base + form, @base, settings.WeightOf(@base))))
        : WholeFields(scope);

    private IEnumerable<(string Field, string Base, float Weight)> WholeFields(SearchField scope) => Bases(scope) is { } bases
        ? bases.Select(@base => (@base + IndexFields.Whole, @base, settings.WeightOf(@base)))
        : [(Words(scope), Words(scope)[..^IndexFields.Whole.Length], 1f)];

    // Null for a field that has no stems.
    private static string[]? Bases(SearchField scope) => StemmedFields.GetValueOrDefault(scope);

    private static string Words(SearchField scope) => WordFields[scope];

    private static string? Identifier(SearchField scope) => Identifiers.GetValueOrDefault(scope);

    private static Query InOrder(string field, List<Token> tokens)
    {
        if (tokens.Count == 1)
            return new TermQuery(new Term(field, tokens[0].Term));
        var phrase = new PhraseQuery();
        foreach (var token in tokens)
            phrase.Add(new Term(field, token.Term), token.Position - tokens[0].Position);
        return phrase;
    }

    private static MultiPhraseQuery Ending(string field, List<Token> before, List<string> endings)
    {
        var phrase = new MultiPhraseQuery();
        foreach (var token in before.SkipLast(1))
            phrase.Add([new Term(field, token.Term)], token.Position - before[0].Position);
        phrase.Add([.. endings.Select(term => new Term(field, term))], before[^1].Position - before[0].Position);
        return phrase;
    }

    private static Query Together(string field, List<string> terms, int others) => terms.Count == 1
        ? new TermQuery(new Term(field, terms[0]))
        : new SpanNearQuery([.. terms.Select(term => new SpanTermQuery(new Term(field, term)))], others, inOrder: false);

    private static BooleanQuery AnyTerm(string field, List<string> terms) =>
        Boolean(terms.Select(term => new TermQuery(new Term(field, term))), Occur.SHOULD);

    // A word that no field can hold finds nothing; it is not left out, which would find more.
    private static BooleanQuery AnyOf(List<Query> queries) => Boolean(queries, Occur.SHOULD);

    private static BooleanQuery Boolean(IEnumerable<Query> queries, Occur occur)
    {
        var boolean = new BooleanQuery(disableCoord: true);
        foreach (var query in queries)
            boolean.Add(query, occur);
        return boolean;
    }

    private static HashSet<string> One(string term) => new(StringComparer.Ordinal) { term };

    private static string Written(int number) => number.ToString("N0", CultureInfo.GetCultureInfo("fr-FR"));

    private static SearchFaultException Fault(int at, string message) =>
        new(new SearchFault(at + 1, $"Caractère {at + 1} : {message}"));
}
