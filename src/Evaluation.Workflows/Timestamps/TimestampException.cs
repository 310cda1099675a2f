namespace Evaluation.Workflows.Timestamps;

/// <summary>No token came from an authority; the message says why and what to do, in French.</summary>
public sealed class TimestampException : IOException
{
    /// <summary>Says nothing.</summary>
    public TimestampException()
    {
    }

    /// <summary>Says why.</summary>
    public TimestampException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, and what happened beneath.</summary>
    public TimestampException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
