using Accounts;
using Evaluation.Workflows;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Demo;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.LitReview;
using LitReview;
using LitReview.Demo;
using Verbatims.Nlp;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Demo;

namespace HasToolkit.Web.Hosting;

/// <summary>How far a part of the demonstration is.</summary>
/// <param name="Title">The part, in French.</param>
/// <param name="Done">How much is done.</param>
/// <param name="Total">Out of how much.</param>
internal sealed record DemoPart(string Title, long Done, long Total)
{
    public bool IsDone => Done >= Total;
}

/// <summary>Loads the whole demonstration in the background, when somebody asks: a year of dossiers, 5,000 comments, 1,500 references.</summary>
internal sealed class DemoLoader(
    EvaluationServices dossiers, VerbatimServices comments, LitReviewServices reviews, AccountServices accounts, HasOptions options,
    ILogger<DemoLoader> logger) : BackgroundService
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DemoPart[] _parts = [];

    /// <summary>Whether this product shows a demonstration: by its settings, or since its first start.</summary>
    public async Task<bool> IsOfferedAsync() => options.Demo || await accounts.Queries.HasDemoAsync();

    /// <summary>How far it is; empty before it is asked for.</summary>
    public IReadOnlyList<DemoPart> Parts => _parts;

    /// <summary>Why it stopped, in French; null when nothing went wrong.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether it is being loaded now.</summary>
    public bool IsLoading => _parts.Length > 0 && Failure is null && _parts.Any(part => !part.IsDone);

    /// <summary>Asks for it; asked twice, it is loaded once.</summary>
    public async Task AskAsync()
    {
        if (!await IsOfferedAsync() || !_asked.TrySetResult())
            return;
        _parts =
        [
            new("Dossiers d’une année", 0, DemoYear.Count), new("Références d’une revue", 0, DemoLibrary.Decisions), new("Commentaires d’un hôpital", 0, DemoHospital.Count),
        ];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _asked.Task.WaitAsync(stoppingToken);
            await DemoYear.SeedAsync(dossiers, new Follow<int>(done => Set(0, done)), stoppingToken);
            await DemoLibrary.SeedAsync(
                reviews, ReviewPosts.DemoReaders[0], ReviewPosts.DemoReaders[1], new Follow<int>(done => Set(1, done)), stoppingToken);
            Set(1, DemoLibrary.Decisions);
            await DemoHospital.SeedAsync(
                comments, FrenchCalendar.DayInParis(dossiers.Clock.GetUtcNow()), new Follow<BatchProgress>(done => Set(
                    2, done.State == BatchState.Reading ? 0 : (long)(done.Share * DemoHospital.Count))), stoppingToken);
            Set(2, DemoHospital.Count);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // The demonstration is no part of the work: whatever goes wrong in it stops nothing else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failure = e.Message;
            logger.LogError(e, "The demonstration could not be loaded whole.");
        }
    }

    private void Set(int part, long done)
    {
        var parts = _parts.ToArray();
        parts[part] = parts[part] with { Done = Math.Min(done, parts[part].Total) };
        _parts = parts;
    }

    private sealed class Follow<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}

/// <summary>Asking for the whole demonstration.</summary>
internal static class DemoEndpoints
{
    public static void MapDemo(this IEndpointRouteBuilder app) =>
        app.MapGroup("/demonstration").WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken).MapPost("/charger", async (DemoLoader loader) =>
        {
            await loader.AskAsync();
            return Results.LocalRedirect("/demonstration");
        });
}
