using Accounts.Journal;
using Accounts.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Accounts.Persistence;

/// <summary>Where passwords are tried and chosen.</summary>
/// <param name="database">The database.</param>
/// <param name="desk">Where accounts are changed.</param>
/// <param name="clock">The clock.</param>
public sealed class SignInDesk(AccountDatabase database, AccountDesk desk, TimeProvider clock)
{
    /// <summary>How many wrong passwords suspend the tries.</summary>
    public const int MostFailures = 5;

    /// <summary>For how long.</summary>
    public static readonly TimeSpan LockLife = TimeSpan.FromMinutes(15);

    /// <summary>What the journal calls the account of a try that named none: what was typed could be a password.</summary>
    public const string Unknown = "(inconnu)";

    private readonly PasswordHasher<Account> _hasher = new();
    private readonly string _nobody = new PasswordHasher<Account>().HashPassword(null!, Secrets.Draw());

    /// <summary>The digest of a password, as accounts keep it (PBKDF2 with a salt of its own).</summary>
    public string DigestOf(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether a text is a digest that <see cref="DigestOf"/> could have written.</summary>
    public bool IsDigest(string text)
    {
        try
        {
            return text.Length >= 60 && Convert.FromBase64String(text)[0] == 1 && _hasher.VerifyHashedPassword(null!, text, "") is not PasswordVerificationResult.Success;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Tries a password. The try is counted before it is judged, so that many at once do not pass the limit.</summary>
    /// <returns>The account when the password is right; otherwise why not.</returns>
    public async Task<(PasswordAnswer Answer, Account? Account)> TryAsync(
        string identifier, string password, CancellationToken cancellationToken = default)
    {
        identifier = AccountNames.Normal(identifier);
        if (password.Length > PasswordRules.Longest)
            password = "";
        var (answer, row) = await CountAsync(identifier, cancellationToken);
        // A password is always judged, against nothing when there is no account, so that the answer takes as long.
        var verified = _hasher.VerifyHashedPassword(null!, row?.PasswordHash ?? _nobody, password);
        if (answer == PasswordAnswer.Locked)
            return (PasswordAnswer.Locked, null);
        if (row?.PasswordHash is null || row.IsBlocked || verified == PasswordVerificationResult.Failed)
        {
            await NoteWrongAsync(row?.Identifier, cancellationToken);
            return (PasswordAnswer.Wrong, null);
        }

        var outcome = await desk.ActAsync(row.Identifier, async move =>
        {
            var now = await move.FindAsync(row.Id, cancellationToken);
            // What changed while the password was judged counts.
            if (now is null || now.IsBlocked || now.PasswordHash != row.PasswordHash)
                return AccountOutcome.No("wrong", "");
            (now.Failures, now.LockedUntil, now.SignedInAt) = (0, null, Instants.Write(move.Now));
            if (verified == PasswordVerificationResult.SuccessRehashNeeded)
                now.PasswordHash = DigestOf(password);
            await move.AppendAsync(AccountAct.SignedIn, now.Identifier, "mot de passe", cancellationToken);
            return new AccountOutcome(now.ToAccount());
        }, cancellationToken);
        return outcome.Account is null ? (PasswordAnswer.Wrong, null) : (PasswordAnswer.Right, outcome.Account);
    }

    /// <summary>Signs in by other means than a password, which the caller has checked; null when the account is closed.</summary>
    /// <param name="id">The account.</param>
    /// <param name="means">By what, in French.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    public async Task<Account?> EnterAsync(string id, string means, CancellationToken cancellationToken = default) =>
        (await desk.ActAsync("systeme", async move =>
        {
            if (await move.FindAsync(id, cancellationToken) is not { IsBlocked: false } row)
                return AccountOutcome.No("closed", "");
            row.SignedInAt = Instants.Write(move.Now);
            await move.AppendAsync(AccountAct.SignedIn, row.Identifier, means, cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken)).Account;

    /// <summary>Counts a try that was wrong, for the journal.</summary>
    /// <param name="account">The identifier of the account; null when the try leads to none.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    public Task NoteWrongAsync(string? account, CancellationToken cancellationToken = default) =>
        desk.ActAsync("systeme", async move =>
        {
            await move.CountWrongAsync(account ?? Unknown, cancellationToken);
            return AccountOutcome.No("wrong", "");
        }, cancellationToken);

    /// <summary>Writes in the journal the wrong tries of the minutes that are over. To be called from time to time.</summary>
    public async Task TellWrongAsync(CancellationToken cancellationToken = default)
    {
        await using (var seen = database.NewContext())
        {
            if (!await seen.Tries.AnyAsync(cancellationToken))
                return;
        }

        await desk.ActAsync("systeme", async move =>
        {
            await move.TellWrongAsync(cancellationToken);
            return AccountOutcome.No("told", "");
        }, cancellationToken);
    }

    /// <summary>The account that an invitation is for; null when it is used, too old or unknown.</summary>
    public async Task<Account?> InvitedAsync(string code, CancellationToken cancellationToken = default)
    {
        var digest = Secrets.DigestOf(code);
        await using var db = database.NewContext();
        var row = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(found => found.Invitation == digest, cancellationToken);
        return row is { IsBlocked: false } && Instants.Read(row.InvitedUntil!) > clock.GetUtcNow() ? row.ToAccount() : null;
    }

    /// <summary>Uses an invitation, once: the password is chosen, and the account may sign in.</summary>
    public async Task<AccountOutcome> AcceptAsync(string code, string password, CancellationToken cancellationToken = default)
    {
        if (await InvitedAsync(code, cancellationToken) is not { } invited)
        {
            await NoteWrongAsync(null, cancellationToken);
            return Gone();
        }

        if (PasswordRules.Fault(password, invited.Identifier, invited.Name) is { } fault)
            return AccountOutcome.No("password-is-weak", fault);
        var (digest, hash) = (Secrets.DigestOf(code), DigestOf(password));
        return await desk.ActAsync(invited.Identifier, async move =>
        {
            var row = await move.FindAsync(invited.Id, cancellationToken);
            if (row is null or { IsBlocked: true } || row.Invitation != digest)
                return Gone();
            (row.PasswordHash, row.Invitation, row.InvitedUntil) = (hash, null, null);
            (row.Failures, row.LockedUntil, row.Stamp) = (0, null, AccountDesk.NewStamp());
            await move.AppendAsync(AccountAct.InvitationUsed, row.Identifier, null, cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);
    }

    /// <summary>Changes the password of an account; its other sessions end.</summary>
    public async Task<AccountOutcome> ChangeAsync(
        Account account, string present, string password, CancellationToken cancellationToken = default)
    {
        if (PasswordRules.Fault(password, account.Identifier, account.Name) is { } fault)
            return AccountOutcome.No("password-is-weak", fault);
        if (await JudgeAsync(account, present, cancellationToken) is { } refusal)
            return new AccountOutcome(null, refusal);
        var hash = DigestOf(password);
        return await desk.OnAsync(account.Id, account, async (move, now) =>
        {
            (now.PasswordHash, now.Failures, now.LockedUntil, now.Stamp) = (hash, 0, null, AccountDesk.NewStamp());
            await move.AppendAsync(AccountAct.PasswordChanged, now.Identifier, null, cancellationToken);
            return new AccountOutcome(now.ToAccount());
        }, cancellationToken);
    }

    /// <summary>Confirms by the password that the holder of a session is still who he was.</summary>
    public async Task<AccountOutcome> ConfirmAsync(Account account, string password, CancellationToken cancellationToken = default)
    {
        if (await JudgeAsync(account, password, cancellationToken) is { } refusal)
            return new AccountOutcome(null, refusal);
        return await desk.OnAsync(account.Id, account, (_, now) =>
        {
            (now.Failures, now.LockedUntil) = (0, null);
            return Task.FromResult(new AccountOutcome(now.ToAccount()));
        }, cancellationToken);
    }

    // The password of somebody who is in already; a wrong one counts as at the door.
    private async Task<AccountRefusal?> JudgeAsync(Account account, string password, CancellationToken cancellationToken)
    {
        if (password.Length > PasswordRules.Longest)
            password = "";
        var (answer, row) = await CountAsync(account.Identifier, cancellationToken);
        if (answer == PasswordAnswer.Locked)
            return new AccountRefusal("locked", $"Trop d’essais : le mot de passe ne sera plus lu avant {LockLife.TotalMinutes} minutes.");
        if (row?.PasswordHash is not null
            && _hasher.VerifyHashedPassword(null!, row.PasswordHash, password) != PasswordVerificationResult.Failed)
        {
            return null;
        }

        await NoteWrongAsync(account.Identifier, cancellationToken);
        return new AccountRefusal("password-is-wrong", "Le mot de passe actuel n’est pas celui-là. Corrigez-le.");
    }

    private static AccountOutcome Gone() => AccountOutcome.No(
        "invitation-is-gone", "Ce lien d’invitation n’est plus valable : il a servi, ou il est trop ancien. Demandez-en un autre à un administrateur.");

    private async Task<(PasswordAnswer Answer, AccountRow? Row)> CountAsync(string identifier, CancellationToken cancellationToken)
    {
        await using (var seen = database.NewContext())
        {
            if (!await seen.Accounts.AnyAsync(row => row.Identifier == identifier && row.PasswordHash != null, cancellationToken))
                return (PasswordAnswer.Wrong, null);
        }

        var (answer, counted) = (PasswordAnswer.Wrong, (AccountRow?)null);
        await desk.ActAsync("systeme", async move =>
        {
            counted = await move.Db.Accounts.SingleOrDefaultAsync(row => row.Identifier == identifier, cancellationToken);
            if (counted is null)
                return AccountOutcome.No("wrong", "");
            if (counted.LockedUntil is { } until)
            {
                if (Instants.Read(until) > move.Now)
                {
                    answer = PasswordAnswer.Locked;
                    await move.CountWrongAsync(counted.Identifier, cancellationToken);
                    return AccountOutcome.No("locked", "");
                }

                (counted.Failures, counted.LockedUntil) = (0, null);
            }

            counted.Failures++;
            if (counted.Failures >= MostFailures)
            {
                counted.LockedUntil = Instants.Write(move.Now + LockLife);
                await move.AppendAsync(AccountAct.LockedOut, counted.Identifier, null, cancellationToken);
            }

            return AccountOutcome.No("counted", "");
        }, cancellationToken);
        return (answer, counted);
    }
}
