using Evaluation.Workflows;

namespace HasToolkit.Web.Hosting;

/// <summary>The settings of the product, section « Has ».</summary>
internal sealed class HasOptions
{
    /// <summary>Where files, and the SQLite database, are kept; by default the user's data folder.</summary>
    public string DataFolder { get; set; } = EvaluationServices.DefaultDataFolder();

    /// <summary>A PostgreSQL connection string; null for SQLite in the data folder.</summary>
    public string? Connection { get; set; }

    /// <summary>A folder of further procedure files; null for none.</summary>
    public string? ProcedureFolder { get; set; }

    /// <summary>Whether an empty ledger is filled with fictional dossiers. True by default.</summary>
    public bool Demo { get; set; } = true;
}
