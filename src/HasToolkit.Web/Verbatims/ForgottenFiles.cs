using System.Text.Json;

namespace HasToolkit.Web.Verbatims;

/// <summary>Deletes, every hour, the files that nobody confirmed: they hold names, and no other file may come for days.</summary>
internal sealed class ForgottenFiles(HandInShelf shelf, TimeProvider clock, ILogger<ForgottenFiles> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                shelf.RemoveForgotten();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
            {
                // The message may hold the name of a file.
                logger.LogWarning("Files that nobody confirmed could not be looked at: {Kind}. It will be tried again.", e.GetType().Name);
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
