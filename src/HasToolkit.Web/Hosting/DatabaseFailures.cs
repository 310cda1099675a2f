using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Layout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HasToolkit.Web.Hosting;

/// <summary>
/// Answers when a database failed, without asking it again: the page of other errors wants to know who is there, and fails in its turn.
/// </summary>
internal sealed class DatabaseFailures(RequestDelegate next, ILogger<DatabaseFailures> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && LedgerDatabase.FailureOf(e) is { } told)
        {
            logger.LogError(e, "A database failed.");
            // What the page that failed had said of itself so far.
            context.Response.Clear();
            await new RazorComponentResult<Answer>(new Dictionary<string, object?>
            {
                [nameof(Answer.Page)] = typeof(DatabaseFailedPage),
                [nameof(Answer.Layout)] = typeof(EntranceLayout),
                [nameof(Answer.Values)] = new Dictionary<string, object?> { [nameof(DatabaseFailedPage.Told)] = told },
            })
            { StatusCode = StatusCodes.Status503ServiceUnavailable }.ExecuteAsync(context);
        }
    }
}
