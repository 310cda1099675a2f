using System.Diagnostics.Metrics;
using HasToolkit.Web.Identity;
using Microsoft.AspNetCore.Diagnostics;

namespace HasToolkit.Web.Hosting;

/// <summary>Marks what answers with all of something at once; each time that it does, the log says who took what.</summary>
internal sealed class WholeExport
{
    /// <summary>The mark, for <c>WithMetadata</c>.</summary>
    public static WholeExport Mark { get; } = new();
}

/// <summary>
/// Counts what looks like an attempt to go round a control, and tells it in the log of the program: what, on which route, how often,
/// by which account. Never what was sent. One line a minute for each of them at most, so that nobody can fill a disk with it.
/// </summary>
internal sealed partial class SecurityLog(TimeProvider clock, ILogger<SecurityLog> log)
{
    /// <summary>A form came without the token of its page.</summary>
    public const string NoToken = "form without its token";

    /// <summary>A name of a file or a part of an address was made like a path.</summary>
    public const string PathLike = "name made like a path";

    /// <summary>An address or an act was asked for that is closed to who asks.</summary>
    public const string Closed = "closed to who asks";

    /// <summary>The name of the measures.</summary>
    public const string MeterName = "HasToolkit.Security";

    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);
    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "has.security.attempts", description: "What looks like an attempt to go round a control");
    private static readonly Counter<long> Exports = Meter.CreateCounter<long>("has.security.exports", description: "All of something, taken at once");
    private readonly Dictionary<(string What, string Route, string By), (DateTimeOffset Told, int Untold)> _seen = [];

    /// <summary>Counts an attempt.</summary>
    public void Note(HttpContext context, string what)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var key = (what, route, Session.AccountOf(context)?.Id ?? "nobody");
        Attempts.Add(1, new("what", what), new("route", route));
        int count;
        lock (_seen)
        {
            var (told, untold) = _seen.GetValueOrDefault(key, (DateTimeOffset.MinValue, 0));
            var now = clock.GetUtcNow();
            count = untold + 1;
            var isTime = now - told >= Pace;
            _seen[key] = isTime ? (now, 0) : (told, count);
            if (!isTime)
                return;
        }

        LogAttempt(what, context.Request.Method, route, key.Item3, count);
    }

    /// <summary>Looks at each request: the variables of its address before it is answered, and what it was answered.</summary>
    public static async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        var log = context.RequestServices.GetRequiredService<SecurityLog>();
        if (context.Request.RouteValues.Values.OfType<string>().Any(IsPath))
            log.Note(context, PathLike);
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status200OK && context.GetEndpoint()?.Metadata.GetMetadata<WholeExport>() is not null)
            await log.TellAsync(context);
        // The page that says so comes through here again.
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden && context.Features.Get<IStatusCodeReExecuteFeature>() is null)
            log.Note(context, Closed);
    }

    /// <summary>Whether a name leads out of the place that it names something in.</summary>
    public static bool IsPath(string name) =>
        name.Contains("..", StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal)
        || name.Contains("%2f", StringComparison.OrdinalIgnoreCase);

    // Never the content: the route, what it named, and who asked.
    private async Task TellAsync(HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        Exports.Add(1, new KeyValuePair<string, object?>("route", route));
        var by = (await context.RequestServices.GetRequiredService<ICurrentPerson>().GetAsync())?.Person.Id.Value ?? "nobody";
        LogExport(route, string.Join(", ", context.Request.RouteValues.Values), by);
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Exported: {Route} ({What}), by {Person}.")]
    private partial void LogExport(string route, string what, string person);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Refused: {What}, {Method} {Route}, by {Account}, {Count} since it was last told.")]
    private partial void LogAttempt(string what, string method, string route, string account, int count);
}
