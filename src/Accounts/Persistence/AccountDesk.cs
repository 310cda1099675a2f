using Accounts.Journal;
using Accounts.People;
using Microsoft.EntityFrameworkCore;

namespace Accounts.Persistence;

/// <summary>Where accounts are created and changed: each act is one transaction, with its line in the journal.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">The clock.</param>
public sealed class AccountDesk(AccountDatabase database, TimeProvider clock)
{
    /// <summary>How long an invitation can be used.</summary>
    public static readonly TimeSpan InvitationLife = TimeSpan.FromHours(72);

    /// <summary>What signs an act of the command line.</summary>
    public const string CommandLine = "ligne-de-commande";

    /// <summary>Creates an account, with an invitation: its holder chooses the password.</summary>
    /// <param name="identifier">What will be typed to sign in.</param>
    /// <param name="name">The name shown.</param>
    /// <param name="person">The person of the directory, whom the caller has looked up; null for an administrator.</param>
    /// <param name="by">Who asks: an account, or null for the command line.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    public Task<AccountOutcome> CreateAsync(
        string identifier, string name, string? person, Account? by, CancellationToken cancellationToken = default)
    {
        identifier = AccountNames.Normal(identifier);
        return ActAsync(by, async move =>
        {
            if (AccountNames.Fault(identifier, name) is { } fault)
                return AccountOutcome.No("name-is-wrong", fault);
            if (await move.Db.Accounts.AnyAsync(row => row.Identifier == identifier, cancellationToken))
            {
                return AccountOutcome.No(
                    "identifier-is-taken", $"L’identifiant « {identifier} » est déjà pris. Choisissez-en un autre.");
            }

            if (person is not null && await move.Db.Accounts.FirstOrDefaultAsync(row => row.Person == person, cancellationToken) is { } other)
            {
                return AccountOutcome.No(
                    "person-has-account",
                    $"« {person} » a déjà le compte « {other.Identifier} » : une personne a un compte. Ouvrez ce compte plutôt que d’en créer un autre.");
            }

            if (person is not null && IsOwn(by, name))
                return await RefuseOwnAsync(move, identifier, cancellationToken);
            var row = NewRow(identifier, name.Trim(), person, move.Now);
            move.Db.Add(row);
            // An administrator made on the command line is the first one: there is nothing left to ask in the browser.
            if (person is null && !await move.Db.Settings.AnyAsync(setting => setting.Name == FirstStart.Seal, cancellationToken))
                move.Db.Add(new SettingRow { Name = FirstStart.Seal, Value = Instants.Write(move.Now) });
            await move.AppendAsync(
                AccountAct.Created, identifier, person is null ? "administrateur" : $"personne « {person} »", cancellationToken);
            return await InviteAsync(move, row, proof: null, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Makes a new invitation; the password and the sessions that there were end with it.</summary>
    /// <param name="id">The account.</param>
    /// <param name="proof">How it was made sure that its holder is the one who asks, 300 signs at most; the journal keeps it.</param>
    /// <param name="by">The administrator; null on the machine itself.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    public Task<AccountOutcome> InviteAsync(string id, string proof, Account? by, CancellationToken cancellationToken = default) =>
        OnAsync(id, by, async (move, row) =>
        {
            if (proof.Trim().Length is 0 or > 300)
            {
                return AccountOutcome.No(
                    "proof-is-needed", "Dites comment vous vous êtes assuré que la demande vient bien du titulaire, en 300 signes au plus.");
            }

            if (row.Person is not null && IsOwn(by, row.Name))
                return await RefuseOwnAsync(move, row.Identifier, cancellationToken);
            if (row.IsBlocked)
                return AccountOutcome.No("account-is-blocked", $"Le compte « {row.Identifier} » est bloqué. Débloquez-le, puis invitez.");
            (row.PasswordHash, row.Failures, row.LockedUntil, row.Stamp) = (null, 0, null, NewStamp());
            return await InviteAsync(move, row, proof.Trim(), cancellationToken);
        }, cancellationToken);

    /// <summary>Closes an account: its sessions end at once.</summary>
    public Task<AccountOutcome> BlockAsync(string id, string reason, Account? by, CancellationToken cancellationToken = default) =>
        OnAsync(id, by, async (move, row) =>
        {
            if (row.Id == by?.Id)
                return AccountOutcome.No("not-oneself", "Vous ne pouvez pas bloquer votre propre compte. Demandez-le à un autre administrateur.");
            if (reason.Trim().Length is 0 or > 300)
                return AccountOutcome.No("reason-is-needed", "Dites pourquoi le compte est bloqué, en 300 signes au plus.");
            if (row.Person is null && !await move.Db.Accounts.AnyAsync(
                other => other.Person == null && !other.IsBlocked && other.Id != row.Id && other.PasswordHash != null, cancellationToken))
            {
                return AccountOutcome.No(
                    "last-administrator", $"« {row.Identifier} » est le dernier administrateur qui peut se connecter. Créez-en un autre d’abord.");
            }

            (row.IsBlocked, row.Stamp, row.Invitation, row.InvitedUntil) = (true, NewStamp(), null, null);
            await move.AppendAsync(AccountAct.Blocked, row.Identifier, reason.Trim(), cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <summary>Opens a closed account again.</summary>
    public Task<AccountOutcome> UnblockAsync(string id, Account? by, CancellationToken cancellationToken = default) =>
        OnAsync(id, by, async (move, row) =>
        {
            if (row.Person is not null && IsOwn(by, row.Name))
                return await RefuseOwnAsync(move, row.Identifier, cancellationToken);
            (row.IsBlocked, row.Failures, row.LockedUntil) = (false, 0, null);
            await move.AppendAsync(AccountAct.Unblocked, row.Identifier, null, cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <summary>Ends all sessions of an account.</summary>
    public Task<AccountOutcome> EndSessionsAsync(string id, Account? by, CancellationToken cancellationToken = default) =>
        OnAsync(id, by, async (move, row) =>
        {
            row.Stamp = NewStamp();
            await move.AppendAsync(AccountAct.SessionsEnded, row.Identifier, null, cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <summary>Ties an account to an identity of an outside issuer, or unties it when <paramref name="subject"/> is empty.</summary>
    public Task<AccountOutcome> TieAsync(string id, string issuer, string subject, Account? by, CancellationToken cancellationToken = default) =>
        OnAsync(id, by, async (move, row) =>
        {
            if (row.Person is not null && IsOwn(by, row.Name))
                return await RefuseOwnAsync(move, row.Identifier, cancellationToken);
            var (tiedTo, tiedAs) = subject.Length == 0 ? (null, null) : ((string?)AccountNames.IssuerOf(issuer), (string?)subject);
            if (tiedAs is not null && await move.Db.Accounts.FirstOrDefaultAsync(
                other => other.Issuer == tiedTo && other.Subject == tiedAs && other.Id != row.Id, cancellationToken) is { } holder)
            {
                return AccountOutcome.No("identity-is-taken", $"Cette identité est déjà celle du compte « {holder.Identifier} ». Déliez-la d’abord.");
            }

            (row.Issuer, row.Subject, row.Stamp) = (tiedTo, tiedAs, NewStamp());
            await move.AppendAsync(
                AccountAct.IdentityTied, row.Identifier, tiedAs is null ? "identité déliée" : $"« {tiedAs} » chez {tiedTo}", cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <summary>Whether an administrator may change the roles of a person; when so, the change is written in the journal.</summary>
    /// <remarks>The roles themselves are in the directory, which the caller changes.</remarks>
    /// <param name="id">The account of the person.</param>
    /// <param name="roles">The roles that the person will have, by their keys.</param>
    /// <param name="by">The administrator; null for the command line.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    public Task<AccountOutcome> ChangeRolesAsync(
        string id, IReadOnlyList<string> roles, Account? by, CancellationToken cancellationToken = default) =>
        OnAsync(id, by, async (move, row) =>
        {
            if (row.Person is null)
            {
                return AccountOutcome.No(
                    "administrator-has-no-role",
                    $"« {row.Identifier} » est administrateur : il n’a aucun rôle et ne décide de rien. Créez un autre compte pour travailler.");
            }

            if (IsOwn(by, row.Name))
                return await RefuseOwnAsync(move, row.Identifier, cancellationToken);
            if (roles.Count == 0)
                return AccountOutcome.No("roles-are-needed", "Cochez au moins un rôle ; pour fermer tout accès, bloquez le compte.");
            await move.AppendAsync(AccountAct.RolesChanged, row.Identifier, string.Join(", ", roles), cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    /// <summary>Creates the first administrator and seals the first start, once for ever.</summary>
    /// <param name="start">What was chosen.</param>
    /// <param name="passwordHash">The digest of the password.</param>
    /// <param name="by"><see cref="FirstStart.InBrowser"/>, whose administrator is signed in at once, or <see cref="FirstStart.Unattended"/>.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    public Task<AccountOutcome> SealAsync(FirstStart start, string passwordHash, string by, CancellationToken cancellationToken = default) =>
        ActAsync(by, async move =>
        {
            if (await move.Db.Settings.AnyAsync(row => row.Name == FirstStart.Seal, cancellationToken))
            {
                return AccountOutcome.No(
                    "already-sealed", "Le premier démarrage a déjà eu lieu : un administrateur existe. Connectez-vous.");
            }

            var identifier = AccountNames.Normal(start.Identifier);
            if (AccountNames.Fault(identifier, start.Name) is { } fault)
                return AccountOutcome.No("name-is-wrong", fault);
            if (await move.Db.Accounts.AnyAsync(row => row.Identifier == identifier, cancellationToken))
                return AccountOutcome.No("identifier-is-taken", $"L’identifiant « {identifier} » est déjà pris. Choisissez-en un autre.");
            var row = NewRow(identifier, start.Name.Trim(), person: null, move.Now);
            (row.PasswordHash, row.SignedInAt) = (passwordHash, by == FirstStart.Unattended ? null : Instants.Write(move.Now));
            move.Db.Add(row);
            move.Db.Add(new SettingRow { Name = FirstStart.Seal, Value = Instants.Write(move.Now) });
            move.Db.Add(new SettingRow { Name = FirstStart.LanguageSetting, Value = start.Language });
            if (start.WantsDemo)
                move.Db.Add(new SettingRow { Name = FirstStart.DemoSetting, Value = Instants.Write(move.Now) });
            await move.AppendAsync(
                AccountAct.SetUp, identifier, start.WantsDemo ? "données de démonstration" : "sans données", cancellationToken);
            return new AccountOutcome(row.ToAccount());
        }, cancellationToken);

    internal static string NewStamp() => Guid.NewGuid().ToString("N");

    internal Task<AccountOutcome> OnAsync(
        string id, Account? by, Func<AccountMove, AccountRow, Task<AccountOutcome>> decide, CancellationToken cancellationToken) =>
        ActAsync(by, move => DecideAsync(move, id, decide, cancellationToken), cancellationToken);

    internal Task<AccountOutcome> ActAsync(string by, Func<AccountMove, Task<AccountOutcome>> decide, CancellationToken cancellationToken) =>
        RunAsync(by, decide, cancellationToken);

    private Task<AccountOutcome> ActAsync(Account? by, Func<AccountMove, Task<AccountOutcome>> decide, CancellationToken cancellationToken) =>
        RunAsync(by?.Identifier ?? CommandLine, decide, cancellationToken);

    private async Task<AccountOutcome> RunAsync(
        string by, Func<AccountMove, Task<AccountOutcome>> decide, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        var outcome = await decide(new AccountMove(db, clock.GetUtcNow(), by));
        // A refusal writes nothing but its own line of the journal, when the rule asks for one.
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    private static async Task<AccountOutcome> DecideAsync(
        AccountMove move, string id, Func<AccountMove, AccountRow, Task<AccountOutcome>> decide, CancellationToken cancellationToken) =>
        await move.FindAsync(id, cancellationToken) is { } row
            ? await decide(move, row)
            : AccountOutcome.No("account-not-found", "Ce compte n’existe pas. La liste des comptes montre ceux qu’il y a.");

    private static async Task<AccountOutcome> InviteAsync(AccountMove move, AccountRow row, string? proof, CancellationToken cancellationToken)
    {
        var code = Secrets.Draw();
        (row.Invitation, row.InvitedUntil) = (Secrets.DigestOf(code), Instants.Write(move.Now + InvitationLife));
        await move.AppendAsync(AccountAct.Invited, row.Identifier, proof, cancellationToken);
        return new AccountOutcome(row.ToAccount(), Code: code);
    }

    private static AccountRow NewRow(string identifier, string name, string? person, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Identifier = identifier,
        Name = name,
        Person = person,
        Stamp = NewStamp(),
        CreatedAt = Instants.Write(now),
    };

    private static bool IsOwn(Account? by, string name) => by is not null && AccountNames.AreOfOnePerson(by.Name, name);

    private static async Task<AccountOutcome> RefuseOwnAsync(AccountMove move, string account, CancellationToken cancellationToken)
    {
        await move.AppendAsync(AccountAct.Refused, account, "un administrateur ne se donne pas de droits à lui-même", cancellationToken);
        return AccountOutcome.No(
            "not-for-oneself",
            "Ce compte porte votre nom : un administrateur ne se donne pas de droits à lui-même. Demandez-le à un autre administrateur.");
    }
}
