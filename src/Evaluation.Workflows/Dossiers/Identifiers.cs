using System.Globalization;
using System.Text;

namespace Evaluation.Workflows.Dossiers;

/// <summary>The reference of a dossier, as it is written on letters: « LPPR-2026-0042 ».</summary>
public readonly record struct DossierId(string Value)
{
    /// <summary>The reference itself.</summary>
    public override string ToString() => Value;
}

/// <summary>The identifier of a session of the commission: « S-2026-12-01 ».</summary>
public readonly record struct SessionId(string Value)
{
    /// <summary>The identifier itself.</summary>
    public override string ToString() => Value;
}

/// <summary>The identifier of a person in the directory: « claire-martin ».</summary>
public readonly record struct PersonId(string Value)
{
    /// <summary>The identifier made of a name: letters without accents and digits, in lower case, joined by hyphens.</summary>
    /// <returns>« elodie-fontaine » for « Élodie Fontaine »; empty when the name holds neither letter nor digit.</returns>
    public static PersonId Of(string name)
    {
        var ascii = name.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Replace("æ", "ae", StringComparison.OrdinalIgnoreCase)
            .Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        return new PersonId(string.Join('-', string.Concat(ascii).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>The identifier itself.</summary>
    public override string ToString() => Value;
}

/// <summary>A person of the directory.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Organisation">The company or body; an applicant acts for the dossiers of his organisation only.</param>
/// <param name="Roles">The roles that the person may act in.</param>
public sealed record Person(
    PersonId Id, string Name, string Organisation, IReadOnlyList<Procedures.Role> Roles);

/// <summary>Who signs a command, in which role, under which command identifier.</summary>
/// <param name="Person">The person.</param>
/// <param name="Role">The role acted in; the core checks that the person holds it.</param>
/// <param name="Command">Unique per command: a command sent twice under the same identifier counts once.</param>
public sealed record Signature(PersonId Person, Procedures.Role Role, Guid Command);
