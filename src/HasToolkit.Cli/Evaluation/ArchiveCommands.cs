using System.CommandLine;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>A whole dossier as one file: out, checked, and in elsewhere.</summary>
internal sealed class ArchiveCommands(CliApp app)
{
    public IEnumerable<Command> All() => [Write(), Verify(), Import()];

    private static Argument<string> FileArgument() => new("FICHIER") { Description = "Archive écrite par « has dossier exporter »." };

    private Command Write()
    {
        var reference = DossierCommands.Reference();
        var output = new Option<string>("--output") { Description = "Archive à écrire (sinon RÉFÉRENCE.zip).", HelpName = "FICHIER" };
        return app.Does(
            new CliCommand(
                "exporter", "Écrit le dossier entier dans une archive : événements, pièces, manifeste, empreintes.",
                "has dossier exporter LPPR-2026-0001 --output LPPR-2026-0001.zip")
            {
                reference, output,
            },
            async run =>
            {
                var dossier = (await run.DossierAsync(run.Get(reference))).Dossier;
                var id = dossier.Id;
                if (await run.ReaderAsync() is { } reader && !CaseFile.IsWholeFor(reader, dossier))
                    throw new RefusedException(new RoleMayNot(reader.Roles[0], "Exporter un dossier entier", [Role.EvaluationService, Role.ProjectLead]));
                var path = run.Text(output) ?? $"{id}.zip";
                var services = await run.LedgerAsync();
                var content = await OutputFile.WriteAsync(path, stream => services.Archive.WriteAsync(id, stream, run.Stop));
                return Answer(run, content!, "written", $"dossier entier dans « {path} »");
            });
    }

    private Command Verify()
    {
        var file = FileArgument();
        return app.Does(
            new CliCommand(
                "verifier-archive", "Vérifie chaque octet d’une archive, sans rien enregistrer.", "has dossier verifier-archive LPPR-2026-0001.zip")
            {
                file,
            },
            async run =>
            {
                await using var stream = File.OpenRead(run.Get(file));
                try
                {
                    var content = await (await run.LedgerAsync()).Archive.VerifyAsync(stream, run.Stop);
                    return Answer(run, content, "intact", "archive intacte");
                }
                catch (InvalidDataException e)
                {
                    if (run.WantsJson)
                        run.Terminal.Json(new { Status = "fault", e.Message });
                    run.Terminal.Fail(e.Message);
                    return ExitCodes.Findings;
                }
            });
    }

    private Command Import()
    {
        var file = FileArgument();
        var signing = new Signing();
        return app.Does(
            signing.AddTo(
                new CliCommand(
                    "importer", "Prend un dossier exporté ailleurs, après l’avoir vérifié ; ses événements restent tels quels.",
                    "has dossier importer LPPR-2026-0001.zip --par sophie-marchand")
                {
                    file,
                },
                withVersion: false),
            async run =>
            {
                var by = await signing.SignAsync(run, Role.EvaluationService);
                await using var stream = File.OpenRead(run.Get(file));
                var (result, refusal) = await (await run.LedgerAsync()).Archive.ImportAsync(stream, by, run.Stop);
                if (result is not { } imported)
                    throw new RefusedException(refusal!);
                return Answer(
                    run, imported.Content, imported.WasThere ? "present" : "imported",
                    imported.WasThere ? "le même dossier est déjà ici, rien n’est ajouté" : "dossier importé");
            });
    }

    private static int Answer(Run run, ArchiveContent content, string status, string done)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Status = status,
                Reference = content.Dossier.Value,
                content.Product,
                content.Applicant,
                content.Procedure,
                content.ProcedureVersion,
                content.Events,
                content.Head,
                content.Files,
            });
        }

        run.Terminal.Done($"{content.Dossier} : {done}.");
        run.Terminal.Say(
            $"  {content.Product}, {content.Applicant} · {French.Count(content.Events, "événement")}, "
            + $"{French.Count(content.Files, "pièce")} · dernière empreinte {content.Head[..12]}…");
        return ExitCodes.Ok;
    }
}
