using HasToolkit.Search;

namespace HasToolkit.Web.Search;

/// <summary>Keeps the search up to date: what is done in a page is found about a second later.</summary>
internal sealed class SearchWorker(SearchService search, ILogger<SearchWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pages are served while the first round goes on.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                await search.CatchUpAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A database that is away comes back; it must not stop the product.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogWarning(e, "The search could not be brought up to date; it will be tried again.");
                pause = AfterFailure;
            }

            // Real time, whatever the clock: the databases live in it.
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
