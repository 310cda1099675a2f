using System.Globalization;
using Accounts;
using Accounts.People;
using HasToolkit.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HasToolkit.Web.Identity;

/// <summary>Signing in through an issuer of identities: it says who somebody is, and an administrator has said to which account that leads.</summary>
internal static class OutsideIdentity
{
    public const string Scheme = "openid";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Registers the issuer of the settings, when there is one.</summary>
    /// <exception cref="InvalidDataException">The settings are incomplete.</exception>
    public static void AddOutsideIdentity(this AuthenticationBuilder authentication, OpenIdSettings settings)
    {
        if (settings.Authority is not { Length: > 0 } authority)
            return;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var issuer) || (issuer.Scheme != Uri.UriSchemeHttps && !issuer.IsLoopback))
        {
            throw new InvalidDataException(
                $"Réglage Has:OpenId:Authority : une adresse https:// est attendue, « {authority} » est donnée. Corrigez-la.");
        }

        if (settings.ClientId.Length == 0)
            throw new InvalidDataException("Réglage Has:OpenId:ClientId : il manque. Donnez l’identifiant reçu du fournisseur d’identité.");
        authentication.AddOpenIdConnect(Scheme, openId =>
        {
            openId.Authority = authority;
            openId.RequireHttpsMetadata = issuer.Scheme == Uri.UriSchemeHttps;
            openId.ClientId = settings.ClientId;
            openId.ClientSecret = SecretOf(settings);
            openId.ResponseType = OpenIdConnectResponseType.Code;
            openId.ResponseMode = OpenIdConnectResponseMode.Query;
            openId.UsePkce = true;
            openId.SaveTokens = false;
            openId.MapInboundClaims = false;
            openId.GetClaimsFromUserInfoEndpoint = false;
            openId.CallbackPath = "/openid/retour";
            // A session of here ends here: nobody signs others out through their browser.
            openId.RemoteSignOutPath = default;
            openId.SignInScheme = Session.Scheme;
            openId.CorrelationCookie.SameSite = openId.NonceCookie.SameSite = SameSiteMode.Lax;
            openId.CorrelationCookie.SecurePolicy = openId.NonceCookie.SecurePolicy = CookieSecurePolicy.Always;
            openId.CorrelationCookie.Path = openId.NonceCookie.Path = "/";
            (openId.CorrelationCookie.Name, openId.NonceCookie.Name) = ("__Host-has-demande.", "__Host-has-reponse.");
            // Whoever proved who he is at the issuer longer ago than a session lasts here is asked again there.
            openId.MaxAge = SessionLimits.Default.Longest;
            openId.Scope.Clear();
            foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct())
                openId.Scope.Add(scope);
            openId.Events.OnRedirectToIdentityProvider = context =>
            {
                if (settings.AcrValues is { Length: > 0 } level)
                    context.ProtocolMessage.AcrValues = level;
                return Task.CompletedTask;
            };
            openId.Events.OnTokenValidated = context => EnterAsync(context, settings);
            openId.Events.OnRemoteFailure = context =>
            {
                context.HandleResponse();
                context.Response.Redirect("/connexion?refus=echec");
                return Task.CompletedTask;
            };
        });
    }

    private static async Task EnterAsync(TokenValidatedContext context, OpenIdSettings settings)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountServices>();
        var subject = context.Principal?.FindFirst(settings.SubjectClaim)?.Value;
        var account = subject is null ? null : await accounts.Queries.TiedAsync(context.SecurityToken.Issuer, subject);
        if (account is not null && !IsStrongEnough(context, settings))
        {
            await accounts.SignIn.NoteWrongAsync(account.Identifier);
            context.HandleResponse();
            context.Response.Redirect("/connexion?refus=faible");
            return;
        }

        if (account is not null)
            account = await accounts.SignIn.EnterAsync(account.Id, SignInMeans.Issuer);
        if (account is null)
        {
            await accounts.SignIn.NoteWrongAsync(null);
            context.HandleResponse();
            context.Response.Redirect("/connexion?refus=inconnu");
            return;
        }

        // Nothing of what the issuer says is kept but who it is: rights come from here.
        context.Principal = await Session.BeginAsync(context.HttpContext, account, SignInMeans.Issuer);
    }

    // What was asked for is compared with what the issuer states in its signed answer: a level that is not stated is not reached.
    private static bool IsStrongEnough(TokenValidatedContext context, OpenIdSettings settings)
    {
        var stated = context.SecurityToken.Claims.ToLookup(claim => claim.Type, claim => claim.Value);
        if (Words(settings.AcrValues) is { Length: > 0 } levels && !stated["acr"].Any(levels.Contains))
            return false;
        if (Words(settings.AmrValues) is { Length: > 0 } means && !stated["amr"].Any(means.Contains))
            return false;
        return stated["auth_time"].FirstOrDefault() is not { } at
            || (long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && Clock(context).GetUtcNow().ToUnixTimeSeconds() - seconds <= (SessionLimits.Default.Longest + ClockSkew).TotalSeconds);
    }

    private static string[] Words(string? setting) => (setting ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static TimeProvider Clock(TokenValidatedContext context) => context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();

    private static string? SecretOf(OpenIdSettings settings)
    {
        if (settings.ClientSecretFile is not { Length: > 0 } file)
            return settings.ClientSecret;
        return File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault()
            : throw new InvalidDataException($"Réglage Has:OpenId:ClientSecretFile : « {file} » n’existe pas. Corrigez le chemin.");
    }
}
