using System.Xml.Linq;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Tests.Followers.Conformance;

namespace Evaluation.Workflows.Tests.Followers;

public sealed class DiagramPictureTests(FollowedLedger ledger) : IClassFixture<FollowedLedger>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-pictures-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_picture_marks_the_open_steps_and_no_other()
    {
        var follower = new DiagramFollower(_folder);
        foreach (var (id, events) in ledger.Dossiers)
        {
            await follower.RebuildAsync(id, events, Stop);

            var dossier = Dossier.Fold(id, events.Select(followed => followed.Signed))!;
            var marked = XDocument.Load(follower.PictureOf(id)).Descendants()
                .Count(element => ((string?)element.Attribute("class"))?.Split(' ').Contains("open") == true);
            Assert.Equal(dossier.OpenSteps.Select(step => step.Step).Distinct().Count(), marked);
        }
    }

    [Fact]
    public async Task A_picture_that_someone_took_away_or_spoilt_is_no_state_and_is_drawn_again()
    {
        var follower = new DiagramFollower(_folder);
        var (id, events) = ledger.Dossiers.First();
        await follower.RebuildAsync(id, events, Stop);

        File.Delete(follower.PictureOf(id));
        Assert.Null(await follower.ReadAsync(id, Stop));
        await follower.RebuildAsync(id, events, Stop);
        await File.WriteAllTextAsync(Path.Combine(_folder, $"{id}.json"), "{", Stop);
        Assert.Null(await follower.ReadAsync(id, Stop));
        await follower.RebuildAsync(id, events, Stop);
        Assert.Equal(events.Count, (await follower.ReadAsync(id, Stop))!.Sequence);
    }
}
