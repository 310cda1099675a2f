using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The checks of pages find what they look for: each is shown a page that has the fault.</summary>
public sealed class PageCheckTests(Chromium chromium) : IAsyncLifetime
{
    private const string Good =
        """
        <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>
        <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
        <body><main><h1>Essai</h1>
        <form><label for="nom">Nom</label><input id="nom"><label for="jour">Jour</label><input id="jour" type="date">
        <label for="choix">Choix</label><select id="choix"><option>un</option><option>deux</option></select>
        <fieldset><legend>Avis</legend><label><input type="radio" name="avis" value="a">Pour</label>
        <label><input type="radio" name="avis" value="b">Contre</label></fieldset>
        <label><input type="checkbox" id="vu">Vu</label><button type="button">Envoyer</button></form></main></body></html>
        """;

    private const string Bad =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bad</title><link rel="icon" href="data:,"></head>
        <body><h1>One</h1><h1>Two</h1><img src="data:," width="2000" height="10">
        <script>alert(1)</script><script src="http://localhost:9/elsewhere.js"></script></body></html>
        """;

    private readonly WebApplication _app = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]).Build();

    private Uri Address => new(_app.Urls.First());

    public async ValueTask InitializeAsync()
    {
        _app.MapGet("/good", () => Results.Content(Good, "text/html"));
        _app.MapGet("/bad", () => Results.Content(Bad, "text/html"));
        await _app.StartAsync();
    }

    [Fact]
    public async Task A_good_page_passes_every_check()
    {
        await using var visit = await Visit.OpenAsync(chromium, Address);
        await visit.GoAsync("/good");
        foreach (var look in Look.All)
        {
            await look.ApplyAsync(visit.Page);
            Assert.Empty(await PageChecks.StructureAsync(visit.Page));
            Assert.Empty(await PageChecks.AxeAsync(visit.Page));
        }

        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_bad_page_is_told_from_a_good_one()
    {
        await using var visit = await Visit.OpenAsync(chromium, Address);
        await visit.GoAsync("/bad");

        var faults = string.Join('\n', await PageChecks.StructureAsync(visit.Page));
        Assert.Contains("lang is « en »", faults, StringComparison.Ordinal);
        Assert.Contains("2 h1", faults, StringComparison.Ordinal);
        Assert.Contains("px wider than the window", faults, StringComparison.Ordinal);
        Assert.Contains(await PageChecks.AxeAsync(visit.Page), fault => fault.StartsWith("axe image-alt", StringComparison.Ordinal));
        Assert.Contains("dialog: 1", visit.Complaints);
        Assert.Contains("other server: http://localhost:9/elsewhere.js", visit.Complaints);
    }

    [Fact]
    public async Task The_keyboard_reaches_and_fills_every_kind_of_field()
    {
        await using var visit = await Visit.OpenAsync(chromium, Address);
        await visit.GoAsync("/good");
        var page = visit.Page;

        await page.TabToAsync(page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Envoyer" }));
        await page.TypeAsync(page.GetByLabel("Nom"), "Télécœur");
        await page.TypeDayAsync(page.GetByLabel("Jour"), new DateOnly(2026, 12, 1));
        await page.ChooseAsync(page.GetByLabel("Choix"), "deux");
        await page.PickAsync(page.GetByLabel("Contre"));
        await page.CheckAsync(page.GetByLabel("Vu"));

        Assert.Equal("2026-12-01", await page.GetByLabel("Jour").InputValueAsync());
        Assert.True(await page.GetByLabel("Contre").IsCheckedAsync());
        visit.NothingToComplainAbout();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
