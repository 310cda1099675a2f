using System.Security.Claims;
using Accounts;
using Accounts.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;

namespace HasToolkit.Web.Identity;

/// <summary>The session of an account: it lives on the server, and a cookie holds the code that leads to it.</summary>
internal static class Session
{
    public const string Scheme = "compte";
    public const string Cookie = "__Host-has-session";

    private const string IdClaim = "compte";
    private const string CodeClaim = "session";

    /// <summary>Opens a session for an account that has just signed in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">The account.</param>
    /// <param name="means">How it signed in, in French.</param>
    public static async Task OpenAsync(HttpContext context, Account account, string means) =>
        await context.SignInAsync(Scheme, await BeginAsync(context, account, means));

    /// <summary>Begins a session on the server; what it returns is kept by the browser.</summary>
    public static async Task<ClaimsPrincipal> BeginAsync(HttpContext context, Account account, string means)
    {
        // Whoever signs in again in the same browser leaves the session that was there.
        if (CodeOf(context.User) is { } before)
            await AccountsOf(context).Sessions.EndAsync(before);
        var code = await AccountsOf(context).Sessions.OpenAsync(account, Browser.Of(context.Request.Headers.UserAgent.ToString()), means);
        return PrincipalOf(account, code);
    }

    /// <summary>The session that changed a secret goes on, under another code.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">The account as it is now.</param>
    /// <param name="means">By what its holder has just proved who he is; null when nothing was proved.</param>
    public static async Task RenewAsync(HttpContext context, Account account, string? means = null)
    {
        if (CodeOf(context.User) is { } code && await AccountsOf(context).Sessions.RenewAsync(code, account, means) is { } next)
            await context.SignInAsync(Scheme, PrincipalOf(account, next));
    }

    /// <summary>Keeps that the holder of the session of a request has just proved who he is.</summary>
    public static Task ProveAsync(HttpContext context) =>
        CodeOf(context.User) is { } code ? AccountsOf(context).Sessions.ProveAsync(code) : Task.CompletedTask;

    /// <summary>Ends the session of a request, here and in the browser: a copy of the cookie opens nothing either.</summary>
    public static async Task LeaveAsync(HttpContext context)
    {
        if (CodeOf(context.User) is { } code)
            await AccountsOf(context).Sessions.EndAsync(code);
        await context.SignOutAsync(Scheme);
    }

    /// <summary>The account of the session of a request; null when there is none.</summary>
    public static Account? AccountOf(HttpContext? context) => context?.Items[typeof(Account)] as Account;

    /// <summary>The session of a request; null when there is none.</summary>
    public static AccountSession? Of(HttpContext? context) => context?.Items[typeof(AccountSession)] as AccountSession;

    /// <summary>Whether a request brings the cookie of a session that has ended.</summary>
    public static bool HasEnded(HttpContext context) => AccountOf(context) is null && context.Request.Cookies.ContainsKey(Cookie);

    /// <summary>Refuses a session that has ended: left, closed from elsewhere, idle, too old, or of an account that has changed.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        // The page that tells of a failure is shown to nobody in particular: the accounts may be what failed.
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        if (CodeOf(context.Principal) is { } code
            && await AccountsOf(context.HttpContext).Sessions.FindAsync(code, context.HttpContext.RequestAborted) is var (account, session))
        {
            (context.HttpContext.Items[typeof(Account)], context.HttpContext.Items[typeof(AccountSession)]) = (account, session);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    private static string? CodeOf(ClaimsPrincipal? principal) => principal?.FindFirst(CodeClaim)?.Value;

    private static ClaimsPrincipal PrincipalOf(Account account, string code) => new(new ClaimsIdentity(
        [new Claim(IdClaim, account.Id), new Claim(CodeClaim, code)], Scheme, IdClaim, roleType: null));

    private static AccountServices AccountsOf(HttpContext context) => context.RequestServices.GetRequiredService<AccountServices>();
}
