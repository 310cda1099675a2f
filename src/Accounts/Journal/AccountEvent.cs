using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accounts.Journal;

/// <summary>What can happen to accounts.</summary>
public enum AccountAct
{
    /// <summary>The product was set up: the first administrator exists.</summary>
    SetUp,

    /// <summary>An account was created.</summary>
    Created,

    /// <summary>A link was made with which a password is chosen.</summary>
    Invited,

    /// <summary>The link was used, and a password chosen.</summary>
    InvitationUsed,

    /// <summary>The holder changed the password.</summary>
    PasswordChanged,

    /// <summary>An account was closed.</summary>
    Blocked,

    /// <summary>It was opened again.</summary>
    Unblocked,

    /// <summary>Its sessions were ended.</summary>
    SessionsEnded,

    /// <summary>The roles of its person changed.</summary>
    RolesChanged,

    /// <summary>An outside identity was tied to it, or untied.</summary>
    IdentityTied,

    /// <summary>A key of a device was added.</summary>
    KeyAdded,

    /// <summary>A key of a device was taken away.</summary>
    KeyRemoved,

    /// <summary>Somebody signed in.</summary>
    SignedIn,

    /// <summary>Too many passwords were wrong.</summary>
    LockedOut,

    /// <summary>Passwords, keys or codes were wrong: how many within one minute.</summary>
    WrongTries,

    /// <summary>An act was refused that a rule forbids to an administrator.</summary>
    Refused,
}

/// <summary>Something that happened to an account.</summary>
/// <param name="Act">What.</param>
/// <param name="Account">The identifier of the account.</param>
/// <param name="Detail">More, in French; null when the act says all. Never a secret.</param>
public sealed record AccountEvent(AccountAct Act, string Account, string? Detail = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The sentence that the journal shows, in French.</summary>
    public string Sentence() => Act switch
    {
        AccountAct.SetUp => "Mise en service",
        AccountAct.Created => "Compte créé",
        AccountAct.Invited => "Lien d’invitation remis",
        AccountAct.InvitationUsed => "Invitation utilisée, mot de passe choisi",
        AccountAct.PasswordChanged => "Mot de passe changé",
        AccountAct.Blocked => "Compte bloqué",
        AccountAct.Unblocked => "Compte débloqué",
        AccountAct.SessionsEnded => "Sessions fermées",
        AccountAct.RolesChanged => "Rôles changés",
        AccountAct.IdentityTied => "Identité extérieure liée",
        AccountAct.KeyAdded => "Clé d’accès ajoutée",
        AccountAct.KeyRemoved => "Clé d’accès retirée",
        AccountAct.SignedIn => "Connexion",
        AccountAct.LockedOut => "Essais suspendus : trop de mots de passe faux",
        AccountAct.WrongTries => "Essais de connexion refusés",
        AccountAct.Refused => "Acte refusé",
        _ => throw new ArgumentOutOfRangeException(nameof(Act), Act, "Unknown act."),
    };

    internal string Write() => JsonSerializer.Serialize(this, Options);

    internal static AccountEvent Read(string payload) => JsonSerializer.Deserialize<AccountEvent>(payload, Options)
        ?? throw new InvalidDataException("An event of the journal of accounts is null.");
}
