using Accounts.People;
using Accounts.Persistence;

namespace Accounts;

/// <summary>Everything a host needs for accounts, built from two settings.</summary>
public sealed class AccountServices : IDisposable
{
    private AccountServices(AccountDatabase database, SessionLimits limits, TimeProvider clock)
    {
        Database = database;
        Desk = new AccountDesk(database, clock);
        Queries = new AccountQueries(database);
        SignIn = new SignInDesk(database, Desk, clock);
        Sessions = new SessionDesk(database, Desk, limits, clock);
        Keys = new DeviceKeyStore(database, Desk);
        Protection = new ProtectionKeys(database);
    }

    /// <summary>The database.</summary>
    public AccountDatabase Database { get; }

    /// <summary>Where accounts are created and changed.</summary>
    public AccountDesk Desk { get; }

    /// <summary>Where they are read.</summary>
    public AccountQueries Queries { get; }

    /// <summary>Where passwords are tried and chosen.</summary>
    public SignInDesk SignIn { get; }

    /// <summary>Where sessions begin and end.</summary>
    public SessionDesk Sessions { get; }

    /// <summary>The keys of devices, for the sign-in without a password.</summary>
    public DeviceKeyStore Keys { get; }

    /// <summary>The keys that protect cookies and forms.</summary>
    public ProtectionKeys Protection { get; }

    /// <summary>Opens the accounts.</summary>
    /// <param name="dataFolder">Where the SQLite file is kept when there is no connection string.</param>
    /// <param name="connection">A PostgreSQL connection string, or null for SQLite in the data folder.</param>
    /// <param name="clock">The clock; null for the machine's.</param>
    /// <param name="limits">What bounds sessions; null for <see cref="SessionLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be opened.</exception>
    public static async Task<AccountServices> OpenAsync(
        string dataFolder, string? connection = null, TimeProvider? clock = null, SessionLimits? limits = null,
        CancellationToken cancellationToken = default) =>
        new(
            await AccountDatabase.OpenAsync(connection ?? Path.Combine(dataFolder, "comptes.db"), cancellationToken),
            limits ?? SessionLimits.Default,
            clock ?? TimeProvider.System);

    /// <summary>Releases the database.</summary>
    public void Dispose() => Database.Dispose();
}
