using System.Globalization;

namespace HasToolkit.Benchmarks.Chaos;

/// <summary>A machine elsewhere: a network namespace, linked to this one by a pair of virtual cards that can be pulled.</summary>
internal sealed class Elsewhere : IAsyncDisposable
{
    private readonly string _card;

    private Elsewhere(string network, string card, string here) => (Network, _card, Here) = (network, card, here);

    /// <summary>The name of the namespace.</summary>
    public string Network { get; }

    /// <summary>The address of this machine, seen from there.</summary>
    public string Here { get; }

    /// <exception cref="LeftOutException">This account may not make one.</exception>
    public static async Task<Elsewhere> CreateAsync()
    {
        if (!Programs.IsRoot || !File.Exists("/usr/sbin/ip") && !File.Exists("/sbin/ip") && !File.Exists("/usr/bin/ip"))
            throw new LeftOutException("a network namespace needs root and the program ip (package iproute2)");
        var id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var subnet = $"10.213.{(Environment.ProcessId % 250).ToString(CultureInfo.InvariantCulture)}";
        var made = new Elsewhere($"has-chaos-{id}", $"hc{id}", $"{subnet}.1");
        if (await Programs.RunAsync("ip", "netns", "add", made.Network) is (not 0, var refused))
            throw new LeftOutException($"a network namespace cannot be made here: {refused}");
        try
        {
            foreach (var line in (string[])[
                $"link add {made._card}a type veth peer name {made._card}b netns {made.Network}", $"addr add {made.Here}/30 dev {made._card}a",
                $"link set {made._card}a up", $"-n {made.Network} addr add {subnet}.2/30 dev {made._card}b",
                $"-n {made.Network} link set {made._card}b up", $"-n {made.Network} link set lo up"])
            {
                await Programs.DoAsync("ip", line.Split(' '));
            }

            return made;
        }
        catch (IOException e)
        {
            await made.DisposeAsync();
            throw new LeftOutException($"a pair of network cards cannot be made here: {e.Message}");
        }
    }

    /// <summary>Pulls the plug, or puts it back.</summary>
    public Task LinkAsync(bool isUp) => Programs.DoAsync("ip", "link", "set", $"{_card}a", isUp ? "up" : "down");

    public async ValueTask DisposeAsync() => await Programs.RunAsync("ip", "netns", "del", Network);
}
