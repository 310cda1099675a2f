using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows;

/// <summary>Everything a host needs for dossiers, built from two settings.</summary>
public sealed class EvaluationServices : IDisposable
{
    private EvaluationServices(
        LedgerDatabase database, ProcedureLibrary procedures, GridLibrary grids, PartStore parts, TimeProvider clock, string dataFolder)
    {
        (Database, Procedures, Grids, Parts, Clock) = (database, procedures, grids, parts, clock);
        Desk = new Desk(database, procedures, clock, grids);
        Queries = new DossierQueries(database, procedures, clock);
        Casework = new CaseworkQueries(database, procedures, clock);
        Deports = new DeportQueries(database);
        Audit = new LedgerAudit(database);
        Archive = new DossierArchive(database, procedures, parts, clock);
        Keys = new KeyDesk(database, clock);
        Published = new PublishedOpinions(database, procedures);
        Cases = new LedgerCases(database, procedures);
        Texts = new LedgerTexts(database, procedures);
        Uses = new EvidenceUses(Cases, Texts);
        Outbox = new OutboxDispatcher(database, clock);
        Mailbox = new Mailbox(Path.Combine(dataFolder, "courrier"));
        Feed = new FollowerFeed(database, procedures, clock);
        Followers = [new DiagramFollower(Path.Combine(dataFolder, "schemas"))];
    }

    /// <summary>The database.</summary>
    public LedgerDatabase Database { get; }

    /// <summary>The procedures.</summary>
    public ProcedureLibrary Procedures { get; }

    /// <summary>The grids of the assessment; those of the folder « grilles » of the data come beside the toolkit's own.</summary>
    public GridLibrary Grids { get; }

    /// <summary>The files of the dossiers.</summary>
    public PartStore Parts { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Where commands are handed in.</summary>
    public Desk Desk { get; }

    /// <summary>Where lists and dossiers are read.</summary>
    public DossierQueries Queries { get; }

    /// <summary>Where tasks, experts and contributions are read.</summary>
    public CaseworkQueries Casework { get; }

    /// <summary>What a déport closes beside the dossier itself.</summary>
    public DeportQueries Deports { get; }

    /// <summary>Verification and export.</summary>
    public LedgerAudit Audit { get; }

    /// <summary>Whole dossiers as files, out and in.</summary>
    public DossierArchive Archive { get; }

    /// <summary>The opinions that everybody may read.</summary>
    public PublishedOpinions Published { get; }

    /// <summary>The keys with which programs act for persons.</summary>
    public KeyDesk Keys { get; }

    /// <summary>All dossiers at once, for what is counted over them.</summary>
    public LedgerCases Cases { get; }

    /// <summary>The texts of all dossiers, for a search over them.</summary>
    public LedgerTexts Texts { get; }

    /// <summary>Which dossiers use what was found elsewhere.</summary>
    public EvidenceUses Uses { get; }

    /// <summary>Delivery of what moves left in the outbox.</summary>
    public OutboxDispatcher Outbox { get; }

    /// <summary>Where the outbox is delivered: a folder of messages that a mail relay can pick up.</summary>
    public Mailbox Mailbox { get; }

    /// <summary>What leads the followers along the ledger.</summary>
    public FollowerFeed Feed { get; }

    /// <summary>Those that follow the ledger here; pictures of the dossiers, always.</summary>
    public IReadOnlyList<IProcedureFollower> Followers { get; }

    /// <summary>Opens the ledger.</summary>
    /// <param name="dataFolder">Where files, and the SQLite database when there is no connection string, are kept.</param>
    /// <param name="connection">A PostgreSQL connection string, or null for SQLite in the data folder.</param>
    /// <param name="clock">The clock; null for the machine's.</param>
    /// <param name="procedureFolder">A folder of further procedure files; null for none.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be opened.</exception>
    /// <exception cref="InvalidDataException">A procedure file or a grid file has faults.</exception>
    public static async Task<EvaluationServices> OpenAsync(
        string dataFolder, string? connection = null, TimeProvider? clock = null, string? procedureFolder = null,
        CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(dataFolder);
        var procedures = ProcedureLibrary.Load(procedureFolder);
        var grids = GridLibrary.Load(GridFolder(dataFolder));
        var parts = new PartStore(Path.Combine(dataFolder, "pieces"));
        // Last: a file with faults leaves no database open.
#pragma warning disable CA2000 // The services own it from here on, and dispose of it.
        var database = await LedgerDatabase.OpenAsync(connection ?? Path.Combine(dataFolder, "has.db"), cancellationToken);
#pragma warning restore CA2000
        return new EvaluationServices(database, procedures, grids, parts, clock ?? TimeProvider.System, dataFolder);
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

    /// <summary>Where the HAS puts the grids that come beside the toolkit's own.</summary>
    public static string GridFolder(string dataFolder) => Path.Combine(dataFolder, "grilles");

    /// <summary>Releases the database.</summary>
    public void Dispose()
    {
        Feed.Dispose();
        Database.Dispose();
    }
}
