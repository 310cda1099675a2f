namespace Verbatims.Nlp.Masking;

// Names that a word announces: a title, « je m’appelle », a trade, a relation, thanks.
internal sealed partial class NameFinder
{
    private void AfterTitles()
    {
        for (var i = 0; i + 1 < _words.Count; i++)
        {
            if (!Titles.Contains(_words[i].Text) || !IsTitleHere(i))
                continue;
            var next = i + 1;
            while (next + 1 < _words.Count && (Titles.Contains(_words[next].Text) || (_words[next].Text is "le" or "la" && Titles.Contains(_words[next + 1].Text))))
                next++;
            while (next + 1 < _words.Count && BeforeFamilyNames.Contains(_words[next].Text))
                next++;
            TakeName(next, isCertain: true);
            // « les docteurs Martin et Petit »
            if (_words[i].Text.EndsWith('s') || _words[i].Text is "drs" or "mrs" or "mm")
                TakeFollowers(next, afterCertain: true);
        }
    }

    private bool IsTitleHere(int i)
    {
        var gap = Gap(i);
        var word = _words[i].Text;
        if (gap.AsSpan().ContainsAny(TitleEnds) || (gap.Contains('.', StringComparison.Ordinal) && FullTitles.Contains(word)))
            return false;
        // A single m is a title only with its dot, or as a capital before a capital: « M. Roux », « M Roux ».
        return word is not "m" || (gap.StartsWith('.') && char.IsUpper(_text[_words[i].Start])) || (IsCapital(i) && gap == " " && IsCapital(i + 1))
            || (gap.StartsWith('.') && !IsCommon(i + 1));
    }

    private void AfterTradesAndRelatives()
    {
        for (var i = 0; i + 1 < _words.Count; i++)
        {
            var word = _words[i].Text;
            var isTrade = Trades.Contains(word) || (word is "femme" or "femmes" && i > 0 && _words[i - 1].Text is "sage" or "sages");
            var isRelative = Relatives.Contains(word) && i > 0 && BeforeRelatives.Contains(_words[i - 1].Text);
            if ((!isTrade && !isRelative) || Gap(i).AsSpan().ContainsAny(Breaks))
                continue;

            // « l'infirmière de nuit Sandrine », « ma fille, Léa », « le papa de Soan »
            var next = i + 1;
            for (var skipped = 0; skipped < 3 && next + 1 < _words.Count && !Ends(next) && IsLinkAfterTrade(next, isRelative); skipped++)
                next++;
            // « la famille jaouen », « monsieur le directeur castaing »: even a name that no list knows.
            var isNamed = next == i + 1 && Gap(i) == " " && !IsCommon(next) && _words[next].Text.Length >= 4
                && (word is "famille" || (i >= 2 && _words[i - 1].Text is "le" or "la" && Titles.Contains(_words[i - 2].Text)));
            if (TakeName(next, isCertain: isNamed, isExpected: true, least: word is "as" && !IsCapital(i) ? double.PositiveInfinity : VeryLikely))
                TakeFollowers(next, afterCertain: word.EndsWith('s'));
        }
    }

    private bool IsLinkAfterTrade(int i, bool isRelative) => _words[i].Text switch
    {
        "de" or "du" or "d" => isRelative || Moments.Contains(_words[i + 1].Text),
        var word => AfterTrades.Contains(word),
    };

    private void AfterNamings()
    {
        for (var i = 0; i + 1 < _words.Count; i++)
        {
            if (!Namings.Contains(_words[i].Text) || Gap(i).AsSpan().ContainsAny(Breaks))
                continue;
            var next = i + 1;
            while (next + 1 < _words.Count && next - i < 6 && (Titles.Contains(_words[next].Text)
                || AfterNaming.Contains(_words[next].Text)))
            {
                next++;
            }

            var isNaming = _words[i].Text is not ("nom" or "prenom") || Gap(i).Contains(':', StringComparison.Ordinal) || next > i + 1;
            if (isNaming && (IsCapital(next) || !IsCommon(next)))
                TakeName(next, isCertain: _words[i].Text is not ("nom" or "signe" or "signee"));
        }
    }

    private void AfterCallers()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (!Callers.Contains(_words[i].Text))
                continue;
            var next = i + 1;
            while (next < _words.Count && next - i <= 6 && !BreaksOff(next - 1) && Between.Contains(_words[next].Text) && !IsSureName(next))
                next++;
            if (next < _words.Count && !BreaksOff(next - 1)
                && TakeName(
                    next, isCertain: false, isExpected: next == i + 1 || _words[next - 1].Text is "a",
                    least: _words[next - 1].Text is "a" ? Likely : VeryLikely))
            {
                TakeFollowers(next, afterCertain: true);
            }
        }
    }

    private bool BreaksOff(int i) => Gap(i).AsSpan().ContainsAny(Breaks);

    private bool IsSureName(int i) => _hasCase && IsCapital(i) && IsFirstName(i) && !StartsSentence(i);
}
