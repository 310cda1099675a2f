namespace HasToolkit.Hosts.Tests.Web;

/// <summary>
/// Every field of every form of every page, found in the pages themselves, is filled with text that tries to become markup; then
/// every page is opened in a browser.
/// </summary>
public sealed class HostileFormTests(Chromium chromium)
{
    // What ends or takes away something comes last: pages that it closes have been read by then.
    private static readonly string[] Endings = ["retrait", "supprimer", "retirer", "/fichier", "revoquer", "bloquer", "/depot/", "/etape"];

    [Fact]
    public async Task No_text_of_any_field_becomes_markup_in_any_page()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await web.BatchAsync();
        var forms = await FormsAsync(web);
        var fields = new HashSet<string>();
        foreach (var text in HostileForms.Texts)
            await SubmitAsync(web, forms.Where(form => !Ends(form.Action)), text, fields);
        await EveryPageStaysItselfAsync(web);
        foreach (var text in HostileForms.Texts)
            await SubmitAsync(web, forms.Where(form => Ends(form.Action)), text, fields);

        // Enough were found for the test to mean something, and what an expert and an association wrote was kept.
        Assert.True(forms.Count > 50, $"{forms.Count} forms.");
        Assert.True(fields.Count > 100, $"{fields.Count} fields.");
        Assert.Contains("/expertises/…/e1/repondre texte", fields);
        Assert.Contains("/contributions/…/verser texte", fields);
        Assert.Contains("/cles nom", fields);
        var kept = (await web.Ledger.Casework.ReadAsync(
            await web.ReferenceAsync("DERMASCOPE"), (await web.Ledger.Queries.PersonAsync(new("sophie-marchand")))!)).File!;
        Assert.Equal(HostileForms.Texts[0], kept.Find("E1")!.Answer?.Text);
        Assert.Equal(HostileForms.Texts, kept.Contributions.Skip(1).Select(contribution => contribution.Text));
    }

    private async Task SubmitAsync(
        RunningWeb web, IEnumerable<(string Path, string Who, string Action)> forms, string text, HashSet<string> fields)
    {
        foreach (var group in forms.GroupBy(form => form.Who))
        {
            await using var visit = await Visit.OpenAsync(chromium, web.Address);
            foreach (var (path, who, action) in group)
            {
                // The one before may have changed who one is, or have ended what this form was about.
                await visit.BecomeAsync(who);
                fields.UnionWith((await HostileForms.SubmitAsync(visit, path, action, text) ?? [])
                    .Select(name => $"{HostileForms.Kind(action)} {HostileForms.Kind(name)}"));
            }
        }
    }

    private static bool Ends(string action) => Endings.Any(ending => action.Contains(ending, StringComparison.Ordinal));

    private async Task EveryPageStaysItselfAsync(RunningWeb web)
    {
        foreach (var group in Routes.All.GroupBy(route => route.Who))
        {
            await using var visit = await Visit.OpenAsync(chromium, web.Address);
            await visit.BecomeAsync(group.Key);
            foreach (var (path, _, _) in group)
                await HostileForms.LookAtAsync(visit, await Routes.ResolveAsync(web, path));
        }
    }

    // One of each kind of form, by where it goes.
    private static async Task<IReadOnlyList<(string Path, string Who, string Action)>> FormsAsync(RunningWeb web)
    {
        var found = new Dictionary<string, (string Path, string Who, string Action)>();
        foreach (var group in Routes.All.Where(route => route.Status == 200).GroupBy(route => route.Who))
        {
            using var client = await web.ClientAsync(group.Key);
            foreach (var (path, who, _) in group)
            {
                var resolved = await Routes.ResolveAsync(web, path);
                foreach (var action in HostileForms.ActionsIn(await client.GetTextAsync(resolved)))
                    found.TryAdd(HostileForms.Kind(action), (resolved, who, action));
            }
        }

        return [.. found.Values.OrderBy(form => form.Who, StringComparer.Ordinal)];
    }
}
