using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Evaluation;

namespace HasToolkit.Web.Identity;

/// <summary>Choosing who one is.</summary>
internal static class IdentityEndpoints
{
    public static void MapIdentity(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("/identite").AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/", ChooseAsync);
        if (!app.ServiceProvider.GetRequiredService<AccessMode>().HasAccounts)
            posts.MapPost("/nouvelle", RegisterAsync);
    }

    private static async Task<IResult> ChooseAsync(
        HttpContext context, EvaluationServices services, AccessMode mode, ICurrentPerson current)
    {
        var form = await context.Request.ReadFormAsync();
        var parts = form.Text("qui").Split('|');
        if (parts is not [var id, var key] || Roles.Find(key) is not { } role
            || await services.Queries.PersonAsync(new PersonId(id)) is not { } person || !person.Roles.Contains(role))
        {
            return mode.HasAccounts ? Results.StatusCode(StatusCodes.Status403Forbidden) : Results.Redirect("/bienvenue?inconnue=1");
        }

        // With accounts one chooses among one's own roles, and nothing else.
        if (mode.HasAccounts && (await current.GetAsync())?.Person.Id != person.Id)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        Keep(context, person.Id, role);
        return Results.LocalRedirect(Safe(form.Text("retour")));
    }

    private static async Task<IResult> RegisterAsync(HttpContext context, EvaluationServices services)
    {
        var form = await context.Request.ReadFormAsync();
        var name = form.Text("nom");
        if (name.Length is 0 or > 120 || PersonId.Of(name) is not { Value.Length: > 0 } identifier)
            return Results.Redirect("/bienvenue?nom=1");

        // One person on one machine plays every role but the applicant's, who belongs to a company.
        var person = new Person(
            identifier, name, "Haute Autorité de santé", [.. Roles.Every.Where(role => role != Role.Applicant)]);
        await services.Desk.RegisterAsync(person, Guid.NewGuid());
        Keep(context, person.Id, Role.EvaluationService);
        return Results.LocalRedirect(Safe(form.Text("retour")));
    }

    private static void Keep(HttpContext context, PersonId person, Role role) => context.Response.Cookies.Append(
        ChosenPerson.Cookie, $"{person}|{role.Key()}",
        new CookieOptions
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            IsEssential = true,
            SameSite = SameSiteMode.Strict,
            MaxAge = TimeSpan.FromDays(365),
            Path = "/",
        });

    /// <summary>A path of this site to go back to; the start page for anything else.</summary>
    public static string Safe(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal)
            && !path.StartsWith("/bienvenue", StringComparison.Ordinal) && !path.StartsWith("/connexion", StringComparison.Ordinal)
            ? path
            : "/";
}
