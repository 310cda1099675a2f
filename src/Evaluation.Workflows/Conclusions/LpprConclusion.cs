namespace Evaluation.Workflows.Conclusions;

/// <summary>Whether the expected service of a product justifies a first listing.</summary>
public enum ServiceAttendu
{
    /// <summary>Insufficient: no listing.</summary>
    Insuffisant,

    /// <summary>Sufficient.</summary>
    Suffisant,
}

/// <summary>Whether the service rendered since its listing justifies that a product stays listed.</summary>
public enum ServiceRendu
{
    /// <summary>Insufficient: removal.</summary>
    Insuffisant,

    /// <summary>Sufficient.</summary>
    Suffisant,
}

/// <summary>The improvement over a comparator, from I (majeure) to V (absence).</summary>
/// <remarks>Code de la sécurité sociale, art. R. 161-71-3 (I to III) and published opinions (III to V).</remarks>
public enum AmeliorationLevel
{
    /// <summary>I.</summary>
    Majeure = 1,

    /// <summary>II.</summary>
    Importante = 2,

    /// <summary>III.</summary>
    Moderee = 3,

    /// <summary>IV.</summary>
    Mineure = 4,

    /// <summary>V: no improvement.</summary>
    Absence = 5,
}

/// <summary>A level of improvement, against a comparator that is named.</summary>
public sealed record Amelioration
{
    /// <summary>States an improvement.</summary>
    /// <exception cref="ArgumentException">The comparator is empty, or the level is none of the five.</exception>
    public Amelioration(AmeliorationLevel level, string comparator)
    {
        if (!Enum.IsDefined(level))
            throw new ArgumentException($"'{level}' is not a level from I to V.", nameof(level));
        if (string.IsNullOrWhiteSpace(comparator))
            throw new ArgumentException("An improvement is stated against a named comparator.", nameof(comparator));
        (Level, Comparator) = (level, comparator.Trim());
    }

    /// <summary>The level.</summary>
    public AmeliorationLevel Level { get; }

    /// <summary>What the product was compared with.</summary>
    public string Comparator { get; }

    /// <summary>As it is written in an opinion: « IV (mineure) ».</summary>
    public override string ToString() => Level switch
    {
        AmeliorationLevel.Majeure => "I (majeure)",
        AmeliorationLevel.Importante => "II (importante)",
        AmeliorationLevel.Moderee => "III (modérée)",
        AmeliorationLevel.Mineure => "IV (mineure)",
        AmeliorationLevel.Absence => "V (absence)",
        _ => throw new InvalidOperationException($"Unknown level {Level}."),
    };
}

/// <summary>What the CNEDiMTS concludes on one indication at a first listing or a change: SA, and ASA when sufficient.</summary>
/// <remarks>
/// An ASA is stated only when the SA is sufficient; no other combination can be built.
/// Content of an opinion: code de la sécurité sociale, art. R. 165-11.
/// </remarks>
public sealed record LpprListingConclusion : Conclusion
{
    private LpprListingConclusion(ServiceAttendu sa, Amelioration? asa, string reasons, int? years)
        : base(reasons, years) => (Sa, Asa) = (sa, asa);

    /// <summary>The service attendu.</summary>
    public ServiceAttendu Sa { get; }

    /// <summary>
    /// The amélioration du service attendu; null when <see cref="Sa"/> is insufficient, or when an old opinion was taken
    /// over from a source that does not give it (<see cref="Conclusion.IsComplete"/> is then false).
    /// </summary>
    public Amelioration? Asa { get; }

    /// <inheritdoc/>
    public override string Kind => "lppr-sa";

    /// <inheritdoc/>
    public override bool IsFavourable => Sa == ServiceAttendu.Suffisant;

    /// <inheritdoc/>
    public override bool IsComplete => Sa == ServiceAttendu.Insuffisant || Asa is not null;

    /// <inheritdoc/>
    public override string Summary => Sa == ServiceAttendu.Insuffisant
        ? "SA insuffisant"
        : Asa is null ? "SA suffisant, ASA non trouvée" : $"SA suffisant, ASA {Asa}";

    /// <summary>A sufficient SA with its ASA.</summary>
    public static LpprListingConclusion Sufficient(Amelioration asa, string reasons = "", int? years = null) =>
        new(ServiceAttendu.Suffisant, asa, reasons, years);

    /// <summary>An insufficient SA, which carries no ASA and no duration.</summary>
    public static LpprListingConclusion Insufficient(string reasons = "") =>
        new(ServiceAttendu.Insuffisant, null, reasons, null);

    /// <summary>A sufficient SA of an old opinion whose ASA we do not know. Refused in a dossier that is not historical.</summary>
    public static LpprListingConclusion SufficientWithUnknownAsa(string reasons = "", int? years = null) =>
        new(ServiceAttendu.Suffisant, null, reasons, years);

    internal override ConclusionText ToText() => LpprText.Of(this, IsFavourable, Asa);
}

/// <summary>What the CNEDiMTS concludes on one indication at a renewal: SR, and ASR when sufficient.</summary>
public sealed record LpprRenewalConclusion : Conclusion
{
    private LpprRenewalConclusion(ServiceRendu sr, Amelioration? asr, string reasons, int? years)
        : base(reasons, years) => (Sr, Asr) = (sr, asr);

    /// <summary>The service rendu.</summary>
    public ServiceRendu Sr { get; }

    /// <summary>The amélioration du service rendu; null under the same conditions as <see cref="LpprListingConclusion.Asa"/>.</summary>
    public Amelioration? Asr { get; }

    /// <inheritdoc/>
    public override string Kind => "lppr-sr";

    /// <inheritdoc/>
    public override bool IsFavourable => Sr == ServiceRendu.Suffisant;

    /// <inheritdoc/>
    public override bool IsComplete => Sr == ServiceRendu.Insuffisant || Asr is not null;

    /// <inheritdoc/>
    public override string Summary => Sr == ServiceRendu.Insuffisant
        ? "SR insuffisant"
        : Asr is null ? "SR suffisant, ASR non trouvée" : $"SR suffisant, ASR {Asr}";

    /// <summary>A sufficient SR with its ASR.</summary>
    public static LpprRenewalConclusion Sufficient(Amelioration asr, string reasons = "", int? years = null) =>
        new(ServiceRendu.Suffisant, asr, reasons, years);

    /// <summary>An insufficient SR, which carries no ASR and no duration.</summary>
    public static LpprRenewalConclusion Insufficient(string reasons = "") =>
        new(ServiceRendu.Insuffisant, null, reasons, null);

    /// <summary>A sufficient SR of an old opinion whose ASR we do not know. Refused in a dossier that is not historical.</summary>
    public static LpprRenewalConclusion SufficientWithUnknownAsr(string reasons = "", int? years = null) =>
        new(ServiceRendu.Suffisant, null, reasons, years);

    internal override ConclusionText ToText() => LpprText.Of(this, IsFavourable, Asr);
}

/// <summary>The flat form of both LPPR conclusions: a service, and the level of its improvement.</summary>
internal static class LpprText
{
    public static ConclusionText Of(Conclusion conclusion, bool isSufficient, Amelioration? amelioration) => new(
        conclusion.Kind, isSufficient ? "suffisant" : "insuffisant", (int?)amelioration?.Level, amelioration?.Comparator,
        conclusion.Reasons, conclusion.Years);

    public static Conclusion Read(ConclusionText text)
    {
        var (service, improvement) = text.Kind == "lppr-sa" ? ("SA", "ASA") : ("SR", "ASR");
        return text.Verdict switch
        {
            "insuffisant" when text.Level is not null =>
                throw new ArgumentException($"Un {service} insuffisant ne porte pas d’{improvement}. Retirez le niveau."),
            "insuffisant" when text.Years is not null =>
                throw new ArgumentException($"Un {service} insuffisant ne porte pas de durée d’inscription. Retirez-la."),
            "insuffisant" => text.Kind == "lppr-sa"
                ? LpprListingConclusion.Insufficient(text.Reasons)
                : LpprRenewalConclusion.Insufficient(text.Reasons),
            "suffisant" when text.Level is null && text.Comparator is null => text.Kind == "lppr-sa"
                ? LpprListingConclusion.SufficientWithUnknownAsa(text.Reasons, text.Years)
                : LpprRenewalConclusion.SufficientWithUnknownAsr(text.Reasons, text.Years),
            "suffisant" => ReadSufficient(text, text.AmeliorationOf(improvement)),
            _ => throw new ArgumentException(
                $"Le {service} est « suffisant » ou « insuffisant » ; reçu : « {text.Verdict} »."),
        };
    }

    private static Conclusion ReadSufficient(ConclusionText text, Amelioration amelioration) => text.Kind == "lppr-sa"
        ? LpprListingConclusion.Sufficient(amelioration, text.Reasons, text.Years)
        : LpprRenewalConclusion.Sufficient(amelioration, text.Reasons, text.Years);
}
