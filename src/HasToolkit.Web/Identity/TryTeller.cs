using Accounts;

namespace HasToolkit.Web.Identity;

/// <summary>Writes, each minute, the wrong tries to sign in of the minutes that are over into the journal of accounts.</summary>
internal sealed class TryTeller(AccountServices accounts, TimeProvider clock, ILogger<TryTeller> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TellAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        try
        {
            await accounts.SignIn.TellWrongAsync(stoppingToken);
        }
#pragma warning disable CA1031 // They stay counted: a database that cannot be written now may be at the next round.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "Wrong tries to sign in could not be written in the journal of accounts; it will be tried again.");
        }
    }
}
