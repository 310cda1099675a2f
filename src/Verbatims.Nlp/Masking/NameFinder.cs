using System.Buffers;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Masking;

/// <summary>
/// Finds the names of persons as patients write them: after a title, a trade, thanks or a relation, in lists, in lower case and
/// with faults. Names of hospitals, wards, diseases and medicines stay.
/// </summary>
internal sealed partial class NameFinder
{
    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?\n\r;:");
    private static readonly SearchValues<char> ListMarks = SearchValues.Create("-*\"«(/");
    private static readonly SearchValues<char> TitleEnds = SearchValues.Create("\n\r!?,;:()");
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r.!?;");
    private static readonly SearchValues<char> ListSigns = SearchValues.Create(",/&+-\n");
    private static readonly SearchValues<char> ListEnds = SearchValues.Create(".!?;:()");

    private readonly string _text;
    private readonly List<Word> _words;
    private readonly bool _hasCase;
    private readonly bool[] _isName;

    private NameFinder(string text)
    {
        _text = text;
        _words = WordScanner.Scan(text);
        PartGluedTitles();
        _isName = new bool[_words.Count];
        var (upper, lower) = (text.Count(char.IsUpper), text.Count(char.IsLower));
        // A text all in capitals or all in lower case says nothing by its capitals.
        _hasCase = upper > 0 && lower > upper;
    }

    /// <summary>The places of names, in order, without overlap; a first name and its family name are one place.</summary>
    public static List<(int Start, int End)> Find(string text)
    {
        var finder = new NameFinder(text);
        finder.AfterTitles();
        finder.AfterNamings();
        finder.AfterTradesAndRelatives();
        finder.AfterCallers();
        finder.AfterFarewells();
        finder.AfterQualities();
        finder.Initials();
        finder.Alone();
        finder.InLists();
        return finder.NamePlaces();
    }

    private bool IsCapital(int i) => char.IsUpper(_text[_words[i].Start]);

    private bool IsAllCapitals(int i) =>
        _words[i].End - _words[i].Start > 1 && !_text.AsSpan(_words[i].Start, _words[i].End - _words[i].Start).ContainsAnyInRange('a', 'z');

    private string Gap(int i) => _text[_words[i].End.._words[i + 1].Start];

    // Two words that nothing but a space, a hyphen or an apostrophe parts.
    private bool IsJoined(int i) => i + 1 < _words.Count && Gap(i) is " " or "-" or "'" or "\u2019" or "  " or "\u00a0" or ". ";

    private bool IsFirstName(int i) => WordLists.FirstNames.Contains(_words[i].Text);

    private bool IsFamilyName(int i) => WordLists.FamilyNames.Contains(_words[i].Text);

    private bool IsCommon(int i) => WordLists.CommonWords.Contains(_words[i].Text) || NeverNames.Contains(_words[i].Text);

    private bool IsWord(int i) => char.IsLetter(_text[_words[i].Start]);

    private bool IsExcluded(int i) => !IsWord(i) || NotPersons.Contains(_words[i].Text) || NeverNames.Contains(_words[i].Text)
        || Titles.Contains(_words[i].Text) || Trades.Contains(_words[i].Text);

    private bool StandsAfterPlace(int i)
    {
        for (var back = 1; back <= 3 && i - back >= 0; back++)
        {
            if (Ends(i - back) || Gap(i - back).Contains(',', StringComparison.Ordinal))
                return false;
            if (Places.Contains(_words[i - back].Text) && !IsSigned(i - back))
                return true;
            if (Titles.Contains(_words[i - back].Text))
                return false;
            // « hôpital de la Croix », « hôpital Édouard Herriot »: small words and other capitals may stand between.
            if (!Particles.Contains(_words[i - back].Text) && !PlaceAdjectives.Contains(_words[i - back].Text) && !IsCapital(i - back))
                return false;
        }

        return false;
    }

    // « signé Dupont », not « le signe de Babinski ».
    private bool IsSigned(int i) => _words[i].Text is "signe" && _text[_words[i].End - 1] is 'é' or 'É';

    // Whether a sentence or a line ends after a word.
    private bool Ends(int i) => i + 1 >= _words.Count || Gap(i).AsSpan().ContainsAny(SentenceEnds);

    // « à henri mondor », « jeanne de flandre »: the hospital, not the person.
    private bool IsNameOfPlace(int i)
    {
        var next = i + 1;
        while (next + 1 < _words.Count && IsJoined(next) && Particles.Contains(_words[next].Text))
            next++;
        if (next < _words.Count && IsJoined(i) && IsFirstName(i)
            && (Eponyms.Contains(_words[next].Text) || NamesOfPlaces.Contains($"{_words[i].Text}-{_words[next].Text}")))
        {
            return true;
        }

        var before = i - 1;
        while (before > 0 && IsJoined(before) && Particles.Contains(_words[before].Text))
            before--;
        return before >= 0 && IsJoined(before) && IsFirstName(before)
            && (Eponyms.Contains(_words[i].Text) || NamesOfPlaces.Contains($"{_words[before].Text}-{_words[i].Text}"));
    }

    private bool IsThing(int i) => i > 0 && !IsCapital(i) && Things.Contains(_words[i].Text) && BeforeThings.Contains(_words[i - 1].Text);

    // A family name that is no word and no first name: it needs neither a capital nor a title.
    private bool IsOnlyAFamilyName(int i) => IsPlainlyAFamilyName(i) && _words[i].Text.Length >= 5;

    private bool IsPlainlyAFamilyName(int i) =>
        IsFamilyName(i) && !IsCommon(i) && !IsFirstName(i) && !WordLists.FamilyNamesThatAreWords.Contains(_words[i].Text);

    // « awa », « léo »: too short to be sure of, but a name among names.
    private bool IsShortName(int i) => IsFirstName(i) && !IsCommon(i) && _words[i].Text.Length == 3;

    // « Perle, sage-femme », « Olive, l'aide-soignante »
    private bool HasTradeBeside(int i)
    {
        if (i + 1 >= _words.Count || Gap(i) is not (" " or ", " or " , " or " (" or ": " or " : "))
            return false;
        var next = i + 1;
        if (BeforeTrades.Contains(_words[next].Text) && next + 1 < _words.Count)
            next++;
        return (Trades.Contains(_words[next].Text) && !_words[next].Text.EndsWith('s'))
            || (_words[next].Text is "sage" && next + 1 < _words.Count && _words[next + 1].Text is "femme");
    }

    private bool StartsSentence(int i) => i == 0 || Ends(i - 1) || Gap(i - 1).AsSpan().ContainsAny(ListMarks);

    private List<(int Start, int End)> NamePlaces()
    {
        var places = new List<(int Start, int End)>();
        for (var i = 0; i < _words.Count; i++)
        {
            if (!_isName[i])
                continue;
            var last = i;
            while (last + 1 < _words.Count && _isName[last + 1] && IsJoined(last))
                last++;
            var end = _words[last].End;
            // The dot of an initial belongs to it.
            if (IsInitial(last) && end < _text.Length && _text[end] == '.')
                end++;
            places.Add((_words[i].Start, end));
            i = last;
        }

        return places;
    }
}
