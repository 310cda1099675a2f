using System.Net;

namespace LitReview.Assistance;

/// <summary>Goes to one address only, and takes no answer larger than a model has reason to give.</summary>
internal sealed class BoundedHandler : DelegatingHandler
{
    public const int LargestAnswer = 2_000_000;

    // A redirection would take what was allowed for one address to another.
    public BoundedHandler() => InnerHandler = new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var buffer = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[16_384];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > LargestAnswer)
                throw new AssistanceException("la réponse est démesurée");
        }

        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content = content;
        return response;
    }
}
