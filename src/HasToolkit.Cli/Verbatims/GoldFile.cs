using System.Text.Json;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Quality;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Reports;

namespace HasToolkit.Cli.Verbatims;

/// <summary>A class that a table of labels gives: what stands for it there, and the tones that count as found.</summary>
/// <param name="Values">What the column holds; several values may mean the same.</param>
/// <param name="Tones">The tones; several together when the table does not tell them apart.</param>
internal sealed record ToneClass(IReadOnlyList<string> Values, IReadOnlyList<Tone> Tones)
{
    /// <summary>« P », « N », « M », « R »: the labels of our own corpus.</summary>
    public static IReadOnlyList<ToneClass> Own { get; } =
        [.. Enum.GetValues<Tone>().Select(tone => new ToneClass([VerbatimsCommands.ToneCode(tone)], [tone]) { Word = ReportText.Tone(tone) })];

    /// <summary>The word that our own exports write for it; null when there is none.</summary>
    public string? Word { get; private init; }

    public string Name => string.Join(", ", Values);

    /// <summary>Reads « negative=N,neutral=MR,positive=P ».</summary>
    public static IReadOnlyList<ToneClass> Read(string text) =>
    [
        .. text.Split(',').Select(ReadOne).GroupBy(one => one.Letters, StringComparer.Ordinal).Select(same => new ToneClass(
            [.. same.Select(one => one.Value)],
            [.. same.Key.Select(letter => (Tone)"PNMR".IndexOf(letter, StringComparison.Ordinal))])),
    ];

    private static (string Value, string Letters) ReadOne(string choice)
    {
        var cut = choice.LastIndexOf('=');
        var letters = cut < 0 ? "" : choice[(cut + 1)..].Trim();
        return cut > 0 && letters.Length > 0 && letters.All("PNMR".Contains)
            ? (choice[..cut].Trim(), letters)
            : throw new InputException(
                $"--valeurs : « {choice.Trim()} » ne se lit pas. Écrivez VALEUR=LETTRES avec P, N, M, R, par exemple "
                + "negative=N,neutral=MR,positive=P.");
    }
}

/// <summary>Which columns of a table hold labels.</summary>
/// <param name="Tone">Column of the tone.</param>
/// <param name="Classes">What it may hold.</param>
/// <param name="Topics">Column of the topics; null to look for « themes », or for a column of 0 and 1 per topic.</param>
/// <param name="Part">Column and value of the rows to keep; null for all.</param>
internal sealed record LabelColumns(string Tone, IReadOnlyList<ToneClass> Classes, string? Topics, (string Column, string Value)? Part);

/// <summary>A comment with its labels, and its class of tone; null when the table gives none.</summary>
internal sealed record GoldComment(LabelledComment Comment, int? Class);

/// <summary>
/// Reads labelled comments from any table. An export of corrections needs no option: its columns are known, and of each comment the last
/// word of a person counts, on the tone, the topics and the alert each.
/// </summary>
internal static class GoldFile
{
    private const string AlertColumn = "gravite";
    private const string TopicColumn = "themes";

    /// <summary>The labelled comments that are to be kept, in order.</summary>
    /// <exception cref="InputException">A column is missing, or a label is none of those expected.</exception>
    public static async Task<List<GoldComment>> ReadAsync(
        SourceFile source, ColumnMapping mapping, LabelColumns labels, IReadOnlySet<string> topics, CancellationToken cancellationToken)
    {
        var columns = source.Description.Columns.ToList();
        var isExport = !columns.Contains(labels.Tone) && columns.Contains(CorrectionReport.ToneColumn);
        var part = labels.Part is { } kept ? Place(source, kept.Column) : -1;
        var tone = columns.IndexOf(isExport ? CorrectionReport.ToneColumn : labels.Tone);
        var alert = columns.IndexOf(isExport ? CorrectionReport.AlertColumn : AlertColumn);
        var topic = labels.Topics is { } named ? Place(source, named)
            : columns.IndexOf(isExport ? CorrectionReport.TopicColumn : TopicColumn);
        var oneEach = topic >= 0 ? [] : columns.Index().Where(column => topics.Contains(column.Item)).ToList();
        if (tone < 0 && topic < 0 && oneEach.Count == 0)
        {
            throw new InputException(
                $"« {source.Name} » : aucune colonne d’étiquettes. Attendu : « {labels.Tone} », « {TopicColumn} », ou une colonne de 0 et de "
                + $"1 par thème ; trouvé : {string.Join(", ", columns)}. Indiquez --etiquette ou --themes.");
        }

        var (mapper, gold, numbers) = (new CommentMapper(mapping, columns), new List<GoldComment>(), new List<string>());
        await foreach (var row in source.RowsAsync(wanted: null, progress: null, cancellationToken))
        {
            if (row.Problem is { } problem)
                throw new InputException($"« {source.Name} », ligne {row.Line} : {problem} Corrigez la ligne : une mesure compte toutes les lignes.");
            if (part >= 0 && Value(row, part) != labels.Part!.Value.Value)
                continue;
            try
            {
                int? of = tone < 0 || Value(row, tone).Length == 0 ? null : ClassOf(labels, Value(row, tone));
                var written = mapper.Written(row)[0];
                gold.Add(new GoldComment(
                    new LabelledComment(
                        written.Text, written.Box,
                        of is { } place && ReferenceEquals(labels.Classes, ToneClass.Own) ? ToneClass.Own[place].Tones[0] : null,
                        topic >= 0 ? isExport && Value(row, topic).Length == 0 ? null : TopicsOf(Value(row, topic), topics)
                            : oneEach.Count > 0 ? [.. oneEach.Where(one => Value(row, one.Index) == "1").Select(one => one.Item)]
                            : null,
                        alert < 0 ? null : AlertOf(Value(row, alert))),
                    of));
                if (isExport)
                    numbers.Add(Value(row, columns.IndexOf(CorrectionReport.NumberColumn)));
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                throw new InputException($"« {source.Name} », ligne {row.Line} : {e.Message}");
            }
        }

        return isExport
            ? [.. gold.Zip(numbers).GroupBy(one => one.Second, StringComparer.Ordinal).Select(same => LastWord([.. same.Select(one => one.First)]))]
            : gold;
    }

    private static GoldComment LastWord(List<GoldComment> said)
    {
        var (tone, topics, alert) = (
            said.FindLast(one => one.Class is not null), said.FindLast(one => one.Comment.Topics is not null),
            said.FindLast(one => one.Comment.IsAlert is not null));
        return new GoldComment(
            said[^1].Comment with { Tone = tone?.Comment.Tone, Topics = topics?.Comment.Topics, IsAlert = alert?.Comment.IsAlert },
            tone?.Class);
    }

    // Nothing written is nothing said, and not « non ».
    private static bool? AlertOf(string text) => text switch
    {
        "" => null,
        "1" or "oui" => true,
        "0" or "non" => false,
        _ => throw new FormatException($"le signal vaut « {text} » ; attendu : 1 ou 0, oui ou non, ou rien."),
    };

    private static int Place(SourceFile source, string column) =>
        source.Description.Columns.ToList().IndexOf(column) is >= 0 and var place
            ? place
            : throw new InputException(
                $"La colonne « {column} » n’est pas dans « {source.Name} ». Colonnes du fichier : "
                + $"{string.Join(", ", source.Description.Columns)}.");

    private static string Value(SourceRow row, int place) => row.Values[place]?.Trim() ?? "";

    private static int ClassOf(LabelColumns labels, string value)
    {
        for (var k = 0; k < labels.Classes.Count; k++)
        {
            if (labels.Classes[k].Values.Contains(value) || labels.Classes[k].Word == value)
                return k;
        }

        throw new FormatException(
            $"la colonne « {labels.Tone} » vaut « {value} » ; attendu : {string.Join(", ", labels.Classes.Select(one => one.Name))}. "
            + "--valeurs dit ce que chaque valeur veut dire.");
    }

    // « ["HUM+", "ATT-"] » in JSON Lines, « HUM+|ATT- » in a table, « HUM+ ATT- » or « aucun » in our own exports; a topic may itself
    // hold a space.
    private static IReadOnlyList<string> TopicsOf(string text, IReadOnlySet<string> known)
    {
        if (text == CorrectionReport.NoTopic)
            return [];
        IReadOnlyList<string> found = text.StartsWith('[')
            ? JsonSerializer.Deserialize<string[]>(text) ?? []
            :
            [
                .. text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(piece =>
                    IsKnown(piece) ? [piece] : piece.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            ];
        foreach (var topic in found)
        {
            if (!IsKnown(topic))
            {
                throw new FormatException(
                    $"le thème « {topic} » n’est pas de la grille, avec ou sans + ou - : {string.Join(", ", known)}.");
            }
        }

        return found;

        bool IsKnown(string topic) => known.Contains(topic) || (topic is [.., '+' or '-'] && known.Contains(topic[..^1]));
    }
}
