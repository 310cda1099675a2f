using Accounts;
using Accounts.People;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace HasToolkit.Web.Identity;

/// <summary>What the holder of an account does with it: password, keys of devices, sessions.</summary>
internal static class OwnAccountPosts
{
    public const string Page = "/compte";
    public const string Sessions = Page + "/sessions";

    /// <summary>Where one who signs in again in another tab is told to go back to the one he left.</summary>
    public const string Back = Page + "/retour";

    public static void MapOwnAccount(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page + "/session", AskForTime).WithOrder(DossierPosts.BeforePages);
        var posts = app.MapGroup(Page).WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/mot-de-passe", ChangePasswordAsync);
        posts.MapPost("/preuve", ProveByPasswordAsync);
        posts.MapPost("/preuve/cle/options", ProofOptionsAsync);
        posts.MapPost("/preuve/cle", ProveByKeyAsync);
        var proved = posts.MapGroup("").AddEndpointFilter(RequireProofAsync);
        proved.MapPost("/cles/options", KeyOptionsAsync);
        proved.MapPost("/cles/ajouter", AddKeyAsync);
        proved.MapPost("/cles/retirer", RemoveKeyAsync);
        proved.MapPost("/sessions", EndOtherSessionsAsync);
        proved.MapPost("/sessions/fermer", EndSessionAsync);
    }

    // A page where somebody types asks for more time, and for the token that its forms are sent with from now on.
    private static IResult AskForTime(HttpContext context, AccountServices accounts, IAntiforgery antiforgery) => Results.Json(new
    {
        compte = AccountOf(context).Id,
        reste = accounts.Sessions.SecondsLeft(Session.Of(context)!),
        jeton = antiforgery.GetAndStoreTokens(context).RequestToken,
    });

    // What one signs in with is changed by who has proved within ten minutes that he is its holder, and not by who found a screen open.
    private static async ValueTask<object?> RequireProofAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.RequestServices.GetRequiredService<AccountServices>().Sessions.IsProved(Session.Of(http)!))
            return await next(context);
        var echo = http.RequestServices.GetRequiredService<FormEcho>();
        return Refused(
            http, echo, await http.Request.ReadFormAsync(), "preuve",
            $"Vous vous êtes identifié il y a plus de {SessionLimits.ProofLife.TotalMinutes} minutes. Confirmez que c’est vous, puis recommencez.");
    }

    private static async Task<IResult> ChangePasswordAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var password = form["mot-de-passe"].ToString();
        if (form["encore"].ToString() != password)
            return Refused(context, echo, form, "mot-de-passe", "Les deux mots de passe ne sont pas les mêmes. Tapez-les à nouveau.");
        return await DoneAsync(
            context, echo, form, "mot-de-passe", await accounts.SignIn.ChangeAsync(AccountOf(context), form["present"].ToString(), password));
    }

    private static async Task<IResult> ProveByPasswordAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var outcome = await accounts.SignIn.ConfirmAsync(AccountOf(context), form["present"].ToString());
        return outcome.Account is null
            ? Refused(context, echo, form, "preuve", outcome.Refusal!.Message)
            : await ProvedAsync(context, form);
    }

    private static Task<IResult> ProofOptionsAsync(HttpContext context, IPasskeyHandler<Account> keys, KeyCeremony ceremony) =>
        ceremony.AskAsync(context, keys, AccountOf(context));

    private static async Task<IResult> ProveByKeyAsync(
        HttpContext context, AccountServices accounts, IPasskeyHandler<Account> keys, KeyCeremony ceremony, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var result = await ceremony.CheckAsync(context, keys, form);
        if (!result.Succeeded || result.User.Id != AccountOf(context).Id)
        {
            await accounts.SignIn.NoteWrongAsync(AccountOf(context).Identifier);
            return Refused(context, echo, form, "preuve", "Cette clé d’accès n’est pas de votre compte. Essayez encore, ou donnez votre mot de passe.");
        }

        await accounts.Keys.AddOrUpdatePasskeyAsync(result.User, result.Passkey, context.RequestAborted);
        return await ProvedAsync(context, form);
    }

    private static async Task<IResult> ProvedAsync(HttpContext context, IFormCollection form)
    {
        await Session.ProveAsync(context);
        return Results.LocalRedirect(form.Text("retour") == Sessions ? Sessions : Page);
    }

    private static async Task<IResult> KeyOptionsAsync(HttpContext context, IPasskeyHandler<Account> keys, KeyCeremony ceremony)
    {
        var account = AccountOf(context);
        var options = await keys.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id, Name = account.Identifier, DisplayName = account.Name }, context);
        ceremony.Keep(context, options.AttestationState);
        return Results.Text(options.CreationOptionsJson, "application/json");
    }

    private static async Task<IResult> AddKeyAsync(
        HttpContext context, AccountServices accounts, IPasskeyHandler<Account> keys, KeyCeremony ceremony, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var account = AccountOf(context);
        var result = await keys.PerformAttestationAsync(new PasskeyAttestationContext
        {
            HttpContext = context,
            CredentialJson = form["cle"].ToString(),
            AttestationState = ceremony.Take(context),
        });
        if (!result.Succeeded || result.UserEntity.Id != account.Id)
            return Refused(context, echo, form, "cle", "L’appareil n’a pas donné de clé valable. Essayez encore, ou avec un autre appareil.");
        return await DoneAsync(context, echo, form, "cle", await accounts.Keys.AddAsync(account, result.Passkey, form.Text("nom")), SignInMeans.Key);
    }

    private static async Task<IResult> RemoveKeyAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        return await DoneAsync(context, echo, form, "retrait", await accounts.Keys.RemoveAsync(AccountOf(context), form.Text("retirer")));
    }

    private static async Task<IResult> EndOtherSessionsAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        return Closed(context, echo, form, await accounts.Sessions.EndOthersAsync(AccountOf(context), Session.Of(context)!.Id));
    }

    private static async Task<IResult> EndSessionAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        return Closed(context, echo, form, await accounts.Sessions.EndOneAsync(AccountOf(context), form.Text("fermer")));
    }

    private static IResult Closed(HttpContext context, FormEcho echo, IFormCollection form, AccountOutcome outcome) => outcome.Account is null
        ? Refused(context, echo, form, "sessions", outcome.Refusal!.Message)
        : new Recorded(Sessions);

    private static Account AccountOf(HttpContext context) => Session.AccountOf(context)!;

    // A secret that was just changed ends every session; the one that asked goes on under the new stamp.
    private static async Task<IResult> DoneAsync(
        HttpContext context, FormEcho echo, IFormCollection form, string name, AccountOutcome outcome, string? means = null)
    {
        if (outcome.Account is null)
            return Refused(context, echo, form, name, outcome.Refusal!.Message);
        await Session.RenewAsync(context, outcome.Account, means);
        return new Recorded(Page);
    }

    private static IResult Refused(HttpContext context, FormEcho echo, IFormCollection form, string name, string reason)
    {
        echo.Refuse(name, reason, form);
        var isOfSessions = context.Request.Path.StartsWithSegments(Sessions, StringComparison.Ordinal) || form.Text("retour") == Sessions;
        return isOfSessions
            ? DossierPosts.Again<OwnSessionsPage>(StatusCodes.Status422UnprocessableEntity)
            : DossierPosts.Again<AccountPage>(StatusCodes.Status422UnprocessableEntity);
    }
}
