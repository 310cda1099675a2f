using System.Diagnostics;
using System.Net;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using HasToolkit.Hosts.Tests.Cli;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The first start without anybody before the screen, and the one that asks for fictional data.</summary>
public sealed class UnattendedStartTests(Chromium chromium)
{
    [Fact]
    public async Task A_digest_of_the_password_and_the_language_of_data_are_taken_from_the_settings()
    {
        using var shell = new Shell();
        var digest = (await shell.TryTyping(AccountsWeb.Password + "\n", "compte", "empreinte")).Out.Trim();
        await using var web = await RunningWeb.StartOnAsync(
            connection: null, "--Has:Access=comptes", "--Has:Demo=false", "--Has:FirstRun:Administrator=luc.bernard", "--Has:FirstRun:Name=Luc Bernard",
            $"--Has:FirstRun:PasswordHash={digest}", "--Has:FirstRun:Language=en");

        Assert.Equal("", await web.AnnouncedAsync());
        Assert.Equal("en", await web.Accounts.Queries.LanguageAsync());
        await EntersAsync(web.Address, "luc.bernard", "Luc Bernard");
        using (var client = new WebClient(web.Address))
        using (var wrong = await AccountsWeb.EnterAsync(client, "luc.bernard", digest))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);

        // The language is that of the reasons that a new review proposes.
        await web.Ledger.Desk.RegisterAsync(new Person(new("eva-roux"), "Eva Roux", "Haute Autorité de santé", [Role.ProjectLead]), Guid.NewGuid());
        var created = await web.Accounts.Desk.CreateAsync("eva.roux", "Eva Roux", "eva-roux", by: null);
        await web.Accounts.SignIn.AcceptAsync(created.Code!, AccountsWeb.Password);
        using var person = new WebClient(web.Address);
        using (var entered = await AccountsWeb.EnterAsync(person, "eva.roux", AccountsWeb.Password))
            Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        Assert.Contains("Study type", await person.GetTextAsync("/revues/nouvelle"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_alone_sets_the_product_up()
    {
        var folder = Directory.CreateTempSubdirectory("has-web-");
        var file = Path.Combine(folder.FullName, "mot-de-passe");
        await File.WriteAllTextAsync(file, AccountsWeb.Password + "\n", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "HasToolkit.Web.dll"));
        foreach (var (name, value) in new[]
        {
            ("DataFolder", Path.Combine(folder.FullName, "donnees")), ("Demo", "false"), ("Access", "comptes"), ("FirstRun__Administrator", "luc.bernard"),
            ("FirstRun__Name", "Luc Bernard"), ("FirstRun__PasswordFile", file), ("FirstRun__Language", "en"),
        })
        {
            start.Environment[$"HAS__{name}"] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var program = Process.Start(start)!;
        try
        {
            var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var address = await ReadyAsync(program, errors);
            await EntersAsync(address, "luc.bernard", "Luc Bernard");
            using (var client = new WebClient(address))
            using (var gone = await client.Http.GetAsync("/premier-demarrage"))
                Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

            using (var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]))
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, program.ExitCode);
            // What was set up stays: nothing asks a second time.
            using var accounts = await Accounts.AccountServices.OpenAsync(Path.Combine(folder.FullName, "donnees"));
            Assert.Equal(("luc.bernard", "en"), (Assert.Single(await accounts.Queries.AllAsync()).Identifier, await accounts.Queries.LanguageAsync()));
        }
        finally
        {
            program.Kill();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Fictional_data_are_asked_for_at_the_first_start_and_found_by_the_first_who_works()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartOnAsync(connection: null, "--Has:Access=comptes", "--Has:Demo=false");
        var code = (await web.AnnouncedAsync()).Split('\n')[1].Trim();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;
        await visit.GoAsync("/");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code de la console" }).FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Commencer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await page.GetByLabel("Nom et prénom").FillAsync("Luc Bernard");
        await page.GetByLabel("Identifiant").FillAsync("luc.bernard");
        await page.GetByLabel("Mot de passe").FillAsync(AccountsWeb.Password);
        await page.GetByLabel("Le même").FillAsync(AccountsWeb.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Continuer" }).ClickAsync();
        Assert.Empty((await web.Ledger.Queries.ListAsync(new())).Dossiers);
        await page.GetByLabel("Des données fictives").CheckAsync();
        // Everything is written before the answer: seconds, and more where many tests run at once.
        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre en service" }).ClickAsync(new() { Timeout = 300_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Comptes", Exact = true })).ToBeVisibleAsync();

        // He who keeps the accounts gives one to a person of the fictional directory, who finds work that waits.
        await page.GetByLabel("Identifiant").FillAsync("sophie.marchand");
        await page.GetByLabel("Personne de l’annuaire").SelectOptionAsync("sophie-marchand");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer et obtenir le lien" }).ClickAsync();
        var link = (await page.Locator("code.secret").TextContentAsync())!;
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await visit.GoAsync(new Uri(link).PathAndQuery + new Uri(link).Fragment);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Mot de passe", Exact = true }).FillAsync(AccountsWeb.Password);
        await page.GetByLabel("Le même").FillAsync(AccountsWeb.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et entrer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" })).ToBeVisibleAsync();
        await visit.GoAsync("/dossiers?texte=glyco");
        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "GLYCOGUIDE" }).First).ToBeVisibleAsync();
        Assert.Single(await web.Reviews.Queries.ReviewsAsync());
        Assert.True((await web.BatchAsync()).Comments > 0);
        visit.NothingToComplainAbout();
    }

    private static async Task EntersAsync(Uri address, string identifier, string name)
    {
        using var client = new WebClient(address);
        using var entered = await AccountsWeb.EnterAsync(client, identifier, AccountsWeb.Password);
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        Assert.Contains(name, await client.GetTextAsync("/administration/comptes"), StringComparison.Ordinal);
    }

    // The first line of the console names the address, and no code follows: there is nothing left to ask.
    private static async Task<Uri> ReadyAsync(Process program, Task<string> errors)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (await program.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            Assert.DoesNotContain("Premier démarrage", line, StringComparison.Ordinal);
            if (line.StartsWith("HasToolkit est prêt", StringComparison.Ordinal))
                return new Uri(line.Split("ouvrez ")[1].Split(' ')[0]);
        }

        throw new InvalidOperationException($"The program ended before it was ready: {await errors}");
    }
}
