using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Persistence;

public sealed class CountedOnceTests
{
    private const string Small =
        "date;service;champ;commentaire\n"
        + "12/01/2026;Urgences;negatif;Trop d'attente et trop de bruit\n"
        + "20/01/2026;Chirurgie;positif;Équipe gentille, merci\n"
        + "03/02/2026;Chirurgie;libre;Repas froid mais personnel gentil\n";

    // Enough of one ward and of one search to be counted.
    private static readonly string Larger =
        Small + string.Concat(Enumerable.Repeat("20/01/2026;Chirurgie;positif;Équipe gentille, merci\n", 4));

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_was_counted_is_kept_until_a_person_on_any_machine_corrects_a_comment(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AnalyseAsync(Larger);
        var query = new CommentQuery(id) { Search = BooleanSearch.Parse("attente OU équipe") };
        var first = await store.Queries.FiguresAsync(query);
        Assert.Equal((6, 1), (first.Cards.Comments.Value, first.Cards.Negative.Value));
        Assert.Same(first, await store.Queries.FiguresAsync(query with { Search = BooleanSearch.Parse("attente OU équipe") }));
        Assert.Equal(1, (await store.Queries.PageAsync(query with { Tone = Tone.Negative })).Total);

        var other = await store.OpenAgainAsync();
        await other.Desk.CorrectAsync(new CommentKey(id, 1), Tone.Positive, topics: null, isAlert: null, "Anne Bertin");

        Assert.Equal(0, (await store.Queries.FiguresAsync(query)).Cards.Negative.Value);
        Assert.Equal(0, (await store.Queries.PageAsync(query with { Tone = Tone.Negative })).Total);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_mark_of_reading_changes_only_what_asks_for_marks(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AnalyseAsync(Small);
        var all = await store.Queries.FiguresAsync(new CommentQuery(id));
        Assert.Equal(3, (await store.Queries.PageAsync(new CommentQuery(id, IsRead: false))).Total);

        await (await store.OpenAgainAsync()).Desk.MarkAsync(new CommentKey(id, 2), isRead: true, "Anne Bertin");

        Assert.Equal(2, (await store.Queries.PageAsync(new CommentQuery(id, IsRead: false))).Total);
        Assert.Same(all, await store.Queries.FiguresAsync(new CommentQuery(id)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_batch_that_was_deleted_has_no_figures_left(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AnalyseAsync(Larger);
        Assert.Equal(7, (await store.Queries.FiguresAsync(new CommentQuery(id))).Cards.Comments.Value);
        Assert.Equal(["Chirurgie"], (await store.Queries.ExtentAsync(id)).Services);

        await (await store.OpenAgainAsync()).Desk.ForgetAsync(id, "Anne Bertin", "fin de la durée de conservation");

        Assert.Equal(0, (await store.Queries.FiguresAsync(new CommentQuery(id))).Cards.Comments.Value);
        Assert.Empty((await store.Queries.ExtentAsync(id)).Services);
    }
}
