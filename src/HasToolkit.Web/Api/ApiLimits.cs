using System.Threading.RateLimiting;

namespace HasToolkit.Web.Api;

/// <summary>How often a key may ask, and how often an address may be wrong about one.</summary>
internal sealed class ApiLimits(int requestsPerMinute) : IDisposable
{
    private const int WrongKeysPerMinute = 30;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _keys = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = requestsPerMinute,
            TokensPerPeriod = Math.Max(1, requestsPerMinute / 6),
            ReplenishmentPeriod = TimeSpan.FromSeconds(10),
        }));

    private readonly PartitionedRateLimiter<string> _addresses = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(
            address, _ => new FixedWindowRateLimiterOptions { PermitLimit = WrongKeysPerMinute, Window = Minute }));

    /// <summary>How many calls a key makes in a minute at most.</summary>
    public int RequestsPerMinute => requestsPerMinute;

    /// <summary>Counts a call of a key.</summary>
    /// <returns>Null when it may go on; else how long it waits.</returns>
    public TimeSpan? Count(string key) => Take(_keys, key);

    /// <summary>Counts a key that opened nothing.</summary>
    /// <returns>Null when the address may try again; else how long it waits.</returns>
    public TimeSpan? CountWrongKey(string address) => Take(_addresses, address);

    public void Dispose()
    {
        _keys.Dispose();
        _addresses.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Minute;
    }
}
