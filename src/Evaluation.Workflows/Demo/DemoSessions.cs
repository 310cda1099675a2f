using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Demo;

/// <summary>The sessions in which the dossiers of the fictional year are deliberated: on Tuesdays that no other session holds.</summary>
internal sealed class DemoSessions(Desk desk, DossierQueries queries, DemoClock clock, DateOnly today)
{
    private readonly Dictionary<DateOnly, SessionId> _own = [];
    private readonly HashSet<DateOnly> _taken = [];
    private int _act;

    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _taken.UnionWith((await queries.SessionsAsync(cancellationToken)).Select(session => session.Date));

    /// <summary>The first Tuesday from a day on whose session is ours.</summary>
    public DateOnly FreeDay(DateOnly from)
    {
        var day = from.AddDays(((int)DayOfWeek.Tuesday - (int)from.DayOfWeek + 7) % 7);
        while (_taken.Contains(day) && !_own.ContainsKey(day))
            day = day.AddDays(7);
        return day;
    }

    /// <summary>Puts the step on the agenda of its day and deliberates; false when a rule says no.</summary>
    public async Task<bool> DeliberateAsync(
        DossierId id, Step step, StepOutcome outcome, IReadOnlyDictionary<string, string> fields, DateOnly on, Vote vote, string subject,
        CancellationToken cancellationToken)
    {
        var session = await OnAsync(on, cancellationToken);
        await desk.DoAsync(
            session, new AddItem(id, step.Id), By(DemoPeople.Service, Role.EvaluationService, $"ordre-du-jour/{subject}"),
            cancellationToken: cancellationToken);
        var needsVote = outcome.Guards.Any(guard => guard.Name == "vote-carried");
        return await desk.DoAsync(
            session, new DeliberateItem(id, step.Id, outcome.Id, fields, needsVote ? vote : null),
            By(DemoPeople.Chair, Role.Chair, $"deliberation/{subject}/{outcome.Id}"), cancellationToken: cancellationToken) is MoveResult.Done;
    }

    public async Task EndPastAsync(CancellationToken cancellationToken)
    {
        foreach (var (day, id) in _own.Where(pair => pair.Key < today).OrderBy(pair => pair.Key))
        {
            clock.GoTo(day, 600);
            await desk.DoAsync(id, new EndSession(), By(DemoPeople.Chair, Role.Chair, "fin"), cancellationToken: cancellationToken);
        }
    }

    private async Task<SessionId> OnAsync(DateOnly on, CancellationToken cancellationToken)
    {
        if (_own.TryGetValue(on, out var known))
            return known;
        var planned = (MoveResult.Done)await desk.PlanAsync(
            new PlanSession(on, "Saint-Denis, salle 2"), By(DemoPeople.Service, Role.EvaluationService, "seance"), cancellationToken: cancellationToken);
        var id = new SessionId(planned.Stream);
        await desk.DoAsync(
            id, new TakeAttendance([DemoPeople.Chair.Id, .. DemoPeople.Members.Take(17).Select(member => member.Id)]),
            By(DemoPeople.Service, Role.EvaluationService, "presence"), cancellationToken: cancellationToken);
        _taken.Add(on);
        return _own[on] = id;
    }

    private Signature By(Person person, Role role, string act) => new(
        person.Id, role, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"demo-annee/{today.ToString("O", CultureInfo.InvariantCulture)}/{act}/{++_act}")).AsSpan(0, 16)));
}
