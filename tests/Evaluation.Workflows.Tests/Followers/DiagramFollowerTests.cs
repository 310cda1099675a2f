using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Tests.Followers.Conformance;

namespace Evaluation.Workflows.Tests.Followers;

public sealed class DiagramFollowerTests(FollowedLedger ledger) : FollowerConformance(ledger), IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-diagrams-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<IProcedureFollower> StartAsync() => Task.FromResult<IProcedureFollower>(new DiagramFollower(_folder));

    protected override Task<IProcedureFollower> RestartAsync(IProcedureFollower follower) => StartAsync();
}
