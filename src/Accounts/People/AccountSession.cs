namespace Accounts.People;

/// <summary>A session of an account, which lives on the server: the browser holds only the code that leads to it.</summary>
/// <param name="Id">The digest of the code; it opens nothing.</param>
/// <param name="Account">The account.</param>
/// <param name="BegunAt">When its holder signed in.</param>
/// <param name="SeenAt">When it last asked for something, to the minute.</param>
/// <param name="ProvedAt">When its holder last proved who he is, by a password or a key of a device.</param>
/// <param name="Device">The browser and the system, as the browser calls itself; nothing else is known of the machine.</param>
/// <param name="Means">How its holder signed in, in French.</param>
public sealed record AccountSession(
    string Id, string Account, DateTimeOffset BegunAt, DateTimeOffset SeenAt, DateTimeOffset ProvedAt, string Device, string Means);

/// <summary>What bounds sessions.</summary>
/// <param name="Idle">After how long without a request a session ends.</param>
/// <param name="Longest">After how long it ends, however busy.</param>
/// <param name="Most">How many an account has at once; the oldest ends when another begins.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest, int Most)
{
    /// <summary>For how long a proof of who one is allows to change what one signs in with.</summary>
    public static readonly TimeSpan ProofLife = TimeSpan.FromMinutes(10);

    /// <summary>30 minutes, 12 hours, 10 sessions.</summary>
    public static SessionLimits Default { get; } = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12), 10);
}
