using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Forms filled in a browser with text that tries to become markup, whatever their fields are.</summary>
internal static partial class HostileForms
{
    /// <summary>All shapes at once where a field is long, one where it is short.</summary>
    public static IReadOnlyList<string> Texts { get; } = [string.Join(' ', HostileTextTests.Corpus), "\"><img src=x onerror=alert('b1')>"];

    private const string Fill =
        """
        ([index, text, kept]) => {
            const form = document.forms[index];
            const said = [];
            for (const field of form.elements) {
                if (!field.name || field.disabled || field.type === 'hidden') continue;
                said.push(field.name);
                if (field.name in kept)
                    field.value = kept[field.name];
                else if (field.tagName === 'TEXTAREA' || ['text', 'search', 'email', 'url', 'tel', 'password'].includes(field.type))
                    field.value = text;
                else if (field.tagName === 'SELECT') {
                    const last = Array.from(field.options).filter(option => option.value && !option.disabled).pop();
                    if (last && !field.value) field.value = last.value;
                } else if (field.type === 'radio' && !form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`))
                    field.checked = true;
                else if (field.type === 'checkbox' && said.filter(name => name === field.name).length === 1)
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

    /// <summary>Opens a page, fills its form that goes somewhere, sends it, and looks at what comes back.</summary>
    /// <param name="visit">Who does it.</param>
    /// <param name="path">The page; null for the one that is open.</param>
    /// <param name="action">Where the form goes.</param>
    /// <param name="text">What its text fields get.</param>
    /// <param name="kept">What fields get that take no free text; null for none.</param>
    /// <returns>The names of the fields; null when the page has no such form any more.</returns>
    public static async Task<IReadOnlyList<string>?> SubmitAsync(
        Visit visit, string? path, string action, string text, IReadOnlyDictionary<string, string>? kept = null)
    {
        var page = visit.Page;
        if (path is not null)
            await page.GotoAsync(path);
        var index = await page.EvaluateAsync<int>(
            "action => Array.from(document.forms).findIndex(form => form.getAttribute('action') === action)", action);
        if (index < 0)
            return null;
        var said = await page.EvaluateAsync<string[]>(Fill, new object[] { index, text, kept ?? new Dictionary<string, string>() });
        foreach (var file in await page.Locator("form").Nth(index).Locator("input[type=file]").AllAsync())
            await file.SetInputFilesAsync(AFile(await file.GetAttributeAsync("accept") ?? "", text));

        // The page that answers, or the part that takes its place, has no such mark.
        await page.EvaluateAsync("() => { const main = document.querySelector('main'); if (main) main.dataset.before = 'yes'; }");
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync(Send, index),
            response => (response.Request.IsNavigationRequest || response.Request.ResourceType == "fetch")
                && response.Status is not (301 or 302 or 303 or 307 or 308));
        Assert.True(answer.Status < 500, $"{path} {action}: {answer.Status}.");
        if (!answer.Headers.ContainsKey("content-disposition"))
            await page.WaitForFunctionAsync("() => document.readyState === 'complete' && !document.querySelector('main')?.dataset.before");
        await NothingCameOfItAsync(visit, $"{path} {action}");
        return said;
    }

    /// <summary>Opens a page, unfolds it, and looks at it.</summary>
    public static async Task LookAtAsync(Visit visit, string path)
    {
        await visit.Page.GotoAsync(path);
        await visit.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
        await NothingCameOfItAsync(visit, path);
    }

    /// <summary>Markup made of the text would show as an element or an attribute that no page of ours has.</summary>
    public static async Task NothingCameOfItAsync(Visit visit, string where)
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

    /// <summary>The forms of a page, by where they go.</summary>
    public static IEnumerable<string> ActionsIn(string html) =>
        Form().Matches(html).Select(form => System.Net.WebUtility.HtmlDecode(form.Groups["action"].Value));

    /// <summary>« /dossiers/LPPR-2026-0003/note » and « /dossiers/LATM-2026-0001/note » are one form.</summary>
    public static string Kind(string action) => Reference().Replace(action, "…").ToLower(CultureInfo.InvariantCulture);

    // Of the first kind that the field takes, so that the text beside it is kept.
    private static FilePayload AFile(string accepted, string text)
    {
        const string Name = "'\"><img src=x onerror=alert('f1')>";
        return accepted.Contains(".pdf", StringComparison.Ordinal) && !accepted.Contains(".csv", StringComparison.Ordinal)
            ? new FilePayload { Name = Name + ".pdf", MimeType = "application/pdf", Buffer = Encoding.UTF8.GetBytes($"%PDF-1.4\n% {text}\n%%EOF\n") }
            : new FilePayload
            {
                Name = Name + ".csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(
                    $"commentaire;service\n{text.Replace(';', ',').Replace('"', '\'')};{Texts[1].Replace('"', '\'')}\n"),
            };
    }

    [GeneratedRegex(@"<form\b[^>]*?\saction=""(?<action>[^""]*)""[^>]*>")]
    private static partial Regex Form();

    [GeneratedRegex(@"\b[A-Z]{1,5}-\d{4}-[\d-]+\b|\b[0-9a-f]{12,64}\b|\b\d+\b")]
    private static partial Regex Reference();
}
