using Evaluation.Workflows;

namespace HasToolkit.Elsa;

/// <summary>Leads the follower along the ledger while the host runs, and compares both once a day.</summary>
internal sealed class FollowingService(
    EvaluationServices evaluation, ElsaFollower follower, ILogger<FollowingService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, evaluation.Clock);
        var compared = DateTimeOffset.MinValue;
        do
        {
            try
            {
                var round = await evaluation.Feed.FollowAsync(follower, cancellationToken: stoppingToken);
                foreach (var failure in round.Failures)
                    Log.Failed(logger, failure.Reason, failure.Dossier.Value, failure.Attempts);
                if (evaluation.Clock.GetUtcNow() - compared < Day || round.Dossiers > 0)
                    continue;

                var reconciled = await evaluation.Feed.ReconcileAsync(follower, cancellationToken: stoppingToken);
                compared = evaluation.Clock.GetUtcNow();
                Log.Compared(logger, reconciled.Dossiers, reconciled.Divergences.Count);
            }
#pragma warning disable CA1031 // The ledger may be away for a while; the next round tries again.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.RoundFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Key} is not set: the ledger is followed, but Elsa Studio gets no answer")]
    public static partial void NoApi(ILogger logger, string key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Dossier} could not be followed, attempt {Attempts}")]
    public static partial void Failed(ILogger logger, Exception reason, string dossier, int attempts);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Dossiers} dossiers compared with the ledger, {Mended} made anew")]
    public static partial void Compared(ILogger logger, int dossiers, int mended);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger could not be followed; the next round tries again")]
    public static partial void RoundFailed(ILogger logger, Exception reason);
}
