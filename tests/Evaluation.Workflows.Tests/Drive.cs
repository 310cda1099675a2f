using System.Globalization;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests;

/// <summary>Walks a real dossier through the real rules, in memory. Each date is today until a test says otherwise.</summary>
internal sealed class Drive
{
    private readonly List<SignedEvent> _events = [];

    private Drive(OpenDossier request, Procedure procedure) => (Procedure, Today) = (procedure, request.On);

    public Procedure Procedure { get; }

    public Dossier Dossier { get; private set; } = null!;

    public IReadOnlyList<SignedEvent> Events => _events;

    public DateOnly Today { get; private set; }

    /// <summary>Who takes part in the vote of a session step.</summary>
    public Vote Vote { get; set; } = new(15, 1, 2);

    public IEnumerable<string> Open => Dossier.OpenSteps.Select(step => step.Step);

    public static Drive Opened(OpenDossier? request = null, Procedure? procedure = null)
    {
        request ??= ADossier.Request();
        var drive = new Drive(request, procedure ?? ADossier.Lppr);
        var role = request.IsHistorical || !drive.Procedure.Openers.Contains(Role.Applicant) ? Role.EvaluationService : Role.Applicant;
        var person = role == Role.Applicant ? Demo.DemoPeople.ApplicantOf(request.Applicant) : ADossier.Holding(role);
        drive.Keep(DossierRules.Decide(null, request, drive.Context(person, role)), person, role);
        return drive;
    }

    /// <summary>A dossier of any procedure; its first kind of request unless another is given.</summary>
    public static Drive Of(string procedure, string? request = null, bool isDigital = true, params string[] indications)
    {
        var known = ProcedureLibrary.Load().Latest(procedure)!;
        return Opened(
            ADossier.Request(isDigital: isDigital, indications: indications) with { Procedure = procedure, Request = request ?? known.Requests[0].Id },
            known);
    }

    /// <summary>A dossier driven along the ordinary path until a step is open.</summary>
    public static Drive To(string step, OpenDossier? request = null) => Opened(request).On(step);

    public Drive At(int year, int month, int day) => At(new DateOnly(year, month, day));

    public Drive At(DateOnly today)
    {
        Today = today;
        return this;
    }

    public Decision Try(DossierCommand command, Role role, Person? person = null) =>
        DossierRules.Decide(Dossier, command, Context(person ?? ADossier.Holding(role), role) with
        {
            Grid = command is AnswerGrid answered ? GridLibrary.Own.Find(answered.Grid) : null,
        });

    public Refusal Refused(DossierCommand command, Role role, Person? person = null)
    {
        var reason = Assert.IsType<Decision.Refused>(Try(command, role, person)).Reason;
        return reason;
    }

    public Refusal RefusedStep(string outcome, Role? role = null, Person? person = null, DateOnly? on = null, params (string, string)[] fields)
    {
        var decision = Step(outcome, role, person, on, fields, out _, out _);
        return Assert.IsType<Decision.Refused>(decision).Reason;
    }

    public Drive Do(DossierCommand command, Role role, Person? person = null)
    {
        person ??= ADossier.Holding(role);
        Keep(Try(command, role, person), person, role);
        return this;
    }

    /// <summary>Finishes a step, written « étape:issue »; required fields that are not given are filled in.</summary>
    public Drive Finish(string outcome, Role? role = null, Person? person = null, DateOnly? on = null, params (string, string)[] fields)
    {
        var decision = Step(outcome, role, person, on, fields, out var who, out var acting);
        Keep(decision, who, acting);
        return this;
    }

    public Drive Then(params string[] outcomes)
    {
        foreach (var outcome in outcomes)
            Finish(outcome);
        return this;
    }

    public Drive WithParts(params string[] except)
    {
        var start = Procedure.Steps.Single(step => step.IsStart);
        var depositor = start.Roles.Contains(Role.Applicant) ? Role.Applicant : Role.EvaluationService;
        foreach (var part in DossierRules.MissingParts(Dossier, Procedure).Where(part => !except.Contains(part.Id)))
            Do(APart(part.Id), depositor, ActorOf(start, depositor));
        return this;
    }

    public ReceivePart APart(string part) => new(part, $"{part}.pdf", Hash(part), 1200, "application/pdf", Today);

    public static string Hash(string text) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    public Drive WithConclusions()
    {
        foreach (var indication in Dossier.Opening.Indications.Where(i => !Dossier.Conclusions.ContainsKey(i.Id)))
            Do(new RecordConclusion(indication.Id, AConclusion()), Role.ProjectLead, LeadOf());
        return this;
    }

    /// <summary>A favourable and complete conclusion of the kind that the request asks for.</summary>
    public Conclusion AConclusion()
    {
        var form = ConclusionForm.Find(Procedure.RequestOf(Dossier.Opening.Request).ConclusionKind)!;
        return new ConclusionText(
            form.Kind, form.Verdicts[0].Id, form.LevelLabel is null ? null : 4, form.ComparatorLabel is null ? null : "suivi conventionnel",
            "", null, form.Criteria.ToDictionary(criterion => criterion.Id, criterion => criterion.Choices.Select(choice => choice.Id).FirstOrDefault("Texte.")))
            .Build();
    }

    /// <summary>Goes on along the ordinary path until the step is open.</summary>
    public Drive On(string step)
    {
        for (var moves = 0; !Open.Contains(step); moves++)
        {
            Assert.True(moves < 60, $"The ordinary path does not open {step}; open: {string.Join(", ", Open)}.");
            Ordinary();
        }

        return this;
    }

    /// <summary>Goes on along the ordinary path until the dossier is closed.</summary>
    public Drive ToTheEnd()
    {
        foreach (var assignment in Dossier.Assignments)
        {
            Do(new ReleasePerson(assignment.Person, assignment.Role, "Congé."), Role.EvaluationService,
                ActorOf(Procedure.StepOf("recevabilite"), Role.EvaluationService));
        }

        for (var moves = 0; Dossier.Closed is null; moves++)
        {
            Assert.True(moves < 80, $"The dossier does not end; open: {string.Join(", ", Open)}.");
            Ordinary();
        }

        return this;
    }

    public ClockReading? Clock(string limit) =>
        DossierClock.Read(Procedure.Limits.Single(candidate => candidate.Id == limit), Dossier, Procedure, Today);

    public DecisionContext Context(Person person, Role role) => new(Procedure, person, role, Today);

    public CommissionDeliberated ADeliberation(string step, Vote? vote) => new(
        new SessionId("S-2026-01-13"), step, Today,
        [.. Demo.DemoPeople.Members.Take(18).Select(member => member.Id).Where(member => !Dossier.IsDeported(member))],
        [.. Demo.DemoPeople.Members.Take(18).Select(member => member.Id).Where(Dossier.IsDeported)], 14, vote);

    private void Ordinary()
    {
        var step = Dossier.OpenSteps[0].Step;
        if (Procedure.IsFiling(Procedure.StepOf(step)) && (step != "depot" || Procedure.Id.StartsWith("latm", StringComparison.Ordinal)))
            WithParts();
        if (step is "projet" or "avis" or "eligibilite")
            WithConclusions();
        if (Procedure.Id != "lppr-nom-de-marque")
        {
            FinishAsMayBe(step);
            return;
        }

        Finish(step switch
        {
            "depot" => "depot:depose",
            "recevabilite" => "recevabilite:recevable",
            "complements" => "complements:envoyes",
            "instruction" => "instruction:rapport",
            "reponse" => "reponse:recue",
            "experts" => "experts:sans-expert",
            "contribution" => "contribution:close",
            "examen" => "examen:examine",
            "projet" => "projet:adopte",
            "notification" => "notification:notifie",
            "contradictoire" => "contradictoire:sans-observation",
            "observations" => "observations:fond",
            "bureau" => "bureau:regle",
            "audition" => "audition:tenue",
            "avis" => "avis:rendu",
            "occultation" => "occultation:verifiee",
            "publication" => "publication:publie",
            "transmission" => "transmission:transmis",
            "ceps" => "ceps:accord",
            "ceesp" => "ceesp:rendu",
            "acte" => "acte:evalue",
            "ministres" => "ministres:inscription",
            _ => throw new InvalidOperationException($"No ordinary way out of {step}."),
        });
    }

    // The first way out that the rules accept; where only time is missing, the days pass.
    private void FinishAsMayBe(string step)
    {
        var reasons = new List<string>();
        for (var months = 0; months < 15; months++)
        {
            foreach (var outcome in Procedure.StepOf(step).Outcomes.Where(outcome => outcome.Guards.All(guard => guard.Name != "withdrawn")))
            {
                var decision = Step($"{step}:{outcome.Id}", Procedure.StepOf(step).RolesOf(outcome)[0], null, null, [], out var who, out var acting);
                if (decision is Decision.Accepted)
                {
                    Keep(decision, who, acting);
                    return;
                }

                reasons.Add(((Decision.Refused)decision).Reason.Message);
            }

            Today = Today.AddDays(30);
        }

        Assert.Fail($"No way out of {step}: {string.Join(" ", reasons.Distinct())}");
    }

    private Decision Step(
        string outcome, Role? role, Person? person, DateOnly? on, (string, string)[] fields, out Person who, out Role acting)
    {
        var wanted = OutcomeRef.Parse(outcome)!.Value;
        var step = Procedure.StepOf(wanted.Step);
        acting = role ?? (step.FindOutcome(wanted.Outcome) is { } way ? step.RolesOf(way)[0] : step.Roles[0]);
        who = person ?? ActorOf(step, acting);
        var filled = (step.FindOutcome(wanted.Outcome)?.Fields ?? [])
            .Where(field => field.IsRequired)
            .ToDictionary(field => field.Id, Sample);
        foreach (var (key, value) in fields)
            filled[key] = value;
        var command = new FinishStep(wanted.Step, wanted.Outcome, on ?? Today, filled);
        if (!step.NeedsSession || Dossier.Opening.IsHistorical)
            return DossierRules.Decide(Dossier, command, Context(who, acting));

        var needsVote = step.FindOutcome(wanted.Outcome)?.Guards.Any(guard => guard.Name == "vote-carried") == true;
        return DossierRules.Deliberate(
            Dossier, command, ADeliberation(step.Id, needsVote ? Vote : null), Context(who, acting));
    }

    private Person ActorOf(Step step, Role role)
    {
        var usual = role == Role.Applicant ? Demo.DemoPeople.ApplicantOf(Dossier.Opening.Applicant)
            : role == Role.ProjectLead ? LeadOf()
            : role == Role.EvaluationService && step.Id == "publication" ? Second
            : ADossier.Holding(role);
        var others = step.Outcomes.Select(outcome => outcome.DifferentPersonFrom).OfType<string>()
            .Select(other => Dossier.LatestOf(other)?.Person).ToList();
        return Demo.DemoPeople.All.Append(Spare(role)).Prepend(usual).First(person => person.Roles.Contains(role)
            && !Dossier.IsDeported(person.Id) && !others.Contains(person.Id)
            && (role != Role.Applicant || person.Organisation == Dossier.Opening.Applicant));
    }

    internal Person LeadOf()
    {
        var assigned = Dossier.Assignments.Where(a => a.Role == Role.ProjectLead).Select(a => a.Person).ToList();
        return Demo.DemoPeople.All.Concat([Spare(Role.ProjectLead)]).First(person => person.Roles.Contains(Role.ProjectLead)
            && !Dossier.IsDeported(person.Id) && (assigned.Count == 0 || assigned.Contains(person.Id)));
    }

    /// <summary>A second person of the evaluation service, who also leads projects.</summary>
    public static Person Second => Demo.DemoPeople.All.Single(person => person.Id.Value == "paul-henry");

    /// <summary>A person who holds one role, for when those of the directory are deported.</summary>
    public Person Spare(Role role) =>
        new(new PersonId($"remplacant-{role.Key()}"), $"Remplaçant ({role.Title()})", Dossier.Opening.Applicant, [role]);

    private string Sample(FieldRule field) => field.Type switch
    {
        FieldType.Date => Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldType.Number => "2",
        FieldType.Choice => field.Choices[0].Id,
        FieldType.Text => "Texte.",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "Unknown field type."),
    };

    private void Keep(Decision decision, Person person, Role role)
    {
        if (decision is Decision.Refused(var reason))
            Assert.Fail($"Refused: {reason.Message}");
        Add(((Decision.Accepted)decision).Events, person, role);
    }

    /// <summary>Adds accepted events as the ledger would.</summary>
    public void Add(IEnumerable<DossierEvent> events, Person person, Role role)
    {
        foreach (var added in events)
        {
            var signed = new SignedEvent(
                _events.Count + 1, new DateTimeOffset(Today, new TimeOnly(8, 0), TimeSpan.Zero), person.Id, role, added);
            _events.Add(signed);
            Dossier = Dossier.Evolve(ADossier.Id, _events.Count == 1 ? null : Dossier, signed);
        }
    }
}
