using System.Net;
using HasToolkit.Web.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HasToolkit.Web.Identity;

/// <summary>How one enters: by choosing who one is, or with an account.</summary>
internal sealed record AccessMode(bool HasAccounts)
{
    public const string Choice = "choix";
    public const string Accounts = "comptes";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidDataException">It is neither of the two words.</exception>
    public static AccessMode Of(HasOptions options) => (options.Access ?? (options.Demo ? Choice : Accounts)) switch
    {
        Choice => new AccessMode(HasAccounts: false),
        Accounts => new AccessMode(HasAccounts: true),
        var other => throw new InvalidDataException(
            $"Réglage Has:Access : « {Choice} » ou « {Accounts} » est attendu, « {other} » est donné. Corrigez-le."),
    };

    /// <summary>
    /// The name of a cookie of the product. With accounts it says to the browser that no other host and no unsafe connection may set
    /// it; where one chooses who one is there may be no safe connection.
    /// </summary>
    public string CookieName(string name) => HasAccounts ? $"__Host-{name}" : name;

    /// <summary>Refuses, before it is opened, an address that others could reach without signing in, or without TLS.</summary>
    /// <exception cref="InvalidDataException">The address may not be opened in this way of access.</exception>
    public void Check(ListenOptions listen, HasOptions options, IConfiguration configuration)
    {
        if (listen.IPEndPoint is not { } address || IPAddress.IsLoopback(address.Address))
            return;
        if (!HasAccounts)
        {
            throw new InvalidDataException(
                $"L’adresse {address} est ouverte à d’autres machines, et l’accès est au choix : n’importe qui y agirait au nom de n’importe "
                + "qui. Écoutez sur http://localhost, ou demandez des comptes : --Has:Access=comptes.");
        }

        if (options.RequireTls && !Addresses(configuration).All(IsSafe))
        {
            throw new InvalidDataException(
                $"Réglage Has:RequireTls : l’adresse {address} est ouverte à d’autres machines sans chiffrement. Donnez une adresse https:// avec son "
                + "certificat, même derrière un relais.");
        }

        if (!options.BehindProxy && !Addresses(configuration).All(IsSafe))
        {
            throw new InvalidDataException(
                $"L’adresse {address} est ouverte à d’autres machines sans chiffrement : mots de passe et sessions y passeraient en clair. "
                + "Donnez une adresse https:// avec son certificat ou, derrière un relais qui chiffre, --Has:BehindProxy=true.");
        }
    }

    private static List<string> Addresses(IConfiguration configuration)
    {
        var named = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToList();
        return named.Count > 0 ? named : [.. (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static bool IsSafe(string address) => address.Trim().StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.IsLoopback);
}
