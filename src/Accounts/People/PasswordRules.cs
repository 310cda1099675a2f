using System.Globalization;
using Estimator = Zxcvbn.Zxcvbn;

namespace Accounts.People;

/// <summary>What a password must be: long, not one that is tried first, not made of the name of its holder.</summary>
/// <remarks>
/// Length and what an attacker tries first count, not kinds of signs; none expires. After ANSSI, « Recommandations relatives à
/// l’authentification multifacteur et aux mots de passe », 2021, and NIST SP 800-63B. How many guesses a password takes is estimated
/// by zxcvbn (Wheeler, USENIX Security 2016), which knows the 30,000 most common passwords and 60,000 names and words.
/// </remarks>
public static class PasswordRules
{
    /// <summary>The fewest signs.</summary>
    public const int Shortest = 12;

    /// <summary>The most signs.</summary>
    public const int Longest = 128;

    /// <summary>What a password must be worth, whatever its length: an attacker who knows what is tried first needs 2^35 guesses.</summary>
    public const double FewestBits = 35;

    // What is worth enough after 64 signs is worth enough, and the estimate takes long on long texts.
    private const int Judged = 64;

    // It has read its lists once.
    private static readonly Estimator Guesses = new();

    // The lists of the estimator are English: what is tried first here, the likeliest first.
    private static readonly string[] Common =
    [
        "motdepasse", "azerty", "azertyuiop", "qsdfghjklm", "wxcvbn", "bonjour", "soleil", "doudou", "chouchou", "loulou", "jetaime",
        "hastoolkit", "administrateur", "bienvenue", "changezmoi", "secret", "utilisateur", "invite", "compte", "hopital", "sante", "france",
        "marseille", "marseillaise", "toulouse", "bordeaux", "nantes", "lille", "lyon", "paris", "clinique", "infirmiere", "medecin", "docteur", "printemps", "automne",
        "hiver", "ete", "janvier", "fevrier", "mars", "avril", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "mot", "de", "passe", "un", "deux", "trois",
        // The years that the estimator does not take for years.
        .. Enumerable.Range(2020, 21).Select(year => year.ToString(CultureInfo.InvariantCulture)),
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
        var own = AccountNames.Words(name).Concat(AccountNames.Words(identifier)).Where(word => word.Length >= 3).Distinct().ToList();
        if (own.FirstOrDefault(word => folded.Contains(word, StringComparison.Ordinal)) is { } taken)
            return $"Le mot de passe contient « {taken} », qui vient de votre nom ou de votre identifiant. Choisissez-en un autre.";
        return BitsOf(password, [.. own, .. Common]) < FewestBits
            ? "Ce mot de passe, ou presque le même, est de ceux que l’on essaie en premier (mots de passe courants, suites, répétitions, dates). "
                + "Choisissez-en un autre : quatre mots sans lien entre eux conviennent bien."
            : null;
    }

    // As it is typed, and without the accents and the spaces that make no difference to who guesses: the weaker reading counts.
    private static double BitsOf(string password, IReadOnlyList<string> known)
    {
        var start = password.Length <= Judged ? password : password[..(char.IsHighSurrogate(password[Judged - 1]) ? Judged - 1 : Judged)];
        var plain = AccountNames.Plain(start);
        var typed = Guesses.EvaluatePassword(start, known).Entropy;
        return plain == start || plain.Length == 0 ? typed : Math.Min(typed, Guesses.EvaluatePassword(plain, known).Entropy);
    }
}
