using System.Globalization;
using System.Reflection;
using System.Text;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Reading;

namespace Verbatims.Nlp.Demo;

/// <summary>
/// A year of comments of a fictional hospital, put together from phrases that were written by hand: every ward, every month, and some
/// that a person must read first. One ward gets worse in autumn, another better, so that trends have something to show.
/// </summary>
public static class DemoHospital
{
    /// <summary>How many comments there are.</summary>
    public const int Count = 5_000;

    /// <summary>The name of the file, as its batch bears it.</summary>
    public const string FileName = "hopital-fictif-5000.csv";

    private const int Seed = 20_265;
    private const string Phrases = "demo/phrases-fictives.txt";

    // The share of content people, in hundredths, and how it moves over the year.
    private static readonly (string Name, int Weight, int Content, int Drift)[] Wards =
    [
        ("Urgences", 18, 38, -1), ("Médecine polyvalente", 15, 58, 0), ("Chirurgie digestive", 12, 62, 0), ("Orthopédie", 12, 66, 1),
        ("Cardiologie", 10, 70, 0), ("Maternité", 10, 74, 2), ("Gériatrie", 9, 60, -3), ("Chirurgie ambulatoire", 8, 78, 0),
        ("Pneumologie", 4, 64, 0), ("Oncologie", 2, 72, 1),
    ];

    /// <summary>Reads and analyses the comments when they are not there yet; goes on where it was when it was stopped.</summary>
    /// <param name="services">The services.</param>
    /// <param name="today">The last day of the year.</param>
    /// <param name="progress">Receives how far it is; may be null.</param>
    /// <param name="cancellationToken">Stops the work; what is stored stays.</param>
    /// <returns>The batch; null when it was there already.</returns>
    public static async Task<BatchId?> SeedAsync(
        VerbatimServices services, DateOnly today, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if ((await services.Queries.BatchesAsync(cancellationToken)).Any(batch => batch.FileName == FileName && batch.State == BatchState.Ready))
            return null;
        var folder = Directory.CreateTempSubdirectory("has-demo-");
        try
        {
            var path = Path.Combine(folder.FullName, FileName);
            await File.WriteAllTextAsync(path, Write(today), cancellationToken);
            using var source = await SourceFile.OpenAsync(path, cancellationToken: cancellationToken);
            return await services.AnalyseAsync(source, source.Proposal, progress: progress, cancellationToken: cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The file, as a hospital would export it. The same day gives the same file.</summary>
    /// <param name="today">The last day of the year.</param>
    public static string Write(DateOnly today)
    {
        var phrases = Read();
        var chance = new Random(Seed);
        var file = new StringBuilder("Numéro;Date de sortie;Service;Champ;Note;Commentaire\n");
        var lastMonth = new DateOnly(today.Year, today.Month, 1);
        for (var number = 1; number <= Count; number++)
        {
            var month = (number - 1) * 12 / Count;
            var first = lastMonth.AddMonths(month - 12);
            var day = first.AddDays(chance.Next(DateTime.DaysInMonth(first.Year, first.Month)));
            var (name, _, content, drift) = WardOf(chance);
            var isContent = chance.Next(100) < content + (drift * month) + (chance.Next(100) < 12 ? 20 : 0);
            var (text, field, score) = Comment(phrases, chance, isContent);
            file.Append(CultureInfo.InvariantCulture, $"{number};{day:dd/MM/yyyy};{(chance.Next(40) == 0 ? "" : name)};{field};{score};")
                .Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\n");
        }

        return file.ToString();
    }

    private static (string Text, string Field, int Score) Comment(ILookup<char, (string Topic, string Text)> phrases, Random chance, bool isContent)
    {
        var kind = chance.Next(1_000);
        if (kind < 9)
            return (Filled(Pick(phrases['!'], chance), chance), "négatif", chance.Next(0, 4));
        if (kind < 60)
            return (Pick(phrases['~'], chance), chance.Next(2) == 0 ? "négatif" : "libre", chance.Next(5, 10));
        var (main, other) = isContent ? ('+', '-') : ('-', '+');
        var parts = new List<string> { Pick(phrases[main], chance) };
        while (parts.Count < 3 && chance.Next(100) < 42)
        {
            var next = Pick(phrases[main], chance);
            if (!parts.Contains(next))
                parts.Add(next);
        }

        var isMixed = chance.Next(100) < 17;
        var text = string.Join(Joined(chance), parts);
        if (isMixed)
            text += (chance.Next(3) switch { 0 => ", mais ", 1 => ". Par contre ", _ => ". Dommage : " }) + Pick(phrases[other], chance);
        var score = isContent ? chance.Next(7, 11) : chance.Next(1, 6);
        return (Styled(Filled(text, chance), chance), isMixed ? "libre" : isContent ? "positif" : "négatif", isMixed ? 6 : score);
    }

    private static string Joined(Random chance) => chance.Next(4) switch { 0 => ". ", 1 => ", ", 2 => " et ", _ => " ; " };

    private static string Filled(string text, Random chance) => text
        .Replace("{h}", $"{chance.Next(3, 12)}", StringComparison.Ordinal).Replace("{n}", $"{chance.Next(2, 9) * 5}", StringComparison.Ordinal)
        .Replace("{j}", $"{chance.Next(2, 6)}", StringComparison.Ordinal);

    // People write in a hurry, on a telephone, or in capitals.
    private static string Styled(string text, Random chance)
    {
        var style = chance.Next(100);
        text = style switch
        {
            < 46 => char.ToUpper(text[0], CultureInfo.GetCultureInfo("fr-FR")) + text[1..] + (chance.Next(3) == 0 ? " !" : "."),
            < 52 => text.ToUpper(CultureInfo.GetCultureInfo("fr-FR")),
            < 64 => text.Replace("pas ", "pa ", StringComparison.Ordinal).Replace("toujours", "tjs", StringComparison.Ordinal)
                .Replace("quand", "qd", StringComparison.Ordinal).Replace("beaucoup", "bcp", StringComparison.Ordinal),
            < 72 => text.Replace('é', 'e').Replace('è', 'e').Replace('ê', 'e').Replace('à', 'a').Replace('’', '\''),
            < 78 => text + "…",
            < 83 => text + " !!!",
            _ => text,
        };
        return chance.Next(12) switch { 0 => "Franchement, " + text, 1 => text + " Merci de me lire.", 2 => "Bonjour, " + text, _ => text };
    }

    private static (string Name, int Weight, int Content, int Drift) WardOf(Random chance)
    {
        var place = chance.Next(Wards.Sum(ward => ward.Weight));
        foreach (var ward in Wards)
        {
            place -= ward.Weight;
            if (place < 0)
                return ward;
        }

        return Wards[0];
    }

    private static string Pick(IEnumerable<(string Topic, string Text)> phrases, Random chance)
    {
        var all = phrases.ToList();
        return all[chance.Next(all.Count)].Text;
    }

    private static ILookup<char, (string Topic, string Text)> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Phrases)
            ?? throw new InvalidOperationException($"{Phrases} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#').Select(line => (Sign: line[0], Parts: line[1..].Split('|')))
            .ToLookup(line => line.Sign, line => (line.Parts[0], line.Parts[1]));
    }
}
