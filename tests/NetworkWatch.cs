using System.Diagnostics.Tracing;

namespace HasToolkit.Tests;

/// <summary>Counts what this test, and no other, sends over the network: requests, connections, names that are looked up.</summary>
internal sealed class NetworkWatch : EventListener
{
    private static readonly AsyncLocal<bool> Mine = new();

    private int _seen;

    public NetworkWatch() => Mine.Value = true;

    public int Seen => Volatile.Read(ref _seen);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Http" or "System.Net.Sockets" or "System.Net.NameResolution")
            EnableEvents(eventSource, EventLevel.Informational);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Mine.Value && eventData.EventName is ("RequestStart" or "ConnectStart" or "ResolutionStart"))
            Interlocked.Increment(ref _seen);
    }
}
