namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Cookies as a browser keeps them for this machine: those for a safe connection too.</summary>
internal sealed class LoopbackCookies(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Dictionary<string, string> _cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_cookies)
        {
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var answer = await base.SendAsync(request, cancellationToken);
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set))
            return answer;
        lock (_cookies)
        {
            foreach (var header in set)
                Keep(header);
        }

        return answer;
    }

    private void Keep(string header)
    {
        var parts = header.Split(';', StringSplitOptions.TrimEntries);
        var (name, value) = (parts[0][..parts[0].IndexOf('=', StringComparison.Ordinal)], parts[0][(parts[0].IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var isOver = parts.Skip(1).Any(part => part.StartsWith("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)
            || part.Equals("max-age=0", StringComparison.OrdinalIgnoreCase));
        if (isOver)
            _cookies.Remove(name);
        else
            _cookies[name] = value;
    }
}
