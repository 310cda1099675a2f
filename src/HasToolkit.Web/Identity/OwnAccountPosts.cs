using Accounts;
using Accounts.People;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace HasToolkit.Web.Identity;

/// <summary>What the holder of an account does with it: password, keys of devices, sessions.</summary>
internal static class OwnAccountPosts
{
    private const string Page = "/compte";

    public static void MapOwnAccount(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup(Page).WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/mot-de-passe", ChangePasswordAsync);
        posts.MapPost("/cles/options", KeyOptionsAsync);
        posts.MapPost("/cles/ajouter", AddKeyAsync);
        posts.MapPost("/cles/retirer", RemoveKeyAsync);
        posts.MapPost("/sessions", EndSessionsAsync);
    }

    private static async Task<IResult> ChangePasswordAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var password = form["mot-de-passe"].ToString();
        if (form["encore"].ToString() != password)
            return Refused(echo, form, "mot-de-passe", "Les deux mots de passe ne sont pas les mêmes. Tapez-les à nouveau.");
        return await DoneAsync(
            context, echo, form, "mot-de-passe", await accounts.SignIn.ChangeAsync(AccountOf(context), form["present"].ToString(), password));
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
            return Refused(echo, form, "cle", "L’appareil n’a pas donné de clé valable. Essayez encore, ou avec un autre appareil.");
        return await DoneAsync(context, echo, form, "cle", await accounts.Keys.AddAsync(account, result.Passkey, form.Text("nom")));
    }

    private static async Task<IResult> RemoveKeyAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        return await DoneAsync(context, echo, form, "cle", await accounts.Keys.RemoveAsync(AccountOf(context), form.Text("retirer")));
    }

    private static async Task<IResult> EndSessionsAsync(HttpContext context, AccountServices accounts, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var account = AccountOf(context);
        return await DoneAsync(context, echo, form, "sessions", await accounts.Desk.EndSessionsAsync(account.Id, account));
    }

    private static Account AccountOf(HttpContext context) => Session.AccountOf(context)!;

    // What was just changed ends every session; the one that asked goes on under the new stamp.
    private static async Task<IResult> DoneAsync(
        HttpContext context, FormEcho echo, IFormCollection form, string name, AccountOutcome outcome)
    {
        if (outcome.Account is null)
            return Refused(echo, form, name, outcome.Refusal!.Message);
        await Session.OpenAsync(context, outcome.Account);
        return new Recorded(Page);
    }

    private static IResult Refused(FormEcho echo, IFormCollection form, string name, string reason)
    {
        echo.Refuse(name, reason, form);
        return DossierPosts.Again<AccountPage>(StatusCodes.Status422UnprocessableEntity);
    }
}
