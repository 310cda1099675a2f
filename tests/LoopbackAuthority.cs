using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HasToolkit.Tests;

/// <summary>An authority of time stamps on this machine, over HTTP, which answers as the test wants.</summary>
internal sealed class LoopbackAuthority : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerContext, byte[], Task> _answer;

    private LoopbackAuthority(Func<HttpListenerContext, byte[], Task> answer)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/horodatage";
        }

        _answer = answer;
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ListenAsync();
    }

    public string Address { get; }

    /// <summary>Everything that was sent to it.</summary>
    public ConcurrentQueue<byte[]> Requests { get; } = [];

    /// <summary>Answers with bytes made from the request.</summary>
    public static LoopbackAuthority Answering(Func<byte[], byte[]> reply) => new((context, request) => WriteAsync(context, 200, reply(request)));

    /// <summary>Answers something else over HTTP.</summary>
    public static LoopbackAuthority Saying(int status, byte[] body, string type = "application/timestamp-reply", string? location = null) =>
        new((context, _) =>
        {
            if (location is not null)
                context.Response.RedirectLocation = location;
            return WriteAsync(context, status, body, type);
        });

    /// <summary>Never answers.</summary>
    public static LoopbackAuthority Silent() => new((_, _) => Task.Delay(Timeout.Infinite));

    /// <summary>Begins its answer and never ends it.</summary>
    public static LoopbackAuthority Dragging() => new(async (context, _) =>
    {
        context.Response.ContentType = "application/timestamp-reply";
        context.Response.SendChunked = true;
        await context.Response.OutputStream.WriteAsync(new byte[] { 0x30 });
        await context.Response.OutputStream.FlushAsync();
        await Task.Delay(Timeout.Infinite);
    });

    /// <summary>Never ends what it sends.</summary>
    public static LoopbackAuthority Endless() => new(async (context, _) =>
    {
        context.Response.ContentType = "application/timestamp-reply";
        context.Response.SendChunked = true;
        try
        {
            while (true)
                await context.Response.OutputStream.WriteAsync(new byte[10_000]);
        }
        catch (HttpListenerException)
        {
            // The other side has had enough.
        }
    });

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Assert.Equal("application/timestamp-query", context.Request.ContentType);
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Requests.Enqueue(body.ToArray());
                _ = _answer(context, body.ToArray());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task WriteAsync(HttpListenerContext context, int status, byte[] body, string type = "application/timestamp-reply")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        try
        {
            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
        catch (HttpListenerException)
        {
            // The other side has had enough.
        }
    }
}
