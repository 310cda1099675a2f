using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Layout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HasToolkit.Web.Hosting;

/// <summary>
/// Answers when a database failed, without asking it again: the page of other errors wants to know who is there, and fails in its turn.
/// </summary>
internal sealed class DatabaseFailures(RequestDelegate next, IServiceScopeFactory scopes, ILogger<DatabaseFailures> logger)
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
            await AnswerAsync(context, told);
        }
    }

    // As if nothing had been begun: a page that failed half-way leaves its headers, its route and its services behind.
    private async Task AnswerAsync(HttpContext context, string told)
    {
        context.Response.Clear();
        context.SetEndpoint(null);
        var services = context.RequestServices;
        await using var scope = scopes.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await new RazorComponentResult<Answer>(new Dictionary<string, object?>
            {
                [nameof(Answer.Page)] = typeof(DatabaseFailedPage),
                [nameof(Answer.Layout)] = typeof(EntranceLayout),
                [nameof(Answer.Values)] = new Dictionary<string, object?> { [nameof(DatabaseFailedPage.Told)] = told },
            })
            { StatusCode = StatusCodes.Status503ServiceUnavailable }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}
