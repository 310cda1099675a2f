namespace LitReview.Deduplication;

/// <summary>What two references have in common, and whether that makes them one document.</summary>
/// <param name="Probability">How likely both are one document, in [0, 1].</param>
/// <param name="Agreements">What agrees, in French.</param>
/// <param name="Differences">What does not, in French.</param>
/// <param name="Vetoes">What forbids linking them without a person, in French.</param>
internal sealed record PairVerdict(
    double Probability, IReadOnlyList<string> Agreements, IReadOnlyList<string> Differences,
        IReadOnlyList<string> Vetoes)
{
    /// <summary>Whether they are linked without asking.</summary>
    public bool IsAutomatic => Vetoes.Count == 0 && Probability >= PairScorer.Automatic;

    /// <summary>« Titre identique, même année ; mais DOI différents. »</summary>
    public string Sentence
    {
        get
        {
            var against = Vetoes.Concat(Differences).Distinct().ToList();
            var text = (Agreements.Count > 0 ? string.Join(", ", Agreements) : "rien de sûr en commun")
                + (against.Count > 0 ? " ; mais " + string.Join(", ", against) : "") + ".";
            return char.ToUpperInvariant(text[0]) + text[1..];
        }
    }
}

/// <summary>Weighs the evidence for and against two references being one document.</summary>
/// <remarks>
/// Each field adds its weight of evidence in log-odds (Fellegi and Sunter, J Am Stat Assoc 64(328), 1969,
/// doi:10.2307/2286061); the sum
/// goes through the logistic function. Rules that no sum outweighs are vetoes: they send the pair to a person.
/// </remarks>
internal static class PairScorer
{
    /// <summary>From this probability on, two references are linked without asking.</summary>
    public const double Automatic = 0.95;

    private const double Prior = -4;

    private enum TitleRelation
    {
        Unknown, Same, Nearly, Truncated, Close, Remote, Other,
    }

    public static PairVerdict Compare(Fingerprint one, Fingerprint other)
    {
        var pair = new Evidence();
        var title = Titles(one, other, pair);
        var authors = Authors(one, other, pair);
        var years = one.Year is { } y1 && other.Year is { } y2 ? Math.Abs(y1 - y2) : (int?)null;
        pair.Add(years switch { null => -0.2, 0 => 1, 1 => -0.3, 2 => -2, _ => -5 }, years switch
        {
            null => null,
            0 => "même année",
            _ => $"années différentes ({one.Year} et {other.Year})",
        });
        var hasPreprint = one.IsPreprint != other.IsPreprint;
        var journal = hasPreprint ? null : Journals(one, other);
        pair.Add(journal switch { true => 1.5, false => -2.5, null => 0 }, journal switch
        {
            true => "même revue",
            false => "revues différentes",
            null => null,
        });
        var volume = Same(one.Volume, other.Volume);
        pair.Add(volume switch { true => 1.5, false => -2.5, null => 0 }, volume switch
        {
            true => "même volume",
            false => $"volumes différents ({one.Volume} et {other.Volume})",
            null => null,
        });
        var page = Pages(one, other, pair);
        var doi = Same(one.Doi, other.Doi);
        pair.Add(doi switch { true => 7, false => hasPreprint ? -1 : -6, null => 0 }, doi == true ? "même DOI" : null);
        var pubMed = Same(one.PubMedId, other.PubMedId);
        pair.Add(pubMed switch { true => 9, false => hasPreprint ? -1 : -7, null => 0 }, pubMed == true ? "même PMID"
            : null);
        var summary = Abstracts(one, other, pair);

        var isPlaced = page == true && (volume == true || journal == true || years == 0);

        // Several pages, all of them, in one volume of one journal, by the same authors: whatever the language of the
        // title, one article.
        var isOneArticle = isPlaced && volume == true && journal == true && years == 0 && authors == true
            && !one.IsSupplement && !other.IsSupplement
            && one.LastPage is not null && one.LastPage == other.LastPage && one.LastPage != one.FirstPage;
        if (isOneArticle && title is (TitleRelation.Remote or TitleRelation.Other))
            pair.Add(4, null);
        if (doi == false && !hasPreprint)
            pair.Forbid("DOI différents", 0);
        if (doi == false && hasPreprint && !(title == TitleRelation.Same && authors == true))
            pair.Forbid("DOI différents", 1);
        if (doi == true && one.RawDoi != other.RawDoi && years is not (0 or 1))
            pair.Forbid("deux versions d’une même revue systématique", 3);
        if (pubMed == false && !hasPreprint)
            pair.Forbid("PMID différents", 0);
        if (one.Title.Role != other.Title.Role)
            pair.Forbid(RoleReason(one, other), 5);
        if (one.Title.Numbers != other.Title.Numbers && title is not TitleRelation.Truncated
            && !(doi == true && title == TitleRelation.Nearly && isPlaced))
        {
            pair.Forbid("nombres différents dans les titres", 3);
        }

        if (doi == true || pubMed == true)
        {
            if (title is (TitleRelation.Remote or TitleRelation.Other) && !(one.Title.IsEmpty || other.Title.IsEmpty))
                pair.Forbid("titres différents", authors == false ? 9 : 3);
            else if (title is TitleRelation.Close && authors == false)
                pair.Forbid("titres et auteurs différents", 3);
        }
        else
        {
            if (title is (TitleRelation.Remote or TitleRelation.Other or TitleRelation.Unknown) && !isOneArticle)
                pair.Forbid("titres trop différents", 0);
            Guard(one, other, pair, title, authors, years, journal, volume, page, isPlaced, summary);
        }

        return pair.Verdict(Prior);
    }

    // Without a shared identifier, a title alone is not enough when the rest contradicts it.
    private static void Guard(
        Fingerprint one, Fingerprint other, Evidence pair, TitleRelation title, bool? authors, int? years,
            bool? journal, bool? volume,
        bool? page, bool isPlaced, double? summary)
    {
        if ((one.Title.IsWeak || other.Title.IsWeak) && !(authors == true && isPlaced && volume != false))
            pair.Forbid("titre trop général pour suffire", 2);
        if (journal == false && !isPlaced)
            pair.Forbid("revues différentes", 2);
        if (years > 1 && !(isPlaced && volume == true))
            pair.Forbid("années différentes", 1);
        var isPreprintOf = one.IsPreprint != other.IsPreprint && title == TitleRelation.Same && authors == true;
        if (years == 1 && !isPlaced && !isPreprintOf && journal != true && volume != true && summary is not > 0.5)
            pair.Forbid("années différentes", 2);
        if (years >= 1 && title is not TitleRelation.Same and not TitleRelation.Nearly && !isPlaced)
            pair.Forbid("années et titres différents", 2);
        if (volume == false && page == false)
            pair.Forbid("volumes et pages différents", 2);
        if (page == false && volume == true && (one.IsSupplement || other.IsSupplement))
            pair.Forbid("deux résumés d’un même supplément", 2);
        if (page == false && one.IsSupplement != other.IsSupplement)
            pair.Forbid("peut-être un résumé de congrès et son article", 2);
        if (authors == false)
            pair.Forbid("auteurs différents", 0);
        if (title == TitleRelation.Close && !(isPlaced && authors == true) && !(isPlaced && volume == true))
            pair.Forbid("titres proches sans être les mêmes", 0);
        var isSupported = isPlaced || summary is > 0.5;
        if (title == TitleRelation.Nearly && !isSupported && !Spelling.IsAll(one.Title, other.Title))
            pair.Forbid("un mot du titre diffère", 3);
        if (title == TitleRelation.Truncated && !isSupported && journal != true && volume != true)
            pair.Forbid("rien ne confirme la fin du titre", 1);
        if (summary is < 0.04 && title != TitleRelation.Same)
            pair.Forbid("résumés différents", 0);
    }

    private static TitleRelation Titles(Fingerprint one, Fingerprint other, Evidence pair)
    {
        var relation = Relation(one.Title, other.Title, out var similarity);
        if (relation is (TitleRelation.Remote or TitleRelation.Other or TitleRelation.Close)
            && IsTranslated(one, other))
        {
            relation = TitleRelation.Same;
        }

        var isWeak = one.Title.IsWeak || other.Title.IsWeak;
        pair.Add(
            relation switch
            {
                TitleRelation.Unknown => 0,
                TitleRelation.Same => isWeak ? 2.5 : 7.5,
                TitleRelation.Nearly => isWeak ? 1 : similarity >= 0.96 ? 6 : 4.5,
                TitleRelation.Truncated => 4,
                TitleRelation.Close => similarity >= 0.85 ? 2 : -0.5,
                TitleRelation.Remote => -3,
                TitleRelation.Other => -7,
                _ => 0,
            },
            relation switch
            {
                TitleRelation.Same => "titre identique",
                TitleRelation.Nearly => "titre presque identique",
                TitleRelation.Truncated => "un titre commence l’autre",
                TitleRelation.Close => "titres proches",
                TitleRelation.Remote or TitleRelation.Other => "titres différents",
                TitleRelation.Unknown => null,
                _ => null,
            },
            isFor: relation is TitleRelation.Same or TitleRelation.Nearly or TitleRelation.Truncated or TitleRelation.Close);
        return relation;
    }

    private static bool IsTranslated(Fingerprint one, Fingerprint other) =>
        (one.Original.Length > 20 && one.Original == other.Title.Compact)
            || (other.Original.Length > 20 && other.Original == one.Title.Compact);

    private static TitleRelation Relation(TitleText one, TitleText other, out double similarity)
    {
        similarity = 0;
        if (one.IsEmpty || other.IsEmpty)
            return TitleRelation.Unknown;
        var (a, b) = (one.Compact, other.Compact);
        if (a == b)
        {
            similarity = 1;
            return TitleRelation.Same;
        }

        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        similarity = Distances.Similarity(a, b);
        if (similarity < 0.92 && shorter.Length >= 25
            && (longer.StartsWith(shorter, StringComparison.Ordinal)
                || longer.EndsWith(shorter, StringComparison.Ordinal)))
        {
            return TitleRelation.Truncated;
        }

        // Words in another order, or a few of them dropped.
        var words = one.Words.Intersect(other.Words, StringComparer.Ordinal).Sum(word => word.Length);
        var least = Math.Min(one.Words.Distinct().Sum(word => word.Length), other.Words.Distinct()
            .Sum(word => word.Length));
        var most = Math.Max(one.Words.Distinct().Sum(word => word.Length), other.Words.Distinct()
            .Sum(word => word.Length));
        similarity = Math.Max(similarity, Math.Min((double)words / least, (double)words / most + 0.05) * 0.95);
        return similarity switch
        {
            >= 0.92 => TitleRelation.Nearly,
            >= 0.75 => TitleRelation.Close,
            >= 0.6 => TitleRelation.Remote,
            _ => TitleRelation.Other,
        };
    }

    // True: the first author agrees, or most do; false: none does; null: one cannot tell.
    private static bool? Authors(Fingerprint one, Fingerprint other, Evidence pair)
    {
        if (one.Authors.Length == 0 || other.Authors.Length == 0)
            return null;
        var first = one.Authors[0].Fits(other.Authors[0]);
        // Three authors of one name are not three times the one whom the other reference gives.
        var shared = Math.Min(
            one.Authors.Count(author => other.Authors.Any(author.Fits)), other.Authors.Count(author => one.Authors.Any(author.Fits)));
        var least = Math.Min(one.Authors.Length, other.Authors.Length);
        if (first)
        {
            var all = one.AuthorCount == other.AuthorCount && shared == one.Authors.Length && shared > 2;
            pair.Add(all ? 2.5 : 1.5, all ? "mêmes auteurs" : "même premier auteur");
            return true;
        }

        if (shared * 2 >= least)
        {
            pair.Add(0.5, "des auteurs communs");
            return true;
        }

        pair.Add(shared > 0 ? -2 : -4.5, "auteurs différents");
        return shared > 0 ? null : false;
    }

    private static bool? Journals(Fingerprint one, Fingerprint other)
    {
        if (one.Serials.Intersect(other.Serials, StringComparer.Ordinal).Any())
            return true;
        return JournalName.Compare(one.Journals, other.Journals);
    }

    private static bool? Pages(Fingerprint one, Fingerprint other, Evidence pair)
    {
        if (one.FirstPage is not { } page || other.FirstPage is not { } known)
            return null;
        if (page == known || page.TrimStart('s') == known.TrimStart('s'))
        {
            pair.Add(2.5, "mêmes pages");
            return true;
        }

        // Before an issue is made, an article goes from page 1, or has a number: « e12 ».
        if (page is "1" || known is "1" || IsNumberOfArticle(page) != IsNumberOfArticle(known))
        {
            pair.Add(-0.7, null);
            return null;
        }

        if (one.LastPage is not null && one.LastPage == other.LastPage)
        {
            pair.Add(1, "même dernière page");
            return null;
        }

        pair.Add(-2.5, $"pages différentes ({one.FirstPage} et {other.FirstPage})");
        return false;
    }

    private static bool IsNumberOfArticle(string page) => char.IsLetter(page[0]) && page[0] != 's';

    // The share of wording in common; null when an abstract is missing.
    private static double? Abstracts(Fingerprint one, Fingerprint other, Evidence pair)
    {
        if (one.Abstract.Length < 12 || other.Abstract.Length < 12)
            return null;
        var least = Math.Min(one.Abstract.Length, other.Abstract.Length);
        var union = one.Abstract.Concat(other.Abstract).Distinct().Order().Take(least).ToHashSet();
        var share = (double)one.Abstract.Count(hash => union.Contains(hash)
            && Array.BinarySearch(other.Abstract, hash) >= 0) / least;
        pair.Add(
            share switch { >= 0.6 => 3, >= 0.25 => 1.5, >= 0.04 => 0, _ => -3 },
            share switch
            {
                >= 0.6 => "même résumé",
                >= 0.25 => "résumés proches",
                >= 0.04 => null,
                _ =>
                "résumés différents"
            });
        return share;
    }

    private static bool? Same(string? one, string? other) => one is null || other is null ? null : one == other;

    private static string RoleReason(Fingerprint one, Fingerprint other)
    {
        string[] roles = [.. new[] { one.Title.Role, other.Title.Role }.Where(role => role.Length > 0).Order(StringComparer.Ordinal).Select(Named)];
        return roles.Length == 2 ? $"l’un est {roles[0]}, l’autre {roles[1]}" : $"l’un est {roles[0]}, l’autre non";
    }

    private static string Named(string role) => role switch
    {
        "réponse" => "une réponse",
        "retraction" => "une rétractation",
        _ => "un " + role,
    };

    /// <summary>Evidence while it is gathered.</summary>
    private sealed class Evidence
    {
        private readonly List<string> _for = [];
        private readonly List<string> _against = [];
        private readonly List<string> _vetoes = [];
        private double _logOdds;

        public void Add(double weight, string? words, bool? isFor = null)
        {
            _logOdds += weight;
            if (words is not null)
                (isFor ?? weight > 0 ? _for : _against).Add(words);
        }

        public void Forbid(string words, double cost)
        {
            _logOdds -= cost;
            _vetoes.Add(words);
        }

        public PairVerdict Verdict(double prior) =>
            new(1 / (1 + Math.Exp(-(prior + _logOdds))), _for, _against, _vetoes);
    }
}
