using System.CommandLine;
using System.Text;
using System.Text.Json;
using Accounts;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Persistence;
using HasToolkit.Cli.Operations;
using LitReview;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The ledger as a whole: demonstration data, verification, export, outbox.</summary>
internal sealed class LedgerCommands(CliApp app)
{
    private const int DeliverAtOnce = 100;

    public Command Verify()
    {
        var digest = new Option<string>("--empreinte")
        {
            Description = "Empreinte écrite plus tôt : montre aussi une chaîne coupée à sa fin.",
            HelpName = "FICHIER",
        };
        var write = new Option<string>("--ecrire-empreinte")
        {
            Description = "Écrit l’empreinte, à garder ailleurs, quand rien n’est en défaut.",
            HelpName = "FICHIER",
        };
        var parts = new Option<bool>("--pieces")
        {
            Description = "Vérifie aussi que chaque fichier conservé est intact.",
        };
        return app.Does(
            new CliCommand(
                "verify", "Recalcule les chaînes des dossiers, des revues et des comptes, et nomme le premier maillon rompu.",
                "has verify --pieces --ecrire-empreinte ./empreinte.json") { digest, write, parts },
            async run =>
            {
                var services = await run.LedgerAsync();
                var kept = run.Text(digest) is { } file ? (await LedgerDigest.ReadAsync(file, run.Stop)).Heads : null;
                // Read before the verification, so that nothing unverified is vouched for.
                var heads = await services.Audit.DigestAsync(run.Stop);
                var report = await run.Terminal.WithProgressAsync(
                    "Vérification des chaînes", heads.Count, progress => services.Audit.VerifyAsync(
                        progress, kept, run.Stop));
                var beside = await BesideAsync(run);
                var files = run.Get(parts) ? await KeptFiles.VerifyAsync(run, services) : null;
                return await ReportAsync(
                    run, new AuditReport(report.Streams + beside.Streams, report.Events + beside.Events, [.. report.Faults, .. beside.Faults]), files,
                    run.Text(write), heads);
            });
    }

    public Command Export()
    {
        var (reference, output) = (
            new Argument<string?>("RÉFÉRENCE") { Description = "Dossier ou séance ; tout sinon.", Arity = ArgumentArity.ZeroOrOne },
            OutputOption());
        return app.Does(
            new CliCommand(
                "export", "Écrit l’historique en JSON Lines, un événement par ligne.",
                "has export --sortie ./historique.jsonl") { reference, output },
            run => ExportAsync(run, run.Get(reference), run.Text(output)));
    }

    /// <summary>The same export, among the commands of a dossier.</summary>
    public static Command ExportOne(CliApp app)
    {
        var (reference, output) = (DossierCommands.Reference(), OutputOption());
        return app.Does(
            new CliCommand(
                "export", "Écrit l’historique du dossier en JSON Lines.",
                "has dossier export LPPR-2026-0001 --sortie ./historique.jsonl") { reference, output },
            run => ExportAsync(run, run.Get(reference), run.Text(output)));
    }

    public Command Outbox()
    {
        var outbox = new CliCommand("outbox", "Gère le courrier à envoyer.")
        {
            app.Does(
                new CliCommand("deliver", "Dépose les messages en attente dans le dossier « courrier ».", "has outbox deliver"),
                DeliverAsync),
        };
        return outbox;
    }

    private static Option<string> OutputOption() => new("--sortie")
    {
        Description = "Fichier à écrire (sortie standard sinon).",
        HelpName = "FICHIER",
    };

    private static async Task<int> DeliverAsync(Run run)
    {
        var services = await run.LedgerAsync();
        var (delivered, failures) = (0, new List<OutboxFailure>());
        OutboxRound round;
        do
        {
            // What failed once in this run is not tried again in it: its time has not come.
            round = await services.Outbox.DeliverAsync(
                services.Mailbox.DeliverAsync, DeliverAtOnce, isForced: delivered + failures.Count == 0, run.Stop);
            delivered += round.Delivered;
            failures.AddRange(round.Failures);
        }
        while (round.Delivered > 0);

        foreach (var failure in failures)
            run.Terminal.Fail($"{failure.Message.Id} : {failure.Reason.Message} Le message attend le prochain essai.");
        var (status, code) = (delivered, failures.Count) switch
        {
            (_, 0) => ("done", ExitCodes.Ok),
            (0, _) => ("failed", ExitCodes.Usage),
            _ => ("partial", ExitCodes.Partial),
        };
        Answer();
        return code;

        void Answer()
        {
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    Status = status,
                    Delivered = delivered,
                    Failed = failures.Select(failure => new { failure.Message.Id, failure.Attempts, Reason = failure.Reason.Message }),
                });
            }

            run.Terminal.Done(
                French.Count(delivered, "message déposé", "messages déposés")
                + $" dans « {Path.Combine(run.DataFolder, "courrier")} ».");
        }
    }

    private static async Task<int> ExportAsync(Run run, string? reference, string? output)
    {
        var services = await run.LedgerAsync();
        var hidden = await HiddenAsync(run, services.Queries, reference);
        var (events, left) = (0L, new HashSet<string>());
        if (output is null)
        {
            events = await WriteAsync(run.Terminal.Raw);
        }
        else
        {
            events = await OutputFile.WriteAsync(output, async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                return await WriteAsync(line => writer.Write(line + "\n"));
            });
        }

        if (events == 0 && reference is not null)
        {
            throw new InputException(
                $"Rien ne porte la référence {reference}. « has dossier list » et « has seance list » les montrent.");
        }

        run.Terminal.Done(
            $"{French.Count(events, "événement écrit", "événements écrits")}{(output is null ? "" : $" dans « {output} »")}.");
        if (left.Count == 0)
            return ExitCodes.Ok;
        run.Terminal.Warn(
            $"{French.Count(left.Count, "dossier laissé de côté", "dossiers laissés de côté")} : vous en êtes déporté.");
        return ExitCodes.Partial;

        async Task<long> WriteAsync(Action<string> write)
        {
            var written = 0L;
            await foreach (var line in services.Audit.ExportAsync(reference, run.Stop))
            {
                if (hidden.Count > 0 && StreamOf(line) is { } stream && hidden.Contains(stream))
                {
                    left.Add(stream);
                    continue;
                }

                write(line);
                written++;
            }

            return written;
        }
    }

    // The dossiers from which the reader is deported; for one dossier, the refusal says so at once.
    private static async Task<HashSet<string>> HiddenAsync(Run run, DossierQueries queries, string? reference)
    {
        if (await run.ReaderAsync() is not { } reader)
            return [];
        var all = await IdsAsync(run, queries, new DossierFilter());
        if (reference is not null)
        {
            if (all.Contains(reference))
                await run.DossierAsync(reference);
            return [];
        }

        all.ExceptWith(await IdsAsync(run, queries, new DossierFilter(Reader: reader.Id)));
        return all;
    }

    private static async Task<HashSet<string>> IdsAsync(Run run, DossierQueries queries, DossierFilter filter)
    {
        var ids = new HashSet<string>();
        for (var page = 1; ; page++)
        {
            var found = await queries.ListAsync(
                filter with { Page = page, PageSize = 500, Order = DossierOrder.Reference }, run.Stop);
            ids.UnionWith(found.Dossiers.Select(row => row.Id.Value));
            if (found.Dossiers.Count < 500)
                return ids;
        }
    }

    private static string? StreamOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("stream").GetString();
    }

    private static async Task<AuditReport> BesideAsync(Run run)
    {
        using var reviews = await LitReviewServices.OpenAsync(run.DataFolder, run.Connection, cancellationToken: run.Stop);
        using var accounts = await AccountServices.OpenAsync(run.DataFolder, run.Connection, cancellationToken: run.Stop);
        return await ChainsBeside.VerifyAsync(reviews, accounts.Queries, run.Stop);
    }

    private static async Task<int> ReportAsync(
        Run run, AuditReport report, FileReport? files, string? write, IReadOnlyDictionary<string, (long Version, string Head)> heads)
    {
        var isSound = report.Faults.Count == 0 && (files is null || files.Damaged.Count == 0);
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                IsSound = isSound,
                Chains = report.Streams,
                report.Events,
                Faults = report.Faults.Select(fault => new { fault.Stream, fault.Sequence, fault.Problem }),
                Files = files,
            });
        }
        else if (!isSound)
        {
            var table = Layout.Table("!Chaîne", ">Événement", "Défaut");
            foreach (var fault in report.Faults)
                table.With(fault.Stream, French.Number(fault.Sequence), fault.Problem);
            foreach (var file in files?.Damaged ?? [])
                table.With("fichier", "", $"{file.Where} : absent ou modifié (empreinte {file.Sha256})");
            run.Terminal.Show(table);
        }

        var seen = $"{French.Count(report.Streams, "chaîne")}, {French.Count(report.Events, "événement")}"
            + (files is null ? "" : $", {French.Count(files.Checked, "fichier")}");
        if (!isSound)
        {
            run.Terminal.Fail($"{seen} : {French.Count(report.Faults.Count + (files?.Damaged.Count ?? 0), "défaut")}. "
                + "Conservez la base en l’état et comparez-la à une sauvegarde.");
            return ExitCodes.Findings;
        }

        run.Terminal.Done($"{seen} : aucun défaut.");
        if (write is not null)
        {
            await OutputFile.WriteAsync(write, async stream => await stream.WriteAsync(new LedgerDigest(run.Now, heads).ToBytes(), run.Stop));
            run.Terminal.Done($"Empreinte écrite dans « {write} ». Gardez-la sur une autre machine.");
        }

        return ExitCodes.Ok;
    }
}
