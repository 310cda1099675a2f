using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Demo;

/// <summary>Fills an empty ledger with fictional dossiers, through the same desk and the same rules as real ones.</summary>
public sealed class DemoData
{
    private const string ProcedureId = "lppr-nom-de-marque";

    // Said of every point; shown of those that pass before a dossier that was ready earlier.
    private const string OutOfOrder = "Le rapporteur du dossier arrivé plus tôt est absent ce jour-là (fictif).";

    private readonly DemoClock _clock;
    private readonly Desk _desk;
    private readonly DossierQueries _queries;
    private readonly PartStore _parts;
    private readonly Procedure _procedure;
    private readonly DateOnly _today;
    private readonly Dictionary<DateOnly, SessionId> _sessions = [];

    private DemoData(LedgerDatabase database, ProcedureLibrary procedures, PartStore parts, DateTimeOffset now)
    {
        _today = FrenchCalendar.DayInParis(now);
        _clock = new DemoClock();
        _desk = new Desk(database, procedures, _clock);
        _queries = new DossierQueries(database, procedures, _clock);
        _parts = parts;
        _procedure = procedures.Latest(ProcedureId)!;
    }

    /// <summary>Fills the ledger when its directory is empty. The same instant gives the same data, to the byte.</summary>
    /// <returns>True when it filled it; false when there were persons already.</returns>
    public static async Task<bool> SeedAsync(
        LedgerDatabase database, ProcedureLibrary procedures, PartStore parts, DateTimeOffset now,
        CancellationToken cancellationToken = default)
    {
        var demo = new DemoData(database, procedures, parts, now);
        if ((await demo._queries.PeopleAsync(cancellationToken)).Count > 0)
            return false;
        await demo.SeedAsync(cancellationToken);
        return true;
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var moves = DemoCases.All.SelectMany(MovesOf).OrderBy(move => move.On).ThenBy(move => move.Order).ToList();
        _clock.GoTo(moves[0].On, 0);
        foreach (var person in DemoPeople.All)
            await _desk.RegisterAsync(person, CommandOf("personne", person.Id.Value), cancellationToken);

        var people = new DemoCommission(_desk, By);
        await people.SeatAsync(moves[0].On, cancellationToken);
        await people.DeclareAsync(moves[0].On, cancellationToken);

        var dossiers = new Dictionary<DemoCase, DossierId>();
        foreach (var day in moves.GroupBy(move => move.On))
        {
            foreach (var (move, index) in day.Select((move, index) => (move, index)))
            {
                _clock.GoTo(day.Key, index + 1);
                if (move.Outcome is null)
                    dossiers[move.Case] = await OpenAsync(move.Case, day.Key, cancellationToken);
                else
                    await MakeAsync(dossiers[move.Case], move, cancellationToken);
            }
        }

        await EndPastSessionsAsync(cancellationToken);
        await AddDeportAsync(dossiers[DemoCases.All[4]], cancellationToken);
        await PlanNextSessionAsync(dossiers[DemoCases.All[1]], cancellationToken);
        _clock.GoTo(_today, 2);
        await people.ConsultAsync(dossiers[DemoCases.All[3]], _today, cancellationToken);
    }

    private sealed record DemoMove(DemoCase Case, DateOnly On, int Order, OutcomeRef? Outcome);

    // A session sits on a Tuesday; what follows it cannot be earlier. What would fall after today has not happened yet.
    private IEnumerable<DemoMove> MovesOf(DemoCase demoCase)
    {
        var opened = _today.AddDays(-demoCase.DaysAgo);
        var (last, order) = (opened, 0);
        yield return new DemoMove(demoCase, opened, order++, null);
        foreach (var text in demoCase.Moves)
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            var outcome = OutcomeRef.Parse(text[(space + 1)..])!.Value;
            var day = opened.AddDays(int.Parse(text[..space], CultureInfo.InvariantCulture));
            day = day < last && outcome.Step is not ("publication" or "transmission") ? last : day;
            if (_procedure.StepOf(outcome.Step).NeedsSession)
                day = day.AddDays(((int)DayOfWeek.Tuesday - (int)day.DayOfWeek + 7) % 7);
            if (day > _today)
                yield break;
            last = day > last ? day : last;
            yield return new DemoMove(demoCase, last, order++, outcome);
        }
    }

    private async Task<DossierId> OpenAsync(DemoCase demoCase, DateOnly on, CancellationToken cancellationToken)
    {
        var applicant = DemoPeople.ApplicantOf(demoCase.Applicant);
        var opened = Expect(await _desk.OpenAsync(
            new OpenDossier(
                ProcedureId, demoCase.Request, demoCase.Product, demoCase.Applicant, demoCase.Description, IsDigital: true,
                demoCase.UsesAi, [.. demoCase.Indications.Select(pair => pair.Indication)], on),
            By(applicant, Role.Applicant, "ouverture", demoCase.Product), cancellationToken));
        var id = new DossierId(opened.Stream);
        foreach (var part in PartsOf(demoCase))
        {
            var stored = await StoreAsync(part, demoCase, cancellationToken);
            Expect(await _desk.DoAsync(
                id, new ReceivePart(part.Id, $"{part.Id}.pdf", stored.Sha256, stored.Size, stored.MediaType, on),
                By(applicant, Role.Applicant, "piece", $"{demoCase.Product}/{part.Id}"), cancellationToken: cancellationToken));
        }

        return id;
    }

    // A dossier that was found incomplete lacks its certificate and its grid.
    private IEnumerable<PartRule> PartsOf(DemoCase demoCase)
    {
        var required = _procedure.Parts
            .Where(part => part.Required is PartRequirement.Always or PartRequirement.WhenDigital
                || (part.Required == PartRequirement.WhenAi && demoCase.UsesAi));
        return demoCase.Moves.Any(move => move.EndsWith(":incomplet", StringComparison.Ordinal))
            ? required.Where(part => part.Id is not ("certificat-ans" or "grille-ia"))
            : required;
    }

    private async Task<StoredFile> StoreAsync(PartRule part, DemoCase demoCase, CancellationToken cancellationToken)
    {
        using var pdf = new MemoryStream(SamplePdf.Write($"{demoCase.Product} - {part.Title}", "Document fictif de demonstration."));
        return await _parts.SaveAsync(pdf, $"{part.Id}.pdf", 100, cancellationToken);
    }

    private async Task MakeAsync(DossierId id, DemoMove move, CancellationToken cancellationToken)
    {
        var outcome = move.Outcome!.Value;
        var step = _procedure.StepOf(outcome.Step);
        if (step.Id == "examen")
            await WriteAsync(id, move, DemoOpinion.First(move.Case), cancellationToken);
        if (step.Id == "projet")
        {
            await WriteAsync(id, move, DemoOpinion.Second(move.Case), cancellationToken);
            await ConcludeAsync(id, move.Case, cancellationToken);
            await AssessAsync(id, move.Case.Product, cancellationToken);
        }

        if (step.Id == "occultation")
            await WriteAsync(id, move, DemoOpinion.Redaction, cancellationToken);
        var fields = step.FindOutcome(outcome.Outcome)!.Fields.ToDictionary(field => field.Id, field => Sample(field, move));
        if (step.NeedsSession)
        {
            await DeliberateAsync(id, move, outcome, fields, cancellationToken);
            return;
        }

        var (person, role) = ActorOf(step, move.Case);
        Expect(await _desk.DoAsync(
            id, new FinishStep(outcome.Step, outcome.Outcome, move.On, fields),
            By(person, role, "etape", $"{move.Case.Product}/{outcome}"), cancellationToken: cancellationToken));
        if (outcome == new OutcomeRef("recevabilite", "recevable"))
        {
            Expect(await _desk.DoAsync(
                id, new AssignPerson(DemoPeople.Lead.Id, Role.ProjectLead),
                By(DemoPeople.Service, Role.EvaluationService, "designation", move.Case.Product), cancellationToken: cancellationToken));
        }
    }

    private async Task WriteAsync(DossierId id, DemoMove move, DossierCommand command, CancellationToken cancellationToken) =>
        Expect(await _desk.DoAsync(
            id, command, By(DemoPeople.Lead, Role.ProjectLead, "avis", $"{move.Case.Product}/{move.Outcome}"), cancellationToken: cancellationToken));

    private async Task ConcludeAsync(DossierId id, DemoCase demoCase, CancellationToken cancellationToken)
    {
        foreach (var (indication, conclusion) in demoCase.Indications)
        {
            Expect(await _desk.DoAsync(
                id, new RecordConclusion(indication.Id, conclusion),
                By(DemoPeople.Lead, Role.ProjectLead, "conclusion", $"{demoCase.Product}/{indication.Id}"),
                cancellationToken: cancellationToken));
        }
    }

    private async Task AssessAsync(DossierId id, string product, CancellationToken cancellationToken)
    {
        var (file, _) = await _queries.ReadAsync(id, DemoPeople.Lead, cancellationToken);
        PartPage PageOf(string part, int page) => new(file!.Dossier.Parts.First(received => received.Part == part).Sha256, page);
        var commands = product == DemoAssessment.Product ? DemoAssessment.Commands(PageOf) : DemoAssessment.BriefCommands(product, PageOf);
        foreach (var (command, index) in commands.Select((command, index) => (command, index)))
        {
            Expect(await _desk.DoAsync(
                id, command, By(DemoPeople.Lead, Role.ProjectLead, "evaluation", $"{id}/{index}"), cancellationToken: cancellationToken));
        }
    }

    private async Task DeliberateAsync(
        DossierId id, DemoMove move, OutcomeRef outcome, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var session = await SessionOnAsync(move.On, cancellationToken);
        var key = $"{move.Case.Product}/{outcome}";
        Expect(await _desk.DoAsync(
            session, new AddItem(id, outcome.Step, OutOfOrder), By(DemoPeople.Service, Role.EvaluationService, "ordre-du-jour", key),
            cancellationToken: cancellationToken));
        var needsVote = _procedure.StepOf(outcome.Step).FindOutcome(outcome.Outcome)!.Guards.Any(guard => guard.Name == "vote-carried");
        Expect(await _desk.DoAsync(
            session,
            new DeliberateItem(id, outcome.Step, outcome.Outcome, fields, needsVote ? new Vote(15, 1, 2) : null),
            By(DemoPeople.Chair, Role.Chair, "deliberation", key), cancellationToken: cancellationToken));
    }

    private async Task<SessionId> SessionOnAsync(DateOnly on, CancellationToken cancellationToken)
    {
        if (_sessions.TryGetValue(on, out var known))
            return known;
        var day = on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var planned = Expect(await _desk.PlanAsync(
            new PlanSession(on, "Saint-Denis, salle 1"), By(DemoPeople.Service, Role.EvaluationService, "seance", day),
            cancellationToken: cancellationToken));
        var id = new SessionId(planned.Stream);
        Expect(await _desk.DoAsync(
            id, new TakeAttendance([DemoPeople.Chair.Id, .. DemoPeople.Members.Take(17).Select(member => member.Id)]),
            By(DemoPeople.Service, Role.EvaluationService, "presence", day), cancellationToken: cancellationToken));
        _sessions[on] = id;
        return id;
    }

    private async Task EndPastSessionsAsync(CancellationToken cancellationToken)
    {
        foreach (var (day, id) in _sessions.Where(pair => pair.Key < _today).OrderBy(pair => pair.Key))
        {
            _clock.GoTo(day, 480);
            Expect(await _desk.DoAsync(
                id, new EndSession(), By(DemoPeople.Chair, Role.Chair, "fin", id.Value), cancellationToken: cancellationToken));
        }
    }

    private async Task AddDeportAsync(DossierId id, CancellationToken cancellationToken)
    {
        _clock.GoTo(_today, 1);
        Expect(await _desk.DoAsync(
            id, new DeclareDeport(DemoPeople.Members[2].Id, "Investigateur d’une étude financée par le demandeur (fictif)."),
            By(DemoPeople.Ethics, Role.EthicsService, "deport", id.Value), cancellationToken: cancellationToken));
    }

    private async Task PlanNextSessionAsync(DossierId id, CancellationToken cancellationToken)
    {
        var next = _today.AddDays(1 + (((int)DayOfWeek.Tuesday - (int)_today.AddDays(1).DayOfWeek + 7) % 7));
        var planned = Expect(await _desk.PlanAsync(
            new PlanSession(next, "Saint-Denis, salle 1"), By(DemoPeople.Service, Role.EvaluationService, "seance", "prochaine"),
            cancellationToken: cancellationToken));
        Expect(await _desk.DoAsync(
            new SessionId(planned.Stream), new AddItem(id, "audition", OutOfOrder),
            By(DemoPeople.Service, Role.EvaluationService, "ordre-du-jour", "prochaine"), cancellationToken: cancellationToken));
        foreach (var later in SessionPlanner.Next(next, next.AddDays(1), 2, _procedure))
        {
            Expect(await _desk.PlanAsync(
                new PlanSession(later.Date, "Saint-Denis, salle 1"),
                By(DemoPeople.Service, Role.EvaluationService, "seance", $"{later.Date:O}"), cancellationToken: cancellationToken));
        }
    }

    private static (Person Person, Role Role) ActorOf(Step step, DemoCase demoCase)
    {
        var role = step.Roles[0];
        return role == Role.Applicant
            ? (DemoPeople.ApplicantOf(demoCase.Applicant), role)
            : (new[] { DemoPeople.Lead, DemoPeople.Service, DemoPeople.Ceps, DemoPeople.Ministers }
                .Single(person => person.Roles.Contains(role)), role);
    }

    private static string Sample(FieldRule field, DemoMove move) => field.Id switch
    {
        "nombre" => "2",
        "tarif" => "312.50",
        "urgence-ministre" => "non",
        "passages" => "aucun",
        "code-lpp" => "1100011",
        "synthese" => "Données cliniques analysées ; comparateur et population discutés avec les experts.",
        "questions" => "Précisez la version du logiciel évaluée dans l’étude pivot et joignez son protocole.",
        "experts" => "Deux experts extérieurs.",
        "analyse-liens" => "Déclarations publiques d’intérêts analysées : aucun lien.",
        _ => field.Type switch
        {
            FieldType.Date => move.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldType.Number => "1",
            FieldType.Choice => field.Choices[0].Id,
            FieldType.Text => field.IsRequired ? "Texte fictif de démonstration." : "",
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "Unknown field type."),
        },
    };

    private static Signature By(Person person, Role role, string act, string subject) =>
        new(person.Id, role, CommandOf(act, subject));

    // A command identifier drawn from what it does, so that the same seed gives the same bytes.
    private static Guid CommandOf(string act, string subject) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"demo/{act}/{subject}")).AsSpan(0, 16));

    private static MoveResult.Done Expect(MoveResult result) => result switch
    {
        MoveResult.Done done => done,
        MoveResult.Refused(var reason) => throw new InvalidOperationException($"The demonstration is refused: {reason.Message}"),
        _ => throw new InvalidOperationException("A command is done or refused."),
    };
}
