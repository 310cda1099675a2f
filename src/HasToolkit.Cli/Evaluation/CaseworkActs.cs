using System.CommandLine;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>What commands on the work around a dossier share: experts, contributions of associations, tasks.</summary>
internal sealed class CaseworkActs(CliApp app)
{
    public static readonly Role[] Staff = [Role.EvaluationService, Role.ProjectLead];

    public static Option<string> Reason() => new("--motif") { Description = "Motif.", HelpName = "TEXTE", Required = true };

    public static Option<string> File() => new("--fichier") { Description = "Fichier joint.", HelpName = "CHEMIN" };

    public static Option<string> Text() => new("--texte") { Description = "Texte, gardé tel quel.", HelpName = "TEXTE" };

    /// <summary>A command that does one act on the work around a dossier, signed by a person in a fitting role.</summary>
    public Command Command(
        Command command, Argument<string> reference, Func<Run, Task<CaseworkCommand>> asked, Func<Run, string> done,
        params Role[] fitting)
    {
        var signing = new Signing();
        return app.Does(signing.AddTo(command), async run =>
        {
            var by = await signing.SignAsync(run, fitting);
            var result = await (await run.LedgerAsync()).Desk.DoAsync(
                new DossierId(run.Get(reference)), await asked(run), by, signing.Seen(run), run.Stop);
            return Signing.Answer(run, result, done(run));
        });
    }

    /// <summary>An act that needs nothing looked up.</summary>
    public static Task<CaseworkCommand> Now(CaseworkCommand command) => Task.FromResult(command);

    /// <summary>The file of an option, kept among the parts; null when there is none.</summary>
    public static async Task<JoinedFile?> JoinAsync(Run run, Argument<string> reference, Option<string> option)
    {
        if (run.Text(option) is not { } path)
            return null;
        var most = (await run.ProcedureOfAsync(run.Get(reference))).ParameterOf("taille-piece").Value;
        try
        {
            await using var content = System.IO.File.OpenRead(path);
            var stored = await (await run.LedgerAsync()).Parts.SaveAsync(content, path, most, run.Stop);
            return new JoinedFile(PartStore.LabelOf(path), stored.Sha256, stored.Size, stored.MediaType);
        }
        catch (PartRefusedException e)
        {
            throw new InputException(e.Message);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"--fichier : « {path} » est introuvable. Vérifiez le chemin.");
        }
    }

    /// <summary>The work around a dossier, as the reader may see it.</summary>
    public static async Task<CaseFile> ReadAsync(Run run, string reference)
    {
        var id = new DossierId(reference);
        // Without --par, the operator of the machine reads: he holds the files anyway.
        var reader = await run.ReaderAsync() ?? new Person(new PersonId(""), "", "", Staff);
        var (file, refusal) = await (await run.LedgerAsync()).Casework.ReadAsync(id, reader, run.Stop);
        return file ?? throw new RefusedException(refusal!);
    }
}
