using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Persistence;

/// <summary>What became of a command.</summary>
public abstract record MoveResult
{
    private MoveResult()
    {
    }

    /// <summary>It was carried out.</summary>
    /// <param name="Stream">The reference of the dossier or session.</param>
    /// <param name="Version">The sequence of its last event.</param>
    /// <param name="WasDoneBefore">True when the same command had been carried out already: nothing was added.</param>
    public sealed record Done(string Stream, long Version, bool WasDoneBefore) : MoveResult;

    /// <summary>It was refused, and nothing changed.</summary>
    public sealed record Refused(Refusal Reason) : MoveResult;
}
