using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>An issuer of identities on this machine, by OpenIddict: it lets everybody in as one person, and asks for PKCE.</summary>
internal sealed class LocalIssuer : IAsyncDisposable
{
    public const string Client = "hastoolkit";
    public const string Secret = "un-secret-du-fournisseur";

    private readonly WebApplication _app;

    private LocalIssuer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Who the issuer says the visitor is.</summary>
    public string Subject { get; set; } = "rpps-810000000000";

    /// <summary>What the issuer states besides, such as « acr » and the level that was reached.</summary>
    public List<(string Name, string Value)> Stated { get; } = [];

    /// <summary>What the last request to sign in asked for, such as « acr_values ».</summary>
    public Dictionary<string, string?> Asked { get; } = [];

    /// <summary>Whether the last request to sign in carried a challenge of PKCE.</summary>
    public bool SawChallenge { get; private set; }

    public static async Task<LocalIssuer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        LocalIssuer? issuer = null;
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode();
            server.SetAuthorizationEndpointUris("autoriser").SetTokenEndpointUris("jeton");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.RedirectUri?.EndsWith("/openid/retour", StringComparison.Ordinal) != true)
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<OpenIddictServerEvents.HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                issuer!.SawChallenge = context.Request.CodeChallenge is not null && context.Request.CodeChallengeMethod == "S256";
                (issuer.Asked["acr_values"], issuer.Asked["max_age"]) = (context.Request.AcrValues, $"{context.Request.MaxAge}");
                var identity = new ClaimsIdentity("essai");
                identity.AddClaim(new Claim(OpenIddictConstants.Claims.Subject, issuer.Subject));
                foreach (var (name, value) in issuer.Stated)
                {
                    identity.AddClaim(new Claim(name, value, name == "auth_time" ? ClaimValueTypes.Integer64 : ClaimValueTypes.String)
                        .SetDestinations(OpenIddictConstants.Destinations.IdentityToken));
                }

                context.Principal = new ClaimsPrincipal(identity);
                context.Principal.SetScopes("openid");
                return default;
            }));
            server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret)
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        issuer = new LocalIssuer(app);
        await app.StartAsync();
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
