using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>A reader who screens references with « has litreview screen »; all screeners read the same review, two readers for each reference.</summary>
internal sealed partial class ScreenerActor(ChaosWorld world, ActorPlan plan, int number) : HasActor(world, plan, number)
{
    private const int References = 3_000;

    private string _review = "";
    private int _reading;
    private bool _isDone;

    public override IReadOnlyList<ActTable> Tables => [ActTable.Votes];

    public override bool IsWorking => !_isDone;

    private string Reader => $"lecteur-{Number}";

    public override async Task PrepareAsync() => _review = await ReviewAsync(World, "Tri sous pannes", References);

    /// <summary>The review of a title, made with so many references when it is not there yet.</summary>
    public static async Task<string> ReviewAsync(ChaosWorld world, string title, int references)
    {
        using var services = await LitReviewServices.OpenAsync(world.Folder, world.Connection);
        if ((await services.Queries.ReviewsAsync()).FirstOrDefault(known => known.Title == title) is { } review)
            return review.Id.Value;
        var maker = new ReviewerId("chaos");
        var made = (ReviewResult.Done)await services.Desk.CreateAsync(
            new CreateReview(new Protocol { Title = title, Reasons = ["Population"], ReviewersPerRecord = 2 }), maker, Guid.NewGuid());
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(SyntheticFiles.References(references, world.Experiment.Seed)));
        return await services.ImportAsync(made.Review.Id, new SearchSource("MEDLINE"), file, "chaos.ris", maker, Guid.NewGuid()) is ReviewResult.Done
            ? made.Review.Id.Value
            : throw new InvalidOperationException("The references were refused.");
    }

    protected override IEnumerable<string> Words() => ["litreview", "screen", _review, "--par", Reader];

    // The heading of the next reference is the answer to the vote before.
    protected override async Task ConverseAsync(Process process, CancellationToken end)
    {
        var vote = 0;
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (Heading().Match(line) is not { Success: true } heading)
                continue;
            if (vote > 0)
                Answer(vote);
            _reading = vote = int.Parse(heading.Groups[1].Value, CultureInfo.InvariantCulture);
            World.Acts.Sends(ActTable.Votes, KeyOf(vote), 1);
            try
            {
                await process.StandardInput.WriteLineAsync(vote % 9 == 0 ? "i" : "e");
                await process.StandardInput.FlushAsync(CancellationToken.None);
            }
            catch (IOException)
            {
                // Killed before it listened.
            }
        }
    }

    // It ends by itself once all is read, the last vote too.
    protected override Task<bool> EndedAsync(int code)
    {
        if (code != 0)
            return Task.FromResult(false);
        if (_reading > 0)
            Answer(_reading);
        _isDone = true;
        return Task.FromResult(true);
    }

    private void Answer(int vote)
    {
        World.Acts.Answered(ActTable.Votes, KeyOf(vote));
        CountAnswer();
    }

    private string KeyOf(int vote) => FormattableString.Invariant($"{_review}/{Reader}/{vote}");

    [GeneratedRegex("n° (\\d+) ·")]
    private static partial Regex Heading();
}
