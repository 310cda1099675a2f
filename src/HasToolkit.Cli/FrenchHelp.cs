using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace HasToolkit.Cli;

/// <summary>The help, in French from the first word to the last.</summary>
internal sealed class FrenchHelp : SynchronousCommandLineAction
{
    private const int Width = 100;

    /// <summary>Puts this help, and French descriptions, on the options that the library adds.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Description = "Montre cette aide.";
                help.Action = new FrenchHelp();
            }
            else if (option is VersionOption version)
            {
                version.Description = "Montre la version du programme.";
            }
        }
    }

    public static bool IsAskedFor(ParseResult typed) => typed.Action is FrenchHelp;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return ExitCodes.Ok;
    }

    public static void Write(Command command, TextWriter writer)
    {
        foreach (var paragraph in Paragraphs(command))
        {
            foreach (var line in Wrapped(paragraph, Width))
                writer.WriteLine(line);
            writer.WriteLine();
        }

        writer.WriteLine("Utilisation :");
        writer.WriteLine($"  {Synopsis(command)}");
        Section(writer, "Arguments :", command.Arguments.Select(
            argument => (NameOf(argument), argument.Description ?? "")));
        Section(writer, "Commandes :", command.Subcommands.Select(sub => (SynopsisOf(sub), Paragraphs(sub)[0])));
        Section(writer, "Options :", OwnOptions(command).Select(option => (LabelOf(option), DescriptionOf(option))));
        Section(writer, "Options communes :", CommonOptions(command).Select(
            option => (LabelOf(option), DescriptionOf(option))));
        if (command is CliCommand { Examples.Count: > 0 } helped)
        {
            writer.WriteLine();
            writer.WriteLine("Exemples :");
            foreach (var example in helped.Examples)
                writer.WriteLine("  " + example);
        }

        if (command is RootCommand)
        {
            Section(writer, "Codes de sortie :", ExitCodes.All.Select(code =>
                (code.Code.ToString(CultureInfo.InvariantCulture), code.Meaning)));
            Section(writer, "Variables :",
            [
                ("HAS_DATA", "dossier des données"), ("HAS_BASE", "connexion PostgreSQL"),
                ("HAS_PERSONNE", "qui lit ou signe"),
                ("HAS_ASSISTANCE", "adresse d’un modèle de langage ; sans elle, aucun n’est interrogé"),
                ("HAS_ASSISTANCE_MODELE", "nom du modèle à cette adresse"),
                ("HAS_ASSISTANCE_CLE", "clé de ce service"),
                ("NO_COLOR", "sans couleurs"),
            ]);
        }
    }

    public static string NameOf(Command command) => command is RootCommand
        ? "has"
        : string.Join(' ', command.Parents.OfType<Command>().Select(NameOf).Append(command.Name));

    public static string DescriptionOf(Option option) =>
        option.Description + (option.Required ? " Obligatoire." : "") + (option.AllowMultipleArgumentsPerToken
            || option.Arity.MaximumNumberOfValues > 1 ? " Répétable." : "");

    public static IEnumerable<Option> OwnOptions(Command command) => command.Options.Where(IsOwn);

    private static bool IsOwn(Option option) =>
        !option.Hidden && !option.Recursive && option is not (HelpOption or VersionOption);

    public static IEnumerable<Option> CommonOptions(Command command)
    {
        var root = command;
        while (root.Parents.OfType<Command>().FirstOrDefault() is { } parent)
            root = parent;
        return root.Options.Where(option => !IsOwn(option) && (option is not VersionOption || command is RootCommand));
    }

    private static string[] Paragraphs(Command command) => (command.Description ?? "").ReplaceLineEndings("\n").Split("\n\n");

    private static string Synopsis(Command command)
    {
        var words = new List<string> { NameOf(command) };
        if (command.Subcommands.Count > 0)
            words.Add("COMMANDE");
        words.AddRange(command.Arguments.Select(Bracketed));
        words.AddRange(OwnOptions(command).Where(option => option.Required).Select(LabelOf));
        words.Add("[options]");
        return string.Join(' ', words);
    }

    private static string SynopsisOf(Command command) =>
        string.Join(' ', command.Arguments.Select(Bracketed).Prepend(command.Name));

    private static string Bracketed(Argument argument) =>
        (argument.Arity.MinimumNumberOfValues > 0 ? NameOf(argument) : $"[{NameOf(argument)}]")
        + (argument.Arity.MaximumNumberOfValues > 1 ? " …" : "");

    private static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    private static string LabelOf(Option option)
    {
        var names = string.Join(
            ", ", option.Aliases.Where(alias => alias is not ("/?" or "/h" or "-?")).Order().Append(option.Name));
        return option.ValueType == typeof(bool) || option is HelpOption or VersionOption
            ? names
            : $"{names} {option.HelpName ?? "VALEUR"}";
    }

    private static void Section(TextWriter writer, string heading, IEnumerable<(string Label, string Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine(heading);
        var column = Math.Min(34, all.Max(row => row.Label.Length) + 4);
        foreach (var (label, text) in all)
        {
            var start = "  " + label;
            if (start.Length > column - 2)
            {
                writer.WriteLine(start);
                start = "";
            }

            foreach (var line in Wrapped(text, Width - column))
            {
                writer.WriteLine((start.PadRight(column) + line).TrimEnd());
                start = "";
            }
        }
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length > 0 ? " " + word : word;
        }

        yield return line;
    }
}
