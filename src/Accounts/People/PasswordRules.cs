namespace Accounts.People;

/// <summary>What a password must be: long, not one that everybody tries first, not made of the name of its holder.</summary>
/// <remarks>
/// Length and a list of common passwords count, not kinds of signs; none expires. After ANSSI, « Recommandations relatives à
/// l’authentification multifacteur et aux mots de passe », 2021, and NIST SP 800-63B.
/// </remarks>
public static class PasswordRules
{
    /// <summary>The fewest signs.</summary>
    public const int Shortest = 12;

    /// <summary>The most signs.</summary>
    public const int Longest = 128;

    // Parts that people build long passwords from; what is left beside them must be worth something of its own.
    private static readonly string[] Common =
    [
        "motdepasse", "password", "passw0rd", "azertyuiop", "azerty", "qwertyuiop", "qwerty", "qsdfghjklm", "wxcvbn", "bonjour", "soleil",
        "doudou", "chouchou", "loulou", "marseille", "france", "hopital", "sante", "hastoolkit", "administrateur", "administrator", "admin",
        "bienvenue", "welcome", "letmein", "iloveyou", "jetaime", "changeme", "changezmoi", "secret", "utilisateur", "invite", "compte",
        "printemps", "automne", "hiver", "janvier", "fevrier", "septembre", "octobre", "novembre", "decembre",
    ];

    /// <summary>What is wrong with a password, in French; null when nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="identifier">The identifier of its holder.</param>
    /// <param name="name">The name of its holder.</param>
    public static string? Fault(string password, string identifier, string name)
    {
        if (password.Length < Shortest)
        {
            return $"Le mot de passe a {password.Length} signe(s) ; il en faut au moins {Shortest}. "
                + "Plusieurs mots sans lien entre eux se retiennent mieux qu’un mot compliqué.";
        }

        if (password.Length > Longest)
            return $"Le mot de passe dépasse {Longest} signes. Choisissez-en un plus court.";
        var folded = AccountNames.Letters(password).Replace(" ", "", StringComparison.Ordinal);
        var own = AccountNames.Words(name).Concat(AccountNames.Words(identifier)).Where(word => word.Length >= 3).Distinct();
        if (own.FirstOrDefault(word => folded.Contains(word, StringComparison.Ordinal)) is { } taken)
            return $"Le mot de passe contient « {taken} », qui vient de votre nom ou de votre identifiant. Choisissez-en un autre.";
        var rest = Common.OrderByDescending(word => word.Length)
            .Aggregate(folded, (text, word) => text.Replace(word, "", StringComparison.Ordinal));
        return rest.Distinct().Count() < 5 || IsSequence(rest)
            ? "Le mot de passe est de ceux que l’on essaie en premier (mot courant, suite ou répétition). Choisissez-en un autre."
            : null;
    }

    // « 123456789012 » or « abcdefghijkl »: nearly every sign follows from the one before.
    private static bool IsSequence(string text)
    {
        var steps = text.Zip(text.Skip(1), (one, next) => next - one).ToList();
        return steps.Count > 0 && steps.Count(step => step is 1 or -1 or 0 or -9) >= steps.Count * 0.8;
    }
}
