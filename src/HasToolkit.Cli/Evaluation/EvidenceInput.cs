using System.CommandLine;
using System.Globalization;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;

namespace HasToolkit.Cli.Evaluation;

/// <summary>How a page of the dossier and a point of a conclusion are typed.</summary>
internal static class EvidenceInput
{
    public static Option<string> PlaceOption() => new("--page")
    {
        Description = "Page du dossier : « pièce:page », où la pièce est sa clé ou le début de son empreinte.",
        HelpName = "PIÈCE:PAGE",
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
}
