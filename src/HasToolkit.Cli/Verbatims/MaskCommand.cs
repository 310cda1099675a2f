using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verbatims.Nlp.Masking;

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
            Description = "JSON Lines avec un champ « text » (ou « texte »), ou CSV ; éventuellement .gz.",
        };
        var output = new Option<string>("--output")
        {
            Description = "Fichier JSON Lines écrit : masked (texte masqué) et spans ([début, fin, nature]).",
            HelpName = "FICHIER",
            Required = true,
        };
        return app.Does(
            new CliCommand(
                "mask", "Masque noms, téléphones, courriels, numéros, adresses et dates de naissance.",
                "has verbatims mask textes.jsonl --output masques.jsonl")
            {
                file, output,
            },
            run => MaskAsync(run, run.Get(file), run.Text(output)!));
    }

    private static async Task<int> MaskAsync(Run run, string file, string output)
    {
        if (!File.Exists(file))
            throw new InputException($"« {file} » n’existe pas. Indiquez un fichier JSON Lines ou CSV de textes.");
        var (count, masks, unread) = (0, 0, 0);
        await using (var lines = new StreamWriter(output) { NewLine = "\n" })
        {
            await OrderedWork.RunAsync(
                CommentFile.Read(file, problem =>
                {
                    unread++;
                    run.Terminal.Warn(problem);
                }).Chunk(ChunkSize),
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
