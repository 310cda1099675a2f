using Accounts;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using HasToolkit.Benchmarks.Chaos;

namespace HasToolkit.Benchmarks;

/// <summary>What many users find: the whole demonstration, and an account for each of them.</summary>
internal static class LoadStage
{
    public const string Password = "quatre-tulipes sous la lune";

    // Most read dossiers, some lead them, a few preside.
    private static readonly Role[] Roles = [Role.EvaluationService, Role.ProjectLead, Role.EvaluationService, Role.Chair];

    /// <summary>Sets it: a year of dossiers, 5,000 comments, 1,500 references, and as many persons with an account as there are users.</summary>
    public static async Task SetAsync(string folder, string connection, int users)
    {
        await Programs.DoAsync("dotnet", Programs.Has, "demo", "--complet", "--donnees", folder, "--base", connection);
        using var dossiers = await EvaluationServices.OpenAsync(folder, connection);
        using var accounts = await AccountServices.OpenAsync(folder, connection);
        var administrator = await accounts.Desk.CreateAsync("administration", "Administration Fictive", person: null, by: null);
        await accounts.SignIn.AcceptAsync(administrator.Code!, Password);
        for (var number = 0; number < users; number++)
        {
            var person = new Person(new PersonId(IdentifierOf(number)), $"Agent {number}", "Mesure", [Roles[number % Roles.Length]]);
            await dossiers.Desk.RegisterAsync(person, Guid.NewGuid());
            var account = await accounts.Desk.CreateAsync(IdentifierOf(number), person.Name, person.Id.Value, by: null);
            if ((await accounts.SignIn.AcceptAsync(account.Code!, Password)).Account is null)
                throw new InvalidOperationException("An account could not be made.");
        }
    }

    /// <summary>What a user signs in with.</summary>
    public static string IdentifierOf(int number) => $"agent-{number}";
}
