using System.Globalization;
using System.Text;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Interests;

/// <summary>What a link meets in a dossier.</summary>
public enum ConflictSubject
{
    /// <summary>The company that files.</summary>
    Applicant,

    /// <summary>The product evaluated.</summary>
    Product,

    /// <summary>Another company named for the analysis: manufacturer, maker of a comparator.</summary>
    Company,

    /// <summary>A comparator.</summary>
    Comparator,
}

/// <summary>How much a conflict weighs.</summary>
public enum ConflictWeight
{
    /// <summary>Direct and current: no assignment unless the ethics service lifts it.</summary>
    Forbids,

    /// <summary>Indirect, ended within the years that count, or a name that only resembles: a person weighs it.</summary>
    ToWeigh,

    /// <summary>Ended before the years that count: said, and no more.</summary>
    Past,

    /// <summary>The ethics service has lifted it.</summary>
    Lifted,
}

/// <summary>A name that links are compared with.</summary>
public sealed record ConflictTarget(ConflictSubject Subject, string Name);

/// <summary>A link that meets something of the dossier.</summary>
/// <param name="Link">The link.</param>
/// <param name="Target">What it meets.</param>
/// <param name="IsSameName">False when the names only resemble.</param>
/// <param name="Weight">How much it weighs.</param>
/// <param name="YearsSinceEnd">Whole years since it ended; null while it lasts.</param>
public sealed record Conflict(
    InterestLink Link, ConflictTarget Target, bool IsSameName, ConflictWeight Weight, int? YearsSinceEnd);

/// <summary>The state of a declaration on a day.</summary>
public enum DeclarationState
{
    /// <summary>The person has declared nothing, not even that there is nothing.</summary>
    Missing,

    /// <summary>It is older than a declaration may be.</summary>
    Expired,

    /// <summary>It counts.</summary>
    Current,
}

/// <summary>What a person's declaration says about a dossier.</summary>
/// <param name="Person">The person.</param>
/// <param name="Declaration">The declaration read; null when there is none.</param>
/// <param name="State">Whether it counts.</param>
/// <param name="Conflicts">The links that meet the dossier, the heaviest first.</param>
public sealed record ConflictReading(
    PersonId Person, InterestDeclaration? Declaration, DeclarationState State, IReadOnlyList<Conflict> Conflicts)
{
    /// <summary>The conflict that forbids an assignment, or null.</summary>
    public Conflict? Forbidding => Conflicts.FirstOrDefault(conflict => conflict.Weight == ConflictWeight.Forbids);

    /// <summary>Whether a person must look at it before deciding.</summary>
    public bool CallsForDeport => Conflicts.Any(c => c.Weight is ConflictWeight.Forbids or ConflictWeight.ToWeigh);
}

/// <summary>Compares what a person declared with a dossier. A pure function: it decides nothing, people do.</summary>
/// <remarks>
/// Principle: CSS, art. R. 161-85 [V], nobody with a direct or indirect interest takes part. The years during which an ended
/// link counts, and how long a declaration stands, are settings [M].
/// </remarks>
public static class ConflictAnalysis
{
    private static readonly HashSet<string> LegalForms =
        ["sa", "sas", "sasu", "sarl", "eurl", "sca", "se", "inc", "ltd", "llc", "gmbh", "ag", "bv", "spa", "srl", "plc", "corp"];

    /// <summary>The rule on which a refusal rests.</summary>
    public static LegalSource Rule { get; } = new("CSS, art. R. 161-85", Confidence.Verified);

    /// <summary>What links are compared with: applicant, product, comparators concluded on, and what was named.</summary>
    public static IReadOnlyList<ConflictTarget> TargetsOf(Dossier dossier) =>
    [
        new(ConflictSubject.Applicant, dossier.Opening.Applicant),
        new(ConflictSubject.Product, dossier.Opening.Product),
        .. dossier.Conclusions.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => ConclusionText.From(pair.Value).Comparator).OfType<string>().Distinct()
            .Select(name => new ConflictTarget(ConflictSubject.Comparator, name)),
        .. dossier.Scope.Companies.Select(name => new ConflictTarget(ConflictSubject.Company, name)),
        .. dossier.Scope.Comparators.Select(name => new ConflictTarget(ConflictSubject.Comparator, name)),
    ];

    /// <summary>Reads.</summary>
    /// <param name="person">The person.</param>
    /// <param name="declaration">The latest declaration; null when there is none.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="today">The day in Paris.</param>
    public static ConflictReading Read(PersonId person, InterestDeclaration? declaration, Dossier dossier, DateOnly today)
    {
        if (declaration is null)
            return new ConflictReading(person, null, DeclarationState.Missing, []);
        var targets = TargetsOf(dossier);
        var lifted = dossier.LiftedConflicts.Where(lift => lift.Person == person).Select(lift => lift.Link).ToHashSet();
        return new ConflictReading(
            person, declaration, StateOf(declaration, today),
            [
                .. declaration.Links.SelectMany(link => ConflictsOf(link, targets, lifted, today))
                    .OrderBy(conflict => conflict.Weight).ThenByDescending(conflict => conflict.Link.From)
                    .ThenBy(conflict => conflict.Link.Key, StringComparer.Ordinal),
            ]);
    }

    /// <summary>Whether a declaration counts on a day.</summary>
    public static DeclarationState StateOf(InterestDeclaration? declaration, DateOnly today) => declaration is null
        ? DeclarationState.Missing
        : declaration.On.AddMonths(CommissionSettings.Of("liens-validite").Value) < today
            ? DeclarationState.Expired
            : DeclarationState.Current;

    // Of several names that one link meets, the heaviest meeting is told.
    private static IEnumerable<Conflict> ConflictsOf(
        InterestLink link, IReadOnlyList<ConflictTarget> targets, HashSet<string> lifted, DateOnly today) =>
        targets.Select(target => (Target: target, Likeness: LikenessOf(link, target)))
            .Where(found => found.Likeness != Likeness.None)
            .Select(found => ConflictOf(link, found.Target, found.Likeness == Likeness.Same, lifted.Contains(link.Key), today))
            .OrderBy(conflict => conflict.Weight).ThenByDescending(conflict => conflict.IsSameName)
            .Take(1);

    private static Conflict ConflictOf(InterestLink link, ConflictTarget target, bool isSame, bool isLifted, DateOnly today)
    {
        int? years = link.To is { } end && end < today ? WholeYears(end, today) : null;
        var weight = isLifted ? ConflictWeight.Lifted
            : years >= CommissionSettings.Of("liens-recul").Value ? ConflictWeight.Past
            : years is null && link.IsDirect && isSame ? ConflictWeight.Forbids
            : ConflictWeight.ToWeigh;
        return new Conflict(link, target, isSame, weight, years);
    }

    private static Likeness LikenessOf(InterestLink link, ConflictTarget target) => target.Subject switch
    {
        ConflictSubject.Applicant or ConflictSubject.Company => Compare(link.Company, target.Name),
        ConflictSubject.Product or ConflictSubject.Comparator =>
            link.Product is null ? Likeness.None : Compare(link.Product, target.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target.Subject, "Unknown subject."),
    };

    private static Likeness Compare(string one, string other)
    {
        var (left, right) = (Words(one), Words(other));
        if (left.Length == 0 || right.Length == 0)
            return Likeness.None;
        if (left == right)
            return Likeness.Same;
        return $" {left} ".Contains($" {right} ", StringComparison.Ordinal) || $" {right} ".Contains($" {left} ", StringComparison.Ordinal)
            ? Likeness.Near
            : Likeness.None;
    }

    // « Médivia S.A.S. » and « MEDIVIA » are one name.
    private static string Words(string name)
    {
        var letters = name.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && letter != '.')
            .Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        return string.Join(' ', string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !LegalForms.Contains(word)));
    }

    private static int WholeYears(DateOnly from, DateOnly to)
    {
        var years = to.Year - from.Year;
        return from.AddYears(years) > to ? years - 1 : years;
    }

    private enum Likeness
    {
        None,
        Near,
        Same,
    }
}
