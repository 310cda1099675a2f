namespace Accounts.People;

/// <summary>Why something asked of accounts was not done.</summary>
/// <param name="Rule">The rule, in English, for programs.</param>
/// <param name="Message">The reason and what to do, in French.</param>
public sealed record AccountRefusal(string Rule, string Message);

/// <summary>What came of an act on accounts.</summary>
/// <param name="Account">The account after the act; null when it was refused.</param>
/// <param name="Refusal">Why not; null when it was done.</param>
/// <param name="Code">The code of an invitation, shown once and kept only as a digest; null when none was made.</param>
public sealed record AccountOutcome(Account? Account, AccountRefusal? Refusal = null, string? Code = null)
{
    internal static AccountOutcome No(string rule, string message) => new(null, new AccountRefusal(rule, message));
}

/// <summary>What came of a try to sign in with a password.</summary>
public enum PasswordAnswer
{
    /// <summary>Identifier and password are right.</summary>
    Right,

    /// <summary>They are not, or the account is closed; nobody is told which.</summary>
    Wrong,

    /// <summary>Too many were wrong; nothing is tried for a while.</summary>
    Locked,
}
