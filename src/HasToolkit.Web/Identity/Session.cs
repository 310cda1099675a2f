using System.Globalization;
using System.Security.Claims;
using Accounts;
using Accounts.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace HasToolkit.Web.Identity;

/// <summary>The session of an account: a cookie that is compared with the account at every request.</summary>
internal static class Session
{
    public const string Scheme = "compte";
    public const string Cookie = "__Host-has-session";

    /// <summary>After how long a session ends, however busy.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const string IdClaim = "compte";
    private const string StampClaim = "timbre";
    private const string Begun = "debut";

    /// <summary>Opens a session for an account.</summary>
    public static Task OpenAsync(HttpContext context, Account account) =>
        context.SignInAsync(Scheme, PrincipalOf(account), PropertiesOf(context));

    /// <summary>What a session holds of an account: nothing but who it is, and the stamp that it had.</summary>
    public static ClaimsPrincipal PrincipalOf(Account account) => new(new ClaimsIdentity(
        [new Claim(IdClaim, account.Id), new Claim(StampClaim, account.Stamp)], Scheme, IdClaim, roleType: null));

    /// <summary>When a session that begins now ends.</summary>
    public static AuthenticationProperties PropertiesOf(HttpContext context) => new()
    {
        Items = { [Begun] = Now(context).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
    };

    /// <summary>The account of the session of a request; null when there is none.</summary>
    public static Account? AccountOf(HttpContext? context) => context?.Items[typeof(Account)] as Account;

    /// <summary>Ends a session whose account is closed, has changed its password or its keys, or which is too old.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountServices>();
        var account = context.Principal?.FindFirst(IdClaim)?.Value is { } id
            ? await accounts.Queries.FindAsync(id, context.HttpContext.RequestAborted)
            : null;
        if (account is { IsBlocked: false } && context.Principal!.FindFirst(StampClaim)?.Value == account.Stamp
            && context.Properties.Items.TryGetValue(Begun, out var begun)
            && long.TryParse(begun, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Now(context.HttpContext) - DateTimeOffset.FromUnixTimeSeconds(seconds) < Longest)
        {
            context.HttpContext.Items[typeof(Account)] = account;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    private static DateTimeOffset Now(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
