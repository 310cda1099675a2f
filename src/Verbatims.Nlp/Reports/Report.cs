using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Reports;

/// <summary>What a report says, whatever the form it is written in.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Figures">Its figures, or those of the part that is reported.</param>
/// <param name="Services">A page for each ward that is named, in alphabetical order; none when wards are not known.</param>
/// <param name="Quotes">The comments that figures quote, masked.</param>
/// <param name="TopicNames">The French name of each topic, by code; a topic without one is called by its code.</param>
/// <param name="Agreement">How often persons and the model agree; the first line is for all months together.</param>
/// <param name="MadeAt">When the report was made.</param>
public sealed record Report(
    Batch Batch, BatchFigures Figures, IReadOnlyList<ServicePage> Services,
    IReadOnlyDictionary<CommentKey, StoredComment> Quotes, IReadOnlyDictionary<string, string> TopicNames,
    IReadOnlyList<Agreement> Agreement, DateTimeOffset MadeAt)
{
    /// <summary>A comparison that was asked for; null when none was.</summary>
    public ReportComparison? Comparison { get; init; }

    /// <summary>What no report must let a reader forget, in French.</summary>
    public static IReadOnlyList<string> Limits { get; } =
    [
        "Une machine a classé ces commentaires ; elle se trompe parfois. Les commentaires se lisent, ils ne se comptent pas seulement.",
        "Un thème fréquent n’est pas forcément un thème grave : les signaux sont à lire un par un.",
        "Ceux qui écrivent ne représentent pas tous les patients.",
        $"Un service, un établissement ou un mois de moins de {SmallCells.Least} commentaires n’a pas de chiffres, et un si petit service n’est pas nommé.",
        "Les commentaires masqués restent des données personnelles : ce document ne sort pas de l’établissement sans précaution.",
    ];

    internal string NameOf(string code) => TopicNames.GetValueOrDefault(code, code);
}

/// <summary>The page of a ward.</summary>
/// <param name="Line">The ward beside the others.</param>
/// <param name="Figures">Its figures.</param>
public sealed record ServicePage(GroupLine Line, BatchFigures Figures);

/// <summary>Figures and words as French readers are shown them, the same in reports and on pages.</summary>
public static class ReportText
{
    private static readonly System.Globalization.CultureInfo French = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Text that XML can hold: control characters and halves of surrogate pairs become U+FFFD.</summary>
    public static string ForXml(string text)
    {
        var valid = Intake.TextFolding.Valid(text);
        return valid.Any(IsBad) ? string.Concat(valid.Select(c => IsBad(c) ? '\uFFFD' : c)) : valid;

        static bool IsBad(char c) => (c < ' ' && c is not ('\t' or '\n' or '\r')) || c is '\uFFFE' or '\uFFFF';
    }

    /// <summary>« 1 234 ».</summary>
    public static string Number(long value) => value.ToString("N0", French);

    /// <summary>The number of a figure; « moins de 5 » for one that is not shown.</summary>
    public static string Number(Figure? figure) =>
        figure is null or { IsHidden: true } ? $"moins de {SmallCells.Least}" : Number(figure.Value);

    /// <summary>« 80,0 % »; a dash for what is not known.</summary>
    public static string Percent(double? share) => share is { } known ? (100 * known).ToString("0.0", French) + "\u00a0%" : "–";

    /// <summary>« 80,0 % [49,0 ; 94,3] ».</summary>
    public static string WithInterval(Proportion share) => share.Of == 0
        ? "–"
        : $"{Percent(share.Value)} [{(100 * share.Low).ToString("0.0", French)}\u00a0; {(100 * share.High).ToString("0.0", French)}]";

    /// <summary>« janvier 2026 »; nothing when not known.</summary>
    public static string Month(DateOnly? month) => month?.ToString("MMMM yyyy", French) ?? "";

    /// <summary>« 26 novembre 2026 à 10:00 », in Paris.</summary>
    public static string Instant(DateTimeOffset at) => TimeZoneInfo
        .ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")).ToString("d MMMM yyyy 'à' HH:mm", French);

    /// <summary>The word for a tone; nothing when not known.</summary>
    public static string Tone(Analysis.Tone? tone) => tone switch
    {
        Analysis.Tone.Positive => "positif",
        Analysis.Tone.Negative => "négatif",
        Analysis.Tone.Mixed => "mixte",
        Analysis.Tone.None => "sans contenu",
        null => "",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "Unknown tone."),
    };

    /// <summary>The word for a box.</summary>
    public static string Box(Analysis.Box box) => box switch
    {
        Analysis.Box.Positive => "positif",
        Analysis.Box.Negative => "négatif",
        Analysis.Box.Unknown => "libre",
        _ => throw new ArgumentOutOfRangeException(nameof(box), box, "Unknown box."),
    };

    /// <summary>The words for what is to be done about a topic.</summary>
    public static string Priority(Priority priority) => priority switch
    {
        Figures.Priority.Praise => "à féliciter",
        Figures.Priority.Improve => "à améliorer",
        Figures.Priority.Watch => "à surveiller",
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "Unknown priority."),
    };

    /// <summary>« plus de satisfaits que les autres (p = 0,012) », or why nothing can be said; nothing without a test.</summary>
    public static string Compared(ShareTest? test) => test switch
    {
        null => "",
        { PValue: null } => "effectif trop faible pour comparer",
        { IsSignificant: true, Difference: > 0 } => $"plus de satisfaits que les autres ({P(test.PValue.Value)})",
        { IsSignificant: true } => $"moins de satisfaits que les autres ({P(test.PValue.Value)})",
        _ => $"pas de différence établie avec les autres ({P(test.PValue.Value)})",
    };

    /// <summary>« p = 0,012 », « p &lt; 0,001 ».</summary>
    public static string P(double p) => p < 0.001 ? "p\u00a0<\u00a00,001" : $"p\u00a0=\u00a0{p.ToString("0.000", French)}";
}
