using Evaluation.Workflows.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Evaluation.Workflows.Tests.Persistence;

/// <summary>A database that fails is told in French: what happened, what became of the work, what to do.</summary>
public sealed class StorageFailureTests
{
    [Theory]
    [InlineData(13, "Le disque des données est plein : rien n’a été enregistré. Libérez de la place sur ce disque, puis recommencez.")]
    [InlineData(5, "La base est occupée depuis plus de 30 secondes par un autre programme : rien n’a été enregistré.")]
    [InlineData(8, "La base ne peut pas être écrite : rien n’a été enregistré. Vérifiez les droits")]
    [InlineData(10, "Le disque des données ne répond pas comme il doit (10), ou il est plein")]
    [InlineData(11, "La base est abîmée.")]
    public void A_failure_of_SQLite_says_what_to_do(int code, string sentence) =>
        Assert.StartsWith(sentence, LedgerDatabase.FailureOf(new DbUpdateException("An error occurred.", new SqliteException("?", code))), StringComparison.Ordinal);

    [Fact]
    public void Where_the_connection_was_cut_nobody_says_that_nothing_was_saved()
    {
        var told = LedgerDatabase.FailureOf(new InvalidOperationException("Transient.", new NpgsqlException("Exception while reading from stream")))!;

        Assert.StartsWith("La liaison avec PostgreSQL a été coupée", told, StringComparison.Ordinal);
        Assert.Contains("on ne sait pas s’il est fait", told, StringComparison.Ordinal);
        Assert.DoesNotContain("rien n’a été enregistré", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_rule_of_the_database_refused_is_no_failure_of_the_machine()
    {
        Assert.Null(LedgerDatabase.FailureOf(new DbUpdateException("?", new SqliteException("UNIQUE constraint failed", 19))));
        Assert.Null(LedgerDatabase.FailureOf(new DbUpdateException("?", new PostgresException("duplicate key", "ERROR", "ERROR", "23505"))));
        Assert.Null(LedgerDatabase.FailureOf(new InvalidOperationException("A fault of the program.")));
    }

    // A machine that is cut off in the middle of a move held its locks for as long as TCP believes in it: two hours.
    [Fact]
    public async Task The_server_gives_up_a_machine_that_is_silent_in_the_middle_of_its_work_after_a_minute()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: true);
        await using var db = ledger.Database.NewContext();
        await using var transaction = await ledger.Database.BeginAsync(db, TestContext.Current.CancellationToken);

        var pause = await db.Database.SqlQueryRaw<string>("SELECT current_setting('idle_in_transaction_session_timeout') AS \"Value\"")
            .SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal("1min", pause);
    }

    // The driver has waited for 30 seconds then. Tried again twelve times, the same command waited for six minutes.
    [Fact]
    public void A_lock_that_outlasts_the_patience_of_the_driver_is_not_waited_for_again()
    {
        Assert.False(LedgerDatabase.IsConflict(new SqliteException("database is locked", 5)));
        Assert.True(LedgerDatabase.IsConflict(new SqliteException("database is locked", 5, 517)));
        Assert.True(LedgerDatabase.IsConflict(new DbUpdateException("?", new SqliteException("UNIQUE constraint failed", 19))));
    }
}
