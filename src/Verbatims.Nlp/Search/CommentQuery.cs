using System.Globalization;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Search;

/// <summary>Which comments of a batch. Each figure carries one, which leads to the comments behind it.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Service">Of this ward; null for all.</param>
/// <param name="Establishment">Of this hospital; null for all.</param>
/// <param name="From">Of this month (its first day) or later; null for no limit. Comments without a month are then left out.</param>
/// <param name="To">Of this month (its first day) or earlier; null for no limit.</param>
/// <param name="Box">Of this box; null for all.</param>
/// <param name="Tone">Of this tone; null for all.</param>
/// <param name="Topic">That speak of this topic; null for all.</param>
/// <param name="IsPraise">With <paramref name="Topic"/>: praised or blamed; null for both.</param>
/// <param name="OtherTopic">That speak of this topic too, in any way; null for all.</param>
/// <param name="IsAlert">Whether they must be read first; null for all.</param>
/// <param name="NeedsReading">Whether the judges disagree; null for all.</param>
/// <param name="IsCorrected">Whether a person said something of them; null for all.</param>
/// <param name="Search">That this search finds; null for all.</param>
/// <param name="IsRead">Whether a person read them; null for all.</param>
/// <param name="HasContent">Whether they say something; null for all.</param>
public sealed record CommentQuery(
    BatchId Batch, string? Service = null, string? Establishment = null, DateOnly? From = null, DateOnly? To = null,
    Box? Box = null, Tone? Tone = null, string? Topic = null, bool? IsPraise = null, string? OtherTopic = null,
    bool? IsAlert = null, bool? NeedsReading = null, bool? IsCorrected = null, BooleanSearch? Search = null,
    bool? IsRead = null, bool? HasContent = null)
{
    private static readonly (string Word, Tone Tone)[] Tones =
        [("P", Analysis.Tone.Positive), ("N", Analysis.Tone.Negative), ("M", Analysis.Tone.Mixed), ("R", Analysis.Tone.None)];

    private static readonly (string Word, Box Box)[] Boxes =
        [("positif", Analysis.Box.Positive), ("negatif", Analysis.Box.Negative), ("libre", Analysis.Box.Unknown)];

    /// <summary>The letter of a tone: P, N, M or R.</summary>
    public static string Letter(Tone tone) => Tones.First(one => one.Tone == tone).Word;

    /// <summary>The tone of a letter; null when it is none of P, N, M, R.</summary>
    public static Tone? ToneOf(string letter) =>
        Tones.Where(one => one.Word.Equals(letter.Trim(), StringComparison.OrdinalIgnoreCase)).Select(one => (Tone?)one.Tone).FirstOrDefault();

    /// <summary>The query in words, for an address or a command line: service, etablissement, de, a, champ, tonalite, theme, avec,
    /// alerte, a-relire, corrige, recherche, lu, contenu. Only what is asked for has its word.</summary>
    public IReadOnlyList<(string Word, string Value)> Words
    {
        get
        {
            var words = new List<(string, string)>();
            Add("service", Service);
            Add("etablissement", Establishment);
            Add("de", From?.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            Add("a", To?.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            Add("champ", Box is { } box ? Boxes.First(one => one.Box == box).Word : null);
            Add("tonalite", Tone is { } tone ? Letter(tone) : null);
            Add("theme", Topic is null ? null : Topic + (IsPraise switch { true => "+", false => "-", null => "" }));
            Add("avec", OtherTopic);
            Add("alerte", YesNo(IsAlert));
            Add("a-relire", YesNo(NeedsReading));
            Add("corrige", YesNo(IsCorrected));
            Add("recherche", Search?.Text);
            Add("lu", YesNo(IsRead));
            Add("contenu", YesNo(HasContent));
            return words;

            void Add(string word, string? value)
            {
                if (value is not null)
                    words.Add((word, value));
            }
        }
    }

    /// <summary>The query with one of its words set, as <see cref="Words"/> writes them.</summary>
    /// <exception cref="InvalidDataException">The word or the value cannot be read; the message is French.</exception>
    public CommentQuery With(string word, string value) => word switch
    {
        "service" => this with { Service = value },
        "etablissement" => this with { Establishment = value },
        "de" => this with { From = MonthOf(word, value) },
        "a" => this with { To = MonthOf(word, value) },
        "champ" => this with
        {
            Box = Boxes.Where(one => one.Word == TextFolding.Fold(value)).Select(one => (Box?)one.Box).FirstOrDefault()
                ?? throw Fault(word, value, "positif, negatif ou libre"),
        },
        "tonalite" => this with { Tone = ToneOf(value) ?? throw Fault(word, value, "P, N, M ou R") },
        "theme" => TopicLabel.Read(value) is { } label
            ? this with { Topic = label.Code, IsPraise = label.IsPraise }
            : this with { Topic = value.Trim().ToUpperInvariant(), IsPraise = null },
        "avec" => this with { OtherTopic = value.Trim().ToUpperInvariant() },
        "alerte" => this with { IsAlert = YesNoOf(word, value) },
        "a-relire" => this with { NeedsReading = YesNoOf(word, value) },
        "corrige" => this with { IsCorrected = YesNoOf(word, value) },
        "recherche" => this with { Search = BooleanSearch.Parse(value) },
        "lu" => this with { IsRead = YesNoOf(word, value) },
        "contenu" => this with { HasContent = YesNoOf(word, value) },
        _ => throw new InvalidDataException(
            $"« {word} » n’est pas un filtre. Filtres : service, etablissement, de, a, champ, tonalite, theme, avec, alerte, a-relire, "
            + "corrige, recherche, lu, contenu."),
    };

    /// <summary>Whether it asks for one ward or one hospital.</summary>
    public bool IsOfGroup => Service is not null || Establishment is not null;

    /// <summary>The part of it that says where comments come from (ward, hospital, months), whatever they say.</summary>
    public CommentQuery Origin => new(Batch, Service, Establishment, From, To);

    /// <summary>The part from a month on, and the part before it, as two periods to compare.</summary>
    /// <param name="month">First day of the first month of the later period.</param>
    public (CommentQuery Since, CommentQuery Before) CutAt(DateOnly month)
    {
        var last = month.AddMonths(-1);
        return (this with { From = From > month ? From : month }, this with { To = To < last ? To : last });
    }

    /// <summary>Whether a comment is meant, its text left aside.</summary>
    public bool Matches(Figures.LabelledComment comment) =>
        comment.Key.Batch == Batch
        && (Service is null || comment.Service == Service)
        && (Establishment is null || comment.Establishment == Establishment)
        && (From is null || comment.Month >= From)
        && (To is null || comment.Month <= To)
        && (Box is null || comment.Box == Box)
        && (Tone is null || comment.Tone == Tone)
        && (Topic is null || comment.Topics.Any(topic => topic.Code == Topic && (IsPraise is null || topic.IsPraise == IsPraise)))
        && (OtherTopic is null || comment.Topics.Any(topic => topic.Code == OtherTopic))
        && (IsAlert is null || comment.IsAlert == IsAlert)
        && (NeedsReading is null || comment.NeedsReading == NeedsReading)
        && (IsCorrected is null || comment.IsCorrected == IsCorrected)
        && (IsRead is null || comment.IsRead == IsRead)
        && (HasContent is null || (comment.Tone != Analysis.Tone.None) == HasContent);

    private static string? YesNo(bool? value) => value switch { true => "oui", false => "non", null => null };

    private static bool YesNoOf(string word, string value) => TextFolding.Fold(value) switch
    {
        "oui" or "1" or "true" => true,
        "non" or "0" or "false" => false,
        _ => throw Fault(word, value, "oui ou non"),
    };

    private static DateOnly MonthOf(string word, string value) =>
        CommentFields.Month(value) ?? throw Fault(word, value, "un mois, par exemple 2026-11");

    private static InvalidDataException Fault(string word, string value, string expected) =>
        new($"Filtre {word} : « {value} » n’est pas {expected}.");
}
