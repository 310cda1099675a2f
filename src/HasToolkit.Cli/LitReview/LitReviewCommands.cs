using System.CommandLine;

namespace HasToolkit.Cli.LitReview;

/// <summary>The commands of the literature part, in the order of the help.</summary>
internal static class LitReviewCommands
{
    public static IEnumerable<Command> All(CliApp app) =>
    [
        new CliCommand("litreview", "Trie la littérature : essais de modèles, arrêt du tri.")
        {
            new SimulateCommand(app).Simulate(),
        },
    ];
}
