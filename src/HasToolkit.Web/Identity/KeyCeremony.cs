using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace HasToolkit.Web.Identity;

/// <summary>What must be remembered between the question to a device and its answer: for five minutes, in a cookie that only this product reads.</summary>
internal sealed class KeyCeremony(IDataProtectionProvider protection)
{
    private const string Cookie = "__Host-has-cle";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("cle").ToTimeLimitedDataProtector();

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
