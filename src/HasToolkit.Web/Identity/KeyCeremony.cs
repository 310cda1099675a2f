using System.Security.Cryptography;
using Accounts.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace HasToolkit.Web.Identity;

/// <summary>What must be remembered between the question to a device and its answer: for five minutes, in a cookie that only this product reads.</summary>
internal sealed class KeyCeremony(IDataProtectionProvider protection)
{
    private const string Cookie = "__Host-has-cle";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("cle").ToTimeLimitedDataProtector();

    /// <summary>The question to a device that proves who holds it: the holder of an account, or whoever has a key when it is null.</summary>
    public async Task<IResult> AskAsync(HttpContext context, IPasskeyHandler<Account> keys, Account? holder)
    {
        var options = await keys.MakeRequestOptionsAsync(holder, context);
        Keep(context, options.AssertionState);
        return Results.Text(options.RequestOptionsJson, "application/json");
    }

    /// <summary>What the answer of the device, in the field « cle » of a form, proves.</summary>
    public async Task<PasskeyAssertionResult<Account>> CheckAsync(HttpContext context, IPasskeyHandler<Account> keys, IFormCollection form) =>
        await keys.PerformAssertionAsync(new PasskeyAssertionContext
        {
            HttpContext = context,
            CredentialJson = form["cle"].ToString(),
            AssertionState = Take(context),
        });

    public void Keep(HttpContext context, string? state) =>
        context.Response.Cookies.Append(Cookie, _protector.Protect(state ?? "", Life), Options());

    /// <summary>What was kept; null when there is nothing, or it is too old. It can be taken once by a browser.</summary>
    public string? Take(HttpContext context)
    {
        var kept = context.Request.Cookies[Cookie];
        context.Response.Cookies.Delete(Cookie, Options());
        try
        {
            return kept is null ? null : _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Options() => new()
    {
        HttpOnly = true,
        Secure = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        MaxAge = Life,
        Path = "/",
    };
}
