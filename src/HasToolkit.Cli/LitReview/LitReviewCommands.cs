using System.CommandLine;

namespace HasToolkit.Cli.LitReview;

/// <summary>The commands of the literature part, in the order of the help.</summary>
internal static class LitReviewCommands
{
    public static IEnumerable<Command> All(CliApp app) =>
    [
        new CliCommand("litreview", "Trie la littérature : lecture des exports, doublons, essais de modèles, arrêt du tri.")
        {
            new CitationCommands(app).Read(),
            new CitationCommands(app).Convert(),
            new DuplicateCommands(app).Dedupe(),
            new DuplicateCommands(app).Score(),
            new SimulateCommand(app).Simulate(),
        },
    ];
}
