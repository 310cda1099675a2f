using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Accounts.People;

/// <summary>Identifiers and names of accounts.</summary>
public static partial class AccountNames
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 120;

    /// <summary>An identifier as it is compared: without spaces around, in lower case.</summary>
    public static string Normal(string identifier) => identifier.Trim().ToLowerInvariant();

    /// <summary>What is wrong with an identifier and a name, in French; null when nothing is.</summary>
    public static string? Fault(string identifier, string name)
    {
        if (!Identifier().IsMatch(identifier))
        {
            return $"L’identifiant « {identifier} » ne convient pas : de 2 à 64 signes parmi minuscules sans accent, chiffres, points et "
                + "tirets, en commençant par une lettre, par exemple claire.martin. Corrigez-le.";
        }

        return name.Trim().Length is 0 or > LongestName || name.Any(char.IsControl)
            ? $"Le nom est vide ou dépasse {LongestName} signes. Corrigez-le."
            : null;
    }

    /// <summary>Whether two names are those of one person, accents, case and order of the words apart.</summary>
    public static bool AreOfOnePerson(string one, string other) => Words(one).SetEquals(Words(other));

    /// <summary>The address of an issuer as it is compared: issuers and administrators do not end it alike.</summary>
    internal static string IssuerOf(string address) => address.Trim().TrimEnd('/');

    internal static HashSet<string> Words(string name) => Letters(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();

    /// <summary>A text without accents and spaces.</summary>
    internal static string Plain(string text) => string.Concat(WithoutAccents(text).Where(letter => !char.IsWhiteSpace(letter)));

    internal static string Letters(string text) => string.Concat(WithoutAccents(text)
        .Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' '));

    private static IEnumerable<char> WithoutAccents(string text) => text.Normalize(NormalizationForm.FormD)
        .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);

    [GeneratedRegex("^[a-z][a-z0-9.-]{1,63}$")]
    private static partial Regex Identifier();
}
