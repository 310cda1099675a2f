namespace Verbatims.Nlp.Masking;

// Names that nothing announces: initials, a known name, a capital that does something to the patient.
internal sealed partial class NameFinder
{
    // « F. Lambert », « Y.K. », « M'bemba »: initials and prefixes that only names have.
    private void Initials()
    {
        for (var i = 0; _hasCase && i + 1 < _words.Count; i++)
        {
            if (_isName[i] || !IsInitial(i) || !IsCapital(i) || !IsCapital(i + 1))
                continue;
            var gap = Gap(i);
            // « M. » is a title.
            if (_words[i].Text is "m" && gap == ". ")
                continue;
            if (gap is "." or ". " && IsInitial(i + 1) && (i == 0 || !IsInitial(i - 1)) && (i + 2 >= _words.Count || !IsInitial(i + 2) || !IsCapital(i + 2))
                && i + 1 < _words.Count && (i + 2 >= _words.Count || Gap(i + 1).StartsWith('.'))
                && !Abbreviations.Contains(_words[i].Text + _words[i + 1].Text))
            {
                _isName[i] = _isName[i + 1] = true;
            }
            else if (gap is "." or ". " && _words[i + 1].Text.Length > 2 && (!IsCommon(i + 1) || IsFamilyName(i + 1)) && !IsExcluded(i + 1)
                && !StandsAfterPlace(i) && (i == 0 || !NotBeforeInitials.Contains(_words[i - 1].Text)))
            {
                _isName[i] = true;
                TakeName(i + 1, isCertain: false);
            }
            else if (gap is "'" or "\u2019" && _words[i].Text is "m" or "n" or "o" or "d" && !IsCommon(i + 1) && !IsExcluded(i + 1)
                && !StandsAfterPlace(i))
            {
                _isName[i] = true;
                TakeName(i + 1, isCertain: false);
            }
        }
    }

    private void Alone()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (_isName[i] || IsExcluded(i) || StandsAfterPlace(i))
                continue;
            var isCapitalInside = _hasCase && IsCapital(i) && !StartsSentence(i);
            var isLikely = IsOnlyAFamilyName(i) || (_hasCase && IsCapital(i) && (IsFirstName(i) || IsFamilyName(i)) && HasTradeBeside(i))
                || (IsFirstName(i) && (!IsAlsoAWord(_words[i].Text) || isCapitalInside
                    || (_hasCase && IsCapital(i) && IsFollowedLikeAPerson(i))))
                || (isCapitalInside && IsFamilyName(i) && !IsCommon(i))
                || (IsFirstName(i) && !IsCommon(i) && HasTradeBeside(i))
                || (_hasCase && IsCapital(i) && IsUnknown(i) && (DoesSomethingToMe(i) || (isCapitalInside && StandsLikeAPerson(i))));
            isLikely = isLikely || StandsLikeAnUnknownPerson(i);
            // « Julie Xyz »: a capital beside a name is a name as well; TakeName goes on by itself.
            if (isLikely)
                TakeName(i, isCertain: false);
        }
    }

    private bool IsUnknown(int i) => !IsCommon(i) && !IsAllCapitalsAbbreviation(i) && _words[i].Text.Length >= 3;

    // « Sigrid m'a forcée »
    private bool DoesSomethingToMe(int i) => i + 2 < _words.Count && Gap(i) is " " or " qui "
        && (_words[i + 1].Text is "m" || (_words[i + 1].Text is "qui" && _words[i + 2].Text is "m" or "nous" or "est" or "a"))
        && WhatSomebodyDoes.Contains(_words[i + 2].Text);

    // « suivie par Typhaine », « avec Typhaine », « Tonio le kiné »
    private bool StandsLikeAPerson(int i) => _words[i - 1].Text is "par" or "avec"
        || (i + 1 < _words.Count && Gap(i) is " " or ", " && (Trades.Contains(_words[i + 1].Text)
            || (i + 2 < _words.Count && BeforeTrades.Contains(_words[i + 1].Text) && Trades.Contains(_words[i + 2].Text))));

    private bool IsFollowedLikeAPerson(int i)
    {
        if (i + 1 >= _words.Count)
            return false;
        var next = _words[i + 1].Text;
        return Gap(i) is " " or ", " or " , "
            && (AfterPersons.Contains(next)
                || Trades.Contains(next) || (next is "et" or "ainsi" && i + 2 < _words.Count && IsFirstName(i + 2) && IsCapital(i + 2))
                || (IsCapital(i + 1) && !IsCommon(i + 1))
                // « Florence de la compta », « Florence du bloc »
                || (next is "du" && i + 2 < _words.Count && AfterDu.Contains(_words[i + 2].Text))
                || (next is "de" && i + 2 < _words.Count && AfterDe.Contains(_words[i + 2].Text)));
    }
}
