using System.CommandLine;
using System.Globalization;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>How a page of the dossier and a point of a conclusion are typed, and how a command on evidence is handed in.</summary>
internal static class EvidenceInput
{
    public static Option<string> PlaceOption() => new("--page")
    {
        Description = "Page du dossier : « pièce:page », où la pièce est sa clé ou le début de son empreinte.",
        HelpName = "PIÈCE:PAGE",
    };

    public static Option<string> UseOption() => new("--pour")
    {
        Description = "Point de conclusion que la preuve sert : « indication:point », par exemple adultes:verdict.",
        HelpName = "INDICATION:POINT",
    };

    /// <summary>The page typed; null when none was.</summary>
    public static PartPage? PlaceOf(Run run, Option<string> option, Dossier dossier)
    {
        if (run.Text(option) is not { } text)
            return null;
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var page))
            throw new InputException($"{option.Name} : « {text} » n’a pas la forme pièce:page, par exemple grille-ia:3.");
        var key = text[..colon];
        var files = dossier.Parts.Where(part => !part.IsSetAside
            && (part.Part == key || (key.Length >= 6 && part.Sha256.StartsWith(key, StringComparison.Ordinal)))).ToList();
        return files.Count switch
        {
            1 => new PartPage(files[0].Sha256, page),
            0 => throw new InputException($"{option.Name} : le dossier n’a pas de pièce « {key} »."),
            _ => throw new InputException(
                $"{option.Name} : la pièce « {key} » a {files.Count} fichiers. Donnez le début de l’empreinte : "
                + $"{string.Join(", ", files.Select(file => $"{file.Sha256[..10]} ({file.FileName})"))}."),
        };
    }

    /// <summary>The point typed; null when none was.</summary>
    public static ConclusionPoint? UseOf(Run run, Option<string> option)
    {
        if (run.Text(option) is not { } text)
            return null;
        return text.Split(':') is [{ Length: > 0 } indication, { Length: > 0 } point]
            ? new ConclusionPoint(indication, point)
            : throw new InputException($"{option.Name} : « {text} » n’a pas la forme indication:point, par exemple adultes:verdict.");
    }

    /// <summary>Hands a command in, and says what became of it.</summary>
    public static async Task<int> DoAsync(Run run, Signing signing, DossierFile file, AssessmentCommand command, string done)
    {
        var result = await (await run.LedgerAsync()).Desk.DoAsync(
            file.Dossier.Id, command, await signing.SignAsync(run, Role.EvaluationService, Role.ProjectLead), signing.Seen(run), run.Stop);
        return Signing.Answer(run, result, done);
    }
}
