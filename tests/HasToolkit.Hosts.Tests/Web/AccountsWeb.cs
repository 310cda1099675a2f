using System.Net;
using Accounts.People;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The host with accounts, demonstration data, and a first administrator from the settings.</summary>
internal sealed class AccountsWeb : IAsyncDisposable
{
    public const string Administrator = "luc.bernard";
    public const string Password = "quatre-tulipes sous la lune";

    private AccountsWeb(RunningWeb web, string passwordFile) => (Web, _passwordFile) = (web, passwordFile);

    private readonly string _passwordFile;

    public RunningWeb Web { get; }

    /// <summary>Starts it; no limit of requests stands in the way of tests that make thousands.</summary>
    public static async Task<AccountsWeb> StartAsync(params string[] more)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Password + "\n");
#pragma warning disable CA2000 // It owns it.
        return new AccountsWeb(
            await RunningWeb.StartOnAsync(
                connection: null,
                [
                    "--Has:Access=comptes", $"--Has:FirstRun:Administrator={Administrator}", "--Has:FirstRun:Name=Luc Bernard",
                    $"--Has:FirstRun:PasswordFile={file}", "--Has:RequestsPerMinute=1000000", "--Has:SignInsPerMinute=1000000", .. more,
                ]),
            file);
#pragma warning restore CA2000
    }

    /// <summary>The account of a person of the directory, with a password; made when there is none.</summary>
    public async Task<Account> AccountOfAsync(string person)
    {
        if ((await Web.Accounts.Queries.AllAsync()).FirstOrDefault(account => account.Person == person) is { } known)
            return known;
        var name = (await Web.Ledger.Queries.PersonAsync(new(person)))!.Name;
        var created = await Web.Accounts.Desk.CreateAsync(person, name, person, by: null);
        return (await Web.Accounts.SignIn.AcceptAsync(created.Code!, Password)).Account!;
    }

    /// <summary>A client of a person of the directory, signed in.</summary>
    public async Task<WebClient> ClientOfAsync(string person) => await SignInAsync((await AccountOfAsync(person)).Identifier);

    /// <summary>A client that is signed in.</summary>
    public async Task<WebClient> SignInAsync(string identifier)
    {
        var client = new WebClient(Web.Address);
        using var answer = await EnterAsync(client, identifier, Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    public static Task<HttpResponseMessage> EnterAsync(WebClient client, string identifier, string password, string page = "/connexion") =>
        client.SubmitAsync(page, "/connexion", ("identifiant", identifier), ("mot-de-passe", password));

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        File.Delete(_passwordFile);
    }
}
