using System.Diagnostics;
using HasToolkit.Benchmarks.Chaos.Faults;
using Npgsql;

namespace HasToolkit.Benchmarks.Chaos;

/// <summary>What an experiment came to.</summary>
/// <param name="Struck">What was struck, and how often.</param>
/// <param name="Acts">The acts, by table.</param>
/// <param name="Findings">What other probes found, in words.</param>
/// <param name="LongestStarts">The longest time from the start of a process to its first answer, by kind.</param>
/// <param name="LongestReturn">The longest time from the end of a fault until every actor had been answered again.</param>
/// <param name="Complaints">How often actors were told, in French, that something failed.</param>
/// <param name="LastWords">What they were told last, without what differs from run to run.</param>
/// <param name="Wrongs">What must not be.</param>
internal sealed record Outcome(
    IReadOnlyDictionary<string, int> Struck, IReadOnlyDictionary<ActTable, ActCount> Acts, IReadOnlyList<(string Probe, string Found)> Findings,
    IReadOnlyDictionary<string, TimeSpan> LongestStarts, TimeSpan LongestReturn, int Complaints, IReadOnlyList<string> LastWords,
    IReadOnlyList<string> Wrongs);

/// <summary>Plays an experiment: steady, fault, steady again, probe; and so on to the end.</summary>
internal sealed class ChaosRunner(Experiment experiment, bool isShort, TimeSpan most)
{
    private readonly Dictionary<string, int> _struck = [];
    private TimeSpan _longestReturn;

    /// <summary>Plays it.</summary>
    /// <exception cref="LeftOutException">The machine lacks what it needs.</exception>
    public async Task<Outcome> PlayAsync()
    {
        await using var world = await ChaosWorld.OpenAsync(experiment);
        var probes = new Probes(world);
        foreach (var actor in world.Actors)
            actor.Live();
        await FaultsAsync(world, probes);
        foreach (var actor in world.Actors)
            await actor.StopAsync();
        return await EndAsync(world, probes);
    }

    private async Task FaultsAsync(ChaosWorld world, Probes probes)
    {
        var plans = experiment.Faults.SelectMany(plan => Enumerable.Repeat(plan, isShort ? plan.Short : plan.Times)).ToArray();
        world.Random.Shuffle(plans);
        var watch = Stopwatch.StartNew();
        for (var done = 0; ; done++)
        {
            // One fault in ten comes while processes start, to hit the opening of the databases too.
            if (done == 0 || done == plans.Length || world.Random.Next(10) > 0)
            {
                await SteadyAsync(world, isReturn: done > 0);
                if (done == 0)
                    await probes.BeginAsync();
                foreach (var (table, count) in (await probes.ActsAsync()).Where(pair => pair.Value.Faults > 0))
                    world.Acts.Wrong($"After {done} faults, {table}: {count}.");
            }

            if (done == plans.Length || world.Acts.Wrongs.Count > 20)
                return;
            if (watch.Elapsed > most)
            {
                Console.WriteLine($"{experiment.Name}: the time is over after {done} of {plans.Length} faults.");
                return;
            }

            await Task.Delay(world.Random.Next(1, plans[done].Wait));
            foreach (var victim in await Fault.Of(plans[done]).StrikeAsync(world))
                _struck[victim] = _struck.GetValueOrDefault(victim) + 1;
            if ((done + 1) % 20 == 0)
                Console.WriteLine($"{experiment.Name}: {done + 1} of {plans.Length} faults, {world.Acts.All.Count} acts, {watch.Elapsed.TotalSeconds:F0} s");
        }
    }

    // Every actor is answered again.
    private async Task SteadyAsync(ChaosWorld world, bool isReturn)
    {
        var (watch, before) = (Stopwatch.StartNew(), world.Actors.Select(actor => actor.Answers).ToList());
        while (world.Actors.Zip(before).Any(pair => pair.First.IsWorking && pair.First.Answers == pair.Second))
        {
            // The first start makes what the actors work on.
            if (watch.Elapsed.TotalSeconds > experiment.Patience * (isReturn ? 1 : 5))
            {
                var silent = world.Actors.Zip(before).Where(pair => pair.First.Answers == pair.Second).Select(pair => pair.First.Name);
                world.Acts.Wrong($"After {experiment.Patience} s no answer to {string.Join(", ", silent)}.");
                return;
            }

            await Task.Delay(10);
        }

        if (isReturn && watch.Elapsed > _longestReturn)
            _longestReturn = watch.Elapsed;
    }

    private async Task<Outcome> EndAsync(ChaosWorld world, Probes probes)
    {
        // Connections of this process that a fault broke while they rested.
        NpgsqlConnection.ClearAllPools();
        var acts = await probes.ActsAsync();
        foreach (var (table, count) in acts.Where(pair => pair.Value.Faults > 0))
            world.Acts.Wrong($"At the end, {table}: {count}.");
        var findings = new List<(string, string)>();
        foreach (var probe in experiment.Probes)
        {
            switch (probe)
            {
                case "acts":
                    break;
                case "ledger":
                    findings.Add(("broken chains of dossiers, or lists that differ from them", await probes.LedgerAsync()));
                    break;
                case "followers":
                    findings.Add(("dossiers followed otherwise than the ledger says", await probes.FollowersAsync()));
                    break;
                case "reviews":
                    findings.Add(("broken chains of reviews, or changed imports", await probes.ReviewsAsync()));
                    break;
                default:
                    throw new InvalidDataException($"Probes of the kind '{probe}' are not known.");
            }
        }

        return new Outcome(
            _struck, acts, findings,
            world.Actors.GroupBy(actor => actor.Plan.Kind).ToDictionary(kind => kind.Key, kind => kind.Max(actor => actor.LongestStart)),
            _longestReturn, world.Actors.Sum(actor => actor.Complaints.Times),
            [.. world.Actors.Select(actor => actor.Complaints.Last).Where(words => words.Length > 0).Distinct()], world.Acts.Wrongs);
    }
}
