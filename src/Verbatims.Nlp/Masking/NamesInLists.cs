namespace Verbatims.Nlp.Masking;

// Lists of names: from one name to the next, and back.
internal sealed partial class NameFinder
{
    private void InLists()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            // What was taken on the way needs no walk of its own: a long list takes time in proportion.
            if (_isName[i])
                i = TakeFollowers(i, afterCertain: true);
        }

        for (var i = _words.Count - 1; i > 0; i--)
        {
            if (_isName[i] && !_isName[i - 1] && IsListGap(Gap(i - 1)) && LooksLikeAName(i - 1) && !StandsAfterPlace(i - 1))
                _isName[i - 1] = true;
        }
    }

    // « Julie, Karim et Fatou », « Julie / Karim », « Julie et Dr Petit »: from one name to the next.
    private int TakeFollowers(int from, bool afterCertain)
    {
        var last = from;
        while (last < _words.Count && (_isName[last] || Particles.Contains(_words[last].Text)) && last + 1 < _words.Count && IsJoined(last)
            && _isName[last + 1])
        {
            last++;
        }

        while (last + 1 < _words.Count)
        {
            var next = last + 1;
            var gap = Gap(last);
            if (ListWords.Contains(_words[next].Text) && next + 1 < _words.Count)
            {
                while (next + 1 < _words.Count && WordsWithinLists.Contains(_words[next].Text))
                    next++;
            }
            else if (!IsListGap(gap) || !gap.AsSpan().ContainsAny(ListSigns))
            {
                return last;
            }
            else if (_words[next].Text is "a" or "pour" or "puis" && next + 1 < _words.Count)
            {
                next++;
            }

            if (!afterCertain || next >= _words.Count || !LooksLikeAName(AfterNameParticles(next)) || StandsAfterPlace(next))
                return last;
            var end = next;
            TakeName(next, isCertain: false, least: Likely);
            while (end + 1 < _words.Count && _isName[end + 1] && IsJoined(end))
                end++;
            if (!_isName[next])
                return last;
            last = end;
        }

        return last;
    }

    // « et ait ouali », « et Le Goff »: the particle of a name, not an article.
    private int AfterNameParticles(int i)
    {
        while (i + 1 < _words.Count && IsJoined(i) && (NameParticles.Contains(_words[i].Text)
            || (_hasCase && IsCapital(i) && IsCapital(i + 1) && Particles.Contains(_words[i].Text))))
        {
            i++;
        }

        return i;
    }

    private static bool IsListGap(string gap) => gap.Length <= 4 && !gap.AsSpan().ContainsAny(ListEnds);

    // In a list of names, a capital that is no ordinary word is a name; without capitals, only a known name is.
    private bool LooksLikeAName(int i)
    {
        if (IsExcluded(i) || Places.Contains(_words[i].Text) || Eponyms.Contains(_words[i].Text) || IsNameOfPlace(i) || IsThing(i))
            return false;
        if ((IsFirstName(i) && (!IsAlsoAWord(_words[i].Text) || IsCapital(i))) || IsShortName(i) || IsOnlyAFamilyName(i))
            return true;
        return (_hasCase && IsCapital(i) && (!IsCommon(i) || IsFamilyName(i)) && _words[i].Text.Length >= 2) || LooksLikeAnyName(i, Likely);
    }
}
