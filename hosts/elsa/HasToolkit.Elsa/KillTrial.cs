using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Replay;

namespace HasToolkit.Elsa;

/// <summary>
/// An experiment: a ledger of many dossiers is followed by a process that is killed again and again in the middle of its work; then
/// what Elsa shows is compared with the ledger, and mended.
/// </summary>
/// <param name="dossiers">How many dossiers.</param>
/// <param name="kills">How many times the process is killed.</param>
/// <param name="seed">Draws the moments of the kills.</param>
/// <param name="settings">The settings, handed on to the process.</param>
internal sealed class KillTrial(int dossiers, int kills, int seed, IReadOnlyList<string> settings)
{
    private const int FewestEvents = 20;
    private const int MostEvents = 150;
    private const int MostMilliseconds = 60;

    private readonly Random _draw = new(seed);
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();

    /// <summary>Runs it on an empty ledger.</summary>
    /// <returns>0 when Elsa shows what the ledger says in the end, and the ledger is whole.</returns>
    public async Task<int> RunAsync(EvaluationServices evaluation, ElsaFollower follower, CancellationToken stop)
    {
        await FillAsync(evaluation, stop);
        var before = await evaluation.Audit.DigestAsync(cancellationToken: stop);
        Say($"{before.Count} flux au registre, graine {seed}.");

        var (killed, seen) = (0, new HashSet<DossierId>());
        for (var kill = 1; kill <= kills; kill++)
        {
            if (!await KillOneAsync())
            {
                Say($"Arrêt {kill} : le suivi avait fini avant.");
                break;
            }

            killed++;
            var broken = await evaluation.Feed.ReconcileAsync(follower, isDryRun: true, cancellationToken: stop);
            seen.UnionWith(broken.Divergences.Select(one => one.Dossier));
            var lag = await evaluation.Feed.LagAsync(follower.Name, stop);
            Say($"Arrêt {kill} : {broken.Divergences.Count} écart(s), {broken.Failures.Count} illisible(s), {lag.Behind} dossiers en retard.");
            foreach (var divergence in broken.Divergences)
                Say($"  {divergence.Dossier} : {Describe(divergence)}");
        }

        var round = await evaluation.CatchUpAsync(follower, stop);
        Say($"Reprise : {round.Events} événements suivis dans {round.Dossiers} dossiers, {round.Rebuilt} refaits d’eux-mêmes, {round.Failures.Count} échec(s).");
        var since = _elapsed.Elapsed;
        var mended = await evaluation.Feed.ReconcileAsync(follower, cancellationToken: stop);
        Say($"Comparaison : {mended.Dossiers} dossiers, {mended.Divergences.Count} écart(s), {mended.Divergences.Count(one => one.IsMended)} refait(s), {mended.Failures.Count} échec(s), en {Seconds(_elapsed.Elapsed - since)}.");
        var left = await evaluation.Feed.ReconcileAsync(follower, isDryRun: true, cancellationToken: stop);
        var audit = await evaluation.Audit.VerifyAsync(cancellationToken: stop);
        var same = Same(before, await evaluation.Audit.DigestAsync(cancellationToken: stop));
        Say($"En tout : {killed} arrêts, {seen.Count} dossier(s) faux juste après un arrêt, {left.Divergences.Count} écart(s) à la fin.");
        Say($"Registre : {audit.Events} événements, {audit.Faults.Count} défaut(s), {(same ? "inchangé" : "CHANGÉ")}.");
        return killed == kills && left.Divergences.Count + left.Failures.Count + audit.Faults.Count == 0 && same ? 0 : 1;
    }

    /// <summary>What differs, in a few words.</summary>
    public static string Describe(FollowerDivergence divergence)
    {
        var (expected, found) = (divergence.Expected, divergence.Found);
        if (found is null)
            return "Elsa ne le montre pas";
        var open = string.Join(", ", expected.Open.Select(step => step.Step));
        var shown = string.Join(", ", found.Open.Select(step => step.Step));
        return $"événement {expected.Sequence} attendu, {found.Sequence} montré ; ouvertes [{open}], montrées [{shown}] ; "
            + $"{expected.Done.Count} terminées, {found.Done.Count} montrées";
    }

    // The published cases are played as often as it takes, each time as a dossier of its own.
    private async Task FillAsync(EvaluationServices evaluation, CancellationToken stop)
    {
        await DemoData.SeedAsync(evaluation.Database, evaluation.Procedures, evaluation.Parts, evaluation.Clock.GetUtcNow(), stop);
        var replay = new CaseReplay(evaluation.Desk, evaluation.Queries, evaluation.Procedures);
        for (var copy = 1; ; copy++)
        {
            foreach (var realCase in RealCase.Known())
            {
                if (await CountAsync(evaluation, stop) >= dossiers)
                    return;
                await replay.RunAsync(copy == 1 ? realCase : realCase with { Id = string.Create(CultureInfo.InvariantCulture, $"{realCase.Id}-{copy}") }, stop);
            }
        }
    }

    private static async Task<int> CountAsync(EvaluationServices evaluation, CancellationToken stop) =>
        (await evaluation.Feed.LagAsync("elsa", stop)).Dossiers;

    /// <returns>False when the process ended by itself.</returns>
    private async Task<bool> KillOneAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(KillTrial).Assembly.Location);
        foreach (var argument in (string[])["suivre", "--dire", .. settings])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        for (var events = _draw.Next(FewestEvents, MostEvents); events > 0; events--)
        {
            if (await process.StandardOutput.ReadLineAsync() is null)
                return false;
        }

        // Somewhere within the work on one event, or between two.
        await Task.Delay(_draw.Next(MostMilliseconds));
        if (process.HasExited)
            return false;
        process.Kill();
        await process.WaitForExitAsync();
        return true;
    }

    private static bool Same(IReadOnlyDictionary<string, (long, string)> before, IReadOnlyDictionary<string, (long, string)> after) =>
        before.Count == after.Count && before.All(pair => after.TryGetValue(pair.Key, out var now) && now == pair.Value);

    private void Say(string line) => Console.WriteLine($"[{Seconds(_elapsed.Elapsed)}] {line}");

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:N1} s";
}
