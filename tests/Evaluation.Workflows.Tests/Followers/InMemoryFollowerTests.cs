using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Tests.Followers.Conformance;

namespace Evaluation.Workflows.Tests.Followers;

public sealed class InMemoryFollowerTests(FollowedLedger ledger) : FollowerConformance(ledger)
{
    protected override Task<IProcedureFollower> StartAsync() => Task.FromResult<IProcedureFollower>(new InMemoryFollower());

    protected override Task<IProcedureFollower> RestartAsync(IProcedureFollower follower) => Task.FromResult(follower);
}
