using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Api;

namespace HasToolkit.Web.Identity;

/// <summary>Who acts, and in which role.</summary>
public sealed record Acting(Person Person, Role Role)
{
    /// <summary>Signs a command.</summary>
    public Signature Sign(Guid command) => new(Person.Id, Role, command);
}

/// <summary>The one place that knows who the current person is: the one that was chosen, or the one of the account.</summary>
internal interface ICurrentPerson
{
    /// <summary>The current person, or null when there is none.</summary>
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
        if (Read(accessor.HttpContext) is not var (id, role))
            return null;
        var person = await services.Queries.PersonAsync(new PersonId(id));
        _acting = person is not null && person.Roles.Contains(role) ? new Acting(person, role) : null;
        return _acting;
    }

    /// <summary>What the cookie says; it proves nothing.</summary>
    public static (string Person, Role Role)? Read(HttpContext? context) =>
        context?.Request.Cookies[Cookie]?.Split('|') is [var id, var key] && Roles.Find(key) is { } role ? (id, role) : null;
}

/// <summary>
/// The person of the account of the session, with the roles that the directory gives him now. The cookie only says which of them
/// he acts in. An administrator is no person: nobody acts.
/// </summary>
internal sealed class SignedInPerson(IHttpContextAccessor accessor, EvaluationServices services) : ICurrentPerson
{
    private Acting? _acting;

    public async Task<Acting?> GetAsync()
    {
        if (_acting is not null)
            return _acting;
        if (Session.AccountOf(accessor.HttpContext) is not { Person: { } id }
            || await services.Queries.PersonAsync(new PersonId(id)) is not { Roles.Count: > 0 } person)
        {
            return null;
        }

        var chosen = ChosenPerson.Read(accessor.HttpContext);
        var role = chosen is { } choice && choice.Person == id && person.Roles.Contains(choice.Role) ? choice.Role : person.Roles[0];
        _acting = new Acting(person, role);
        return _acting;
    }
}

/// <summary>The person for whom a program calls with a key, or else the person of the session.</summary>
internal sealed class CallingPerson<TSession>(IHttpContextAccessor accessor, TSession session) : ICurrentPerson
    where TSession : ICurrentPerson
{
    public Task<Acting?> GetAsync() => accessor.HttpContext?.Features.Get<KeyedCaller>() is { } keyed
        ? Task.FromResult<Acting?>(keyed.Acting)
        : session.GetAsync();
}
