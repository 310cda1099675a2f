namespace Verbatims.Nlp.Masking;

// The parts of one name: where it begins, and how far it goes on.
internal sealed partial class NameFinder
{
    /// <summary>Takes the name that begins at a word, if one does.</summary>
    /// <param name="at">The word.</param>
    /// <param name="isCertain">After a title, where even a word that is no known name is one.</param>
    /// <param name="isExpected">After thanks or a trade, where a short first name in lower case is one.</param>
    /// <param name="least">How much a word that no list knows must look like a name to be one: see <see cref="NameLikeness"/>.</param>
    private bool TakeName(int at, bool isCertain, bool isExpected = false, double least = AlmostSure)
    {
        // « Dr de la Tour », « M. El Amrani »
        var i = at;
        while (i + 1 < _words.Count && i - at < 3 && IsJoined(i)
            && (Particles.Contains(_words[i].Text) || (isCertain && _words[i].Text is "o" or "n" or "m" && Gap(i) is "'" or "\u2019")))
        {
            i++;
        }

        if (i > at && !CanBegin(i, isCertain))
            i = at;
        if (i >= _words.Count || StandsAfterPlace(at)
            || !(CanBegin(i, isCertain, isExpected) || (!IsNameOfPlace(i) && LooksLikeAnyName(i, least)) || (isExpected && IsAWordThatNames(i, least))))
        {
            return false;
        }

        for (var k = at; k <= i; k++)
            _isName[k] = true;

        // More parts of the same name.
        while (i + 1 < _words.Count && IsJoined(i))
        {
            var next = i + 1;
            while (next + 1 < _words.Count && Particles.Contains(_words[next].Text) && IsJoined(next) && next - i < 3 && _hasCase
                && CanFollow(next + 1))
            {
                next++;
            }

            if (next == i + 1 && _hasCase && next + 1 < _words.Count && Particles.Contains(_words[next].Text) && IsCapital(next)
                && IsCapital(next + 1) && Gap(next) == " ")
            {
                next++;
            }
            else if (!CanFollow(next) || (Gap(i) == ". " && !IsInitial(i)))
            {
                break;
            }

            for (var k = i + 1; k <= next; k++)
                _isName[k] = true;
            i = next;
        }

        return true;
    }

    private bool IsInitial(int i) => _words[i].End - _words[i].Start == 1;

    private bool CanBegin(int i, bool isCertain, bool isExpected = false)
    {
        if (isCertain && IsInitial(i))
            return IsCapital(i) && (i + 1 >= _words.Count || Gap(i).StartsWith('.') || Ends(i) || _words[i].Text is not ("a" or "y"));
        // After a title even the name of a town or of a disease is that of a person.
        if (IsExcluded(i) && !(isCertain && IsWord(i) && ((_hasCase && IsCapital(i)) || IsFamilyName(i) || !IsCommon(i))
            && !NeverNames.Contains(_words[i].Text) && !Titles.Contains(_words[i].Text) && !Trades.Contains(_words[i].Text)))
        {
            return false;
        }

        if (!isCertain && (IsNameOfPlace(i) || IsThing(i)))
            return false;

        var plain = _words[i].Text;
        if (isCertain)
        {
            // After a title: a capital, a known name, or a word that no comment uses.
            if (_hasCase && IsCapital(i))
                return true;
            return (IsFamilyName(i) || IsFirstName(i) || (!WordLists.CommonWords.Contains(plain) && !SpeaksOfSomebody(i - 1)))
                && plain.Length >= 2;
        }

        if ((IsFirstName(i) && (!IsAlsoAWord(plain) || (_hasCase && IsCapital(i)) || ((isExpected || HasTradeBeside(i)) && !IsCommon(i))))
            || IsOnlyAFamilyName(i) || (isExpected && IsPlainlyAFamilyName(i)))
        {
            return true;
        }

        return _hasCase && IsCapital(i) && !IsAllCapitalsAbbreviation(i) && (!IsCommon(i) || IsFamilyName(i)) && plain.Length >= 2;
    }

    // « un docteur diferent », « le monsieur dacoté »: what follows is said of him.
    private bool SpeaksOfSomebody(int title) => title > 0
        && (WithoutName.Contains(_words[title - 1].Text)
            || (_words[title].Text is "monsieur" or "madame" && _words[title - 1].Text is "le" or "la" or "du"));

    private bool IsAllCapitalsAbbreviation(int i) => IsAllCapitals(i) && _words[i].Text.Length <= 4 && !IsFirstName(i) && !IsFamilyName(i);

    private bool CanFollow(int i)
    {
        // « Vincent L. », « Le Floc'h »
        if (IsInitial(i))
        {
            return _hasCase && (IsCapital(i)
                ? Gap(i - 1) is " " or "-" or ". " && (i + 1 >= _words.Count || Gap(i).StartsWith('.') || Ends(i))
                : Gap(i - 1) is "'" or "\u2019" && _words[i].Text is "h");
        }

        var isHyphen = Gap(i - 1) == "-";
        // « Marie-France », « de la Motte-Rouge »
        if (isHyphen && IsWord(i) && ((_hasCase && IsCapital(i) && IsCapital(i - 1)) || (IsFirstName(i - 1) && (IsCapital(i) || IsFirstName(i)))))
            return true;
        if (IsExcluded(i))
            return false;
        // « Anne So », « Paul Blanc »: after a first name, a capital is the family's name, even where it is a word.
        if (_hasCase && IsCapital(i) && IsCapital(i - 1) && IsFirstName(i - 1) && Gap(i - 1) == " " && !IsAllCapitalsAbbreviation(i)
            && (!IsCommon(i) || i + 1 >= _words.Count || Gap(i) != " " || !WordLists.CommonWords.Contains(_words[i + 1].Text)))
        {
            return true;
        }

        if (_hasCase)
        {
            return (IsCapital(i) && (!IsCommon(i) || IsFamilyName(i) || IsAllCapitals(i)) && !IsAllCapitalsAbbreviation(i))
                || (isHyphen && IsFirstName(i));
        }

        return (IsFirstName(i) && !IsAlsoAWord(_words[i].Text)) || IsShortName(i) || (IsFamilyName(i) && !IsCommon(i)) || (isHyphen && IsFirstName(i))
            || LooksLikeAnyName(i, VeryLikely);
    }
}
