using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>What the rules answered to a command.</summary>
internal static class Verdicts
{
    /// <summary>The one event of a command that was accepted.</summary>
    public static DossierEvent Accepted(Decision decision) => Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events);

    /// <summary>A refusal of its kind, in these words, after which the dossier is as it was.</summary>
    public static void Refuses<T>(Drive drive, Refusal refusal, string message)
        where T : Refusal
    {
        Assert.IsType<T>(refusal);
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(typeof(T).Name, refusal.Rule);
        // What did not happen: the fold of the same events is the same dossier, step for step.
        var again = Dossier.Fold(ADossier.Id, drive.Events)!;
        Assert.Equal(drive.Dossier.Version, again.Version);
        Assert.Equal(drive.Dossier.OpenSteps, again.OpenSteps);
    }
}
