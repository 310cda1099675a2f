namespace Evaluation.Workflows.Timestamps;

/// <summary>What a token says, once it was checked.</summary>
/// <param name="At">The moment at which the authority had the digest in hand, in UTC.</param>
/// <param name="Accuracy">By how much that moment may be wrong; null when the authority does not say.</param>
/// <param name="Authority">Who signed: the name in the certificate.</param>
/// <param name="SerialNumber">The number of the token at that authority, in hexadecimal.</param>
/// <param name="Policy">The policy under which it was given, as an object identifier.</param>
/// <param name="Algorithm">How the file was hashed: « SHA-256 », « SHA-384 » or « SHA-512 ».</param>
/// <param name="Root">The root that the certificate leads to; null when the chain was not followed.</param>
public sealed record TimestampStatement(
    DateTimeOffset At, TimeSpan? Accuracy, string Authority, string SerialNumber, string Policy, string Algorithm, string? Root);

/// <summary>What a check of a token found.</summary>
public abstract record TimestampVerdict
{
    private TimestampVerdict()
    {
    }

    /// <summary>Everything holds.</summary>
    /// <param name="Statement">What the token says.</param>
    public sealed record Sound(TimestampStatement Statement) : TimestampVerdict;

    /// <summary>Something does not hold.</summary>
    /// <param name="Problem">The first thing that does not, in French, as a sentence.</param>
    public sealed record Faulty(string Problem) : TimestampVerdict;
}
