namespace Evaluation.Workflows.Demo;

/// <summary>A clock that the demonstration sets, so that its past looks like a past.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public void GoTo(DateOnly day, int minutes) =>
        _now = new DateTimeOffset(day.ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero).AddMinutes(minutes);

    public override DateTimeOffset GetUtcNow() => _now;
}
