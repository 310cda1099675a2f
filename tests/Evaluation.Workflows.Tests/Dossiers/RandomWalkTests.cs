using CsCheck;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>Random walks through the real procedure. A failing walk prints the seed that repeats it.</summary>
public sealed class RandomWalkTests
{
    private static readonly Person[] Everyone =
    [
        .. DemoPeople.All.Where(person => person.Roles[0] is not (Role.Applicant or Role.Member)), ADossier.Applicant,
        DemoPeople.ApplicantOf("Télécœur"), DemoPeople.Members[0], DemoPeople.Members[5],
        ADossier.Holding(Role.Expert), ADossier.Holding(Role.Association),
    ];

    [Fact]
    public void A_thousand_random_dossiers_keep_what_must_always_hold() =>
        Gen.Select(Gen.Int, Gen.Int[5, 60], Gen.Int[0, 2]).Sample(
            (seed, moves, request) => Walk(new Random(seed), moves, ADossier.Lppr.Requests[request].Id), iter: 1000);

    private static void Walk(Random random, int moves, string request)
    {
        var drive = Drive.Opened(ADossier.Request(request, usesAi: random.Next(2) == 0));
        for (var i = 0; i < moves; i++)
        {
            drive.At(drive.Today.AddDays(random.Next(12)));
            var person = Everyone[random.Next(Everyone.Length)];
            var role = random.Next(10) == 0 ? Roles.Every[random.Next(Roles.Every.Count)] : person.Roles[random.Next(person.Roles.Count)];
            if (random.Next(4) > 0 && drive.Open.Contains("recevabilite") && !drive.Dossier.IsDeported(ADossier.Applicant.Id))
                drive.WithParts();
            var before = (drive.Dossier, drive.Events.Count);
            if (random.Next(3) > 0 && drive.Dossier.OpenSteps.Count > 0)
                (person, role) = Suited(drive, random);

            var decision = Attempt(drive, random, person, role);
            if (decision is Decision.Accepted(var events))
            {
                Assert.Null(before.Dossier.Closed);
                Assert.False(before.Dossier.IsDeported(person.Id), "A deported person acted.");
                Assert.Contains(role, person.Roles);
                drive.Add(events, person, role);
            }
            else
            {
                Assert.False(string.IsNullOrWhiteSpace(((Decision.Refused)decision).Reason.Message));
                Assert.Equal(before, (drive.Dossier, drive.Events.Count));
            }

            Clocks(drive);
        }

        Invariants(drive);
        if (drive.Dossier.Closed is null)
            drive.ToTheEnd();
        Assert.Empty(drive.Open);
        Invariants(drive);
    }

    // Someone who may act on an open step, so that walks go far.
    private static (Person Person, Role Role) Suited(Drive drive, Random random)
    {
        var step = drive.Procedure.StepOf(drive.Dossier.OpenSteps[random.Next(drive.Dossier.OpenSteps.Count)].Step);
        var role = step.Roles[random.Next(step.Roles.Count)];
        return (ADossier.Holding(role), role);
    }

    private static Decision Attempt(Drive drive, Random random, Person person, Role role)
    {
        var dossier = drive.Dossier;
        var day = drive.Today.AddDays(random.Next(8) == 0 ? random.Next(-40, 10) : 0);
        var target = Everyone[random.Next(Everyone.Length)].Id;
        var part = drive.Procedure.Parts[random.Next(drive.Procedure.Parts.Count)].Id;
        switch (random.Next(14))
        {
            case 0: return drive.Try(new AddNote(random.Next(4) == 0 ? " " : "Une note."), role, person);
            case 1: return drive.Try(new DeclareDeport(target, "Lien."), role, person);
            case 2: return drive.Try(new LiftDeport(target, "Erreur."), role, person);
            case 3: return drive.Try(new AssignPerson(target, role), role, person);
            case 4: return drive.Try(new ReleasePerson(target, Role.ProjectLead, "Congé."), role, person);
            case 5: return drive.Try(new RequestWithdrawal(day, "Retrait."), role, person);
            case 6 when random.Next(4) == 0: return drive.Try(new CloseAsImpossible(day, "Impossible."), role, person);
            case 7: return drive.Try(drive.APart(part) with { On = day }, role, person);
            case 8: return drive.Try(new SetPartAside(part, Drive.Hash(part), "Périmée."), role, person);
            case 9:
                Conclusion conclusion = random.Next(2) == 0 ? LpprListingConclusion.Insufficient() : drive.AConclusion();
                return drive.Try(new RecordConclusion(random.Next(5) == 0 ? "autre" : "adultes", conclusion), role, person);
            default: return AttemptStep(drive, random, person, role, day, dossier);
        }
    }

    private static Decision AttemptStep(Drive drive, Random random, Person person, Role role, DateOnly day, Dossier dossier)
    {
        var steps = drive.Procedure.Steps;
        var mine = dossier.OpenSteps.Select(open => drive.Procedure.StepOf(open.Step)).Where(step => step.Roles.Contains(role)).ToList();
        var step = mine.Count > 0 && random.Next(10) > 0 ? mine[random.Next(mine.Count)] : steps[random.Next(steps.Count)];
        var outcome = step.Outcomes[random.Next(step.Outcomes.Count)];
        var fields = outcome.Fields.Where(field => field.IsRequired || random.Next(2) == 0).ToDictionary(
            field => field.Id, field => Value(field, drive.Today, random));
        if (random.Next(15) == 0)
            fields["surprise"] = "x";
        var command = new FinishStep(step.Id, outcome.Id, day, fields);
        return step.NeedsSession && random.Next(8) > 0
            ? DossierRules.Deliberate(
                drive.Dossier, command,
                drive.ADeliberation(step.Id, random.Next(5) == 0 ? null : new Vote(random.Next(18), random.Next(9), random.Next(9))),
                drive.Context(person, role))
            : drive.Try(command, role, person);
    }

    private static string Value(FieldRule field, DateOnly today, Random random) => random.Next(20) == 0 ? "12,5" : field.Type switch
    {
        FieldType.Date => today.AddDays(random.Next(-30, 2)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        FieldType.Number => "3",
        FieldType.Choice => field.Choices[random.Next(field.Choices.Count)].Id,
        FieldType.Text => "Texte.",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "Unknown field type."),
    };

    private static void Clocks(Drive drive)
    {
        foreach (var reading in DossierClock.Read(drive.Dossier, drive.Procedure, drive.Today))
        {
            Assert.True(reading.DueOn is null || reading.DueOn > reading.StartedOn, "A limit is due before it started.");
            Assert.True(reading.DueIfResumedToday is null || reading.DueIfResumedToday > reading.StartedOn, "A limit resumes in the past.");
            Assert.True(reading.DaysUsed >= 0 && reading.DaysStopped >= 0, "A count is negative.");
            Assert.NotEmpty(reading.Explanation);
        }
    }

    private static void Invariants(Drive drive)
    {
        var events = drive.Events;
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(signed => signed.Sequence));

        var open = new HashSet<(string, int)>();
        var deported = new HashSet<PersonId>();
        foreach (var (signed, index) in events.Select((signed, index) => (signed, index)))
        {
            Assert.DoesNotContain(signed.Person, deported);
            switch (signed.Event)
            {
                case StepOpened e:
                    Assert.True(open.Add((e.Step, e.Occurrence)), $"{e.Step} opened twice.");
                    Assert.Single(open, step => step.Item1 == e.Step);
                    break;
                case StepFinished e:
                    Assert.True(open.Remove((e.Step, e.Occurrence)), $"{e.Step} finished without being open.");
                    break;
                case StepCancelled e:
                    Assert.True(open.Remove((e.Step, e.Occurrence)), $"{e.Step} cancelled without being open.");
                    break;
                case DeportDeclared e:
                    // The command is the last act of a person who declares his own.
                    deported.Add(e.Person);
                    break;
                case DeportLifted e:
                    deported.Remove(e.Person);
                    break;
                case DossierClosed:
                    Assert.Equal(events.Count - 1, index);
                    Assert.Empty(open);
                    break;
                default:
                    break;
            }
        }

        Assert.Equal(open, drive.Dossier.OpenSteps.Select(step => (step.Step, step.Occurrence)).ToHashSet());
        var again = Dossier.Fold(ADossier.Id, events)!;
        Assert.Equal(drive.Dossier.OpenSteps, again.OpenSteps);
        Assert.Equal(drive.Dossier.Closed, again.Closed);
        Assert.Equal(drive.Dossier.Finished.Select(step => (step.Ref, step.On)), again.Finished.Select(step => (step.Ref, step.On)));
        Assert.True(drive.Dossier.Closed is not null || open.Count > 0, "Nothing is open and nothing is closed.");
    }
}
