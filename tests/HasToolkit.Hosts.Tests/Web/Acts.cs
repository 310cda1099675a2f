using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The gestures of the product, made with the keyboard, named as their users name them.</summary>
internal static class Acts
{
    /// <summary>A one-page PDF whose content differs by name.</summary>
    public static FilePayload APdf(string name) => new()
    {
        Name = name,
        MimeType = "application/pdf",
        Buffer = System.Text.Encoding.UTF8.GetBytes($"%PDF-1.4\n% {name}\n%%EOF\n"),
    };

    /// <summary>Becomes someone else with the list at the top of the page.</summary>
    public static async Task SwitchToAsync(this IPage page, string who)
    {
        await page.ChooseAsync(page.GetByLabel("Vous agissez comme"), who);
        await page.FollowAsync(page.GetByRole(AriaRole.Button, new() { Name = "Changer", Exact = true }));
        Assert.Equal(who, await page.GetByLabel("Vous agissez comme").InputValueAsync());
    }

    /// <summary>On the page of a new review: creates it, and takes in an export.</summary>
    public static async Task CreateReviewAsync(this IPage page, string title, string export)
    {
        await page.GetByLabel("Titre de la revue").FillAsync(title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la revue" }).ClickAsync();
        await page.IsRecordedAsync();
        await page.GetByLabel("Fichier exporté").SetInputFilesAsync(new FilePayload
        {
            Name = "export.ris",
            MimeType = "application/octet-stream",
            Buffer = System.Text.Encoding.UTF8.GetBytes(export),
        });
        await page.GetByLabel("Base ou source").FillAsync("Embase");
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true }).ClickAsync();
        await page.IsRecordedAsync();
    }

    /// <summary>Opens a part of the dossier.</summary>
    public static Task OpenTabAsync(this IPage page, string title) =>
        page.FollowAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Parties du dossier" })
            .GetByRole(AriaRole.Link, new() { Name = title }));

    /// <summary>Finishes a step: unfolds the outcome when it is folded, fills its fields, and sends.</summary>
    public static async Task FinishAsync(this IPage page, string outcome, params (string Field, string Text)[] fields)
    {
        var form = await page.UnfoldAsync(outcome);
        foreach (var (field, text) in fields)
            await page.TypeAsync(form.GetByLabel(field), text);
        await page.FollowAsync(form.GetByRole(AriaRole.Button, new() { Name = outcome, Exact = true }));
        await page.IsRecordedAsync();
    }

    /// <summary>Unfolds the other steps that are open, when there are some.</summary>
    public static async Task OpenOthersAsync(this IPage page)
    {
        var summary = page.Locator("details.others:not([open]) > summary");
        if (await summary.CountAsync() > 0)
            await summary.First.ClickAsync();
    }

    /// <summary>The form of an outcome, unfolded with the keyboard.</summary>
    public static async Task<ILocator> UnfoldAsync(this IPage page, string outcome)
    {
        var form = page.GetByRole(AriaRole.Form, new() { Name = outcome, Exact = true });
        // A folded form has no role: what is inside of a closed details is not there for the reader.
        while (await form.CountAsync() == 0 || !await form.IsVisibleAsync())
        {
            var summary = page.Locator("details:not([open]) > summary").Filter(new() { HasText = outcome });
            if (await summary.CountAsync() == 0 || !await summary.First.IsVisibleAsync())
                summary = page.Locator("details.others:not([open]) > summary");
            await page.PressAsync(summary.First);
        }

        return form;
    }

    /// <summary>Writes the conclusion on an indication: sufficient, with its level and comparator.</summary>
    public static async Task ConcludeAsync(this IPage page, string indication, string level, string comparator)
    {
        var section = page.GetByRole(AriaRole.Region, new() { Name = indication });
        await page.PressAsync(section.Locator("summary").Filter(new() { HasText = "la conclusion" }));
        await page.ChooseAsync(section.GetByLabel("Service attendu"), "Suffisant");
        await page.ChooseAsync(section.GetByLabel("ASA"), level);
        await page.TypeAsync(section.GetByLabel("Comparateur"), comparator);
        await page.FollowAsync(section.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la conclusion" }));
        await page.IsRecordedAsync();
    }

    /// <summary>Puts the step on the agenda of a session, and arrives on the page of that session.</summary>
    /// <param name="page">The page of the dossier.</param>
    /// <param name="step">The step.</param>
    /// <param name="session">Words of the session in the list.</param>
    public static async Task PutOnAgendaAsync(this IPage page, string step, string session)
    {
        var form = page.GetByRole(AriaRole.Form, new() { Name = $"Ordre du jour, {step}" });
        await page.ChooseAsync(form.GetByLabel("Séance"), session);
        // Dossiers of the demonstration have waited longer.
        await page.TypeAsync(form.GetByLabel("Si l’ordre d’arrivée n’est pas suivi, pourquoi"), "Le rapporteur du dossier précédent est absent.");
        await page.FollowAsync(form.GetByRole(AriaRole.Button));
        await page.IsRecordedAsync();
        Assert.Contains("/seances/", page.Url, StringComparison.Ordinal);
    }

    /// <summary>Takes attendance: everybody is there but the first so many.</summary>
    public static async Task TakeAttendanceAsync(this IPage page, int absent)
    {
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Présence" });
        for (var i = 0; i < absent; i++)
        {
            await page.TabToAsync(form.GetByRole(AriaRole.Checkbox).Nth(i));
            await page.Keyboard.PressAsync("Space");
        }

        await page.FollowAsync(form.GetByRole(AriaRole.Button));
        await page.IsRecordedAsync();
    }

    /// <summary>Records a deliberation of the session.</summary>
    public static async Task DeliberateAsync(this IPage page, string outcome, (int For, int Against, int Abstentions)? vote = null)
    {
        var form = page.GetByRole(AriaRole.Form).Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = outcome }) });
        if (vote is var (yes, no, abstentions))
        {
            await page.TypeAsync(form.GetByLabel("Pour", new() { Exact = true }), $"{yes}");
            await page.TypeAsync(form.GetByLabel("Contre"), $"{no}");
            await page.TypeAsync(form.GetByLabel("Abstentions"), $"{abstentions}");
        }

        await page.FollowAsync(form.GetByRole(AriaRole.Button, new() { Name = outcome }));
        await page.IsRecordedAsync();
    }

    /// <summary>The page says that what was asked is recorded.</summary>
    public static Task IsRecordedAsync(this IPage page) =>
        Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Enregistré" })).ToBeVisibleAsync();

    /// <summary>The page says why nothing was recorded, and the focus is on the reason.</summary>
    public static async Task IsRefusedAsync(this IPage page, string reason)
    {
        var notice = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = reason });
        await Assertions.Expect(notice).ToBeVisibleAsync();
        await Assertions.Expect(notice).ToBeFocusedAsync();
    }
}
