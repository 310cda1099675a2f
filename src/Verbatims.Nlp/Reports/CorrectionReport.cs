using CsvHelper;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Reports;

/// <summary>
/// What persons said beside what the model had said, as CSV: to see where it errs, to measure it (« has verbatims evaluate » reads the
/// file as it is), or to train the next one. Same form as <see cref="CsvReport"/>.
/// </summary>
public static class CorrectionReport
{
    /// <summary>The column of the numbers of the comments.</summary>
    public const string NumberColumn = "N°";

    /// <summary>The column of the tones that persons gave; empty where they said nothing of it.</summary>
    public const string ToneColumn = "Tonalité corrigée";

    /// <summary>The column of the topics that persons gave, with a space between two; empty where they said nothing of them.</summary>
    public const string TopicColumn = "Thèmes corrigés";

    /// <summary>What stands in <see cref="TopicColumn"/> where a person said that there is no topic.</summary>
    public const string NoTopic = "aucun";

    /// <summary>The column of the alerts that persons gave, « oui » or « non »; empty where they said nothing of it.</summary>
    public const string AlertColumn = "À lire d’abord, corrigé";

    private static readonly string[] Titles =
    [
        NumberColumn, "Commentaire (noms masqués)", "Champ", "Corrigé par", "Corrigé le (UTC)", "Modèle", "Tonalité du modèle", ToneColumn,
        "Thèmes du modèle", TopicColumn, "À lire d’abord, modèle", AlertColumn,
    ];

    /// <summary>Writes the corrections; one that says nothing of a thing leaves its cell empty.</summary>
    /// <param name="judged">The corrections, in the order in which they are written.</param>
    /// <param name="comments">The comments that they speak of.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops between two corrections.</param>
    public static async Task WriteAsync(
        IReadOnlyList<JudgedComment> judged, IReadOnlyDictionary<CommentKey, StoredComment> comments, Stream output,
        CancellationToken cancellationToken = default)
    {
        await using var csv = CsvWriter.Create(output, CsvReport.Options, leaveOpen: true);
        csv.WriteHeader(Titles);
        foreach (var (said, model) in judged)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var comment = comments.GetValueOrDefault(said.Comment);
            csv.WriteField(said.Comment.Number, "");
            Write(comment?.Text);
            Write(comment is null ? null : ReportText.Box(comment.Box));
            Write(said.Person);
            csv.WriteField(said.At.UtcDateTime, "yyyy-MM-dd HH:mm:ss");
            Write(said.ModelVersion);
            Write(ReportText.Tone(model.Tone));
            Write(ReportText.Tone(said.Tone));
            Write(string.Join(' ', model.Topics.Select(topic => new TopicLabel(topic.Code, topic.IsPraise)).Distinct()));
            Write(said.Topics is { } topics ? topics.Count == 0 ? NoTopic : string.Join(' ', topics) : null);
            Write(YesNo(model.IsAlert));
            Write(YesNo(said.IsAlert));
            await csv.EndRecordAsync(cancellationToken);
        }

        void Write(string? text) => csv.WriteField(CsvReport.Narrow(ReportText.ForXml(text ?? "")));
    }

    private static string YesNo(bool? value) => value switch { true => "oui", false => "non", null => "" };
}
