using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Web.Identity;

/// <summary>Who acts, and in which role.</summary>
public sealed record Acting(Person Person, Role Role)
{
    /// <summary>Signs a command.</summary>
    public Signature Sign(Guid command) => new(Person.Id, Role, command);
}

/// <summary>The one place that knows who the current person is. Accounts will take the place of the choice behind it.</summary>
internal interface ICurrentPerson
{
    /// <summary>The current person, or null when none is chosen.</summary>
    Task<Acting?> GetAsync();
}

/// <summary>The person that the user of this machine chose to be, kept in a cookie.</summary>
internal sealed class ChosenPerson(IHttpContextAccessor accessor, EvaluationServices services) : ICurrentPerson
{
    public const string Cookie = "has-personne";
    private Acting? _acting;

    public async Task<Acting?> GetAsync()
    {
        if (_acting is not null)
            return _acting;
        var parts = accessor.HttpContext?.Request.Cookies[Cookie]?.Split('|') ?? [];
        if (parts is not [var id, var key] || Roles.Find(key) is not { } role)
            return null;
        var person = await services.Queries.PersonAsync(new PersonId(id));
        _acting = person is not null && person.Roles.Contains(role) ? new Acting(person, role) : null;
        return _acting;
    }
}

/// <summary>Sends a visitor who has not said who he is to the welcome page.</summary>
internal sealed class PersonRequired(RequestDelegate next)
{
    private static readonly string[] Open = ["/bienvenue", "/identite", "/avis", "/health", "/style", "/accessibilite", "/introuvable", "/erreur"];

    public async Task InvokeAsync(HttpContext context, ICurrentPerson current)
    {
        if (context.GetEndpoint() is null || Open.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))
            || await current.GetAsync() is { } acting && MaySee(acting, context.Request.Path))
        {
            await next(context);
            return;
        }

        if (await current.GetAsync() is not null)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Response.Redirect($"/bienvenue?retour={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
    }

    private static readonly string[] OverAll = ["/tableau-de-bord", "/prevision", "/observatoire"];

    // A company that applies has no part in the reviews on which its dossier is judged, nor in what tells of its competitors; an
    // expert or an association reads what is meant for him, and neither reviews, nor sessions, nor what others declared.
    private static bool MaySee(Acting acting, PathString path) => !Closed(acting.Role).Any(
        closed => path.StartsWithSegments(closed, StringComparison.Ordinal));

    private static string[] Closed(Role role)
    {
        if (role == Role.Applicant)
            return ["/revues", "/deontologie", .. OverAll];
        return role is Role.Expert or Role.Association ? ["/revues", "/seances", "/deontologie", .. OverAll]
            : OverviewReaders.May(role) ? [] : OverAll;
    }
}
