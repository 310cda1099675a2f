using System.Text;
using LitReview.Citations;

namespace HasToolkit.Benchmarks;

/// <summary>References made up from a seed: a title of 12 words and an abstract of 150, drawn by Zipf’s law.</summary>
internal static class MadeUpReferences
{
    public const int Words = 200_000;
    public const int AbstractWords = 150;

    /// <summary>A reference; the same seed and number always give the same.</summary>
    public static Citation Of(int seed, int number)
    {
        var random = new Random(unchecked((seed * 397) ^ (number * 7_919)));
        return new Citation
        {
            Title = Text(random, 12),
            Abstract = Text(random, AbstractWords),
            Year = 1980 + random.Next(46),
            Journal = $"Journal {random.Next(400)}",
            Language = random.Next(10) == 0 ? "fr" : "en",
            Kind = CitationKind.JournalArticle,
            Authors = [new CitationAuthor(Word(5_000 + random.Next(20_000)), "A")],
            Source = new SourceRecord("made-up.ris", "RIS", "MEDLINE", number + 1, number + 1, ""),
        };
    }

    /// <summary>The rank of a word: rank r comes about as often as 1/r.</summary>
    public static int Draw(Random random) => (int)Math.Pow(Words, random.NextDouble());

    /// <summary>The word of a rank.</summary>
    public static string Word(int rank)
    {
        const string Consonants = "bcdfghjklmnpqrstvz", Vowels = "aeiou";
        var word = new StringBuilder();
        for (var rest = rank; rest > 0 || word.Length < 4; rest /= 90)
            word.Append(Consonants[rest % 18]).Append(Vowels[rest / 18 % 5]);
        return word.ToString();
    }

    private static string Text(Random random, int words)
    {
        var text = new StringBuilder(words * 8);
        for (var word = 0; word < words; word++)
            text.Append(word == 0 ? "" : " ").Append(Word(Draw(random)));
        return text.Append('.').ToString();
    }
}
