using Microsoft.EntityFrameworkCore;

namespace Verbatims.Nlp.Persistence;

/// <summary>The tables of comments, the same on SQLite and PostgreSQL. Their names start with « verbatim_ ».</summary>
internal sealed class VerbatimContext(DbContextOptions<VerbatimContext> options) : DbContext(options)
{
    public DbSet<BatchRow> Batches => Set<BatchRow>();
    public DbSet<ChunkRow> Chunks => Set<ChunkRow>();
    public DbSet<CommentRow> Comments => Set<CommentRow>();
    public DbSet<ProblemRow> Problems => Set<ProblemRow>();
    public DbSet<RunRow> Runs => Set<RunRow>();
    public DbSet<DoneChunkRow> DoneChunks => Set<DoneChunkRow>();
    public DbSet<ResultRow> Results => Set<ResultRow>();
    public DbSet<CorrectionRow> Corrections => Set<CorrectionRow>();
    public DbSet<ReadingRow> Readings => Set<ReadingRow>();
    public DbSet<ForgottenRow> Forgotten => Set<ForgottenRow>();
    public DbSet<OwnTopicRow> OwnTopics => Set<OwnTopicRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<BatchRow>().ToTable("verbatim_batches").HasKey(row => row.Id);
        modelBuilder.Entity<ChunkRow>().ToTable("verbatim_chunks").HasKey(row => new { row.Batch, row.Chunk });
        modelBuilder.Entity<CommentRow>().ToTable("verbatim_comments").HasKey(row => new { row.Batch, row.Number });
        modelBuilder.Entity<ProblemRow>().ToTable("verbatim_problems").HasKey(row => new { row.Batch, row.Chunk, row.Place });
        modelBuilder.Entity<RunRow>().ToTable("verbatim_runs").HasKey(row => new { row.Batch, row.Run });
        modelBuilder.Entity<DoneChunkRow>().ToTable("verbatim_done_chunks").HasKey(row => new { row.Batch, row.Run, row.Chunk });
        modelBuilder.Entity<ResultRow>().ToTable("verbatim_results").HasKey(row => new { row.Batch, row.Run, row.Number });
        modelBuilder.Entity<CorrectionRow>().ToTable("verbatim_corrections")
            .HasKey(row => new { row.Batch, row.Number, row.Place });
        modelBuilder.Entity<ReadingRow>().ToTable("verbatim_readings")
            .HasKey(row => new { row.Batch, row.Number, row.Place });
        modelBuilder.Entity<ForgottenRow>().ToTable("verbatim_forgotten").HasKey(row => new { row.Batch, row.At });
        modelBuilder.Entity<OwnTopicRow>().ToTable("verbatim_own_topics").HasKey(row => row.Code);

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
