using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Evaluation.Workflows.Timestamps;

/// <summary>What is asked of an authority.</summary>
public sealed record TimestampOptions
{
    /// <summary>Whether the file is hashed by SHA-512 instead of SHA-256.</summary>
    public bool UsesSha512 { get; init; }

    /// <summary>The policy that is asked for, as an object identifier; null for that of the authority.</summary>
    public string? Policy { get; init; }

    /// <summary>The roots to which a token must lead to be taken; null to leave that for later.</summary>
    public TimestampTrust? Trust { get; init; }

    /// <summary>How long the whole answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>A token that was received.</summary>
/// <param name="Reply">The bytes of the answer, to be kept as they are, as a file « .tsr ».</param>
/// <param name="Statement">What it says.</param>
public sealed record Timestamped(ReadOnlyMemory<byte> Reply, TimestampStatement Statement);

/// <summary>
/// An authority of time stamps (RFC 3161), asked over HTTP. What leaves is a hash, a number drawn at random and, when one is wanted, the number of a
/// policy: nothing of the content. Nothing is sent before <see cref="AskAsync"/>.
/// </summary>
public sealed class TimestampAuthority : IDisposable
{
    private const string Query = "application/timestamp-query";
    private const string Reply = "application/timestamp-reply";
    private const int NonceLength = 16;

    private readonly TimestampOptions _options;
    private readonly HttpClient _http;

    // A redirection would take the request to an address that nobody chose.
    private readonly SocketsHttpHandler _handler = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    };

    private TimestampAuthority(Uri address, TimestampOptions options)
    {
        (Address, _options) = (address, options);
        _http = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>An authority at an address.</summary>
    /// <param name="address">« http://… » or « https://… », without name or password: the token is signed, whatever the way.</param>
    /// <param name="options">What is asked of it; null for SHA-256 and any policy.</param>
    /// <exception cref="InvalidDataException">The address cannot be used; the message is French.</exception>
    public static TimestampAuthority At(string address, TimestampOptions? options = null) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
            ? new TimestampAuthority(uri, options ?? new TimestampOptions())
            : throw new InvalidDataException(
                $"Horodatage : « {address} » n’est pas une adresse utilisable. Attendu : http://… ou https://…, sans nom ni mot de passe.");

    /// <summary>Asks for a token, and checks it.</summary>
    /// <param name="content">The bytes to be stamped; only their hash leaves.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="TimestampException">No token came, or it cannot be used; the message says why, in French.</exception>
    public async Task<Timestamped> AskAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var request = NewRequest(content.Span);
        var bytes = await SendAsync(request.Encode(), cancellationToken);
        try
        {
            var reply = TimestampReply.Read(bytes);
            if (reply.Token is not { } token)
                throw new TimestampException($"L’autorité « {Address.Host} » refuse de donner un jeton : {reply.Refusal}.");
            if (token.TokenInfo.GetNonce() is not { } nonce || !nonce.Span.SequenceEqual(request.GetNonce()!.Value.Span))
                throw new TimestampException(Unusable("il ne répond pas à cette demande (nombre au hasard différent) : c’est la réponse d’une autre."));
            var verdict = TimestampCheck.CheckToken(token, content.Span, _options.Trust, _options.Policy);
            if (verdict is TimestampVerdict.Faulty(var problem))
                throw new TimestampException(Unusable(problem));
            // The framework's own reading of the answer has the last word.
            request.ProcessResponse(bytes, out _);
            return new Timestamped(bytes, ((TimestampVerdict.Sound)verdict).Statement);
        }
        catch (Exception e) when (e is InvalidDataException or CryptographicException)
        {
            throw new TimestampException(Unusable(e.Message), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private string Unusable(string why) => $"Le jeton de « {Address.Host} » ne peut pas servir : {why}";

    private Rfc3161TimestampRequest NewRequest(ReadOnlySpan<byte> content) => Rfc3161TimestampRequest.CreateFromData(
        content, _options.UsesSha512 ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256, _options.Policy is { } policy ? new Oid(policy) : null,
        RandomNumberGenerator.GetBytes(NonceLength), requestSignerCertificates: true);

    private async Task<byte[]> SendAsync(byte[] query, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(query) };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(Query);
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Reply));
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (Fault(answer) is { } fault)
                throw new TimestampException(fault);
            return await BodyAsync(answer, limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimestampException(
                $"L’autorité « {Address.Host} » n’a pas répondu en {_options.Timeout.TotalSeconds:0.#} s. Réessayez plus tard, ou choisissez-en une autre.", e);
        }
        catch (Exception e) when (e is HttpRequestException or (IOException and not TimestampException))
        {
            throw new TimestampException(
                $"L’autorité « {Address.Host} » n’est pas joignable ({e.Message}). Vérifiez l’adresse « {Address} » et le réseau.", e);
        }
    }

    private string? Fault(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        >= 300 and < 400 => $"L’autorité « {Address.Host} » renvoie vers « {answer.Headers.Location} » : "
            + "un renvoi n’est pas suivi. Donnez cette adresse si c’est la bonne.",
        not 200 and var code => $"L’autorité « {Address.Host} » répond par l’état HTTP {code} et sans jeton. Vérifiez l’adresse « {Address} ».",
        _ when answer.Content.Headers.ContentType?.MediaType is var type && !Reply.Equals(type, StringComparison.OrdinalIgnoreCase) =>
            $"« {Address} » répond « {type ?? "sans dire quoi"} » au lieu de « {Reply} » : ce n’est pas l’adresse d’une autorité d’horodatage.",
        _ => null,
    };

    private async Task<byte[]> BodyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var (buffer, length) = (new byte[TimestampReply.Longest + 1], 0);
        for (int read; length < buffer.Length && (read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0;)
            length += read;
        return length <= TimestampReply.Longest
            ? buffer[..length]
            : throw new TimestampException($"La réponse de « {Address.Host} » dépasse {TimestampReply.Longest} octets : ce n’est pas un jeton d’horodatage.");
    }
}
