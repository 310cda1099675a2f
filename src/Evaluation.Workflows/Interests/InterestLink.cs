using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Interests;

/// <summary>What ties a person to a company.</summary>
public enum InterestNature
{
    /// <summary>Salaried, or member of a governing body.</summary>
    Employment,

    /// <summary>Investigator of a study.</summary>
    Investigator,

    /// <summary>Funding of a study, a team or a society that the person leads.</summary>
    Funding,

    /// <summary>Shares or another financial part.</summary>
    Shares,

    /// <summary>Paid advice or expertise.</summary>
    Advice,

    /// <summary>Paid talks, invitations, hospitality.</summary>
    Invitation,

    /// <summary>Patents or products.</summary>
    Patent,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The key of each nature in commands and forms, and its French name.</summary>
public static class InterestNatures
{
    private static readonly (InterestNature Nature, string Key, string Title)[] All =
    [
        (InterestNature.Employment, "salarie", "salarié ou dirigeant"),
        (InterestNature.Investigator, "investigateur", "investigateur d’une étude"),
        (InterestNature.Funding, "financement", "financement d’une équipe ou d’une étude"),
        (InterestNature.Shares, "participation", "participation financière"),
        (InterestNature.Advice, "conseil", "conseil ou expertise rémunérés"),
        (InterestNature.Invitation, "invitation", "interventions, invitations, avantages"),
        (InterestNature.Patent, "brevet", "brevet ou produit"),
        (InterestNature.Other, "autre", "autre lien"),
    ];

    /// <summary>Every nature.</summary>
    public static IReadOnlyList<InterestNature> Every { get; } = [.. All.Select(entry => entry.Nature)];

    /// <summary>The key, such as « investigateur ».</summary>
    public static string Key(this InterestNature nature) => All.First(entry => entry.Nature == nature).Key;

    /// <summary>The French name.</summary>
    public static string Title(this InterestNature nature) => All.First(entry => entry.Nature == nature).Title;

    /// <summary>The nature of a key, or null.</summary>
    public static InterestNature? Find(string key) =>
        All.Where(entry => entry.Key == key).Select(entry => (InterestNature?)entry.Nature).FirstOrDefault();
}

/// <summary>A link of interests, as a person declares it.</summary>
/// <param name="Company">The company or body.</param>
/// <param name="Product">The product concerned; null when the link is with the company as a whole.</param>
/// <param name="Nature">What it consists of.</param>
/// <param name="IsDirect">True for the person himself; false for a relative, an employer or a team.</param>
/// <param name="Amount">Euros a year; null when there is none or it is not said.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null while it lasts.</param>
public sealed record InterestLink(
    string Company, string? Product, InterestNature Nature, bool IsDirect, decimal? Amount, DateOnly From, DateOnly? To)
{
    /// <summary>
    /// What a decision about this link refers to: the same as long as the link is declared unchanged, its end excepted.
    /// </summary>
    [JsonIgnore]
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        FormattableString.Invariant($"{Company}\n{Product}\n{Nature}\n{IsDirect}\n{From:yyyy-MM-dd}"))))[..12];

    /// <summary>The link in one French line.</summary>
    public string Describe() =>
        $"{Company}{(Product is null ? "" : $" ({Product})")}, {Nature.Title()}, lien {(IsDirect ? "direct" : "indirect")}, "
        + (To is { } end
            ? $"du {FrenchCalendar.Write(From)} au {FrenchCalendar.Write(end)}"
            : $"depuis le {FrenchCalendar.Write(From)}");
}

/// <summary>A declaration of interests: all that a person declares on a day. The latest counts; the earlier ones stay.</summary>
/// <param name="Person">Who declares.</param>
/// <param name="On">The day.</param>
/// <param name="Links">Every link; empty when the person declares none.</param>
public sealed record InterestDeclaration(PersonId Person, DateOnly On, IReadOnlyList<InterestLink> Links);

/// <summary>What is wrong in a declaration.</summary>
public static class InterestChecks
{
    /// <summary>The faults, in French; empty when the declaration can be kept.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<InterestLink> links, DateOnly today) =>
    [
        .. links.SelectMany((link, index) => FaultsOf(link, today).Select(fault => $"Lien {index + 1} : {fault}")),
        .. links.GroupBy(link => link.Key).Where(group => group.Count() > 1)
            .Select(group => $"Le lien « {group.First().Describe()} » est déclaré deux fois. Gardez-le une fois."),
    ];

    private static IEnumerable<string> FaultsOf(InterestLink link, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(link.Company))
            yield return "l’entreprise est vide. Nommez-la.";
        if (link.From > today)
            yield return $"il commence le {FrenchCalendar.Write(link.From)}, après aujourd’hui. Corrigez la date.";
        if (link.To < link.From)
            yield return "il finit avant d’avoir commencé. Corrigez l’une des deux dates.";
        if (link.Amount < 0)
            yield return "le montant est négatif. Indiquez un montant, ou laissez-le vide.";
    }
}
