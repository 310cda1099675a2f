using Accounts.Persistence;

namespace HasToolkit.Web.Hosting;

/// <summary>Whether what leaves this machine is encrypted, and to whom it says it goes.</summary>
internal static class TlsCheck
{
    /// <summary>Tells each way out that is not safe; refuses the start instead when the settings demand safe ones.</summary>
    /// <exception cref="InvalidDataException">One is not safe, and <see cref="HasOptions.RequireTls"/> is set.</exception>
    public static async Task AskAsync(HasOptions options, TextWriter console)
    {
        foreach (var fault in Faults(options))
        {
            if (options.RequireTls)
                throw new InvalidDataException($"Réglage Has:RequireTls : {fault}");
            await console.WriteLineAsync($"Attention : {fault}");
        }
    }

    /// <summary>Each way out that is not safe, in French.</summary>
    public static IEnumerable<string> Faults(HasOptions options)
    {
        if (DatabaseLink.Fault(options.Connection) is { } fault)
            yield return fault;
        if (Uri.TryCreate(options.Telemetry.Endpoint, UriKind.Absolute, out var collector) && collector.Scheme == Uri.UriSchemeHttp && !collector.IsLoopback)
            yield return $"Le collecteur « {collector.Host} » est sur une autre machine, et ce qui lui est envoyé passe en clair. Donnez une adresse https://.";
        if (Uri.TryCreate(options.Digest.TimestampAuthority, UriKind.Absolute, out var authority) && authority.Scheme == Uri.UriSchemeHttp && !authority.IsLoopback)
            yield return $"L’autorité d’horodatage « {authority.Host} » est jointe en clair. Seul un condensat y passe, et le jeton est signé ; donnez une adresse https:// si elle en a une.";
    }
}
