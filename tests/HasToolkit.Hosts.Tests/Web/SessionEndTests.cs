using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What is being typed when a session ends is not lost, and the end is told in time (WCAG 2.2.1, RGAA 13.1).</summary>
public sealed class SessionEndTests(Chromium chromium)
{
    private const int Minute = 60_000;
    private const string Typed = "Dépistage de la rétinopathie par un logiciel";

    [Fact]
    public async Task The_end_of_a_session_is_told_before_it_comes_and_one_press_puts_it_off()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        await using var context = await ContextAsync();
        var page = await EnterAsync(accounts, context);
        var notice = page.GetByRole(AriaRole.Alert);

        await page.Clock.RunForAsync(26 * Minute);
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await page.Clock.RunForAsync(2 * Minute);
        await Assertions.Expect(page.GetByText("finit dans moins de deux minutes")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rester connecté" }).ClickAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await page.Clock.RunForAsync(26 * Minute);
        await Assertions.Expect(notice).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Who_types_for_longer_than_a_session_lasts_keeps_it()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        await using var context = await ContextAsync();
        var page = await EnterAsync(accounts, context);
        for (var word = 0; word < 8; word++)
        {
            var asked = page.WaitForResponseAsync("**/compte/session");
            await page.Clock.RunForAsync(6 * Minute);
            await page.GetByLabel("Titre").PressSequentiallyAsync("mot ");
            await asked;
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_is_sent_after_the_end_waits_in_its_page_until_its_author_is_back()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        await using var context = await ContextAsync();
        var page = await EnterAsync(accounts, context);
        await page.GetByLabel("Titre").FillAsync(Typed);
        var claire = await accounts.AccountOfAsync("claire-martin");
        await accounts.Web.Accounts.Sessions.EndOthersAsync(claire, kept: "");
        await page.Clock.RunForAsync(31 * Minute);

        var create = page.GetByRole(AriaRole.Button, new() { Name = "Créer la revue" });
        await create.ClickAsync();
        var back = page.GetByRole(AriaRole.Link, new() { Name = "reconnectez-vous dans un autre onglet" });
        await Assertions.Expect(back).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("Titre")).ToHaveValueAsync(Typed);

        var opened = context.WaitForPageAsync();
        await back.ClickAsync();
        var other = await opened;
        await FillInAsync(other, "claire-martin");
        await Assertions.Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Vous êtes de nouveau connecté");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
        await create.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Importer des références");
        Assert.Contains(await accounts.Web.Reviews.Queries.ReviewsAsync(), review => review.Title == Typed);
    }

    [Fact]
    public async Task What_one_typed_is_not_sent_in_the_name_of_another_who_signs_in_after()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        await accounts.AccountOfAsync("paul-henry");
        await using var context = await ContextAsync();
        var page = await EnterAsync(accounts, context);
        await page.GetByLabel("Titre").FillAsync(Typed);
        await page.Clock.RunForAsync(31 * Minute);

        var other = await context.NewPageAsync();
        await other.GotoAsync(accounts.Web.Address + "connexion");
        await FillInAsync(other, "paul-henry");
        await Assertions.Expect(page.GetByText("Un autre compte est maintenant ouvert")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la revue" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "rechargez la page" })).ToBeFocusedAsync();
        Assert.DoesNotContain(await accounts.Web.Reviews.Queries.ReviewsAsync(), review => review.Title == Typed);
    }

    [Fact]
    public async Task What_is_sent_while_it_is_asked_who_is_back_stays_in_its_page()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        await accounts.AccountOfAsync("paul-henry");
        await using var context = await ContextAsync();
        var page = await EnterAsync(accounts, context);
        await page.GetByLabel("Titre").FillAsync(Typed);
        await page.Clock.RunForAsync(31 * Minute);
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/compte/session", async route =>
        {
            asked.TrySetResult();
            await late.Task;
            await route.ContinueAsync();
        });

        var other = await context.NewPageAsync();
        await other.GotoAsync(accounts.Web.Address + "connexion");
        await FillInAsync(other, "paul-henry");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await page.Clock.RunForAsync(6_000);
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la revue" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "reconnectez-vous dans un autre onglet" })).ToBeFocusedAsync();
        late.SetResult();

        await Assertions.Expect(page.GetByText("Un autre compte est maintenant ouvert")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Titre")).ToHaveValueAsync(Typed);
    }

    private async Task<IBrowserContext> ContextAsync()
    {
        var browser = await chromium.BrowserAsync();
        return await browser.NewContextAsync(new() { Locale = "fr-FR" });
    }

    // The page of a form to fill in, under a clock that the test moves.
    private static async Task<IPage> EnterAsync(AccountsWeb accounts, IBrowserContext context)
    {
        await accounts.AccountOfAsync("claire-martin");
        var page = await context.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.GotoAsync(accounts.Web.Address + "revues/nouvelle");
        await FillInAsync(page, "claire-martin");
        await Assertions.Expect(page.GetByLabel("Titre")).ToBeVisibleAsync();
        return page;
    }

    private static async Task FillInAsync(IPage page, string identifier)
    {
        await page.GetByLabel("Identifiant").FillAsync(identifier);
        await page.GetByLabel("Mot de passe").FillAsync(AccountsWeb.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
    }
}
