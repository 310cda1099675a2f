using Accounts.Journal;
using Accounts.People;

namespace Accounts.Persistence;

/// <summary>An account.</summary>
internal sealed class AccountRow
{
    public required string Id { get; init; }
    public required string Identifier { get; init; }
    public required string Name { get; set; }
    public required string? Person { get; init; }
    public bool IsBlocked { get; set; }
    public string? PasswordHash { get; set; }
    public required string Stamp { get; set; }
    public int Failures { get; set; }
    public string? LockedUntil { get; set; }
    public string? Invitation { get; set; }
    public string? InvitedUntil { get; set; }
    public string? Issuer { get; set; }
    public string? Subject { get; set; }
    public required string CreatedAt { get; init; }
    public string? SignedInAt { get; set; }

    public Account ToAccount() => new()
    {
        Id = Id,
        Identifier = Identifier,
        Name = Name,
        Person = Person,
        IsBlocked = IsBlocked,
        LockedUntil = Instant(LockedUntil),
        HasPassword = PasswordHash is not null,
        InvitedUntil = Instant(InvitedUntil),
        Stamp = Stamp,
        Issuer = Issuer,
        Subject = Subject,
        CreatedAt = Instants.Read(CreatedAt),
        SignedInAt = Instant(SignedInAt),
    };

    private static DateTimeOffset? Instant(string? text) => text is null ? null : Instants.Read(text);
}

/// <summary>A key of a device; its content is what the protocol needs, as JSON.</summary>
internal sealed class DeviceKeyRow
{
    public required string Id { get; init; }
    public required string Account { get; init; }
    public required string Name { get; set; }
    public required string CreatedAt { get; init; }
    public required string Content { get; set; }
}

/// <summary>A session; its identifier is the digest of the code that the browser holds.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }
    public required string Account { get; init; }
    public required string Stamp { get; init; }
    public required string BegunAt { get; init; }
    public required string SeenAt { get; set; }
    public required string ProvedAt { get; set; }
    public required string Device { get; init; }
    public required string Means { get; init; }

    public AccountSession ToSession() => new(
        Id, Account, Instants.Read(BegunAt), Instants.Read(SeenAt), Instants.Read(ProvedAt), Device, Means);
}

/// <summary>The wrong tries on an account within one minute, before the journal tells them in one line.</summary>
internal sealed class TryRow
{
    public required string Account { get; init; }
    public required string Minute { get; set; }
    public int Wrong { get; set; }
}

/// <summary>An event; never changed, never deleted.</summary>
internal sealed class EventRow
{
    public required long Number { get; init; }
    public required string At { get; init; }
    public required string By { get; init; }
    public required string Payload { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }

    public JournalEntry ToEntry() => new(Number, At, By, Payload, PreviousHash, Hash);
}

/// <summary>A setting that was made once, such as the seal of the first start; the head of the journal too.</summary>
internal sealed class SettingRow
{
    public required string Name { get; init; }
    public required string Value { get; set; }
}

/// <summary>A key that protects cookies and forms, shared by all machines.</summary>
internal sealed class ProtectionKeyRow
{
    public required string Id { get; init; }
    public required string Content { get; init; }
}
