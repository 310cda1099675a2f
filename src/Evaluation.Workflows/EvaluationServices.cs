using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows;

/// <summary>Everything a host needs for dossiers, built from two settings.</summary>
public sealed class EvaluationServices : IDisposable
{
    private EvaluationServices(
        LedgerDatabase database, ProcedureLibrary procedures, PartStore parts, TimeProvider clock, string outbox)
    {
        (Database, Procedures, Parts, Clock) = (database, procedures, parts, clock);
        Desk = new Desk(database, procedures, clock);
        Queries = new DossierQueries(database, procedures, clock);
        Audit = new LedgerAudit(database);
        Archive = new DossierArchive(database, procedures, parts, clock);
        Published = new PublishedOpinions(database, procedures);
        Outbox = new OutboxDispatcher(database, clock);
        Mailbox = new Mailbox(outbox);
    }

    /// <summary>The database.</summary>
    public LedgerDatabase Database { get; }

    /// <summary>The procedures.</summary>
    public ProcedureLibrary Procedures { get; }

    /// <summary>The files of the dossiers.</summary>
    public PartStore Parts { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Where commands are handed in.</summary>
    public Desk Desk { get; }

    /// <summary>Where lists and dossiers are read.</summary>
    public DossierQueries Queries { get; }

    /// <summary>Verification and export.</summary>
    public LedgerAudit Audit { get; }

    /// <summary>Whole dossiers as files, out and in.</summary>
    public DossierArchive Archive { get; }

    /// <summary>The opinions that everybody may read.</summary>
    public PublishedOpinions Published { get; }

    /// <summary>Delivery of what moves left in the outbox.</summary>
    public OutboxDispatcher Outbox { get; }

    /// <summary>Where the outbox is delivered: a folder of messages that a mail relay can pick up.</summary>
    public Mailbox Mailbox { get; }

    /// <summary>Opens the ledger.</summary>
    /// <param name="dataFolder">Where files, and the SQLite database when there is no connection string, are kept.</param>
    /// <param name="connection">A PostgreSQL connection string, or null for SQLite in the data folder.</param>
    /// <param name="clock">The clock; null for the machine's.</param>
    /// <param name="procedureFolder">A folder of further procedure files; null for none.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be opened.</exception>
    /// <exception cref="InvalidDataException">A procedure file has faults.</exception>
    public static async Task<EvaluationServices> OpenAsync(
        string dataFolder, string? connection = null, TimeProvider? clock = null, string? procedureFolder = null,
        CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(dataFolder);
        var procedures = ProcedureLibrary.Load(procedureFolder);
        var database = await LedgerDatabase.OpenAsync(connection ?? Path.Combine(dataFolder, "has.db"), cancellationToken);
        return new EvaluationServices(
            database, procedures, new PartStore(Path.Combine(dataFolder, "pieces")), clock ?? TimeProvider.System,
            Path.Combine(dataFolder, "courrier"));
    }

    /// <summary>
    /// The user's data folder: HAS_DATA when it is set, else the platform's folder for application data.
    /// </summary>
    public static string DefaultDataFolder() =>
        Environment.GetEnvironmentVariable("HAS_DATA") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
                "HasToolkit");

    /// <summary>Releases the database.</summary>
    public void Dispose() => Database.Dispose();
}
