namespace Verbatims.Nlp.Batches;

/// <summary>Tells how long something will still take, from how long its share so far took.</summary>
internal sealed class Pace(TimeProvider clock)
{
    private long? _start;
    private double _from;

    /// <summary>Notes where the work starts: what an earlier process did took no time of this one. Later calls change nothing.</summary>
    public void Begin(double share)
    {
        if (_start is not null)
            return;
        (_start, _from) = (clock.GetTimestamp(), share);
    }

    /// <summary>The time that is left; null as long as nothing was done.</summary>
    public TimeSpan? Remaining(double share) =>
        _start is { } start && share > _from ? clock.GetElapsedTime(start) * ((1 - share) / (share - _from)) : null;
}
