using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>
/// Every field of every form of every page, found in the pages themselves, is filled with text that tries to become markup; then
/// every page is opened in a browser.
/// </summary>
public sealed partial class HostileFormTests(Chromium chromium)
{
    // All of them at once where a field is long, one where it is short.
    private static readonly string[] Texts = [string.Join(' ', HostileTextTests.Corpus), "\"><img src=x onerror=alert('b1')>"];

    // What ends or takes away something comes last: pages that it closes have been read by then.
    private static readonly string[] Endings = ["retrait", "supprimer", "retirer", "/fichier", "revoquer", "bloquer", "/depot/", "/etape"];

    private const string Fill =
        """
        ([index, text]) => {
            const form = document.forms[index];
            const said = [];
            for (const field of form.elements) {
                if (!field.name || field.disabled || field.type === 'hidden') continue;
                said.push(field.name);
                if (field.tagName === 'TEXTAREA' || ['text', 'search', 'email', 'url', 'tel', 'password'].includes(field.type))
                    field.value = text;
                else if (field.tagName === 'SELECT') {
                    const last = Array.from(field.options).filter(option => option.value && !option.disabled).pop();
                    if (last && !field.value) field.value = last.value;
                } else if (field.type === 'radio' && !form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`))
                    field.checked = true;
                else if (field.type === 'number' && !field.value) field.value = field.min || 1;
                else if (field.type === 'date' && !field.value) field.value = '2026-11-27';
            }
            form.noValidate = true;
            return said;
        }
        """;

    private const string Send =
        """
        index => {
            const form = document.forms[index];
            const button = Array.from(form.elements).find(one => one.type === 'submit' && !one.disabled);
            setTimeout(() => form.requestSubmit(button), 0);
        }
        """;

    [Fact]
    public async Task No_text_of_any_field_becomes_markup_in_any_page()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await web.BatchAsync();
        var forms = await FormsAsync(web);
        var fields = new HashSet<string>();
        foreach (var text in Texts)
            await SubmitAsync(web, forms.Where(form => !Ends(form.Action)), text, fields);
        await EveryPageStaysItselfAsync(web);
        foreach (var text in Texts)
            await SubmitAsync(web, forms.Where(form => Ends(form.Action)), text, fields);

        // Enough were found for the test to mean something.
        Assert.True(forms.Count > 50, $"{forms.Count} forms.");
        Assert.True(fields.Count > 100, $"{fields.Count} fields.");
    }

    private async Task SubmitAsync(
        RunningWeb web, IEnumerable<(string Path, string Who, string Action)> forms, string text, HashSet<string> fields)
    {
        foreach (var group in forms.GroupBy(form => form.Who))
        {
            await using var visit = await Visit.OpenAsync(chromium, web.Address);
            foreach (var form in group)
            {
                // The one before may have changed who one is.
                await visit.BecomeAsync(form.Who);
                await SubmitAsync(visit, form, text, fields);
            }
        }
    }

    private static bool Ends(string action) => Endings.Any(ending => action.Contains(ending, StringComparison.Ordinal));

    private static async Task SubmitAsync(Visit visit, (string Path, string Who, string Action) form, string text, HashSet<string> fields)
    {
        await visit.Page.GotoAsync(form.Path);
        var index = await visit.Page.EvaluateAsync<int>(
            "action => Array.from(document.forms).findIndex(form => form.getAttribute('action') === action)", form.Action);
        // What was filled in before may have ended what this form was about.
        if (index < 0)
            return;
        var said = await visit.Page.EvaluateAsync<string[]>(Fill, new object[] { index, text });
        fields.UnionWith(said.Select(name => $"{Kind(form.Action)} {Kind(name)}"));
        foreach (var file in await visit.Page.Locator("form").Nth(index).Locator("input[type=file]").AllAsync())
        {
            await file.SetInputFilesAsync(new FilePayload
            {
                Name = "'\"><img src=x onerror=alert('f1')>.csv",
                MimeType = "text/csv",
                Buffer = System.Text.Encoding.UTF8.GetBytes($"commentaire;service\n{text.Replace(';', ',').Replace('"', '\'')};{Texts[1].Replace('"', '\'')}\n"),
            });
        }

        // The page that answers, or the part that takes its place, has no such mark.
        await visit.Page.EvaluateAsync("() => { const main = document.querySelector('main'); if (main) main.dataset.before = 'yes'; }");
        var answer = await visit.Page.RunAndWaitForResponseAsync(
            () => visit.Page.EvaluateAsync(Send, index),
            response => (response.Request.IsNavigationRequest || response.Request.ResourceType == "fetch")
                && response.Status is not (301 or 302 or 303 or 307 or 308));
        Assert.True(answer.Status < 500, $"{form.Path} {form.Action}: {answer.Status}.");
        if (!answer.Headers.ContainsKey("content-disposition"))
            await visit.Page.WaitForFunctionAsync("() => document.readyState === 'complete' && !document.querySelector('main')?.dataset.before");
        await NothingCameOfItAsync(visit, $"{form.Path} {form.Action}");
    }

    private async Task EveryPageStaysItselfAsync(RunningWeb web)
    {
        foreach (var group in Routes.All.GroupBy(route => route.Who))
        {
            await using var visit = await Visit.OpenAsync(chromium, web.Address);
            await visit.BecomeAsync(group.Key);
            foreach (var (path, _, _) in group)
            {
                await visit.Page.GotoAsync(await Routes.ResolveAsync(web, path));
                await visit.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
                await NothingCameOfItAsync(visit, path);
            }
        }
    }

    // Markup made of the text would show as an element or an attribute that no page of ours has.
    private static async Task NothingCameOfItAsync(Visit visit, string where)
    {
        var made = await visit.Page.EvaluateAsync<string[]>(
            """
            () => Array.from(document.querySelectorAll(
                "img[src=x], iframe, style, base, script:not([src]), [onerror], [onload], [onfocus], a[href^='javascript' i]"))
                .map(e => e.outerHTML)
            """);
        Assert.True(made.Length == 0, $"{where}: {string.Join('\n', made)}");
        Assert.True(visit.Complaints.Count == 0, $"{where}: {string.Join('\n', visit.Complaints)}");
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
                foreach (Match form in Form().Matches(await client.GetTextAsync(resolved)))
                {
                    var action = System.Net.WebUtility.HtmlDecode(form.Groups["action"].Value);
                    found.TryAdd(Kind(action), (resolved, who, action));
                }
            }
        }

        return [.. found.Values.OrderBy(form => form.Who, StringComparer.Ordinal)];
    }

    // « /dossiers/LPPR-2026-0003/note » and « /dossiers/LATM-2026-0001/note » are one form.
    private static string Kind(string action) => Reference().Replace(action, "…").ToLower(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"<form\b[^>]*?\saction=""(?<action>[^""]*)""[^>]*>")]
    private static partial Regex Form();

    [GeneratedRegex(@"\b[A-Z]{1,5}-\d{4}-[\d-]+\b|\b[0-9a-f]{12,64}\b|\b\d+\b")]
    private static partial Regex Reference();
}
