using LitReview.Reviews;
using LitReview.Screening;
using LitReview.Tests.Screening;
using static LitReview.Tests.Reviews.AReview;

namespace LitReview.Tests.Reviews;

public sealed class LivingReviewTests
{
    private const int Earlier = 200;
    private const int Records = 240;

    private static bool IsRelevant(int number) => ASet.Of(Records).Records[number - 1].IsRelevant;

    private static ScreeningRooms Rooms() => new((_, _) => Task.FromResult(ASet.Of(Records).Texts), AReview.NoSecondModel);

    [Fact]
    public async Task After_a_stop_an_update_shows_only_what_is_new_and_ranks_it_by_what_was_learnt()
    {
        using var rooms = Rooms();
        var review = new AReview(Earlier);
        await ReadAsync(review, rooms, 60);
        review.Do(new StopScreening("Assez lu.")).Do(new BeginSearch("Mise à jour 2027.")).Import(Records - Earlier);

        var shown = await ReadAsync(review, rooms, 10);

        Assert.All(shown, number => Assert.InRange(number, Earlier + 1, Records));
        // About one in six is relevant: chance would show one or two in the first ten.
        Assert.True(shown.Count(IsRelevant) >= 5, $"{shown.Count(IsRelevant)} relevant among the first ten.");
        Assert.Equal((40, 10), (review.Review.TeamReading().Total, review.Review.TeamReading().Read));
        var unread = review.Review.Records.First(record => record.TitleVotes.IsEmpty && record.Number <= Earlier).Number;
        Assert.Equal(
            $"La référence n° {unread} vient d’une recherche close par un arrêt du tri : seules les nouvelles se lisent.",
            review.Refusal<SearchIsClosed>(new JudgeRecord(unread, Stage.TitleAbstract, Verdict.Include)).Message);
    }

    [Fact]
    public void Without_a_stop_the_earlier_references_go_on_being_read_with_the_new()
    {
        var review = new AReview(4).Judge(1, Verdict.Include).Do(new BeginSearch("Mise à jour.")).Import(2);

        review.Judge(2, Verdict.Exclude).Judge(5, Verdict.Include);

        Assert.Equal((6, 3), (review.Review.TeamReading().Total, review.Review.TeamReading().Read));
    }

    [Fact]
    public void The_flow_of_each_search_can_be_shown()
    {
        var review = new AReview(4).Judge(1, Verdict.Include).Judge(2, Verdict.Exclude)
            .Judge(1, Verdict.Include, stage: Stage.FullText).Do(new StopScreening("Assez lu."))
            .Do(new BeginSearch("Mise à jour.")).Import(3).Judge(5, Verdict.Exclude);

        var (first, second) = (PrismaFlow.Of(review.Review, 1), PrismaFlow.Of(review.Review));

        // Four identified, two read; the stop left two unread.
        Assert.Equal((4, 2, 2, 1, false), (first.Databases.IdentifiedTotal, first.Databases.Screened, first.Databases.UnreadByTool, first.Included, first.IsUpdate));
        Assert.Equal((3, 1, 0, 2), (second.Databases.IdentifiedTotal, second.Databases.Screened, second.Databases.UnreadByTool, second.Databases.Unread));
        Assert.Equal((true, 1, 1), (second.IsUpdate, second.PreviousStudies, second.Included));
    }

    [Fact]
    public void A_random_check_after_a_stop_reads_what_was_drawn_and_bounds_what_is_missed()
    {
        var review = new AReview(20);
        Assert.Equal(
            "Le contrôle au hasard porte sur ce qu’un arrêt laisse non lu : arrêtez d’abord le tri.",
            review.Refusal<CheckIsEarly>(new DrawCheck(5, Seed: 7)).Message);
        for (var number = 1; number <= 10; number++)
            review.Judge(number, number < 4 ? Verdict.Include : Verdict.Exclude);
        review.Do(new StopScreening("Assez lu."));
        Assert.Equal(
            "Un contrôle de 11 références n’est pas possible : de 1 à 10 références non lues sont attendues.",
            review.Refusal<CheckIsImpossible>(new DrawCheck(11, Seed: 7)).Message);

        review.Do(new DrawCheck(9, Seed: 7));

        var drawn = review.Review.Check!.Records;
        var left = Enumerable.Range(11, 10).Single(number => !drawn.Contains(number));
        review.Refusal<ScreeningIsStopped>(new JudgeRecord(left, Stage.TitleAbstract, Verdict.Exclude));
        foreach (var number in drawn)
            review.Judge(number, Verdict.Exclude);
        // 9 of 10 read, none relevant: were the tenth relevant, it would escape with probability 1/10, which is more than 5 %.
        Assert.Equal(new CheckReading(9, 10, 9, 0, 1, 0.95), review.Review.CheckReading());
        Assert.Null(review.Do(new ResumeScreening("On continue.")).Review.Check);
    }

    [Fact]
    public async Task A_review_played_again_suggests_what_was_suggested_and_a_changed_text_shows()
    {
        using var rooms = Rooms();
        var review = new AReview(Records);
        var journal = review.Journal;
        await ReadAsync(review, rooms, 70);

        var again = await ReviewReplay.RunAsync(new ReviewId("R-2026-0001"), journal, (_, _) => Task.FromResult(ASet.Of(Records).Texts), AReview.NoSecondModel);
        Assert.Equal((70, 0), (again.Same, again.Differing.Count));

        IReadOnlyList<ScreeningRecord> changed = [.. ASet.Of(Records).Texts.Reverse()];
        var other = await ReviewReplay.RunAsync(new ReviewId("R-2026-0001"), journal, (_, _) => Task.FromResult(changed), AReview.NoSecondModel);
        Assert.NotEmpty(other.Differing);
    }

    private static async Task<IReadOnlyList<int>> ReadAsync(AReview review, ScreeningRooms rooms, int count)
    {
        var shown = new List<int>();
        for (var step = 0; step < count; step++)
        {
            var next = (await rooms.NextAsync(review.Review, Anne))!;
            shown.Add(next.Number);
            review.Do(
                new JudgeRecord(next.Number, Stage.TitleAbstract, IsRelevant(next.Number) ? Verdict.Include : Verdict.Exclude),
                suggestion: next.Suggestion);
        }

        return shown;
    }
}
