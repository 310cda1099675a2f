using HasToolkit.Tests;

namespace Evaluation.Workflows.Tests.Persistence;

/// <summary>Fails at the n-th boundary of a database: before or after a statement, or around the end of a transaction.</summary>
/// <remarks>Only what is called within <see cref="RunAsync"/> is counted and fails; tests beside it see nothing.</remarks>
internal sealed class FailurePoint(int at)
{
    private static readonly AsyncLocal<FailurePoint?> Armed = new();

    private static readonly Lazy<Task> Listening = new(async () =>
    {
        DatabaseBoundaries.Watch(Pass);
        // The database layer asks once a second whether anyone listens.
        await Task.Delay(TimeSpan.FromSeconds(1.2));
    });

    private readonly int _at = at;
    private int _passed;

    /// <summary>Where it failed, in the words of the database layer; null when it was not reached.</summary>
    public string? FailedAt { get; private set; }

    /// <summary>Does something that fails on the way, unless it has fewer boundaries.</summary>
    public async Task RunAsync(Func<Task> act)
    {
        await Listening.Value;
        Armed.Value = this;
        try
        {
            await act();
        }
        catch (Exception e) when (e.GetBaseException() is Failure)
        {
            // As wanted.
        }
        finally
        {
            Armed.Value = null;
        }
    }

    private static void Pass(string boundary)
    {
        if (Armed.Value is not { FailedAt: null } point || ++point._passed < point._at)
            return;
        point.FailedAt = boundary;
        throw new Failure(boundary);
    }

    private sealed class Failure(string boundary) : Exception($"Failure at {boundary}.");
}
