using Evaluation.Workflows.Digests;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Tests.Persistence;
using Evaluation.Workflows.Timestamps;
using HasToolkit.Tests;

namespace Evaluation.Workflows.Tests.Digests;

public sealed class SqliteNightlyDigestTests : NightlyDigestTests
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresNightlyDigestTests : NightlyDigestTests
{
    protected override bool OnPostgres => true;
}

/// <summary>A digest of the ledger is written once a day, compared with the one before, and stamped when somebody stamps.</summary>
public abstract class NightlyDigestTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"has-nuits-{Guid.NewGuid():N}");
    private readonly string _keys = Directory.CreateTempSubdirectory("has-cles-").FullName;
    private DossierId _id;

    protected abstract bool OnPostgres { get; }

    internal ALedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Ledger = await ALedger.CreateAsync(OnPostgres);
        _id = await Ledger.FiledAsync();
        await Ledger.DoneAsync(_id, new AddNote("À garder."), Role.EvaluationService);
    }

    public async ValueTask DisposeAsync()
    {
        if (Ledger is not null)
            await Ledger.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.Delete(_keys, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task One_digest_is_written_each_day_of_paris_and_is_what_an_export_by_hand_would_be()
    {
        var night = Night(authority: null);

        var first = await night.RunAsync();
        Assert.Null((await night.RunAsync()).Written);
        // 23:30 in Paris on 5 January, then half past midnight.
        Ledger.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 5, 22, 30, 0, TimeSpan.Zero));
        Assert.Null((await night.RunAsync()).Written);
        Ledger.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 5, 23, 30, 0, TimeSpan.Zero));
        await night.RunAsync();

        Assert.Equal(["empreinte-2026-01-05.json", "empreinte-2026-01-06.json"], Files());
        var digest = await LedgerDigest.ReadAsync(first.Written!);
        Assert.Equal(await Ledger.Services.Audit.DigestAsync(), digest.Heads);
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), digest.WrittenAt);
    }

    [Fact]
    public async Task A_chain_cut_at_its_end_is_found_the_next_night_and_no_digest_vouches_for_it()
    {
        await Night(authority: null).RunAsync();
        await Ledger.TamperAsync("DELETE FROM events WHERE stream = {0} AND sequence = 5", _id.Value);
        await Ledger.TamperAsync(
            "UPDATE streams SET version = 4, head = (SELECT hash FROM events WHERE stream = {0} AND sequence = 4) WHERE id = {0}", _id.Value);
        await Ledger.TamperAsync("UPDATE dossiers SET version = 4 WHERE id = {0}", _id.Value);
        Ledger.Clock.Advance(TimeSpan.FromDays(1));

        var round = await Night(authority: null).RunAsync();

        Assert.Null(round.Written);
        Assert.Equal("l’événement n’est plus celui de l’empreinte exportée", Assert.Single(round.Faults).Problem);
        Assert.Equal(["empreinte-2026-01-05.json"], Files());
    }

    [Fact]
    public async Task A_digest_is_stamped_beside_and_only_once()
    {
        using var maker = new TokenMaker();
        using var there = LoopbackAuthority.Answering(maker.Reply);
        using var authority = TimestampAuthority.At(there.Address);

        var round = await Night(authority).RunAsync();
        await Night(authority).RunAsync();

        Assert.Equal(["empreinte-2026-01-05.json", "empreinte-2026-01-05.json.tsr"], Files());
        Assert.Equal(maker.At, Assert.Single(round.Stamped).Statement.At);
        Assert.Single(there.Requests);
        var digest = await File.ReadAllBytesAsync(round.Written!);
        Assert.IsType<TimestampVerdict.Sound>(TimestampCheck.Check(await File.ReadAllBytesAsync(NightlyDigest.TokenOf(round.Written!)), digest, trust: null));
    }

    [Fact]
    public async Task An_authority_that_fails_stops_no_digest_and_is_asked_again_for_each_that_lacks_a_token()
    {
        using var maker = new TokenMaker();
        var isThere = false;
        using var there = LoopbackAuthority.Answering(request => isThere ? maker.Reply(request) : TokenMaker.Refusal("Fermé la nuit", failure: 25));
        using var authority = TimestampAuthority.At(there.Address);

        var first = await Night(authority).RunAsync();
        Ledger.Clock.Advance(TimeSpan.FromDays(1));
        var second = await Night(authority).RunAsync();
        isThere = true;
        var third = await Night(authority).RunAsync();

        Assert.NotNull(first.Written);
        Assert.Contains("« Fermé la nuit », panne chez elle", first.Failure!.Message, StringComparison.Ordinal);
        Assert.NotNull(second.Written);
        Assert.Equal((2, (TimestampException?)null), (third.Stamped.Count, third.Failure));
        Assert.Equal(
            ["empreinte-2026-01-05.json", "empreinte-2026-01-05.json.tsr", "empreinte-2026-01-06.json", "empreinte-2026-01-06.json.tsr"], Files());
    }

    [Fact]
    public async Task Two_machines_that_share_the_folder_write_one_digest()
    {
        using var other = await Ledger.OpenAgainAsync();

        var rounds = await Task.WhenAll(
            Night(authority: null).RunAsync(), new NightlyDigest(other.Audit, Ledger.Clock, _folder, authority: null).RunAsync());

        Assert.Single(rounds, round => round.Written is not null);
        Assert.Equal(["empreinte-2026-01-05.json"], Files());
    }

    [Fact]
    public async Task A_digest_before_that_no_longer_reads_stops_the_next_and_says_so()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "empreinte-2026-01-04.json"), """{"writtenAt":"2026-01-04T00:00:00Z","heads":{"x":null}}""");

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => Night(authority: null).RunAsync());

        Assert.Contains("empreinte-2026-01-04.json » n’est pas une empreinte", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_is_signed_beside_once_also_when_the_program_stopped_in_between()
    {
        using var maker = new SealMaker();
        Directory.CreateDirectory(_folder);
        using var signer = DigestSigner.FromFile(maker.PemIn(_keys));
        await Night(authority: null).RunAsync();

        var round = await Night(authority: null, signer).RunAsync();
        var again = await Night(authority: null, signer).RunAsync();

        Assert.Equal(["empreinte-2026-01-05.json", "empreinte-2026-01-05.json.p7s"], Files());
        Assert.Equal((Path.Combine(_folder, "empreinte-2026-01-05.json"), null, null, null), (round.Signed, round.Unsigned, again.Signed, again.Unsigned));
        var (signature, content) = (await File.ReadAllBytesAsync(NightlyDigest.SignatureOf(round.Signed!)), await File.ReadAllBytesAsync(round.Signed!));
        Assert.Null(DigestSignature.Check(signature, content, maker.Certificate).Problem);
    }

    [Fact]
    public async Task A_digest_that_somebody_put_there_and_the_ledger_does_not_know_is_not_signed()
    {
        using var maker = new SealMaker();
        using var signer = DigestSigner.FromFile(maker.PemIn(_keys));
        var heads = await Ledger.Services.Audit.DigestAsync();
        var forged = new LedgerDigest(
            Ledger.Clock.GetUtcNow(), heads.ToDictionary(head => head.Key, head => (head.Value.Version, new string('0', 64))));
        Directory.CreateDirectory(_folder);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "empreinte-2026-01-05.json"), forged.ToBytes());

        var round = await Night(authority: null, signer).RunAsync();

        Assert.Null(round.Signed);
        Assert.Contains("n’est pas signé : il ne dit pas ce que dit le journal", round.Unsigned, StringComparison.Ordinal);
        Assert.Equal(["empreinte-2026-01-05.json"], Files());
    }

    [Fact]
    public async Task A_certificate_that_ended_leaves_the_digest_unsigned_and_is_told()
    {
        using var maker = new SealMaker(to: new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero));
        using var signer = DigestSigner.FromFile(maker.PemIn(_keys));

        var round = await Night(authority: null, signer).RunAsync();

        Assert.NotNull(round.Written);
        Assert.Contains("« Service d’essai » vaut du", round.Unsigned, StringComparison.Ordinal);
    }

    private NightlyDigest Night(TimestampAuthority? authority, DigestSigner? signer = null) => new(Ledger.Services.Audit, Ledger.Clock, _folder, authority, signer);

    private IEnumerable<string?> Files() => Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
