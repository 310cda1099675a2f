using System.Globalization;
using Accounts.Journal;
using Microsoft.EntityFrameworkCore;

namespace Accounts.Persistence;

/// <summary>What an act reads and writes, within its transaction.</summary>
internal sealed class AccountMove(AccountContext db, DateTimeOffset now, string by)
{
    private const string Head = "tete-du-journal";

    public AccountContext Db => db;

    public DateTimeOffset Now => now;

    public Task<AccountRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        db.Accounts.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);

    /// <summary>Adds an event to the journal.</summary>
    public async Task AppendAsync(AccountAct act, string account, string? detail, CancellationToken cancellationToken)
    {
        var head = await db.Settings.FindAsync([Head], cancellationToken);
        var (number, hash) = head is null ? (0, JournalEntry.FirstPreviousHash) : ReadHead(head.Value);
        var entry = JournalEntry.Link(number + 1, Instants.Write(now), by, new AccountEvent(act, account, detail).Write(), hash);
        db.Add(new EventRow
        {
            Number = entry.Number,
            At = entry.At,
            By = entry.By,
            Payload = entry.Payload,
            PreviousHash = entry.PreviousHash,
            Hash = entry.Hash,
        });
        var value = string.Create(CultureInfo.InvariantCulture, $"{entry.Number} {entry.Hash}");
        if (head is null)
            db.Add(new SettingRow { Name = Head, Value = value });
        else
            head.Value = value;
    }

    /// <summary>The number and the hash of the last event.</summary>
    public static async Task<(long Number, string Hash)> HeadAsync(AccountContext db, CancellationToken cancellationToken) =>
        await db.Settings.AsNoTracking().SingleOrDefaultAsync(row => row.Name == Head, cancellationToken) is { } head
            ? ReadHead(head.Value)
            : (0, JournalEntry.FirstPreviousHash);

    private static (long Number, string Hash) ReadHead(string value)
    {
        var parts = value.Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
    }
}
