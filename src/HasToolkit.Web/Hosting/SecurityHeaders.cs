namespace HasToolkit.Web.Hosting;

/// <summary>Headers on every answer: nothing but our own files runs, nothing is framed, pages are not kept in caches.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, OwnFiles files)
{
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.CacheControl = CacheOf(context.Request);
            // Browsers heed it on a safe connection only, and then never come back on another.
            if (context.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            return Task.CompletedTask;
        });
        return next(context);
    }

    // Style, script and icon may be kept: for a year under the address of their version, else with a question each time.
    // Pages and parts of dossiers may not be kept at all.
    private string CacheOf(HttpRequest request) => !IsOurOwnFile(request.Path)
        ? "no-store"
        : files.IsNow(request.Path, request.Query["v"]) ? "public, max-age=31536000, immutable" : "no-cache";

    private static bool IsOurOwnFile(PathString path) =>
        path.StartsWithSegments("/css", StringComparison.Ordinal) || path.StartsWithSegments("/js", StringComparison.Ordinal)
        || path == "/favicon.svg";
}
