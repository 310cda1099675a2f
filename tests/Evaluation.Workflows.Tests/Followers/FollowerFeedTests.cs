using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Tests.Persistence;

namespace Evaluation.Workflows.Tests.Followers;

public sealed class FollowerFeedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_follower_that_fails_on_one_dossier_holds_up_neither_the_others_nor_a_move(bool onPostgres)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres);
        var (sick, sound) = (await ledger.FiledAsync(), await ledger.FiledAsync());
        var follower = new Brittle { Fails = sick };
        var feed = ledger.Services.Feed;

        var round = await feed.FollowAsync(follower, cancellationToken: Stop);
        Assert.Equal(1, round.Dossiers);
        Assert.Equal((sick, 1), (round.Failures.Single().Dossier, round.Failures.Single().Attempts));
        Assert.NotNull(await follower.ReadAsync(sound, Stop));
        Assert.Equal((2, 1, 1), await LagAsync());
        await ledger.DoneAsync(sick, new AddNote("Le dossier avance sans le suiveur."), Role.EvaluationService);

        // Its time has not come: 5 s, then 10 s.
        Assert.Empty((await feed.FollowAsync(follower, cancellationToken: Stop)).Failures);
        ledger.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(2, (await feed.FollowAsync(follower, cancellationToken: Stop)).Failures.Single().Attempts);
        ledger.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Empty((await feed.FollowAsync(follower, cancellationToken: Stop)).Failures);

        follower.Fails = null;
        Assert.Equal(1, (await feed.FollowAsync(follower, isForced: true, cancellationToken: Stop)).Dossiers);
        Assert.Equal((2, 0, 0), await LagAsync());
        Assert.Empty((await feed.ReconcileAsync(follower, cancellationToken: Stop)).Divergences);

        async Task<(int, int, int)> LagAsync() =>
            await feed.LagAsync(follower.Name, Stop) is var lag ? (lag.Dossiers, lag.Behind, lag.Failing) : default;
    }

    [Fact]
    public async Task A_comparison_on_trial_says_what_differs_and_mends_nothing()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var id = await ledger.FiledAsync();
        var follower = new InMemoryFollower();
        await ledger.Services.Feed.FollowAsync(follower, cancellationToken: Stop);
        var whole = await follower.ReadAsync(id, Stop);
        follower.Forget(id);

        var trial = await ledger.Services.Feed.ReconcileAsync(follower, isDryRun: true, cancellationToken: Stop);

        var divergence = Assert.Single(trial.Divergences);
        Assert.Equal((id, whole, null, false), (divergence.Dossier, divergence.Expected, divergence.Found, divergence.IsMended));
        Assert.Null(await follower.ReadAsync(id, Stop));
    }

    [Fact]
    public async Task What_was_not_handed_over_yet_is_no_divergence()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var id = await ledger.FiledAsync();
        var follower = new InMemoryFollower();
        Assert.Empty((await ledger.Services.Feed.ReconcileAsync(follower, cancellationToken: Stop)).Divergences);
        await ledger.Services.Feed.FollowAsync(follower, cancellationToken: Stop);
        await ledger.DoneAsync(id, new AddNote("Une note de plus."), Role.EvaluationService);

        Assert.Empty((await ledger.Services.Feed.ReconcileAsync(follower, cancellationToken: Stop)).Divergences);
    }

    [Fact]
    public async Task Of_two_machines_one_leads_a_follower_at_a_time()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: true);
        using var other = await ledger.OpenAgainAsync();
        await ledger.FiledAsync();
        var slow = new Waiting();

        var first = ledger.Services.Feed.FollowAsync(slow, cancellationToken: Stop);
        await slow.Started.Task.WaitAsync(Stop);
        var second = await other.Feed.FollowAsync(new Waiting(), cancellationToken: Stop);
        slow.GoOn.SetResult();

        Assert.Equal((0, 0), (second.Dossiers, second.Failures.Count));
        Assert.Equal(1, (await first).Dossiers);
        Assert.Equal(0, (await other.Feed.LagAsync(slow.Name, Stop)).Behind);
    }

    private sealed class Brittle : IProcedureFollower
    {
        private readonly InMemoryFollower _inner = new();

        public DossierId? Fails { get; set; }

        public string Name => "fragile";

        public Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken) => followed.Dossier == Fails
            ? throw new IOException("Le suiveur ne répond pas.")
            : _inner.FollowAsync(followed, cancellationToken);

        public Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken) =>
            _inner.ReadAsync(dossier, cancellationToken);

        public Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken) =>
            _inner.RebuildAsync(dossier, events, cancellationToken);
    }

    private sealed class Waiting : IProcedureFollower
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "lent";

        public async Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken)
        {
            Started.TrySetResult();
            await GoOn.Task.WaitAsync(cancellationToken);
        }

        public Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken) => Task.FromResult<FollowedState?>(null);

        public Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
