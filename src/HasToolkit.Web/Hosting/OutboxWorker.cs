using Evaluation.Workflows;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Persistence;

namespace HasToolkit.Web.Hosting;

/// <summary>Delivers what moves left in the outbox and leads the followers on, every few seconds.</summary>
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
                await DeliverAsync(stoppingToken);
                foreach (var follower in services.Followers)
                    await LeadAsync(follower, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A database that cannot be read now may be read at the next round; it must not stop the product.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogWarning(e, "The ledger could not be read for the outbox and the followers; it will be tried again.");
            }
        }
    }

    private async Task DeliverAsync(CancellationToken stoppingToken)
    {
        OutboxRound round;
        do
        {
            round = await services.Outbox.DeliverAsync(services.Mailbox.DeliverAsync, cancellationToken: stoppingToken);
            foreach (var failure in round.Failures)
            {
                logger.LogWarning(
                    failure.Reason, "Message {Message} was not delivered (try {Attempt}); it will be tried again.",
                    failure.Message.Id, failure.Attempts);
            }
        }
        while (round.Delivered > 0);
    }

    private async Task LeadAsync(IProcedureFollower follower, CancellationToken stoppingToken)
    {
        FollowerRound round;
        do
        {
            round = await services.Feed.FollowAsync(follower, cancellationToken: stoppingToken);
            foreach (var failure in round.Failures)
            {
                logger.LogWarning(
                    failure.Reason, "Follower {Follower} could not follow {Dossier} (try {Attempt}); it will be tried again.",
                    follower.Name, failure.Dossier, failure.Attempts);
            }
        }
        while (round.Dossiers > 0);
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
