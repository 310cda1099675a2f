using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Persistence;

public sealed class CaseworkTests
{
    private static readonly Person Expert = new(new PersonId("marie-expert"), "Pr Marie Expert", "CHU", [Role.Expert]);
    private static readonly Person OtherExpert = new(new PersonId("jean-expert"), "Dr Jean Expert", "CHU", [Role.Expert]);
    private static readonly Person Patients = new(new PersonId("assoc"), "Association", "Diabète Ensemble", [Role.Association]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_expert_reads_his_question_and_the_parts_given_to_him_and_nothing_else(bool onPostgres)
    {
        await using var ledger = await StartAsync(onPostgres);
        var id = await WithPartsAsync(ledger);
        await DoneAsync(ledger, id, Invite(ledger, parts: [Drive.Hash("notice")]), DemoPeople.Lead, Role.ProjectLead);

        var view = (await ledger.Services.Casework.QuestionAsync(id, "E1", Expert.Id))!;
        Assert.Equal("La donnée suffit-elle ?", view.Consultation.Invitation.Question);
        Assert.Equal(["notice"], view.Parts.Select(part => part.Part));

        Assert.IsType<ReadsHisPartOnly>((await ledger.Services.Queries.ReadAsync(id, Expert)).Refusal);
        Assert.IsType<ReadsHisPartOnly>((await ledger.Services.Casework.ReadAsync(id, Expert)).Refusal);
        Assert.Empty((await ledger.Services.Queries.ListAsync(new DossierFilter(Expert.Id))).Dossiers);
        Assert.Null(await ledger.Services.Casework.QuestionAsync(id, "E1", OtherExpert.Id));
        Assert.Null(await ledger.Services.Casework.QuestionAsync(id, "E2", Expert.Id));

        await DoneAsync(ledger, id, new RevokeExpert("E1", "Désistement."), DemoPeople.Lead, Role.ProjectLead);
        Assert.Empty((await ledger.Services.Casework.QuestionAsync(id, "E1", Expert.Id))!.Parts);
        Assert.Empty((await ledger.Services.Audit.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_confidential_answer_is_never_read_by_the_company_whatever_else_its_person_is()
    {
        await using var ledger = await StartAsync();
        var id = await WithPartsAsync(ledger);
        await DoneAsync(ledger, id, Invite(ledger), DemoPeople.Lead, Role.ProjectLead);
        await DoneAsync(ledger, id, new AcceptInvitation("E1"), Expert, Role.Expert);
        await DoneAsync(ledger, id, new AnswerConsultation("E1", " Non,\nla preuve manque. "), Expert, Role.Expert);
        await DoneAsync(
            ledger, id, Invite(ledger, OtherExpert) with { IsConfidential = false }, DemoPeople.Lead, Role.ProjectLead);
        var both = new Person(new PersonId("double"), "Double", ADossier.Company, [Role.Applicant, Role.Member]);

        foreach (var company in new[] { ADossier.Applicant, both })
        {
            Assert.Empty((await ledger.Services.Casework.ReadAsync(id, company)).File!.Consultations);
            Assert.Empty(await ledger.Services.Casework.HistoryAsync(id, company));
            var (dossier, _) = await ledger.Services.Queries.ReadAsync(id, company);
            Assert.DoesNotContain(dossier!.Journal, e => e.Payload.Contains("preuve manque", StringComparison.Ordinal));
        }

        await DoneAsync(ledger, id, new AnswerConsultation("E2", "Oui."), OtherExpert, Role.Expert);
        Assert.Equal(["E2"], (await ledger.Services.Casework.ReadAsync(id, ADossier.Applicant)).File!.Consultations.Select(c => c.Id));
        var whole = (await ledger.Services.Casework.ReadAsync(id, DemoPeople.Members[4])).File!;
        Assert.Equal([" Non,\nla preuve manque. ", "Oui."], whole.Consultations.Select(c => c.Answer!.Text));
    }

    [Fact]
    public async Task Only_an_expert_of_the_directory_without_a_forbidding_link_is_invited_once_with_a_question_and_a_day_to_come()
    {
        await using var ledger = await StartAsync();
        var id = await WithPartsAsync(ledger);
        Task<Refusal> Refused(InviteExpert command) => RefusedAsync(ledger, id, command, DemoPeople.Lead, Role.ProjectLead);

        Assert.IsType<PersonUnknown>(await Refused(Invite(ledger) with { Expert = new PersonId("personne") }));
        Assert.IsType<RoleIsNotHeld>(await Refused(Invite(ledger) with { Expert = DemoPeople.Members[3].Id }));
        Assert.IsType<RequestIsInvalid>(await Refused(Invite(ledger) with { Question = " " }));
        Assert.IsType<RequestIsInvalid>(await Refused(Invite(ledger) with { DueOn = ledger.Today.AddDays(-1) }));
        Assert.IsType<RequestIsInvalid>(await Refused(Invite(ledger, parts: [Drive.Hash("inconnue")])));
        Assert.IsType<RoleMayNot>(await RefusedAsync(ledger, id, Invite(ledger), DemoPeople.Chair, Role.Chair));

        await ledger.Desk.DeclareAsync(
            [new InterestLink(ADossier.Company, null, InterestNature.Advice, IsDirect: true, null, ledger.Today, null)],
            ALedger.By(Expert, Role.Expert));
        Assert.IsType<LinkForbids>(await Refused(Invite(ledger)));
        await ledger.Desk.DeclareAsync([], ALedger.By(Expert, Role.Expert));
        await DoneAsync(ledger, id, Invite(ledger), DemoPeople.Lead, Role.ProjectLead);
        Assert.Equal(
            "Une question est déjà posée à Pr Marie Expert et attend sa réponse.", (await Refused(Invite(ledger))).Message);
    }

    [Fact]
    public async Task A_deported_expert_neither_reads_nor_answers()
    {
        await using var ledger = await StartAsync();
        var id = await WithPartsAsync(ledger);
        await DoneAsync(ledger, id, Invite(ledger), DemoPeople.Lead, Role.ProjectLead);
        await ledger.DoneAsync(id, new DeclareDeport(Expert.Id, "Lien."), Role.EthicsService);

        Assert.Null(await ledger.Services.Casework.QuestionAsync(id, "E1", Expert.Id));
        Assert.Empty(await ledger.Services.Casework.TasksAsync(Expert));
        Assert.IsType<PersonIsDeported>(await RefusedAsync(ledger, id, new AnswerConsultation("E1", "x"), Expert, Role.Expert));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public async Task A_contribution_is_kept_as_it_came_and_one_that_comes_after_the_closing_day_says_so(int days, bool isLate)
    {
        await using var ledger = await StartAsync();
        var id = await WithPartsAsync(ledger);
        Assert.IsType<RequestIsInvalid>(await RefusedAsync(ledger, id, new Contribute("Trop tôt."), Patients, Role.Association));
        await DoneAsync(ledger, id, new CallContributions(), DemoPeople.Service, Role.EvaluationService);
        Assert.Equal(ledger.Today.AddDays(30), (await ledger.Services.Casework.CallAsync(id, Patients))!.Call.ClosesOn);
        Assert.IsType<RequestIsInvalid>(await RefusedAsync(
            ledger, id, new CallContributions(ledger.Today.AddDays(45)), DemoPeople.Service, Role.EvaluationService));

        ledger.Clock.Advance(TimeSpan.FromDays(days));
        await DoneAsync(ledger, id, new Contribute("  Vivre avec\n« ça »…  "), Patients, Role.Association);

        var kept = Assert.Single((await ledger.Services.Casework.ReadAsync(id, DemoPeople.Members[4])).File!.Contributions);
        Assert.Equal(("  Vivre avec\n« ça »…  ", "Diabète Ensemble", isLate), (kept.Text, kept.Association, kept.IsLate));
        Assert.Empty((await ledger.Services.Casework.ReadAsync(id, ADossier.Applicant)).File!.Contributions);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_list_holds_steps_questions_and_calls_sorted_by_due_date(bool onPostgres)
    {
        await using var ledger = await StartAsync(onPostgres);
        var id = await WithPartsAsync(ledger);
        await DoneAsync(ledger, id, Invite(ledger), DemoPeople.Lead, Role.ProjectLead);
        await DoneAsync(ledger, id, new CallContributions(), DemoPeople.Service, Role.EvaluationService);
        var everything = new Person(new PersonId("tout"), "Tout", "Ailleurs", [Role.Expert, Role.Association, Role.EvaluationService]);
        await ledger.Desk.RegisterAsync(everything, Guid.NewGuid());

        Assert.Equal([WorkTaskKind.Expertise], (await ledger.Services.Casework.TasksAsync(Expert)).Select(task => task.Kind));
        Assert.Equal([WorkTaskKind.Contribution], (await ledger.Services.Casework.TasksAsync(Patients)).Select(task => task.Kind));
        var all = await ledger.Services.Casework.TasksAsync(everything);
        Assert.Contains(all, task => task.Kind == WorkTaskKind.Step);
        Assert.Equal(all.Select(task => task.DueOn ?? DateOnly.MaxValue).Order(), all.Select(task => task.DueOn ?? DateOnly.MaxValue));
    }

    [Fact]
    public async Task A_task_is_taken_once_handed_over_with_a_reason_reminded_near_its_end_and_brought_before_the_lead_when_late()
    {
        await using var ledger = await StartAsync();
        var id = await WithPartsAsync(ledger);
        await DoneAsync(ledger, id, Invite(ledger), DemoPeople.Lead, Role.ProjectLead);
        var step = (await ledger.Services.Casework.TasksAsync(DemoPeople.Service)).Single(task => task.Dossier == id).Key;
        var second = Drive.Second;

        await DoneAsync(ledger, id, new ClaimTask(step), DemoPeople.Service, Role.EvaluationService);
        Assert.Equal(DemoPeople.Service.Id, (await ledger.Services.Casework.TasksAsync(second)).Single(task => task.Key == step).HeldBy);
        Assert.Equal(
            "Sophie Marchand a pris cette tâche. Demandez-lui de vous la confier.",
            (await RefusedAsync(ledger, id, new ClaimTask(step), second, Role.EvaluationService)).Message);
        Assert.IsType<RequestIsInvalid>(await RefusedAsync(ledger, id, new HandTaskOver(step, second.Id, " "), DemoPeople.Service, Role.EvaluationService));
        Assert.IsType<RoleIsNotHeld>(await RefusedAsync(ledger, id, new HandTaskOver(step, DemoPeople.Chair.Id, "x"), DemoPeople.Service, Role.EvaluationService));
        await DoneAsync(ledger, id, new HandTaskOver(step, second.Id, "Congé."), DemoPeople.Service, Role.EvaluationService);
        Assert.Equal(second.Id, (await ledger.Services.Casework.TasksAsync(second)).Single(task => task.Key == step).HeldBy);

        // The answer is due on day 20; a reminder is offered from day 13, the lead is told from day 25.
        ledger.Clock.Advance(TimeSpan.FromDays(12));
        Assert.IsType<RequestIsInvalid>(await RefusedAsync(ledger, id, new RemindTask("expert:E1"), DemoPeople.Service, Role.EvaluationService));
        ledger.Clock.Advance(TimeSpan.FromDays(1));
        await DoneAsync(ledger, id, new RemindTask("expert:E1"), DemoPeople.Service, Role.EvaluationService);
        ledger.Clock.Advance(TimeSpan.FromDays(11));
        Assert.IsType<RequestIsInvalid>(await RefusedAsync(ledger, id, new EscalateTask("expert:E1", "x"), DemoPeople.Service, Role.EvaluationService));
        Assert.DoesNotContain(await ledger.Services.Casework.TasksAsync(DemoPeople.Lead), task => task.Key == "expert:E1");
        ledger.Clock.Advance(TimeSpan.FromDays(1));
        await DoneAsync(ledger, id, new EscalateTask("expert:E1", "Faut-il un autre expert ?"), DemoPeople.Service, Role.EvaluationService);
        Assert.Equal(
            "Faut-il un autre expert ?",
            (await ledger.Services.Casework.TasksAsync(DemoPeople.Lead)).Single(task => task.Key == "expert:E1").Reason);

        await DoneAsync(ledger, id, new AnswerConsultation("E1", "Oui."), Expert, Role.Expert);
        Assert.DoesNotContain(await ledger.Services.Casework.TasksAsync(DemoPeople.Lead), task => task.Key == "expert:E1");
        Assert.IsType<RequestIsInvalid>(await RefusedAsync(ledger, id, new RemindTask("expert:E1"), DemoPeople.Service, Role.EvaluationService));
    }

    [Fact]
    public async Task A_writer_who_read_an_older_version_of_the_work_is_refused_and_the_same_command_counts_once()
    {
        await using var ledger = await StartAsync();
        var id = await WithPartsAsync(ledger);
        var key = Guid.NewGuid();
        var first = await ledger.Desk.DoAsync(id, Invite(ledger), ALedger.By(DemoPeople.Lead, Role.ProjectLead, key));
        var again = await ledger.Desk.DoAsync(id, Invite(ledger), ALedger.By(DemoPeople.Lead, Role.ProjectLead, key));
        await DoneAsync(ledger, id, new RemindExpert("E1"), DemoPeople.Lead, Role.ProjectLead);

        Assert.Equal((1, 1, true), (((MoveResult.Done)first).Version, ((MoveResult.Done)again).Version, ((MoveResult.Done)again).WasDoneBefore));
        Assert.IsType<DossierHasChanged>(Assert.IsType<MoveResult.Refused>(
            await ledger.Desk.DoAsync(id, new RevokeExpert("E1", "x"), ALedger.By(DemoPeople.Lead, Role.ProjectLead), seen: 1)).Reason);
    }

    private static InviteExpert Invite(ALedger ledger, Person? expert = null, params string[] parts) => new(
        (expert ?? Expert).Id, "La donnée suffit-elle ?", IsConfidential: true, ledger.Today.AddDays(20), parts);

    private static async Task<ALedger> StartAsync(bool onPostgres = false)
    {
        var ledger = await ALedger.CreateAsync(onPostgres);
        foreach (var person in new[] { Expert, OtherExpert, Patients })
            await ledger.Desk.RegisterAsync(person, Guid.NewGuid());
        return ledger;
    }

    private static async Task<DossierId> WithPartsAsync(ALedger ledger)
    {
        var id = await ledger.FiledAsync();
        foreach (var part in new[] { "notice", "synthese" })
        {
            await ledger.DoneAsync(
                id, new ReceivePart(part, $"{part}.pdf", Drive.Hash(part), 1200, "application/pdf", ledger.Today), Role.EvaluationService);
        }

        return id;
    }

    private static async Task DoneAsync(ALedger ledger, DossierId id, CaseworkCommand command, Person person, Role role)
    {
        if (await ledger.Desk.DoAsync(id, command, ALedger.By(person, role)) is MoveResult.Refused(var reason))
            Assert.Fail(reason.Message);
    }

    private static async Task<Refusal> RefusedAsync(ALedger ledger, DossierId id, CaseworkCommand command, Person person, Role role) =>
        Assert.IsType<MoveResult.Refused>(await ledger.Desk.DoAsync(id, command, ALedger.By(person, role))).Reason;
}
