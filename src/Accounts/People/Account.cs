namespace Accounts.People;

/// <summary>What a person signs in with. It is never changed by hand; <see cref="Persistence.AccountDesk"/> keeps it.</summary>
/// <remarks>
/// An account is one of two kinds for ever: the account of an administrator, who keeps accounts and sees nothing else, or the
/// account of a person of the directory, who works in the roles of that person.
/// </remarks>
public sealed record Account
{
    /// <summary>32 hexadecimal digits, drawn at creation.</summary>
    public required string Id { get; init; }

    /// <summary>What is typed to sign in: lower-case letters without accents, digits, dots and hyphens.</summary>
    public required string Identifier { get; init; }

    /// <summary>The name shown.</summary>
    public required string Name { get; init; }

    /// <summary>The identifier of the person in the directory; null exactly for an administrator.</summary>
    public string? Person { get; init; }

    /// <summary>Whether it is the account of an administrator.</summary>
    public bool IsAdministrator => Person is null;

    /// <summary>Whether an administrator closed it.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Until when no password is tried; null when none was wrong too often.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Whether a password was chosen.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Until when the invitation can be used; null when none is open.</summary>
    public DateTimeOffset? InvitedUntil { get; init; }

    /// <summary>Changes with each change of what a session rests on; a session that bears another value has ended.</summary>
    public required string Stamp { get; init; }

    /// <summary>The issuer of the identity with which the account also signs in; null for none.</summary>
    public string? Issuer { get; init; }

    /// <summary>The subject at that issuer; null for none.</summary>
    public string? Subject { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last signed in; null for never.</summary>
    public DateTimeOffset? SignedInAt { get; init; }
}

/// <summary>A key of a device with which an account signs in without a password.</summary>
/// <param name="Id">The identifier of the key, base64url.</param>
/// <param name="Name">What its holder calls it.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record DeviceKey(string Id, string Name, DateTimeOffset CreatedAt);
