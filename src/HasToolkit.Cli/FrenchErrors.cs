using System.CommandLine;
using System.CommandLine.Parsing;
using Evaluation.Workflows.Dossiers;

namespace HasToolkit.Cli;

/// <summary>Says in French what is wrong with what was typed.</summary>
internal static class FrenchErrors
{
    private const int ClosestDistance = 3;

    /// <summary>Writes the faults of a command line; nothing typed after a group of commands shows its help instead.</summary>
    public static int Write(ParseResult typed, TextWriter stdout, TextWriter stderr)
    {
        var command = typed.CommandResult.Command;
        var isBare = command.Subcommands.Count > 0 && typed.UnmatchedTokens.Count == 0;
        if (isBare && typed.Errors.All(IsAboutTheCommand))
        {
            FrenchHelp.Write(command, command is RootCommand ? stdout : stderr);
            return command is RootCommand ? ExitCodes.Ok : ExitCodes.Usage;
        }

        foreach (var message in Messages(typed).Distinct())
            stderr.WriteLine("✗ " + message);
        stderr.WriteLine($"  Aide : {FrenchHelp.NameOf(command)} --help");
        return ExitCodes.Usage;
    }

    /// <summary>What to type after a refusal; null when its message says it all.</summary>
    public static string? HintFor(Refusal reason) => reason switch
    {
        StepNeedsSession => "→ has seance ajouter SÉANCE RÉFÉRENCE, puis has seance deliberer SÉANCE RÉFÉRENCE ÉTAPE ISSUE",
        DossierHasChanged x => x.What == "la séance" ? $"→ has seance show {x.Id}" : $"→ has dossier show {x.Id}",
        DossierNotFound => "→ has dossier list",
        PersonUnknown => "→ has personne list",
        PartsAreMissing x => $"→ has dossier piece {x.Id} CLÉ FICHIER",
        ConclusionsAreMissing => "→ has dossier conclure RÉFÉRENCE INDICATION --verdict …",
        CommandIdentifierReused => "→ donnez à --commande un identifiant nouveau",
        _ => null,
    };

    private static IEnumerable<string> Messages(ParseResult typed)
    {
        var command = typed.CommandResult.Command;
        foreach (var token in typed.UnmatchedTokens)
        {
            yield return token.StartsWith('-')
                ? $"L’option « {token} » n’existe pas pour « {FrenchHelp.NameOf(command)} ».{Closest(token, OptionNames(command))}"
                : command.Subcommands.Count > 0
                    ? $"La commande « {token} » n’existe pas.{Closest(token, command.Subcommands.Select(sub => sub.Name))}"
                    : $"« {token} » est en trop : « {FrenchHelp.NameOf(command)} » ne l’attend pas.";
        }

        if (typed.UnmatchedTokens.Count > 0)
            yield break;
        foreach (var error in typed.Errors)
            yield return Message(error, command);
    }

    // The library says these few things in English only.
    private static string Message(ParseError error, Command command) => error.SymbolResult switch
    {
        ArgumentResult { Tokens: [var token, ..] } x => $"« {token.Value} » ne convient pas à {NameOf(x.Argument)}.",
        ArgumentResult x => $"Il manque {NameOf(x.Argument)}.",
        OptionResult { Tokens.Count: > 1, Option.Arity.MaximumNumberOfValues: 1 } x => $"L’option {x.Option.Name} n’attend qu’une valeur.",
        OptionResult { Tokens: [var token, ..] } x => $"« {token.Value} » ne convient pas à {x.Option.Name}.",
        OptionResult { IdentifierToken: not null } x => $"Il manque la valeur de l’option {x.Option.Name}.",
        OptionResult x => $"Il manque l’option {x.Option.Name}.",
        _ => MissingOf(error, command),
    };

    private static string MissingOf(ParseError error, Command command)
    {
        var option = command.Options.FirstOrDefault(
            candidate => error.Message.Contains($"'{candidate.Name}'", StringComparison.Ordinal));
        if (option is not null)
            return $"Il manque l’option {option.Name} : {FrenchHelp.DescriptionOf(option)}";
        return command.Subcommands.Count > 0
            ? $"« {FrenchHelp.NameOf(command)} » attend une commande."
            : $"Il manque {string.Join(" ou ", command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0).Select(NameOf))}.";
    }

    private static bool IsAboutTheCommand(ParseError error) => error.SymbolResult is null or CommandResult;

    private static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    private static IEnumerable<string> OptionNames(Command command) =>
        FrenchHelp.OwnOptions(command).Concat(FrenchHelp.CommonOptions(command)).Select(option => option.Name);

    private static string Closest(string typed, IEnumerable<string> known)
    {
        var near = known.Select(name => (Name: name, Distance: Distance(typed, name)))
            .Where(candidate => candidate.Distance <= ClosestDistance || candidate.Name.StartsWith(
                typed, StringComparison.Ordinal))
            .OrderBy(candidate => candidate.Distance).Select(candidate => candidate.Name).ToList();
        return near.Count > 0 ? $" Vouliez-vous dire « {near[0]} » ?" : "";
    }

    // Levenshtein, row by row.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (corner, first) = (row[0], i);
            row[0] = first;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }

        return row[^1];
    }
}
