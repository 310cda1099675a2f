using System.Text.RegularExpressions;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Casework;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A whole day of a project lead, with her own account: from what waits in the morning to a report handed in at night.</summary>
public sealed class EvaluatorDayTests(Chromium chromium)
{
    private const string Product = "SOMNEO";

    [Fact]
    public async Task From_signing_in_to_signing_out_a_project_lead_reads_asks_assesses_concludes_and_reports()
    {
        await chromium.BrowserAsync();
        await using var accounts = await AccountsWeb.StartAsync();
        var web = accounts.Web;
        foreach (var person in new[] { "claire-martin", "sophie-marchand", "demandeur-nocturia" })
            await accounts.AccountOfAsync(person);
        var id = await web.ReferenceAsync(Product);
        await web.BatchAsync();
        // The service declared the dossier admissible before she arrived.
        using (var service = await accounts.ClientOfAsync("sophie-marchand"))
            await EndAsync(service, id.Value, "recevabilite", "recevable");

        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;
        await visit.GoAsync("/");
        await page.GetByLabel("Identifiant").FillAsync("claire-martin");
        await page.GetByLabel("Mot de passe").FillAsync(AccountsWeb.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();

        // What waits is before her; she opens the dossier and reads a part that the company handed in.
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = Product, Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Product);
        await Assertions.Expect(page.GetByText("Vous agissez comme Claire Martin, chef de projet")).ToBeVisibleAsync();
        await visit.GoAsync($"/dossiers/{id}?onglet=pieces");
        var part = page.GetByRole(AriaRole.Main).Locator($"a[href^='/dossiers/{id}/pieces/']").First;
        var download = await page.RunAndWaitForDownloadAsync(() => part.ClickAsync());
        Assert.Equal("%PDF"u8.ToArray(), (await File.ReadAllBytesAsync(await download.PathAsync()))[..4]);

        // A question to the company stops the clock, and its answer starts it again.
        await visit.GoAsync($"/dossiers/{id}");
        await FinishAsync(page, "Demander des informations", ("Questions au demandeur", "Quelle observance à six mois ?"));
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Horloge légale" })).ToContainTextAsync("arrêté");
        using (var company = await accounts.ClientOfAsync("demandeur-nocturia"))
            await EndAsync(company, id.Value, "reponse", "recue", ("champ-reponse", "Cinq heures par nuit, en médiane."));

        // An expert is asked, with a part.
        await visit.GoAsync($"/dossiers/{id}?onglet=apports");
        await page.Locator("summary").Filter(new() { HasText = "Poser une question à un expert" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Poser une question à un expert" });
        await form.GetByLabel("Expert, et ce que disent").SelectOptionAsync("remi-vasseur");
        await form.GetByLabel("Question").FillAsync("L’observance mesurée suffit-elle ?");
        await form.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Poser la question" }).ClickAsync();
        await page.IsRecordedAsync();

        // A study is handed in as evidence for the conclusion, then the conclusion itself, and the report.
        await visit.GoAsync($"/dossiers/{id}?onglet=preuves");
        form = page.GetByRole(AriaRole.Form, new() { Name = "Verser une preuve" });
        await form.GetByLabel("Titre").FillAsync("Essai croisé contre orthèse sur mesure (fictif)");
        await form.GetByLabel("Résultat ou chiffre").FillAsync("Index d’apnées : 11 contre 12 par heure, 84 patients.");
        await form.GetByLabel("Pour quelle conclusion").SelectOptionAsync("saos|verdict");
        await form.GetByRole(AriaRole.Button, new() { Name = "Verser la preuve" }).ClickAsync();
        await page.IsRecordedAsync();
        await visit.GoAsync($"/dossiers/{id}?onglet=conclusions");
        var section = page.GetByRole(AriaRole.Region, new() { Name = "Syndrome d’apnées du sommeil" });
        await section.Locator("summary").Filter(new() { HasText = "la conclusion" }).ClickAsync();
        await section.GetByLabel("Service attendu").SelectOptionAsync(new SelectOptionValue { Label = "Suffisant" });
        await section.GetByLabel("ASA").SelectOptionAsync("5");
        await section.GetByLabel("Comparateur").FillAsync("orthèse sur mesure");
        await section.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la conclusion" }).ClickAsync();
        await page.IsRecordedAsync();
        await visit.GoAsync($"/dossiers/{id}");
        await FinishAsync(page, "Désigner les experts", ("Experts désignés", "Dr Rémi Vasseur"), ("Analyse des déclarations", "Aucun lien."));
        await FinishAsync(page, "Remettre le rapport d’évaluation", ("Synthèse du rapport", "Bénéfice du même ordre que le comparateur."));

        // She finds it again by its words, and takes the synthesis home as a Word file.
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Chercher dans les dossiers" }).FillAsync("mandibulaire");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).Filter(new() { HasText = Product }).First).ToBeVisibleAsync();
        await visit.GoAsync($"/dossiers/{id}?onglet=documents");
        var word = page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { NameRegex = new(", Word$") }).First;
        download = await page.RunAndWaitForDownloadAsync(() => word.ClickAsync());
        Assert.Equal("PK"u8.ToArray(), (await File.ReadAllBytesAsync(await download.PathAsync()))[..2]);

        var file = await web.FileAsync(id);
        Assert.Equal("rapport", file.Dossier.LatestOf("instruction")?.Outcome);
        Assert.Equal("claire-martin", file.Dossier.LatestOf("instruction")?.Person.Value);
        var evidence = Assert.Single(file.Dossier.Assessment.Evidence);
        Assert.Equal(EvidenceKind.Study, evidence.Description.Kind);
        var around = (await web.Ledger.Casework.ReadAsync(id, (await web.Ledger.Queries.PersonAsync(new("sophie-marchand")))!)).File!;
        Assert.Equal(("remi-vasseur", ConsultationState.Invited), (around.Find("E1")!.Invitation.Expert.Value, around.Find("E1")!.State));
        Assert.Empty((await web.Ledger.Audit.VerifyAsync()).Faults);

        // The accounts are not hers, and what others decide is not hers either.
        await visit.GoAsync("/administration/comptes", 403);
        await visit.GoAsync($"/dossiers/{id}");
        Assert.Equal(0, await page.GetByRole(AriaRole.Form, new() { Name = "Déclarer recevable" }).CountAsync());

        await visit.GoAsync("/compte");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Vous êtes déconnecté.")).ToBeVisibleAsync();
        await page.GotoAsync($"/dossiers/{id}");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/connexion"));
        visit.NothingToComplainAbout();
    }

    // Another person, elsewhere, ends a step by the form of the page.
    private static async Task EndAsync(WebClient client, string id, string step, string outcome, params (string Name, string Value)[] fields)
    {
        using var answer = await client.SubmitAsync($"/dossiers/{id}", $"/dossiers/{id}/etape/{step}/{outcome}", fields);
        Assert.True(answer.Headers.Location is not null, $"{step}:{outcome} → {(int)answer.StatusCode}");
    }

    private static async Task FinishAsync(IPage page, string outcome, params (string Field, string Text)[] fields)
    {
        var form = await page.UnfoldAsync(outcome);
        foreach (var (field, text) in fields)
            await form.GetByLabel(field).FillAsync(text);
        await form.GetByRole(AriaRole.Button, new() { Name = outcome, Exact = true }).ClickAsync();
        await page.IsRecordedAsync();
    }
}
