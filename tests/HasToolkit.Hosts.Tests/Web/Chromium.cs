using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(HasToolkit.Hosts.Tests.Web.Chromium))]

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>One Chromium for all tests of pages, started when the first of them asks for it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser; the test is skipped where there is none.</summary>
    public async Task<IBrowser> BrowserAsync()
    {
        var path = Environment.GetEnvironmentVariable("HAS_TEST_CHROMIUM");
        Assert.SkipUnless(
            File.Exists(path),
            "Chromium manque : indiquez son chemin dans HAS_TEST_CHROMIUM, ou lancez test.sh, qui l’installe.");
        await _gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--no-first-run", "--lang=fr-FR",
                ],
            });
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }
}
