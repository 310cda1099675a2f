using System.Net;
using Npgsql;

namespace Accounts.Persistence;

/// <summary>Whether what goes to the server of a database can be read, or taken, on the way.</summary>
public static class DatabaseLink
{
    /// <summary>What is wrong with the way to a server on another machine, in French; null when nothing is.</summary>
    /// <param name="connection">A PostgreSQL connection string; null for SQLite.</param>
    /// <remarks>« VerifyFull » alone checks that the server is the one that is named; « Require » encrypts to whoever answers.</remarks>
    public static string? Fault(string? connection)
    {
        // What is no server is a file of this machine.
        if (connection?.Contains("Host=", StringComparison.OrdinalIgnoreCase) != true)
            return null;
        var parts = new NpgsqlConnectionStringBuilder(connection);
        if (parts.SslMode == SslMode.VerifyFull || (parts.Host ?? "").Split(',').All(IsHere))
            return null;
        return $"La base PostgreSQL « {parts.Host} » est sur une autre machine, et la connexion ne demande pas « SSL Mode=VerifyFull » : mot de passe "
            + "et données peuvent passer en clair, ou chez un autre serveur. Ajoutez-le à la connexion, avec « Root Certificate=… » si "
            + "l’autorité est la vôtre.";
    }

    private static bool IsHere(string host)
    {
        var name = host.Trim();
        // The folder of a socket of this machine.
        if (name.Length == 0 || name[0] is '/' or '@')
            return true;
        name = name.StartsWith('[') ? name[1..].Split(']')[0] : name.Count(sign => sign == ':') == 1 ? name.Split(':')[0] : name;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
