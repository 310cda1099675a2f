using System.CommandLine;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;

namespace HasToolkit.Cli.Verbatims;

/// <summary>The queue of comments to read, and what persons said of them.</summary>
internal sealed class ReadingCommands(CliApp app)
{
    public Command Next()
    {
        var batch = BatchCommands.BatchArgument();
        var read = new Option<long?>("--lu")
        {
            Description = "Marque d’abord ce commentaire comme lu, avec votre nom.",
            HelpName = "NUMÉRO",
        };
        return app.Does(
            new CliCommand(
                "next", "Montre le prochain commentaire à lire : les signaux d’abord, puis ceux que les juges lisent autrement.",
                "has verbatims next dernier", "has verbatims next dernier --lu 12 --par claire")
            {
                batch, read,
            },
            async run =>
            {
                using var verbatims = await VerbatimsRun.OpenAsync(run);
                var queries = verbatims.Services.Queries;
                var known = await queries.BatchAsync(run.Get(batch), run.Stop);
                if (run.Get(read) is { } number)
                {
                    var person = run.PersonTyped ?? throw new InputException("Indiquez qui a lu : --par NOM, ou la variable HAS_PERSONNE.");
                    await verbatims.Services.Desk.MarkAsync(new CommentKey(known.Id, number), isRead: true, person, run.Stop);
                }

                var queue = await queries.ToReadAsync(new CommentQuery(known.Id), run.Stop);
                var next = queue.Count == 0 ? null : (await queries.CommentsAsync(known.Id, [queue[0].Number], run.Stop)).SingleOrDefault();
                var reasons = next is null ? [] : Reasons(verbatims, next);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Alerts = queue.Count(one => one.IsAlert),
                        ToRead = queue.Count(one => !one.IsAlert),
                        Next = next is null ? null : new { next.Key.Number, next.Text, next.IsAlert, Reasons = reasons },
                    });
                }
                else if (next is not null)
                {
                    run.Terminal.Show(Layout.Indented(
                        $"n° {French.Number(next.Key.Number)}, {ReportText.Tone(next.Tone)} {string.Join(' ', next.Topics)}".TrimEnd(), by: 0));
                    run.Terminal.Show(Layout.Indented(next.Text));
                    foreach (var reason in reasons)
                        run.Terminal.Show(Layout.Indented($"→ {reason}"));
                }

                run.Terminal.Done(next is null
                    ? "Rien n’attend d’être lu."
                    : $"{French.Count(queue.Count(one => one.IsAlert), "signal", "signaux")}, "
                        + $"{French.Number(queue.Count(one => !one.IsAlert))} à relire. Lu : has verbatims next {known.Id} --lu {next.Key.Number} --par NOM.");
                return ExitCodes.Ok;
            });
    }

    public Command Corrections()
    {
        var batch = BatchCommands.BatchArgument();
        var output = new Option<string>("--sortie")
        {
            Description = "Fichier CSV à écrire ; sinon corrections-LOT.csv dans le dossier courant.",
            HelpName = "FICHIER",
        };
        return app.Does(
            new CliCommand(
                "corrections", "Écrit ce que des personnes ont dit, à côté de ce qu’avait dit le modèle ; « evaluate » relit ce fichier.",
                "has verbatims corrections dernier --sortie corrections.csv", "has verbatims evaluate corrections.csv")
            {
                batch, output,
            },
            async run =>
            {
                using var verbatims = await VerbatimsRun.OpenAsync(run);
                var queries = verbatims.Services.Queries;
                var known = await queries.BatchAsync(run.Get(batch), run.Stop);
                var judged = await queries.JudgedAsync(known.Id, run.Stop);
                var comments = await queries.CommentsAsync(
                    known.Id, [.. judged.Select(one => one.Correction.Comment.Number).Distinct()], run.Stop);
                var path = Path.GetFullPath(run.Text(output) ?? $"corrections-{known.Id}.csv");
                await OutputFile.WriteAsync(path, stream => CorrectionReport.WriteAsync(
                    judged, comments.ToDictionary(comment => comment.Key), stream, run.Stop));
                if (run.WantsJson)
                    run.Terminal.Json(new { Path = path, Corrections = judged.Count });
                run.Terminal.Done($"{French.Count(judged.Count, "correction écrite", "corrections écrites")} dans « {path} ».");
                return ExitCodes.Ok;
            });
    }

    private static List<string> Reasons(VerbatimsRun verbatims, StoredComment comment) =>
    [
        .. (comment.Analysis?.AlertReasons ?? []).Select(reason => reason.Kind == "modele"
            ? "signal reconnu par le modèle seul"
            : $"signal : {reason.Kind} (« {comment.Text[reason.Start..reason.End]} »)"),
        .. verbatims.Analyser.WhyRead(comment.Text, comment.Box).Select(reason => reason.Kind switch
        {
            global::Verbatims.Nlp.Analysis.ReadingReasonKind.UnsureTone => "le modèle hésite sur la tonalité",
            global::Verbatims.Nlp.Analysis.ReadingReasonKind.BoxContradicts => "la tonalité contredit la case du questionnaire",
            global::Verbatims.Nlp.Analysis.ReadingReasonKind.JudgesDisagree => $"les juges divergent sur « {verbatims.TopicNames.GetValueOrDefault(reason.Topic ?? "", reason.Topic ?? "")} »",
            _ => throw new System.Diagnostics.UnreachableException(reason.Kind.ToString()),
        }).Distinct(),
    ];
}
