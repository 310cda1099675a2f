using Accounts.Journal;
using Accounts.People;
using Microsoft.EntityFrameworkCore;

namespace Accounts.Persistence;

/// <summary>Where accounts and their journal are read.</summary>
/// <param name="database">The database.</param>
public sealed class AccountQueries(AccountDatabase database)
{
    /// <summary>Every account, in order of identifier.</summary>
    public async Task<IReadOnlyList<Account>> AllAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.Accounts.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToAccount()).OrderBy(account => account.Identifier, StringComparer.Ordinal)];
    }

    /// <summary>An account; null when there is none.</summary>
    public async Task<Account?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToAccount();
    }

    /// <summary>Whether a person of the directory has an account that is not blocked.</summary>
    public async Task<bool> MayEnterAsync(string person, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return await db.Accounts.AnyAsync(row => row.Person == person && !row.IsBlocked, cancellationToken);
    }

    /// <summary>The account of an identifier; null when there is none.</summary>
    public async Task<Account?> NamedAsync(string identifier, CancellationToken cancellationToken = default)
    {
        identifier = AccountNames.Normal(identifier);
        await using var db = database.NewContext();
        return (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Identifier == identifier, cancellationToken))?.ToAccount();
    }

    /// <summary>The account that an administrator tied to an outside identity; null when there is none.</summary>
    public async Task<Account?> TiedAsync(string issuer, string subject, CancellationToken cancellationToken = default)
    {
        issuer = AccountNames.IssuerOf(issuer);
        await using var db = database.NewContext();
        return (await db.Accounts.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Issuer == issuer && row.Subject == subject, cancellationToken))?.ToAccount();
    }

    /// <summary>The keys of the devices of an account, the oldest first.</summary>
    public async Task<IReadOnlyList<DeviceKey>> KeysAsync(string account, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.DeviceKeys.AsNoTracking().Where(row => row.Account == account).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.CreatedAt, StringComparer.Ordinal)
            .Select(row => new DeviceKey(row.Id, row.Name, Instants.Read(row.CreatedAt)))];
    }

    /// <summary>Whether the first start took place.</summary>
    public async Task<bool> IsSealedAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return await db.Settings.AnyAsync(row => row.Name == FirstStart.Seal, cancellationToken);
    }

    /// <summary>The language of the data that was chosen at the first start: « fr » or « en »; « fr » before.</summary>
    public async Task<string> LanguageAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return (await db.Settings.AsNoTracking().SingleOrDefaultAsync(row => row.Name == FirstStart.LanguageSetting, cancellationToken))?.Value
            ?? "fr";
    }

    /// <summary>Whether fictional data were asked for at the first start.</summary>
    public async Task<bool> HasDemoAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return await db.Settings.AnyAsync(row => row.Name == FirstStart.DemoSetting, cancellationToken);
    }

    /// <summary>A page of the journal, the latest first.</summary>
    /// <param name="before">The number before which the page begins; null for the latest.</param>
    /// <param name="count">How many, from 1 to 500.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(
        long? before = null, int count = 50, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.Events.AsNoTracking().Where(row => before == null || row.Number < before)
            .OrderByDescending(row => row.Number).Take(Math.Clamp(count, 1, 500)).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <summary>Recomputes the chain of the journal.</summary>
    /// <returns>How many acts there are, and the first fault in French; null when the chain holds.</returns>
    public async Task<(long Acts, string? Fault)> VerifyAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.Events.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancellationToken);
        return (rows.Count, JournalEntry.FirstFault(rows.Select(row => row.ToEntry()), await AccountMove.HeadAsync(db, cancellationToken)));
    }
}
