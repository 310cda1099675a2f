using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Persistence;

public sealed class SqliteCorrectionHistoryTests : CorrectionHistoryTests
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresCorrectionHistoryTests : CorrectionHistoryTests
{
    protected override bool OnPostgres => true;
}

/// <summary>
/// Several persons correct and mark one comment at once, from two processes’ worth of connections. The model is a list of corrections and a
/// list of marks that change something: what each was answered must be what they say, one after the other (Herlihy and Wing, 1990).
/// </summary>
public abstract class CorrectionHistoryTests
{
    private const int Writers = 4;
    private const int Rounds = 25;

    private static readonly Tone[] Tones = [Tone.Positive, Tone.Negative, Tone.Mixed, Tone.None];

    /// <summary>A call: a correction that says a tone, or a mark; the name of who calls is that of the call, so that its row is known.</summary>
    private sealed record Call(string Name, Tone? Tone, bool? IsRead, int Began, int Ended);

    protected abstract bool OnPostgres { get; }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Corrections_and_marks_of_one_comment_stand_as_if_one_had_come_after_the_other(int seed)
    {
        await using var store = await AStore.CreateAsync(OnPostgres);
        var elsewhere = await store.OpenAgainAsync();
        var batch = await store.AnalyseAsync(BatchTests.Rows(3));
        var comment = new CommentKey(batch, 2);

        var calls = await WriteAsync([store.Services, elsewhere], comment, seed);
        await using var db = store.Services.Database.NewContext();
        var corrections = await db.Corrections.AsNoTracking().OrderBy(row => row.Place).ToListAsync(TestContext.Current.CancellationToken);
        var marks = await db.Readings.AsNoTracking().OrderBy(row => row.Place).ToListAsync(TestContext.Current.CancellationToken);

        // Every correction is there once, with its words, in places without a gap, and the last one is what is shown.
        Assert.Equal(Enumerable.Range(1, corrections.Count), corrections.Select(row => row.Place));
        var said = calls.Where(call => call.Tone is not null).ToDictionary(call => call.Name);
        Assert.Equal(said.Keys.Order(), corrections.Select(row => row.Person).Order());
        Assert.All(corrections, row => Assert.Equal(said[row.Person].Tone, (Tone?)row.Tone));
        CheckOrder(calls, corrections.ToDictionary(row => row.Person, row => row.Place));
        var shown = (await store.Queries.PageAsync(new CommentQuery(batch), cancellationToken: TestContext.Current.CancellationToken)).Comments[1];
        Assert.Equal((Tone?)corrections[^1].Tone, shown.Corrections[^1].Tone);

        // Marks change something, each.
        Assert.Equal(Enumerable.Range(1, marks.Count), marks.Select(row => row.Place));
        Assert.Equal(Enumerable.Range(0, marks.Count).Select(place => place % 2 == 0), marks.Select(row => row.IsRead));
        var places = marks.ToDictionary(row => row.Person, row => row.Place);
        CheckOrder(calls, places);
        CheckUnwritten(calls, places);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {corrections.Count} corrections, {marks.Count} marks of {calls.Count - corrections.Count}.");
    }

    private static async Task<List<Call>> WriteAsync(VerbatimServices[] processes, CommentKey comment, int seed)
    {
        var (calls, clock) = (new ConcurrentBag<Call>(), 0);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + writer);
            var desk = processes[writer % processes.Length].Desk;
            for (var round = 0; round < Rounds; round++)
            {
                var name = $"personne {writer}/{round}";
                Tone? tone = random.Next(2) == 0 ? Tones[random.Next(Tones.Length)] : null;
                bool? isRead = tone is null ? random.Next(2) == 0 : null;
                var began = Interlocked.Increment(ref clock);
                if (isRead is { } read)
                    await desk.MarkAsync(comment, read, name);
                else
                    await desk.CorrectAsync(comment, tone, null, null, name);
                calls.Add(new Call(name, tone, isRead, began, Interlocked.Increment(ref clock)));
            }
        })));
        return [.. calls.OrderBy(call => call.Began)];
    }

    // What ended before something else began stands before it.
    private static void CheckOrder(List<Call> calls, Dictionary<string, int> places)
    {
        var written = calls.Where(call => places.ContainsKey(call.Name)).ToList();
        foreach (var earlier in written)
        {
            Assert.All(
                written.Where(later => earlier.Ended < later.Began), later => Assert.True(places[earlier.Name] < places[later.Name], $"{earlier} {later}"));
        }
    }

    // A mark that wrote nothing found the comment as it wanted it, at a moment while it ran: unread before the first, then read, unread…
    private static void CheckUnwritten(List<Call> calls, Dictionary<string, int> places)
    {
        foreach (var call in calls.Where(call => call.IsRead is not null && !places.ContainsKey(call.Name)))
        {
            var from = calls.Where(other => places.ContainsKey(other.Name) && other.Ended < call.Began).Select(other => places[other.Name]).DefaultIfEmpty(0).Max();
            var until = calls.Where(other => places.ContainsKey(other.Name) && other.Began > call.Ended)
                .Select(other => places[other.Name] - 1).DefaultIfEmpty(places.Count).Min();
            Assert.Contains(Enumerable.Range(from, until - from + 1), place => (place % 2 == 1) == call.IsRead);
        }
    }
}
