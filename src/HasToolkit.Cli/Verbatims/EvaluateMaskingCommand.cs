using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Masking;
using Verbatims.Nlp.Quality;

namespace HasToolkit.Cli.Verbatims;

/// <summary>Measures masking on comments in which a person marked the personal data.</summary>
internal sealed class EvaluateMaskingCommand(CliApp app)
{
    private const int Around = 30;

    public Command EvaluateMasking()
    {
        var files = new Argument<string[]>("FICHIER")
        {
            Description = "JSON Lines (id, texte, entites : [[début, fin, nature], …], part), éventuellement .gz.",
            Arity = ArgumentArity.OneOrMore,
        };
        var part = new Option<string>("--part")
        {
            Description = "Ne garde que ces lignes (dev pour corriger les règles, test pour mesurer) ; sinon toutes.",
            HelpName = "PART",
        };
        var misses = new Option<bool>("--misses")
        {
            Description = "Montre chaque entité restée lisible et chaque masque posé à tort. Ils citent les commentaires.",
        };
        return app.Does(
            new CliCommand(
                "evaluate-masking",
                "Mesure le masquage sur des commentaires annotés à la main.\n\n"
                + "Une entité est masquée quand chacune de ses lettres et chacun de ses chiffres l’est ; un nom dont il "
                + "reste une lettre est manqué. Un masque est faux quand il ne couvre aucune entité. Un mot est masqué à "
                + "tort quand il n’est dans aucune entité. Intervalles de Wilson à 95 %.",
                "has verbatims evaluate-masking noms.jsonl --part test --misses")
            {
                files, part, misses,
            },
            run => EvaluateMaskingAsync(run, run.Get(files), run.Text(part), run.Get(misses)));
    }

    private static Task<int> EvaluateMaskingAsync(Run run, string[] files, string? part, bool showsMisses)
    {
        var marked = files.SelectMany(file => Read(file, part)).ToList();
        if (marked.Count == 0)
        {
            throw new InputException(
                $"Aucun commentaire{(part is null ? "" : $" de part « {part} »")} dans {string.Join(", ", files)}. "
                + "Attendu : une ligne JSON par commentaire, avec texte et entites.");
        }

        var quality = MaskingQuality.Of(marked);
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Rules = PersonalDataMasker.Version,
                quality.Comments,
                quality.Kinds,
                Overall = new { quality.Overall.Recall, quality.Overall.Precision },
                quality.WordsMaskedWrongly,
                Missed = showsMisses ? quality.Missed : null,
                Excess = showsMisses ? quality.Excess : null,
            });
            return Task.FromResult(ExitCodes.Ok);
        }

        run.Terminal.Say(string.Create(
            CultureInfo.CurrentCulture,
            $"{quality.Comments:N0} commentaires, {PersonalDataMasker.Version} ; intervalles de Wilson à 95 %."));
        var table = Layout.Table("Nature", "!>Entités", "!>Masquées (rappel)", "!>Masques", "!>Justes (précision)");
        foreach (var kind in quality.Kinds)
            table.With(Row(kind.Kind, kind));
        run.Terminal.Show(table.With(Row("Ensemble", quality.Overall)));
        run.Terminal.Show(Layout.Pairs(("Mots masqués à tort", Share(quality.WordsMaskedWrongly, "0.00 %"))));
        if (showsMisses)
        {
            ShowFaults(run, "Restés lisibles", quality.Missed);
            ShowFaults(run, "Masqués à tort", quality.Excess);
        }

        return Task.FromResult(ExitCodes.Ok);
    }

    private static string[] Row(string name, KindQuality kind) =>
    [
        name, Count(kind.Recall.Of), Share(kind.Recall, "0.000"), Count(kind.Precision.Of), Share(kind.Precision, "0.000"),
    ];

    private static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    private static string Share(Proportion share, string format)
    {
        if (share.Value is not { } value)
            return "–";
        string Shown(double number) => number.ToString(format, CultureInfo.CurrentCulture);
        return $"{Shown(value)} [{Shown(share.Low)} ; {Shown(share.High)}]";
    }

    private static void ShowFaults(Run run, string title, IReadOnlyList<MaskingFault> faults)
    {
        run.Terminal.Show(Layout.Heading($"{title} ({Count(faults.Count)})"));
        var table = Layout.Table("Commentaire", "Nature", "Passage");
        foreach (var fault in faults)
        {
            var (start, end) = (Math.Max(0, fault.Place.Start - Around), Math.Min(fault.Text.Length, fault.Place.End + Around));
            table.With(
                fault.Id, fault.Place.Kind,
                $"{fault.Text[start..fault.Place.Start]}⟦{fault.Text[fault.Place.Start..fault.Place.End]}⟧{fault.Text[fault.Place.End..end]}"
                    .ReplaceLineEndings(" "));
        }

        run.Terminal.Show(table);
    }

    private static IEnumerable<MarkedComment> Read(string path, string? part)
    {
        if (!File.Exists(path))
            throw new InputException($"« {path} » n’existe pas. Indiquez un fichier de commentaires annotés.");
        using var file = File.OpenRead(path);
        using var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var reader = new StreamReader(plain);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Trim().Length == 0)
                continue;
            MarkedComment comment;
            try
            {
                using var document = JsonDocument.Parse(line);
                var row = document.RootElement;
                if (part is not null && (!row.TryGetProperty("part", out var own) || own.GetString() != part))
                    continue;
                var text = row.GetProperty("texte").GetString()!;
                comment = new MarkedComment(
                    row.TryGetProperty("id", out var id) ? id.ToString() : number.ToString(CultureInfo.InvariantCulture), text,
                    Entities(row.GetProperty("entites"), text.Length));
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new InputException(
                    $"« {path} », ligne {number} : {e.Message} Attendu : texte, et entites en [[début, fin, nature], …] "
                    + $"dans l’ordre et sans chevauchement, de nature {string.Join(", ", PersonalDataMasker.Kinds)}.");
            }

            yield return comment;
        }
    }

    private static List<MaskedSpan> Entities(JsonElement rows, int length)
    {
        var spans = new List<MaskedSpan>();
        foreach (var row in rows.EnumerateArray())
        {
            if (row.GetArrayLength() != 3)
                throw new FormatException($"L’entité {row.GetRawText()} n’a pas trois valeurs.");
            var span = new MaskedSpan(row[0].GetInt32(), row[1].GetInt32(), row[2].GetString() ?? "");
            if (span.Start < (spans.Count == 0 ? 0 : spans[^1].End) || span.End <= span.Start || span.End > length
                || !PersonalDataMasker.Kinds.Contains(span.Kind))
            {
                throw new FormatException($"L’entité {row.GetRawText()} ne va pas avec un texte de {length} caractères.");
            }

            spans.Add(span);
        }

        return spans;
    }
}
