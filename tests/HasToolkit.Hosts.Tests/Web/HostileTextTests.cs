using System.Net;
using Evaluation.Workflows.Dossiers;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Text that tries to become markup, in every place where a person may write, stays text.</summary>
public sealed class HostileTextTests(Chromium chromium) : IAsyncLifetime
{
    // Well-known shapes: tags, attributes, other syntaxes, templates, encodings, characters that turn text around.
    internal static readonly string[] Corpus =
    [
        "<script>alert('a1')</script>",
        "\"><script>alert('a2')</script>",
        "'><img src=x onerror=alert('a3')>",
        "<img src=x onerror=alert('a4')>",
        "<svg/onload=alert('a5')>",
        "</title><script>alert('a6')</script>",
        "</textarea><script>alert('a7')</script>",
        "</option></select><img src=x onerror=alert('a8')>",
        "\" autofocus onfocus=\"alert('a9')",
        "' autofocus onfocus='alert(10)",
        "javascript:alert('a11')",
        "<a href=\"javascript:alert('a12')\">x</a>",
        "<iframe srcdoc=\"<script>parent.alert('a13')</script>\"></iframe>",
        "&lt;script&gt;alert('a14')&lt;/script&gt;",
        "{{constructor.constructor('alert(15)')()}}",
        "@(1+1) @{ throw new Exception(); }",
        "<!--<img src=\"--><img src=x onerror=alert('a17')//\">",
        "<style>*{display:none}</style><base href=//example.org>",
        "A\u202Egpj.exe\u202C\u200B",
    ];

    private RunningWeb _web = null!;

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Is_shown_as_it_was_written_and_runs_nothing()
    {
        await chromium.BrowserAsync();
        var dossiers = new List<(DossierId Id, string Text)>();
        foreach (var text in Corpus)
            dossiers.Add((await WriteEverywhereAsync(text), text));

        await using var visit = await Visit.OpenAsync(chromium, _web.Address);
        await visit.BecomeAsync(Routes.Service);
        await visit.GoAsync("/dossiers");
        foreach (var (id, text) in dossiers)
        {
            await Assertions.Expect(visit.Page.Locator($"main a[href='/dossiers/{id}']").First).ToHaveTextAsync(text);
        }

        foreach (var (id, text) in dossiers)
        {
            foreach (var tab in new[] { "synthese", "pieces", "conclusions", "journal" })
            {
                await visit.GoAsync($"/dossiers/{id}?onglet={tab}");
                Assert.Equal(text, await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync());
                Assert.StartsWith(text, await visit.Page.TitleAsync(), StringComparison.Ordinal);
                await PageChecks.NoTextBecameMarkupAsync(visit.Page);
                if (tab == "journal")
                    Assert.Contains($"Note : {text}", await visit.Page.GetByRole(AriaRole.Main).TextContentAsync(), StringComparison.Ordinal);
            }
        }

        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task Is_not_echoed_as_markup_by_an_address()
    {
        using var client = await _web.ClientAsync();
        foreach (var text in Corpus.Where(text => text.Contains('<', StringComparison.Ordinal)))
        {
            var escaped = Uri.EscapeDataString(text);
            foreach (var path in new[]
            {
                $"/dossiers?texte={escaped}", $"/dossiers?situation={escaped}&demande={escaped}&tri={escaped}&page={escaped}&etape={escaped}",
                $"/bienvenue?retour=/{escaped}", $"/bienvenue?nom={escaped}&inconnue={escaped}", $"/dossiers/{escaped}",
                $"/seances/{escaped}", $"/procedures/{escaped}/1", $"/{escaped}", $"/dossiers/LPPR-1999-0001?onglet={escaped}",
            })
            {
                Assert.DoesNotContain(text, await client.GetTextAsync(path), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Is_not_echoed_as_markup_by_a_refused_form()
    {
        using var client = await _web.ClientAsync();
        foreach (var text in Corpus.Where(text => text.Contains('<', StringComparison.Ordinal)))
        {
            using var answer = await client.SubmitAsync(
                "/dossiers/nouveau", "/dossiers/nouveau",
                ("demande", text), ("produit", text), ("demandeur", text), ("description", text), ("ia", text), ("le", text),
                ("indication-1", text), ("population-1", text));
            var html = await answer.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.DoesNotContain(text, html, StringComparison.Ordinal);
        }
    }

    private async Task<DossierId> WriteEverywhereAsync(string text)
    {
        using var client = await _web.ClientAsync();
        using var opened = await client.SubmitAsync(
            "/dossiers/nouveau", "/dossiers/nouveau",
            ("demande", "inscription"), ("produit", text), ("demandeur", text), ("description", text), ("ia", "non"),
            ("indication-1", text), ("population-1", text));
        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        var id = new DossierId(opened.Headers.Location!.ToString().Split('/', '?')[2]);

        using var noted = await client.SubmitAsync($"/dossiers/{id}?onglet=journal", $"/dossiers/{id}/note", ("texte", text));
        Assert.Equal(HttpStatusCode.Found, noted.StatusCode);
        using var sent = await client.UploadAsync(id, "notice", ($"{text}.pdf", $"%PDF-1.4\n{text}"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        return id;
    }
}
