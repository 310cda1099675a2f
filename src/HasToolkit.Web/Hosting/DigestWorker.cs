using Evaluation.Workflows;
using Evaluation.Workflows.Digests;
using Evaluation.Workflows.Timestamps;

namespace HasToolkit.Web.Hosting;

/// <summary>Writes a digest of the ledger once a day, signs it and has it stamped, as the settings say; looks every hour.</summary>
internal sealed class DigestWorker(NightlyDigest digest, TimeProvider clock, ILogger<DigestWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>The authority that the settings name, checked; null for none.</summary>
    /// <exception cref="InvalidDataException">A setting cannot be used; the message names it, in French.</exception>
    public static TimestampAuthority? AuthorityOf(DigestSettings settings)
    {
        if (settings.TimestampAuthority is not { Length: > 0 } address)
        {
            return settings.TimestampRoots is { Length: > 0 }
                ? throw new InvalidDataException("Réglage Has:Digest:TimestampRoots : une racine est donnée sans autorité. Donnez Has:Digest:TimestampAuthority, ou retirez-la.")
                : null;
        }

        if (settings.Folder is not { Length: > 0 })
        {
            throw new InvalidDataException(
                "Réglage Has:Digest:TimestampAuthority : une autorité est donnée, et aucune empreinte n’est écrite. Donnez Has:Digest:Folder, de préférence sur une autre machine.");
        }

        try
        {
            var trust = settings.TimestampRoots is { Length: > 0 } roots ? TimestampTrust.FromFile(roots) : null;
            return TimestampAuthority.At(address, new TimestampOptions { Trust = trust });
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Réglage Has:Digest : {e.Message}", e);
        }
    }

    /// <summary>Who signs digests, by the settings; null for nobody.</summary>
    /// <exception cref="InvalidDataException">A setting cannot be used; the message names it, in French.</exception>
    public static DigestSigner? SignerOf(DigestSettings settings)
    {
        if (settings.SigningCertificate is not { Length: > 0 } file)
            return null;
        if (settings.Folder is not { Length: > 0 })
        {
            throw new InvalidDataException(
                "Réglage Has:Digest:SigningCertificate : un certificat est donné, et aucune empreinte n’est écrite. Donnez Has:Digest:Folder.");
        }

        try
        {
            return DigestSigner.FromFile(file, SettingsReader.FromFile("Has:Digest:SigningPasswordFile", settings.SigningPasswordFile));
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith("Réglage", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"Réglage Has:Digest:SigningCertificate : {e.Message}", e);
        }
    }

    /// <summary>Adds the worker, when there is a folder; without one, nothing is written and nothing leaves.</summary>
    /// <exception cref="InvalidDataException">A setting cannot be used; the message names it, in French.</exception>
    public static void Add(IServiceCollection services, DigestSettings settings, EvaluationServices ledger)
    {
        var authority = AuthorityOf(settings);
        var signer = SignerOf(settings);
        if (settings.Folder is not { Length: > 0 } folder)
            return;
        if (authority is not null)
            services.AddSingleton(_ => authority);
        if (signer is not null)
            services.AddSingleton(_ => signer);
        services.AddHostedService(provider => new DigestWorker(
            // The container owns authority and signer from here on.
            new NightlyDigest(
                ledger.Audit, ledger.Clock, folder, provider.GetService<TimestampAuthority>(), provider.GetService<DigestSigner>()), ledger.Clock,
            provider.GetRequiredService<ILogger<DigestWorker>>()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pages are served while the first round goes on.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Tell(await digest.RunAsync(stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A folder or a database that is away comes back; it must not stop the product.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "The digest of the ledger could not be written; it will be tried again in an hour.");
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Tell(DigestRound round)
    {
        foreach (var fault in round.Faults)
            logger.LogError("The chain of {Stream} does not hold at event {Sequence}; no digest vouches for it.", fault.Stream, fault.Sequence);
        if (round.Written is { } written)
            logger.LogInformation("The digest {File} was written.", Path.GetFileName(written));
        if (round.Signed is { } signed)
            logger.LogInformation("The digest {File} was signed.", Path.GetFileName(signed));
        if (round.Unsigned is { } unsigned)
            logger.LogError("{Unsigned}", unsigned);
        foreach (var (file, statement) in round.Stamped)
            logger.LogInformation("The digest {File} was stamped at {At}, number {Number}.", Path.GetFileName(file), statement.At, statement.SerialNumber);
        if (round.Failure is { } failure)
            logger.LogWarning(failure, "A digest got no time stamp; the digest is kept, and the stamp will be asked for again in an hour.");
    }
}
