using System.Globalization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Stores files and records them as parts of a dossier.</summary>
internal sealed class PartIntake(Run run)
{
    private const int UsualMegabytes = 100;

    /// <summary>Adds one file.</summary>
    public async Task<MoveResult> AddAsync(
        DossierId id, Procedure procedure, string part, string path, Signature by, DateOnly on, long? seen = null)
    {
        if (!File.Exists(path))
            throw new InputException($"Le fichier « {path} » n’existe pas.");

        var services = await run.LedgerAsync();
        var most = procedure.Parameters.FirstOrDefault(parameter => parameter.Id == "taille-piece")?.Value ?? UsualMegabytes;
        await using var content = File.OpenRead(path);
        var stored = await services.Parts.SaveAsync(content, path, most, run.Stop);
        return await services.Desk.DoAsync(
            id, new ReceivePart(part, PartStore.LabelOf(path), stored.Sha256, stored.Size, stored.MediaType, on), by, seen, run.Stop);
    }

    /// <summary>Adds each file of a folder whose name starts with the key of a part.</summary>
    /// <returns>The exit code: partial when a file was left out.</returns>
    public async Task<int> AddFolderAsync(MoveResult.Done opened, string folder, Signature by, DateOnly on)
    {
        var id = new DossierId(opened.Stream);
        var procedure = await run.ProcedureOfAsync(opened.Stream);
        var (added, left, version) = (new List<string>(), new List<string>(), opened.Version);
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (procedure.PartOf(name) is not { } part)
            {
                left.Add($"{name} : le nom ne commence par aucune clé de pièce.");
                continue;
            }

            switch (await TryAddAsync(id, procedure, part, path, by, on))
            {
                case (MoveResult.Done done, _):
                    version = done.Version;
                    added.Add($"{part} : {name}");
                    break;
                case (MoveResult.Refused refused, _):
                    left.Add($"{name} : {refused.Reason.Message}");
                    break;
                case (_, var problem):
                    left.Add(problem!);
                    break;
            }
        }

        Answer(opened with { Version = version }, added, left);
        return left.Count == 0 ? ExitCodes.Ok : ExitCodes.Partial;
    }

    private async Task<(MoveResult? Result, string? Problem)> TryAddAsync(
        DossierId id, Procedure procedure, string part, string path, Signature by, DateOnly on)
    {
        var name = Path.GetFileName(path);
        try
        {
            var signed = by with { Command = Signing.Derived(by.Command, $"{part}/{name}") };
            return (await AddAsync(id, procedure, part, path, signed, on), null);
        }
        catch (PartRefusedException e)
        {
            return (null, e.Message);
        }
        catch (IOException e)
        {
            return (null, $"{name} : {e.Message}");
        }
    }

    private void Answer(MoveResult.Done opened, List<string> added, List<string> left)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Status = left.Count == 0 ? "done" : "partial",
                Reference = opened.Stream,
                opened.Version,
                opened.WasDoneBefore,
                AddedParts = added,
                LeftOut = left,
            });
        }

        run.Terminal.Done($"{opened.Stream} : dossier {(opened.WasDoneBefore ? "déjà " : "")}ouvert "
            + $"(version {opened.Version.ToString(CultureInfo.InvariantCulture)}), "
            + $"{French.Count(added.Count, "pièce versée", "pièces versées")}.");
        foreach (var problem in left)
            run.Terminal.Warn(problem);
    }
}
