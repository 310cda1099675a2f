using System.Net;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>An expert answers and an association contributes in a browser; nobody else does it in their place.</summary>
public sealed class GuestPagesTests(Chromium chromium)
{
    private const string Product = "CARDIOVEILLE";
    private const string Question = "La sensibilité annoncée tient-elle chez les patients de plus de 85 ans ?";
    private const string Answer = "Non : onze patients seulement ont plus de 85 ans.\nIl faudrait une étude dans cette population.";
    private const string Words = "Porter l’appareil quatorze jours est plus facile que revenir à l’hôpital.\n« On oublie qu’on l’a. »";

    [Fact]
    public async Task An_expert_finds_the_question_reads_what_is_given_accepts_and_answers()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        var id = await web.ReferenceAsync(Product);
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;

        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync($"/dossiers/{id}?onglet=apports");
        await page.Locator("summary").Filter(new() { HasText = "Poser une question à un expert" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Poser une question à un expert" });
        await form.GetByLabel("Expert, et ce que disent").SelectOptionAsync("remi-vasseur");
        await form.GetByLabel("Question").FillAsync(Question);
        await form.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Poser la question" }).ClickAsync();
        await page.IsRecordedAsync();
        var given = Assert.Single((await CaseAsync(web, id)).Consultations).Invitation;
        Assert.Equal(("E1", 1), (given.Consultation, given.Parts.Count));

        await visit.BecomeAsync(Routes.OtherExpert);
        await visit.GoAsync("/taches");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = Product, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(Question);
        await visit.EverythingAsync("expertise posée");
        var part = page.GetByRole(AriaRole.Region, new() { Name = "Ce qui vous est remis" }).Locator("a[href*='/fichiers/']");
        var download = await page.RunAndWaitForDownloadAsync(() => part.ClickAsync());
        Assert.Equal(given.Parts[0], Hash(await File.ReadAllBytesAsync(await download.PathAsync())));

        await page.GetByRole(AriaRole.Button, new() { Name = "Accepter de répondre" }).ClickAsync();
        await page.IsRecordedAsync();
        Assert.Equal(ConsultationState.Accepted, (await CaseAsync(web, id)).Find("E1")!.State);
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer ma réponse" }).ClickAsync();
        await page.IsRefusedAsync("La réponse est vide");
        await visit.EverythingAsync("expertise refusée");
        form = page.GetByRole(AriaRole.Form, new() { Name = "Répondre" });
        await form.GetByLabel("Réponse").FillAsync(Answer);
        await form.GetByLabel("Fichier").SetInputFilesAsync(Acts.APdf("calcul.pdf"));
        await form.Locator("button").ClickAsync();
        await page.IsRecordedAsync();

        var answered = (await CaseAsync(web, id)).Find("E1")!;
        Assert.Equal((ConsultationState.Answered, Answer), (answered.State, answered.Answer!.Text.ReplaceLineEndings("\n")));
        Assert.Equal(("calcul.pdf", Hash(Acts.APdf("calcul.pdf").Buffer)), (answered.Answer.File!.FileName, answered.Answer.File.Sha256));
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("elle ne change plus");
        await visit.EverythingAsync("expertise répondue");
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync($"/dossiers/{id}?onglet=apports");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("onze patients seulement");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "calcul.pdf" })).ToBeVisibleAsync();
        Assert.Empty((await web.Ledger.Audit.VerifyAsync()).Faults);
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task An_association_that_is_called_contributes_and_finds_its_words_as_it_wrote_them()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        var id = await web.ReferenceAsync(Product);
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;

        await visit.BecomeAsync(Routes.Service);
        await visit.GoAsync($"/dossiers/{id}?onglet=apports");
        await page.Locator("summary").Filter(new() { HasText = "Appeler les associations" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Appeler à contribuer" }).ClickAsync();
        await page.IsRecordedAsync();

        await visit.BecomeAsync(Routes.Patients);
        await visit.GoAsync("/taches");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = Product, Exact = true }).ClickAsync();
        await visit.EverythingAsync("contribution ouverte");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verser la contribution" }).ClickAsync();
        await page.IsRefusedAsync("La contribution est vide");
        await visit.EverythingAsync("contribution refusée");
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Contribution" });
        await form.GetByLabel("Texte").FillAsync(Words);
        await form.GetByLabel("Fichier").SetInputFilesAsync(Acts.APdf("témoignages.pdf"));
        await form.Locator("button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Votre contribution est enregistrée." })).ToBeVisibleAsync();

        var kept = Assert.Single((await CaseAsync(web, id)).Contributions);
        Assert.Equal(("Peau et Patients", Words, false), (kept.Association, kept.Text.ReplaceLineEndings("\n"), kept.IsLate));
        Assert.Equal(("témoignages.pdf", Hash(Acts.APdf("témoignages.pdf").Buffer)), (kept.File!.FileName, kept.File.Sha256));
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Déjà versées" })).ToContainTextAsync("On oublie qu’on l’a.");
        await visit.EverythingAsync("contribution versée");
        Assert.Empty((await web.Ledger.Audit.VerifyAsync()).Faults);
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task The_expert_who_was_asked_passes_and_nobody_else()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        var web = accounts.Web;
        var id = await web.ReferenceAsync(Product);
        var part = (await web.FileAsync(id)).Dossier.Parts[0].Sha256;
        await DoAsync(
            web, id, new InviteExpert(new("sonia-lefort"), Question, IsConfidential: true, web.Ledger.Desk.Today.AddDays(9), [part]),
            "claire-martin", Role.ProjectLead);
        var (address, file) = ($"/expertises/{id}/E1", $"/expertises/{id}/E1/fichiers/{part}");
        using var expert = await accounts.ClientOfAsync("sonia-lefort");

        foreach (var other in new[] { "remi-vasseur", "lucie-marin", "sophie-marchand", "claire-martin", "isabelle-garnier", "demandeur-telecoeur" })
            await MayNotAnswerAsync(accounts, other, address, file);

        Assert.Equal(ConsultationState.Invited, (await CaseAsync(web, id)).Find("E1")!.State);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(expert, address), await StatusAsync(expert, file)));
        // The question opens nothing else of the dossier.
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(expert, $"/dossiers/{id}"));
        var notGiven = (await web.FileAsync(id)).Dossier.Parts[1].Sha256;
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(expert, $"/expertises/{id}/E1/fichiers/{notGiven}"));
        using (var answered = await expert.SubmitAsync(address, $"{address}/repondre", ("texte", Answer)))
            Assert.Equal(address, answered.Headers.Location?.ToString());
        Assert.Equal("sonia-lefort", (await CaseAsync(web, id)).Find("E1")!.Invitation.Expert.Value);
        var fresh = HtmlForm.TokenIn(await expert.GetTextAsync("/compte"));
        using (var again = await expert.PostAsync($"{address}/repondre", fresh, ("texte", "Autre chose.")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Equal(Answer, (await CaseAsync(web, id)).Find("E1")!.Answer!.Text);

        // A déport closes what was open.
        await DoAsync(web, id, new DeclareDeport(new("sonia-lefort"), "lien"), "helene-faure", Role.EthicsService);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await StatusAsync(expert, address), await StatusAsync(expert, file)));
    }

    [Fact]
    public async Task An_association_passes_and_nobody_contributes_in_another_role()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        var web = accounts.Web;
        var id = await web.ReferenceAsync("DERMASCOPE");
        var before = (await CaseAsync(web, id)).Contributions.Count;
        var own = (await CaseAsync(web, id)).Contributions[0].Text[..40];
        await web.Ledger.Desk.RegisterAsync(new Person(new("jean-vidal"), "Jean Vidal", "Lésions et Droits", [Role.Association]), Guid.NewGuid());

        foreach (var other in new[] { "sonia-lefort", "remi-vasseur", "sophie-marchand", "claire-martin", "demandeur-lumiderm" })
            await MayNotContributeAsync(accounts, other, id, own);

        Assert.Equal(before, (await CaseAsync(web, id)).Contributions.Count);
        using var association = await accounts.ClientOfAsync("jean-vidal");
        Assert.DoesNotContain(own, WebUtility.HtmlDecode(await association.GetTextAsync($"/contributions/{id}")), StringComparison.Ordinal);
        using (var kept = await association.SubmitAsync($"/contributions/{id}", $"/contributions/{id}/verser", ("texte", Words)))
            Assert.Equal($"/contributions/{id}", kept.Headers.Location?.ToString());
        var last = (await CaseAsync(web, id)).Contributions[^1];
        Assert.Equal(("Lésions et Droits", Words), (last.Association, last.Text));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(association, $"/dossiers/{id}"));
        // Where nobody was called, nobody contributes.
        var silent = await web.ReferenceAsync("GLYCOGUIDE");
        using var refused = await association.PostAsync(
            $"/contributions/{silent}/verser", HtmlForm.TokenIn(await association.GetTextAsync("/compte")), ("texte", Words));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private static async Task MayNotAnswerAsync(AccountsWeb accounts, string other, string address, string file)
    {
        using var client = await accounts.ClientOfAsync(other);
        Assert.Equal(
            (other, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (other, await StatusAsync(client, address), await StatusAsync(client, file)));
        var token = HtmlForm.TokenIn(await client.GetTextAsync("/compte"));
        foreach (var act in new[] { "accepter", "repondre", "decliner" })
        {
            using var answer = await client.PostAsync($"{address}/{act}", token, ("texte", "À sa place."), ("motif", "À sa place."));
            Assert.Equal((other, act, HttpStatusCode.NotFound), (other, act, answer.StatusCode));
            Assert.DoesNotContain(Question, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    private static async Task MayNotContributeAsync(AccountsWeb accounts, string other, DossierId id, string own)
    {
        using var client = await accounts.ClientOfAsync(other);
        using var answer = await client.PostAsync(
            $"/contributions/{id}/verser", HtmlForm.TokenIn(await client.GetTextAsync("/compte")), ("texte", "À la place d’une association."));
        Assert.Equal((other, HttpStatusCode.UnprocessableEntity), (other, answer.StatusCode));
        // The contribution of another is not on this page, whoever opens it.
        Assert.DoesNotContain(own, WebUtility.HtmlDecode(await client.GetTextAsync($"/contributions/{id}")), StringComparison.Ordinal);
    }

    private static async Task<CaseFile> CaseAsync(RunningWeb web, DossierId id) =>
        (await web.Ledger.Casework.ReadAsync(id, (await web.Ledger.Queries.PersonAsync(new("sophie-marchand")))!)).File!;

    private static async Task DoAsync(RunningWeb web, DossierId id, CaseworkCommand command, string person, Role role) =>
        Done(await web.Ledger.Desk.DoAsync(id, command, new Signature(new PersonId(person), role, Guid.NewGuid())));

    private static async Task DoAsync(RunningWeb web, DossierId id, DossierCommand command, string person, Role role) =>
        Done(await web.Ledger.Desk.DoAsync(id, command, new Signature(new PersonId(person), role, Guid.NewGuid())));

    private static void Done(MoveResult result) => Assert.True(result is MoveResult.Done, (result as MoveResult.Refused)?.Reason.Message);

    private static async Task<HttpStatusCode> StatusAsync(WebClient client, string path)
    {
        using var answer = await client.Http.GetAsync(path);
        return answer.StatusCode;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
}
