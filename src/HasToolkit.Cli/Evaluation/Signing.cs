using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The options with which an act is signed, and what comes of them.</summary>
internal sealed class Signing
{
    private readonly Option<string> _role = new("--role")
    {
        Description = "Rôle dans lequel la personne agit ; facultatif quand un seul convient.",
        HelpName = "RÔLE",
    };

    private readonly Option<long?> _version = new("--version")
    {
        Description = "Version lue : l’action est refusée si le dossier ou la séance a changé depuis.",
        HelpName = "N",
    };

    private readonly Option<string> _command = new("--commande")
    {
        Description = "Identifiant unique (GUID) : la même action envoyée deux fois ne compte qu’une fois.",
        HelpName = "GUID",
    };

    /// <summary>Adds the options to a command.</summary>
    public Command AddTo(Command command, bool withVersion = true)
    {
        command.Add(_role);
        if (withVersion)
            command.Add(_version);
        command.Add(_command);
        return command;
    }

    /// <summary>The version that was read; null when it was not said.</summary>
    public long? Seen(Run run) => run.Get(_version) switch
    {
        null => null,
        >= 1 and var version => version,
        var version => throw new InputException(
            $"--version : {version} n’est pas une version. Reprenez celle que montre « has dossier show »."),
    };

    /// <summary>Who signs, in which role, under which identifier.</summary>
    /// <param name="run">The run.</param>
    /// <param name="fitting">The roles that may do it; the person's only one among them is taken when none is typed.</param>
    public async Task<Signature> SignAsync(Run run, params IReadOnlyList<Role> fitting)
    {
        var person = await run.SignerAsync();
        return new Signature(person.Id, RoleOf(run, person, fitting), CommandOf(run));
    }

    /// <summary>A role by its key.</summary>
    public static Role RoleNamed(string option, string key) => Roles.Find(key)
        ?? throw new InputException(
            $"{option} : « {key} » n’est pas un rôle ; attendu : {string.Join(", ", Roles.Every.Select(role => role.Key()))}.");

    /// <summary>An identifier drawn from another, so that the parts of an act sent twice count once too.</summary>
    public static Guid Derived(Guid command, string what) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{command:D}/{what}")).AsSpan(0, 16));

    /// <summary>Says what became of an act.</summary>
    /// <returns>The exit code.</returns>
    public static int Answer(Run run, MoveResult result, string done)
    {
        if (result is MoveResult.Refused(var reason))
            throw new RefusedException(reason);

        var (stream, version, wasDoneBefore) = (MoveResult.Done)result;
        if (run.WantsJson)
        {
            run.Terminal.Json(
                new { Status = "done", Reference = stream, Version = version, WasDoneBefore = wasDoneBefore });
        }

        run.Terminal.Done(wasDoneBefore
            ? $"{stream} : déjà fait sous cet identifiant de commande, rien n’est ajouté (version {Number(version)})."
            : $"{stream} : {done} (version {Number(version)}).");
        return ExitCodes.Ok;
    }

    private Role RoleOf(Run run, Person person, IReadOnlyList<Role> fitting)
    {
        if (run.Text(_role) is { } key)
            return RoleNamed(_role.Name, key);
        var held = person.Roles.Where(role => fitting.Count == 0 || fitting.Contains(role)).ToList();
        return held.Count switch
        {
            1 => held[0],
            // The rules say best who may do it: they refuse with the first role that is held.
            0 => person.Roles[0],
            _ => throw new InputException(
                $"{person.Name} peut agir dans plusieurs rôles. Choisissez : "
                + $"--role {string.Join(" ou --role ", held.Select(role => role.Key()))}."),
        };
    }

    private Guid CommandOf(Run run)
    {
        if (run.Text(_command) is not { } text)
            return Guid.NewGuid();
        return Guid.TryParse(text, CultureInfo.InvariantCulture, out var command)
            ? command
            : throw new InputException($"--commande : « {text} » n’est pas un GUID, par exemple {Guid.Empty:D}.");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
