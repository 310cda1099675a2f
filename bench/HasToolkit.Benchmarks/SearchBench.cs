using System.Diagnostics;
using System.Globalization;
using LitReview.Indexing;
using LitReview.Searching;
using static HasToolkit.Benchmarks.MadeUpReferences;

namespace HasToolkit.Benchmarks;

/// <summary>Builds an index of made-up records on disk, opens it again, and searches it.</summary>
internal static class SearchBench
{
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

    internal static SearchQuery Equation(string text) =>
        SearchQuery.TryRead(text, out var query, out var fault) ? query : throw new InvalidOperationException(fault.Message);

    private static IndexedRecord Record(int seed, int number) =>
        new(number.ToString("D7", CultureInfo.InvariantCulture), MadeUpReferences.Of(seed, number));
}
