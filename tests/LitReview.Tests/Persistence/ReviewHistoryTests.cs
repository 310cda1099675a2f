using System.Collections.Concurrent;
using LitReview.Persistence;
using LitReview.Reviews;
using Microsoft.EntityFrameworkCore;

namespace LitReview.Tests.Persistence;

public sealed class SqliteReviewHistoryTests : ReviewHistoryTests
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresReviewHistoryTests : ReviewHistoryTests
{
    protected override bool OnPostgres => true;
}

/// <summary>
/// Two readers, and one who settles, on one reference at once, from two processes’ worth of connections. What each was answered is compared
/// with the rules played one command after the other, in the order of the chain: linearizability (Herlihy and Wing, 1990).
/// </summary>
public abstract class ReviewHistoryTests
{
    private const int Rounds = 30;

    private static readonly ReviewerId[] People = [AStore.Anne, AStore.Bruno, new("chloe")];

    private sealed record Call(ReviewCommand Command, ReviewerId Person, Guid Id, int Began, int Ended, ReviewResult Result)
    {
        public ReviewResult.Done? Done => Result as ReviewResult.Done;

        public bool HasWritten => Done is { Events.Count: > 0 };
    }

    protected abstract bool OnPostgres { get; }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_readers_of_one_reference_are_answered_is_what_the_rules_say_in_the_order_of_the_chain(int seed)
    {
        await using var store = await AStore.CreateAsync(OnPostgres);
        var elsewhere = await store.OpenAgainAsync();
        var id = await store.AReviewAsync(records: 1, reviewers: 2);

        var calls = await ReadAsync([store.Services, elsewhere], id, seed);
        var log = await LogAsync(store.Services.Database, id);

        CheckOrder(calls);
        CheckRules(calls, log, id);
        Assert.Null(await store.Services.Queries.FirstFaultAsync(id, TestContext.Current.CancellationToken));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {calls.Count} commands, {calls.Count(call => call.HasWritten)} wrote, {calls.Count(call => call.Done is null)} refused.");
    }

    private static async Task<List<Call>> ReadAsync(LitReviewServices[] processes, ReviewId id, int seed)
    {
        var (calls, clock) = (new ConcurrentBag<Call>(), 0);
        await Task.WhenAll(People.Select((person, place) => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + place);
            for (var round = 0; round < Rounds; round++)
            {
                var (command, commandId) = (ACommand(random, person, $"{person}/{round}"), Guid.NewGuid());
                var began = Interlocked.Increment(ref clock);
                var result = await processes[place % processes.Length].Desk.DoAsync(id, command, person, commandId);
                calls.Add(new Call(command, person, commandId, began, Interlocked.Increment(ref clock), result));
            }
        })));
        return [.. calls.OrderBy(call => call.Began)];
    }

    // Readers judge, change their minds and take their votes back; the third settles where they differ, which closes the reference to them.
    private static ReviewCommand ACommand(Random random, ReviewerId person, string mark) => random.Next(6) switch
    {
        _ when person == People[2] => random.Next(8) == 0
            ? new ResolveConflict(1, Stage.TitleAbstract, Verdict.Include, null, $"Tranché ({mark}).")
            : new WriteNote(1, $"Note {mark}."),
        0 or 1 => new JudgeRecord(1, Stage.TitleAbstract, Verdict.Include),
        2 => new JudgeRecord(1, Stage.TitleAbstract, Verdict.Exclude, "population"),
        3 => new SkipRecord(1),
        4 => new UndoDecision(Stage.TitleAbstract),
        _ => new WriteNote(1, $"Note {mark}."),
    };

    private static async Task<List<(string Command, RecordedReviewEvent Event)>> LogAsync(ReviewDatabase database, ReviewId id)
    {
        await using var db = database.NewContext();
        var rows = await db.Events.AsNoTracking().Where(row => row.Review == id.Value).OrderBy(row => row.Version).ToListAsync();
        return [.. rows.Select(row => (row.Command, Stored.Event(row)))];
    }

    // What ended before something else began stands before it.
    private static void CheckOrder(List<Call> calls)
    {
        var written = calls.Where(call => call.HasWritten).ToList();
        Assert.Equal(written.Count, written.Select(call => call.Done!.Review.Version).Distinct().Count());
        foreach (var earlier in written)
        {
            Assert.All(written.Where(later => earlier.Ended < later.Began), later => Assert.True(
                earlier.Done!.Review.Version < later.Done!.Review.Version, $"{earlier.Command} {later.Command}"));
        }
    }

    private static void CheckRules(List<Call> calls, List<(string Command, RecordedReviewEvent Event)> log, ReviewId id)
    {
        // The review after so many events.
        var states = new Dictionary<long, Review>();
        Review? review = null;
        foreach (var (_, recorded) in log)
            states[recorded.Version] = review = Review.Fold(id, review, recorded);
        var last = log[^1].Event.Version;

        foreach (var call in calls)
        {
            var written = log.Where(one => one.Command == call.Id.ToString("D")).Select(one => one.Event).ToList();
            if (call.HasWritten)
            {
                Assert.Equal(call.Done!.Review.Version, written[^1].Version);
                var accepted = Assert.IsType<ReviewDecision.Accepted>(
                    ReviewRules.Decide(states[written[0].Version - 1], call.Command, call.Person));
                Assert.Equal(accepted.Events.Select(Stored.Event), written.Select(one => Stored.Event(one.Event)));
                continue;
            }

            Assert.Empty(written);
            // Somewhere between what had ended before it began and what began after it ended, the rules say the same.
            var from = calls.Where(other => other.HasWritten && other.Ended < call.Began).Select(other => other.Done!.Review.Version).DefaultIfEmpty(1).Max();
            var until = calls.Where(other => other.HasWritten && other.Began > call.Ended)
                .Select(other => other.Done!.Events[0].Version - 1).DefaultIfEmpty(last).Min();
            Assert.Contains(
                Enumerable.Range((int)from, (int)(until - from) + 1),
                version => (ReviewRules.Decide(states[version], call.Command, call.Person), call.Result) switch
                {
                    (ReviewDecision.Refused(var rule), ReviewResult.Refused(var reason)) => rule.Rule == reason.Rule,
                    (ReviewDecision.Accepted { Events.Count: 0 }, ReviewResult.Done) => true,
                    _ => false,
                });
        }
    }
}
