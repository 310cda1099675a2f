using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Followers;

/// <summary>A step that a follower shows as open.</summary>
/// <param name="Step">The step.</param>
/// <param name="Occurrence">1 for the first time it is open.</param>
public sealed record FollowedStep(string Step, int Occurrence);

/// <summary>A step that a follower shows as done, and the way it was left.</summary>
/// <param name="Step">The step.</param>
/// <param name="Occurrence">1 for the first time it was open.</param>
/// <param name="Outcome">The outcome.</param>
public sealed record FollowedEnd(string Step, int Occurrence, string Outcome);

/// <summary>Where a follower shows a dossier: what it can be compared by with the ledger.</summary>
/// <param name="Sequence">The last event that it holds.</param>
/// <param name="Procedure">The procedure.</param>
/// <param name="Version">The version of the procedure.</param>
/// <param name="Open">The open steps, in the order in which they opened.</param>
/// <param name="Done">The steps that were finished, oldest first.</param>
/// <param name="IsClosed">Whether the dossier is closed.</param>
public sealed record FollowedState(
    long Sequence, string Procedure, int Version, IReadOnlyList<FollowedStep> Open, IReadOnlyList<FollowedEnd> Done, bool IsClosed)
{
    /// <summary>What the ledger says of a dossier.</summary>
    public static FollowedState Of(Dossier dossier) => new(
        dossier.Version, dossier.Opening.Procedure, dossier.ProcedureVersion,
        [.. dossier.OpenSteps.Select(step => new FollowedStep(step.Step, step.Occurrence))],
        [.. dossier.Finished.Select(step => new FollowedEnd(step.Step, step.Occurrence, step.Outcome))],
        dossier.Closed is not null);

    /// <summary>The state after one more event, for followers that keep a state of their own.</summary>
    /// <param name="before">The state before; null for the first event.</param>
    /// <param name="followed">The event.</param>
    /// <returns>The same state when the event was followed already.</returns>
    /// <exception cref="FollowerGapException">The event before it is missing.</exception>
    public static FollowedState After(FollowedState? before, FollowedEvent followed)
    {
        var sequence = followed.Signed.Sequence;
        if (before is not null && sequence <= before.Sequence)
            return before;
        if (sequence != (before?.Sequence ?? 0) + 1)
            throw new FollowerGapException(followed.Dossier, (before?.Sequence ?? 0) + 1, sequence);

        before ??= new FollowedState(0, followed.Procedure.Id, followed.Procedure.Version, [], [], IsClosed: false);
        return before.With(followed.Signed.Event) with { Sequence = sequence, Version = followed.Procedure.Version };
    }

    /// <summary>Whether two followers show the same.</summary>
    public bool Equals(FollowedState? other) => other is not null
        && (Sequence, Procedure, Version, IsClosed) == (other.Sequence, other.Procedure, other.Version, other.IsClosed)
        && Open.SequenceEqual(other.Open) && Done.SequenceEqual(other.Done);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sequence, Procedure, Version, Open.Count, Done.Count, IsClosed);

    private FollowedState With(DossierEvent happened) => happened switch
    {
        StepOpened e => this with { Open = [.. Open, new FollowedStep(e.Step, e.Occurrence)] },
        StepFinished e => this with
        {
            Open = [.. Open.Where(step => step != new FollowedStep(e.Step, e.Occurrence))],
            Done = [.. Done, new FollowedEnd(e.Step, e.Occurrence, e.Outcome)],
        },
        StepCancelled e => this with { Open = [.. Open.Where(step => step != new FollowedStep(e.Step, e.Occurrence))] },
        LawMoved e => this with
        {
            Open =
            [
                .. Open.Select(step => step with { Step = LawMove.StepOf(step.Step, e.Mapping) }),
                .. e.Opens.Select(step => new FollowedStep(step, 1)),
            ],
            Done =
            [
                .. Done.Select(end => LawMove.OutcomeOf(new(end.Step, end.Outcome), e.Mapping) is var named
                    ? end with { Step = named.Step, Outcome = named.Outcome }
                    : end),
            ],
        },
        DossierClosed => this with { IsClosed = true },
        _ => this,
    };
}
