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

    /// <summary>A folder with another model of comments; null for the one that is shipped.</summary>
    public string? CommentModel { get; set; }

    /// <summary>A file with another grid of topics; null for the one that is shipped.</summary>
    public string? CommentGrid { get; set; }

    /// <summary>How many blocks of comments this machine analyses at once, from 1 to 64.</summary>
    public int CommentWorkers { get; set; } = 1;

    /// <summary>How many calls a key of a program may make in a minute, from 1 to 100 000.</summary>
    public int ApiRequestsPerMinute { get; set; } = 300;

    /// <summary>Whether an empty database is filled with fictional dossiers and comments. True by default.</summary>
    public bool Demo { get; set; } = true;

    /// <summary>Where spans, measures and logs are told to; nowhere by default.</summary>
    public TelemetrySettings Telemetry { get; set; } = new();

    /// <summary>The language model that may help with reviews of the literature; none by default.</summary>
    public AssistanceSettings Assistance { get; set; } = new();
}

/// <summary>What is told of the running program, section « Has:Telemetry ».</summary>
internal sealed class TelemetrySettings
{
    /// <summary>The address of a collector that speaks OTLP over HTTP; null for none, and then nothing leaves.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Whether the console gets one JSON object per line instead of text.</summary>
    public bool JsonLogs { get; set; }
}

/// <summary>Where a language model is, section « Has:Assistance ».</summary>
internal sealed class AssistanceSettings
{
    /// <summary>The address of an OpenAI-compatible service; null for none, and then nothing ever leaves.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The name of the model there.</summary>
    public string Model { get; set; } = "";

    /// <summary>The key of the service; null when it asks for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How long an answer may take, from 1 to 600 seconds.</summary>
    public int TimeoutSeconds { get; set; } = 60;
}
