using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A dossier of each of the other great procedures, from its opening to its end, in a browser.</summary>
public sealed class ProcedureVisitTests(Chromium chromium)
{
    private const string Ministers = "bureau-ministres|ministres";
    private const string Ans = "yann-le-goff|ans";

    [Fact]
    public async Task A_latm_dossier_goes_from_its_opening_to_the_decree()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var way = await OpenAsync(web, visit, "LATM", "inscription", "TÉLÉCŒUR");

        await way.DoAsRefusedAsync(Routes.Applicant, "Déposer la demande", "suppose que la pièce « certificat de conformité", ("Conseils", "CNP de cardiologie"));
        await way.PutPartsAsync();
        await way.DoAsync(Routes.Applicant, "Déposer la demande", ("Conseils", "CNP de cardiologie"));
        await way.DoAsync(Ministers, "Accuser réception de la demande complète");
        await way.InstructAsync(hasContribution: true);
        await way.ConcludeAsync("Suffisant", [("Par rapport au suivi", "Supérieur"), ("Amélioration clinique", "Oui"), ("Gain significatif", "Oui"), ("Intérêt de santé publique", "Non")],
            ("Comparateur", "suivi conventionnel"), ("Durée", "5"));
        await way.GiveTheOpinionAsync();
        await way.DoAsync(Ministers, "Inscrire ou maintenir par arrêté", ("Codes par classe", "DMN-TSM, Médivia, TÉLÉCŒUR, mensuel, CIM 11 2A"));

        var dossier = (await web.FileAsync(way.Id)).Dossier;
        Assert.Equal("Inscrit", dossier.Closed?.Ending);
        Assert.Equal(["intérêt attendu suffisant, supérieur à suivi conventionnel"], dossier.Conclusions.Values.Select(x => x.Summary));
        var duties = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Obligations à venir" });
        await Assertions.Expect(duties).ToContainTextAsync("Demande de renouvellement");
        await Assertions.Expect(duties).ToContainTextAsync("Déclaration des opérateurs à l’ARS");
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_pecan_dossier_waits_for_both_calendars_and_is_relayed_by_the_ordinary_listing()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var way = await OpenAsync(web, visit, "PECAN", "therapeutique", "SOMNIA");

        await way.PutPartsAsync();
        await way.DoAsync(Routes.Applicant, "Déposer la demande");
        await way.DoAsRefusedAsync(Ministers, "Accuser réception de la demande complète", "suppose « PECAN déjà accordée", ("PECAN déjà accordée", "oui"));
        await way.DoAsync(Ministers, "Accuser réception de la demande complète", ("PECAN déjà accordée", "non"));
        var clock = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Horloge légale" });
        await Assertions.Expect(clock).ToContainTextAsync("Avis de la CNEDiMTS");
        await way.DoAsync(Ans, "Constater que les preuves sont complètes");
        await Assertions.Expect(clock).ToContainTextAsync("Certification par l’ANS");
        await way.InstructAsync(hasContribution: false);
        await way.ConcludeAsync("Favorable", [("Marquage CE", "Oui"), ("Présumé innovant en bénéfice", "Oui"), ("Présumé innovant en organisation", "Non"), ("Études en cours", "Oui")]);
        await way.GiveTheOpinionAsync();
        Assert.DoesNotContain((await web.FileAsync(way.Id)).Dossier.OpenSteps, open => open.Step == "ministres");
        await way.DoAsync(Ans, "Délivrer le certificat", ("Numéro du certificat", "ANS-2026-001"));
        await way.DoAsync(Ministers, "Accorder la prise en charge par arrêté");
        await Assertions.Expect(clock).ToContainTextAsync("Dépôt de la demande de droit commun");
        await visit.Page.Locator("details.why > summary").First.ClickAsync();
        await Assertions.Expect(clock).ToContainTextAsync("Autre lecture : le début de la prise en charge");
        await way.DoAsync(Routes.Applicant, "Enregistrer le dépôt");
        await way.DoAsync(Ministers, "Constater la décision sur la demande de droit commun");

        var dossier = (await web.FileAsync(way.Id)).Dossier;
        Assert.Equal("Relayée par le droit commun", dossier.Closed?.Ending);
        Assert.NotNull(dossier.DecisionOf(Authority.Ans));
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_pect_dossier_passes_the_missing_parts_the_compensation_and_the_listing()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var way = await OpenAsync(web, visit, "PECT", "premiere-demande", "NEUROPACE");

        await way.DoAsync(Routes.Applicant, "Déposer la demande");
        await way.DoAsync(Ministers, "Établir la liste des pièces manquantes", ("Pièces manquantes", "Toutes."));
        await way.DoAsync(Ministers, "Noter la réception par l’entreprise");
        await way.DoAsRefusedAsync(Ministers, "Constater que la demande est réputée abandonnée", "attendez son terme");
        await way.PutPartsAsync();
        await way.DoAsync(Routes.Applicant, "Renvoyer le dossier complété");
        await way.DoAsync(Ministers, "Accuser réception, DMN intégré");
        await way.DoAsync(Ans, "Constater la conformité");
        await way.InstructAsync(hasContribution: false);
        await way.ConcludeAsync("Favorable", [
            ("1. Maladie grave", "Oui"), ("2. Pas de comparateur", "Oui"), ("3. Fortement susceptible", "Oui"), ("4. Susceptible", "Oui"),
            ("5. Efficacité", "Oui"), ("12. Études en cours", "Oui"), ("13. Ni DMN", "Oui"),
        ]);
        await way.GiveTheOpinionAsync();
        await way.DoAsync(Ministers, "Notifier l’intention d’accorder");
        await way.DoAsync(Routes.Applicant, "Proposer une compensation", ("Compensation maximale", "780"));
        await way.DoAsync(Ministers, "S’opposer, avec une contre-proposition", ("Compensation proposée", "700"));
        await way.DoAsync(Routes.Applicant, "Accepter la contre-proposition");
        await way.DoAsync(Ministers, "Accorder la prise en charge par arrêté");
        await way.DoAsync(Routes.Applicant, "Enregistrer le dépôt");
        await way.DoAsync(Ministers, "Constater l’inscription à la LPPR");

        Assert.Equal("Relayée par l’inscription", (await web.FileAsync(way.Id)).Dossier.Closed?.Ending);
        visit.NothingToComplainAbout();
    }

    private static async Task<Way> OpenAsync(RunningWeb web, Visit visit, string procedure, string request, string product)
    {
        await visit.BecomeAsync(Routes.Applicant);
        await visit.GoAsync("/dossiers/nouveau");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Procédure", Exact = true })
            .GetByRole(AriaRole.Link, new() { Name = procedure, Exact = true }).ClickAsync();
        await page.GetByLabel("Demande", new() { Exact = true }).SelectOptionAsync(request);
        await page.GetByLabel("Produit (nom de marque)").FillAsync(product);
        await page.GetByLabel("Indication 1").FillAsync("Adultes suivis à domicile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le dossier" }).ClickAsync();
        await page.IsRecordedAsync();
        var id = new DossierId(new Uri(page.Url).Segments[^1]);
        Assert.StartsWith(procedure, id.Value, StringComparison.Ordinal);
        return new Way(web, visit, id);
    }

    /// <summary>The way of one dossier through its pages.</summary>
    private sealed class Way(RunningWeb web, Visit visit, DossierId id)
    {
        private IPage Page => visit.Page;

        public DossierId Id => id;

        public async Task DoAsync(string who, string outcome, params (string Label, string Value)[] fields)
        {
            await SendAsync(who, outcome, fields);
            await Page.IsRecordedAsync();
        }

        public async Task DoAsRefusedAsync(string who, string outcome, string reason, params (string Label, string Value)[] fields)
        {
            await SendAsync(who, outcome, fields);
            await Page.IsRefusedAsync(reason);
        }

        public async Task PutPartsAsync()
        {
            using var client = await web.ClientAsync(Routes.Applicant);
            foreach (var part in (await web.FileAsync(id)).MissingParts)
            {
                using var answer = await client.UploadAsync(id, part.Id, ($"{part.Id}.pdf", $"%PDF-1.4\n% {part.Id}\n%%EOF\n"));
                Assert.Equal(System.Net.HttpStatusCode.Found, answer.StatusCode);
            }
        }

        public async Task InstructAsync(bool hasContribution)
        {
            await DoAsync(Routes.Lead, "Se passer d’expert", ("Motif", "Question simple."));
            await DoAsync(Routes.Lead, "Remettre le rapport d’évaluation", ("Synthèse du rapport", "Données analysées."));
            if (hasContribution)
                await DoAsync(Routes.Service, "Clore la contribution", ("Contributions reçues", "1"));
        }

        public async Task ConcludeAsync(
            string verdict, (string Label, string Value)[] criteria, params (string Label, string Value)[] fields)
        {
            await visit.BecomeAsync(Routes.Lead);
            await visit.GoAsync($"/dossiers/{id}?onglet=conclusions");
            var section = Page.GetByRole(AriaRole.Region, new() { Name = "Adultes suivis à domicile" });
            await section.Locator("summary").Filter(new() { HasText = "la conclusion" }).ClickAsync();
            await section.Locator("select[name=verdict]").SelectOptionAsync(new SelectOptionValue { Label = verdict });
            foreach (var (label, value) in criteria)
                await section.GetByLabel(label).SelectOptionAsync(new SelectOptionValue { Label = value });
            foreach (var (label, value) in fields)
                await section.GetByLabel(label).FillAsync(value);
            await section.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la conclusion" }).ClickAsync();
            await Page.IsRecordedAsync();
        }

        /// <summary>Examination, draft, contradictory phase, opinion, publication and transmission.</summary>
        public async Task GiveTheOpinionAsync()
        {
            await PlaceAsync("Examen en commission", "aujourdhui");
            await Page.TakeAttendanceAsync(absent: 7);
            await Page.DeliberateAsync("Clore l’examen");
            await PlaceAsync("Adoption du projet d’avis", "à distance");
            await Page.DeliberateAsync("Adopter le projet d’avis", vote: (13, 1, 1));
            await DoAsync(Routes.Service, "Noter la réception par le demandeur");
            await DoAsync(Routes.Applicant, "Ne pas présenter d’observation");
            await PlaceAsync("Adoption de l’avis définitif", "à distance");
            await Page.DeliberateAsync("Rendre l’avis définitif", vote: (14, 0, 1));
            await DoAsync(Routes.Service, "Valider l’occultation", ("Passages occultés", "aucun"));
            await DoAsync("paul-henry|service-has", "Publier l’avis");
            await DoAsync(Routes.Service, "Transmettre l’avis");
        }

        private async Task PlaceAsync(string step, string session)
        {
            await visit.BecomeAsync(Routes.Chair);
            await visit.GoAsync($"/dossiers/{id}");
            await Page.OpenOthersAsync();
            await Page.PutOnAgendaAsync(step, session);
        }

        private async Task SendAsync(string who, string outcome, (string Label, string Value)[] fields)
        {
            await visit.BecomeAsync(who);
            await visit.GoAsync($"/dossiers/{id}");
            var form = await Page.UnfoldAsync(outcome);
            foreach (var (label, value) in fields)
            {
                var box = form.GetByLabel(label);
                if (await box.EvaluateAsync<string>("box => box.tagName") == "SELECT")
                    await box.SelectOptionAsync(value);
                else
                    await box.FillAsync(value);
            }

            await form.GetByRole(AriaRole.Button, new() { Name = outcome, Exact = true }).ClickAsync();
        }
    }
}
