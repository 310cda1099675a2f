using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using LitReview.Citations;

namespace LitReview.Searching.Evaluation;

/// <summary>Documents, questions, and which documents answer which question.</summary>
/// <param name="Name">What the collection is called: the name of its folder.</param>
/// <param name="Records">The documents.</param>
/// <param name="Questions">The questions that have an answer, in the order of the file.</param>
/// <remarks>
/// The layout of BEIR: corpus.jsonl or corpus.jsonl.gz (_id, title, text), queries.jsonl (_id, text), qrels.tsv (query-id,
/// corpus-id, score) with a header.
/// </remarks>
public sealed record RetrievalSet(
    string Name, IReadOnlyList<IndexedRecord> Records, IReadOnlyList<JudgedQuestion> Questions)
{
    /// <summary>Reads a folder.</summary>
    /// <exception cref="InvalidDataException">A file is missing or a line of it cannot be read.</exception>
    public static RetrievalSet Read(string folder)
    {
        var name = new DirectoryInfo(folder).Name;
        var records = Lines(Existing(folder, "corpus.jsonl", "corpus.jsonl.gz"))
            .Select((line, i) => Record(line, i + 1, name)).ToList();
        var judgements = Judgements(Existing(folder, "qrels.tsv"));
        var questions =
            from line in Lines(Existing(folder, "queries.jsonl"))
            let id = line.GetProperty("_id").GetString()!
            where judgements.ContainsKey(id)
            select new JudgedQuestion(id, line.GetProperty("text").GetString()!, judgements[id]);
        return new RetrievalSet(name, records, [.. questions]);
    }

    private static IndexedRecord Record(JsonElement line, int ordinal, string collection) => new(
        line.GetProperty("_id").GetString()!,
        new Citation
        {
            Title = line.GetProperty("title").GetString() ?? "",
            Abstract = line.GetProperty("text").GetString() ?? "",
            Source = new SourceRecord(collection, "BEIR", null, ordinal, ordinal, line.GetRawText()),
        });

    private static Dictionary<string, IReadOnlyDictionary<string, int>> Judgements(string file)
    {
        var judgements = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        var number = 1;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            number++;
            if (line.Split('\t') is not [var question, var record, var score]
                || !int.TryParse(score, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var grade))
            {
                throw new InvalidDataException(
                    $"« {Path.GetFileName(file)} », ligne {number} : « {line} ». Attendu : question, document et note, séparés par des "
                    + "tabulations.");
            }

            if (grade <= 0)
                continue;
            if (!judgements.TryGetValue(question, out var grades))
                judgements[question] = grades = new Dictionary<string, int>(StringComparer.Ordinal);
            ((Dictionary<string, int>)grades)[record] = grade;
        }

        return judgements;
    }

    private static string Existing(string folder, params string[] names) =>
        names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? throw new InvalidDataException(
            $"« {folder} » n’a pas de fichier {string.Join(" ou ", names)}. Indiquez un dossier qui a corpus.jsonl, queries.jsonl et "
            + "qrels.tsv.");

    private static IEnumerable<JsonElement> Lines(string file)
    {
        using var stream = File.OpenRead(file);
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
        using var reader = new StreamReader(plain);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length > 0)
                yield return Parsed(line, file, number);
        }
    }

    private static JsonElement Parsed(string line, string file, int number)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"« {Path.GetFileName(file)} », ligne {number} : ce n’est pas un objet JSON. Détail : {e.Message}", e);
        }
    }
}

/// <summary>A question whose answers are known.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Grades">The documents that answer it, each with a grade of 1 or more.</param>
public sealed record JudgedQuestion(string Id, string Text, IReadOnlyDictionary<string, int> Grades);
