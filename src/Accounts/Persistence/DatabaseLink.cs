using System.Data.Common;
using System.Net;
using Npgsql;

namespace Accounts.Persistence;

/// <summary>The way to the server of a database: whether what goes there can be read, or taken, and how it is told without its secrets.</summary>
public static class DatabaseLink
{
    private static readonly string[] Secrets = ["password", "pwd", "ssl password", "passfile", "api key", "apikey", "cle", "key", "token"];

    /// <summary>What is wrong with the way to a server on another machine, in French; null when nothing is.</summary>
    /// <param name="connection">A PostgreSQL connection string; null for SQLite.</param>
    /// <remarks>« VerifyFull » alone checks that the server is the one that is named; « Require » encrypts to whoever answers.</remarks>
    public static string? Fault(string? connection)
    {
        // What is no server is a file of this machine.
        if (connection?.Contains("Host=", StringComparison.OrdinalIgnoreCase) != true)
            return null;
        // What cannot be read is told by the opening.
        if (Parts(connection) is not { } parts)
            return null;
        if (parts.SslMode == SslMode.VerifyFull || (parts.Host ?? "").Split(',').All(IsHere))
            return null;
        return $"La base PostgreSQL « {parts.Host} » est sur une autre machine, et la connexion ne demande pas « SSL Mode=VerifyFull » : mot de passe "
            + "et données peuvent passer en clair, ou chez un autre serveur. Ajoutez-le à la connexion, avec « Root Certificate=… » si "
            + "l’autorité est la vôtre.";
    }

    /// <summary>A connection string without its secrets, for who reads the settings.</summary>
    public static string Masked(string connection)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            foreach (var key in parts.Keys.Cast<string>().Where(key => Secrets.Contains(key.ToLowerInvariant())).ToList())
                parts[key] = "***";
            return parts.ConnectionString;
        }
        catch (ArgumentException)
        {
            return "*** (illisible)";
        }
    }

    private static NpgsqlConnectionStringBuilder? Parts(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The server of a database on another machine; null when it is here, or is a file.</summary>
    public static string? OtherMachine(string? connection) =>
        connection?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true && Parts(connection)?.Host is { } host && !host.Split(',').All(IsHere)
            ? host
            : null;

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
