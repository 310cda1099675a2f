using Accounts.Journal;
using Accounts.People;
using Microsoft.EntityFrameworkCore;

namespace Accounts.Persistence;

/// <summary>Where sessions begin, are looked up at each request, and end. What changes a stamp ends them all.</summary>
/// <param name="database">The database.</param>
/// <param name="desk">Where accounts are changed.</param>
/// <param name="limits">What bounds them.</param>
/// <param name="clock">The clock.</param>
public sealed class SessionDesk(AccountDatabase database, AccountDesk desk, SessionLimits limits, TimeProvider clock)
{
    // A session that is busy writes once a minute and not at each request.
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>The longest description of a browser.</summary>
    public const int LongestDevice = 80;

    /// <summary>What bounds sessions.</summary>
    public SessionLimits Limits => limits;

    /// <summary>Begins a session. When the account has as many as it may, the oldest ends, and the journal says so.</summary>
    /// <param name="account">Who has just signed in.</param>
    /// <param name="device">The browser and the system, 80 signs at most; what is longer is cut.</param>
    /// <param name="means">How he signed in, in French.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    /// <returns>The code that the browser keeps. It is in no table.</returns>
    public async Task<string> OpenAsync(Account account, string device, string means, CancellationToken cancellationToken = default)
    {
        var code = Secrets.Draw();
        await desk.OnAsync(account.Id, account, async (move, row) =>
        {
            var end = Instants.Write(move.Now - limits.Longest);
            // All that is too old goes, whosever it is: nothing else would ever take it away.
            var known = await move.Db.Sessions
                .Where(session => session.Account == row.Id || session.BegunAt.CompareTo(end) <= 0).ToListAsync(cancellationToken);
            var alive = known.Where(session => IsAlive(session, row, move.Now)).OrderBy(session => session.BegunAt, StringComparer.Ordinal).ToList();
            var pushedOut = alive.Take(alive.Count - limits.Most + 1).ToList();
            foreach (var oldest in pushedOut)
            {
                await move.AppendAsync(
                    AccountAct.SessionsEnded, row.Identifier, $"la plus ancienne, {oldest.Device} : {limits.Most} au plus à la fois", cancellationToken);
            }

            move.Db.RemoveRange(known.Except(alive).Concat(pushedOut));
            move.Db.Add(NewRow(code, account, move.Now, Instants.Write(move.Now), Cut(device), means));
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);
        return code;
    }

    /// <summary>The session of a code, with its account as it is now; null when it has ended, whatever ended it.</summary>
    public async Task<(Account Account, AccountSession Session)?> FindAsync(string code, CancellationToken cancellationToken = default)
    {
        var (id, now) = (Secrets.DigestOf(code), clock.GetUtcNow());
        await using var db = database.NewContext();
        var found = await (
            from session in db.Sessions.AsNoTracking()
            where session.Id == id
            join account in db.Accounts.AsNoTracking() on session.Account equals account.Id
            select new { session, account }).SingleOrDefaultAsync(cancellationToken);
        if (found is null || !IsAlive(found.session, found.account, now))
            return null;
        if (now - Instants.Read(found.session.SeenAt) >= Grain)
        {
            var seen = Instants.Write(now);
            await db.Sessions.Where(session => session.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(session => session.SeenAt, seen), cancellationToken);
        }

        return (found.account.ToAccount(), found.session.ToSession());
    }

    /// <summary>The sessions of an account that have not ended, the one last seen first.</summary>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(string account, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == account, cancellationToken) is not { } holder)
            return [];
        var rows = await db.Sessions.AsNoTracking().Where(session => session.Account == account).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return [.. rows.Where(row => IsAlive(row, holder, now)).OrderByDescending(row => row.SeenAt, StringComparer.Ordinal).Select(row => row.ToSession())];
    }

    /// <summary>Ends the session of a code, whose holder leaves.</summary>
    public async Task EndAsync(string code, CancellationToken cancellationToken = default)
    {
        var id = Secrets.DigestOf(code);
        await using var db = database.NewContext();
        await db.Sessions.Where(session => session.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends one session of an account.</summary>
    public Task<AccountOutcome> EndOneAsync(Account account, string id, CancellationToken cancellationToken = default) =>
        desk.OnAsync(account.Id, account, async (move, row) =>
        {
            if (await move.Db.Sessions.SingleOrDefaultAsync(one => one.Id == id && one.Account == row.Id, cancellationToken) is not { } session)
                return AccountOutcome.No("session-not-found", "Cette session n’est pas, ou plus, celle de votre compte : elle a peut-être déjà fini.");
            move.Db.Remove(session);
            await move.AppendAsync(AccountAct.SessionsEnded, row.Identifier, session.Device, cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <summary>Ends all sessions of an account but one.</summary>
    /// <param name="account">The account.</param>
    /// <param name="kept">The identifier of the one that goes on.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    public Task<AccountOutcome> EndOthersAsync(Account account, string kept, CancellationToken cancellationToken = default) =>
        desk.OnAsync(account.Id, account, async (move, row) =>
        {
            move.Db.RemoveRange(
                await move.Db.Sessions.Where(session => session.Account == row.Id && session.Id != kept).ToListAsync(cancellationToken));
            await move.AppendAsync(AccountAct.SessionsEnded, row.Identifier, "toutes les autres", cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <summary>
    /// Lets the session that has just changed a secret go on under the new stamp: with another code, and for no longer than before.
    /// </summary>
    /// <param name="code">The code that the browser holds.</param>
    /// <param name="account">The account as it is now.</param>
    /// <param name="means">By what its holder has just proved who he is, in French; null when by nothing new.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    /// <returns>The new code; null when the session is no longer there.</returns>
    public async Task<string?> RenewAsync(string code, Account account, string? means = null, CancellationToken cancellationToken = default)
    {
        var (id, next) = (Secrets.DigestOf(code), Secrets.Draw());
        var outcome = await desk.OnAsync(account.Id, account, async (move, row) =>
        {
            if (await move.Db.Sessions.SingleOrDefaultAsync(one => one.Id == id && one.Account == row.Id, cancellationToken) is not { } session)
                return AccountOutcome.No("session-not-found", "");
            move.Db.Remove(session);
            move.Db.Add(NewRow(next, account, move.Now, session.BegunAt, session.Device, means ?? session.Means));
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);
        return outcome.Account is null ? null : next;
    }

    /// <summary>Keeps that the holder of a session has just proved who he is.</summary>
    public async Task ProveAsync(string code, CancellationToken cancellationToken = default)
    {
        var (id, now) = (Secrets.DigestOf(code), Instants.Write(clock.GetUtcNow()));
        await using var db = database.NewContext();
        await db.Sessions.Where(session => session.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(session => session.ProvedAt, now), cancellationToken);
    }

    /// <summary>Whether the last proof of a session is recent enough to change what its holder signs in with.</summary>
    public bool IsProved(AccountSession session) => clock.GetUtcNow() - session.ProvedAt <= SessionLimits.ProofLife;

    /// <summary>
    /// In how many seconds a session that has just asked for something ends, unless it asks again: at least 0. A minute is left out,
    /// because what it asks for is kept to the minute.
    /// </summary>
    public int SecondsLeft(AccountSession session)
    {
        var (idle, all) = (limits.Idle - Grain, session.BegunAt + limits.Longest - clock.GetUtcNow());
        return Math.Max(0, (int)(idle < all ? idle : all).TotalSeconds);
    }

    private bool IsAlive(SessionRow session, AccountRow account, DateTimeOffset now) =>
        session.Account == account.Id && !account.IsBlocked && session.Stamp == account.Stamp
        && now - Instants.Read(session.SeenAt) < limits.Idle && now - Instants.Read(session.BegunAt) < limits.Longest;

    private static string Cut(string device) => device.Length <= LongestDevice ? device : device[..LongestDevice];

    private static SessionRow NewRow(string code, Account account, DateTimeOffset now, string begun, string device, string means) => new()
    {
        Id = Secrets.DigestOf(code),
        Account = account.Id,
        Stamp = account.Stamp,
        BegunAt = begun,
        SeenAt = Instants.Write(now),
        ProvedAt = Instants.Write(now),
        Device = device,
        Means = means,
    };
}
