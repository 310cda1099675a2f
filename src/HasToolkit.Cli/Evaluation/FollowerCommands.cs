using System.CommandLine;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Persistence;

namespace HasToolkit.Cli.Evaluation;

/// <summary>What follows the ledger: how far it is, leading it on, comparing it.</summary>
internal sealed class FollowerCommands(CliApp app)
{
    public Command All() => new CliCommand(
        "suivi", "Ce qui suit le registre sans rien décider : schémas des dossiers, moteur de flux s’il y en a un.")
    {
        app.Does(new CliCommand("list", "Dit où en est chaque suiveur.", "has suivi list"), ListAsync),
        Advance(),
        Check(),
    };

    private Command Advance() => app.Does(
        new CliCommand(
            "avancer", "Remet aux suiveurs ce qu’ils n’ont pas encore suivi ; les pages le font d’elles-mêmes.", "has suivi avancer"),
        async run =>
        {
            var services = await run.LedgerAsync();
            var (rounds, failed) = (new List<object>(), 0);
            foreach (var follower in services.Followers)
            {
                var (dossiers, events, rebuilt, failures) = (0, 0, 0, new List<FollowerFailure>());
                FollowerRound round;
                do
                {
                    round = await services.Feed.FollowAsync(
                        follower, isForced: dossiers + failures.Count == 0, cancellationToken: run.Stop);
                    (dossiers, events, rebuilt) = (dossiers + round.Dossiers, events + round.Events, rebuilt + round.Rebuilt);
                    failures.AddRange(round.Failures);
                }
                while (round.Dossiers > 0);

                Report(run, failures);
                failed += failures.Count;
                run.Terminal.Done(
                    $"{follower.Name} : {French.Count(events, "événement suivi", "événements suivis")} dans "
                    + $"{French.Count(dossiers, "dossier", "dossiers")}, dont {French.Count(rebuilt, "refait", "refaits")}.");
                rounds.Add(new { Follower = follower.Name, dossiers, events, rebuilt, Failures = failures.Select(Line) });
            }

            if (run.WantsJson)
                run.Terminal.Json(rounds);
            return failed > 0 ? ExitCodes.Partial : ExitCodes.Ok;
        });

    private Command Check()
    {
        var mend = new Option<bool>("--reparer") { Description = "Refait ce qui diffère ; sinon le dit seulement." };
        return app.Does(
            new CliCommand("verifier", "Compare ce que les suiveurs montrent au registre.", "has suivi verifier --reparer") { mend },
            async run =>
            {
                var services = await run.LedgerAsync();
                var (found, left, reports) = (0, 0, new List<object>());
                foreach (var follower in services.Followers)
                {
                    var compared = await services.Feed.ReconcileAsync(
                        follower, isDryRun: !run.Get(mend), cancellationToken: run.Stop);
                    Report(run, compared.Failures);
                    foreach (var divergence in compared.Divergences)
                        run.Terminal.Warn(Text(divergence));
                    found += compared.Divergences.Count;
                    left += compared.Divergences.Count(one => !one.IsMended) + compared.Failures.Count;
                    run.Terminal.Done(
                        $"{follower.Name} : {French.Count(compared.Dossiers, "dossier comparé", "dossiers comparés")}, "
                        + $"{French.Count(compared.Divergences.Count, "écart", "écarts")}.");
                    reports.Add(new
                    {
                        Follower = follower.Name,
                        compared.Dossiers,
                        Divergences = compared.Divergences.Select(one => new { Dossier = one.Dossier.Value, one.IsMended, one.Expected, one.Found }),
                        Failures = compared.Failures.Select(Line),
                    });
                }

                if (run.WantsJson)
                    run.Terminal.Json(reports);
                else if (left > 0 && found > 0)
                    run.Terminal.Say("  Le registre n’est pas touché. Refaites ce qui diffère : has suivi verifier --reparer");
                return left > 0 ? ExitCodes.Findings : ExitCodes.Ok;
            });
    }

    private static async Task<int> ListAsync(Run run)
    {
        var services = await run.LedgerAsync();
        var lags = new List<(IProcedureFollower Follower, FollowerLag Lag)>();
        foreach (var follower in services.Followers)
            lags.Add((follower, await services.Feed.LagAsync(follower.Name, run.Stop)));
        if (run.WantsJson)
        {
            run.Terminal.Json(lags.Select(one => new { Follower = one.Follower.Name, one.Lag.Dossiers, one.Lag.Behind, one.Lag.Failing }));
            return ExitCodes.Ok;
        }

        foreach (var (follower, lag) in lags)
        {
            run.Terminal.Raw(
                $"{follower.Name} : {French.Count(lag.Dossiers, "dossier", "dossiers")}, {lag.Behind} en retard"
                + (lag.Failing > 0 ? $", dont {lag.Failing} en échec" : "") + ".");
        }

        return ExitCodes.Ok;
    }

    private static void Report(Run run, IEnumerable<FollowerFailure> failures)
    {
        foreach (var failure in failures)
            run.Terminal.Fail($"{failure.Dossier} : {failure.Reason.Message} Ce dossier attend le prochain essai.");
    }

    private static object Line(FollowerFailure failure) => new { Dossier = failure.Dossier.Value, failure.Attempts, failure.Reason.Message };

    private static string Text(FollowerDivergence divergence) =>
        $"{divergence.Dossier} : le registre en est à l’événement {divergence.Expected.Sequence}, "
        + (divergence.Found is { } found ? $"le suiveur à l’événement {found.Sequence}" : "le suiveur ne montre rien")
        + (divergence.IsMended ? " ; refait." : ".");
}
