using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Accounts.Persistence;

/// <summary>The tables of accounts, the same on SQLite and PostgreSQL. Their names start with « account ».</summary>
internal sealed class AccountContext(DbContextOptions<AccountContext> options) : DbContext(options)
{
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<DeviceKeyRow> DeviceKeys => Set<DeviceKeyRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<TryRow> Tries => Set<TryRow>();
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AccountRow>().ToTable("accounts").HasKey(row => row.Id);
        modelBuilder.Entity<DeviceKeyRow>().ToTable("account_device_keys").HasKey(row => row.Id);
        modelBuilder.Entity<SessionRow>().ToTable("account_sessions").HasKey(row => row.Id);
        modelBuilder.Entity<TryRow>().ToTable("account_tries").HasKey(row => row.Account);
        modelBuilder.Entity<EventRow>().ToTable("account_events").HasKey(row => row.Number);
        modelBuilder.Entity<SettingRow>().ToTable("account_settings").HasKey(row => row.Name);
        modelBuilder.Entity<ProtectionKeyRow>().ToTable("account_protection_keys").HasKey(row => row.Id);

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
