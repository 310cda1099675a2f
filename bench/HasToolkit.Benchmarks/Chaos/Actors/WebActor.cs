using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>A web host, and people who write notes in its pages. Whoever gets no answer sends the same form again, half of the time.</summary>
internal sealed class WebActor(ChaosWorld world, ActorPlan plan, int number) : Actor(world, plan, number)
{
    private const int Dossiers = 10;
    private const int People = 3;

    private readonly WebForm[] _unanswered = [.. Enumerable.Range(0, People).Select(_ => new WebForm())];
    // A browser keeps its cookies while the host is away: without them, a form that was filled in before is not valid any more.
    private readonly CookieContainer[] _cookies = [.. Enumerable.Range(0, People).Select(_ => new CookieContainer())];
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort()}");

    public override IReadOnlyList<ActTable> Tables => [ActTable.Ledger, ActTable.Reviews];

    // Dossiers to write on; the host makes a review of its own, for demonstration.
    public override async Task PrepareAsync()
    {
        using var services = await Bench.OpenAsync(World.Folder, World.Connection);
        for (var dossier = 0; dossier < Dossiers; dossier++)
        {
            Bench.Expect(await services.Desk.OpenAsync(
                Bench.Request("CHAOS", services.Desk.Today), Bench.By(Bench.Applicant, Role.Applicant)));
        }
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
        using var http = Client(_cookies[person - 1]);
        var seed = World.Experiment.Seed + (Number * 100) + person;
        try
        {
            await ReadyAsync(http, gone);
            var writer = new WebWriter(http, World.Acts, _unanswered[person - 1], new Random(seed + (int)Answers));
            await writer.SignInAsync(gone);
            while (!gone.IsCancellationRequested)
            {
                var (isAnswered, told) = await writer.WriteAsync(gone);
                if (isAnswered)
                    CountAnswer();
                if (told is null)
                    continue;
                Complain(told);
                await Task.Delay(100, gone);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // The host is gone; what was not answered stays in the hand of this person.
        }
    }

#pragma warning disable CA2000 // The client owns it.
    private HttpClient Client(CookieContainer cookies) => new(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false, CookieContainer = cookies })
    {
        BaseAddress = _address,
        Timeout = TimeSpan.FromSeconds(60),
    };
#pragma warning restore CA2000

    private static async Task ReadyAsync(HttpClient http, CancellationToken gone)
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
