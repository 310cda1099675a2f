using System.Security.Cryptography;
using System.Text.Json;
using Evaluation.Workflows;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Cli.Evaluation;

/// <summary>A kept file that is absent, or is no longer what was received.</summary>
/// <param name="Sha256">Its SHA-256, as the event that received it says.</param>
/// <param name="Where">What names it, in French.</param>
internal sealed record DamagedFile(string Sha256, string Where);

/// <summary>What a verification of the files found.</summary>
/// <param name="Checked">How many different files the events name.</param>
/// <param name="Damaged">Those that are absent or changed.</param>
internal sealed record FileReport(int Checked, IReadOnlyList<DamagedFile> Damaged);

/// <summary>Every file that an event names: parts, answers of experts, contributions, full texts of reviews.</summary>
internal static class KeptFiles
{
    /// <summary>Computes the digest of each again.</summary>
    public static async Task<FileReport> VerifyAsync(Run run, EvaluationServices services)
    {
        using var reviews = await LitReviewServices.OpenAsync(run.DataFolder, run.Connection, cancellationToken: run.Stop);
        var named = new SortedDictionary<string, (string Where, Func<string, Task<bool>> IsIntact)>(StringComparer.Ordinal);
        await foreach (var line in services.Audit.ExportAsync(cancellationToken: run.Stop))
        {
            foreach (var (hash, where) in NamedIn(line))
                named.TryAdd(hash, (where, sha256 => services.Parts.IsIntactAsync(sha256, run.Stop)));
        }

        foreach (var summary in await reviews.Queries.ReviewsAsync(run.Stop))
        {
            var review = await reviews.Queries.ReviewAsync(summary.Id, run.Stop);
            foreach (var file in review!.Records.Select(record => record.FullText).OfType<FullTextFile>())
                named.TryAdd(file.Sha256, ($"{summary.Id} : {file.FileName}", sha256 => IsIntactAsync(reviews, sha256, run.Stop)));
        }

        return await run.Terminal.WithProgressAsync("Vérification des fichiers", named.Count, async progress =>
        {
            var (done, damaged) = (0, new List<DamagedFile>());
            foreach (var (hash, (where, isIntact)) in named)
            {
                if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower) || !await isIntact(hash))
                    damaged.Add(new DamagedFile(hash, where));
                progress.Report(++done);
            }

            return new FileReport(named.Count, damaged);
        });
    }

    private static async Task<bool> IsIntactAsync(LitReviewServices reviews, string sha256, CancellationToken stop)
    {
        try
        {
            await using var file = reviews.FullTexts.Open(sha256);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)) == sha256;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // An event that was tampered with may be no JSON any more: the chain already says so.
    private static List<(string Hash, string Where)> NamedIn(string line)
    {
        var found = new List<(string, string)>();
        using var json = JsonDocument.Parse(line);
        try
        {
            using var payload = JsonDocument.Parse(json.RootElement.GetProperty("payload").GetString()!);
            Look(payload.RootElement, json.RootElement.GetProperty("stream").GetString()!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            found.Clear();
        }

        return found;

        void Look(JsonElement element, string stream)
        {
            if (element.ValueKind is JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    Look(item, stream);
            }

            if (element.ValueKind is not JsonValueKind.Object)
                return;
            if (element.TryGetProperty("sha256", out var hash) && element.TryGetProperty("fileName", out var name))
                found.Add((hash.GetString()!, $"{stream} : {name.GetString()}"));
            foreach (var property in element.EnumerateObject())
                Look(property.Value, stream);
        }
    }
}
