using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Reading;

namespace HasToolkit.Cli.Verbatims;

/// <summary>Reads a file of comments and writes what the judges say, one JSON object a line.</summary>
internal sealed class PredictCommand(CliApp app)
{
    private const int ChunkSize = 512;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Command Predict()
    {
        var file = new Argument<string>("FICHIER")
        {
            Description = $"Colonnes id, champ, texte : {SourceOptions.Formats}",
        };
        var output = new Option<string>("--output")
        {
            Description = "Fichier JSON Lines écrit, une ligne par commentaire.",
            HelpName = "FICHIER",
            Required = true,
        };
        var ignoreBox = new Option<bool>("--ignore-box")
        {
            Description = "Lit le texte seul, sans la case (positif, négatif) où il a été écrit.",
        };
        var clauses = new Option<bool>("--propositions")
        {
            Description = "Ajoute la tonalité de chaque proposition (champ propositions) ; trois fois plus long.",
        };
        var source = new SourceOptions();
        var (model, grid) = (VerbatimsCommands.ModelOption(), VerbatimsCommands.GridOption());
        var command = new CliCommand(
            "predict", "Lit chaque commentaire : tonalité, thèmes, signal à lire, doute.",
            "has verbatims predict esatis.csv --output lus.jsonl")
        {
            file, output, ignoreBox, clauses,
        };
        source.AddTo(command);
        command.Add(model);
        command.Add(grid);
        return app.Does(command, async run =>
        {
            using var opened = await source.OpenAsync(run, run.Get(file));
            var mapping = source.Mapping(run, opened);
            mapping.Check(opened.Description.Columns);
            using var judge = VerbatimsCommands.Model(run.Text(model));
            var analyser = new CommentAnalyser(judge, VerbatimsCommands.Grid(run.Text(grid), judge));
            return await PredictAsync(run, opened, mapping, analyser, run.Text(output)!, run.Get(ignoreBox), run.Get(clauses));
        });
    }

    private static async Task<int> PredictAsync(
        Run run, SourceFile file, ColumnMapping mapping, CommentAnalyser analyser, string output, bool ignoresBox, bool hasClauses)
    {
        var (count, unread, clock) = (0, 0, Stopwatch.StartNew());
        await using (var lines = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            await OrderedWork.RunAsync(
                CommentFile.ReadAsync(
                    file, mapping,
                    problem =>
                    {
                        unread++;
                        run.Terminal.Warn(problem);
                    },
                    run.Stop).Chunk(ChunkSize),
                chunk => (chunk.Length, Bytes: Lines(analyser, chunk, ignoresBox, hasClauses)),
                async result =>
                {
                    await lines.WriteAsync(result.Bytes, run.Stop);
                    count += result.Length;
                },
                run.Stop);
        }

        var seconds = Math.Max(clock.Elapsed.TotalSeconds, 0.001);
        run.Terminal.Done(string.Create(
            CultureInfo.CurrentCulture,
            $"{count:N0} commentaires lus par {analyser.ModelVersion} en {seconds:N1} s ({count / seconds:N0} par seconde) → {output}"));
        return unread > 0 ? ExitCodes.Partial : ExitCodes.Ok;
    }

    private static byte[] Lines(CommentAnalyser analyser, FileComment[] chunk, bool ignoresBox, bool hasClauses)
    {
        var masked = chunk.Select(comment => analyser.Mask(comment.Text)).ToList();
        var asked = masked.Select((text, i) => (text.Text, Box: ignoresBox ? Box.Unknown : chunk[i].Box)).ToList();
        var analyses = analyser.Analyse(asked);
        using var buffer = new MemoryStream();
        for (var i = 0; i < chunk.Length; i++)
        {
            using (var json = new Utf8JsonWriter(buffer, Json))
                Write(json, chunk[i].Id, analyses[i], masked[i], hasClauses ? analyser.Clauses(asked[i].Text, asked[i].Box) : null);
            buffer.WriteByte((byte)'\n');
        }

        return buffer.ToArray();
    }

    // Places are those of the comment as it was written: whoever holds the file can underline the words.
    private static void Write(
        Utf8JsonWriter json, string id, CommentAnalysis analysis, global::Verbatims.Nlp.Masking.MaskedText text,
        IReadOnlyList<ClauseTone>? clauses)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("tonalite", VerbatimsCommands.ToneCode(analysis.Tone));
        json.WriteStartObject("probabilites");
        for (var k = 0; k < analysis.ToneProbabilities.Count; k++)
            json.WriteNumber(VerbatimsCommands.ToneCode((Tone)k), Math.Round(analysis.ToneProbabilities[k], 4));
        json.WriteEndObject();
        json.WriteStartArray("themes");
        foreach (var topic in analysis.Topics)
        {
            var (start, end) = text.InOriginal(topic.Start, topic.End);
            json.WriteStartObject();
            json.WriteString("code", topic.Code);
            json.WriteString("polarite", topic.IsPraise ? "+" : "-");
            json.WriteNumber("confiance", Math.Round(topic.Confidence, 4));
            json.WriteNumber("debut", start);
            json.WriteNumber("fin", end);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("gravite", analysis.IsAlert ? 1 : 0);
        json.WriteNumber("gravite_score", Math.Round(analysis.AlertScore, 4));
        json.WriteStartArray("signaux");
        foreach (var reason in analysis.AlertReasons)
        {
            var (start, end) = text.InOriginal(reason.Start, reason.End);
            json.WriteStartObject();
            json.WriteString("code", reason.Kind);
            json.WriteNumber("debut", start);
            json.WriteNumber("fin", end);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("a_relire", analysis.NeedsReading);
        if (clauses is not null)
        {
            json.WriteStartArray("propositions");
            foreach (var clause in clauses)
            {
                var (start, end) = text.InOriginal(clause.Start, clause.End);
                json.WriteStartObject();
                json.WriteNumber("debut", start);
                json.WriteNumber("fin", end);
                json.WriteString("tonalite", VerbatimsCommands.ToneCode(clause.Tone));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
