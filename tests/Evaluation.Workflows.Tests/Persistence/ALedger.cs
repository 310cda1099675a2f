using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using HasToolkit.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Evaluation.Workflows.Tests.Persistence;

/// <summary>A ledger of its own for a test, with the demonstration directory, on SQLite or PostgreSQL.</summary>
internal sealed class ALedger : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ScratchPostgres? _postgres;

    private ALedger(string folder, ScratchPostgres? postgres, EvaluationServices services, FakeTimeProvider clock) =>
        (_folder, _postgres, Services, Clock) = (folder, postgres, services, clock);

    public EvaluationServices Services { get; private set; }

    public FakeTimeProvider Clock { get; }

    public Desk Desk => Services.Desk;

    public LedgerDatabase Database => Services.Database;

    public DateOnly Today => Desk.Today;

    public string File => Path.Combine(_folder, "has.db");

    private string? Connection => _postgres?.Connection;

    public static async Task<ALedger> CreateAsync(bool onPostgres, bool withPeople = true)
    {
        ScratchPostgres? postgres = null;
        if (onPostgres)
        {
            if (ScratchPostgres.Server is not { } server)
            {
                Assert.Skip($"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}. "
                    + $"(No PostgreSQL: set {ScratchPostgres.Variable} to the connection string of a server.)");
                throw new InvalidOperationException("Unreachable: the test is skipped.");
            }

#pragma warning disable CA2000 // The ledger owns it.
            postgres = await ScratchPostgres.CreateAsync(server);
#pragma warning restore CA2000
        }

        var folder = Directory.CreateTempSubdirectory().FullName;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        var services = await EvaluationServices.OpenAsync(folder, postgres?.Connection, clock);
        var ledger = new ALedger(folder, postgres, services, clock);
        if (withPeople)
        {
            foreach (var person in DemoPeople.All)
                await ledger.Desk.RegisterAsync(person, Guid.NewGuid());
        }

        return ledger;
    }

    /// <summary>Closes the ledger and opens it again, as after a restart.</summary>
    public async Task ReopenAsync()
    {
        Services.Dispose();
        Services = await EvaluationServices.OpenAsync(_folder, Connection, Clock);
    }

    /// <summary>A second process on the same database, with the same clock or another.</summary>
    public Task<EvaluationServices> OpenAgainAsync(TimeProvider? clock = null) => EvaluationServices.OpenAsync(_folder, Connection, clock ?? Clock);

    public async Task<DossierId> OpenAsync(OpenDossier? request = null)
    {
        request ??= ADossier.Request(on: Today);
        var done = Assert.IsType<MoveResult.Done>(await Desk.OpenAsync(request, By(DemoPeople.ApplicantOf(request.Applicant), Role.Applicant)));
        return new DossierId(done.Stream);
    }

    public async Task<DossierId> FiledAsync()
    {
        var id = await OpenAsync();
        await DoneAsync(id, Depose, Role.Applicant);
        return id;
    }

    public FinishStep Depose => new("depot", "depose", Today, new Dictionary<string, string>());

    public async Task<MoveResult.Done> DoneAsync(DossierId id, DossierCommand command, Role role, Guid? commandId = null)
    {
        var result = await Desk.DoAsync(id, command, By(ADossier.Holding(role), role, commandId));
        if (result is MoveResult.Refused(var reason))
            Assert.Fail(reason.Message);
        return (MoveResult.Done)result;
    }

    public static Signature By(Person person, Role role, Guid? command = null) => new(person.Id, role, command ?? Guid.NewGuid());

    public async Task<string> ExportAsync()
    {
        var lines = new List<string>();
        await foreach (var line in Services.Audit.ExportAsync())
            lines.Add(line);
        return string.Join('\n', lines);
    }

    /// <summary>Alters the database behind the ledger's back, its guards taken away first.</summary>
    public async Task TamperAsync(string sql, params object[] values)
    {
        await using var db = Database.NewContext();
        await DropGuardsAsync(db);
        await db.Database.ExecuteSqlRawAsync(sql, values);
    }

    public async Task DropGuardsAsync(LedgerContext db) => await db.Database.ExecuteSqlRawAsync(Database.IsSqlite
        ? "DROP TRIGGER IF EXISTS events_no_update; DROP TRIGGER IF EXISTS events_no_delete;"
        : "DROP TRIGGER IF EXISTS events_no_change ON events;");

    public async ValueTask DisposeAsync()
    {
        Services.Dispose();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
