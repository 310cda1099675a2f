using Accounts.People;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Api;
using HasToolkit.Web.Hosting;

namespace HasToolkit.Web.Identity;

/// <summary>Lets pass who may open an address, and shows the others where to begin.</summary>
internal sealed class PersonRequired(RequestDelegate next, AccessMode mode, HasOptions options)
{
    private static readonly string[] Open = ["/avis", "/health", "/style", "/accessibilite", "/introuvable", "/erreur"];
    private static readonly string[] OpenByChoice = [.. Open, "/bienvenue", "/identite"];
    private static readonly string[] OpenBeforeAccount = [.. Open, "/connexion", "/invitation", "/openid", FirstRunGate.Path];
    private static readonly string[] OfAnyAccount = ["/compte", "/deconnexion"];
    private static readonly string[] OfDemonstration = ["/style"];
    private const string OfAdministrators = "/administration";
    private static readonly string[] OnlyWithAccounts = [.. OfAnyAccount, OfAdministrators, "/connexion", "/invitation", FirstRunGate.Path];

    public async Task InvokeAsync(HttpContext context, ICurrentPerson current)
    {
        var path = context.Request.Path;
        // Where there are no accounts, the pages about them are not there; where there is no demonstration, neither are its examples.
        if ((!mode.HasAccounts && IsUnder(path, OnlyWithAccounts)) || (!options.Demo && IsUnder(path, OfDemonstration)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // A program was let in, or not, by its key.
        if (context.GetEndpoint() is null || path.StartsWithSegments(ApiGate.Root, StringComparison.Ordinal)
            || IsUnder(path, mode.HasAccounts ? OpenBeforeAccount : OpenByChoice))
        {
            await next(context);
            return;
        }

        var account = Session.AccountOf(context);
        // There is nobody to choose: the way in is the account.
        if (mode.HasAccounts && path == "/bienvenue")
        {
            context.Response.Redirect("/");
            return;
        }

        if (mode.HasAccounts ? account is null : await current.GetAsync() is null)
        {
            var back = HttpMethods.IsGet(context.Request.Method) ? path + context.Request.QueryString : "/";
            context.Response.Redirect(
                $"{(mode.HasAccounts ? "/connexion" : "/bienvenue")}?retour={Uri.EscapeDataString(back)}{(Session.HasEnded(context) ? "&fin=1" : "")}");
            return;
        }

        // One factor leads to where the second is added, and no further.
        if (options.RequirePasskey && Session.Of(context) is { } session && !SignInMeans.IsTwoFactors(session.Means) && !IsUnder(path, OfAnyAccount))
        {
            context.Response.Redirect(OwnAccountPosts.Page);
            return;
        }

        if (path == "/" && await current.GetAsync() is { Role: Role.Hospital })
        {
            context.Response.Redirect("/commentaires");
            return;
        }

        if (mode.HasAccounts ? MayOpen(account!, await current.GetAsync(), path) : MaySee((await current.GetAsync())!, path))
        {
            await next(context);
            return;
        }

        // The start page of an administrator is the list of accounts.
        if (account is { IsAdministrator: true } && path == "/")
            context.Response.Redirect("/administration/comptes");
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    // An administrator keeps accounts, and neither sees nor decides anything of the work; who works keeps no accounts.
    private static bool MayOpen(Account account, Acting? acting, PathString path) =>
        IsUnder(path, OfAnyAccount)
        || (IsUnder(path, [OfAdministrators]) ? account.IsAdministrator : acting is not null && MaySee(acting, path));

    private static readonly string[] OverAll = ["/tableau-de-bord", "/obligations", "/prevision", "/observatoire"];

    // A company that applies has no part in the reviews on which its dossier is judged, nor in what tells of its competitors; an
    // expert or an association reads what is meant for him, and neither reviews, nor sessions, nor what others declared.
    internal static bool MaySee(Acting acting, PathString path) => !IsUnder(path, [OfAdministrators, .. Closed(acting.Role)]);

    private static bool IsUnder(PathString path, string[] starts) =>
        starts.Any(start => path.StartsWithSegments(start, StringComparison.Ordinal));

    private static string[] Closed(Role role)
    {
        if (role == Role.Applicant)
            return ["/revues", "/deontologie", .. OverAll];
        if (role == Role.Hospital)
            return ["/dossiers", "/revues", "/seances", "/deontologie", "/liens-interets", "/taches", "/contributions", "/expertises", .. OverAll];
        return role is Role.Expert or Role.Association ? ["/revues", "/seances", "/deontologie", .. OverAll]
            : OverviewReaders.May(role) ? [] : OverAll;
    }
}
