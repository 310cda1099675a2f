using Verbatims.Nlp;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Onnx;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Search;
using Verbatims.Nlp.Topics;

namespace HasToolkit.Benchmarks.Growth;

/// <summary>Files of comments, each read, analysed and counted on an empty SQLite database.</summary>
internal static class CommentLadder
{
    public const string Note =
        "Files put together from clauses of our own comments, on an empty database for each size; the shipped model, one worker for each core. "
        + "What is asked again of a batch that nothing changed: mean of 200.";

    private const int Usual = 100_000;
    private const int Most = 1_000_000;
    private const int Calls = 200;

    public static async Task ClimbAsync(Steps steps)
    {
        using var model = OnnxCommentModel.Load(OnnxCommentModel.ShippedFolder);
        var ladder = new Ladder(new CommentAnalyser(model, TopicGrid.Shipped));
        foreach (var size in steps.UpTo(Usual, Most))
        {
            var folder = Directory.CreateTempSubdirectory("has-growth-").FullName;
            try
            {
                await ladder.ClimbToAsync(size, folder, steps.Seed);
                steps.Reached(ladder.Curves);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private sealed class Ladder(CommentAnalyser analyser)
    {
        private readonly Curve _read = new("a file read, masked and stored", Scope.Whole);
        private readonly Curve _analyse = new("its comments judged, results stored", Scope.Whole);
        private readonly Curve _figures = new("figures of the whole batch", Scope.Whole);
        private readonly Curve _ward = new("figures of one ward of eight", Scope.Whole);
        private readonly Curve _again = new("the figures asked again", Scope.One);
        private readonly Curve _first = new("first page of comments that blame the wait", Scope.Whole);
        private readonly Curve _page = new("another page of them", Scope.One);

        public IReadOnlyList<Curve> Curves => [_read, _analyse, _figures, _ward, _again, _first, _page];

        public async Task ClimbToAsync(int size, string folder, int seed)
        {
            var file = Path.Combine(folder, "comments.csv");
            MadeUpComments.Write(file, size, seed);
            using var services = await VerbatimServices.OpenAsync(folder, analyser, analyser.Grid.Version);
            using var source = await SourceFile.OpenAsync(file);
            var id = default(BatchId);
            _read.Add(size, await Cost.OfAsync(async () => id = await services.ReadAsync(source, source.Proposal)), onDisk: OnDisk(folder));
            _analyse.Add(
                size, await Cost.OfAsync(() => services.AnalyseAsync(source, source.Proposal, Environment.ProcessorCount)), onDisk: OnDisk(folder));
            var batch = await services.Queries.BatchAsync(id.Value);
            if (batch.Comments < size * 9L / 10 || batch.Run is not { IsFinished: true })
                throw new InvalidOperationException($"{batch.Comments} of {size} comments are there.");

            var whole = new CommentQuery(id);
            var blamed = whole.With("theme", "ATT-");
            _figures.Add(size, await Cost.OfAsync(() => services.Queries.FiguresAsync(whole)));
            await _ward.RepeatAsync(
                size, MadeUpComments.Wards.Count, call => services.Queries.FiguresAsync(whole.With("service", MadeUpComments.Wards[call])));
            await _again.RepeatAsync(size, Calls, _ => services.Queries.FiguresAsync(whole));
            _first.Add(size, await Cost.OfAsync(() => services.Queries.PageAsync(blamed)));
            await _page.RepeatAsync(size, Calls, call => services.Queries.PageAsync(blamed, skip: call % 5 * 20));
        }
    }

    private static long OnDisk(string folder) => Directory.EnumerateFiles(folder, "verbatims.db*").Sum(file => new FileInfo(file).Length);
}
