using System.Globalization;
using LitReview;
using LitReview.Citations;
using LitReview.Deduplication;
using LitReview.Indexing;
using LitReview.Reviews;
using LitReview.Searching;

namespace HasToolkit.Benchmarks.Growth;

/// <summary>Files of references, each linked, imported into a review of its own, read a little, and indexed.</summary>
internal static class ReferenceLadder
{
    public const string Note =
        "A RIS file for each size; a title of 12 words and an abstract of 150, drawn by Zipf’s law from 200,000 words, and one reference in five repeats an "
        + "earlier one, otherwise written. One reference read: the mean of 60, ranking, judgement and journal included, after the ranking is ready. "
        + "Searches: mean of 200.";

    private const int Usual = 100_000;
    private const int Ranked = 30_000;
    private const int Indexed = 1_000_000;
    private const int Judged = 60;
    private const int Searches = 200;

    private static readonly ReviewerId Reader = new("claire-martin");

    public static async Task ClimbAsync(Steps steps)
    {
        var ladder = new Ladder(steps.Seed);
        foreach (var size in steps.UpTo(Usual, Indexed))
        {
            var folder = Directory.CreateTempSubdirectory("has-growth-").FullName;
            try
            {
                if (size <= Usual)
                {
                    var file = Path.Combine(folder, "references.ris");
                    await using (var output = File.Create(file))
                        CitationExport.Write(Enumerable.Range(0, size).Select(number => Reference(steps.Seed, number)), CitationFileFormat.Ris, output);
                    await ladder.LinkAsync(size, file);
                    await ladder.ImportAsync(size, file, folder, isRead: steps.UpTo(Ranked, Usual).Contains(size));
                }

                await ladder.IndexAsync(size, Path.Combine(folder, "index-alone"));
                steps.Reached(ladder.Curves);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // One in five repeats an earlier one, as another data base writes it; one in fifty is what the review looks for.
    private static Citation Reference(int seed, int number)
    {
        if (number % 5 != 4)
            return Original(seed, number);
        var first = Original(seed, number / 10 * 5);
        return first with
        {
            Title = first.Title.ToUpperInvariant(),
            Doi = number % 10 == 4 ? first.Doi : null,
            Abstract = number % 15 == 4 ? "" : first.Abstract,
        };
    }

    private static Citation Original(int seed, int number)
    {
        var made = MadeUpReferences.Of(seed, number);
        return made with
        {
            Title = number % 50 == 0 ? $"Telemonitoring in heart failure: {made.Title}" : made.Title,
            Doi = number % 3 == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"10.5555/made-up.{number}"),
            Volume = (number % 97).ToString(CultureInfo.InvariantCulture),
            Pages = string.Create(CultureInfo.InvariantCulture, $"{number % 1_999}-{(number % 1_999) + 7}"),
        };
    }

    private sealed class Ladder(int seed)
    {
        private readonly Curve _link = new("a file read, its duplicates linked", Scope.Whole);
        private readonly Curve _import = new("the file imported into a review, and linked there", Scope.Whole);
        private readonly Curve _ready = new("ranking made ready, first reference proposed", Scope.Whole);
        private readonly Curve _step = new("one reference read: next one ranked, judgement stored", Scope.Whole);
        private readonly Curve _index = new("all indexed", Scope.Whole);
        private readonly Curve _words = new("search for two words", Scope.Whole);
        private readonly Curve _block = new("search by a block equation with years", Scope.Whole);

        public IReadOnlyList<Curve> Curves => [_link, _import, _ready, _step, _index, _words, _block];

        public async Task LinkAsync(int size, string file) => _link.Add(size, await Cost.OfAsync(() =>
        {
            var finder = new DuplicateFinder();
            using var reader = CitationFile.Open(File.OpenRead(file), file);
            foreach (var citation in reader.ReadAll())
                finder.Add(citation);
            var report = finder.Find();
            if (report.Records != size || report.Duplicates < size / 10)
                throw new InvalidOperationException($"{report.Duplicates} duplicates among {report.Records} references.");
        }));

        public async Task ImportAsync(int size, string file, string folder, bool isRead)
        {
            using var services = await LitReviewServices.OpenAsync(folder);
            var protocol = new Protocol
            {
                Title = "Telemonitoring in heart failure",
                Question = "Does telemonitoring reduce admissions in heart failure?",
                Reasons = ["Population", "Intervention"],
                ReviewersPerRecord = 1,
            };
            var review = Expect(await services.Desk.CreateAsync(new CreateReview(protocol), Reader, Guid.NewGuid()));
            _import.Add(size, await Cost.OfAsync(async () =>
            {
                await using var content = File.OpenRead(file);
                review = Expect(await services.ImportAsync(review.Id, new SearchSource("MEDLINE"), content, file, Reader, Guid.NewGuid()));
            }), onDisk: Directory.EnumerateFiles(folder, "litreview.db*").Sum(part => new FileInfo(part).Length));
            if (!isRead)
                return;
            NextRecord? next = null;
            _ready.Add(size, await Cost.OfAsync(async () => next = await services.Rooms.NextAsync(review, Reader)));
            _step.Add(size, await Cost.OfAsync(async () =>
            {
                for (var read = 0; read < Judged; read++)
                {
                    var title = (await services.Queries.CitationsAsync(review.Id, [next!.Number]))[next.Number].Title;
                    var isKept = title.Contains("heart failure", StringComparison.OrdinalIgnoreCase);
                    review = Expect(await services.DoAsync(
                        review.Id, new JudgeRecord(next.Number, Stage.TitleAbstract, isKept ? Verdict.Include : Verdict.Exclude, isKept ? null : "Population"),
                        Reader, Guid.NewGuid()));
                    next = await services.Rooms.NextAsync(review, Reader);
                }
            }), Judged);
        }

        public async Task IndexAsync(int size, string path)
        {
            _index.Add(size, await Cost.OfAsync(() =>
            {
                using var index = SearchIndex.Open(path);
                index.Rebuild(Enumerable.Range(0, size).Select(number => new IndexedRecord(number.ToString("D7", CultureInfo.InvariantCulture), Reference(seed, number))));
            }), onDisk: Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(part => new FileInfo(part).Length));
            using var opened = SearchIndex.OpenToRead(path);
            await SearchAsync(_words, size, opened, random => $"{Word(random)} {Word(random)}");
            await SearchAsync(_block, size, opened, random => $"({Word(random)} OU {Word(random)}) ET annee:2010..2020 SAUF titre:{Word(random)}");
        }

        private async Task SearchAsync(Curve curve, int size, SearchIndex index, Func<Random, string> equation)
        {
            var random = new Random(seed);
            curve.Add(size, await Cost.OfAsync(() =>
            {
                for (var call = 0; call < Searches; call++)
                    index.Find(new SearchRequest(SearchBench.Equation(equation(random))));
            }), Searches);
        }

        private static string Word(Random random) => MadeUpReferences.Word(MadeUpReferences.Draw(random));

        private static Review Expect(ReviewResult result) => result is ReviewResult.Done(var review, _)
            ? review
            : throw new InvalidOperationException($"Refused: {((ReviewResult.Refused)result).Reason.Message}");
    }
}
