using System.Collections.Frozen;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Masking;

// Names that no list knows, in the places where only a name stands.
internal sealed partial class NameFinder
{
    // How much a word must look like a name: after « merci à »; beside a trade or a relative; where little says that a person stands there.
    private const double Likely = 1.5;
    private const double VeryLikely = 4;
    private const double AlmostSure = 6;

    private const int ShortestUnknown = 4;
    private const int LongestUnknown = 20;

    // Of each word, once it was asked for.
    private double[]? _likeness;

    // « DrMartin », « mmeleroux »: the title is a word of its own.
    private void PartGluedTitles()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            var word = _words[i];
            if (word.Text.Length < 5 || word.Text[0] is not ('d' or 'm' or 'p') || word.Text.Length != word.End - word.Start
                || WordLists.CommonWords.Contains(word.Text)
                || Array.Find(GluedTitles, own => word.Text.StartsWith(own, StringComparison.Ordinal)) is not { } title
                || word.Text.Length < title.Length + 3)
            {
                continue;
            }

            var (rest, at) = (word.Text[title.Length..], word.Start + title.Length);
            var isParted = char.IsUpper(_text[at]) && char.IsLower(_text[at - 1]);
            if (isParted || (!IsCommon(i) && !IsFirstName(i) && !IsFamilyName(i)
                && (WordLists.FirstNames.Contains(rest) || WordLists.FamilyNames.Contains(rest))))
            {
                _words[i] = word with { Text = title, End = at };
                _words.Insert(i + 1, new Word(rest, at, word.End));
            }
        }
    }

    // « Cordialement, Soazig », « Merci.⏎Paulette »: what ends a comment after these is who wrote it.
    private void AfterFarewells()
    {
        for (var i = Math.Max(0, _words.Count - 6); i + 1 < _words.Count; i++)
        {
            if (!Farewells.Contains(_words[i].Text) || _words.Count - 1 - i > 4)
                continue;
            var next = i + 1;
            while (next + 1 < _words.Count && next - i <= 2 && AfterFarewell.Contains(_words[next].Text))
                next++;
            var isParted = Gap(next - 1).AsSpan().ContainsAny(",.!\n\r");
            if ((isParted || (next == i + 1 && _words[i].Text is not ("merci" or "journee" or "bien"))) && !IsCommon(next) && !IsExcluded(next) && !Places.Contains(_words[next].Text)
                && ((_hasCase && IsCapital(next) && !IsAllCapitalsAbbreviation(next)) || LooksLikeAnyName(next, Likely)))
            {
                TakeName(next, isCertain: true);
            }
        }
    }

    // « l’équipe de Tchouameni », « le sourire d’Ornella »
    private void AfterQualities()
    {
        for (var i = 0; i + 2 < _words.Count; i++)
        {
            if (!Qualities.Contains(_words[i].Text) || _words[i + 1].Text is not ("de" or "d") || BreaksOff(i) || BreaksOff(i + 1) || _isName[i + 2])
                continue;
            if ((_hasCase && IsCapital(i + 2) && IsUnknown(i + 2) && LooksLikeAnyName(i + 2, 0)) || LooksLikeAnyName(i + 2, VeryLikely))
                TakeName(i + 2, isCertain: false, isExpected: true, least: 0);
        }
    }

    // A word that no list knows, where a person would stand: « soazig l’infirmière », « oumarou m’a rassuré », « suivie par wieczorek ».
    private bool StandsLikeAnUnknownPerson(int i)
    {
        if (!LooksLikeAnyName(i, Likely))
            return false;
        // « Oksana et Soazig sont géniales », « j’ai adoré Oksana »
        if (_hasCase && IsCapital(i) && ((i > 0 && _words[i - 1].Text is "adore" or "rencontre" or "connu")
            || (i + 2 < _words.Count && _words[i + 1].Text is "et" && IsCapital(i + 2) && LooksLikeAnyName(i + 2, Likely)
                && (i == 0 || _words[i - 1].Text is not ("a" or "au" or "de")))))
        {
            return true;
        }

        if (i > 0 && _words[i - 1].Text is "par")
            return true;
        if (!LooksLikeAnyName(i, VeryLikely))
            return false;
        if (HasTradeBeside(i))
            return true;
        if (!LooksLikeAnyName(i, AlmostSure))
            return false;
        var isFirst = i == 0 || BreaksOff(i - 1) || Gap(i - 1).Contains(',', StringComparison.Ordinal) || _words[i - 1].Text is "et";
        return (isFirst && i + 1 < _words.Count && Gap(i) is " " && (DoesSomethingToMe(i) || AfterUnknownPersons.Contains(_words[i + 1].Text)))
            || (i > 1 && _words[i - 1].Text is "petit" or "petite" && BeforeLittle.Contains(_words[i - 2].Text))
            || (i > 0 && _words[i - 1].Text is "avec");
    }

    private bool LooksLikeAnyName(int i, double least)
    {
        if (_likeness is null)
        {
            _likeness = new double[_words.Count];
            Array.Fill(_likeness, double.NaN);
        }

        if (double.IsNaN(_likeness[i]))
            _likeness[i] = LikenessOf(i);
        return _likeness[i] >= least;
    }

    // Of a word that is in no list, and is none of a list with a fault.
    private double LikenessOf(int i)
    {
        var plain = _words[i].Text;
        if (plain.Length is < ShortestUnknown or > LongestUnknown || IsCommon(i) || IsExcluded(i) || IsFirstName(i) || IsFamilyName(i)
            || Places.Contains(plain) || Eponyms.Contains(plain) || Callers.Contains(plain) || plain.AsSpan().ContainsAnyExceptInRange('a', 'z'))
        {
            return double.NegativeInfinity;
        }

        var likeness = NameLikeness.OfTheLists.Of(plain);
        return likeness >= 0 && IsAWordWithAFault(plain) ? double.NegativeInfinity : likeness;
    }

    // « gentilesse », « infirmmière »: a letter away from a common word, and from no first name.
    private static bool IsAWordWithAFault(string plain) =>
        WordLists.CommonWords.Contains(plain + "s") || (plain.EndsWith('s') && WordLists.CommonWords.Contains(plain[..^1]))
        || (IsALetterAway(plain, WordLists.CommonWords) && !IsALetterAway(plain, WordLists.FirstNames));

    private static bool IsALetterAway(string plain, FrozenSet<string> words)
    {
        for (var i = 0; i < plain.Length; i++)
        {
            if (words.Contains(plain.Remove(i, 1)))
                return true;
            if (i + 1 < plain.Length && words.Contains(string.Concat(plain.AsSpan(0, i), [plain[i + 1], plain[i]], plain.AsSpan(i + 2))))
                return true;
            for (var letter = 'a'; letter <= 'z'; letter++)
            {
                if (words.Contains(string.Concat(plain.AsSpan(0, i), [letter], plain.AsSpan(i)))
                    || words.Contains(string.Concat(plain.AsSpan(0, i), [letter], plain.AsSpan(i + 1))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // « merci à rose », « l’infirmière marine »; not « l’infirmière claire dans ses explications ».
    private bool IsAWordThatNames(int i, double least) => WordsThatName.Contains(_words[i].Text)
        || (least <= Likely && WordsThatMayName.Contains(_words[i].Text));
}
