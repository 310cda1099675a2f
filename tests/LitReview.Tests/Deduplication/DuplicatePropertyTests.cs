using CsCheck;
using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

/// <summary>What holds of the duplicates of any set of references: documents drawn at random, each told by several data bases in its own way.</summary>
public class DuplicatePropertyTests
{
    private static readonly string[] Subjects =
        ["connected dressing", "closed-loop insulin", "remote cardiac monitoring", "wound camera", "fall detector", "speech therapy application"];

    private static readonly string[] Designs = ["a randomised trial", "a cohort study", "a systematic review", "an economic evaluation"];

    private static readonly string[] People = ["García", "Wood", "Le Goff", "Müller", "Nguyen", "O’Brien"];

    private static readonly Gen<Citation> ADocument = Gen.Select(
        AnyOf(Subjects), AnyOf(Designs), AnyOf(People), AnyOf(People), Gen.Int[2015, 2024], Gen.Int[1, 900], Gen.Bool)
        .Select((subject, design, first, second, year, page, hasDoi) => new Citation
        {
            Kind = CitationKind.JournalArticle,
            Title = $"Effect of a {subject} in adults: {design}",
            Authors = [new CitationAuthor(first, "A."), new CitationAuthor(second, "B.")],
            Year = year,
            Journal = "Journal of fictional medicine",
            Volume = $"{year - 2000}",
            Pages = $"{page}-{page + 8}",
            Doi = hasDoi ? $"10.5555/{year}.{page}" : null,
            Source = SourceOf("a"),
        });

    // How another data base tells the same document.
    private static readonly Gen<Func<Citation, Citation>> ATelling = AnyOf<Func<Citation, Citation>>(
        told => told,
        told => told with { Title = told.Title.ToUpperInvariant() + "." },
        told => told with { Doi = null },
        told => told with { Authors = [new CitationAuthor(told.Authors[0].Family, "A")] },
        told => told with { Journal = "J Fict Med", Pages = told.Pages!.Split('-')[0] },
        told => told with { Title = told.Title.Replace("randomised", "randomized", StringComparison.Ordinal) });

    private static readonly Gen<Citation[]> ASet =
        Gen.Select(ADocument, ATelling.Array[1, 4]).Select((document, tellings) => tellings.Select(telling => telling(document)).ToArray())
            .Array[1, 6].Select(groups => groups.SelectMany(group => group)
                .Select((citation, place) => citation with { Source = SourceOf($"r{place}") }).ToArray());

    [Fact]
    public void The_order_in_which_references_come_changes_no_group() => Gen.Select(ASet, Gen.Int).Sample(
        (set, seed) =>
        {
            var shuffled = set.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(GroupsOf(set), GroupsOf(shuffled));
        },
        iter: 400);

    [Fact]
    public void No_group_holds_two_dois() => ASet.Sample(
        set => Assert.All(Find(set).Groups, group => Assert.InRange(group.Select(place => set[place].Doi).OfType<string>().Distinct().Count(), 0, 1)),
        iter: 400);

    [Fact]
    public void A_reference_told_twice_word_for_word_is_one_document() => Gen.Select(ASet, Gen.Int[0, 100]).Sample(
        (set, which) =>
        {
            var twice = set[which % set.Length];
            var report = Find([.. set, twice with { Source = SourceOf("again") }]);
            Assert.Contains(report.Groups, group => group.Contains(which % set.Length) && group.Contains(set.Length));
        },
        iter: 400);

    [Fact]
    public void Nothing_is_lost_and_no_reference_is_in_two_groups() => ASet.Sample(
        set =>
        {
            var report = Find(set);
            var grouped = report.Groups.SelectMany(group => group).ToList();
            Assert.Equal(grouped.Count, grouped.Distinct().Count());
            Assert.All(grouped, place => Assert.InRange(place, 0, set.Length - 1));
            Assert.All(report.Links, link => Assert.Contains(report.Groups, group => group.Contains(link.First) && group.Contains(link.Second)));
        },
        iter: 400);

    private static string GroupsOf(Citation[] set) => string.Join(" | ", Find(set).Groups
        .Select(group => string.Join(',', group.Select(place => set[place].Source.Raw).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));

    private static SourceRecord SourceOf(string raw) => new("a.ris", "RIS", null, 1, 1, raw);

    private static DuplicateReport Find(Citation[] set)
    {
        var finder = new DuplicateFinder();
        foreach (var citation in set)
            finder.Add(citation);
        return finder.Find();
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);
}
