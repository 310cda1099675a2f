using Evaluation.Workflows;

namespace HasToolkit.Web.Hosting;

/// <summary>Delivers what moves left in the outbox, every few seconds.</summary>
internal sealed class OutboxWorker(EvaluationServices services, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, services.Clock);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                while (await services.Outbox.DeliverAsync(services.Mailbox.DeliverAsync, cancellationToken: stoppingToken) > 0)
                {
                    // Until nothing waits.
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A message that cannot be delivered waits for the next round; it must not stop the product.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogWarning(e, "The outbox could not be delivered; it will be tried again.");
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
