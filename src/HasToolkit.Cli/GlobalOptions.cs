using System.CommandLine;

namespace HasToolkit.Cli;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<string> Data { get; } = new("--donnees")
    {
        Description = "Dossier des données (sinon HAS_DATA, sinon le dossier de l’utilisateur).",
        HelpName = "DOSSIER",
        Recursive = true,
    };

    public Option<string> Database { get; } = new("--base")
    {
        Description = "Connexion PostgreSQL (sinon HAS_BASE, sinon SQLite dans le dossier des données).",
        HelpName = "CONNEXION",
        Recursive = true,
    };

    public Option<string> Procedures { get; } = new("--procedures")
    {
        Description = "Dossier d’autres fichiers de procédure.",
        HelpName = "DOSSIER",
        Recursive = true,
    };

    public Option<string> Person { get; } = new("--par")
    {
        Description = "Qui lit ou signe : identifiant de l’annuaire (sinon HAS_PERSONNE).",
        HelpName = "PERSONNE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Écrit du JSON sur la sortie standard, pour un programme.",
        Recursive = true,
    };

    public Option<bool> Trace { get; } = new("--trace")
    {
        Description = "Montre le détail technique d’un échec.",
        Recursive = true,
    };

    public IReadOnlyList<Option> All => [Data, Database, Procedures, Person, Json, Trace];
}
