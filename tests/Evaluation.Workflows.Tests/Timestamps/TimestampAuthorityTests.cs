using System.Security.Cryptography;
using System.Text;
using Evaluation.Workflows.Timestamps;
using HasToolkit.Tests;

namespace Evaluation.Workflows.Tests.Timestamps;

/// <summary>A token is asked of an authority over HTTP; every way in which none comes is told in French.</summary>
public sealed class TimestampAuthorityTests : IDisposable
{
    private static readonly byte[] Content = "une empreinte, dont rien ne doit sortir"u8.ToArray();

    private readonly string _folder = Directory.CreateTempSubdirectory("has-autorite-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_is_received_and_only_the_hash_leaves(bool isSha512)
    {
        using var maker = new TokenMaker();
        using var there = LoopbackAuthority.Answering(maker.Reply);
        var trust = TimestampTrust.FromFile(maker.RootIn(_folder));
        using var authority = TimestampAuthority.At(there.Address, new TimestampOptions { UsesSha512 = isSha512, Policy = TokenMaker.Policy, Trust = trust });
        Assert.Empty(there.Requests);

        var (reply, statement) = await authority.AskAsync(Content);

        Assert.Equal((maker.At, isSha512 ? "SHA-512" : "SHA-256", "Racine d’essai"), (statement.At, statement.Algorithm, statement.Root));
        Assert.Equal(new TimestampVerdict.Sound(statement), TimestampCheck.Check(reply, Content, trust, TokenMaker.Policy));
        var sent = Assert.Single(there.Requests);
        Assert.True(sent.AsSpan().IndexOf(isSha512 ? SHA512.HashData(Content) : SHA256.HashData(Content)) > 0);
        Assert.True(sent.AsSpan().IndexOf(Content.AsSpan(0, 6)) < 0);
        // A hash of 64 bytes, 16 bytes drawn at random, a policy, and what names them.
        Assert.InRange(sent.Length, 60, 150);
    }

    [Fact]
    public async Task Two_requests_for_the_same_bytes_are_not_the_same()
    {
        using var maker = new TokenMaker();
        using var there = LoopbackAuthority.Answering(maker.Reply);
        using var authority = TimestampAuthority.At(there.Address);

        await authority.AskAsync(Content);
        await authority.AskAsync(Content);

        Assert.Equal(2, there.Requests.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_words()
    {
        using var there = LoopbackAuthority.Answering(_ => TokenMaker.Refusal("Le compte est épuisé", failure: 2));

        Assert.Equal(
            "L’autorité « 127.0.0.1 » refuse de donner un jeton : « Le compte est épuisé », demande refusée.", await FailureAsync(there));
    }

    [Fact]
    public async Task A_token_for_something_else_for_another_request_or_under_another_policy_is_refused()
    {
        using var other = new TokenMaker { OtherContent = "autre"u8.ToArray() };
        using var old = new TokenMaker { ForgetsNonce = true };
        using var under = new TokenMaker { PolicyGiven = "1.2.3.4.9" };

        Assert.Contains("n’est pas celui de ce fichier", await FailureAsync(other), StringComparison.Ordinal);
        Assert.Contains("ne répond pas à cette demande", await FailureAsync(old), StringComparison.Ordinal);
        Assert.Contains("sous la politique 1.2.3.4.9", await FailureAsync(under), StringComparison.Ordinal);
        using var replayed = new TokenMaker();
        using var there = LoopbackAuthority.Answering(_ => replayed.Reply(TokenMaker.RequestFor(Content)));
        Assert.Contains("ne répond pas à cette demande", await FailureAsync(there), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_that_is_not_the_one_wanted_is_refused_at_once()
    {
        using var maker = new TokenMaker();
        using var wanted = new TokenMaker();
        using var there = LoopbackAuthority.Answering(maker.Reply);

        Assert.StartsWith(
            "Le jeton de « 127.0.0.1 » ne peut pas servir : ",
            await FailureAsync(there, new TimestampOptions { Trust = TimestampTrust.FromFile(wanted.RootIn(_folder)) }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302, "application/timestamp-reply", "un renvoi n’est pas suivi")]
    [InlineData(500, "text/html", "répond par l’état HTTP 500")]
    [InlineData(404, "application/timestamp-reply", "répond par l’état HTTP 404")]
    [InlineData(200, "text/html", "ce n’est pas l’adresse d’une autorité")]
    [InlineData(200, "application/timestamp-reply", "Ce n’est pas la réponse d’une autorité")]
    public async Task What_is_no_answer_of_an_authority_is_refused(int status, string type, string expected)
    {
        using var elsewhere = LoopbackAuthority.Saying(200, []);
        using var there = LoopbackAuthority.Saying(status, "<p>Bonjour</p>"u8.ToArray(), type, status == 302 ? elsewhere.Address : null);

        Assert.Contains(expected, await FailureAsync(there), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task An_answer_without_end_is_refused_before_it_is_held()
    {
        using var there = LoopbackAuthority.Endless();

        Assert.Contains("dépasse 100000 octets", await FailureAsync(there), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_ends_by_the_limit_of_time_before_the_answer_and_within_it()
    {
        using var silent = LoopbackAuthority.Silent();
        using var dragging = LoopbackAuthority.Dragging();
        var options = new TimestampOptions { Timeout = TimeSpan.FromSeconds(0.5) };

        Assert.Contains("n’a pas répondu en 0,5 s", await FailureAsync(silent, options), StringComparison.Ordinal);
        Assert.Contains("n’a pas répondu en 0,5 s", await FailureAsync(dragging, options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_it_is_not_told_that_the_authority_is_slow()
    {
        using var silent = LoopbackAuthority.Silent();
        using var authority = TimestampAuthority.At(silent.Address);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => authority.AskAsync(Content, stop.Token));
    }

    [Fact]
    public async Task An_authority_that_is_gone_is_not_reached()
    {
        var there = LoopbackAuthority.Silent();
        there.Dispose();

        Assert.Contains("n’est pas joignable", await FailureAsync(there), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("horodatage.exemple.fr")]
    [InlineData("ftp://horodatage.exemple.fr")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://nom:secret@horodatage.exemple.fr")]
    public void An_address_that_is_none_is_refused(string address) => Assert.Contains(
        "n’est pas une adresse utilisable", Assert.Throws<InvalidDataException>(() => TimestampAuthority.At(address)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_a_stranger_says_is_told_on_one_line_of_bounded_length()
    {
        using var there = LoopbackAuthority.Answering(_ => TokenMaker.Refusal(new StringBuilder().Insert(0, "non\r\n", 5_000).ToString(), failure: 2));

        var message = await FailureAsync(there);

        Assert.InRange(message.Length, 300, 450);
        Assert.DoesNotContain('\n', message);
    }

    private static async Task<string> FailureAsync(TokenMaker maker)
    {
        using var there = LoopbackAuthority.Answering(maker.Reply);
        return await FailureAsync(there, new TimestampOptions { Policy = TokenMaker.Policy });
    }

    private static async Task<string> FailureAsync(LoopbackAuthority there, TimestampOptions? options = null)
    {
        using var authority = TimestampAuthority.At(there.Address, options);
        return (await Assert.ThrowsAsync<TimestampException>(() => authority.AskAsync(Content))).Message;
    }
}
