using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Microsoft.Playwright;
using Verbatims.Nlp.Search;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A whole day of a quality team of a hospital, with its own account: from a file to what goes to the user commission.</summary>
public sealed class QualityDayTests(Chromium chromium)
{
    private const string Hospital = "Centre hospitalier des Tilleuls";
    private const string Officer = "nadia-roussel";

    [Fact]
    public async Task From_signing_in_to_signing_out_a_quality_officer_reads_corrects_compares_and_reports()
    {
        await chromium.BrowserAsync();
        await using var accounts = await AccountsWeb.StartAsync();
        var web = accounts.Web;
        await web.Ledger.Desk.RegisterAsync(new Person(new PersonId(Officer), "Nadia Roussel", Hospital, [Role.Hospital]), Guid.NewGuid());
        await accounts.AccountOfAsync(Officer);
        var other = await web.BatchAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;

        // She signs in, and lands where her work is: the comments of her own hospital, of which there are none yet.
        await visit.GoAsync("/");
        await page.GetByLabel("Identifiant").FillAsync(Officer);
        await page.GetByLabel("Mot de passe").FillAsync(AccountsWeb.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/commentaires$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync(other.FileName);

        // The file of the quarter: the columns are found, names are masked before anything is kept.
        await page.GetByLabel("Fichier de commentaires").SetInputFilesAsync(
            new FilePayload { Name = "trimestre.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Quarter()) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Texte du commentaire")).ToHaveValueAsync("Commentaire");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("Lemoine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer et analyser" }).ClickAsync();
        var batch = await web.BatchAsync("trimestre.csv");
        Assert.Equal("Nadia Roussel", batch.Person);
        var all = new CommentQuery(batch.Id);

        // What to read first, with one key each, until nothing waits.
        var waiting = await web.Comments.Queries.ToReadAsync(all);
        Assert.Contains(waiting, one => one.IsAlert);
        await visit.GoAsync($"/commentaires/{batch.Id}/lecture");
        for (var read = 0; read < waiting.Count; read++)
            await page.ArriveAsync(() => page.Keyboard.PressAsync("l"));
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Tout est lu.");
        Assert.Empty(await web.Comments.Queries.ToReadAsync(all));

        // One comment was misread: she says so, and the figures follow.
        await visit.GoAsync($"/commentaires/{batch.Id}/liste?recherche=stationnement");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^N° \\d+$") }).First.ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Corriger" });
        await form.GetByLabel("Tonalité").SelectOptionAsync("M");
        await form.GetByRole(AriaRole.Button, new() { Name = "Garder la correction" }).ClickAsync();
        await page.IsRecordedAsync();
        var figures = await web.Comments.Queries.FiguresAsync(all);
        Assert.Equal(1, figures.Cards.Corrected.Value);

        // Two wards compared with the months before; a number leads to as many comments.
        await visit.GoAsync($"/commentaires/{batch.Id}?service=Urgences");
        var negative = (await web.Comments.Queries.FiguresAsync(all with { Service = "Urgences" })).Cards.Negative.Value;
        Assert.True(negative > 0);
        await visit.GoAsync($"/commentaires/{batch.Id}/liste?service=Urgences&tonalite=N");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync($"{negative} commentaire");
        await visit.GoAsync($"/commentaires/{batch.Id}?depuis=2026-09");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Depuis septembre 2026");

        // The page for the user commission, as a Word file.
        await visit.GoAsync($"/commentaires/{batch.Id}/rapports?service=Urgences");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { NameRegex = new("Télécharger.*Word") }).ClickAsync());
        Assert.EndsWith(".docx", download.SuggestedFilename, StringComparison.Ordinal);
        var path = await download.PathAsync();
        Assert.Equal("PK"u8.ToArray(), (await File.ReadAllBytesAsync(path))[..2]);

        // Nothing else is hers: no dossier, no review, no comment of another hospital.
        foreach (var closed in new[] { "/dossiers", "/revues", $"/commentaires/{other.Id}" })
            await visit.GoAsync(closed, 403);

        await visit.GoAsync("/compte");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Vous êtes déconnecté.")).ToBeVisibleAsync();
        await page.GotoAsync($"/commentaires/{batch.Id}");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" })).ToBeVisibleAsync();
        visit.NothingToComplainAbout();
    }

    private static string Quarter()
    {
        var rows = new StringBuilder("Date;Etablissement;Service;Champ;Commentaire\n");
        string[] urgences =
        [
            "Attente interminable, personne ne nous a rien dit pendant six heures", "Ma mère a fait une chute, laissée seule par terre toute la nuit",
            "Médecin très à l’écoute malgré le monde", "Stationnement impossible et beaucoup trop cher", "Trop de bruit dans le couloir, on ne dort pas",
            "Merci au Dr Lemoine pour sa gentillesse", "Accueil froid, on se sent de trop",
        ];
        string[] chirurgie =
        [
            "Équipe formidable, tout a été expliqué avant l’opération", "Repas froids et sans goût", "Chambre propre, personnel souriant",
            "Sortie trop rapide, sans ordonnance ni consigne", "Douleur bien prise en charge, merci", "Infirmières adorables",
            "On m’a attachée au lit sans mon accord, j’ai été humiliée",
        ];
        foreach (var month in new[] { 7, 8, 9 })
        {
            foreach (var (service, comments) in new[] { ("Urgences", urgences), ("Chirurgie", chirurgie) })
            {
                for (var i = 0; i < comments.Length; i++)
                    rows.Append(CultureInfo.InvariantCulture, $"{i + 3:00}/{month:00}/2026;{Hospital};{service};libre;{comments[i]}\n");
            }
        }

        return rows.ToString();
    }
}
