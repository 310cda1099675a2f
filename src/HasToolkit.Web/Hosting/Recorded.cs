using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Hosting;

/// <summary>
/// Leads to a page that says once that the form was recorded. The word is in a cookie that the page takes away, not in the
/// address: a page read again, or an address passed on, does not say it.
/// </summary>
internal sealed class Recorded(string url) : IResult
{
    private const string Cookie = "has-enregistre";

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var mode = httpContext.RequestServices.GetRequiredService<AccessMode>();
        httpContext.Response.Cookies.Append(mode.CookieName(Cookie), "1", OptionsOf(mode));
        return Results.LocalRedirect(url).ExecuteAsync(httpContext);
    }

    /// <summary>Whether the page is the first shown since something was recorded.</summary>
    public static bool IsToBeSaid(HttpContext httpContext)
    {
        var mode = httpContext.RequestServices.GetRequiredService<AccessMode>();
        if (!HttpMethods.IsGet(httpContext.Request.Method) || httpContext.Request.Cookies[mode.CookieName(Cookie)] is null)
            return false;
        httpContext.Response.Cookies.Delete(mode.CookieName(Cookie), OptionsOf(mode));
        return true;
    }

    private static CookieOptions OptionsOf(AccessMode mode) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Secure = mode.HasAccounts,
        SameSite = SameSiteMode.Strict,
        MaxAge = TimeSpan.FromMinutes(1),
        Path = "/",
    };
}
