using System.Buffers.Text;
using System.Text.Json;
using Accounts.Journal;
using Accounts.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Accounts.Persistence;

/// <summary>The keys of devices (passkeys), as ASP.NET Core Identity asks for them.</summary>
/// <param name="database">The database.</param>
/// <param name="desk">Where accounts are changed.</param>
public sealed class DeviceKeyStore(AccountDatabase database, AccountDesk desk) : IUserPasskeyStore<Account>
{
    /// <summary>The most keys of one account.</summary>
    public const int MostKeys = 10;

    /// <summary>Adds a key that was just made on a device of the holder.</summary>
    public Task<AccountOutcome> AddAsync(Account account, UserPasskeyInfo key, string name, CancellationToken cancellationToken = default) =>
        desk.OnAsync(account.Id, account, async (move, row) =>
        {
            if (name.Trim().Length is 0 or > 60)
                return AccountOutcome.No("name-is-needed", "Donnez à la clé un nom de 60 signes au plus, par exemple « ordinateur du bureau ».");
            if (await move.Db.DeviceKeys.CountAsync(known => known.Account == row.Id, cancellationToken) >= MostKeys)
                return AccountOutcome.No("too-many-keys", $"Un compte a {MostKeys} clés au plus. Retirez-en une d’abord.");
            var id = Base64Url.EncodeToString(key.CredentialId);
            if (await move.Db.DeviceKeys.AnyAsync(known => known.Id == id, cancellationToken))
                return AccountOutcome.No("key-is-known", "Cette clé est déjà enregistrée.");
            move.Db.Add(new DeviceKeyRow
            {
                Id = id,
                Account = row.Id,
                Name = name.Trim(),
                CreatedAt = Instants.Write(move.Now),
                Content = Write(key),
            });
            await move.AppendAsync(AccountAct.KeyAdded, row.Identifier, $"« {name.Trim()} »", cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <summary>Takes a key away.</summary>
    public Task<AccountOutcome> RemoveAsync(Account account, string key, CancellationToken cancellationToken = default) =>
        desk.OnAsync(account.Id, account, async (move, row) =>
        {
            var known = await move.Db.DeviceKeys.SingleOrDefaultAsync(one => one.Id == key && one.Account == row.Id, cancellationToken);
            if (known is null)
                return AccountOutcome.No("key-not-found", "Cette clé n’est pas, ou plus, celle de votre compte.");
            move.Db.Remove(known);
            // A session that was opened with it ends too.
            row.Stamp = AccountDesk.NewStamp();
            await move.AppendAsync(AccountAct.KeyRemoved, row.Identifier, $"« {known.Name} »", cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        var rows = await db.DeviceKeys.AsNoTracking().Where(row => row.Account == user.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(Read)];
    }

    /// <inheritdoc/>
    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        await using var db = database.NewContext();
        var row = await db.DeviceKeys.AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        return row is null ? null : await FindByIdAsync(row.Account, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        await using var db = database.NewContext();
        var row = await db.DeviceKeys.AsNoTracking()
            .SingleOrDefaultAsync(known => known.Id == id && known.Account == user.Id, cancellationToken);
        return row is null ? null : Read(row);
    }

    /// <summary>Keeps what changes of a key at each use: how often it signed, whether it is backed up.</summary>
    public async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(passkey.CredentialId);
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        var row = await db.DeviceKeys.SingleAsync(known => known.Id == id && known.Account == user.Id, cancellationToken);
        row.Content = Write(passkey);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        RemoveAsync(user, Base64Url.EncodeToString(credentialId), cancellationToken);

    /// <inheritdoc/>
    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        return (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == userId, cancellationToken))?.ToAccount();
    }

    /// <inheritdoc/>
    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        var identifier = AccountNames.Normal(normalizedUserName);
        await using var db = database.NewContext();
        return (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Identifier == identifier, cancellationToken))?.ToAccount();
    }

    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Identifier);

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Identifier);

    /// <summary>Identifiers are kept as they are compared: nothing is to be done.</summary>
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Accounts are changed by <see cref="AccountDesk"/>, which writes the journal, and nowhere else.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw ByDeskOnly();

    /// <inheritdoc cref="SetUserNameAsync"/>
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw ByDeskOnly();

    /// <inheritdoc cref="SetUserNameAsync"/>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw ByDeskOnly();

    /// <summary>What Identity asks for after a key was used; the key itself is kept already.</summary>
    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);

    /// <summary>Nothing is held between two calls.</summary>
    public void Dispose()
    {
    }

    private static NotSupportedException ByDeskOnly() => new("Accounts are changed by AccountDesk, which writes the journal.");

    private static string Write(UserPasskeyInfo key) => JsonSerializer.Serialize(new Content(
        key.PublicKey, key.SignCount, key.Transports, key.IsUserVerified, key.IsBackupEligible, key.IsBackedUp,
        key.AttestationObject, key.ClientDataJson));

    private static UserPasskeyInfo Read(DeviceKeyRow row)
    {
        var content = JsonSerializer.Deserialize<Content>(row.Content)
            ?? throw new InvalidDataException($"The key {row.Id} of a device has no content. Restore a backup.");
        return new UserPasskeyInfo(
            Base64Url.DecodeFromChars(row.Id), content.PublicKey, Instants.Read(row.CreatedAt), content.SignCount, content.Transports,
            content.IsUserVerified, content.IsBackupEligible, content.IsBackedUp, content.AttestationObject, content.ClientData)
        {
            Name = row.Name,
        };
    }

    private sealed record Content(
        byte[] PublicKey, uint SignCount, string[]? Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp,
        byte[] AttestationObject, byte[] ClientData);
}
