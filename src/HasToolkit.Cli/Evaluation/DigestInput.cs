using System.CommandLine;
using Evaluation.Workflows.Journal;

namespace HasToolkit.Cli.Evaluation;

/// <summary>A digest that is named on the command line, with what is kept beside it.</summary>
internal static class DigestInput
{
    public static Argument<string> Digest() => new("EMPREINTE") { Description = "Fichier écrit par « has verify --ecrire-empreinte », ou chaque nuit par les pages." };

    public static async Task<byte[]> ContentAsync(Run run, string path)
    {
        if (!File.Exists(path))
            throw new InputException($"Le fichier « {path} » n’existe pas.");
        if (new FileInfo(path).Length > LedgerDigest.LargestFile)
            throw new InputException($"« {path} » dépasse {LedgerDigest.LargestFile >> 20} Mo : ce n’est ni une empreinte, ni un jeton, ni une signature.");
        return await File.ReadAllBytesAsync(path, run.Stop);
    }

    /// <summary>Tells what does not hold.</summary>
    /// <returns>The exit code that was given.</returns>
    public static int Fail(Run run, string problem, int code)
    {
        if (run.WantsJson)
            run.Terminal.Json(new { IsSound = false, Problem = problem });
        run.Terminal.Fail(problem);
        return code;
    }
}
