using System.CommandLine;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Keys;
using Evaluation.Workflows.Procedures;
using HasToolkit.Cli.Evaluation;

namespace HasToolkit.Cli.Operations;

/// <summary>The keys with which programs act for a person through the web interface for programs.</summary>
internal sealed class KeyCommands(CliApp app)
{
    public Command All() => new CliCommand("cle", "Les clés avec lesquelles des programmes agissent pour une personne.")
    {
        List(), Create(), Revoke(),
    };

    private Command List() => app.Does(
        new CliCommand("list", "Liste les clés de la personne, sans leur secret.", "has cle list --par sophie-marchand"),
        async run =>
        {
            var person = await run.SignerAsync();
            var keys = await (await run.LedgerAsync()).Keys.OfAsync(person.Id, run.Stop);
            if (run.WantsJson)
            {
                run.Terminal.Json(new { Keys = keys.Select(key => JsonOf(run, key)) });
            }
            else if (keys.Count == 0)
            {
                run.Terminal.Say($"{person.Name} n’a aucune clé. « has cle create » en crée une.");
            }
            else
            {
                var table = Layout.Table("!Clé", "Nom", "Rôle", "Portées", "!État", "!Expire");
                foreach (var key in keys)
                {
                    table.With(
                        $"{key.Id} …{key.Hint}", key.Label, key.Role.Key(), string.Join(", ", key.Scopes.Select(scope => scope.Word())),
                        StateOf(key.StateAt(run.Now)), French.Day(FrenchCalendar.DayInParis(key.ExpiresAt)));
                }

                run.Terminal.Show(table);
            }

            return ExitCodes.Ok;
        });

    private Command Create()
    {
        var label = new Option<string>("--nom") { Description = "À quoi elle sert.", HelpName = "NOM", Required = true };
        var scopes = new Option<string[]>("--portee")
        {
            Description = $"Ce qu’elle permet : {string.Join(", ", KeyScopes.Every.Select(scope => scope.Word()))}.",
            HelpName = "PORTÉE",
            Required = true,
        };
        var days = new Option<int>("--jours")
        {
            Description = $"Pour combien de jours, de 1 à {KeyRequest.MostDays}.",
            HelpName = "N",
            DefaultValueFactory = _ => 90,
        };
        var signing = new Signing();
        var command = new CliCommand(
            "create", "Crée une clé ; son secret est montré une seule fois.",
            "has cle create --nom \"Tableau de bord\" --portee dossiers:lire --par sophie-marchand --role service-has")
        {
            label, scopes, days,
        };
        return app.Does(signing.AddTo(command, withVersion: false), async run =>
        {
            var by = await signing.SignAsync(run);
            var request = new KeyRequest(run.Get(label)!, [.. run.Get(scopes)!.Select(ScopeNamed)], run.Get(days));
            var result = await (await run.LedgerAsync()).Keys.MakeAsync(request, by, run.Stop);
            if (result is not KeyResult.Made(var key, var secret))
                throw new RefusedException(((KeyResult.Refused)result).Reason);
            if (run.WantsJson)
                run.Terminal.Json(new { Key = JsonOf(run, key), Secret = secret });
            else
                run.Terminal.Raw(secret);
            run.Terminal.Done(
                $"Clé {key.Id} créée, jusqu’au {French.Day(FrenchCalendar.DayInParis(key.ExpiresAt))}. Gardez le secret : il n’est pas "
                + "gardé ici et ne sera plus montré.");
            return ExitCodes.Ok;
        });
    }

    private Command Revoke()
    {
        var id = new Argument<string>("CLÉ") { Description = "Son identifiant, que montre « has cle list »." };
        var signing = new Signing();
        var command = new CliCommand(
            "revoke", "Révoque une clé, tout de suite et pour toujours.", "has cle revoke 1f3a90c2 --par sophie-marchand") { id };
        return app.Does(signing.AddTo(command, withVersion: false), async run =>
        {
            var person = await run.SignerAsync();
            var by = await signing.SignAsync(run, person.Roles[0]);
            var result = await (await run.LedgerAsync()).Keys.RevokeAsync(run.Get(id), by, run.Stop);
            if (result is not KeyResult.Revoked(var key))
                throw new RefusedException(((KeyResult.Refused)result).Reason);
            if (run.WantsJson)
                run.Terminal.Json(new { Key = JsonOf(run, key) });
            run.Terminal.Done($"La clé {key.Id} (« {key.Label} ») n’ouvre plus rien.");
            return ExitCodes.Ok;
        });
    }

    private static KeyScope ScopeNamed(string word) => KeyScopes.Find(word)
        ?? throw new InputException(
            $"--portee : « {word} » n’est pas une portée ; attendu : {string.Join(", ", KeyScopes.Every.Select(scope => scope.Word()))}.");

    private static object JsonOf(Run run, ApiKey key) => new
    {
        key.Id,
        key.Label,
        Role = key.Role.Key(),
        Scopes = key.Scopes.Select(scope => scope.Word()),
        State = key.StateAt(run.Now),
        key.Hint,
        key.CreatedAt,
        key.ExpiresAt,
        key.LastUsedAt,
        key.RevokedAt,
    };

    private static string StateOf(KeyState state) => state switch
    {
        KeyState.Active => "en service",
        KeyState.Expired => "expirée",
        KeyState.Revoked => "révoquée",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };
}
