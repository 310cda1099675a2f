using Evaluation.Workflows;

namespace HasToolkit.Elsa;

/// <summary>The settings: section « Has » of appsettings.json, HAS__… in the environment, --Has:… as arguments.</summary>
internal sealed class ElsaOptions
{
    /// <summary>The data folder of the toolkit: the ledger when it is SQLite, and Elsa's store when it is.</summary>
    public string DataFolder { get; set; } = EvaluationServices.DefaultDataFolder();

    /// <summary>The PostgreSQL connection string of the ledger; null for SQLite.</summary>
    public string? Connection { get; set; }

    /// <summary>The PostgreSQL connection string of Elsa's store, in a database of its own; null for SQLite.</summary>
    public string? ElsaConnection { get; set; }

    /// <summary>A folder of further procedure files; null for none.</summary>
    public string? ProcedureFolder { get; set; }

    /// <summary>The address of an Elsa Studio that may call the API; null for the host's own.</summary>
    public string? StudioOrigin { get; set; }

    public string ElsaFolder => Path.Combine(DataFolder, "elsa");

    public static ElsaOptions Of(IConfiguration configuration) =>
        configuration.GetSection("Has").Get<ElsaOptions>() ?? new ElsaOptions();

    public Task<EvaluationServices> OpenLedgerAsync() =>
        EvaluationServices.OpenAsync(DataFolder, Connection, procedureFolder: ProcedureFolder);
}
