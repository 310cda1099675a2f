using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LitReview.Reviews;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A review of 1,500 references, from the export of a data base to the file that another machine takes in.</summary>
public sealed class WholeReviewTests(Chromium chromium)
{
    private const string Paul = "paul-henry|chef-de-projet";
    private const int References = 1_500;
    private const int Repeats = 120;
    private const int WithKeys = 25;

    [Fact]
    public async Task Two_readers_and_a_third_person_bring_1500_references_to_a_report_that_adds_up()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;
        var id = await ImportAsync(web, visit);
        async Task<Review> Now() => (await web.Reviews.Queries.ReviewAsync(id))!;
        Assert.Equal((References + Repeats, References), ((await Now()).Records.Count, (await Now()).StandingCount()));

        // Claire reads the first ones with keys, the others by the same form, until the rule lets her stop.
        await KeysAsync(page, id, title => IsRelevant(title) ? "i" : "1");
        using var claire = await web.ClientAsync(Routes.Lead);
        var readByClaire = WithKeys + await ReadAsync(
            claire, id, (_, title) => IsRelevant(title) ? "inclure" : "exclure-1", async () => (await Now()).TeamReading().MayStop);
        Assert.InRange(readByClaire, 100, References - 300);

        // Reading stops by the statistical rule, which asks for no reason.
        await visit.GoAsync($"/revues/{id}");
        await page.GetByText("Arrêter le tri").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter le tri" }).ClickAsync();
        await page.IsRecordedAsync();
        Assert.Equal(StopRule.RecallTest, (await Now()).Stopped!.Rule);

        // Paul gives the second reading of what she read, without seeing it, and differs now and then.
        await visit.BecomeAsync(Paul);
        await KeysAsync(page, id, title => IsRelevant(title) ? "i" : "1");
        using var paul = await web.ClientAsync(Paul);
        var readByPaul = WithKeys + await ReadAsync(
            paul, id, (number, title) => IsRelevant(title) != (number % 60 == 7) ? "inclure" : "exclure-1", () => Task.FromResult(false));
        Assert.Equal(readByClaire, readByPaul);

        await SettleAsync(web, visit, id);
        var (included, excluded) = await ReadFullTextsAsync(web, visit, id, claire, paul);

        // The diagram adds up, and says what was done.
        var column = PrismaFlow.Of(await Now()).Databases;
        Assert.Equal((References + Repeats, Repeats, 0), (column.IdentifiedTotal, column.DuplicatesByTool, column.DuplicatesByPeople));
        Assert.Equal((readByClaire, References - readByClaire, 0), (column.Screened, column.UnreadByTool, column.Undecided));
        Assert.Equal(column.Screened, column.ExcludedByPeople + column.Sought);
        Assert.Equal((included + excluded, included, excluded), (column.Sought, column.Included, column.ExcludedByReason.Sum(reason => reason.Count)));
        await visit.GoAsync($"/revues/{id}/rapport");
        var texts = string.Join(' ', await page.Locator(".prisma-figure text").AllTextContentsAsync());
        Assert.Contains($"Études incluses (n\u00a0=\u00a0{included})", texts, StringComparison.Ordinal);
        Assert.Null(await web.Reviews.Queries.FirstFaultAsync(id));
        visit.NothingToComplainAbout();

        await TakeInElsewhereAsync(claire, id, await Now());
    }

    private static bool IsRelevant(string title) => title.Contains("Télésurveillance", StringComparison.Ordinal);

    private static async Task<ReviewId> ImportAsync(RunningWeb web, Visit visit)
    {
        var page = visit.Page;
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync("/revues/nouvelle");
        await page.GetByLabel("Titre de la revue").FillAsync("Télésurveillance : une revue entière");
        await page.GetByLabel("Références pertinentes à avoir vues (%)").FillAsync("90");
        await page.GetByLabel("Avec une confiance de (%)").FillAsync("90");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la revue" }).ClickAsync();
        await page.IsRecordedAsync();
        await page.GetByLabel("Fichier exporté").SetInputFilesAsync(new FilePayload
        {
            Name = "export.ris",
            MimeType = "application/octet-stream",
            Buffer = Encoding.UTF8.GetBytes(Export()),
        });
        await page.GetByLabel("Base ou source").FillAsync("Embase");
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true }).ClickAsync();
        await page.IsRecordedAsync();
        return (await web.Reviews.Queries.ReviewsAsync()).Single(review => review.Title.EndsWith("entière", StringComparison.Ordinal)).Id;
    }

    private static async Task KeysAsync(IPage page, ReviewId id, Func<string, string> keyFor)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), $"/revues/{id}/tri").ToString());
        for (var read = 0; read < WithKeys; read++)
        {
            var number = await page.Locator("input[name=numero]").GetAttributeAsync("value");
            await page.Keyboard.PressAsync(keyFor(await page.Locator("[data-reading]").InnerTextAsync()));
            await page.WaitForFunctionAsync("number => document.querySelector('input[name=numero]')?.value !== number", number);
        }
    }

    // The form of the page, sent as the page sends it: the answer holds the next reference.
    private static async Task<int> ReadAsync(WebClient reader, ReviewId id, Func<int, string, string> answer, Func<Task<bool>> isEnough)
    {
        var html = await reader.GetTextAsync($"/revues/{id}/tri");
        reader.Http.DefaultRequestHeaders.Add("X-In-Place", "1");
        var read = 0;
        for (; html.Contains("data-reading", StringComparison.Ordinal); read++)
        {
            if (read % 10 == 0 && await isEnough())
                break;
            var form = HtmlForm.To($"/revues/{id}/tri/faire/avis", html);
            var number = int.Parse(form.Hidden.Single(field => field.Name == "numero").Value, CultureInfo.InvariantCulture);
            var title = WebUtility.HtmlDecode(Regex.Match(html, "data-reading[^>]*>(.*?)</h2>", RegexOptions.Singleline).Groups[1].Value);
            using var sent = await reader.PostAsync(form.Action, [.. form.Hidden, ("avis", answer(number, title))]);
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
            html = await sent.Content.ReadAsStringAsync();
        }

        reader.Http.DefaultRequestHeaders.Remove("X-In-Place");
        return read;
    }

    private static async Task SettleAsync(RunningWeb web, Visit visit, ReviewId id)
    {
        await visit.BecomeAsync(Routes.Service);
        var conflicts = (await web.Reviews.Queries.ReviewAsync(id))!.Conflicts(Stage.TitleAbstract);
        Assert.NotEmpty(conflicts);
        await visit.GoAsync($"/revues/{id}/desaccords");
        var first = visit.Page.GetByRole(AriaRole.Form, new() { Name = $"Trancher la référence n° {conflicts[0].Number}", Exact = true });
        await first.GetByLabel("Pourquoi").FillAsync("La population répond au critère.");
        await first.GetByRole(AriaRole.Button, new() { Name = "Inclure" }).ClickAsync();
        await visit.Page.IsRecordedAsync();
        using var sophie = await web.ClientAsync(Routes.Service);
        var token = HtmlForm.TokenIn(await sophie.GetTextAsync($"/revues/{id}/desaccords"));
        foreach (var record in conflicts.Skip(1))
        {
            using var answer = await sophie.PostAsync(
                $"/revues/{id}/desaccords/faire/trancher", token, ("commande", Guid.NewGuid().ToString()), ("numero", $"{record.Number}"),
                ("etape", "titre"), ("pourquoi", "Hors sujet."), ("avis", "exclure"));
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }

        Assert.Empty((await web.Reviews.Queries.ReviewAsync(id))!.Conflicts(Stage.TitleAbstract));
    }

    private static async Task<(int Included, int Excluded)> ReadFullTextsAsync(
        RunningWeb web, Visit visit, ReviewId id, WebClient first, WebClient second)
    {
        var toRead = (await web.Reviews.Queries.ReviewAsync(id))!.ForFullText();
        await visit.GoAsync($"/revues/{id}/texte-integral");
        var card = visit.Page.Locator("section.full-text").First;
        await card.GetByText("Joindre le PDF").ClickAsync();
        await card.GetByLabel("Fichier PDF").SetInputFilesAsync(Acts.APdf("etude.pdf"));
        await card.GetByRole(AriaRole.Button, new() { Name = "Joindre", Exact = true }).ClickAsync();
        await visit.Page.IsRecordedAsync();
        foreach (var reader in new[] { first, second })
        {
            var page = await reader.GetTextAsync($"/revues/{id}/texte-integral");
            var token = HtmlForm.TokenIn(page);
            foreach (var record in toRead)
            {
                var isOut = record.Number % 5 == 0;
                using var answer = await reader.PostAsync(
                    $"/revues/{id}/texte-integral/faire/avis", token, ("commande", Guid.NewGuid().ToString()), ("numero", $"{record.Number}"),
                    ("motif", isOut ? "Intervention" : ""), ("avis", isOut ? "exclure" : "inclure"));
                Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            }
        }

        var excluded = toRead.Count(record => record.Number % 5 == 0);
        Assert.InRange(excluded, 1, toRead.Count - 1);
        return (toRead.Count - excluded, excluded);
    }

    private async Task TakeInElsewhereAsync(WebClient client, ReviewId id, Review review)
    {
        var file = await client.Http.GetByteArrayAsync(new Uri($"/revues/{id}/rapport/revue.zip", UriKind.Relative));
        await using var elsewhere = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, elsewhere.Address);
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync("/revues");
        await visit.Page.GetByText("Reprendre une revue exportée").ClickAsync();
        await visit.Page.GetByLabel("Revue exportée (.zip)").SetInputFilesAsync(
            new FilePayload { Name = "revue.zip", MimeType = "application/zip", Buffer = file });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Reprendre la revue" }).ClickAsync();
        await visit.Page.IsRecordedAsync();

        var taken = (await elsewhere.Reviews.Queries.ReviewAsync(id))!;
        Assert.Equal(review.Version, taken.Version);
        Assert.Null(await elsewhere.Reviews.Queries.FirstFaultAsync(id));
        using var there = await elsewhere.ClientAsync(Routes.Lead);
        var again = await there.Http.GetByteArrayAsync(new Uri($"/revues/{id}/rapport/revue.zip", UriKind.Relative));
        Assert.Equal(JournalOf(file), JournalOf(again));
        visit.NothingToComplainAbout();
    }

    private static string JournalOf(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.GetEntry("journal.jsonl")!.Open());
        return reader.ReadToEnd();
    }

    // One in twenty-five is relevant; one in twelve comes twice, with its digital identifier written otherwise.
    private static string Export()
    {
        string[] subjects = ["du diabète", "de l’asthme", "de l’épilepsie", "de l’obésité", "du psoriasis", "de la migraine", "de l’arthrose"];
        string[] acts = ["Rééducation", "Dépistage", "Vaccination", "Chirurgie", "Éducation thérapeutique", "Imagerie", "Dialyse"];
        string[] designs = ["essai randomisé", "étude de cohorte", "série de cas", "étude transversale", "revue systématique"];
        string[] places = ["centres", "cabinets", "hôpitaux", "maisons de santé", "cliniques"];
        var random = new Random(20_261);
        var (export, repeated) = (new StringBuilder(), 0);
        for (var number = 1; number <= References; number++)
        {
            var isRelevant = number % 25 == 3;
            var subject = isRelevant ? "de l’insuffisance cardiaque" : subjects[random.Next(subjects.Length)];
            var act = isRelevant ? "Télésurveillance" : acts[random.Next(acts.Length)];
            var design = designs[random.Next(designs.Length)];
            var (count, place) = (random.Next(2, 90), places[random.Next(places.Length)]);
            var title = $"{act} {subject} dans {count} {place} : {design} n° {number}";
            var text = $"{design} de {random.Next(30, 4_000)} patients, suivis {random.Next(2, 60)} mois. {act} {subject}. "
                + (isRelevant ? "Transmission quotidienne du poids et des symptômes, alertes, hospitalisations évitées." : "Résultats rapportés par les équipes.");
            Add(title, text, $"10.9999/entier.{number}");
            if (number % 12 == 5 && repeated < Repeats)
            {
                repeated++;
                Add(title.ToUpperInvariant(), "", $"https://doi.org/10.9999/ENTIER.{number}");
            }

            void Add(string written, string summary, string doi) => export.Append(
                CultureInfo.InvariantCulture,
                $"TY  - JOUR\nTI  - {written}\nAU  - Auteur{number}, A.\nPY  - {2000 + (number % 26)}\nJO  - Revue fictive\nAB  - {summary}\nDO  - {doi}\nER  - \n\n");
        }

        return export.ToString();
    }
}
