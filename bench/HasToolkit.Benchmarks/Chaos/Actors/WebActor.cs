using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>A web host, and people who write notes in its pages. Whoever gets no answer sends the same form again, half of the time.</summary>
internal sealed class WebActor(ChaosWorld world, ActorPlan plan, int number) : Actor(world, plan, number)
{
    private const int People = 3;

    private readonly Uri _address = new($"http://127.0.0.1:{FreePort()}");

    public override IReadOnlyList<ActTable> Tables => [ActTable.Ledger, ActTable.Reviews];

    // The demonstration data are made once, before anything is killed.
    public override async Task PrepareAsync()
    {
        using var end = new CancellationTokenSource();
        var life = Task.Run(() => LiveAsync(end.Token));
        using var http = Client();
        await WaitAsync(http, end.Token);
        await LoadPlaces.FindAsync(http);
        await end.CancelAsync();
        await life;
    }

    protected override ProcessStartInfo Command() => Programs.StartOf(
        null, isHas: false, [
            "load-host", $"--Has:DataFolder={World.Folder}", .. World.Connection is { } connection ? (string[])[$"--Has:Connection={connection}"] : [],
            "--Has:Demo=true", $"--urls={_address}", "--Logging:LogLevel:Default=None", "--Has:RequestsPerMinute=1000000"]);

    protected override async Task ConverseAsync(Process process, CancellationToken end)
    {
        process.StandardInput.Close();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(end);
        var drain = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var people = Enumerable.Range(1, People).Select(person => Task.Run(() => VisitAsync(person, gone.Token))).ToList();
        await process.WaitForExitAsync(CancellationToken.None);
        await gone.CancelAsync();
        await Task.WhenAll(people);
        await drain;
    }

    private async Task VisitAsync(int person, CancellationToken gone)
    {
        using var http = Client();
        var seed = World.Experiment.Seed + (Number * 100) + person;
        try
        {
            await WaitAsync(http, gone);
            var writer = new WebWriter(http, World.Acts, _unanswered[person - 1], new Random(seed + (int)Answers));
            await writer.SignInAsync(gone);
            while (!gone.IsCancellationRequested)
            {
                if (await writer.WriteAsync(gone) is { } told)
                    Complain(told);
                else
                    CountAnswer();
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // The host is gone; what was not answered stays in the hand of this person.
        }
    }

    private readonly WebForm[] _unanswered = [.. Enumerable.Range(0, People).Select(_ => new WebForm())];

    private HttpClient Client() => new(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = _address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    private static async Task WaitAsync(HttpClient http, CancellationToken gone)
    {
        while (true)
        {
            gone.ThrowIfCancellationRequested();
            try
            {
                using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), gone);
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(50, gone);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
