using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A dossier from its opening to the publication of the opinion, without a mouse.</summary>
public sealed class KeyboardOnlyTests(Chromium chromium)
{
    private static readonly string[] Parts =
    [
        "formulaire", "dossier-medico-technique", "synthese", "certificat-ce", "notice", "certificat-ans", "etudes-cliniques",
        "grille-ia", "materiovigilance", "population-cible",
    ];

    [Fact]
    public async Task A_dossier_goes_from_opening_to_publication_without_a_mouse()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;

        await ArriveAsApplicantAsync(page);
        var id = await OpenAsync(page);
        await DepositAsync(page, id);
        await InstructAsync(page, web, id);
        await ExamineAndDraftAsync(page, web, id);
        await HearTheApplicantAsync(page);
        await GiveTheOpinionAsync(page, id);
        await PublishAsync(page, id);

        var dossier = (await web.FileAsync(id)).Dossier;
        Assert.Equal("publie", dossier.LatestOf("publication")?.Outcome);
        Assert.Equal("avis", dossier.DecisionOf(Authority.Has)?.Step);
        Assert.Null(dossier.DecisionOf(Authority.Ministers));
        Assert.NotEqual(dossier.LatestOf("occultation")?.Person, dossier.LatestOf("publication")?.Person);
        visit.NothingToComplainAbout();
    }

    private static async Task ArriveAsApplicantAsync(IPage page)
    {
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Bienvenue");
        await page.FollowAsync(page.GetByRole(AriaRole.Button).Filter(new() { HasText = "Demandeur" }).First);
        await page.SwitchToAsync(Routes.Applicant);
    }

    private static async Task<DossierId> OpenAsync(IPage page)
    {
        await page.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Dossiers", Exact = true }));
        await page.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Nouveau dossier" }));
        await page.ChooseAsync(page.GetByLabel("Demande", new() { Exact = true }), "inscription");
        await page.TypeAsync(page.GetByLabel("Produit (nom de marque)"), "CLAVIER IA");
        await page.TypeAsync(page.GetByLabel("Description du produit"), "Dispositif d’essai, suivi sans souris.");
        await page.ChooseAsync(page.GetByLabel("Fonctions d’intelligence artificielle"), "oui");
        await page.TypeAsync(page.GetByLabel("Indication 1"), "Hypertension artérielle, automesure");
        await page.TypeAsync(page.GetByLabel("Population 1"), "Adultes");
        await page.FollowAsync(page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le dossier" }));
        await page.IsRecordedAsync();
        return new DossierId(new Uri(page.Url).Segments[^1]);
    }

    private static async Task DepositAsync(IPage page, DossierId id)
    {
        await page.FinishAsync("Déposer la demande");

        await page.SwitchToAsync(Routes.Service);
        var form = await page.UnfoldAsync("Déclarer recevable");
        await page.FollowAsync(form.GetByRole(AriaRole.Button));
        await page.IsRefusedAsync("il manque formulaire d’identification de la demande");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("grille descriptive");

        await page.OpenTabAsync("Pièces");
        await page.SwitchToAsync(Routes.Applicant);
        foreach (var part in Parts)
        {
            var upload = page.GetByRole(AriaRole.Form, new() { Name = "Verser une pièce" });
            await page.ChooseAsync(upload.GetByLabel("Pièce", new() { Exact = true }), part);
            await page.AttachAsync(upload.GetByLabel("Fichier"), Acts.APdf($"{part}.pdf"));
            await page.FollowAsync(upload.GetByRole(AriaRole.Button, new() { Name = "Verser", Exact = true }));
            await page.IsRecordedAsync();
        }

        await page.SwitchToAsync(Routes.Service);
        await page.OpenTabAsync("Synthèse");
        await page.FinishAsync("Déclarer recevable");
        Assert.Contains(id.Value, page.Url, StringComparison.Ordinal);
    }

    private static async Task InstructAsync(IPage page, RunningWeb web, DossierId id)
    {
        await page.SwitchToAsync(Routes.Lead);
        await page.FinishAsync("Demander des informations", ("Questions au demandeur", "Quelle version du logiciel fut évaluée ?"));
        var clock = page.GetByRole(AriaRole.Region, new() { Name = "Horloge légale" }).Locator(".meta");
        await Assertions.Expect(clock).ToContainTextAsync("arrêté");
        Assert.Contains((await web.FileAsync(id)).Clocks, clock => clock.State == ClockState.Stopped);

        await page.SwitchToAsync(Routes.Applicant);
        await page.FinishAsync("Répondre aux questions", ("Réponse", "La version 2.1, seule commercialisée."));
        await Assertions.Expect(clock).ToContainTextAsync("restants");

        await page.SwitchToAsync(Routes.Lead);
        await page.FinishAsync(
            "Désigner les experts", ("Experts désignés", "Deux experts extérieurs"), ("Analyse des déclarations", "Aucun lien"));
        await page.FinishAsync("Remettre le rapport d’évaluation", ("Synthèse du rapport", "Données suffisantes."));
        await page.OpenTabAsync("Conclusions");
        await page.ConcludeAsync("Hypertension artérielle, automesure", level: "4", comparator: "automesure au bras");

        await page.SwitchToAsync(Routes.Service);
        await page.OpenTabAsync("Synthèse");
        await page.FinishAsync("Clore la contribution", ("Contributions reçues", "1"));
    }

    private static async Task ExamineAndDraftAsync(IPage page, RunningWeb web, DossierId id)
    {
        await page.PutOnAgendaAsync("Examen en commission", "aujourdhui");
        await page.TakeAttendanceAsync(absent: 7);
        await page.SwitchToAsync(Routes.Chair);
        await page.DeliberateAsync("Clore l’examen");

        await page.FollowAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = id.Value }));
        await page.PutOnAgendaAsync("Adoption du projet d’avis", "à distance");
        await page.DeliberateAsync("Adopter le projet d’avis", vote: (13, 1, 1));
        var dossier = (await web.FileAsync(id)).Dossier;
        Assert.Equal(15, dossier.Deliberations[^1].Deliberation.Voters.Count);
        Assert.Equal("adopte", dossier.LatestOf("projet")?.Outcome);
        await page.GotoAsync($"/dossiers/{id}");
    }

    private static async Task HearTheApplicantAsync(IPage page)
    {
        await page.SwitchToAsync(Routes.Service);
        await page.FinishAsync("Noter la réception par le demandeur");
        await page.SwitchToAsync(Routes.Applicant);
        await page.FinishAsync("Ne pas présenter d’observation");
    }

    private static async Task GiveTheOpinionAsync(IPage page, DossierId id)
    {
        await page.SwitchToAsync(Routes.Chair);
        await page.PutOnAgendaAsync("Adoption de l’avis définitif", "à distance");
        await page.DeliberateAsync("Rendre l’avis définitif", vote: (14, 0, 1));
        await page.GotoAsync($"/dossiers/{id}");
    }

    private static async Task PublishAsync(IPage page, DossierId id)
    {
        await page.SwitchToAsync(Routes.Service);
        await page.FinishAsync("Valider l’occultation", ("Passages occultés", "aucun"));
        var form = await page.UnfoldAsync("Publier l’avis");
        await page.FollowAsync(form.GetByRole(AriaRole.Button, new() { Name = "Publier l’avis" }));
        await page.IsRefusedAsync("demande une autre personne que celle qui a terminé « Relecture d’occultation »");

        await page.GotoAsync($"/dossiers/{id}");
        await page.SwitchToAsync("paul-henry|service-has");
        await page.FinishAsync("Publier l’avis", ("Adresse de l’avis publié", "https://www.has-sante.fr/"));
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Publication de l’avis");
    }
}
