using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>The tables of the ledger, the same on SQLite and PostgreSQL.</summary>
internal sealed class LedgerContext(DbContextOptions<LedgerContext> options) : DbContext(options)
{
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<StreamRow> Streams => Set<StreamRow>();
    public DbSet<CommandRow> Commands => Set<CommandRow>();
    public DbSet<DossierRow> Dossiers => Set<DossierRow>();
    public DbSet<OpenStepRow> OpenSteps => Set<OpenStepRow>();
    public DbSet<DeportRow> Deports => Set<DeportRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<PersonRow> People => Set<PersonRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<FollowerPositionRow> FollowerPositions => Set<FollowerPositionRow>();
    public DbSet<CaseTaskRow> CaseTasks => Set<CaseTaskRow>();
    public DbSet<TaskHoldRow> TaskHolds => Set<TaskHoldRow>();
    public DbSet<RefusalRow> Refusals => Set<RefusalRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<CounterRow> Counters => Set<CounterRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EventRow>().ToTable("events").HasKey(row => new { row.Stream, row.Sequence });
        modelBuilder.Entity<StreamRow>().ToTable("streams").HasKey(row => row.Id);
        modelBuilder.Entity<CommandRow>().ToTable("commands").HasKey(row => row.Id);
        modelBuilder.Entity<DossierRow>().ToTable("dossiers").HasKey(row => row.Id);
        modelBuilder.Entity<OpenStepRow>().ToTable("open_steps").HasKey(row => new { row.Dossier, row.Step, row.Role });
        modelBuilder.Entity<DeportRow>().ToTable("deports").HasKey(row => new { row.Dossier, row.Person });
        modelBuilder.Entity<SessionRow>().ToTable("sessions").HasKey(row => row.Id);
        modelBuilder.Entity<PersonRow>().ToTable("people").HasKey(row => row.Id);
        modelBuilder.Entity<OutboxRow>().ToTable("outbox").HasKey(row => row.Id);
        modelBuilder.Entity<FollowerPositionRow>().ToTable("follower_positions").HasKey(row => new { row.Follower, row.Stream });
        modelBuilder.Entity<CaseTaskRow>().ToTable("case_tasks").HasKey(row => new { row.Dossier, row.Key });
        modelBuilder.Entity<TaskHoldRow>().ToTable("task_holds").HasKey(row => new { row.Dossier, row.Key });
        modelBuilder.Entity<RefusalRow>().ToTable("refusals").HasKey(row => row.Id);
        modelBuilder.Entity<ApiKeyRow>().ToTable("api_keys").HasKey(row => row.Id);
        modelBuilder.Entity<CounterRow>().ToTable("counters").HasKey(row => row.Name);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
        }
    }

    private static string SnakeCase(string name) => string.Concat(name.Select((letter, index) =>
        char.IsUpper(letter) ? (index == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}
