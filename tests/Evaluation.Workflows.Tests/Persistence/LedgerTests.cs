using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Tests.Persistence;

public sealed class SqliteLedgerTests : LedgerTests
{
    protected override bool OnPostgres => false;

    [Fact]
    public async Task A_committed_move_survives_a_power_cut_since_every_commit_is_flushed()
    {
        await using var db = Ledger.Database.NewContext();

        // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").SingleAsync());
        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync());
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused_in_French()
    {
        var file = Path.Combine(Path.GetDirectoryName(Ledger.File)!, "photo.db");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("Ceci n’est pas une base. ", 200)));

        var fault = await Assert.ThrowsAsync<IOException>(() => LedgerDatabase.OpenAsync(file));

        Assert.StartsWith($"La base « {file} » ne s’ouvre pas : ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Vérifiez que le fichier est une base HasToolkit et que vous pouvez y écrire.", fault.Message, StringComparison.Ordinal);
    }
}

public sealed class PostgresLedgerTests : LedgerTests
{
    protected override bool OnPostgres => true;

    [Fact]
    public async Task A_server_that_does_not_answer_is_reported_in_French_without_the_password()
    {
        var fault = await Assert.ThrowsAsync<IOException>(
            () => LedgerDatabase.OpenAsync("Host=127.0.0.1;Port=1;Database=has;Username=has;Password=secret;Timeout=2"));

        Assert.StartsWith("La base PostgreSQL « ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Vérifiez que le serveur répond", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }
}

/// <summary>What the ledger promises, on whichever database.</summary>
public abstract class LedgerTests : IAsyncLifetime
{
    protected abstract bool OnPostgres { get; }

    internal ALedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Ledger = await ALedger.CreateAsync(OnPostgres);

    public async ValueTask DisposeAsync()
    {
        if (Ledger is not null)
            await Ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task References_follow_each_other_within_a_year()
    {
        Assert.Equal("LPPR-2026-0001", (await Ledger.OpenAsync()).Value);
        Assert.Equal("LPPR-2026-0002", (await Ledger.OpenAsync()).Value);
        Assert.Equal("LPPR-2025-0001", (await Ledger.OpenAsync(ADossier.Request(on: new DateOnly(2025, 12, 31)))).Value);
    }

    [Fact]
    public async Task A_command_sent_twice_counts_once()
    {
        var id = await Ledger.OpenAsync();
        var command = Guid.NewGuid();

        var first = await Ledger.DoneAsync(id, Ledger.Depose, Role.Applicant, command);
        var second = await Ledger.DoneAsync(id, Ledger.Depose, Role.Applicant, command);

        Assert.Equal((false, true), (first.WasDoneBefore, second.WasDoneBefore));
        Assert.Equal(first.Version, second.Version);
        Assert.Equal(4, await CountAsync(id)); // Opening, « depot » opens, ends, « recevabilite » opens.
    }

    [Fact]
    public async Task Sixteen_repeats_of_one_command_at_once_count_once()
    {
        var id = await Ledger.OpenAsync();
        var command = Guid.NewGuid();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => Ledger.Desk.DoAsync(id, new AddNote("Une note."), ALedger.By(ADossier.Applicant, Role.Applicant, command)))));

        Assert.Single(results, result => result is MoveResult.Done { WasDoneBefore: false });
        Assert.Equal(3, await CountAsync(id));
    }

    [Fact]
    public async Task A_command_identifier_used_for_something_else_is_refused()
    {
        var id = await Ledger.OpenAsync();
        var command = Guid.NewGuid();
        await Ledger.DoneAsync(id, new AddNote("Une note."), Role.Applicant, command);

        var other = await Ledger.Desk.DoAsync(id, new AddNote("Une autre."), ALedger.By(ADossier.Applicant, Role.Applicant, command));

        Assert.Equal(
            $"L’identifiant de commande {command} a déjà servi à une autre action. Recommencez avec un nouvel identifiant.",
            Assert.IsType<CommandIdentifierReused>(Assert.IsType<MoveResult.Refused>(other).Reason).Message);
        Assert.Equal(3, await CountAsync(id));
    }

    [Fact]
    public async Task Two_conclusions_that_differ_only_by_their_comparator_are_not_the_same_command()
    {
        var id = await Ledger.OpenAsync();
        var command = Guid.NewGuid();
        RecordConclusion Against(string comparator) =>
            new("adultes", LpprListingConclusion.Sufficient(new(AmeliorationLevel.Moderee, comparator)));
        await Ledger.DoneAsync(id, Against("pompe"), Role.ProjectLead, command);

        var other = await Ledger.Desk.DoAsync(id, Against("stylo"), ALedger.By(DemoPeople.Lead, Role.ProjectLead, command));

        Assert.IsType<CommandIdentifierReused>(Assert.IsType<MoveResult.Refused>(other).Reason);
    }

    [Fact]
    public async Task The_same_words_handed_in_by_another_person_are_not_the_same_command()
    {
        var (id, command) = (await Ledger.OpenAsync(), Guid.NewGuid());
        await Ledger.DoneAsync(id, new AddNote("Une note."), Role.Applicant, command);

        var other = await Ledger.Desk.DoAsync(id, new AddNote("Une note."), ALedger.By(DemoPeople.Lead, Role.ProjectLead, command));

        Assert.IsType<CommandIdentifierReused>(Assert.IsType<MoveResult.Refused>(other).Reason);
    }

    [Fact]
    public async Task Every_refusal_is_kept_whatever_the_rule_that_spoke()
    {
        var (id, command) = (await Ledger.OpenAsync(), Guid.NewGuid());
        await Ledger.DoneAsync(id, new AddNote("Une note."), Role.Applicant, command);
        var stranger = new Signature(new PersonId("inconnue"), Role.ProjectLead, Guid.NewGuid());

        await Ledger.Desk.DoAsync(id, new AddNote("Autre."), ALedger.By(ADossier.Applicant, Role.Applicant, command));
        await Ledger.Desk.DoAsync(id, new AddNote("Qui suis-je ?"), stranger);
        await Ledger.Desk.OpenAsync(
            ADossier.Request(on: Ledger.Today) with { Procedure = "lpp" }, ALedger.By(ADossier.Applicant, Role.Applicant));
        await Ledger.Desk.DoAsync(new DossierId("LPPR-2026-9999"), new AddNote("Où ?"), ALedger.By(ADossier.Applicant, Role.Applicant));

        await using var db = Ledger.Database.NewContext();
        Assert.Equal(
            ["CommandIdentifierReused", "DossierNotFound", "PersonUnknown", "RequestIsInvalid"],
            await db.Refusals.Select(row => row.Rule).Order().ToListAsync());
        Assert.Equal(3, await CountAsync(id));
    }

    [Fact]
    public async Task A_refusal_calls_people_by_their_names()
    {
        var id = await Ledger.OpenAsync();
        await Ledger.DoneAsync(id, new AssignPerson(DemoPeople.Lead.Id, Role.ProjectLead), Role.EvaluationService);

        var twice = await Ledger.Desk.DoAsync(
            id, new AssignPerson(DemoPeople.Lead.Id, Role.ProjectLead), ALedger.By(DemoPeople.Service, Role.EvaluationService));

        Assert.Equal("Claire Martin est déjà désigné.", Assert.IsType<MoveResult.Refused>(twice).Reason.Message);
    }

    [Fact]
    public async Task A_second_writer_is_told_what_changed_and_by_whom()
    {
        var id = await Ledger.OpenAsync();
        await Ledger.DoneAsync(id, Ledger.Depose, Role.Applicant);

        var late = await Ledger.Desk.DoAsync(id, new AddNote("Tard."), ALedger.By(DemoPeople.Service, Role.EvaluationService), seen: 2);

        Assert.Equal(
            "LPPR-2026-0001 a changé pendant que vous le lisiez : vous aviez la version 2, il en est à la version 4 "
            + "(ouverture de l’étape « Recevabilité administrative », par Représentant de Médivia). Rien de votre saisie n’a été enregistré. "
            + "Relisez le dossier, vérifiez, puis recommencez.",
            Assert.IsType<DossierHasChanged>(Assert.IsType<MoveResult.Refused>(late).Reason).Message);
        Assert.Equal(4, await CountAsync(id));
    }

    [Fact]
    public async Task Of_sixteen_who_read_the_same_version_exactly_one_wins()
    {
        var id = await Ledger.OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() => Ledger.Desk.DoAsync(
            id, new AddNote($"Note {number}."), ALedger.By(ADossier.Applicant, Role.Applicant), seen: 2))));

        Assert.Single(results.OfType<MoveResult.Done>());
        Assert.Equal(15, results.OfType<MoveResult.Refused>().Count(refused => refused.Reason is DossierHasChanged));
        Assert.Equal(3, await CountAsync(id));
        Assert.Empty((await Ledger.Services.Audit.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Forty_who_state_no_version_are_all_served_one_after_the_other()
    {
        var id = await Ledger.OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => Ledger.Desk.DoAsync(
            id, new AddNote($"Note {number}."), ALedger.By(ADossier.Applicant, Role.Applicant)))));

        Assert.All(results, result => Assert.IsType<MoveResult.Done>(result));
        Assert.Equal(42, await CountAsync(id));
        Assert.Empty((await Ledger.Services.Audit.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Forty_dossiers_opened_at_once_get_forty_references()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Ledger.OpenAsync())));

        Assert.Equal(
            Enumerable.Range(1, 40).Select(number => $"LPPR-2026-{number:0000}"), ids.Select(id => id.Value).Order());
    }

    [Fact]
    public async Task A_refusal_is_kept_beside_the_chain_and_changes_nothing()
    {
        var id = await Ledger.FiledAsync();
        var before = await Ledger.ExportAsync();

        var refused = await Ledger.Desk.DoAsync(
            id, new FinishStep("recevabilite", "recevable", Ledger.Today, new Dictionary<string, string>()),
            ALedger.By(DemoPeople.Service, Role.EvaluationService));

        Assert.IsType<PartsAreMissing>(Assert.IsType<MoveResult.Refused>(refused).Reason);
        Assert.Equal(before, await Ledger.ExportAsync());
        var (file, _) = await Ledger.Services.Queries.ReadAsync(id, DemoPeople.Service);
        var kept = Assert.Single(file!.Refusals);
        Assert.Equal(("FinishStep", "PartsAreMissing", DemoPeople.Service.Id), (kept.Command, kept.Rule, kept.Person));
        Assert.StartsWith("Le dossier LPPR-2026-0001 n’est pas recevable : il manque ", kept.Message, StringComparison.Ordinal);
        Assert.Equal(4, file.Dossier.Version);
    }

    [Fact]
    public async Task A_command_that_was_refused_may_be_sent_again_once_it_is_right()
    {
        var id = await Ledger.OpenAsync();
        var by = ALedger.By(DemoPeople.Service, Role.EvaluationService);
        var incomplete = new FinishStep("recevabilite", "incomplet", Ledger.Today, new Dictionary<string, string>());
        Assert.IsType<MoveResult.Refused>(await Ledger.Desk.DoAsync(id, incomplete, by));

        await Ledger.DoneAsync(id, Ledger.Depose, Role.Applicant);

        Assert.False(Assert.IsType<MoveResult.Done>(await Ledger.Desk.DoAsync(id, incomplete, by)).WasDoneBefore);
    }

    [Fact]
    public async Task A_dossier_that_does_not_exist_and_a_person_nobody_knows_are_refused()
    {
        var nobody = await Ledger.Desk.DoAsync(new DossierId("LPPR-1999-0001"), new AddNote("x"), ALedger.By(DemoPeople.Lead, Role.ProjectLead));
        Assert.Equal(
            "Aucun dossier ne porte la référence LPPR-1999-0001. Vérifiez-la dans la liste des dossiers.",
            Assert.IsType<MoveResult.Refused>(nobody).Reason.Message);

        var id = await Ledger.OpenAsync();
        var stranger = await Ledger.Desk.DoAsync(id, new AddNote("x"), ALedger.By(ADossier.Holding(Role.Association), Role.Association));
        Assert.Equal(
            "« une-association » n’est pas dans l’annuaire. Choisissez une personne de l’annuaire.",
            Assert.IsType<MoveResult.Refused>(stranger).Reason.Message);

        var procedure = await Ledger.Desk.OpenAsync(
            ADossier.Request() with { Procedure = "sirius" }, ALedger.By(ADossier.Applicant, Role.Applicant));
        Assert.Equal(
            "La procédure « sirius » est inconnue ; connues : forfait-innovation, intra-ghs, latm-ligne-generique, latm-nom-de-marque, "
            + "lppr-ligne-generique, lppr-nom-de-marque, pecan, pect.",
            Assert.IsType<MoveResult.Refused>(procedure).Reason.Message);
    }

    [Fact]
    public async Task A_dossier_is_assigned_to_a_person_of_the_directory_who_holds_the_role()
    {
        var id = await Ledger.OpenAsync();
        var service = DemoPeople.Service;

        var nobody = await Ledger.Desk.DoAsync(
            id, new AssignPerson(new PersonId("claire-martn"), Role.ProjectLead), ALedger.By(service, Role.EvaluationService));
        Assert.IsType<PersonUnknown>(Assert.IsType<MoveResult.Refused>(nobody).Reason);
        var other = await Ledger.Desk.DoAsync(
            id, new AssignPerson(DemoPeople.Ceps.Id, Role.ProjectLead), ALedger.By(service, Role.EvaluationService));
        Assert.IsType<RoleIsNotHeld>(Assert.IsType<MoveResult.Refused>(other).Reason);
    }

    [Fact]
    public async Task A_deported_person_neither_reads_nor_finds_the_dossier()
    {
        var id = await Ledger.OpenAsync();
        await Ledger.DoneAsync(id, new DeclareDeport(DemoPeople.Lead.Id, "Lien."), Role.EthicsService);

        var (file, refusal) = await Ledger.Services.Queries.ReadAsync(id, DemoPeople.Lead);
        Assert.Null(file);
        Assert.IsType<PersonIsDeported>(refusal);
        Assert.Empty((await Ledger.Services.Queries.ListAsync(new DossierFilter(DemoPeople.Lead.Id))).Dossiers);
        Assert.Single((await Ledger.Services.Queries.ListAsync(new DossierFilter(DemoPeople.Service.Id))).Dossiers);

        await Ledger.DoneAsync(id, new LiftDeport(DemoPeople.Lead.Id, "Erreur."), Role.EthicsService);
        Assert.Single((await Ledger.Services.Queries.ListAsync(new DossierFilter(DemoPeople.Lead.Id))).Dossiers);
    }

    [Fact]
    public async Task A_list_finds_words_without_accents_and_counts_every_situation()
    {
        await Ledger.OpenAsync(ADossier.Request(product: "ÉTOILÉ"));
        await Ledger.OpenAsync(ADossier.Request(product: "Autre", request: "renouvellement"));
        var queries = Ledger.Services.Queries;

        Assert.Equal(["ÉTOILÉ"], (await queries.ListAsync(new DossierFilter(Text: "medivia etoile"))).Dossiers.Select(row => row.Product));
        Assert.Equal(["Autre"], (await queries.ListAsync(new DossierFilter(Request: "renouvellement"))).Dossiers.Select(row => row.Product));
        Assert.Empty((await queries.ListAsync(new DossierFilter(Step: "avis"))).Dossiers);
        Assert.Empty((await queries.ListAsync(new DossierFilter(Text: "100%_"))).Dossiers);
        var page = await queries.ListAsync(new DossierFilter(Order: DossierOrder.Product));
        Assert.Equal(["Autre", "ÉTOILÉ"], page.Dossiers.Select(row => row.Product));
        Assert.Equal((2, 0), (page.Counts[DossierSituation.Open], page.Counts[DossierSituation.Closed]));
        Assert.Equal(2, (await queries.TasksAsync(ADossier.Applicant)).Count);
        Assert.Empty(await queries.TasksAsync(DemoPeople.ApplicantOf("Télécœur")));
    }

    [Fact]
    public async Task A_session_moves_its_dossiers_in_the_same_transaction()
    {
        var id = await AtExaminationAsync();
        var session = new SessionId(Assert.IsType<MoveResult.Done>(await Ledger.Desk.PlanAsync(
            new PlanSession(Ledger.Today, "Saint-Denis"), ALedger.By(DemoPeople.Service, Role.EvaluationService))).Stream);
        await SessionAsync(session, new AddItem(id, "examen"));
        await SessionAsync(session, new TakeAttendance([.. DemoPeople.Members.Take(18).Select(member => member.Id)]));
        var before = await CountAsync(id);

        var refused = await Ledger.Desk.DoAsync(
            session, new DeliberateItem(id, "examen", "complement", new Dictionary<string, string>(), null),
            ALedger.By(DemoPeople.Chair, Role.Chair));
        Assert.IsType<FieldIsWrong>(Assert.IsType<MoveResult.Refused>(refused).Reason);
        Assert.Equal(before, await CountAsync(id));

        await SessionAsync(session, new DeliberateItem(id, "examen", "examine", new Dictionary<string, string>(), null));
        await SessionAsync(session, new EndSession());

        Assert.Equal(before + 3, await CountAsync(id)); // The deliberation, the end of « examen », the opening of « projet ».
        var read = (await Ledger.Services.Queries.ReadSessionAsync(session))!;
        Assert.Equal(18, Assert.Single(read.Agenda).Deliberation!.Voters.Count);
        Assert.True((await Ledger.Services.Queries.SessionsAsync()).Single().IsEnded);
        Assert.Empty((await Ledger.Services.Audit.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task What_lists_show_is_the_fold_of_the_events()
    {
        await using var services = await SeedAsync(Ledger);
        await using var db = services.Ledger.Database.NewContext();
        var dossiers = await db.Dossiers.AsNoTracking().ToListAsync();
        Assert.NotEmpty(dossiers);

        foreach (var shown in dossiers)
        {
            var events = await DossierQueries.EventsAsync(db, shown.Id, default);
            var dossier = Dossier.Fold(new DossierId(shown.Id), events.Select(recorded => recorded.ToDossierEvent()))!;
            await using var computed = services.Ledger.Database.NewContext();
            Projections.Write(
                computed, null, dossier, (ADossier.Lppr, ADossier.Lppr), FrenchCalendar.DayInParis(dossier.Last.At), EventJson.WriteInstant(dossier.Last.At));

            Assert.Equivalent(computed.ChangeTracker.Entries<DossierRow>().Single().Entity, shown, strict: true);
            Assert.Equivalent(
                computed.ChangeTracker.Entries<OpenStepRow>().Select(entry => entry.Entity).OrderBy(row => row.Step + row.Role),
                (await db.OpenSteps.AsNoTracking().Where(row => row.Dossier == shown.Id).ToListAsync()).OrderBy(row => row.Step + row.Role),
                strict: true);
            Assert.Equal(
                dossier.Deports.Select(deport => deport.Person.Value).Order(),
                (await db.Deports.AsNoTracking().Where(row => row.Dossier == shown.Id).Select(row => row.Person).ToListAsync()).Order());
        }
    }

    [Fact]
    public async Task Opening_a_ledger_again_changes_nothing_in_it()
    {
        var id = await Ledger.FiledAsync();
        var before = await Ledger.ExportAsync();

        await Ledger.ReopenAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await Ledger.OpenAgainAsync()).Dispose()));

        Assert.Equal(before, await Ledger.ExportAsync());
        await using var db = Ledger.Database.NewContext();
        Assert.Equal(LedgerSchema.Latest, await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM schema_versions").SingleAsync());
        Assert.Equal(4, await CountAsync(id));
    }

    [Fact]
    public async Task A_database_of_the_first_version_is_brought_up_to_date_and_keeps_what_waits()
    {
        var id = await Ledger.FiledAsync();
        var before = await Ledger.ExportAsync();
        foreach (var column in new[] { "attempts", "last_error", "next_try_at" })
            await Ledger.TamperAsync($"ALTER TABLE outbox DROP COLUMN {column}");
        foreach (var table in new[] { "follower_positions", "case_tasks", "task_holds", "api_keys" })
            await Ledger.TamperAsync($"DROP TABLE {table}");
        await Ledger.TamperAsync("DELETE FROM schema_versions WHERE version > 1");

        await Ledger.ReopenAsync();

        Assert.Equal(before, await Ledger.ExportAsync());
        Assert.Equal(2, (await Ledger.Services.Outbox.DeliverAsync((_, _) => Task.CompletedTask)).Delivered);
        Assert.Equal(4, await CountAsync(id));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_in_French()
    {
        await Ledger.TamperAsync("INSERT INTO schema_versions (version) VALUES (99)");

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => Ledger.OpenAgainAsync());

        Assert.Equal(
            $"La base est en version 99 ; ce programme connaît les versions jusqu’à {LedgerSchema.Latest}. Installez une version plus récente du programme.",
            fault.Message);
    }

    [Theory]
    [InlineData("UPDATE events SET person = 'x'")]
    [InlineData("DELETE FROM events")]
    public async Task The_database_itself_refuses_to_change_or_delete_an_event(string sql)
    {
        await Ledger.OpenAsync();
        await using var db = Ledger.Database.NewContext();

        var fault = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql));

        Assert.Contains("events are never", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstration_is_the_same_to_the_byte_on_every_ledger_and_on_SQLite()
    {
        await using var first = await SeedAsync(Ledger);
        await using var sqlite = await SeedAsync(null);

        var export = await first.Ledger.ExportAsync();

        Assert.True(export.Length > 10_000);
        Assert.Equal(export, await sqlite.Ledger.ExportAsync());
        var report = await first.Ledger.Services.Audit.VerifyAsync();
        Assert.Empty(report.Faults);
        Assert.Equal(export.Split('\n').Length, report.Events);
    }

    [Fact]
    public async Task A_ledger_that_knows_persons_is_not_filled_with_the_demonstration() => Assert.False(
        await DemoData.SeedAsync(Ledger.Database, Ledger.Services.Procedures, Ledger.Services.Parts, Ledger.Clock.GetUtcNow()));

    protected static async Task<SeededLedger> SeedAsync(object? like)
    {
#pragma warning disable CA2000 // The seeded ledger owns it.
        var ledger = await ALedger.CreateAsync(like is ALedger { Database.IsSqlite: false }, withPeople: false);
#pragma warning restore CA2000
        Assert.True(await DemoData.SeedAsync(
            ledger.Database, ledger.Services.Procedures, ledger.Services.Parts, new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero)));
        return new SeededLedger(ledger);
    }

    private async Task<DossierId> AtExaminationAsync()
    {
        var id = await Ledger.OpenAsync();
        foreach (var part in ADossier.Lppr.Parts.Where(part => part.Required == PartRequirement.Always))
        {
            await Ledger.DoneAsync(
                id, new ReceivePart(part.Id, "a.pdf", Drive.Hash(part.Id), 1, "application/pdf", Ledger.Today), Role.Applicant);
        }

        await Ledger.DoneAsync(id, Ledger.Depose, Role.Applicant);
        foreach (var (step, outcome, field, role) in ((string, string, string?, Role)[])
        [
            ("recevabilite", "recevable", null, Role.EvaluationService), ("experts", "sans-expert", "motif", Role.ProjectLead),
            ("contribution", "sans-objet", "motif", Role.EvaluationService), ("instruction", "rapport", "synthese", Role.ProjectLead),
        ])
        {
            await Ledger.DoneAsync(id, new FinishStep(step, outcome, Ledger.Today,
                field is null ? new Dictionary<string, string>() : new() { [field] = "Texte." }), role);
        }

        return id;
    }

    private async Task SessionAsync(SessionId session, SessionCommand command)
    {
        var result = await Ledger.Desk.DoAsync(session, command, ALedger.By(DemoPeople.Chair, Role.Chair));
        Assert.True(result is MoveResult.Done, (result as MoveResult.Refused)?.Reason.Message);
    }

    private async Task<int> CountAsync(DossierId id)
    {
        await using var db = Ledger.Database.NewContext();
        return await db.Events.CountAsync(row => row.Stream == id.Value);
    }

    protected sealed class SeededLedger : IAsyncDisposable
    {
        internal SeededLedger(ALedger ledger) => Ledger = ledger;

        internal ALedger Ledger { get; }

        public ValueTask DisposeAsync() => Ledger.DisposeAsync();
    }
}
