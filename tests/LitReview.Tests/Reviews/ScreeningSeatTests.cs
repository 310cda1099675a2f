using LitReview.Reviews;
using LitReview.Tests.Screening;
using static LitReview.Tests.Reviews.AReview;

namespace LitReview.Tests.Reviews;

public sealed class ScreeningSeatTests
{
    private const int Records = 240;

    private static ScreeningRooms Rooms() => new((_, _) => Task.FromResult(ASet.Of(Records).Texts), AReview.NoSecondModel);

    private static bool IsRelevant(int number) => ASet.Of(Records).Records[number - 1].IsRelevant;

    [Fact]
    public async Task A_screening_begun_again_from_its_log_goes_on_in_the_same_order()
    {
        using var warm = Rooms();
        var review = new AReview(Records);
        for (var step = 0; step < 130; step++)
        {
            var next = (await warm.NextAsync(review.Review, Anne))!;
            if (step % 17 == 9)
                review.Do(new SkipRecord(next.Number), suggestion: next.Suggestion);
            else if (step % 31 == 30)
                review.Do(new UndoDecision(Stage.TitleAbstract));
            else if (step % 13 == 5)
                review.Judge(next.Number, Verdict.Unsure);
            else
                review.Judge(next.Number, IsRelevant(next.Number) ? Verdict.Include : Verdict.Exclude);
            if (step % 20 != 3)
                continue;

            using var cold = Rooms();
            var (again, still) = ((await cold.NextAsync(review.Review, Anne))!, (await warm.NextAsync(review.Review, Anne))!);
            Assert.Equal((still.Number, still.Suggestion), (again.Number, again.Suggestion));
        }
    }

    [Fact]
    public async Task What_the_reader_keeps_brings_the_like_forward_and_the_words_say_why()
    {
        using var rooms = Rooms();
        var review = new AReview(Records);
        var found = 0;
        for (var step = 0; step < 60; step++)
        {
            var next = (await rooms.NextAsync(review.Review, Anne))!;
            found += IsRelevant(next.Number) ? 1 : 0;
            review.Judge(next.Number, IsRelevant(next.Number) ? Verdict.Include : Verdict.Exclude);
        }

        // 40 of 240 are relevant: chance would find 10 of them in 60.
        Assert.True(found >= 30, $"Found {found} of 40.");
        var last = (await rooms.NextAsync(review.Review, Anne))!;
        Assert.Equal((1, Records - 60, "has 1"), (last.Suggestion.Rank, last.Suggestion.OutOf, last.Suggestion.Model));
        Assert.NotEmpty(last.Why);
    }

    [Fact]
    public async Task A_reference_put_off_comes_back_after_twenty_decisions()
    {
        using var rooms = Rooms();
        var review = new AReview(Records, order: ReadingOrder.Random);
        var first = (await rooms.NextAsync(review.Review, Anne))!.Number;
        review.Do(new SkipRecord(first));
        var between = new List<int>();
        for (var step = 0; step < ScreeningSeat.ComesBackAfter; step++)
        {
            var next = (await rooms.NextAsync(review.Review, Anne))!.Number;
            between.Add(next);
            review.Judge(next, Verdict.Exclude);
        }

        Assert.DoesNotContain(first, between);
        Assert.Equal(first, (await rooms.NextAsync(review.Review, Anne))!.Number);
    }

    [Fact]
    public async Task When_only_put_off_references_are_left_they_come_back_at_once()
    {
        using var rooms = new ScreeningRooms((_, _) => Task.FromResult(ASet.Of(3).Texts), AReview.NoSecondModel);
        var review = new AReview(records: 3);
        for (var step = 0; step < 3; step++)
            review.Do(new SkipRecord((await rooms.NextAsync(review.Review, Anne))!.Number));
        for (var step = 0; step < 3; step++)
            review.Judge((await rooms.NextAsync(review.Review, Anne))!.Number, Verdict.Exclude);

        Assert.Null(await rooms.NextAsync(review.Review, Anne));
        Assert.Equal(3, review.Review.ProgressOf(Anne).Excluded);
    }

    [Fact]
    public async Task A_random_order_is_the_same_for_a_seed_and_differs_for_another()
    {
        using var rooms = Rooms();
        var orders = new List<string>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            var review = new AReview(Records, order: ReadingOrder.Random);
            review.Do(new ChangeProtocol(AReview.Protocol with { ReviewersPerRecord = 1, Order = ReadingOrder.Random, Seed = seed }, "Tirage."));
            var order = new List<int>();
            for (var step = 0; step < 12; step++)
            {
                var next = (await rooms.NextAsync(review.Review, Anne))!;
                Assert.Equal($"hasard {seed}", next.Suggestion.Model);
                order.Add(next.Number);
                review.Judge(next.Number, Verdict.Exclude);
            }

            orders.Add(string.Join(' ', order));
        }

        Assert.Equal(orders[0], orders[1]);
        Assert.NotEqual(orders[0], orders[2]);
    }

    [Fact]
    public async Task One_reader_learns_nothing_from_the_other()
    {
        using var rooms = Rooms();
        var review = new AReview(Records, reviewers: 2);
        var before = (await rooms.NextAsync(review.Review, Bruno))!.Number;
        for (var step = 0; step < 30; step++)
        {
            var next = (await rooms.NextAsync(review.Review, Anne))!.Number;
            review.Judge(next, IsRelevant(next) ? Verdict.Include : Verdict.Exclude, Anne);
        }

        Assert.Equal(before, (await rooms.NextAsync(review.Review, Bruno))!.Number);
    }

    [Fact]
    public async Task After_a_stop_only_what_waits_for_a_second_vote_is_read()
    {
        using var rooms = Rooms();
        var review = new AReview(Records, reviewers: 2).Judge(5, Verdict.Include, Anne).Judge(9, Verdict.Exclude, Anne)
            .Do(new StopScreening("Fin du temps prévu."));

        Assert.Null(await rooms.NextAsync(review.Review, Anne));
        Assert.Equal(2, (await rooms.NextAsync(review.Review, Bruno))!.Suggestion.OutOf);
        Assert.True((await rooms.NextAsync(review.Review, Bruno))!.Number is 5 or 9);
    }

    [Fact]
    public async Task References_imported_later_are_read_too()
    {
        var count = 100;
        using var rooms = new ScreeningRooms((_, _) => Task.FromResult(ASet.Of(count).Texts), AReview.NoSecondModel);
        var review = new AReview(records: 100);
        review.Judge((await rooms.NextAsync(review.Review, Anne))!.Number, Verdict.Include);
        count = 120;
        review.Import(20);

        Assert.Equal(119, (await rooms.NextAsync(review.Review, Anne))!.Suggestion.OutOf);
    }
}
