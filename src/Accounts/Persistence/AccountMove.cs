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

    /// <summary>
    /// Counts a wrong try. The journal, which never changes, gets one line for each account and minute, however many there were.
    /// </summary>
    public async Task CountWrongAsync(string account, CancellationToken cancellationToken)
    {
        var minute = Instants.Write(MinuteOf(now));
        var tries = await db.Tries.FindAsync([account], cancellationToken);
        if (tries is null)
            db.Add(tries = new TryRow { Account = account, Minute = minute });
        else if (tries.Minute != minute)
            await TellAsync(tries, cancellationToken);
        (tries.Minute, tries.Wrong) = (minute, tries.Minute == minute ? tries.Wrong + 1 : 1);
    }

    /// <summary>Writes the wrong tries of the minutes that are over.</summary>
    public async Task TellWrongAsync(CancellationToken cancellationToken)
    {
        var minute = Instants.Write(MinuteOf(now));
        foreach (var tries in await db.Tries.Where(row => row.Minute != minute).OrderBy(row => row.Account).ToListAsync(cancellationToken))
        {
            await TellAsync(tries, cancellationToken);
            db.Remove(tries);
        }
    }

    private Task TellAsync(TryRow tries, CancellationToken cancellationToken) => AppendAsync(
        AccountAct.WrongTries, tries.Account,
        string.Create(
            CultureInfo.InvariantCulture, $"{tries.Wrong} en une minute, à {Instants.Read(tries.Minute):HH:mm} UTC le {Instants.Read(tries.Minute):dd/MM/yyyy}"),
        cancellationToken);

    private static DateTimeOffset MinuteOf(DateTimeOffset instant) => instant.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerMinute));

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
