using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HasToolkit.Benchmarks.Growth;

/// <summary>Comments put together from clauses of our own, as bench/verbatims/generate.py does: only length, words and variety are those of patients.</summary>
internal static partial class MadeUpComments
{
    /// <summary>Where they come from.</summary>
    public static IReadOnlyList<string> Wards { get; } =
        ["Urgences", "Chirurgie", "Maternité", "Cardiologie", "Gériatrie", "Ambulatoire", "Oncologie", "Médecine"];

    private static readonly string[] Names = ["Le Goff", "Martin", "Benali", "Nguyen", "Dubois", "Carpentier", "Haddad", "Moreau"];

    private static readonly string[] Boxes = ["positif", "negatif", "libre"];

    private static readonly int[] Lengths = [1, 1, 1, 2, 2, 3, 3, 4, 5];

    private static readonly Lazy<string[]> Clauses = new(ReadClauses);

    /// <summary>Writes a CSV file of as many comments as are asked for; the same seed always gives the same.</summary>
    public static void Write(string path, int comments, int seed)
    {
        var random = new Random(seed);
        using var output = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        output.WriteLine("id;date;service;champ;commentaire");
        for (var number = 1; number <= comments; number++)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{number};{random.Next(1, 13):00}/2026;{One(random, Wards)};{One(random, Boxes)};\"{Comment(random).Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        }
    }

    private static string Comment(Random random)
    {
        var parts = Enumerable.Range(0, One(random, Lengths)).Select(_ => One(random, Clauses.Value)).ToList();
        if (random.NextDouble() < 0.05)
            parts.Add($"Merci au Dr {One(random, Names)}.");
        if (random.NextDouble() < 0.01)
            parts.Add($"Rappelez-moi au 06 {random.Next(10, 99)} {random.Next(10, 99)} {random.Next(10, 99)} 17.");
        var text = string.Join(' ', parts);
        return random.NextDouble() < 0.2 ? text.Remove(random.Next(text.Length), 1) : text;
    }

    private static T One<T>(Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];

    // Every clause of our own comments, each once, in the order of the files.
    private static string[] ReadClauses() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Results.Root(), "models", "training", "corpus"), "ecrit-*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("texte").GetString()!)
            .SelectMany(text => BetweenClauses().Split(text)).Where(clause => clause.Length is >= 8 and <= 160).Distinct(),
    ];

    [GeneratedRegex(@"(?<=[.!?;,])\s+")]
    private static partial Regex BetweenClauses();
}
