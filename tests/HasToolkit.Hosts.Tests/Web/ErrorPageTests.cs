using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A database that breaks behind the running program: whoever works is told so in French, and nothing of the inside.</summary>
public sealed class ErrorPageTests(Chromium chromium)
{
    private static readonly string[] Inside = ["Exception", "Sqlite", "SQLite", " at HasToolkit", ".cs:line", "stack", "has-web-", ".db"];

    [Fact]
    public async Task Where_the_registry_no_longer_reads_every_page_and_form_says_so_and_comes_back_once_it_does()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await web.BatchAsync();
        using var program = await ApiClient.ForAsync(web);
        using var client = await web.ClientAsync();
        var form = HtmlForm.To("/dossiers/nouveau", await client.GetTextAsync("/dossiers/nouveau"));
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        await visit.BecomeAsync(Routes.Service);
        await visit.GoAsync("/dossiers");
        var sound = Break(web, "has.db");

        foreach (var path in new[] { "/", "/dossiers", "/taches", "/seances", "/recherche?q=x", "/nulle-part" })
        {
            await visit.GoAsync(path, 500);
            await SaysSoAsync(visit);
        }

        await visit.EverythingAsync("erreur");
        using (var sent = await client.PostAsync(form.Action, [.. form.Hidden, ("produit", "PERDU")]))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, sent.StatusCode);
            HttpTests.HasSecurityHeaders(sent);
            SaysNothingOfTheInside(await sent.Content.ReadAsStringAsync());
        }

        using (var told = await program.Http.GetAsync("/api/v1/dossiers"))
        {
            Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (told.StatusCode, told.Content.Headers.ContentType?.MediaType));
            SaysNothingOfTheInside(await told.Content.ReadAsStringAsync());
        }

        using (var ready = await client.Http.GetAsync("/health/ready"))
            Assert.Equal("La base ne répond pas : dossiers.", await ready.Content.ReadAsStringAsync());

        // The file is put back: the same program goes on, and nothing of what failed is in it.
        Mend(web, "has.db", sound);
        await visit.GoAsync("/dossiers?texte=PERDU");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Dossiers");
        Assert.Empty((await web.Ledger.Queries.ListAsync(new(Text: "PERDU"))).Dossiers);
        Assert.Empty((await web.Ledger.Audit.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Where_the_accounts_no_longer_read_who_is_signed_in_is_told_so_and_stays_signed_in()
    {
        await chromium.BrowserAsync();
        await using var accounts = await AccountsWeb.StartAsync();
        await accounts.AccountOfAsync("claire-martin");
        await using var visit = await Visit.OpenAsync(chromium, accounts.Web.Address);
        await visit.SignInAsync("claire-martin");
        var sound = Break(accounts.Web, "comptes.db");

        foreach (var path in new[] { "/dossiers", "/compte" })
        {
            await visit.GoAsync(path, 500);
            await SaysSoAsync(visit);
        }

        await visit.EverythingAsync("erreur comptes");
        Mend(accounts.Web, "comptes.db", sound);
        await visit.GoAsync("/dossiers");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Claire Martin" })).ToBeVisibleAsync();
    }

    private static async Task SaysSoAsync(Visit visit)
    {
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Une erreur est survenue");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("signalez l’identifiant");
        SaysNothingOfTheInside(await visit.Page.ContentAsync());
    }

    private static void SaysNothingOfTheInside(string text)
    {
        Assert.Contains("Une erreur est survenue", WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        foreach (var word in Inside)
            Assert.DoesNotContain(word, text, StringComparison.Ordinal);
    }

    // What a bad disk leaves: a file of the right name that is no database. Connections that were open are closed first.
    private static byte[] Break(RunningWeb web, string name)
    {
        SqliteConnection.ClearAllPools();
        var path = Path.Combine(web.Folder, name);
        var sound = File.ReadAllBytes(path);
        Replace(path, new byte[8192]);
        return sound;
    }

    private static void Mend(RunningWeb web, string name, byte[] sound) => Replace(Path.Combine(web.Folder, name), sound);

    private static void Replace(string path, byte[] content)
    {
        SqliteConnection.ClearAllPools();
        foreach (var beside in new[] { "-wal", "-shm" })
            File.Delete(path + beside);
        File.Delete(path);
        File.WriteAllBytes(path, content);
    }
}
