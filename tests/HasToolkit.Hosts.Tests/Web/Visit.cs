using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A person in front of a browser: one context with its cookies, one page, and all that went wrong on it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _complaints = [];

    private Visit(IBrowserContext context, IPage page, Uri address) => (_context, Page, _address) = (context, page, address);

    /// <summary>How long a person waits before calling a page broken; long, for machines where many tests run at once.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained about: console errors, breaches of the policy, requests to other servers.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Opens a browser window on a server.</summary>
    public static async Task<Visit> OpenAsync(Chromium chromium, Uri address, bool withScripts = true)
    {
        var browser = await chromium.BrowserAsync();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = "fr-FR",
            TimezoneId = "Europe/Paris",
            JavaScriptEnabled = withScripts,
            ViewportSize = new() { Width = 1440, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var visit = new Visit(context, await context.NewPageAsync(), address);
        visit.Listen(visit.Page);
        return visit;
    }

    /// <summary>Another tab of the same person.</summary>
    public async Task<IPage> NewTabAsync()
    {
        var page = await _context.NewPageAsync();
        Listen(page);
        return page;
    }

    /// <summary>Goes to a path and checks the status.</summary>
    public async Task<IResponse> GoAsync(string path, int status = 200)
    {
        var response = await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} gave no response.");
        Assert.True(response.Status == status, $"{path} answers {response.Status}, expected {status}.");
        return response;
    }

    /// <summary>Becomes a person in a role, « personne|rôle », by the form of the welcome page.</summary>
    public async Task BecomeAsync(string who)
    {
        await GoAsync("/bienvenue");
        var token = HtmlForm.TokenIn(await Page.ContentAsync());
        var form = _context.APIRequest.CreateFormData();
        form.Set(token.Name, token.Value);
        form.Set("qui", who);
        form.Set("retour", "/");
        var answer = await _context.APIRequest.PostAsync("/identite", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal(302, answer.Status);
    }

    /// <summary>Signs in with the account of a test, by the page of connection.</summary>
    public async Task SignInAsync(string identifier)
    {
        await GoAsync("/connexion");
        await Page.GetByLabel("Identifiant").FillAsync(identifier);
        await Page.GetByLabel("Mot de passe").FillAsync(AccountsWeb.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" })).ToBeVisibleAsync();
    }

    /// <summary>Nothing went wrong since the last call.</summary>
    public void NothingToComplainAbout()
    {
        var complaints = _complaints.ToList();
        _complaints.Clear();
        Assert.True(complaints.Count == 0, $"{Page.Url}:\n{string.Join('\n', complaints.Distinct())}");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            // A page that answers 403 or 404 on purpose is told by its status; the console repeats it.
            var repeatsStatus = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
                && message.Location.StartsWith(page.Url.Split('#')[0], StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !repeatsStatus)
                _complaints.Enqueue($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            var target = new Uri(request.Url);
            if (target.Scheme is not ("data" or "blob" or "about") && target.Authority != _address.Authority)
                _complaints.Enqueue($"other server: {request.Url}");
        };
    }
}
