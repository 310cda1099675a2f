using System.Globalization;

namespace HasToolkit.Elsa;

/// <summary>What an instance of Elsa stands for, as its properties say. Strings only: no change of types breaks them.</summary>
/// <param name="Step">The step.</param>
/// <param name="Occurrence">1 for the first time the step is open.</param>
/// <param name="OpenedAt">When the step opened, among the events of the dossier.</param>
/// <param name="Outcome">The outcome by which the step was left; null when it was not.</param>
/// <param name="LeftAt">When it was left, among the events; null when it was not.</param>
internal sealed record StepOfInstance(string Step, int Occurrence, EventPlace OpenedAt, string? Outcome, EventPlace? LeftAt)
{
    public const string BookmarkName = "Has.Step";
    public const string StepKey = "has:step";
    public const string OccurrenceKey = "has:occurrence";
    public const string OpenedAtKey = "has:opened-at";
    public const string OutcomeKey = "has:outcome";
    public const string LeftAtKey = "has:left-at";

    /// <summary>What the bookmark of the open step carries.</summary>
    public string Payload => string.Create(CultureInfo.InvariantCulture, $"{Step}#{Occurrence}");

    public static StepOfInstance? Of(IDictionary<string, object> properties)
    {
        if (Text(properties, StepKey) is not { } step)
            return null;
        var (outcome, leftAt) = (Text(properties, OutcomeKey), Text(properties, LeftAtKey));
        return new StepOfInstance(
            step, int.Parse(Text(properties, OccurrenceKey)!, CultureInfo.InvariantCulture),
            EventPlace.Parse(Text(properties, OpenedAtKey)!), outcome, leftAt is null ? null : EventPlace.Parse(leftAt));
    }

    public static string? Text(IDictionary<string, object> properties, string key) =>
        properties.TryGetValue(key, out var value) ? value.ToString() : null;

    public Dictionary<string, object> ToProperties()
    {
        var properties = new Dictionary<string, object>
        {
            [StepKey] = Step,
            [OccurrenceKey] = Occurrence.ToString(CultureInfo.InvariantCulture),
            [OpenedAtKey] = OpenedAt.ToString(),
        };
        if (Outcome is not null)
            (properties[OutcomeKey], properties[LeftAtKey]) = (Outcome, LeftAt!.Value.ToString());
        return properties;
    }
}

/// <summary>A place in the order of what happened to a dossier.</summary>
/// <param name="Sequence">The event.</param>
/// <param name="Index">0, or the place among several steps that one event opens.</param>
internal readonly record struct EventPlace(long Sequence, int Index) : IComparable<EventPlace>
{
    public static EventPlace Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return new EventPlace(
            long.Parse(text.AsSpan(0, dot), CultureInfo.InvariantCulture),
            int.Parse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture));
    }

    public int CompareTo(EventPlace other) => (Sequence, Index).CompareTo((other.Sequence, other.Index));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}.{Index}");
}
