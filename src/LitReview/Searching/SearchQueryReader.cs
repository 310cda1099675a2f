using System.Globalization;

namespace LitReview.Searching;

/// <summary>Reads an equation, once.</summary>
/// <remarks>
/// any := all (OU all)* ; all := some (ET some | SAUF some)* ; some := one one* ; one := « ( » any « ) » | field : one | word.
/// OU beside ET or SAUF without brackets is refused: data bases disagree on which is read first.
/// </remarks>
internal sealed class SearchQueryReader
{
    private const int MostLeaves = 300;

    // Each is compared with every word of every field: 300 of them took 7 s on an index of two records.
    private const int MostFuzzy = 20;
    private const int DeepestBrackets = 30;
    private const int ShortestPrefix = 2;
    private const int WidestNear = 50;

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["ET"] = "ET",
        ["AND"] = "ET",
        ["OU"] = "OU",
        ["OR"] = "OU",
        ["SAUF"] = "SAUF",
        ["NON"] = "SAUF",
        ["NOT"] = "SAUF",
    };

    private readonly string _text;
    private readonly List<string> _remarks = [];
    private int _at;
    private int _leaves;
    private int _fuzzy;
    private int _depth;

    public SearchQueryReader(string text) => _text = text;

    public IReadOnlyList<string> Remarks => _remarks;

    public SearchNode Read()
    {
        if (_text.Length > SearchQuery.LongestText)
        {
            throw Fault(0, $"L’équation a {Count(_text.Length)} caractères ; {Count(SearchQuery.LongestText)} au plus. "
                + "Coupez-la en plusieurs équations.");
        }

        var root = Any(SearchField.Everywhere);
        SkipSpaces();
        return _at == _text.Length
            ? root
            : throw Fault(_at, "parenthèse fermante sans ouvrante. Retirez-la, ou ouvrez-la plus haut.");
    }

    private SearchNode Any(SearchField field)
    {
        var parts = new List<SearchNode>();
        var mixed = -1;
        do
        {
            SkipSpaces();
            var before = _at;
            var (part, isJoined) = All(field);
            if (isJoined)
                mixed = before;
            parts.Add(part);
        }
        while (Takes("OU"));

        if (parts.Count == 1)
            return parts[0];
        return mixed < 0
            ? new SearchNode.Any(parts)
            : throw Fault(mixed, "OU est mêlé à ET ou SAUF sans parenthèses, et les bases de données ne lisent pas cela "
                + "de la même façon. Mettez des parenthèses : (asthme OU toux) ET enfant.");
    }

    private (SearchNode Node, bool IsJoined) All(SearchField field)
    {
        SearchNode? node = null;
        var isJoined = false;
        if (Takes("SAUF"))
            (node, isJoined) = (new SearchNode.Except(null, Some(field)), true);
        else
            node = Some(field);

        while (true)
        {
            if (Takes("ET"))
                node = Takes("SAUF") ? new SearchNode.Except(node, Some(field)) : Both(node, Some(field));
            else if (Takes("SAUF"))
                node = new SearchNode.Except(node, Some(field));
            else
                return (node, isJoined);
            isJoined = true;
        }
    }

    private SearchNode Some(SearchField field)
    {
        var node = One(field);
        while (StartsSomething())
            node = Both(node, One(field));
        return node;
    }

    private static SearchNode.All Both(SearchNode left, SearchNode right) =>
        left is SearchNode.All all ? new([.. all.Parts, right]) : new([left, right]);

    private SearchNode One(SearchField field)
    {
        SkipSpaces();
        if (_at == _text.Length)
            throw Fault(_at, "il manque un mot à la fin. Complétez l’équation, ou retirez le dernier opérateur.");
        if (_text[_at] == ')')
            throw Fault(_at, "parenthèse fermante sans rien avant elle. Écrivez un mot, ou retirez-la.");
        if (PeekOperator() is { } found)
            throw Fault(_at, $"« {found} » n’a rien à sa gauche. Écrivez un mot avant, ou entre guillemets pour le chercher.");
        if (_text[_at] == '(')
            return Tagged(Bracketed(field), field);
        return ClosingQuote(_text[_at]) is { } closing ? Quoted(field, closing) : Worded(field);
    }

    private SearchNode Bracketed(SearchField field)
    {
        var open = _at++;
        if (++_depth > DeepestBrackets)
            throw Fault(open, $"plus de {DeepestBrackets} parenthèses l’une dans l’autre. Simplifiez l’équation.");
        var node = Any(field);
        SkipSpaces();
        if (_at == _text.Length)
            throw Fault(open, "cette parenthèse n’est pas fermée. Ajoutez « ) ».");
        _at++;
        _depth--;
        return node;
    }

    // A tag after brackets cannot change the fields inside them.
    private SearchNode Tagged(SearchNode node, SearchField field) => Tag() is { } tag && tag != field
        ? throw Fault(_at - 1, "une étiquette de champ suit une parenthèse. Écrivez-la après chaque mot, ou avant : titre:(…).")
        : node;

    private SearchNode Quoted(SearchField field, char closing)
    {
        var start = _at++;
        var end = _text.IndexOf(closing, _at);
        if (end < 0)
            throw Fault(start, "ces guillemets ne sont pas fermés. Ajoutez le guillemet fermant.");
        var words = _text[_at..end].Trim();
        _at = end + 1;
        if (words.Length == 0)
            throw Fault(start, "rien entre ces guillemets. Écrivez une expression, ou retirez-les.");
        var others = _at < _text.Length && _text[_at] == '~' ? Number("la distance", 1, WidestNear) : null;
        field = Tag() ?? field;
        CountLeaf(start);
        if (field == SearchField.Year)
            return Years(words, start);
        return others is { } between
            ? new SearchNode.Near(field, words, between, start)
            : new SearchNode.Phrase(field, words, start);
    }

    private SearchNode Worded(SearchField field)
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !"()[]~*".Contains(_text[_at], StringComparison.Ordinal)
            && ClosingQuote(_text[_at]) is null && !EndsFieldName(field, start))
        {
            _at++;
        }

        if (_at < _text.Length && EndsFieldName(field, start))
            return Fielded(_text[start.._at], start);

        var word = _text[start.._at];
        if (_at < _text.Length && _text[_at] is '*' or '~' && word.Length == 0)
            throw Fault(_at, $"« {_text[_at]} » doit suivre un mot : cardio*, asthme~. Ajoutez le mot avant.");
        if (word.Length == 0)
            throw Fault(_at, $"« {_text[_at]} » n’est pas attendu ici. Mettez le texte entre guillemets pour le chercher.");
        CountLeaf(start);
        if (field == SearchField.Year)
            return Years(word, start);
        if (_at < _text.Length && _text[_at] == '*')
            return Cut(field, word, start);
        if (_at < _text.Length && _text[_at] == '~')
        {
            var edits = Number("le nombre de lettres changées", 1, 2) ?? 2;
            if (++_fuzzy > MostFuzzy)
                throw Fault(start, $"plus de {MostFuzzy} mots suivis de « ~ ». Retirez des « ~ », ou coupez l’équation en plusieurs.");
            return new SearchNode.Fuzzy(Tag() ?? field, word, edits, start);
        }

        var tag = Tag();
        if (tag == SearchField.Year)
            return Years(word.Replace(":", "..", StringComparison.Ordinal), start);
        if (word is "et" or "ou" or "sauf" or "and" or "or" or "not")
        {
            _remarks.Add($"« {word} » en minuscules est lu comme un mot, pas comme un opérateur : écrivez "
                + $"{word.ToUpperInvariant()} en capitales pour combiner.");
        }

        return new SearchNode.Word(tag ?? field, word, start);
    }

    // Identifiers hold colons of their own, and so do periods of PubMed: 2015:2020[dp].
    private bool EndsFieldName(SearchField field, int start) => _text[_at] == ':' && field is not (SearchField.Doi or SearchField.Year)
        && !(_at > start && _text.AsSpan(start, _at - start).IndexOfAnyExceptInRange('0', '9') < 0);

    private SearchNode Fielded(string name, int start)
    {
        var field = SearchFields.OfPrefix(name) ?? throw Fault(
            start, $"le champ « {name} » est inconnu. Champs : {SearchFields.Known}. Pour chercher ce texte, mettez-le entre "
            + "guillemets.");
        _at++;
        SkipSpaces();
        if (_at == _text.Length)
            throw Fault(start, $"rien ne suit « {name}: ». Écrivez ce qu’il faut y chercher.");
        return One(field);
    }

    private SearchNode Cut(SearchField field, string word, int start)
    {
        _at++;
        if (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '*'))
            throw Fault(_at - 1, "« * » ne se place qu’à la fin d’un mot : cardio*. Cherchez les formes avec OU.");
        return word.Length >= ShortestPrefix
            ? new SearchNode.Prefix(Tag() ?? field, word, start)
            : throw Fault(start, $"« {word}* » est trop court. Écrivez au moins {ShortestPrefix} lettres avant « * ».");
    }

    private static SearchNode.Years Years(string text, int start)
    {
        var ends = text.Split("..");
        if (ends.Length is 1 or 2 && ends.Any(end => end.Length > 0)
            && Year(ends[0]) is var from && Year(ends[^1]) is var to && from != -1 && to != -1 && !(from > to))
        {
            return new SearchNode.Years(from, to);
        }

        throw Fault(start, $"« {text} » n’est pas une année ni une période. Écrivez 2019, 2015..2020, 2015.. ou ..2020.");

        // -1 is no year; null is an open end.
        static int? Year(string end) => end.Length == 0
            ? null
            : end.Length == 4 && int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : -1;
    }

    private int? Number(string what, int least, int most)
    {
        var tilde = _at++;
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        if (start == _at)
            return null;
        return int.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw Fault(tilde, $"« {_text[tilde.._at]} » : {what} va de {least} à {most}. Choisissez un nombre entre les deux.");
    }

    private SearchField? Tag()
    {
        if (_at == _text.Length || _text[_at] != '[')
            return null;
        var (start, end) = (_at, _text.IndexOf(']', _at));
        if (end < 0)
            throw Fault(start, "ce crochet n’est pas fermé. Ajoutez « ] ».");
        var name = _text[(start + 1)..end];
        _at = end + 1;
        return SearchFields.OfTag(name.Split(':')[0]) ?? throw Fault(
            start, $"l’étiquette « [{name}] » est inconnue. Étiquettes lues : [ti], [ab], [tiab], [tw], [mh], [au], [ta], [dp], [la], "
            + "[pt]. Retirez-la, ou écrivez un champ : titre:…");
    }

    private void CountLeaf(int start)
    {
        if (++_leaves > MostLeaves)
            throw Fault(start, $"plus de {MostLeaves} mots ou expressions. Coupez l’équation en plusieurs.");
    }

    private bool StartsSomething()
    {
        SkipSpaces();
        return _at < _text.Length && _text[_at] != ')' && PeekOperator() is null;
    }

    private bool Takes(string @operator)
    {
        SkipSpaces();
        if (PeekOperator() is not { } found || Operators[found] != @operator)
            return false;
        _at += found.Length;
        return true;
    }

    private string? PeekOperator()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiLetterUpper(_text[end]))
            end++;
        var isWhole = end == _text.Length || char.IsWhiteSpace(_text[end]) || "()\"«“".Contains(_text[end], StringComparison.Ordinal);
        return isWhole && Operators.ContainsKey(_text[_at..end]) ? _text[_at..end] : null;
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private static char? ClosingQuote(char opening) => opening switch { '"' => '"', '«' => '»', '“' => '”', _ => null };

    private static string Count(int number) => number.ToString("N0", CultureInfo.GetCultureInfo("fr-FR"));

    private static SearchFaultException Fault(int at, string message) =>
        new(new SearchFault(at + 1, $"Caractère {at + 1} : {message}"));
}
