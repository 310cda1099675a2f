namespace HasToolkit.Web.Hosting;

/// <summary>
/// Leads to a page that says once that the form was recorded. The word is in a cookie that the page takes away, not in the
/// address: a page read again, or an address passed on, does not say it.
/// </summary>
internal sealed class Recorded(string url) : IResult
{
    private const string Cookie = "has-enregistre";
    private static readonly CookieOptions Options = new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        MaxAge = TimeSpan.FromMinutes(1),
        Path = "/",
    };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Cookies.Append(Cookie, "1", Options);
        return Results.LocalRedirect(url).ExecuteAsync(httpContext);
    }

    /// <summary>Whether the page is the first shown since something was recorded.</summary>
    public static bool IsToBeSaid(HttpContext httpContext)
    {
        if (!HttpMethods.IsGet(httpContext.Request.Method) || httpContext.Request.Cookies[Cookie] is null)
            return false;
        httpContext.Response.Cookies.Delete(Cookie, Options);
        return true;
    }
}
