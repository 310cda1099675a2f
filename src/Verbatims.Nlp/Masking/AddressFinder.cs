using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Masking;

/// <summary>
/// Finds postal addresses: a number and a street, a hamlet or a residence with its postcode or after « j’habite », with the town that
/// follows. A street without a number, a town alone and the names of hospitals stay.
/// </summary>
internal sealed partial class AddressFinder
{
    private static readonly FrozenSet<string> Streets = WordLists.Of("voies");

    // Words of other things as well: « 3 places », « 2 cours »; these need a name with a capital, a town or « j’habite ».
    private static readonly FrozenSet<string> DoubtfulStreets = WordLists.Of("voies-douteuses");

    // Places that need no number.
    private static readonly FrozenSet<string> Hamlets = WordLists.Of("lieux-dits");

    private static readonly FrozenSet<string> Dwellings = WordLists.Of("habiter");

    private static readonly FrozenSet<string> Particles = WordLists.Of("particules-de-voies");

    private static readonly FrozenSet<string> Ranks = WordLists.Of("devant-un-nom-de-voie");

    private static readonly FrozenSet<string> Details = WordLists.Of("details-d-adresse");

    // What no name of a street holds.
    private static readonly FrozenSet<string> Ends = WordLists.Of("jamais-dans-une-voie");

    // « ligne 3, rue … »
    private static readonly FrozenSet<string> Lines = WordLists.Of("lignes");

    // « 12 bis », « 3 de la »
    private static readonly FrozenSet<string> AfterHouseNumbers = WordLists.Of("apres-un-numero");

    private static readonly FrozenSet<string> Months = WordLists.Of("mois");

    // « Villeneuve sur Lot »
    private static readonly FrozenSet<string> WithinTowns = WordLists.Of("dans-une-ville");

    // What follows a town and is none of its words.
    private static readonly FrozenSet<string> NeverTowns = WordLists.Of("jamais-une-ville");

    private static readonly SearchValues<string> SaysWhere =
        SearchValues.Create(["habit", "adresse", "domicil", "demeur", "chez moi"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> StreetEnds = SearchValues.Create("!?\n\r;:()\"«»");

    private readonly string _text;
    private readonly List<Word> _words;
    private readonly bool _hasCase;

    private AddressFinder(string text)
    {
        _text = text;
        _words = WordScanner.Scan(text);
        _hasCase = text.AsSpan().ContainsAnyInRange('A', 'Z') && text.Any(char.IsLower);
    }

    /// <summary>The places of addresses, in order.</summary>
    public static IEnumerable<(int Start, int End)> Find(string text, bool hasDigit) =>
        (hasDigit || text.AsSpan().ContainsAny(SaysWhere)) && Announcement().IsMatch(text) ? new AddressFinder(text).Places() : [];

    private IEnumerable<(int Start, int End)> Places()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            var (first, last) = (i, -1);
            if (IsHouseNumber(i, out var street))
                last = EndOfStreet(street, isSure: Streets.Contains(_words[street].Text) || LivesHere(i));
            else if (IsHamlet(i, out var name))
                last = EndOfStreet(name, isSure: false, needsTown: !LivesHere(i));
            else if (LivesHere(i) && (Streets.Contains(_words[i].Text) || DoubtfulStreets.Contains(_words[i].Text)))
                last = EndOfStreet(i, isSure: false, needsTown: true);
            else if (IsPostcode(i, out var town) && IsAnnouncedPostcode(i, town) && EndOfTown(town) is var end && end >= town)
                last = end;
            if (last < 0)
                continue;
            yield return (_words[first].Start, _words[last].End);
            i = last;
        }
    }

    private string Gap(int i) => _text[_words[i].End.._words[i + 1].Start];

    private bool IsCapital(int i) => char.IsUpper(_text[_words[i].Start]);

    private bool IsNumber(int i, int least, int most)
    {
        var (start, end) = (_words[i].Start, _words[i].End);
        if (end - start < least || end - start > most)
            return false;
        return !_text.AsSpan(start, end - start).ContainsAnyExceptInRange('0', '9');
    }

    // « 14 rue », « 3 bis, avenue », « 12B chemin », « 3 de la rue », « 102, Grande Rue »
    private bool IsHouseNumber(int i, out int street)
    {
        street = i + 1;
        if (!HouseNumber().IsMatch(_text.AsSpan(_words[i].Start, _words[i].End - _words[i].Start))
            || (i > 0 && (Gap(i - 1) is "," or "." || Lines.Contains(_words[i - 1].Text))))
        {
            return false;
        }

        for (var skipped = 0; skipped < 3 && street < _words.Count && IsCloseTo(street - 1)
            && (AfterHouseNumbers.Contains(_words[street].Text)
                || (IsNumber(street, 1, 4) && Gap(street - 1) is "-" or "/" or " - ")) && _text[_words[street].Start] != 'à'; skipped++)
        {
            street++;
        }

        return street < _words.Count && IsCloseTo(street - 1)
            && (Streets.Contains(_words[street].Text) || DoubtfulStreets.Contains(_words[street].Text));
    }

    private bool IsCloseTo(int i) => Gap(i) is " " or ", " or "," or "  " or "-" or " - " or " , " or "\u00a0" or "'" or "’" or ". " or "/";

    private bool IsHamlet(int i, out int name)
    {
        name = i;
        if (_words[i].Text == "lieu" && i + 1 < _words.Count && _words[i + 1].Text == "dit")
            name = i + 1;
        else if (!Hamlets.Contains(_words[i].Text))
            return false;
        return name + 1 < _words.Count;
    }

    // « j’habite … », « mon adresse : … », a few words before.
    private bool LivesHere(int i)
    {
        for (var back = 1; back <= 4 && i - back >= 0; back++)
        {
            if (Gap(i - back).AsSpan().ContainsAny('.', '!', '?'))
                return false;
            if (Dwellings.Contains(_words[i - back].Text))
                return true;
        }

        return false;
    }

    // The last word of an address, or -1 where there is none after all.
    private int EndOfStreet(int street, bool isSure, bool needsTown = false)
    {
        var (last, names, hasCapital, hasTown) = (street, 0, false, false);
        for (var i = street + 1; i < _words.Count && i - street <= 14; i++)
        {
            var (gap, plain) = (Gap(i - 1), _words[i].Text);
            if (IsPostcode(i, out var after) && (IsCloseGap(gap) || gap.Trim() is "" or "," or "("))
            {
                last = EndOfTown(after);
                hasTown = true;
                break;
            }

            if (gap.AsSpan().ContainsAny(StreetEnds) || (gap.Contains('.', StringComparison.Ordinal) && !IsShortened(i - 1)))
                break;
            var comma = gap.Contains(',', StringComparison.Ordinal);
            if (Details.Contains(plain))
            {
                if (i + 1 < _words.Count && (IsCloseTo(i) || Gap(i) is " " or ". ") && _words[i + 1].Text.Length <= 5)
                    last = ++i;
                continue;
            }

            if (comma)
            {
                // « 24 rue de l’Église, Wattrelos »
                if (names > 0 && IsTownAt(i, out var town) && (i + 1 >= _words.Count || !IsJoined(town)))
                    (last, hasTown) = (town, true);
                else if (PostcodeFollows(i))
                    continue;
                break;
            }

            if (plain is "a" && names > 0)
            {
                if (i + 1 < _words.Count && IsTownAt(i + 1, out var town))
                    (last, hasTown) = (town, true);
                break;
            }

            if (Ends.Contains(plain))
                break;
            if (Particles.Contains(plain))
                continue;
            var capital = IsCapital(i);
            var isDigits = IsNumber(i, 1, 4);
            if (!capital && !isDigits && gap != "-" && gap is not ("'" or "’")
                && (hasCapital || (names > 0 && !Ranks.Contains(_words[last].Text) && !Months.Contains(plain) && (names >= 3 || WordLists.CommonWords.Contains(plain)))))
            {
                if (!PostcodeFollows(i))
                    break;
            }

            hasCapital |= capital && _hasCase;
            names++;
            last = i;
        }

        return names == 0 && !hasTown || (needsTown && !hasTown) || (!isSure && !hasTown && !hasCapital) ? -1 : last;
    }

    private static bool IsCloseGap(string gap) => gap.Length <= 4 && !gap.AsSpan().ContainsAny("!?;()");

    private bool IsShortened(int i) => _words[i].End - _words[i].Start <= 4;

    private bool IsJoined(int i) => i + 1 < _words.Count && Gap(i) is " " or "-";

    // Whether a postcode stands at one of the next few words of the same line.
    private bool PostcodeFollows(int i)
    {
        for (var ahead = 0; ahead <= 4 && i + ahead < _words.Count; ahead++)
        {
            if (IsPostcode(i + ahead, out _))
                return true;
            if (i + ahead + 1 < _words.Count && Gap(i + ahead).AsSpan().ContainsAny("!?\n\r;"))
                return false;
        }

        return false;
    }

    // « 69003 », « 94 400 »
    private bool IsPostcode(int i, out int after)
    {
        after = i + 1;
        if (IsNumber(i, 5, 5))
            return true;
        if (!IsNumber(i, 2, 2) || i + 1 >= _words.Count || !IsNumber(i + 1, 3, 3) || Gap(i) != " " || i + 2 >= _words.Count || !IsCapital(i + 2))
            return false;
        after = i + 2;
        return true;
    }

    private bool IsAnnouncedPostcode(int i, int town) => i > 0 && town < _words.Count
        && (_words[i - 1].Text is "postal" or "cp" || (LivesHere(i) && IsCapital(town) && IsCloseGap(Gap(i - 1))));

    // The last word of the town that begins at a word, or the word before where there is none.
    private int EndOfTown(int at)
    {
        var last = at - 1;
        if (at < _words.Count && Gap(at - 1) is " " or ", " or " - " or "-" or "\n" && IsTownAt(at, out var town))
            last = town;
        if (last + 1 < _words.Count && _words[last + 1].Text == "cedex")
        {
            last++;
            if (last + 1 < _words.Count && IsNumber(last + 1, 1, 2))
                last++;
        }

        return last;
    }

    // « Saint-Denis », « Le Mans », « Villeneuve sur Lot », « beziers »
    private bool IsTownAt(int at, out int last)
    {
        last = at;
        if (!char.IsLetter(_text[_words[at].Start]) || Ends.Contains(_words[at].Text))
            return false;
        while (last + 1 < _words.Count && Particles.Contains(_words[last].Text) && Gap(last) is " " or "-" or "'" or "’")
            last++;
        if (!IsCapital(last) && WordLists.CommonWords.Contains(_words[last].Text))
            return false;
        while (last + 1 < _words.Count && Gap(last) is "-" or " ")
        {
            var next = last + 1;
            var isHyphen = Gap(last) == "-";
            if (isHyphen || (_hasCase && IsCapital(next) && IsCapital(last) && !NeverTowns.Contains(_words[next].Text)))
                last = next;
            else if (Particles.Contains(_words[next].Text) && WithinTowns.Contains(_words[next].Text) && next + 1 < _words.Count && IsCapital(next + 1))
                last = next + 1;
            else
                break;
        }

        return true;
    }

    [GeneratedRegex(
        @"\b(?:rue|ave?|avn|avenue|boulevard|b[lv]{0,2}d|impasse|imp|all[ée]es?|chem(?:in)?|ch|route|rte|quai|square|sq|sentier|lotissement|lot|r[ée]s(?:idence)?|hameau|faubourg|fbg"
        + @"|mont[ée]e|esplanade|promenade|traverse|venelle|ruelle|rond|place|pl|cours|passage|psg|villa|voie|cit[ée]|domaine|clos|parc|mail|r|lieu[- ]?dit|bp|cs|bourg|ferme|cp|postal|adresse|habit\w{0,4}|domicil\w{0,5})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^\d{1,5}[a-d]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HouseNumber();
}
