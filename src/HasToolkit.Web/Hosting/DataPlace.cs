using Accounts.Persistence;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Hosting;

/// <summary>Where the data are, and what leaves: told at the foot of every page, from the settings and not by heart.</summary>
internal sealed class DataPlace(HasOptions options, AccessMode mode)
{
    /// <summary>Where the data are kept: « Données gardées sur cette machine ».</summary>
    public string Kept => DatabaseLink.OtherMachine(options.Connection) is { } host
        ? $"Données gardées sur « {host} »"
        : mode.HasAccounts ? "Données gardées sur le serveur de HasToolkit" : "Données gardées sur cette machine";

    /// <summary>What leaves it, and when: « aucun envoi à l’extérieur ».</summary>
    public string Sent
    {
        get
        {
            var ways = new List<string>();
            if (options.Assistance.Endpoint is { Length: > 0 })
                ways.Add("un modèle de langage n’est interrogé qu’à votre demande");
            if (Uri.TryCreate(options.Telemetry.Endpoint, UriKind.Absolute, out var collector) && !collector.IsLoopback)
                ways.Add($"des mesures sans texte ni nom vont à « {collector.Host} »");
            if (Uri.TryCreate(options.Digest.TimestampAuthority, UriKind.Absolute, out var authority) && !authority.IsLoopback)
                ways.Add($"chaque nuit, un condensat du journal, sans son contenu, est horodaté par « {authority.Host} »");
            return ways.Count == 0 ? "aucun envoi à l’extérieur" : string.Join(" ; ", ways);
        }
    }
}
