using System.Data.Common;
using Accounts;
using Accounts.People;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;

namespace HasToolkit.Web.Identity;

/// <summary>The steps of the first start. Nothing is written before the last.</summary>
internal static class FirstRunPosts
{
    public static void MapFirstRun(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup(FirstRunGate.Path).WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/code", CodeAsync);
        posts.MapPost("/langue", LanguageAsync);
        posts.MapPost("/administrateur", AdministratorAsync);
        posts.MapPost("/fin", EndAsync);
    }

    private static async Task<IResult> CodeAsync(HttpContext context, FirstRun firstRun, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        if (!firstRun.Knows(form.Text("code")))
        {
            return Again(
                context, echo, form, "code",
                "Ce code n’est pas celui que la console affiche, ou il a plus d’une heure. Recopiez-le en entier ; s’il est trop ancien, "
                + "arrêtez et relancez le programme, qui en affiche un autre.", "code");
        }

        firstRun.Begin(context);
        return Results.LocalRedirect(FirstRunGate.Path);
    }

    private static async Task<IResult> LanguageAsync(HttpContext context, FirstRun firstRun, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        if (firstRun.Read(context) is not { } answers)
            return Results.LocalRedirect(FirstRunGate.Path);
        if (form.Text("langue") is not ("fr" or "en"))
            return Again(context, echo, form, "langue", "Choisissez le français ou l’anglais.", "langue");
        firstRun.Keep(context, answers with { Language = form.Text("langue") });
        return Results.LocalRedirect(FirstRunGate.Path);
    }

    private static async Task<IResult> AdministratorAsync(
        HttpContext context, FirstRun firstRun, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        if (firstRun.Read(context) is not { Next: >= 2 } answers)
            return Results.LocalRedirect(FirstRunGate.Path);
        var (identifier, name) = (AccountNames.Normal(form.Text("identifiant")), form.Text("nom"));
        var password = form["mot-de-passe"].ToString();
        if (AccountNames.Fault(identifier, name) is { } fault)
            return Again(context, echo, form, "administrateur", fault, "identifiant");
        if (PasswordRules.Fault(password, identifier, name) is { } weak)
            return Again(context, echo, form, "administrateur", weak, "mot-de-passe");
        if (form["encore"].ToString() != password)
            return Again(context, echo, form, "administrateur", "Les deux mots de passe ne sont pas les mêmes. Tapez-les à nouveau.", "encore");
        firstRun.Keep(context, answers with { Identifier = identifier, Name = name, PasswordHash = accounts.SignIn.DigestOf(password) });
        return Results.LocalRedirect(FirstRunGate.Path);
    }

    private static async Task<IResult> EndAsync(HttpContext context, FirstRun firstRun, HasOptions options, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        if (firstRun.Read(context) is not { Next: 3 } answers)
            return Results.LocalRedirect(FirstRunGate.Path);
        if (StoragePlace.Of(options) is { Fault: { } fault })
            return Again(context, echo, form, "fin", fault);
        var wantsDemo = form.Text("donnees") == "demonstration";
        var outcome = await firstRun.SealAsync(context, answers, wantsDemo);
        if (outcome.Account is null)
            return Again(context, echo, form, "fin", outcome.Refusal!.Message);
        if (wantsDemo)
            await DemoInstall.EverythingAsync(context.RequestServices);
        await Session.OpenAsync(context, outcome.Account, SignInMeans.FirstRun);
        return new Recorded("/administration/comptes");
    }

    private static IResult Again(HttpContext context, FormEcho echo, IFormCollection form, string name, string reason, string? field = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        echo.Refuse(name, reason, form, field);
        return SignInPosts.Again<FirstRunPage>(StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>Where data live, and whether they can be written there.</summary>
/// <param name="Description">The folder and the database, in French.</param>
/// <param name="Fault">Why they cannot be written, in French; null when they can.</param>
internal sealed record StoragePlace(string Description, string? Fault)
{
    public static StoragePlace Of(HasOptions options)
    {
        var folder = Path.GetFullPath(options.DataFolder);
        var description = options.Connection is { } connection
            ? $"Base PostgreSQL « {WithoutPassword(connection)} » ; pièces des dossiers dans « {folder} »."
            : $"Un fichier SQLite par partie et les pièces des dossiers, dans « {folder} ».";
        try
        {
            var probe = Path.Combine(folder, $"essai-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "essai");
            File.Delete(probe);
            return new StoragePlace(description, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new StoragePlace(
                description, $"Le dossier « {folder} » ne peut pas être écrit : {e.Message} Donnez les droits, ou changez Has:DataFolder et relancez.");
        }
    }

    private static string WithoutPassword(string connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        parts.Remove("Password");
        return parts.ConnectionString;
    }
}
