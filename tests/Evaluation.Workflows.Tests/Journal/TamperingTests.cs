using CsCheck;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Tests.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Tests.Journal;

public sealed class SqliteTamperingTests : TamperingTests
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresTamperingTests : TamperingTests
{
    protected override bool OnPostgres => true;
}

/// <summary>Whoever changes the past behind the ledger's back is found out.</summary>
public abstract class TamperingTests : IAsyncLifetime
{
    private DossierId _id;

    protected abstract bool OnPostgres { get; }

    internal ALedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Ledger = await ALedger.CreateAsync(OnPostgres, withPeople: false);
        foreach (var person in (Person[])[ADossier.Applicant, DemoPeople.Service, DemoPeople.Ethics, DemoPeople.Lead])
            await Ledger.Desk.RegisterAsync(person, Guid.NewGuid());
        await Ledger.OpenAsync();
        _id = await Ledger.FiledAsync();
        await Ledger.DoneAsync(_id, new DeclareDeport(DemoPeople.Lead.Id, "Lien."), Role.EthicsService);
        await Ledger.DoneAsync(_id, new AddNote("Première note."), Role.EvaluationService);
        await Ledger.DoneAsync(_id, new AddNote("Seconde note."), Role.EvaluationService);
    }

    public async ValueTask DisposeAsync()
    {
        if (Ledger is not null)
            await Ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_healthy_ledger_has_no_fault()
    {
        var report = await Ledger.Services.Audit.VerifyAsync(digest: await Ledger.Services.Audit.DigestAsync());

        Assert.Empty(report.Faults);
        Assert.Equal((3, 13L), (report.Streams, report.Events)); // 4 persons; 2 events; 2 + 2 + 1 + 1 + 1.
    }

    [Fact]
    public async Task Any_change_of_any_field_of_any_event_is_found()
    {
        await using var db = Ledger.Database.NewContext();
        await Ledger.DropGuardsAsync(db);
        var rows = await db.Events.AsNoTracking().ToListAsync();
        string[] columns = ["stream", "command", "at", "person", "role", "payload", "previous_hash", "hash", "sequence"];

        await Gen.Select(Gen.Int[0, rows.Count - 1], Gen.Int[0, columns.Length - 1], Gen.Int[0, 5], Gen.Int).SampleAsync(
            async (at, column, way, place) =>
            {
                var (row, name) = (rows[at], columns[column]);
                var old = name switch
                {
                    "stream" => row.Stream,
                    "command" => row.Command,
                    "at" => row.At,
                    "person" => row.Person,
                    "role" => row.Role,
                    "payload" => row.Payload,
                    "previous_hash" => row.PreviousHash,
                    _ => row.Hash,
                };
                object altered = name == "sequence" ? row.Sequence + 100 + (place & 7) : Altered(old, way, place);
                if (altered is string same && same == old)
                    return;

                var where = "stream = {1} AND sequence = {2}";
                await ExecuteAsync(db, $"UPDATE events SET {name} = {{0}} WHERE {where}", altered, row.Stream, row.Sequence);
                var faults = (await Ledger.Services.Audit.VerifyAsync()).Faults;
                await ExecuteAsync(
                    db, $"UPDATE events SET {name} = {{0}} WHERE {where}", name == "sequence" ? row.Sequence : old,
                    name == "stream" ? altered : row.Stream, name == "sequence" ? altered : row.Sequence);

                Assert.True(faults.Count > 0, $"{name} « {old} » became « {altered} » and nobody noticed.");
            }, iter: 150, threads: 1);

        Assert.Empty((await Ledger.Services.Audit.VerifyAsync()).Faults);
    }

    [Theory]
    [InlineData("UPDATE events SET payload = replace(payload, 'Première', 'Dernière') WHERE stream = {0}", 6, "le contenu de l’événement a été modifié")]
    [InlineData("DELETE FROM events WHERE stream = {0} AND sequence = 3", 3, "l’événement 3 manque : le suivant porte le numéro 4")]
    [InlineData("DELETE FROM events WHERE stream = {0} AND sequence = 7", 7, "la chaîne a 6 événement(s), il en est attendu 7")]
    [InlineData("UPDATE events SET command = upper(command) WHERE stream = {0} AND sequence = 2", 2, "le contenu de l’événement a été modifié")]
    [InlineData("UPDATE open_steps SET step = 'avis' WHERE dossier = {0}", 7, "les étapes ouvertes de la liste ne sont pas celles des événements")]
    [InlineData("UPDATE dossiers SET is_closed = NOT is_closed WHERE id = {0}", 7, "la liste ne montre pas le dossier tel que ses événements le font")]
    [InlineData("UPDATE dossiers SET product = 'AUTRE' WHERE id = {0}", 7, "la liste ne montre pas le dossier tel que ses événements le font")]
    public async Task A_fault_is_named_with_its_dossier_and_its_event(string sql, long sequence, string problem)
    {
        await Ledger.TamperAsync(sql, _id.Value);

        var fault = Assert.Single((await Ledger.Services.Audit.VerifyAsync()).Faults);

        Assert.Equal((_id.Value, sequence), (fault.Stream, fault.Sequence));
        Assert.StartsWith(problem, fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_events_that_change_places_are_found()
    {
        await Ledger.TamperAsync("UPDATE events SET sequence = 66 WHERE stream = {0} AND sequence = 6", _id.Value);
        await Ledger.TamperAsync("UPDATE events SET sequence = 6 WHERE stream = {0} AND sequence = 7", _id.Value);
        await Ledger.TamperAsync("UPDATE events SET sequence = 7 WHERE stream = {0} AND sequence = 66", _id.Value);

        Assert.Equal(6, Assert.Single((await Ledger.Services.Audit.VerifyAsync()).Faults).Sequence);
    }

    [Fact]
    public async Task A_chain_cut_with_its_head_rewritten_is_found_by_the_digest_kept_elsewhere()
    {
        var digest = await Ledger.Services.Audit.DigestAsync();
        await Ledger.TamperAsync("DELETE FROM events WHERE stream = {0} AND sequence = 7", _id.Value);
        await Ledger.TamperAsync(
            "UPDATE streams SET version = 6, head = (SELECT hash FROM events WHERE stream = {0} AND sequence = 6) WHERE id = {0}", _id.Value);
        await Ledger.TamperAsync("UPDATE dossiers SET version = 6 WHERE id = {0}", _id.Value);

        var fault = Assert.Single((await Ledger.Services.Audit.VerifyAsync(digest: digest)).Faults);

        Assert.Equal("l’événement n’est plus celui de l’empreinte exportée", fault.Problem);
        Assert.Equal(7, fault.Sequence);
    }

    [Fact]
    public async Task A_whole_dossier_that_disappeared_is_found_by_the_digest()
    {
        var digest = await Ledger.Services.Audit.DigestAsync();
        await Ledger.TamperAsync("DELETE FROM events WHERE stream = {0}", _id.Value);
        Assert.NotEmpty((await Ledger.Services.Audit.VerifyAsync()).Faults);
        await Ledger.TamperAsync("DELETE FROM streams WHERE id = {0}", _id.Value);

        Assert.Contains(
            (await Ledger.Services.Audit.VerifyAsync(digest: digest)).Faults,
            fault => fault.Stream == _id.Value && fault.Problem == "la chaîne a disparu : elle figure dans l’empreinte exportée");
    }

    [Fact]
    public async Task A_digest_of_yesterday_still_holds_after_the_moves_of_today()
    {
        var digest = await Ledger.Services.Audit.DigestAsync();
        await Ledger.DoneAsync(_id, new AddNote("Troisième."), Role.EvaluationService);

        Assert.Empty((await Ledger.Services.Audit.VerifyAsync(digest: digest)).Faults);
    }

    private static string Altered(string text, int way, int place)
    {
        var at = text.Length == 0 ? 0 : (int)((uint)place % text.Length);
        return way switch
        {
            0 => text.ToUpperInvariant(),
            1 => text + " ",
            2 => " " + text,
            3 => text.Remove(at, 1),
            4 => string.Concat(text.AsSpan(0, at), text[at] == '0' ? "1" : "0", text.AsSpan(at + 1)),
            _ => text.Insert(at, "é"),
        };
    }

    // The statement is made of our own column names; values travel as parameters.
    private static Task<int> ExecuteAsync(DbContext db, string sql, params object[] values) =>
        db.Database.ExecuteSqlRawAsync(sql, values);
}
