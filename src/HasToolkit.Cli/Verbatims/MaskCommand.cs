using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Masking;
using Verbatims.Nlp.Reading;

namespace HasToolkit.Cli.Verbatims;

/// <summary>Masks the personal data of a file of texts.</summary>
internal sealed class MaskCommand(CliApp app)
{
    private const int ChunkSize = 512;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Command Mask()
    {
        var file = new Argument<string>("FICHIER")
        {
            Description = $"Textes à masquer : {SourceOptions.Formats}",
        };
        var output = new Option<string>("--output")
        {
            Description = "Fichier JSON Lines écrit : masked (texte masqué) et spans ([début, fin, nature]).",
            HelpName = "FICHIER",
            Required = true,
        };
        var source = new SourceOptions();
        var command = new CliCommand(
            "mask", "Masque noms, téléphones, courriels, numéros, adresses et dates de naissance.",
            "has verbatims mask textes.jsonl --output masques.jsonl")
        {
            file, output,
        };
        source.AddTo(command);
        return app.Does(command, async run =>
        {
            using var opened = await source.OpenAsync(run, run.Get(file));
            return await MaskAsync(run, opened, source.Mapping(run, opened), run.Text(output)!);
        });
    }

    private static async Task<int> MaskAsync(Run run, SourceFile file, ColumnMapping mapping, string output)
    {
        mapping.Check(file.Description.Columns);
        var (count, masks, unread) = (0, 0, 0);
        await using (var lines = new StreamWriter(output) { NewLine = "\n" })
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
                chunk => chunk.Select(comment => (comment.Id, Masked: PersonalDataMasker.Mask(comment.Text))).ToList(),
                async results =>
                {
                    foreach (var (id, masked) in results)
                    {
                        await lines.WriteLineAsync(Line(id, masked));
                        count++;
                        masks += masked.Spans.Count;
                    }
                },
                run.Stop);
        }

        run.Terminal.Done(string.Create(
            CultureInfo.CurrentCulture, $"{count:N0} textes, {masks:N0} masques ({PersonalDataMasker.Version}) → {output}"));
        return unread > 0 ? ExitCodes.Partial : ExitCodes.Ok;
    }

    private static string Line(string id, MaskedText masked) => new JsonObject
    {
        ["id"] = id,
        ["masked"] = masked.Text,
        ["spans"] = new JsonArray([.. masked.Spans.Select(span => new JsonArray(span.Start, span.End, span.Kind))]),
    }.ToJsonString(Json);
}
