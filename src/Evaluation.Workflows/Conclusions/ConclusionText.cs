namespace Evaluation.Workflows.Conclusions;

/// <summary>A conclusion in the flat form in which forms, files and events carry it.</summary>
/// <param name="Kind">« lppr-sa » or « lppr-sr ».</param>
/// <param name="Verdict">« suffisant » or « insuffisant ».</param>
/// <param name="Level">1 to 5; null when insufficient or unknown.</param>
/// <param name="Comparator">The comparator; null when insufficient or unknown.</param>
/// <param name="Reasons">Why, in French.</param>
/// <param name="Years">The proposed duration, in years.</param>
public sealed record ConclusionText(
    string Kind, string Verdict, int? Level, string? Comparator, string Reasons, int? Years)
{
    /// <summary>The flat form of a conclusion.</summary>
    public static ConclusionText From(Conclusion conclusion)
    {
        var (isSufficient, amelioration) = conclusion switch
        {
            LpprListingConclusion sa => (sa.Sa == ServiceAttendu.Suffisant, sa.Asa),
            LpprRenewalConclusion sr => (sr.Sr == ServiceRendu.Suffisant, sr.Asr),
            _ => throw new ArgumentException($"No flat form for {conclusion.GetType().Name}.", nameof(conclusion)),
        };
        return new ConclusionText(
            conclusion.Kind, isSufficient ? "suffisant" : "insuffisant",
            (int?)amelioration?.Level, amelioration?.Comparator, conclusion.Reasons, conclusion.Years);
    }

    /// <summary>Builds the conclusion.</summary>
    /// <exception cref="ArgumentException">No such conclusion can exist; the message says what is wrong, in French.</exception>
    public Conclusion Build()
    {
        if (Kind is not ("lppr-sa" or "lppr-sr"))
            throw new ArgumentException($"Le type de conclusion « {Kind} » est inconnu ; attendu : lppr-sa ou lppr-sr.");
        var (service, improvement) = Kind == "lppr-sa" ? ("SA", "ASA") : ("SR", "ASR");
        if (Years is < 1 or > 10)
            throw new ArgumentException($"La durée proposée est de 1 à 10 ans ; reçu : {Years}.");

        return Verdict switch
        {
            "insuffisant" when Level is not null =>
                throw new ArgumentException($"Un {service} insuffisant ne porte pas d’{improvement}. Retirez le niveau."),
            "insuffisant" when Years is not null =>
                throw new ArgumentException($"Un {service} insuffisant ne porte pas de durée d’inscription. Retirez-la."),
            "insuffisant" => Kind == "lppr-sa"
                ? LpprListingConclusion.Insufficient(Reasons)
                : LpprRenewalConclusion.Insufficient(Reasons),
            "suffisant" when Level is null && Comparator is null => Kind == "lppr-sa"
                ? LpprListingConclusion.SufficientWithUnknownAsa(Reasons, Years)
                : LpprRenewalConclusion.SufficientWithUnknownAsr(Reasons, Years),
            "suffisant" => BuildSufficient(improvement),
            _ => throw new ArgumentException($"Le {service} est « suffisant » ou « insuffisant » ; reçu : « {Verdict} »."),
        };
    }

    private Conclusion BuildSufficient(string improvement)
    {
        if (Level is not (>= 1 and <= 5))
            throw new ArgumentException($"L’{improvement} va de I (1) à V (5) ; reçu : « {Level} ».");
        if (string.IsNullOrWhiteSpace(Comparator))
            throw new ArgumentException($"L’{improvement} se prononce par rapport à un comparateur. Nommez-le.");

        var amelioration = new Amelioration((AmeliorationLevel)Level.Value, Comparator);
        return Kind == "lppr-sa"
            ? LpprListingConclusion.Sufficient(amelioration, Reasons, Years)
            : LpprRenewalConclusion.Sufficient(amelioration, Reasons, Years);
    }
}
