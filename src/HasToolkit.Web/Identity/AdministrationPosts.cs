using Accounts;
using Accounts.People;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;

namespace HasToolkit.Web.Identity;

/// <summary>What an administrator does with accounts.</summary>
internal static class AdministrationPosts
{
    public const string Accounts = "/administration/comptes";

    public static void MapAdministration(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup(Accounts).WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/", CreateAsync);
        posts.MapPost("/{id}/{act}", ActAsync);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, AccountServices accounts, EvaluationServices services, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var by = Session.AccountOf(context)!;
        var (person, refusal) = form.Text("sorte") == "administrateur" ? (null, null) : await PersonOfAsync(form, services);
        if (refusal is not null)
            return Refused<AccountsPage>(echo, form, "creer", refusal);
        var outcome = await accounts.Desk.CreateAsync(form.Text("identifiant"), person?.Name ?? form.Text("nom"), person?.Id.Value, by);
        if (outcome.Account is null)
            return Refused<AccountsPage>(echo, form, "creer", outcome.Refusal!.Message);
        if (person is not null && await services.Queries.PersonAsync(person.Id) is null)
            await services.Desk.RegisterAsync(person, form.Command());
        return Shown(outcome);
    }

    // A person of the directory that has no account yet, or one that enters the directory with it.
    private static async Task<(Person? Person, string? Refusal)> PersonOfAsync(IFormCollection form, EvaluationServices services)
    {
        if (form.Text("personne") is { Length: > 0 } chosen)
        {
            return await services.Queries.PersonAsync(new PersonId(chosen)) is { } known
                ? (known, null)
                : (null, $"« {chosen} » n’est pas à l’annuaire. Choisissez une personne de la liste.");
        }

        var (name, organisation, roles) = (form.Text("nom"), form.Text("organisme"), RolesOf(form));
        if (name.Length is 0 or > AccountNames.LongestName || organisation.Length is 0 or > AccountNames.LongestName || roles.Count == 0)
            return (null, "Choisissez une personne de l’annuaire, ou donnez un nom, un organisme et au moins un rôle.");
        var id = PersonId.Of(name);
        if (id.Value.Length == 0 || await services.Queries.PersonAsync(id) is not null)
            return (null, $"« {name} » est déjà à l’annuaire, ou ce nom n’a pas de lettre. Choisissez la personne dans la liste.");
        return (new Person(id, name, organisation, roles), null);
    }

    private static async Task<IResult> ActAsync(
        string id, string act, HttpContext context, AccountServices accounts, EvaluationServices services, FormEcho echo)
    {
        var form = await context.Request.ReadFormAsync();
        var by = Session.AccountOf(context)!;
        var outcome = act switch
        {
            "inviter" => await accounts.Desk.InviteAsync(id, form.Text("preuve"), by),
            "bloquer" => await accounts.Desk.BlockAsync(id, form.Text("motif"), by),
            "debloquer" => await accounts.Desk.UnblockAsync(id, by),
            "sessions" => await accounts.Desk.EndSessionsAsync(id, by),
            "identite" => await accounts.Desk.TieAsync(id, form.Text("emetteur"), form.Text("sujet"), by),
            "roles" => await ChangeRolesAsync(id, form, accounts, services, by),
            _ => null,
        };
        if (outcome is null || outcome.Refusal?.Rule == "account-not-found")
            return Results.NotFound();
        return outcome.Account is null
            ? Refused<AccountDetails>(echo, form, act, outcome.Refusal!.Message, (nameof(AccountDetails.Id), id))
            : act == "inviter" ? Shown(outcome) : new Recorded($"{Accounts}/{id}");
    }

    private static async Task<AccountOutcome> ChangeRolesAsync(
        string id, IFormCollection form, AccountServices accounts, EvaluationServices services, Account by)
    {
        var roles = RolesOf(form);
        var outcome = await accounts.Desk.ChangeRolesAsync(id, [.. roles.Select(role => role.Key())], by);
        if (outcome.Account?.Person is { } person && await services.Queries.PersonAsync(new PersonId(person)) is { } known)
            await services.Desk.RegisterAsync(known with { Roles = roles }, form.Command());
        return outcome;
    }

    private static List<Role> RolesOf(IFormCollection form) =>
        [.. form["role"].Select(key => Roles.Find(key ?? "")).OfType<Role>().Distinct()];

    // The code is shown in the answer to the form, once, and in no address.
    private static IResult Shown(AccountOutcome outcome) => DossierPosts.Again<AccountDetails>(
        StatusCodes.Status200OK, (nameof(AccountDetails.Id), outcome.Account!.Id), (nameof(AccountDetails.Invitation), outcome.Code));

    private static IResult Refused<TPage>(
        FormEcho echo, IFormCollection form, string name, string reason, params (string Name, object? Value)[] values)
    {
        echo.Refuse(name, reason, form);
        return DossierPosts.Again<TPage>(StatusCodes.Status422UnprocessableEntity, values);
    }
}
