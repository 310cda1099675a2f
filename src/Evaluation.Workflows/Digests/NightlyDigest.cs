using System.Globalization;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Timestamps;

namespace Evaluation.Workflows.Digests;

/// <summary>What a round of the nightly digest did.</summary>
/// <param name="Written">The digest that was written; null when that of the day was there, or when the ledger does not hold.</param>
/// <param name="Faults">What does not hold in the ledger; no digest vouches for it then.</param>
/// <param name="Stamped">The digests that got a token, each with what it says.</param>
/// <param name="Failure">Why the next one got none; it is asked for again at the next round. Null when nothing failed.</param>
/// <param name="Signed">The digest that was signed; null when there was none to sign.</param>
/// <param name="Unsigned">Why it was not, in French; null when nothing failed.</param>
public sealed record DigestRound(
    string? Written, IReadOnlyList<ChainFault> Faults, IReadOnlyList<(string File, TimestampStatement Statement)> Stamped, TimestampException? Failure,
    string? Signed, string? Unsigned);

/// <summary>
/// Writes a digest of the ledger once a day into a folder, after the chains were recomputed and compared with the digest before; signs it when
/// somebody signs; then gets a token for each digest that has none, when there is an authority.
/// </summary>
/// <param name="audit">The ledger.</param>
/// <param name="clock">The clock; a day begins at midnight in Paris.</param>
/// <param name="folder">Where digests are kept, best on another machine; several machines may share it.</param>
/// <param name="authority">Who stamps them; null for nobody, and then nothing leaves.</param>
/// <param name="signer">Who signs them; null for nobody.</param>
public sealed class NightlyDigest(
    LedgerAudit audit, TimeProvider clock, string folder, TimestampAuthority? authority, DigestSigner? signer = null)
{
    private const int MostTokens = 10;
    private const string Pattern = "empreinte-????-??-??.json";

    /// <summary>The file of the token of a digest: beside it, under its name with « .tsr » after it.</summary>
    public static string TokenOf(string digest) => digest + ".tsr";

    /// <summary>The file of the signature of a digest: beside it, under its name with « .p7s » after it.</summary>
    public static string SignatureOf(string digest) => digest + ".p7s";

    /// <summary>Does what is due.</summary>
    /// <exception cref="InvalidDataException">The digest before is there and no longer reads; the message is French.</exception>
    /// <exception cref="IOException">The folder cannot be read or written in.</exception>
    public async Task<DigestRound> RunAsync(CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        var today = FrenchCalendar.DayInParis(clock.GetUtcNow());
        var path = Path.Combine(folder, $"empreinte-{today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.json");
        var (written, faults) = File.Exists(path) ? (false, []) : await WriteAsync(path, cancellationToken);
        var (signed, unsigned) = await SignAsync(path, cancellationToken);
        var (stamped, failure) = await StampAsync(cancellationToken);
        return new DigestRound(written ? path : null, faults, stamped, failure, signed ? path : null, unsigned);
    }

    private async Task<(bool Written, IReadOnlyList<ChainFault> Faults)> WriteAsync(string path, CancellationToken cancellationToken)
    {
        var before = Digests().FirstOrDefault(file => string.CompareOrdinal(file, path) < 0) is { } latest
            ? (await LedgerDigest.ReadAsync(latest, cancellationToken)).Heads
            : null;
        // Read before the verification, so that nothing unverified is vouched for.
        var digest = new LedgerDigest(clock.GetUtcNow(), await audit.DigestAsync(cancellationToken));
        var report = await audit.VerifyAsync(digest: before, cancellationToken: cancellationToken);
        return report.Faults.Count > 0 ? (false, report.Faults) : (Put(path, digest.ToBytes()), []);
    }

    // Another machine may have written what is signed here, or this one may have stopped in between: whatever lies there is compared with the
    // ledger before a name is put under it.
    private async Task<(bool Signed, string? Unsigned)> SignAsync(string path, CancellationToken cancellationToken)
    {
        if (signer is null || !File.Exists(path) || File.Exists(SignatureOf(path)))
            return (false, null);
        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            var heads = LedgerDigest.Read(content, path).Heads;
            var report = await audit.VerifyAsync(digest: heads, cancellationToken: cancellationToken);
            return report.Faults is [var fault, ..]
                ? (false, $"« {Path.GetFileName(path)} » n’est pas signé : il ne dit pas ce que dit le journal ({fault.Stream}, événement {fault.Sequence}).")
                : (Put(SignatureOf(path), signer.Sign(content, clock.GetUtcNow())), null);
        }
        catch (InvalidDataException e)
        {
            return (false, $"« {Path.GetFileName(path)} » n’est pas signé : {e.Message}");
        }
    }

    // Newest first: the token of today matters most.
    private async Task<(IReadOnlyList<(string File, TimestampStatement Statement)> Stamped, TimestampException? Failure)> StampAsync(
        CancellationToken cancellationToken)
    {
        var stamped = new List<(string File, TimestampStatement Statement)>();
        if (authority is null)
            return (stamped, null);
        foreach (var file in Digests().Where(file => !File.Exists(TokenOf(file))).Take(MostTokens))
        {
            try
            {
                var (reply, statement) = await authority.AskAsync(await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
                if (Put(TokenOf(file), reply.Span))
                    stamped.Add((file, statement));
            }
            catch (TimestampException e)
            {
                return (stamped, e);
            }
        }

        return (stamped, null);
    }

    private List<string> Digests() => [.. Directory.EnumerateFiles(folder, Pattern).OrderDescending(StringComparer.Ordinal)];

    // Nobody finds half a file, and another machine that came first keeps its own.
    private bool Put(string path, ReadOnlySpan<byte> content)
    {
        var unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(unfinished, content);
            File.Move(unfinished, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
