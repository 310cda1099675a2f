using Evaluation.Workflows.Procedures;
using HasToolkit.Search;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Verbatims;

/// <summary>Who may do what with comments of patients.</summary>
internal static class CommentAccess
{
    /// <summary>Whether a role reads comments: companies, and those who decide on prices, do not.</summary>
    public static bool MayRead(Role role) => PartAccess.MayReadComments(role);

    /// <summary>Whether a role hands files in, deletes them, and keeps own topics.</summary>
    public static bool MayHandIn(Role role) => role is Role.EvaluationService or Role.ProjectLead;

    /// <summary>Whether a role marks comments as read and corrects what the model said.</summary>
    public static bool MayCorrect(Role role) => MayHandIn(role) || role is Role.Association;
}

/// <summary>Closes every page of comments to the roles that do not read them.</summary>
internal sealed class CommentsAreForSome(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, ICurrentPerson current)
    {
        if (context.Request.Path.StartsWithSegments("/commentaires", StringComparison.Ordinal)
            && await current.GetAsync() is { } acting && !CommentAccess.MayRead(acting.Role))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    }
}
