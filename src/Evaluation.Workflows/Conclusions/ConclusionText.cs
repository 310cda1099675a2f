using System.Text.Json.Serialization;

namespace Evaluation.Workflows.Conclusions;

/// <summary>A conclusion in the flat form in which forms, files and events carry it.</summary>
/// <param name="Kind">One of <see cref="ConclusionForm.All"/>, such as « lppr-sa ».</param>
/// <param name="Verdict">A verdict of that kind, such as « suffisant ».</param>
/// <param name="Level">1 to 5; null when the kind has none, when insufficient or unknown.</param>
/// <param name="Comparator">The comparator; null when the kind has none, when insufficient or unknown.</param>
/// <param name="Reasons">Why, in French.</param>
/// <param name="Years">The proposed duration, in years.</param>
/// <param name="Criteria">What was found on each criterion, by its identifier; null when the kind has none.</param>
public sealed record ConclusionText(
    string Kind, string Verdict, int? Level, string? Comparator, string Reasons, int? Years,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string>? Criteria = null)
{
    /// <summary>The flat form of a conclusion.</summary>
    public static ConclusionText From(Conclusion conclusion) => conclusion.ToText();

    /// <summary>Builds the conclusion.</summary>
    /// <exception cref="ArgumentException">No such conclusion can exist; the message says what is wrong, in French.</exception>
    public Conclusion Build()
    {
        var form = ConclusionForm.Find(Kind) ?? throw new ArgumentException(
            $"Le type de conclusion « {Kind} » est inconnu ; attendu : "
            + $"{string.Join(", ", ConclusionForm.All.Select(known => known.Kind))}.");
        if (Years is < 1 or > 10)
            throw new ArgumentException($"La durée proposée est de 1 à 10 ans ; reçu : {Years}.");
        if (!form.HasYears && Years is not null)
            throw new ArgumentException($"Une conclusion en {form.Name} ne porte pas de durée. Retirez-la.");
        if (form is { LevelLabel: null, ReadsOldLevel: false } && Level is not null)
            throw new ArgumentException($"Une conclusion en {form.Name} ne porte pas de niveau d’amélioration. Retirez-le.");
        if (form is { ComparatorLabel: null, ReadsOldLevel: false } && !string.IsNullOrWhiteSpace(Comparator))
            throw new ArgumentException($"Une conclusion en {form.Name} ne nomme pas de comparateur. Retirez-le.");
        if (Criteria?.Keys.FirstOrDefault(key => form.Criteria.All(criterion => criterion.Id != key)) is { } unknown)
        {
            throw new ArgumentException(
                $"Le critère « {unknown} » est inconnu ; attendu : "
                + $"{string.Join(", ", form.Criteria.Select(criterion => criterion.Id))}.");
        }

        return Kind switch
        {
            "lppr-sa" or "lppr-sr" => LpprText.Read(this),
            "lppr-ligne" => LpprLineConclusion.Read(this),
            "latm-interet" => LatmConclusion.Read(this),
            "latm-referentiel" => LatmReferentielConclusion.Read(this),
            "pecan-presomption" => PecanConclusion.Read(this),
            "pect-criteres" => PectConclusion.Read(this),
            "forfait-eligibilite" => ForfaitInnovationConclusion.Read(this),
            "ghs-service" => IntraGhsConclusion.Read(this),
            _ => throw new InvalidOperationException($"Kind '{Kind}' has a form and no type."),
        };
    }

    /// <summary>Whether a criterion is met; null when nothing is said of it.</summary>
    internal bool? IsMet(string criterion) => TextOf(criterion) switch
    {
        null => null,
        "oui" => true,
        "non" => false,
        var other => throw new ArgumentException($"Le critère « {criterion} » se remplit par oui ou non ; reçu : « {other} »."),
    };

    internal string? TextOf(string criterion) =>
        Criteria?.GetValueOrDefault(criterion) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    internal bool IsVerdict(string favourable, string unfavourable, string subject) =>
        Verdict == favourable || (Verdict == unfavourable
            ? false
            : throw new ArgumentException(
                $"{subject} est « {favourable} » ou « {unfavourable} » ; reçu : « {Verdict} »."));

    internal Amelioration AmeliorationOf(string improvement)
    {
        if (Level is not (>= 1 and <= 5))
            throw new ArgumentException($"L’{improvement} va de I (1) à V (5) ; reçu : « {Level} ».");
        return string.IsNullOrWhiteSpace(Comparator)
            ? throw new ArgumentException($"L’{improvement} se prononce par rapport à un comparateur. Nommez-le.")
            : new Amelioration((AmeliorationLevel)Level.Value, Comparator);
    }

    /// <summary>The criteria as text, those without an answer left out; null when none has one.</summary>
    internal static Dictionary<string, string>? Flat(params (string Id, object? Value)[] criteria)
    {
        var flat = criteria.Where(criterion => criterion.Value is not (null or "")).ToDictionary(
            criterion => criterion.Id,
            criterion => criterion.Value is bool isMet ? isMet ? "oui" : "non" : (string)criterion.Value!);
        return flat.Count == 0 ? null : flat;
    }
}
