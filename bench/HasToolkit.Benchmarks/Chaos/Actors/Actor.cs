using System.Diagnostics;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>Somebody who works in a process of his own, which is started again whenever it ends.</summary>
internal abstract class Actor(ChaosWorld world, ActorPlan plan, int number) : IAsyncDisposable
{
    // What « has » says of a failure that nobody foresaw, and what the runtime says of one that nobody caught.
    private static readonly string[] Unclear = ["Échec inattendu", "Unhandled exception"];

    private readonly Queue<string> _errors = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private Task _life = Task.CompletedTask;
    private Process? _process;
    private bool _isKilled;
    private long _answers;
    private long _started;

    public ActorPlan Plan => plan;

    public string Name => $"{plan.Kind} {number}";

    /// <summary>Where its acts are to be found.</summary>
    public abstract IReadOnlyList<ActTable> Tables { get; }

    /// <summary>Whether there is still something to do; who has done all is waited for no more.</summary>
    public virtual bool IsWorking => true;

    /// <summary>How many acts were answered.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>The longest time from the start of the process to its first answer.</summary>
    public TimeSpan LongestStart { get; private set; }

    /// <summary>How often a failure was told in French, and the last words.</summary>
    public (int Times, string Last) Complaints { get; private set; } = (0, "");

    /// <summary>The shift of the clock of the next process; « 00:00:00 » for none.</summary>
    public string Clock { get; set; } = "00:00:00";

    protected ChaosWorld World => world;

    protected int Number => number;

    /// <summary>An actor of a plan.</summary>
    public static Actor Of(ChaosWorld world, ActorPlan plan, int number) => plan.Kind switch
    {
        "mover" => new MoverActor(world, plan, number),
        "web" => new WebActor(world, plan, number),
        "screener" => new ScreenerActor(world, plan, number),
        "importer" => new ImporterActor(world, plan, number),
        "analyst" => new AnalystActor(world, plan, number),
        "worker" => new WorkerActor(world, plan, number),
        _ => throw new InvalidDataException($"Actors of the kind '{plan.Kind}' are not known."),
    };

    /// <summary>Makes what the actor works on.</summary>
    public virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Begins to work, in processes one after the other.</summary>
    public void Live() => _life = Task.Run(() => LiveAsync(_end.Token));

    private async Task LiveAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var process = Begin();
            var first = Answers;
            await using (end.Register(Kill))
            {
                var errors = ReadErrorsAsync(process.StandardError);
                await ConverseAsync(process, end);
                await process.WaitForExitAsync(CancellationToken.None);
                await errors;
            }

            lock (_gate)
                _process = null;
            if (!_isKilled && !await EndedAsync(process.ExitCode) && process.ExitCode is not 2)
                world.Acts.Wrong($"{Name} ended by itself with {process.ExitCode}: {string.Join(" / ", _errors)}");
            if (!_isKilled && Answers == first)
                await PauseAsync(end);
        }
    }

    /// <summary>SIGKILL.</summary>
    /// <returns>False when no process runs now.</returns>
    public bool TryKill()
    {
        lock (_gate)
        {
            if (_process is not { HasExited: false } running)
                return false;
            _isKilled = true;
            running.Kill();
            return true;
        }
    }

    /// <summary>Works no more: the process is killed, and what it said is heard to the end.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _life;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        _process?.Dispose();
        _end.Dispose();
    }

    protected abstract ProcessStartInfo Command();

    /// <summary>Speaks with the process until it ends.</summary>
    protected abstract Task ConverseAsync(Process process, CancellationToken end);

    /// <summary>Told that the process ended by itself.</summary>
    /// <returns>Whether that is what it was to do.</returns>
    protected virtual Task<bool> EndedAsync(int code) => Task.FromResult(false);

    /// <summary>Told each line of messages.</summary>
    protected virtual void Heard(string line)
    {
    }

    /// <summary>An act was answered.</summary>
    protected void CountAnswer()
    {
        if (Interlocked.Exchange(ref _started, 0) is var started and not 0 && Stopwatch.GetElapsedTime(started) is var start && start > LongestStart)
            LongestStart = start;
        Interlocked.Increment(ref _answers);
    }

    /// <summary>A failure was told: in words that say what to do, or it is noted as wrong.</summary>
    protected void Complain(string words)
    {
        Complaints = (Complaints.Times + 1, words);
        if (Unclear.Any(word => words.Contains(word, StringComparison.Ordinal)))
            world.Acts.Wrong($"{Name} does not say clearly what failed: {words}");
    }

    private Process Begin()
    {
        lock (_gate)
        {
            (_isKilled, _started) = (false, Stopwatch.GetTimestamp());
            _errors.Clear();
            return _process = Process.Start(Command())!;
        }
    }

    private void Kill() => TryKill();

    private async Task ReadErrorsAsync(StreamReader errors)
    {
        while (await errors.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('✗') || Unclear.Any(word => line.Contains(word, StringComparison.Ordinal)))
                Complain(line);
            Heard(line);
            _errors.Enqueue(line);
            while (_errors.Count > 6)
                _errors.Dequeue();
        }
    }

    private static async Task PauseAsync(CancellationToken end)
    {
        try
        {
            await Task.Delay(500, end);
        }
        catch (OperationCanceledException)
        {
            // The experiment ends.
        }
    }
}
