using Accounts.People;
using HasToolkit.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Accounts.Tests.Persistence;

/// <summary>Accounts of a test, on SQLite or PostgreSQL, with a clock that the test sets.</summary>
internal sealed class AStore : IAsyncDisposable
{
    public const string GoodPassword = "quatre-tulipes sous la lune";

    private readonly ScratchPostgres? _postgres;
    private readonly string _folder;

    private AStore(string folder, ScratchPostgres? postgres, AccountServices services, FakeTimeProvider clock) =>
        (_folder, _postgres, Services, Clock) = (folder, postgres, services, clock);

    public FakeTimeProvider Clock { get; }

    public AccountServices Services { get; }

    public static async Task<AStore> CreateAsync(bool onPostgres)
    {
        ScratchPostgres? postgres = null;
        if (onPostgres)
        {
            Assert.SkipWhen(ScratchPostgres.Server is null, $"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}.");
#pragma warning disable CA2000 // The store owns it.
            postgres = await ScratchPostgres.CreateAsync(ScratchPostgres.Server!);
#pragma warning restore CA2000
        }

        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero));
        var folder = Directory.CreateTempSubdirectory("accounts-").FullName;
        return new AStore(folder, postgres, await AccountServices.OpenAsync(folder, postgres?.Connection, clock), clock);
    }

    /// <summary>A second process on the same data.</summary>
    public Task<AccountServices> OpenAgainAsync() => AccountServices.OpenAsync(_folder, _postgres?.Connection, Clock);

    /// <summary>The first administrator, who has a password.</summary>
    public async Task<Account> AnAdministratorAsync(string identifier = "luc.bernard", string name = "Luc Bernard") =>
        await AcceptedAsync(await Services.Desk.CreateAsync(identifier, name, person: null, by: null));

    /// <summary>A person who has a password.</summary>
    public async Task<Account> APersonAsync(string identifier = "claire.martin", string name = "Claire Martin") =>
        await AcceptedAsync(await Services.Desk.CreateAsync(identifier, name, identifier.Replace('.', '-'), by: null));

    public async ValueTask DisposeAsync()
    {
        Services.Dispose();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Account> AcceptedAsync(AccountOutcome created)
    {
        Assert.Null(created.Refusal);
        var accepted = await Services.SignIn.AcceptAsync(created.Code!, GoodPassword);
        Assert.Null(accepted.Refusal);
        return accepted.Account!;
    }
}
