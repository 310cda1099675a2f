using System.Collections.Concurrent;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Tests.Persistence;

public sealed class SqliteHistoryTests : HistoryTests
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresHistoryTests : HistoryTests
{
    protected override bool OnPostgres => true;
}

/// <summary>
/// Several writers on one dossier at once, from two processes’ worth of connections. What each was answered is compared with the rules
/// played one command after the other, in the order of the ledger: linearizability (Herlihy and Wing, 1990).
/// </summary>
public abstract class HistoryTests
{
    private const int Writers = 6;
    private const int Rounds = 30;

    private sealed record Call(DossierCommand Command, Person Person, Role Role, Guid Id, int Began, int Ended, MoveResult Result)
    {
        public MoveResult.Done? Done => Result as MoveResult.Done;
    }

    protected abstract bool OnPostgres { get; }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_writers_are_answered_is_what_the_rules_say_in_the_order_of_the_ledger(int seed)
    {
        await using var ledger = await ALedger.CreateAsync(OnPostgres);
        using var elsewhere = await ledger.OpenAgainAsync();
        var id = await ledger.FiledAsync();

        var calls = await WriteAsync([ledger.Desk, elsewhere.Desk], id, ledger.Today, seed);
        var steps = await LogAsync(ledger.Database, id);

        CheckOrder(calls);
        CheckRules(calls, steps, ledger.Today);
        Assert.Empty((await ledger.Services.Audit.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Faults);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {calls.Count} commands, {calls.Count(call => call.Done is not null)} carried out, {steps[^1].Event.Sequence} events.");
    }

    private static async Task<List<Call>> WriteAsync(Desk[] desks, DossierId id, DateOnly today, int seed)
    {
        var (calls, clock) = (new ConcurrentBag<Call>(), 0);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + writer);
            for (var round = 0; round < Rounds; round++)
            {
                var (command, role) = ACommand(random, today, $"{writer}/{round}");
                var (person, commandId) = (ADossier.Holding(role), Guid.NewGuid());
                var began = Interlocked.Increment(ref clock);
                var result = await desks[writer % desks.Length].DoAsync(id, command, ALedger.By(person, role, commandId));
                calls.Add(new Call(command, person, role, commandId, began, Interlocked.Increment(ref clock), result));
            }
        })));
        return [.. calls.OrderBy(call => call.Began)];
    }

    // What one writer does decides what another may: the applicant is asked for more and answers, and the project lead, who is named,
    // released, deported and no longer so, writes notes between.
    private static (DossierCommand Command, Role Role) ACommand(Random random, DateOnly today, string mark)
    {
        var lead = DemoPeople.Lead.Id;
        FinishStep Finish(string step, string outcome, params (string, string)[] fields) =>
            new(step, outcome, today, fields.ToDictionary(field => field.Item1, field => field.Item2));
        return random.Next(8) switch
        {
            0 or 1 => (Finish("recevabilite", "incomplet", ("message", $"Il manque des pièces ({mark}).")), Role.EvaluationService),
            2 or 3 => (Finish("complements", "envoyes"), Role.Applicant),
            4 => (new AssignPerson(lead, Role.ProjectLead), Role.EvaluationService),
            5 => (new DeclareDeport(lead, $"Lien ({mark})."), Role.EthicsService),
            6 => (new LiftDeport(lead, $"Fin du lien ({mark})."), Role.EthicsService),
            _ => (new AddNote($"Note {mark}."), Role.ProjectLead),
        };
    }

    private static async Task<List<(string Command, SignedEvent Event)>> LogAsync(LedgerDatabase database, DossierId id)
    {
        await using var db = database.NewContext();
        var rows = await db.Events.AsNoTracking().Where(row => row.Stream == id.Value).OrderBy(row => row.Sequence).ToListAsync();
        return [.. rows.Select(row => (row.Command, Projections.EventOf(row).ToDossierEvent()))];
    }

    // What ended before something else began stands before it.
    private static void CheckOrder(List<Call> calls)
    {
        var done = calls.Where(call => call.Done is not null).ToList();
        Assert.Equal(done.Count, done.Select(call => call.Done!.Version).Distinct().Count());
        foreach (var earlier in done)
        {
            Assert.All(
                done.Where(later => earlier.Ended < later.Began), later => Assert.True(earlier.Done!.Version < later.Done!.Version, $"{earlier} {later}"));
        }
    }

    private static void CheckRules(List<Call> calls, List<(string Command, SignedEvent Event)> log, DateOnly today)
    {
        // The state before each event, by the sequence of the event.
        var (states, state) = (new Dictionary<long, Dossier>(), (Dossier?)null);
        var id = new DossierId("");
        foreach (var (_, signed) in log)
        {
            if (state is not null)
                states[signed.Sequence] = state;
            state = Dossier.Fold(id, log.Where(one => one.Event.Sequence <= signed.Sequence).Select(one => one.Event));
        }

        var last = log[^1].Event.Sequence;
        states[last + 1] = state!;
        Decision Decide(Call call, long before) => DossierRules.Decide(
            states[before], call.Command, new DecisionContext(ADossier.Lppr, call.Person, call.Role, today));

        foreach (var call in calls)
        {
            var written = log.Where(one => one.Command == call.Id.ToString("D")).Select(one => one.Event).ToList();
            if (call.Done is { } done)
            {
                Assert.Equal(done.Version, written[^1].Sequence);
                var accepted = Assert.IsType<Decision.Accepted>(Decide(call, written[0].Sequence));
                Assert.Equal(accepted.Events.Select(one => one.GetType()), written.Select(one => one.Event.GetType()));
                continue;
            }

            Assert.Empty(written);
            // Somewhere between what had ended before it began and what began after it ended, the rules refuse it.
            var from = calls.Where(other => other.Done is not null && other.Ended < call.Began).Select(other => other.Done!.Version).DefaultIfEmpty(2).Max();
            var until = calls.Where(other => other.Done is not null && other.Began > call.Ended)
                .Select(other => log.First(one => one.Command == other.Id.ToString("D")).Event.Sequence).DefaultIfEmpty(last + 1).Min();
            Assert.Contains(
                Enumerable.Range((int)from + 1, (int)(until - from)).Where(before => states.ContainsKey(before)),
                before => Decide(call, before) is Decision.Refused);
        }
    }
}
