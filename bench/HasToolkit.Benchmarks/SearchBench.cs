using System.Diagnostics;
using System.Globalization;
using System.Text;
using LitReview.Citations;
using LitReview.Indexing;
using LitReview.Searching;

namespace HasToolkit.Benchmarks;

/// <summary>Builds an index of made-up records on disk, opens it again, and searches it.</summary>
internal static class SearchBench
{
    private const int Words = 200_000;
    private const int AbstractWords = 150;
    private const int NaiveRecords = 500;
    private const int Calls = 200;

    public static int Run(Options options)
    {
        var (count, seed) = (options.Number("records", 1_000_000), options.Number("seed", 20_261_126));
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var naive = Naive(folder, seed);
            var path = Path.Combine(folder, "index");
            var building = Stopwatch.StartNew();
            using (var index = SearchIndex.Open(path))
                index.Rebuild(Enumerable.Range(0, count).Select(number => Record(seed, number)));
            building.Stop();
            var rate = count / building.Elapsed.TotalSeconds;
            var size = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

            var opening = Stopwatch.StartNew();
            using var opened = SearchIndex.OpenToRead(path);
            opened.Find(new SearchRequest(Equation(Word(1_000))));
            opening.Stop();
            var two = Time(opened, random => Equation($"{Word(Draw(random))} {Word(Draw(random))}"), seed);
            var block = Time(opened, random => Equation(
                $"({Word(Draw(random))} OU {Word(Draw(random))}) ET annee:2010..2020 SAUF titre:{Word(Draw(random))}"), seed);
            var prefix = Time(opened, random => Equation($"{Word(9_000 + Draw(random))[..4]}*"), seed);
            var question = Time(opened, random => SearchQuery.Question(
                string.Join(' ', Enumerable.Range(0, 8).Select(_ => Word(Draw(random))))), seed);
            var facets = Time(opened, random => Equation(Word(Draw(random))), seed, withFacets: true);
            Results.Print(
                $"An index of {count:N0} made-up records", options, "search",
                ("a record", $"title of 12 words, abstract of {AbstractWords}, from {Words:N0} words drawn by Zipf’s law, seed {seed}"),
                ("build, records made up meanwhile", $"{building.Elapsed.TotalSeconds:F0} s, {rate:N0} records/s"),
                ("one commit for each record, as a naive use of the same engine", $"{naive:N0} records/s: {rate / naive:N0} times slower"),
                ("size on disk", $"{size / 1e6:N0} MB"),
                ("largest resident memory", $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB"),
                ("open and first search", $"{opening.Elapsed.TotalMilliseconds:F0} ms"),
                ("two words, p50 / p95 of 200", two), ("a block equation with years and SAUF", block), ("a beginning of four letters", prefix),
                ("a question of eight words, with feedback", question), ("a word with all facets", facets));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Naive(string folder, int seed)
    {
        using var index = SearchIndex.Open(Path.Combine(folder, "naive"));
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < NaiveRecords; number++)
            index.Add([Record(seed, number)]);
        return NaiveRecords / watch.Elapsed.TotalSeconds;
    }

    private static string Time(SearchIndex index, Func<Random, SearchQuery> query, int seed, bool withFacets = false)
    {
        var random = new Random(seed);
        var times = new List<double>();
        for (var call = 0; call < Calls; call++)
        {
            var request = new SearchRequest(query(random)) { WithFacets = withFacets };
            var watch = Stopwatch.StartNew();
            index.Find(request);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return $"{times[Calls / 2]:F1} / {times[(Calls * 95 / 100) - 1]:F1} ms";
    }

    private static SearchQuery Equation(string text) =>
        SearchQuery.TryRead(text, out var query, out var fault) ? query : throw new InvalidOperationException(fault.Message);

    private static IndexedRecord Record(int seed, int number)
    {
        var random = new Random(unchecked((seed * 397) ^ (number * 7_919)));
        return new IndexedRecord(
            number.ToString("D7", CultureInfo.InvariantCulture),
            new Citation
            {
                Title = Text(random, 12),
                Abstract = Text(random, AbstractWords),
                Year = 1980 + random.Next(46),
                Journal = $"Journal {random.Next(400)}",
                Language = random.Next(10) == 0 ? "fr" : "en",
                Kind = CitationKind.JournalArticle,
                Authors = [new CitationAuthor(Word(5_000 + random.Next(20_000)), "A")],
                Source = new SourceRecord("made-up.ris", "RIS", "MEDLINE", number + 1, number + 1, ""),
            });
    }

    private static string Text(Random random, int words)
    {
        var text = new StringBuilder(words * 8);
        for (var word = 0; word < words; word++)
            text.Append(word == 0 ? "" : " ").Append(Word(Draw(random)));
        return text.Append('.').ToString();
    }

    // Rank r comes about as often as 1/r.
    private static int Draw(Random random) => (int)Math.Pow(Words, random.NextDouble());

    private static string Word(int rank)
    {
        const string Consonants = "bcdfghjklmnpqrstvz", Vowels = "aeiou";
        var word = new StringBuilder();
        for (var rest = rank; rest > 0 || word.Length < 4; rest /= 90)
            word.Append(Consonants[rest % 18]).Append(Vowels[rest / 18 % 5]);
        return word.ToString();
    }
}
