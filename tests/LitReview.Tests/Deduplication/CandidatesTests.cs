using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

/// <summary>Which references are compared at all: those that share a key.</summary>
public class CandidatesTests
{
    private static readonly Citation Bare = new() { Source = new SourceRecord("a.ris", "RIS", null, 1, 1, "a") };

    // In each pair, the references share one key and nothing else.
    public static TheoryData<Citation, Citation> ShareAKey => new()
    {
        { Bare with { Title = "Sleep", Doi = "10.5555/a" }, Bare with { Title = "Wounds", Doi = "10.5555/a" } },
        { Bare with { Title = "Sleep", PubMedId = "1" }, Bare with { Title = "Wounds", PubMedId = "1" } },
        { Bare with { Title = "Insomnia" }, Bare with { Title = "Insomnia." } }, // eight letters

        // The first thirty letters, then the last thirty.
        { Bare with { Title = "Healing of chronic wounds at houses" }, Bare with { Title = "Healing of chronic wounds at houses: " + Supervised } },
        { Bare with { Title = "Healing of chronic wounds at houses" }, Bare with { Title = Supervised + ": healing of chronic wounds at houses" } },

        // Twenty-one letters of a title in its own language.
        { Bare with { Title = "Women asleep", OriginalTitle = "Le sommeil des patientes" }, Bare with { Title = "Le sommeil des patientes" } },
        { Bare with { Title = "Women asleep", OriginalTitle = "Le sommeil des patientes" }, Bare with { Title = "Night", OriginalTitle = "Le sommeil des patientes" } },

        // The four longest words, in any order; among those of one length, the first by alphabet.
        { Bare with { Title = "Pain of knee and hip" }, Bare with { Title = "Hip and knee pain" } },
        { Bare with { Title = "Zoo: toe, leg, arm, hip" }, Bare with { Title = "Hip, arm, leg, toe" } },

        // Author, year and page; author, volume and page; volume, pages and year.
        { Bare with { Title = "Sleep", Authors = [new("Wood", "A")], Year = 2019, Pages = "31-9" }, Bare with { Title = "Pain", Authors = [new("Wood", "B")], Year = 2019, Pages = "31" } },
        { Bare with { Title = "Sleep", Authors = [new("Wood", "A")], Year = 2019, Volume = "4", Pages = "31-9" }, Bare with { Title = "Pain", Authors = [new("Wood", "B")], Volume = "4", Pages = "31" } },
        { Bare with { Title = "Sleep", Year = 2019, Volume = "4", Pages = "31-9" }, Bare with { Title = "Pain", Year = 2019, Volume = "4", Pages = "31-39" } },

        // Most pieces of the title: twenty letters are enough.
        { Bare with { Title = "Sleeping night workers" }, Bare with { Title = "Sleeping night workerz" } },
        {
            Bare with { Title = "Effect of a connected dressing on the healing of chronic wounds in adults at home and in hospital, a randomised trial" },
            Bare with { Title = "Efect of a conected dressing on the healing of chronic wounds in adults at home and in hospital, a randomised tryal" }
        },
    };

    public static TheoryData<Citation, Citation> ShareNoKey => new()
    {
        { Bare, Bare },
        { Bare with { Title = "Anxiety" }, Bare with { Title = "Anxiety" } }, // seven letters
        { Bare with { Title = "Sleeping night nurses" }, Bare with { Title = "Sleeping night nursez" } }, // nineteen letters
        { Bare with { Title = "Healing of chronic wounds at homes" }, Bare with { Title = "Healing of chronic wounds at homes: " + Supervised } }, // twenty-nine
        { Bare with { Title = "Healing of chronic wounds at homes" }, Bare with { Title = Supervised + ": healing of chronic wounds at homes" } },
        { Bare with { Title = "Asleep", OriginalTitle = "Le sommeil des patients" }, Bare with { Title = "Night", OriginalTitle = "Le sommeil des patients" } }, // twenty
        { Bare with { Title = "Hip, knee pain" }, Bare with { Title = "Pain, knee, hip" } }, // three words
        { Bare with { Title = "Sleep", Authors = [new("Wood", "A")], Pages = "31" }, Bare with { Title = "Pain", Authors = [new("Wood", "B")], Pages = "31" } },
        { Bare with { Title = "Sleep", Authors = [new("Wood", "A")], Year = 2019, Volume = "4" }, Bare with { Title = "Pain", Authors = [new("Wood", "B")], Year = 2019, Volume = "4" } },
        { Bare with { Title = "Sleep", Year = 2019, Pages = "31" }, Bare with { Title = "Pain", Year = 2019, Pages = "31" } },
        { Bare with { Title = "Sleep", Volume = "4", Pages = "31" }, Bare with { Title = "Pain", Volume = "4", Pages = "31" } },
        { Bare with { Title = "Sleep", Year = 2019, Volume = "4" }, Bare with { Title = "Pain", Year = 2019, Volume = "4" } },
        { Bare with { Title = "Sleep", Year = 2019, Volume = "4", Pages = "31-9" }, Bare with { Title = "Pain", Year = 2019, Volume = "4", Pages = "31-5" } },
    };

    private const string Supervised = "hyperbaric oxygenation versus conventional compression bandaging supervised through videoconference";

    [Theory]
    [MemberData(nameof(ShareAKey), DisableDiscoveryEnumeration = true)]
    public void One_key_in_common_is_enough_to_be_compared(Citation one, Citation other)
    {
        Assert.Equal([(1, 2)], Find(Bare with { Title = "Something else, at some length" }, one, other));
        Assert.Equal([(0, 1)], Find(other, one));
    }

    [Theory]
    [MemberData(nameof(ShareNoKey), DisableDiscoveryEnumeration = true)]
    public void Without_a_key_in_common_nothing_is_compared(Citation one, Citation other) => Assert.Empty(Find(one, other));

    [Fact]
    public void A_pair_gives_back_both_its_places() => Assert.Equal((70_000, 2_000_000_000), Candidates.Places((70_000L << 32) | 2_000_000_000));

    [Fact]
    public void Forty_references_of_one_title_are_all_compared() =>
        Assert.Equal(40 * 39 / 2, Find([.. Enumerable.Range(0, 40).Select(i => Bare with { Title = "Insomnia", Authors = [new($"Name{(char)('a' + (i / 20))}{(char)('a' + (i % 20))}", "X")] })]).Count);

    [Theory]
    [InlineData("year")]
    [InlineData("volume")]
    [InlineData("page")]
    public void Of_more_than_forty_only_the_next_eleven_by_author_year_volume_and_page_are_compared(string field)
    {
        // 41 references come in a mixed order; their rank is by author first, then by the field.
        var ranks = Enumerable.Range(0, 41).Select(i => i * 7 % 41).ToList();
        var references = ranks.Select(rank => Bare with
        {
            Title = "Insomnia",
            Authors = [new(rank < 21 ? "Abel" : "Zola", "X")],
            Year = field == "year" ? 1950 + (rank % 21) : 1950,
            Volume = field == "volume" ? $"{100 + (rank % 21)}" : null,
            Pages = field == "page" ? $"{100 + (rank % 21)}" : null,
        });

        var expected = Enumerable.Range(0, 41).SelectMany(i => Enumerable.Range(i + 1, 40 - i).Select(j => (First: i, Second: j)))
            .Where(pair => Math.Abs(ranks[pair.First] - ranks[pair.Second]) < 12);

        Assert.Equal(expected, Find([.. references]));
    }

    [Fact]
    public void Work_that_was_stopped_ends()
    {
        var stopped = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => Candidates.Find([], stopped));
    }

    private static List<(int First, int Second)> Find(params Citation[] references) =>
        [.. Candidates.Find([.. references.Select(reference => new Fingerprint(reference, "a"))], TestContext.Current.CancellationToken).Select(Candidates.Places).Order()];
}
