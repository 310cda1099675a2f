using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks.Growth;

/// <summary>One ledger on SQLite that fills by commands, measured at each size on the way.</summary>
internal static class DossierLadder
{
    public const string Note =
        "Each dossier is opened and moved by two commands, one writer, each flushed to disk; the cost of n dossiers is that of all since the first. "
        + "Reading and moving one: mean of 200, drawn over all. Lists and the overview count over all dossiers. "
        + "1,000,000 dossiers by commands take hours, and are not measured.";

    private const int Most = 100_000;
    private const int Calls = 200;
    private const int PageCalls = 20;

    public static async Task ClimbAsync(Steps steps)
    {
        var folder = Directory.CreateTempSubdirectory("has-growth-").FullName;
        try
        {
            using var services = await Bench.OpenAsync(folder);
            var ladder = new Ladder(services, folder, steps.Seed);
            foreach (var size in steps.UpTo(Most, Most))
            {
                await ladder.ClimbToAsync(size);
                steps.Reached(ladder.Curves);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Ladder(EvaluationServices services, string folder, int seed)
    {
        private readonly Curve _write = new("dossiers opened and moved once", Scope.Whole);
        private readonly Curve _read = new("one dossier read, for its page", Scope.One);
        private readonly Curve _move = new("one dossier moved", Scope.One);
        private readonly Curve _list = new("first page of the list, with its counts", Scope.Whole);
        private readonly Curve _tasks = new("what waits for one person, first 200", Scope.Whole);
        private readonly Curve _cold = new("overview, by a process that just started", Scope.Whole);
        private readonly Curve _warm = new("overview again, nothing moved", Scope.Whole);
        private readonly Curve _verify = new("all chains verified", Scope.Whole);
        private readonly Random _random = new(seed);
        private readonly List<DossierId> _ids = [];
        private Cost _written = Cost.None;

        public IReadOnlyList<Curve> Curves => [_write, _read, _move, _list, _tasks, _cold, _warm, _verify];

        public async Task ClimbToAsync(int size)
        {
            var before = _ids.Count;
            _written += await Cost.OfAsync(async () =>
            {
                while (_ids.Count < size)
                    _ids.Add(await OpenAsync(_ids.Count));
            });
            _write.Add(size, _written, onDisk: OnDisk(folder));

            var (read, moved) = (Drawn(0), Drawn(before));
            await _read.RepeatAsync(size, read.Count, call => services.Queries.ReadAsync(read[call], DemoPeople.Service));
            await _move.RepeatAsync(size, moved.Count, async call => Bench.Expect(
                await services.Desk.DoAsync(moved[call], Bench.Finish("recevabilite", "recevable", services.Desk.Today), Service())));

            await _list.RepeatAsync(size, PageCalls, _ => services.Queries.ListAsync(new DossierFilter(DemoPeople.Service.Id)));
            await _tasks.RepeatAsync(size, PageCalls, _ => services.Queries.TasksAsync(DemoPeople.Service));
            var cases = new LedgerCases(services.Database, services.Procedures);
            _cold.Add(size, await Cost.OfAsync(() => OverviewAsync(cases)));
            await _warm.RepeatAsync(size, PageCalls, _ => OverviewAsync(cases));
            _verify.Add(size, await Cost.OfAsync(VerifyAsync));
        }

        // Historical dossiers need no parts, so that two commands bring one to where the next can move it.
        private async Task<DossierId> OpenAsync(int number)
        {
            var on = services.Desk.Today.AddDays(-(number % 400));
            var opened = Bench.Expect(await services.Desk.OpenAsync(Bench.Request($"PRODUIT {number}", on, isHistorical: true), Service()));
            var id = new DossierId(opened.Stream);
            Bench.Expect(await services.Desk.DoAsync(id, Bench.Finish("depot", "depose", on), Service()));
            return id;
        }

        // Each once, from one place on: what came before was moved at the size before.
        private List<DossierId> Drawn(int from) =>
            [.. Enumerable.Range(from, _ids.Count - from).OrderBy(_ => _random.Next()).Take(Calls).Select(place => _ids[place])];

        private async Task OverviewAsync(LedgerCases cases)
        {
            var figures = CaseOverview.Of(await cases.ReadAsync(), new OverviewFilter(WithHistorical: true), services.Desk.Today);
            if (figures.Procedures.Count == 0)
                throw new InvalidOperationException("The overview counts nothing.");
        }

        private async Task VerifyAsync()
        {
            var report = await services.Audit.VerifyAsync();
            if (report.Faults.Count > 0 || report.Streams < _ids.Count)
                throw new InvalidOperationException($"{report.Faults.Count} faults in {report.Streams} chains.");
        }

        private static Signature Service() => Bench.By(DemoPeople.Service, Role.EvaluationService);
    }

    private static long OnDisk(string folder) => Directory.EnumerateFiles(folder, "has.db*").Sum(file => new FileInfo(file).Length);
}
