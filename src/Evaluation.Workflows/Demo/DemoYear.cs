using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Demo;

/// <summary>
/// A year of fictional dossiers of every procedure, beside the few of <see cref="DemoData"/>: each goes on at its own pace, by the same
/// desk and the same rules as a real one, until what would come next lies in the future.
/// </summary>
public sealed class DemoYear
{
    private const int MostMoves = 80;

    private readonly DemoClock _clock = new();
    private readonly Desk _desk;
    private readonly DossierQueries _queries;
    private readonly PartStore _parts;
    private readonly ProcedureLibrary _procedures;
    private readonly DateOnly _today;
    private readonly DemoSessions _sessions;

    private DemoYear(EvaluationServices services, DateOnly today)
    {
        (_procedures, _parts, _today) = (services.Procedures, services.Parts, today);
        _desk = new Desk(services.Database, services.Procedures, _clock, services.Grids);
        _queries = new DossierQueries(services.Database, services.Procedures, _clock);
        _sessions = new DemoSessions(_desk, _queries, _clock, today);
    }

    /// <summary>How many dossiers the year has.</summary>
    public static int Count => DemoYearCase.All.Count;

    /// <summary>Adds the dossiers that are not there yet. The same day gives the same year.</summary>
    /// <param name="services">The ledger; it holds the small demonstration, whose people act here too.</param>
    /// <param name="progress">Receives how many dossiers are done; may be null.</param>
    /// <param name="cancellationToken">Stops between two dossiers; those that are there stay.</param>
    /// <returns>How many were added.</returns>
    public static async Task<int> SeedAsync(
        EvaluationServices services, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var year = new DemoYear(services, FrenchCalendar.DayInParis(services.Clock.GetUtcNow()));
        await year.RegisterAsync(cancellationToken);
        await year._sessions.LoadAsync(cancellationToken);
        var added = 0;
        foreach (var (index, demo) in DemoYearCase.All.Index())
        {
            if (!await year.IsThereAsync(demo, cancellationToken))
            {
                await year.PlayAsync(demo, index, cancellationToken);
                added++;
            }

            progress?.Report(index + 1);
        }

        await year._sessions.EndPastAsync(cancellationToken);
        return added;
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        _clock.GoTo(_today, 0);
        var known = (await _queries.PeopleAsync(cancellationToken)).Select(person => person.Id).ToHashSet();
        var companies = DemoYearCase.All.Select(demo => demo.Applicant).Distinct().Select(DemoPeople.ApplicantOf);
        foreach (var person in DemoPeople.All.Concat(companies).DistinctBy(person => person.Id).Where(person => !known.Contains(person.Id)))
            await _desk.RegisterAsync(person, CommandOf("personne", person.Id.Value), cancellationToken);
    }

    private async Task<bool> IsThereAsync(DemoYearCase demo, CancellationToken cancellationToken) =>
        (await _queries.ListAsync(new DossierFilter(Text: demo.Product, PageSize: 500), cancellationToken)).Dossiers
        .Any(dossier => dossier.Product == demo.Product);

    private async Task PlayAsync(DemoYearCase demo, int index, CancellationToken cancellationToken)
    {
        var chance = new Random(20_260 + index);
        // Evenly over the year; those of the last months are still under way.
        var opened = _today.AddDays(-(375 - (index * 7 % 365)) + chance.Next(-3, 4));
        opened = opened < _today ? opened : _today;
        var play = new DemoPlay(this, demo, _procedures.Latest(demo.Procedure)!, chance, opened);
        await play.RunAsync(cancellationToken);
    }

    private static Guid CommandOf(string act, string subject) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"demo-annee/{act}/{subject}")).AsSpan(0, 16));

    /// <summary>One dossier, from its opening to today.</summary>
    private sealed class DemoPlay(DemoYear year, DemoYearCase demo, Procedure procedure, Random chance, DateOnly opened)
    {
        private readonly Dictionary<(string Step, int Occurrence), DateOnly> _planned = [];
        private readonly double _pace = 0.6 + (chance.NextDouble() * 1.3);
        private readonly bool _isFavourable = chance.Next(100) < 72;
        private readonly bool _isIncomplete = chance.Next(100) < 18;
        private readonly bool _asksQuestions = chance.Next(100) < 35;
        private readonly int _answer = chance.Next(100);
        private readonly bool _stalls = chance.Next(100) < 12;
        private readonly Person _lead = chance.Next(2) == 0 ? DemoPeople.Lead : DemoPeople.Second;
        private DossierId _id;
        private int _act;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            await OpenAsync(cancellationToken);
            for (var moves = 0; moves < MostMoves; moves++)
            {
                var dossier = await ReadAsync(cancellationToken);
                if (dossier.Closed is not null
                    || dossier.OpenSteps.Select(open => (Open: open, On: PlannedFor(open))).Where(one => one.On <= year._today)
                        .OrderBy(one => one.On).ThenBy(one => one.Open.OpenedAt).FirstOrDefault() is not { Open: { } next } due)
                {
                    return;
                }

                year._clock.GoTo(due.On, ++_act % 480);
                if (!await FinishAsync(dossier, next, due.On, cancellationToken))
                    _planned[(next.Step, next.Occurrence)] = due.On.AddDays(9);
            }
        }

        private DateOnly PlannedFor(OpenStep open)
        {
            if (_planned.TryGetValue((open.Step, open.Occurrence), out var known))
                return known;
            var days = (int)(_pace * open.Step switch
            {
                "depot" => 1,
                "recevabilite" or "completude" => chance.Next(5, 12),
                "complements" or "complements-ans" => chance.Next(10, 30),
                "instruction" => chance.Next(25, 45) + (_stalls ? 70 : 0),
                "reponse" => chance.Next(15, 60),
                "examen" or "projet" or "avis" or "audition" => chance.Next(4, 15),
                "contribution" or "cnp" => 30,
                "ministres" or "ceps" or "budget" => chance.Next(20, 60),
                "fin" or "droit-commun" or "renouvellement" or "depot-lppr" or "mise-a-jour" => 400,
                _ => chance.Next(2, 12),
            });
            var on = open.OpenedOn.AddDays(Math.Max(0, days));
            if (procedure.StepOf(open.Step).NeedsSession)
                on = year._sessions.FreeDay(on);
            return _planned[(open.Step, open.Occurrence)] = on;
        }

        private async Task OpenAsync(CancellationToken cancellationToken)
        {
            year._clock.GoTo(opened, ++_act);
            var role = procedure.Openers.Contains(Role.Applicant) ? Role.Applicant : Role.EvaluationService;
            var person = role == Role.Applicant ? DemoPeople.ApplicantOf(demo.Applicant) : DemoPeople.Service;
            var done = Expect(await year._desk.OpenAsync(
                new OpenDossier(
                    demo.Procedure, demo.Request, demo.Product, demo.Applicant, demo.Description, demo.IsDigital, demo.UsesAi,
                    [new Indication("principale", demo.Indication, demo.Population)], opened),
                By(person, role, "ouverture"), cancellationToken));
            _id = new DossierId(done.Stream);
            var missing = DossierRules.MissingParts(await ReadAsync(cancellationToken), procedure);
            // One that is found incomplete lacks what comes last.
            await SendAsync(_isIncomplete ? missing.SkipLast(1) : missing, person, role, opened, cancellationToken);
        }

        private async Task SendAsync(IEnumerable<PartRule> parts, Person person, Role role, DateOnly on, CancellationToken cancellationToken)
        {
            foreach (var part in parts)
            {
                using var pdf = new MemoryStream(SamplePdf.Write($"{demo.Product} - {part.Title}", "Document fictif de demonstration."));
                var stored = await year._parts.SaveAsync(pdf, $"{part.Id}.pdf", 100, cancellationToken);
                await TryAsync(
                    new ReceivePart(part.Id, $"{part.Id}-{demo.Product.ToLowerInvariant()}.pdf", stored.Sha256, stored.Size, stored.MediaType, on),
                    person, role, cancellationToken);
            }
        }

        private async Task<bool> FinishAsync(Dossier dossier, OpenStep open, DateOnly on, CancellationToken cancellationToken)
        {
            var step = procedure.StepOf(open.Step);
            await PrepareAsync(dossier, step, open, on, cancellationToken);
            dossier = await ReadAsync(cancellationToken);
            foreach (var outcome in Preferred(step, open))
            {
                var fields = outcome.Fields.ToDictionary(field => field.Id, field => Sample(field, on));
                // Some roles, such as a national council, are played by nobody here: the service answers in their place.
                var role = step.RolesOf(outcome).First(candidate => candidate == Role.Applicant || DemoPeople.All.Any(person => person.Roles.Contains(candidate)));
                if (step.NeedsSession
                    ? await year._sessions.DeliberateAsync(_id, step, outcome, fields, on, VoteOf(), $"{demo.Product}/{open.Step}/{open.Occurrence}", cancellationToken)
                    : await TryAsync(new FinishStep(step.Id, outcome.Id, on, fields), ActorOf(dossier, step, outcome, role), role, cancellationToken))
                {
                    return true;
                }
            }

            return false;
        }

        private async Task PrepareAsync(Dossier dossier, Step step, OpenStep open, DateOnly on, CancellationToken cancellationToken)
        {
            if (step.Id.StartsWith("complements", StringComparison.Ordinal))
            {
                var role = step.Roles[0];
                await SendAsync(DossierRules.MissingParts(dossier, procedure), Holding(role), role, on, cancellationToken);
            }

            if (dossier.Assignments.All(assignment => assignment.Role != Role.ProjectLead) && step.Roles.Contains(Role.ProjectLead))
                await TryAsync(new AssignPerson(_lead.Id, Role.ProjectLead), DemoPeople.Service, Role.EvaluationService, cancellationToken);
            if (step.Id == "instruction")
            {
                foreach (var command in DemoYearWork.Of(dossier, demo, chance))
                    await TryAsync(command, _lead, Role.ProjectLead, cancellationToken);
            }

            if (step.Id == "examen" && open.Occurrence == 1)
                await TryAsync(DemoYearWork.Draft(demo, procedure), _lead, Role.ProjectLead, cancellationToken);
            if (step.Id is "projet" or "avis" or "eligibilite" && dossier.Conclusions.Count == 0)
                await ConcludeAsync(cancellationToken);
            if (step.Id is "examen" && chance.Next(2) == 0)
                await TryAsync(new AddNote(DemoYearWork.Note(demo, chance)), DemoPeople.Service, Role.EvaluationService, cancellationToken);
        }

        private async Task ConcludeAsync(CancellationToken cancellationToken)
        {
            var form = ConclusionForm.Find(procedure.RequestOf(demo.Request).ConclusionKind)!;
            foreach (var text in DemoYearWork.Conclusions(form, demo, _isFavourable, chance))
            {
                try
                {
                    if (await TryAsync(new RecordConclusion("principale", text.Build()), _lead, Role.ProjectLead, cancellationToken))
                        return;
                }
                catch (ArgumentException)
                {
                    // No such conclusion can exist: the next one is tried.
                }
            }
        }

        // What is likely comes first; whatever else the rules allow comes after, but for what only a withdrawal opens.
        private IEnumerable<StepOutcome> Preferred(Step step, OpenStep open)
        {
            var first = (step.Id, open.Occurrence) switch
            {
                ("instruction", 1) when _asksQuestions => "questions",
                ("instruction", _) => "rapport",
                ("examen", 1) when _answer % 11 == 0 => "reporte",
                ("examen", 1) when _answer % 13 == 0 => "complement",
                ("contradictoire", _) => _answer switch { < 62 => "sans-observation", < 86 => "observations", _ => "audition" },
                ("observations", _) when _answer % 2 == 0 => "fond",
                ("experts", _) => _answer % 3 == 0 ? "sans-expert" : "designes",
                ("ceps", _) when _answer % 5 == 0 => "desaccord",
                ("ministres", _) when !_isFavourable => "refus",
                ("intention", _) when !_isFavourable => "refuser",
                _ => step.Outcomes[0].Id,
            };
            return step.Outcomes.Where(outcome => outcome.Guards.All(guard => guard.Name != "withdrawn"))
                .OrderBy(outcome => outcome.Id == first ? 0 : outcome.Id is "abandon" or "exclue" or "reporte" ? 2 : 1);
        }

        private Vote VoteOf() => _answer switch { < 70 => new Vote(17, 0, 1), < 90 => new Vote(14, 2, 2), _ => new Vote(10, 6, 2) };

        private Person ActorOf(Dossier dossier, Step step, StepOutcome outcome, Role role)
        {
            var other = outcome.DifferentPersonFrom is { } earlier ? dossier.LatestOf(earlier)?.Person : null;
            var usual = Holding(role);
            return usual.Id != other && !(step.Id == "publication" && dossier.Redactors.Contains(usual.Id))
                ? usual
                : DemoPeople.All.FirstOrDefault(person => person.Roles.Contains(role) && person.Id != other && person.Id != usual.Id
                    && (role != Role.Applicant || person.Organisation == demo.Applicant)) ?? usual;
        }

        private Person Holding(Role role)
        {
            if (role == Role.Applicant)
                return DemoPeople.ApplicantOf(demo.Applicant);
            return role == Role.ProjectLead
                ? _lead
                : new[] { DemoPeople.Service, DemoPeople.Chair }.Concat(DemoPeople.All).First(person => person.Roles.Contains(role));
        }

        private async Task<Dossier> ReadAsync(CancellationToken cancellationToken) =>
            (await year._queries.ReadAsync(_id, DemoPeople.Service, cancellationToken)).File!.Dossier;

        private async Task<bool> TryAsync(DossierCommand command, Person person, Role role, CancellationToken cancellationToken) =>
            await year._desk.DoAsync(_id, command, By(person, role, $"acte/{++_act}"), cancellationToken: cancellationToken) is MoveResult.Done;

        private Signature By(Person person, Role role, string act) => new(person.Id, role, CommandOf(act, $"{demo.Product}/{opened:O}"));

        private string Sample(FieldRule field, DateOnly on) => field.Id switch
        {
            "nombre" => $"{chance.Next(4)}",
            "tarif" or "montant" => $"{chance.Next(40, 2_400)}.00",
            "urgence-ministre" or "pecan-anterieure" or "refus-anterieur" => "non",
            "engagement" or "conditions-r165-4" => "oui",
            "passages" => "aucun",
            "code-lpp" => $"{1_100_000 + chance.Next(90_000)}",
            "synthese" => $"Données de {demo.Product} analysées ; le comparateur et la population sont discutés.",
            "questions" or "demande" => $"Précisez la version de {demo.Product} évaluée, et joignez le protocole de l’étude pivot.",
            "experts" => "Deux experts extérieurs.",
            "analyse-liens" => "Déclarations publiques d’intérêts analysées : aucun lien.",
            "reponse" => "Version précisée, protocole joint.",
            _ => field.Type switch
            {
                FieldType.Date => on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                FieldType.Number => "1",
                FieldType.Choice => field.Choices[0].Id,
                FieldType.Text => field.IsRequired ? $"Dossier fictif, {demo.Indication.ToLower(CultureInfo.GetCultureInfo("fr-FR"))}." : "",
                _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "Unknown field type."),
            },
        };
    }

    private static MoveResult.Done Expect(MoveResult result) => result switch
    {
        MoveResult.Done done => done,
        MoveResult.Refused(var reason) => throw new InvalidOperationException($"The demonstration is refused: {reason.Message}"),
        _ => throw new InvalidOperationException("A command is done or refused."),
    };
}
