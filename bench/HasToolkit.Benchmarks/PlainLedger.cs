using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HasToolkit.Benchmarks;

/// <summary>
/// The two acts of <see cref="LedgerBench"/> as a program without a ledger would keep them: rows of EF Core that are changed in place, and a
/// line of history for each act. No rules, no chain, no answer to a command sent twice, no list to keep up with.
/// </summary>
internal sealed class PlainLedger : IDisposable
{
    private readonly DbContextOptions<Tables> _options;

    private PlainLedger(DbContextOptions<Tables> options) => _options = options;

    public static async Task<PlainLedger> OpenAsync(string folder)
    {
        // As the ledger has it: a log written ahead, each commit flushed to the disk.
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "plain.db") }.ToString();
        var ledger = new PlainLedger(new DbContextOptionsBuilder<Tables>().UseSqlite(connection).Options);
        await using var db = new Tables(ledger._options);
        await db.Database.EnsureCreatedAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;");
        return ledger;
    }

    public async Task<long> StartAsync(string product, DateOnly on, string person)
    {
        await using var db = new Tables(_options);
        var dossier = new DossierRow
        {
            Procedure = "lppr-nom-de-marque",
            Request = "inscription",
            Product = product,
            Applicant = "Médivia",
            Summary = "Dossier de mesure.",
            IsDigital = true,
            Indications = """[{"key":"adultes","disease":"Diabète de type 1","population":"Adultes"}]""",
            OpenedOn = on,
            Steps = [new StepRow { Key = "depot", StartedOn = on }],
        };
        db.Dossiers.Add(dossier);
        db.Acts.Add(new ActRow { Dossier = dossier, Act = "ouverture", Person = person, On = on });
        await db.SaveChangesAsync();
        return dossier.Id;
    }

    public async Task ResumeAsync(long id, DateOnly on, string person)
    {
        await using var db = new Tables(_options);
        var dossier = await db.Dossiers.Include(row => row.Steps).SingleAsync(row => row.Id == id);
        var step = dossier.Steps.Single(row => row.EndedOn is null);
        (step.EndedOn, step.Outcome) = (on, "depose");
        dossier.Steps.Add(new StepRow { Key = "recevabilite", StartedOn = on });
        dossier.Version++;
        db.Acts.Add(new ActRow { Dossier = dossier, Act = "depot:depose", Person = person, On = on });
        await db.SaveChangesAsync();
    }

    public void Dispose()
    {
        using var db = new Tables(_options);
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }

    private sealed class Tables(DbContextOptions<Tables> options) : DbContext(options)
    {
        public DbSet<DossierRow> Dossiers => Set<DossierRow>();

        public DbSet<ActRow> Acts => Set<ActRow>();
    }

    private sealed class DossierRow
    {
        public long Id { get; init; }

        public required string Procedure { get; init; }

        public required string Request { get; init; }

        public required string Product { get; init; }

        public required string Applicant { get; init; }

        public required string Summary { get; init; }

        public required bool IsDigital { get; init; }

        public required string Indications { get; init; }

        public required DateOnly OpenedOn { get; init; }

        [System.ComponentModel.DataAnnotations.ConcurrencyCheck]
        public long Version { get; set; }

        public List<StepRow> Steps { get; init; } = [];
    }

    private sealed class StepRow
    {
        public long Id { get; init; }

        public required string Key { get; init; }

        public required DateOnly StartedOn { get; init; }

        public DateOnly? EndedOn { get; set; }

        public string? Outcome { get; set; }
    }

    private sealed class ActRow
    {
        public long Id { get; init; }

        public required DossierRow Dossier { get; init; }

        public required string Act { get; init; }

        public required string Person { get; init; }

        public required DateOnly On { get; init; }
    }
}
