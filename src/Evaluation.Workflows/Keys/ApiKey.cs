using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Keys;

/// <summary>Whether a key opens anything.</summary>
public enum KeyState
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>Its last day has passed.</summary>
    Expired,

    /// <summary>Its person took it back.</summary>
    Revoked,
}

/// <summary>
/// A key with which a program acts for a person, in one of his roles. The secret itself is nowhere: only its hash is stored.
/// </summary>
/// <param name="Id">Its identifier: eight hexadecimal digits, which open nothing.</param>
/// <param name="Person">Whose key it is: what is done with it is signed by him.</param>
/// <param name="Role">The role in which the program acts.</param>
/// <param name="Label">What the person calls it.</param>
/// <param name="Scopes">What it allows, within what the role may do.</param>
/// <param name="Hint">The last four letters of the secret, by which its owner knows it again.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops; at most a year after it was made.</param>
/// <param name="LastUsedAt">When it was used last, to the minute; null when never.</param>
/// <param name="RevokedAt">When it was taken back; null when it was not.</param>
public sealed record ApiKey(
    string Id, PersonId Person, Role Role, string Label, IReadOnlyList<KeyScope> Scopes, string Hint, DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>Whether it opens anything at an instant.</summary>
    public KeyState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? KeyState.Revoked : now >= ExpiresAt ? KeyState.Expired : KeyState.Active;
}

/// <summary>What a person asks for when he makes a key.</summary>
/// <param name="Label">What he calls it; 1 to 80 characters.</param>
/// <param name="Scopes">What it allows; at least one.</param>
/// <param name="Days">For how many days, from 1 to 365.</param>
public sealed record KeyRequest(string Label, IReadOnlyList<KeyScope> Scopes, int Days)
{
    /// <summary>The longest life of a key, in days.</summary>
    public const int MostDays = 365;

    private const int LongestLabel = 80;

    /// <summary>What is wrong with it, in French; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Label.Trim().Length is 0 or > LongestLabel)
            faults.Add($"le nom de la clé fait de 1 à {LongestLabel} caractères : écrivez à quoi elle sert");
        if (Scopes.Count == 0)
            faults.Add("aucune portée n’est choisie : cochez ce que le programme doit pouvoir faire");
        if (Days is < 1 or > MostDays)
            faults.Add($"la durée est de 1 à {MostDays} jours, {Days} est demandé");
        return faults;
    }
}

/// <summary>What became of the request for a key.</summary>
public abstract record KeyResult
{
    private KeyResult()
    {
    }

    /// <summary>The key was made.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Secret">Its secret, which is told this once and never again.</param>
    public sealed record Made(ApiKey Key, string Secret) : KeyResult;

    /// <summary>The key was taken back.</summary>
    /// <param name="Key">The key.</param>
    public sealed record Revoked(ApiKey Key) : KeyResult;

    /// <summary>A rule said no; nothing was written.</summary>
    /// <param name="Reason">The rule.</param>
    public sealed record Refused(Refusal Reason) : KeyResult;
}

/// <summary>The person has no such key.</summary>
public sealed record KeyNotFound(string Id) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"Vous n’avez pas de clé « {Id} ». Reprenez son identifiant dans la liste de vos clés.";
}

/// <summary>The key stopped before.</summary>
public sealed record KeyIsOver(string Label, KeyState State) : Refusal
{
    /// <inheritdoc/>
    public override string Message => State == KeyState.Revoked
        ? $"La clé « {Label} » est déjà révoquée : elle n’ouvre plus rien."
        : $"La clé « {Label} » a expiré : elle n’ouvre plus rien.";
}

/// <summary>The same request came twice; the secret was told the first time.</summary>
public sealed record KeyWasMade : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        "Cette clé a déjà été créée, et son secret n’est montré qu’une fois. S’il est perdu, révoquez-la, puis créez-en une autre.";
}

/// <summary>A person has as many keys as he may have.</summary>
public sealed record TooManyKeys(int Most) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"Vous avez déjà {Most} clés en service. Révoquez celles qui ne servent plus, puis recommencez.";
}
