using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace LitReview.Persistence;

/// <summary>The tables of reviews, the same on SQLite and PostgreSQL. Their names start with « litreview_ ».</summary>
internal sealed class ReviewContext(DbContextOptions<ReviewContext> options) : DbContext(options)
{
    public DbSet<ReviewRow> Reviews => Set<ReviewRow>();
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<CommandRow> Commands => Set<CommandRow>();
    public DbSet<CitationRow> Citations => Set<CitationRow>();
    public DbSet<ProblemRow> Problems => Set<ProblemRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ReviewRow>().ToTable("litreview_reviews").HasKey(row => row.Id);
        modelBuilder.Entity<EventRow>().ToTable("litreview_events").HasKey(row => new { row.Review, row.Version });
        modelBuilder.Entity<CommandRow>().ToTable("litreview_commands").HasKey(row => row.Id);
        modelBuilder.Entity<CitationRow>().ToTable("litreview_citations").HasKey(row => new { row.Review, row.Number });
        modelBuilder.Entity<ProblemRow>().ToTable("litreview_problems").HasKey(row => new { row.Review, row.Import, row.Place });

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                property.ValueGenerated = ValueGenerated.Never;
            }
        }
    }

    private static string SnakeCase(string name) => string.Concat(name.Select((letter, index) =>
        char.IsUpper(letter) ? (index == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}
