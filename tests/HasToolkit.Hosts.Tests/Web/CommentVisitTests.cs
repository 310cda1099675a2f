using Microsoft.Playwright;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Search;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Comments in a browser: from a file to a correction, without a mouse and without scripts; hostile texts.</summary>
public sealed class CommentVisitTests(Chromium chromium)
{
    private static readonly string[] Comments =
    [
        "Attente interminable aux urgences, personne ne nous a rien dit", "Infirmières adorables mais repas froids",
        "Ma mère a fait une chute dans la chambre, laissée seule par terre toute la nuit", "Chambre propre, merci à tous",
        "Deux heures d'attente avant d'être vue", "On m'a attachée au lit sans mon accord, j'ai été humiliée",
    ];

    private static readonly string[] Hostile =
    [
        "<script>alert('c1')</script> attente trop longue", "\"><img src=x onerror=alert('c2')> repas froid", "<svg/onload=alert('c3')> merci",
        "</blockquote></main><script>alert('c4')</script> bruit la nuit", "</textarea><script>alert('c5')</script> chambre sale",
        "=HYPERLINK(\"http://exemple.invalid\";\"cliquez\") attente", "@(1+1) @{ throw new Exception(); } accueil",
        "Très bien \u202e gnol port etnetta \u202c merci", "Repas \0 froid \0 et sale", "{{constructor.constructor('alert(6)')()}} douleur",
        "<style>*{display:none}</style><base href=//example.org> parking cher", "שלום عليكم merci 👩‍⚕️",
    ];

    [Fact]
    public async Task From_a_file_to_figures_and_a_correction_without_a_mouse()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        await visit.BecomeAsync(Routes.Service);
        var page = visit.Page;

        await visit.GoAsync("/commentaires");
        await page.AttachAsync(page.GetByLabel("Fichier de commentaires"), AFile("clavier.csv", Comments));
        await page.FollowAsync(page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }));
        await Assertions.Expect(page.GetByLabel("Texte du commentaire")).ToHaveValueAsync("Remarque");
        await page.TypeAsync(page.GetByLabel("Service de tout le fichier"), "Urgences");
        await page.FollowAsync(page.GetByRole(AriaRole.Button, new() { Name = "Confirmer et analyser" }));
        var batch = await web.BatchAsync("clavier.csv");
        Assert.Equal("Sophie Marchand", batch.Person);

        await visit.GoAsync($"/commentaires/{batch.Id}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("clavier.csv");
        await page.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Lire ce qui attend" }));
        await ReadWithKeysAsync(page, web, batch);

        await page.FollowAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Parties du lot" })
            .GetByRole(AriaRole.Link, new() { Name = "Commentaires", Exact = true }));
        await page.TypeAsync(page.GetByLabel("Rechercher"), "attente SAUF urgences");
        await page.FollowAsync(page.GetByRole(AriaRole.Button, new() { Name = "Filtrer" }));
        await page.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "N° 5", Exact = true }));
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Corriger" });
        await page.ChooseAsync(form.GetByLabel("Tonalité"), "M");
        await page.PressAsync(form.Locator("summary"));
        await page.CheckAsync(form.GetByRole(AriaRole.Checkbox, new() { Name = "Humanité et disponibilité des professionnels, loué" }));
        await page.FollowAsync(form.GetByRole(AriaRole.Button, new() { Name = "Garder la correction" }));
        await page.IsRecordedAsync();

        var comment = Assert.Single(await web.Comments.Queries.CommentsAsync(batch.Id, [5]));
        Assert.Equal(Tone.Mixed, comment.Tone);
        Assert.Contains(new TopicLabel("HUM", IsPraise: true), comment.Topics);
        Assert.Equal(Tone.Negative, comment.Analysis!.Tone);
        await visit.GoAsync($"/commentaires/{batch.Id}/accord");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("même tonalité");
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task What_stands_on_no_address_of_its_own_is_accessible_and_fits_too()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        await web.BatchAsync();
        await visit.BecomeAsync(Routes.Service);
        var page = visit.Page;

        await visit.GoAsync("/commentaires");
        await page.GetByLabel("Fichier de commentaires").SetInputFilesAsync(AFile("apercu.csv", Comments));
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();
        await visit.EverythingAsync("apercu");
        await page.GetByLabel("Texte du commentaire").SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer et analyser" }).ClickAsync();
        await page.IsRefusedAsync("Aucune colonne ne porte le texte");
        await visit.EverythingAsync("apercu refuse");

        await visit.GoAsync("/commentaires/themes");
        await page.GetByLabel("Code").FillAsync("PARKING");
        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Le stationnement");
        await page.GetByLabel("Mots repères").FillAsync("parking*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir ce qu’il attrape" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ce que « Le stationnement » attraperait" })).ToBeVisibleAsync();
        await visit.EverythingAsync("theme essai");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder" }).ClickAsync();
        await page.IsRecordedAsync();
        await visit.EverythingAsync("theme garde");
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task Without_scripts_a_file_is_handed_in_read_and_corrected()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Service);
        var page = visit.Page;

        await visit.GoAsync("/commentaires");
        await page.GetByLabel("Fichier de commentaires").SetInputFilesAsync(AFile("sans-script.csv", Comments));
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();
        await page.GetByLabel("Service", new() { Exact = true }).SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoir l’aperçu" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Service", new() { Exact = true })).ToHaveValueAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer et analyser" }).ClickAsync();
        var batch = await web.BatchAsync("sans-script.csv");
        Assert.Null(batch.Mapping.Service);

        await visit.GoAsync($"/commentaires/{batch.Id}/lecture");
        var first = (await web.Comments.Queries.ToReadAsync(new CommentQuery(batch.Id)))[0];
        Assert.True(first.IsAlert);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Touches" })).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lu, suivant" }).ClickAsync();
        Assert.True(Assert.Single(await web.Comments.Queries.CommentsAsync(batch.Id, [first.Number])).IsRead);

        await visit.GoAsync($"/commentaires/{batch.Id}/c/4");
        await page.GetByRole(AriaRole.Form, new() { Name = "Corriger" }).GetByLabel("Tonalité").SelectOptionAsync("N");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder la correction" }).ClickAsync();
        await page.IsRecordedAsync();
        Assert.Equal(Tone.Negative, Assert.Single(await web.Comments.Queries.CommentsAsync(batch.Id, [4])).Tone);
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task Hostile_comments_are_shown_as_they_were_written_and_run_nothing()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        using var client = await web.ClientAsync();
        await client.HandInAndConfirmAsync("hostile<b>.csv", Web.Comments.AFile(Hostile));
        var batch = await web.BatchAsync("hostileb.csv");
        await visit.BecomeAsync(Routes.Service);
        var page = visit.Page;

        foreach (var (place, text) in Hostile.Index())
        {
            await visit.GoAsync($"/commentaires/{batch.Id}/c/{place + 1}");
            var shown = await page.Locator("blockquote.said").First.EvaluateAsync<string>(
                "quote => Array.from(quote.childNodes).map(node => node.nodeName === 'MARK' ? Array.from(node.childNodes).filter(part => part.nodeName !== 'SUP').map(part => part.textContent).join('') : node.textContent).join('')");
            Assert.Equal(text.Replace('\0', ' '), shown);
            await PageChecks.NoTextBecameMarkupAsync(page);
        }

        foreach (var part in new[] { "", "/liste", "/lecture", "/fichier", "/rapports" })
        {
            await visit.GoAsync($"/commentaires/{batch.Id}{part}");
            await PageChecks.NoTextBecameMarkupAsync(page);
        }

        foreach (var text in Hostile.Where(text => text.Contains('<', StringComparison.Ordinal)))
        {
            var escaped = Uri.EscapeDataString(text);
            foreach (var address in new[]
            {
                $"/commentaires/{batch.Id}/liste?recherche={escaped}&service={escaped}&theme={escaped}", $"/commentaires/{escaped}",
                $"/commentaires/{batch.Id}?tendance={escaped}&reference={escaped}&depuis={escaped}", $"/commentaires/themes?code={escaped}",
            })
            {
                Assert.DoesNotContain(text, await client.GetTextAsync(address), StringComparison.Ordinal);
            }
        }

        visit.NothingToComplainAbout();
    }

    private static async Task ReadWithKeysAsync(IPage page, RunningWeb web, Batch batch)
    {
        var queue = await web.Comments.Queries.ToReadAsync(new CommentQuery(batch.Id));
        Assert.True(queue.Count >= 3 && queue[0].IsAlert && queue[1].IsAlert, $"{queue.Count} comments wait.");
        var bar = await page.GetByRole(AriaRole.Button, new() { Name = "Lu, suivant" }).BoundingBoxAsync();
        await page.ArriveAsync(() => page.Keyboard.PressAsync("l"));
        Assert.True(Assert.Single(await web.Comments.Queries.CommentsAsync(batch.Id, [queue[0].Number])).IsRead);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync($"N° {queue[1].Number}");
        var then = await page.GetByRole(AriaRole.Button, new() { Name = "Lu, suivant" }).BoundingBoxAsync();
        Assert.Equal((bar!.X, bar.Y), (then!.X, then.Y));

        await page.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Touches actives" }));
        await page.Keyboard.PressAsync("l");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Touches inactives" })).ToBeFocusedAsync();
        Assert.False(Assert.Single(await web.Comments.Queries.CommentsAsync(batch.Id, [queue[1].Number])).IsRead);
        await page.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Touches inactives" }));
        await page.ArriveAsync(() => page.Keyboard.PressAsync("s"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync($"N° {queue[2].Number}");
        Assert.False(Assert.Single(await web.Comments.Queries.CommentsAsync(batch.Id, [queue[1].Number])).IsRead);
    }

    private static FilePayload AFile(string name, string[] comments) => new()
    {
        Name = name,
        MimeType = "text/csv",
        Buffer = Web.Comments.AFile(comments),
    };
}
