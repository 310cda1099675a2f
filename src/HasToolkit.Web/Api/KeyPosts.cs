using Evaluation.Workflows;
using Evaluation.Workflows.Keys;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Api;

/// <summary>The forms of the page of keys.</summary>
internal static class KeyPosts
{
    public static void MapKeyPosts(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup(KeysPage.Address).WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/", MakeAsync);
        posts.MapPost("/{id}/revoquer", RevokeAsync);
    }

    private static async Task<IResult> MakeAsync(
        HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var scopes = form["portee"].Select(word => KeyScopes.Find(word ?? "")).OfType<KeyScope>().ToList();
        var result = await services.Keys.MakeAsync(
            new KeyRequest(form.Text("nom"), scopes, form.Number("jours") ?? 0), acting.Sign(form.Command()), context.RequestAborted);
        if (result is KeyResult.Made made)
            return DossierPosts.Again<KeysPage>(StatusCodes.Status200OK, (nameof(KeysPage.Made), made));
        echo.Refuse("cle", ((KeyResult.Refused)result).Reason, form);
        return DossierPosts.Again<KeysPage>(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> RevokeAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var result = await services.Keys.RevokeAsync(id, acting.Sign(form.Command()), context.RequestAborted);
        if (result is KeyResult.Revoked)
            return new Recorded(KeysPage.Address);
        echo.Refuse($"revoquer-{id}", ((KeyResult.Refused)result).Reason, form);
        return DossierPosts.Again<KeysPage>(StatusCodes.Status422UnprocessableEntity);
    }
}
