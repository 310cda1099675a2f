using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;

namespace Evaluation.Workflows.Tests.Followers.Conformance;

/// <summary>
/// What every follower must keep. A follower's tests inherit this class, say how one is started, and add nothing.
/// </summary>
public abstract class FollowerConformance(FollowedLedger ledger) : IClassFixture<FollowedLedger>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A follower that holds nothing yet, apart from those of other tests.</summary>
    protected abstract Task<IProcedureFollower> StartAsync();

    /// <summary>The same follower after its process was started again.</summary>
    protected abstract Task<IProcedureFollower> RestartAsync(IProcedureFollower follower);

    [Fact]
    public async Task It_shows_every_dossier_as_the_ledger_does_after_each_event()
    {
        var follower = await StartAsync();
        foreach (var (id, events) in ledger.Dossiers)
        {
            for (var i = 0; i < events.Count; i++)
            {
                await follower.FollowAsync(events[i], Stop);
                Assert.Equal(Expected(id, events.Take(i + 1)), await follower.ReadAsync(id, Stop));
            }
        }
    }

    [Fact]
    public async Task An_event_that_was_followed_already_changes_nothing()
    {
        var follower = await StartAsync();
        var (id, events) = Longest();
        foreach (var followed in events)
        {
            await follower.FollowAsync(followed, Stop);
            await follower.FollowAsync(followed, Stop);
        }

        foreach (var followed in events)
            await follower.FollowAsync(followed, Stop);
        Assert.Equal(Expected(id, events), await follower.ReadAsync(id, Stop));
    }

    [Fact]
    public async Task An_event_without_the_one_before_it_is_refused_and_the_dossier_can_be_made_anew()
    {
        var follower = await StartAsync();
        var (id, events) = Longest();
        await follower.FollowAsync(events[0], Stop);
        await follower.FollowAsync(events[1], Stop);

        await Assert.ThrowsAsync<FollowerGapException>(() => follower.FollowAsync(events[3], Stop));
        Assert.Equal(Expected(id, events.Take(2)), await follower.ReadAsync(id, Stop));

        await follower.RebuildAsync(id, events, Stop);
        Assert.Equal(Expected(id, events), await follower.ReadAsync(id, Stop));
    }

    [Fact]
    public async Task A_dossier_it_never_saw_is_unknown_and_can_be_made_whole()
    {
        var follower = await StartAsync();
        var (id, events) = Longest();
        Assert.Null(await follower.ReadAsync(id, Stop));

        await follower.RebuildAsync(id, events, Stop);
        Assert.Equal(Expected(id, events), await follower.ReadAsync(id, Stop));
        Assert.Null(await follower.ReadAsync(new DossierId("LPPR-1900-0001"), Stop));
    }

    [Fact]
    public async Task What_it_shows_is_still_there_after_a_restart_and_can_be_followed_on()
    {
        var follower = await StartAsync();
        var (id, events) = Longest();
        var half = events.Count / 2;
        foreach (var followed in events.Take(half))
            await follower.FollowAsync(followed, Stop);

        var again = await RestartAsync(follower);
        Assert.Equal(Expected(id, events.Take(half)), await again.ReadAsync(id, Stop));
        foreach (var followed in events.Skip(half))
            await again.FollowAsync(followed, Stop);
        Assert.Equal(Expected(id, events), await again.ReadAsync(id, Stop));
    }

    [Fact]
    public async Task One_dossier_made_anew_leaves_the_others_as_they_are()
    {
        var follower = await StartAsync();
        foreach (var (id, events) in ledger.Dossiers)
            await follower.RebuildAsync(id, events, Stop);
        var (one, its) = Longest();
        await follower.RebuildAsync(one, [.. its.Take(2)], Stop);

        foreach (var (id, events) in ledger.Dossiers)
            Assert.Equal(Expected(id, id == one ? events.Take(2) : events), await follower.ReadAsync(id, Stop));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Drops_repeats_swaps_and_crashes_are_mended_by_a_comparison_with_the_ledger(int seed)
    {
        using var copy = await ledger.CopyAsync();
        var feed = copy.Services.Feed;
        var follower = await StartAsync();
        var faulty = new FaultyDelivery(follower, seed);

        await DeliverAsync();
        // What is lost at the end of a dossier shows in no later event: one more note each, several times over.
        for (var round = 0; round < 4; round++)
        {
            await copy.NoteAsync(Stop);
            await DeliverAsync();
        }

        var mended = await feed.ReconcileAsync(follower, cancellationToken: Stop);

        Assert.True(faulty.Faults > 50, $"{faulty.Faults} faults were made.");
        Assert.Equal(ledger.Dossiers.Count, mended.Dossiers);
        Assert.NotEmpty(mended.Divergences);
        Assert.All(mended.Divergences, divergence => Assert.True(divergence.IsMended));
        Assert.Empty(mended.Failures);
        Assert.Empty((await feed.ReconcileAsync(follower, cancellationToken: Stop)).Divergences);
        foreach (var (id, events) in await copy.RecordAsync())
            Assert.Equal(Expected(id, events), await follower.ReadAsync(id, Stop));
        Assert.Empty((await copy.Services.Audit.VerifyAsync(cancellationToken: Stop)).Faults);

        async Task DeliverAsync()
        {
            while ((await feed.LagAsync(faulty.Name, Stop)).Behind > 0)
                await feed.FollowAsync(faulty, isForced: true, cancellationToken: Stop);
        }
    }

    private (DossierId Id, IReadOnlyList<FollowedEvent> Events) Longest()
    {
        var (id, events) = ledger.Dossiers.MaxBy(pair => pair.Value.Count);
        return (id, events);
    }

    private static FollowedState Expected(DossierId id, IEnumerable<FollowedEvent> events) =>
        FollowedState.Of(Dossier.Fold(id, events.Select(followed => followed.Signed))!);
}
