using System.Net;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What is counted over all dossiers, in a browser without script.</summary>
public sealed class OverviewVisitTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWeb _web = null!;

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_number_of_the_dashboard_leads_to_the_dossiers_behind_it()
    {
        await using var visit = await Visit.OpenAsync(chromium, _web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Service);
        var page = visit.Page;

        await visit.GoAsync("/tableau-de-bord");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Schéma de la procédure" })).ToContainTextAsync("1 ouvert");
        await page.GetByText("Voir les données : ouverts, attentes").ClickAsync();
        var step = page.Locator("tr", new() { HasText = "Réponse du demandeur" }).First;
        await step.GetByRole(AriaRole.Link, new() { Name = "1 dossier" }).ClickAsync();

        var list = page.Locator("#liste");
        await Assertions.Expect(list.GetByRole(AriaRole.Link, new() { Name = "DERMASCOPE IA" })).ToBeVisibleAsync();
        await Assertions.Expect(list.Locator("tbody tr")).ToHaveCountAsync(1);
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_dossier_from_which_the_reader_is_deported_is_counted_and_never_named()
    {
        var id = await _web.ReferenceAsync("DERMASCOPE");
        await _web.Ledger.Desk.DoAsync(
            id, new DeclareDeport(DemoPeople.Chair.Id, "Lien d’essai."), new Signature(DemoPeople.Ethics.Id, Role.EthicsService, Guid.NewGuid()));
        using var chair = await _web.ClientAsync(Routes.Chair);

        foreach (var path in new[] { "/tableau-de-bord?etape=reponse", "/tableau-de-bord?etat=arretes", "/prevision?mois=3&essais=5", "/observatoire" })
        {
            Assert.DoesNotContain("DERMASCOPE", await chair.GetTextAsync(path), StringComparison.Ordinal);
        }

        Assert.Contains("1 dossier n’est pas nommé", await chair.GetTextAsync("/tableau-de-bord?etape=reponse"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forecast_is_asked_for_and_says_what_it_rests_on()
    {
        await using var visit = await Visit.OpenAsync(chromium, _web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Lead);
        var page = visit.Page;

        await visit.GoAsync("/prevision?mois=6&essais=10");
        await page.GetByLabel("Arrivées par mois").FillAsync("3,5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prévoir" }).ClickAsync();

        await Assertions.Expect(page.GetByText("arrivées par mois, données")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("10 essais, graine 1")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("tr", new() { HasText = "VISIOTENSION" }).Last).ToContainTextAsync("des essais");
        await page.GetByText("Voir les données").First.ClickAsync();
        await Assertions.Expect(page.Locator("details[open] tbody tr")).ToHaveCountAsync(6);

        await page.Locator("#essais").FillAsync("beaucoup");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prévoir" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("« beaucoup » n’est pas un nombre entier");
    }

    [Fact]
    public async Task The_observatory_tells_levels_evidence_and_gaps_with_their_denominators_and_leaves_as_a_file()
    {
        await using var visit = await Visit.OpenAsync(chromium, _web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Service);
        var page = visit.Page;

        await visit.GoAsync("/observatoire");
        await Assertions.Expect(page.Locator("section", new() { HasText = "Niveau fonctionnel" }).Last.Locator("tr", new() { HasText = "Niveau D" }).First)
            .ToContainTextAsync("1 sur 9");
        await Assertions.Expect(page.GetByText("La région n’est pas connue")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("« Aucune donnée comparative dans cette population. »")).ToBeVisibleAsync();

        using var service = await _web.ClientAsync(Routes.Service);
        using var file = await service.Http.GetAsync("/observatoire/donnees.csv?genre=ia");
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Genres de dispositifs;Avec IA;toutes;6;6;dossiers", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task The_picture_of_the_procedure_with_its_figures_is_a_file()
    {
        using var service = await _web.ClientAsync(Routes.Service);
        using var picture = await service.Http.GetAsync("/tableau-de-bord/schema.svg");

        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("lppr-nom-de-marque-", picture.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Contains("class=\"note\"", await picture.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/observatoire/donnees.csv")]
    [InlineData("/tableau-de-bord/schema.svg")]
    public async Task A_company_reads_nothing_of_what_is_counted_over_others(string path)
    {
        using var applicant = await _web.ClientAsync(Routes.Applicant);
        using var answer = await applicant.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
