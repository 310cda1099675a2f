using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Search;

/// <summary>
/// A search in the words of French readers: words side by side must all be there (ET may be written), OU gives a choice, SAUF
/// takes away, guillemets hold words together, a star stands for any ending, parentheses group. Case and accents do not count.
/// </summary>
public sealed record BooleanSearch
{
    private BooleanSearch(string text, SearchNode root) => (Text, Root) = (text, root);

    /// <summary>The search as it was written.</summary>
    public string Text { get; }

    internal SearchNode Root { get; }

    /// <summary>Reads a search.</summary>
    /// <param name="text">For example: attente OU "salle d’attente" SAUF parking*.</param>
    /// <exception cref="InvalidDataException">It cannot be read; the French message says why and shows an example.</exception>
    public static BooleanSearch Parse(string text)
    {
        const int Longest = 1_000;
        if (text.Length > Longest)
            throw Fault($"elle a {text.Length} caractères, {Longest} au plus");
        var reader = new Reader(Tokens(text));
        return new BooleanSearch(text.Trim(), reader.ReadAll());
    }

    /// <summary>Any of some words or phrases.</summary>
    /// <param name="words">Key words, as in <see cref="Batches.OwnTopic.Words"/>.</param>
    /// <exception cref="InvalidDataException">No word has a letter or a digit.</exception>
    public static BooleanSearch AnyOf(IReadOnlyList<string> words) =>
        Parse(string.Join(" OU ", words.Select(word => word.Trim() is [.., '*'] stem && !stem.Trim().Contains(' ', StringComparison.Ordinal)
            ? stem
            : "\"" + word.Replace('"', ' ').Trim() + "\"")));

    /// <summary>Whether a text is found.</summary>
    public bool Matches(string text) => MatchesFolded(Padded(TextFolding.Fold(text)));

    /// <summary>The search as it was written.</summary>
    public override string ToString() => Text;

    /// <summary>Whether a text that was folded and padded is found.</summary>
    internal bool MatchesFolded(string padded) => Root.Matches(padded);

    /// <summary>A folded text between two spaces, so that each word stands between two.</summary>
    internal static string Padded(string folded) => " " + folded + " ";

    private static InvalidDataException Fault(string reason) => new(
        $"La recherche ne se lit pas : {reason}. Exemple : attente OU \"salle d’attente\" SAUF parking*.");

    private static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
                continue;
            if (c is '(' or ')')
            {
                tokens.Add(new Token(c.ToString(), IsPhrase: false));
            }
            else if (c is '"' or '«' or '“')
            {
                var close = c switch { '«' => '»', '“' => '”', _ => '"' };
                var end = text.IndexOf(close, i + 1);
                if (end < 0)
                    throw Fault($"le guillemet {c} n’est pas fermé");
                tokens.Add(new Token(text[(i + 1)..end], IsPhrase: true));
                i = end;
            }
            else
            {
                var end = i;
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '"' or '«' or '“'))
                    end++;
                tokens.Add(new Token(text[i..end], IsPhrase: false));
                i = end - 1;
            }
        }

        return tokens;
    }

    private readonly record struct Token(string Text, bool IsPhrase)
    {
        public bool Is(string word) => !IsPhrase && Text == word;
    }

    // Choice := All (OU All)* ; All := One ((ET | SAUF)? One)* ; One := ( Choice ) | SAUF One | term
    private sealed class Reader(List<Token> tokens)
    {
        private const int Deepest = 50;
        private int _at;
        private int _depth;

        public SearchNode ReadAll()
        {
            if (tokens.Count == 0)
                throw Fault("elle est vide");
            var root = ReadChoice();
            return _at == tokens.Count ? root : throw Fault($"« {tokens[_at].Text} » est en trop");
        }

        private SearchNode ReadChoice()
        {
            if (++_depth > Deepest)
                throw Fault("elle a trop de parenthèses");
            var choices = new List<SearchNode> { ReadEach() };
            while (Take("OU"))
                choices.Add(ReadEach());
            _depth--;
            return choices.Count == 1 ? choices[0] : new SearchNode.Any(choices);
        }

        private SearchNode ReadEach()
        {
            var all = new List<SearchNode> { ReadOne() };
            while (_at < tokens.Count && !tokens[_at].Is("OU") && !tokens[_at].Is(")"))
            {
                _ = Take("ET");
                all.Add(ReadOne());
            }

            return all.Count == 1 ? all[0] : new SearchNode.Each(all);
        }

        private SearchNode ReadOne()
        {
            if (Take("SAUF"))
                return new SearchNode.Not(ReadTermOrGroup());
            return ReadTermOrGroup();
        }

        private SearchNode ReadTermOrGroup()
        {
            if (_at == tokens.Count)
                throw Fault("un mot manque à la fin");
            if (Take("("))
            {
                var inside = ReadChoice();
                return Take(")") ? inside : throw Fault("une parenthèse n’est pas fermée");
            }

            var token = tokens[_at];
            if (token.Is(")") || token.Is("OU") || token.Is("ET") || token.Is("SAUF"))
                throw Fault($"un mot manque avant « {token.Text} »");
            _at++;
            var folded = TextFolding.Fold(token.Text);
            if (folded.Length == 0)
                throw Fault($"« {token.Text} » n’a ni lettre ni chiffre");
            return new SearchNode.Term(" " + folded + (token.Text.TrimEnd().EndsWith('*') ? "" : " "));
        }

        private bool Take(string word)
        {
            if (_at == tokens.Count || !tokens[_at].Is(word))
                return false;
            _at++;
            return true;
        }
    }
}

/// <summary>A part of a search.</summary>
internal abstract record SearchNode
{
    /// <summary>Whether a folded, padded text is found.</summary>
    public abstract bool Matches(string padded);

    /// <summary>Words that stand side by side, with the spaces around whole ones.</summary>
    public sealed record Term(string Piece) : SearchNode
    {
        public override bool Matches(string padded) => padded.Contains(Piece, StringComparison.Ordinal);
    }

    /// <summary>All parts.</summary>
    public sealed record Each(IReadOnlyList<SearchNode> Parts) : SearchNode
    {
        public override bool Matches(string padded) => Parts.All(part => part.Matches(padded));
    }

    /// <summary>One part or more.</summary>
    public sealed record Any(IReadOnlyList<SearchNode> Parts) : SearchNode
    {
        public override bool Matches(string padded) => Parts.Any(part => part.Matches(padded));
    }

    /// <summary>Not that.</summary>
    public sealed record Not(SearchNode Part) : SearchNode
    {
        public override bool Matches(string padded) => !Part.Matches(padded);
    }
}
