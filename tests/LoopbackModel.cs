using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace HasToolkit.Tests;

/// <summary>A service of this machine that speaks as OpenAI does, and answers as the test wants.</summary>
internal sealed class LoopbackModel : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerContext, Task> _answer;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoopbackModel(Func<HttpListenerContext, Task> answer)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _answer = answer;
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ListenAsync();
    }

    public string Address { get; }

    public ConcurrentQueue<string> Bodies { get; } = [];

    /// <summary>Ends when the first request has come in.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Writes a reply as a chat completion.</summary>
    public static LoopbackModel Saying(string reply) => new(context => WriteAsync(context, 200, Completion(reply)));

    /// <summary>Writes anything.</summary>
    public static LoopbackModel Answering(int status, string body, string? location = null) => new(context =>
    {
        if (location is not null)
            context.Response.RedirectLocation = location;
        return WriteAsync(context, status, body);
    });

    /// <summary>Never answers.</summary>
    public static LoopbackModel Silent() => new(_ => Task.Delay(Timeout.Infinite));

    /// <summary>Goes away in the middle of its answer.</summary>
    public static LoopbackModel BreakingOff() => new(async context =>
    {
        context.Response.ContentLength64 = 10_000;
        await context.Response.OutputStream.WriteAsync("{\"id\":\"x\",\"choices\":[{"u8.ToArray());
        context.Response.Abort();
    });

    public static string Completion(string reply) => JsonSerializer.Serialize(new
    {
        id = "essai",
        @object = "chat.completion",
        created = 1,
        model = "essai",
        choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = reply } } },
    });

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                Bodies.Enqueue(await reader.ReadToEndAsync());
                _asked.TrySetResult();
                _ = _answer(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task WriteAsync(HttpListenerContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        try
        {
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
        catch (HttpListenerException)
        {
            // The other side has had enough.
        }
    }
}
