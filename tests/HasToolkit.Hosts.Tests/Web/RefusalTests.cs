using System.Net;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What a person reads when a rule says no, and what the ledger then holds.</summary>
public sealed class RefusalTests(Chromium chromium) : IAsyncLifetime
{
    private const string Paul = "paul-henry|service-has";

    private RunningWeb _web = null!;

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_deported_person_reads_nothing_of_the_dossier_and_is_told_what_to_do()
    {
        var id = await _web.ReferenceAsync("GLYCOGUIDE");
        var part = (await _web.FileAsync(id)).Dossier.Parts[0].Sha256;
        using var paul = await _web.ClientAsync(Paul);
        var before = await paul.GetTextAsync($"/dossiers/{id}?onglet=journal");
        using (var ethics = await _web.ClientAsync(Routes.Ethics))
        {
            using var declared = await ethics.SubmitAsync(
                $"/dossiers/{id}?onglet=personnes", $"/dossiers/{id}/personnes/deport",
                ("personne", "paul-henry"), ("motif", "Investigateur de l’étude pivot."));
            Assert.Equal(HttpStatusCode.Found, declared.StatusCode);
        }

        foreach (var tab in new[] { "synthese", "pieces", "evaluation", "preuves", "conclusions", "personnes", "commission", "journal", "schema" })
            await IsClosedAsync(await paul.Http.GetAsync($"/dossiers/{id}?onglet={tab}"));
        var note = HtmlForm.To($"/dossiers/{id}/note", before);
        await IsClosedAsync(await paul.PostAsync(note.Action, [.. note.Hidden, ("texte", "Je lis quand même.")]));
        using var download = await paul.Http.GetAsync($"/dossiers/{id}/pieces/{part}");
        Assert.Equal(HttpStatusCode.Forbidden, download.StatusCode);
        Assert.DoesNotContain("GLYCOGUIDE", await paul.GetTextAsync("/dossiers?texte=glyco"), StringComparison.Ordinal);
        Assert.DoesNotContain((await _web.FileAsync(id)).Journal, e => e.ToDossierEvent().Event is NoteAdded);
    }

    [Fact]
    public async Task A_second_writer_is_told_that_the_dossier_changed_and_keeps_what_he_typed()
    {
        var id = await _web.ReferenceAsync("NEPHROSUIVI");
        await using var visit = await Visit.OpenAsync(chromium, _web.Address);
        await visit.BecomeAsync(Routes.Service);
        var page = visit.Page;
        await visit.GoAsync($"/dossiers/{id}");
        using (var other = await _web.ClientAsync(Paul))
        {
            using var noted = await other.SubmitAsync(
                $"/dossiers/{id}?onglet=journal", $"/dossiers/{id}/note", ("texte", "Appel du demandeur."));
            Assert.Equal(HttpStatusCode.Found, noted.StatusCode);
        }

        var form = await page.UnfoldAsync("Sans objet");
        await page.TypeAsync(form.GetByLabel("Motif"), "Aucune association ne s’est manifestée.");
        await page.FollowAsync(form.GetByRole(AriaRole.Button));
        await page.IsRefusedAsync("a changé pendant que vous le lisiez");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("par Paul Henry");
        form = page.GetByRole(AriaRole.Form, new() { Name = "Sans objet", Exact = true });
        Assert.Equal("Aucune association ne s’est manifestée.", await form.GetByLabel("Motif").InputValueAsync());
        Assert.Empty(await PageChecks.AxeAsync(page));

        await page.FollowAsync(form.GetByRole(AriaRole.Button));
        await page.IsRecordedAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("Enregistré")).ToHaveCountAsync(0); // Said once.
        Assert.Equal("sans-objet", (await _web.FileAsync(id)).Dossier.LatestOf("contribution")?.Outcome);
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task After_a_refusal_changing_the_person_leads_back_to_the_dossier()
    {
        var id = await _web.ReferenceAsync("NEPHROSUIVI");
        await using var visit = await Visit.OpenAsync(chromium, _web.Address);
        await visit.BecomeAsync(Routes.Service);
        var page = visit.Page;
        await visit.GoAsync($"/dossiers/{id}");
        var form = await page.UnfoldAsync("Sans objet");
        await page.TypeAsync(form.GetByLabel("Motif"), "   ");
        await page.FollowAsync(form.GetByRole(AriaRole.Button));
        await page.IsRefusedAsync("« Motif » : à remplir.");

        await page.SwitchToAsync(Routes.Chair);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("NEPHROSUIVI");
    }

    [Fact]
    public async Task The_link_to_the_content_moves_the_focus_and_stays_on_the_page()
    {
        var id = await _web.ReferenceAsync("NEPHROSUIVI");
        await using var visit = await Visit.OpenAsync(chromium, _web.Address);
        await visit.BecomeAsync(Routes.Service);
        await visit.GoAsync($"/dossiers/{id}?onglet=pieces");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Aller au contenu" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
        Assert.EndsWith($"/dossiers/{id}?onglet=pieces#contenu", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_counts_once()
    {
        var id = await _web.ReferenceAsync("NEPHROSUIVI");
        using var client = await _web.ClientAsync();
        var form = HtmlForm.To($"/dossiers/{id}/note", await client.GetTextAsync($"/dossiers/{id}?onglet=journal"));
        (string, string)[] fields = [.. form.Hidden, ("texte", "Envoyée deux fois.")];
        for (var time = 1; time <= 2; time++)
        {
            using var answer = await client.PostAsync(form.Action, fields);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }

        Assert.Single((await _web.FileAsync(id)).Journal, e => e.ToDossierEvent().Event is NoteAdded { Text: "Envoyée deux fois." });
        using var other = await client.PostAsync(form.Action, [.. form.Hidden, ("texte", "Autre chose, même identifiant.")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("a déjà servi à une autre action", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_dossier_sent_twice_is_opened_once()
    {
        using var client = await _web.ClientAsync(Routes.Applicant);
        var form = HtmlForm.To("/dossiers/nouveau", await client.GetTextAsync("/dossiers/nouveau"));
        for (var time = 1; time <= 2; time++)
        {
            using var answer = await client.PostAsync(
                form.Action,
                [.. form.Hidden, ("demande", "inscription"), ("produit", "DOUBLON"), ("ia", "non"), ("indication-1", "Essai")]);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }

        Assert.Single((await _web.Ledger.Queries.ListAsync(new DossierFilter(Text: "doublon"))).Dossiers);
    }

    [Theory]
    [InlineData("31/12/2025")]
    [InlineData("hier")]
    [InlineData("2026-02-30")]
    public async Task A_date_that_cannot_be_read_is_refused_and_never_taken_for_today(string date)
    {
        var id = await _web.ReferenceAsync("NEPHROSUIVI");
        using var client = await _web.ClientAsync();
        using var answer = await client.SubmitAsync(
            $"/dossiers/{id}", $"/dossiers/{id}/etape/contribution/close", ("champ-nombre", "1"), ("le", date));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Null((await _web.FileAsync(id)).Dossier.LatestOf("contribution"));
    }

    [Fact]
    public async Task A_form_without_its_version_is_not_taken_for_an_up_to_date_one()
    {
        var id = await _web.ReferenceAsync("NEPHROSUIVI");
        using var client = await _web.ClientAsync();
        var form = HtmlForm.To($"/dossiers/{id}/note", await client.GetTextAsync($"/dossiers/{id}?onglet=journal"));
        var spoilt = form.Hidden.Select(field => field.Name == "version" ? ("version", "une") : field);
        using var answer = await client.PostAsync(form.Action, [.. spoilt, ("texte", "Sans version lisible.")]);

        Assert.Contains((int)answer.StatusCode, Enumerable.Range(400, 100));
        Assert.DoesNotContain((await _web.FileAsync(id)).Journal, e => e.ToDossierEvent().Event is NoteAdded);
    }

    [Theory]
    [InlineData("suffisant", "4", "", "5")]
    [InlineData("suffisant", "9", "holter", "5")]
    [InlineData("suffisant", "4", "holter", "99")]
    [InlineData("peut-être", "4", "holter", "5")]
    public async Task A_conclusion_that_cannot_be_is_refused_in_French(string verdict, string level, string comparator, string years)
    {
        var id = await _web.ReferenceAsync("NEPHROSUIVI");
        using var client = await _web.ClientAsync(Routes.Lead);
        var page = $"/dossiers/{id}?onglet=conclusions";
        var action = HtmlForm.AllIn(await client.GetTextAsync(page)).First(form => form.Action.Contains("/conclusions/", StringComparison.Ordinal)).Action;
        using var answer = await client.SubmitAsync(
            page, action,
            ("verdict", verdict), ("niveau", level), ("comparateur", comparator), ("duree", years), ("motifs", "Motifs gardés."));
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.DoesNotContain("Parameter", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\b(lasts|level from|named comparator|is not)\\b", html);
        Assert.Contains("Motifs gardés.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_without_a_reason_says_so_where_it_is_read()
    {
        await using var visit = await Visit.OpenAsync(chromium, _web.Address);
        await visit.BecomeAsync(Routes.Applicant);
        await visit.GoAsync($"/dossiers/{await _web.ReferenceAsync("VISIOTENSION")}");
        var form = await visit.Page.UnfoldAsync("Retrait");
        await visit.Page.TypeAsync(form.GetByLabel("Motif"), "   ");
        await visit.Page.FollowAsync(form.GetByRole(AriaRole.Button));

        await visit.Page.IsRefusedAsync("Indiquez le motif du retrait.");
    }

    [Fact]
    public async Task Files_sent_together_are_recorded_together_or_not_at_all()
    {
        var id = await _web.ReferenceAsync("VISIOTENSION");
        var before = (await _web.FileAsync(id)).Dossier.Parts.Count;
        using var client = await _web.ClientAsync(Routes.Applicant);
        using var answer = await client.UploadAsync(id, "notice", ("un.pdf", "%PDF-1.4\nun"), ("deux.exe", "MZ"));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("deux.exe", html, StringComparison.Ordinal);
        Assert.Contains("Rien n’a été enregistré", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Equal(before, (await _web.FileAsync(id)).Dossier.Parts.Count);
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_name_says_is_refused()
    {
        var id = await _web.ReferenceAsync("VISIOTENSION");
        using var client = await _web.ClientAsync(Routes.Applicant);
        using var answer = await client.UploadAsync(id, "notice", ("notice.pdf", "<script>alert(1)</script>"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("n’est pas un fichier .pdf", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private static async Task IsClosedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode}.");
            Assert.Contains("Dossier fermé pour vous", html, StringComparison.Ordinal);
            Assert.Contains("Confiez l’action à une autre personne", html, StringComparison.Ordinal);
            Assert.DoesNotContain("GLYCOGUIDE", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Diabète", html, StringComparison.Ordinal);
        }
    }
}
