using System.Net;
using System.Threading.RateLimiting;
using System.Xml;
using System.Xml.Linq;
using Accounts;
using Accounts.People;
using Accounts.Persistence;
using HasToolkit.Web.Api;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.LitReview;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HasToolkit.Web.Identity;

/// <summary>Registers who may enter and how: accounts, sessions, limits, the first start.</summary>
internal static class AccessSetup
{
    /// <summary>Opens the accounts and registers the way of access that the settings ask for.</summary>
    public static async Task<AccessMode> AddAccessAsync(this WebApplicationBuilder builder, HasOptions options, TimeProvider clock)
    {
        var mode = AccessMode.Of(options);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(listen => mode.Check(listen, options, builder.Configuration)));

        // Disposed by the container, which owns it from here on.
        var accounts = await AccountServices.OpenAsync(
            options.DataFolder, options.Connection, clock,
            SessionLimits.Default with { Idle = TimeSpan.FromMinutes(options.IdleMinutes), Most = options.Sessions });
        var services = builder.Services;
        services.AddSingleton(_ => accounts);
        services.AddSingleton(mode);
        services.AddSingleton(clock);
        services.AddDataProtection().SetApplicationName("HasToolkit");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(_ => new ConfigureOptions<KeyManagementOptions>(
            keys => keys.XmlRepository = new KeysBesideAccounts(accounts.Protection)));
        services.AddSingleton<FirstRun>();
        services.AddScoped<ReviewAccess>();
        if (!mode.HasAccounts)
        {
            services.AddScoped<ChosenPerson>().AddScoped<ICurrentPerson, CallingPerson<ChosenPerson>>();
            return mode;
        }

        services.AddScoped<SignedInPerson>().AddScoped<ICurrentPerson, CallingPerson<SignedInPerson>>();
        services.AddScoped<IUserStore<Account>>(_ => accounts.Keys);
        services.AddIdentityCore<Account>(identity => identity.User.AllowedUserNameCharacters = "");
        services.Configure<IdentityPasskeyOptions>(keys =>
        {
            keys.UserVerificationRequirement = "required";
            keys.ResidentKeyRequirement = "required";
        });
        services.AddSingleton<KeyCeremony>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme, cookie =>
        {
            cookie.Cookie.Name = Session.Cookie;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.Path = "/";
            // When a session ends is said by the server; a cookie is never good for longer than a session can be.
            cookie.ExpireTimeSpan = SessionLimits.Default.Longest;
            cookie.SlidingExpiration = false;
            cookie.LoginPath = "/connexion";
            cookie.Events.OnValidatePrincipal = Session.ValidateAsync;
        }).AddOutsideIdentity(options.OpenId);
        services.AddHostedService<TryTeller>();
        services.AddRateLimiter(limits => Limit(limits, options));
        if (options.BehindProxy)
            services.Configure<ForwardedHeadersOptions>(headers => Believe(headers, options.KnownProxies));
        return mode;
    }

    /// <summary>What comes before every page, in its order.</summary>
    public static void UseAccess(this WebApplication app)
    {
        if (app.Services.GetRequiredService<AccessMode>().HasAccounts)
        {
            app.UseAuthentication();
            app.UseRateLimiter();
            app.UseMiddleware<FirstRunGate>();
        }

        app.Use(SecurityLog.WatchAsync);
        app.UseApi();
        app.UseMiddleware<PersonRequired>();
        app.UseMiddleware<ReviewsAreForReaders>();
    }

    /// <summary>The forms of this subject.</summary>
    public static void MapAccess(this WebApplication app)
    {
        app.MapIdentity();
        if (!app.Services.GetRequiredService<AccessMode>().HasAccounts)
            return;
        app.MapFirstRun();
        app.MapSignIn();
        app.MapOwnAccount();
        app.MapAdministration();
    }

    /// <summary>Does or announces the first start, on the console.</summary>
    public static async Task AnnounceFirstRunAsync(this WebApplication app, string address, TextWriter console)
    {
        var firstRun = app.Services.GetRequiredService<FirstRun>();
        if (!app.Services.GetRequiredService<AccessMode>().HasAccounts || await firstRun.IsSealedAsync())
            return;
        await console.WriteLineAsync(
            $"Premier démarrage : ouvrez {address.TrimEnd('/')}{FirstRunGate.Path} et donnez ce code, valable {FirstRun.Life.TotalMinutes} minutes :");
        await console.WriteLineAsync("  " + firstRun.DrawCode());
    }

    private static void Limit(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions limits, HasOptions options)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            return ValueTask.CompletedTask;
        };
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            var path = context.Request.Path;
            // The pages that say no are always given, and so is the answer to who watches.
            if (path == "/introuvable" || path == "/erreur" || path.StartsWithSegments("/health", StringComparison.Ordinal))
                return RateLimitPartition.GetNoLimiter("");
            var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
            return HttpMethods.IsPost(context.Request.Method) && SignInPosts.Tries.Any(start => path.StartsWithSegments(start, StringComparison.Ordinal))
                ? PerMinute("entrer " + address, options.SignInsPerMinute)
                : PerMinute(Session.AccountOf(context)?.Id ?? address, options.RequestsPerMinute);
        });
    }

    private static RateLimitPartition<string> PerMinute(string key, int most) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1) });

    private static void Believe(ForwardedHeadersOptions headers, string[] proxies)
    {
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in proxies)
        {
            headers.KnownProxies.Add(IPAddress.TryParse(proxy, out var address)
                ? address
                : throw new InvalidDataException($"Réglage Has:KnownProxies : « {proxy} » n’est pas une adresse IP. Corrigez-le."));
        }
    }

    /// <summary>Keeps the keys of cookies and forms beside the accounts, so that all machines share them.</summary>
    private sealed class KeysBesideAccounts(ProtectionKeys keys) : IXmlRepository
    {
        private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

        public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.All().Select(Read)];

        public void StoreElement(XElement element, string friendlyName) =>
            keys.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));

        private static XElement Read(string text)
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            return XElement.Load(reader);
        }
    }
}
