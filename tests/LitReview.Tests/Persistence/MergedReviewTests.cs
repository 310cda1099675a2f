using System.Text;
using LitReview.Citations;
using LitReview.Reviews;
using LitReview.Searching;

namespace LitReview.Tests.Persistence;

/// <summary>One document that two data bases export: the first without abstract, the second with abstract and label.</summary>
public sealed class MergedReviewTests
{
    private const string Poor =
        """
        TY  - JOUR
        TI  - Remote monitoring of heart failure at home
        AU  - Martin, A
        PY  - 2020
        DO  - 10.1000/coeur
        ER  -
        """;

    private const string Full =
        """
        TY  - JOUR
        TI  - Remote monitoring of heart failure at home
        AU  - Martin, A
        PY  - 2020
        DO  - 10.1000/coeur
        AB  - Two hundred patients were followed by telemonitoring for twelve months.
        KW  - telemedicine
        N1  - ASReview_relevant
        ER  -
        """;

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_both_exports_say_is_read_ranked_searched_and_exported_and_an_undone_link_sets_them_apart(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync();
        await ImportAsync(store, id, Poor, "a.ris");
        Assert.Equal("", (await ReadAsync(store, id, 1)).Abstract);
        Assert.Equal(0, await FoundAsync(store, id));

        var linked = await ImportAsync(store, id, Full, "b.ris");

        Assert.Equal(1, linked.Find(2)!.DuplicateOf);
        Assert.Contains("DOI", linked.Find(2)!.LinkReason, StringComparison.Ordinal);
        var read = await ReadAsync(store, id, 1);
        Assert.StartsWith("Two hundred patients", read.Abstract, StringComparison.Ordinal);
        Assert.Equal((CitationLabel?)CitationLabel.Included, read.Label);
        Assert.Equal(["telemedicine"], read.Keywords);
        Assert.StartsWith("Two hundred", (await store.Services.Queries.TextsAsync(linked))[0].Abstract, StringComparison.Ordinal);
        Assert.Equal(1, await FoundAsync(store, id));
        var all = await store.Services.Queries.AllCitationsAsync(id).ToListAsync();
        Assert.StartsWith("Two hundred", all[0].Citation.Abstract, StringComparison.Ordinal);
        using var list = new MemoryStream("10.1000/coeur"u8.ToArray());
        var known = AStore.Done(await store.Services.GiveKnownAsync(id, list, "connus.txt", AStore.Anne, Guid.NewGuid())).Review;
        Assert.Equal([1], Assert.Single(known.KnownLists).Records);
        // Each source stays whole beside what is read.
        var sources = await store.Services.Queries.SourcesAsync(id, [1, 2]);
        Assert.Equal(("", "a.ris", "b.ris"), (sources[1].Abstract, sources[1].Source.File, sources[2].Source.File));
        Assert.Null(await store.Services.Queries.FirstChangedImportAsync(linked));

        var apart = AStore.Done(await store.Services.Desk.DoAsync(id, new UnlinkDuplicate(2, "Deux études."), AStore.Anne, Guid.NewGuid())).Review;

        Assert.Equal("", (await ReadAsync(store, id, 1)).Abstract);
        Assert.StartsWith("Two hundred", (await ReadAsync(store, id, 2)).Abstract, StringComparison.Ordinal);
        Assert.Equal(["", "Two"], (await store.Services.Queries.TextsAsync(apart)).Select(text => text.Abstract.Split(' ')[0]));
        Assert.Equal(1, await FoundAsync(store, id));
        Assert.True(apart.RankedSince > linked.RankedSince);
    }

    [Fact]
    public async Task An_order_comes_again_from_the_journal_through_links_and_an_undone_one()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 12);
        await ImportAsync(store, id, Poor, "a.ris");
        await ReadSomeAsync(store, id, 3);
        await ImportAsync(store, id, Full, "b.ris");
        await ReadSomeAsync(store, id, 3);
        AStore.Done(await store.Services.Desk.DoAsync(id, new UnlinkDuplicate(14, "Deux études."), AStore.Anne, Guid.NewGuid()));
        await ReadSomeAsync(store, id, 4);

        var journal = (await store.Services.Queries.JournalAsync(id, take: int.MaxValue)).Reverse();
        var again = await ReviewReplay.RunAsync(id, journal, store.Services.Queries.TextsAsync, store.Services.SecondModels.Find);

        Assert.Equal((10, 0), (again.Same, again.Differing.Count));
    }

    [Fact]
    public async Task A_review_begun_before_keeps_the_texts_of_its_order_until_references_are_linked_again()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync();
        await ImportAsync(store, id, Poor, "a.ris");
        await ImportAsync(store, id, Full, "b.ris");
        var journal = (await store.Services.Queries.JournalAsync(id)).Reverse();
        Review? older = null;
        foreach (var recorded in journal)
        {
            older = Review.Fold(
                id, older, recorded with { Event = recorded.Event is DuplicatesLinked links ? links with { Merges = false } : recorded.Event });
        }

        Assert.Equal(1, older!.Find(2)!.DuplicateOf);
        Assert.Equal("", (await store.Services.Queries.TextsAsync(older))[0].Abstract);
        var unlinked = Review.Fold(
            id, older, new RecordedReviewEvent(older.Version + 1, AStore.Clock.GetUtcNow(), AStore.Anne, new DuplicateUnlinked(2, "Deux.")));
        Assert.Equal(older.RankedSince, unlinked.RankedSince);
    }

    private static async Task<Review> ImportAsync(AStore store, ReviewId id, string ris, string file) => AStore.Done(
        await store.Services.ImportAsync(
            id, new SearchSource(""), new MemoryStream(Encoding.UTF8.GetBytes(ris)), file, AStore.Anne, Guid.NewGuid())).Review;

    private static async Task<Citation> ReadAsync(AStore store, ReviewId id, int number) =>
        (await store.Services.Queries.CitationsAsync(id, [number]))[number];

    private static async Task<int> FoundAsync(AStore store, ReviewId id)
    {
        var review = (await store.Services.Queries.ReviewAsync(id))!;
        Assert.True(SearchQuery.TryRead("telemonitoring", out var query, out _));
        return (await store.Services.Searches.OfAsync(review)).Count(query);
    }

    private static async Task ReadSomeAsync(AStore store, ReviewId id, int count)
    {
        for (var step = 0; step < count; step++)
        {
            var review = (await store.Services.Queries.ReviewAsync(id))!;
            var next = (await store.Services.Rooms.NextAsync(review, AStore.Anne))!;
            AStore.Done(await store.Services.DoAsync(
                id, new JudgeRecord(next.Number, Stage.TitleAbstract, step % 2 == 0 ? Verdict.Include : Verdict.Exclude), AStore.Anne, Guid.NewGuid()));
        }
    }
}
