using System.CommandLine;
using System.Globalization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The directory.</summary>
internal sealed class PersonCommands(CliApp app)
{
    public Command All()
    {
        var personne = new CliCommand("personne", "Tient l’annuaire et les déclarations d’intérêts.") { List(), Add() };
        foreach (var command in new InterestCommands(app).All())
            personne.Add(command);
        return personne;
    }

    private Command List()
    {
        var role = new Option<string>("--role")
        {
            Description = "Seulement les personnes de ce rôle.",
            HelpName = "RÔLE",
        };
        var command = new CliCommand("list", "Liste les personnes et leurs rôles.", "has personne list --role membre") { role };
        return app.Does(command, async run =>
        {
            var wanted = run.Text(role) is { } key ? Signing.RoleNamed("--role", key) : (Role?)null;
            var people = (await (await run.LedgerAsync()).Queries.PeopleAsync(run.Stop))
                .Where(person => wanted is not { } one || person.Roles.Contains(one)).ToList();
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    People = people.Select(person => new
                    {
                        Id = person.Id.Value,
                        person.Name,
                        person.Organisation,
                        Roles = person.Roles.Select(held => held.Key()),
                    }),
                });
            }
            else if (people.Count == 0)
            {
                run.Terminal.Say(
                    "Personne. « has personne add » inscrit quelqu’un ; « has demo » installe un annuaire fictif.");
            }
            else
            {
                var table = Layout.Table("!Identifiant", "Nom", "Organisme", "Rôles");
                foreach (var person in people)
                {
                    table.With(
                        person.Id.Value, person.Name, person.Organisation,
                        string.Join(", ", person.Roles.Select(held => held.Key())));
                }

                run.Terminal.Show(table);
            }

            return ExitCodes.Ok;
        });
    }

    private Command Add()
    {
        var id = new Argument<string>("IDENTIFIANT")
        {
            Description = "Minuscules sans accent, chiffres et tirets : claire-martin.",
        };
        var name = new Option<string>("--nom") { Description = "Nom affiché.", HelpName = "NOM", Required = true };
        var organisation = new Option<string>("--organisation")
        {
            Description = "Entreprise ou organisme.",
            HelpName = "NOM",
            Required = true,
        };
        var roles = new Option<string[]>("--role") { Description = "Rôle tenu.", HelpName = "RÔLE", Required = true };
        var key = new Option<string>("--commande")
        {
            Description = "Identifiant unique (GUID) : la même inscription ne compte qu’une fois.",
            HelpName = "GUID",
        };
        var command = new CliCommand(
            "add", "Inscrit une personne à l’annuaire, ou remplace son inscription.",
            "has personne add claire-martin --nom \"Claire Martin\" --organisation HAS --role chef-de-projet")
        {
            id, name, organisation, roles, key,
        };
        return app.Does(command, async run =>
        {
            if (run.Get(id).Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
            {
                throw new InputException(
                    $"« {run.Get(id)} » n’est pas un identifiant : minuscules sans accent, chiffres et tirets.");
            }

            var text = run.Text(key);
            if (text is not null && !Guid.TryParse(text, CultureInfo.InvariantCulture, out _))
                throw new InputException($"--commande : « {text} » n’est pas un GUID.");

            var person = new Person(
                new PersonId(run.Get(id)), run.Get(name)!, run.Get(organisation)!,
                [.. run.Get(roles)!.Select(role => Signing.RoleNamed("--role", role)).Distinct()]);
            await (await run.LedgerAsync()).Desk.RegisterAsync(
                person, text is null ? Guid.NewGuid() : Guid.Parse(text, CultureInfo.InvariantCulture), run.Stop);
            if (run.WantsJson)
                run.Terminal.Json(new { Status = "done", Id = person.Id.Value });
            run.Terminal.Done($"{person.Name} ({person.Id}) est à l’annuaire.");
            return ExitCodes.Ok;
        });
    }
}
