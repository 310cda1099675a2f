using Accounts;
using Accounts.People;
using Accounts.Persistence;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Layout;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace HasToolkit.Web.Identity;

/// <summary>Signing in and out, and the invitation with which a password is chosen.</summary>
internal static class SignInPosts
{
    /// <summary>Where what is posted is a try to enter; these are limited most.</summary>
    public static readonly string[] Tries = ["/connexion", "/invitation", "/openid", FirstRunGate.Path];

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("").WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/connexion", EnterAsync);
        posts.MapPost("/connexion/cle/options", KeyOptionsAsync);
        posts.MapPost("/connexion/cle", EnterByKeyAsync);
        // As a delegate: taken for a RequestDelegate, its answer would be dropped and its token not asked for.
        posts.MapPost("/deconnexion", (Delegate)LeaveAsync);
        posts.MapPost("/invitation", ShowInvitationAsync);
        posts.MapPost("/invitation/mot-de-passe", AcceptAsync);
        app.MapGet("/openid/aller", async (HttpContext context, IAuthenticationSchemeProvider schemes, string? retour) =>
            await schemes.GetSchemeAsync(OutsideIdentity.Scheme) is null
                ? Results.NotFound()
                : Results.Challenge(
                    new AuthenticationProperties { RedirectUri = IdentityEndpoints.Safe(retour) }, [OutsideIdentity.Scheme]));
    }

    /// <summary>A page of this subject again, with the reason and what was typed.</summary>
    public static RazorComponentResult Again<TPage>(int status, params (string Name, object? Value)[] values) =>
        new RazorComponentResult<Answer>(new Dictionary<string, object?>
        {
            [nameof(Answer.Page)] = typeof(TPage),
            [nameof(Answer.Layout)] = typeof(EntranceLayout),
            [nameof(Answer.Values)] = values.ToDictionary(pair => pair.Name, pair => pair.Value),
        })
        { StatusCode = status };

    private static async Task<IResult> EnterAsync(HttpContext context, AccountServices accounts, HasOptions options, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var (answer, account) = await accounts.SignIn.TryAsync(form.Text("identifiant"), form["mot-de-passe"].ToString());
        if (account is null)
        {
            return Refused(
                echo, form, answer == PasswordAnswer.Locked
                    ? $"Trop d’essais. Attendez {SignInDesk.LockLife.TotalMinutes} minutes, ou demandez une invitation à un administrateur."
                    : $"L’identifiant ou le mot de passe n’est pas le bon. Après {SignInDesk.MostFailures} essais, il faut attendre "
                        + $"{SignInDesk.LockLife.TotalMinutes} minutes.");
        }

        // Whoever has the password and not the key must not make himself another key.
        if (options.RequirePasskey && (await accounts.Queries.KeysAsync(account.Id)).Count > 0)
        {
            return Refused(
                echo, form, "Ici, ce compte entre par sa clé d’accès, et non par son mot de passe. Appareil perdu ? Demandez une invitation à un administrateur.");
        }

        return await LetInAsync(context, account, SignInMeans.Password, form.Text("retour"));
    }

    private static Task<IResult> KeyOptionsAsync(HttpContext context, IPasskeyHandler<Account> keys, KeyCeremony ceremony) =>
        ceremony.AskAsync(context, keys, holder: null);

    private static async Task<IResult> EnterByKeyAsync(
        HttpContext context, AccountServices accounts, IPasskeyHandler<Account> keys, KeyCeremony ceremony, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var result = await ceremony.CheckAsync(context, keys, form);
        if (!result.Succeeded || await accounts.SignIn.EnterAsync(result.User.Id, SignInMeans.Key) is not { } account)
        {
            await accounts.SignIn.NoteWrongAsync(result.User?.Identifier);
            return Refused(echo, form, "Cette clé d’accès n’est pas reconnue ici. Essayez encore, ou entrez avec votre mot de passe.");
        }

        await accounts.Keys.AddOrUpdatePasskeyAsync(result.User, result.Passkey, context.RequestAborted);
        return await LetInAsync(context, account, SignInMeans.Key, form.Text("retour"));
    }

    private static async Task<IResult> LeaveAsync(HttpContext context)
    {
        await Session.LeaveAsync(context);
        context.Response.Cookies.Delete(ChosenPerson.Cookie);
        // Pages that the browser still holds go. Not « storage »: there are only the keys that one chose to read with, and losing them
        // each day would cost those who cannot use others. Not « cookies »: the session was just taken away.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect("/connexion?parti=1");
    }

    // The code comes in the body of a form: an address is kept by browsers and by what stands in between.
    private static async Task<IResult> ShowInvitationAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        if (await accounts.SignIn.InvitedAsync(form.Text("code")) is not null)
            return Again<InvitationPage>(StatusCodes.Status200OK, (nameof(InvitationPage.Code), form.Text("code")));
        await accounts.SignIn.NoteWrongAsync(null);
        echo.Refuse(
            "code", "Ce code d’invitation n’est pas valable : il a servi, il est trop ancien, ou il n’est pas entier. Recopiez-le, ou demandez-en un "
                + "autre à un administrateur.",
            form, "code");
        return Again<InvitationPage>(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> AcceptAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var (code, password) = (form.Text("code"), form["mot-de-passe"].ToString());
        var outcome = form["encore"].ToString() == password
            ? await accounts.SignIn.AcceptAsync(code, password)
            : new AccountOutcome(null, new AccountRefusal("not-the-same", "Les deux mots de passe ne sont pas les mêmes. Tapez-les à nouveau."));
        if (outcome.Account is null || await accounts.SignIn.EnterAsync(outcome.Account.Id, SignInMeans.Invitation) is not { } account)
        {
            echo.Refuse("invitation", outcome.Refusal?.Message ?? "Ce compte est bloqué.", form, "mot-de-passe");
            return Again<InvitationPage>(StatusCodes.Status422UnprocessableEntity, (nameof(InvitationPage.Code), code));
        }

        return await LetInAsync(context, account, SignInMeans.Invitation, "/");
    }

    private static async Task<IResult> LetInAsync(HttpContext context, Account account, string means, string back)
    {
        await Session.OpenAsync(context, account, means);
        return Results.LocalRedirect(account.IsAdministrator ? "/administration/comptes" : IdentityEndpoints.Safe(back));
    }

    private static RazorComponentResult Refused(FormEcho echo, IFormCollection form, string reason)
    {
        echo.Refuse("connexion", reason, form);
        return Again<SignInPage>(StatusCodes.Status422UnprocessableEntity, (nameof(SignInPage.Back), form.Text("retour")));
    }
}
