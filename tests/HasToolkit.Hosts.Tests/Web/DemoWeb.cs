[assembly: AssemblyFixture(typeof(HasToolkit.Hosts.Tests.Web.DemoWeb))]

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>One host with demonstration data, for the tests that only read.</summary>
public sealed class DemoWeb : IAsyncDisposable
{
    private readonly Lazy<Task<RunningWeb>> _web = new(RunningWeb.StartAsync);

    /// <summary>The host, started by the first test that asks.</summary>
    public Task<RunningWeb> WebAsync() => _web.Value;

    public async ValueTask DisposeAsync()
    {
        if (_web.IsValueCreated)
            await (await _web.Value).DisposeAsync();
    }
}
