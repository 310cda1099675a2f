using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Sessions;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Evaluation;

/// <summary>The forms of a session of the commission.</summary>
internal static class SessionPosts
{
    private static readonly string[] VoteFields = ["pour", "contre", "abstentions"];

    public static void MapSessionPosts(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("/seances").WithOrder(DossierPosts.BeforePages)
            .AddEndpointFilter(DossierPosts.RequireToken).AddEndpointFilter(FormDays.Require);
        posts.MapPost("/", PlanAsync);
        posts.MapPost("/calendrier", PlanAllAsync);
        posts.MapPost("/{id}/proposer", ProposeAsync);
        posts.MapPost("/{id}/{act}", ActAsync);
    }

    private static async Task<IResult> PlanAsync(
        HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var result = await services.Desk.PlanAsync(
            new PlanSession(form.Day("date") ?? services.Desk.Today, form.Text("lieu")), acting.Sign(form.Command()));
        if (result is MoveResult.Done done)
            return new Recorded($"/seances/{done.Stream}");
        echo.Refuse("seance", ((MoveResult.Refused)result).Reason, form);
        return DossierPosts.Again<SessionsPage>(StatusCodes.Status422UnprocessableEntity);
    }

    // The whole calendar in as many commands as it has dates; a date that has its session already is left as it is.
    private static async Task<IResult> PlanAllAsync(
        HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var first = form.Day("date") ?? services.Desk.Today;
        var count = Math.Clamp(form.Number("nombre") ?? CalendarPage.Dates, 1, CalendarPage.MostDates);
        var taken = (await services.Queries.SessionsAsync()).Select(session => session.Date).ToHashSet();
        var dates = SessionPlanner.Next(first, services.Desk.Today, count, services.Procedures.Latest(CalendarPage.RulesOf)!);
        foreach (var (date, index) in dates.Where(date => !taken.Contains(date.Date)).Select((date, index) => (date.Date, index)))
        {
            var result = await services.Desk.PlanAsync(
                new PlanSession(date, form.Text("lieu")), acting.Sign(DossierPosts.Derived(form.Command(), index)));
            if (result is MoveResult.Refused(var reason))
            {
                echo.Refuse("calendrier", reason, form);
                return DossierPosts.Again<CalendarPage>(StatusCodes.Status422UnprocessableEntity, (nameof(CalendarPage.First), first));
            }
        }

        return new Recorded("/seances");
    }

    private static async Task<IResult> ProposeAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (await services.Queries.ReadSessionAsync(new SessionId(id)) is not { } session)
            return Results.NotFound();
        var proposed = SessionPlanner.Agenda(await services.Queries.ReadyAsync(acting.Person.Id), session);
        foreach (var (item, index) in proposed.Select((item, index) => (item, index)))
        {
            var result = await services.Desk.DoAsync(
                session.Id, new AddItem(item.Dossier, item.Step), acting.Sign(DossierPosts.Derived(form.Command(), index)));
            if (result is MoveResult.Refused(var reason))
            {
                echo.Refuse("proposer---", reason, form);
                return DossierPosts.Again<SessionPage>(StatusCodes.Status422UnprocessableEntity, (nameof(SessionPage.Id), id));
            }
        }

        return new Recorded($"/seances/{id}");
    }

    private static async Task<IResult> ActAsync(
        string id, string act, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var (dossier, step) = (new DossierId(form.Text("dossier")), form.Text("etape"));
        SessionCommand? command = act switch
        {
            "ajouter" => new AddItem(dossier, step, form.Text("motif")),
            "retirer" => new WithdrawItem(dossier, step, form.Text("motif")),
            "documents" => new SendDocuments(form.Day("le") ?? services.Desk.Today),
            "presence" => new TakeAttendance([.. form["present"].OfType<string>().Select(person => new PersonId(person))]),
            "deliberer" => new DeliberateItem(dossier, step, form.Text("issue"), form.Fields(), VoteOf(form)),
            "deport" => new RecordItemDeport(dossier, new PersonId(form.Text("personne")), form.Text("motif")),
            "lever-deport" => new LiftItemDeport(dossier, new PersonId(form.Text("personne")), form.Text("motif")),
            "debat" => new RecordDebate(dossier, step, form.Text("texte")),
            "lever" => new EndSession(),
            "approuver" => new ApproveMinutes(),
            _ => null,
        };
        if (command is null)
            return Results.NotFound();

        var result = await services.Desk.DoAsync(new SessionId(id), command, acting.Sign(form.Command()), form.Version());
        if (result is MoveResult.Done)
            return new Recorded($"/seances/{id}");
        echo.Refuse($"{act}-{dossier}-{step}-{form.Text("issue")}", ((MoveResult.Refused)result).Reason, form);
        return DossierPosts.Again<SessionPage>(StatusCodes.Status422UnprocessableEntity, (nameof(SessionPage.Id), id));
    }

    private static Vote? VoteOf(IFormCollection form) =>
        VoteFields.All(name => form.Text(name).Length == 0)
            ? null
            : new Vote(Count(form, "pour"), Count(form, "contre"), Count(form, "abstentions"));

    // What is not a number is counted as less than nothing, which the rules of the session refuse.
    private static int Count(IFormCollection form, string name) =>
        form.Text(name).Length == 0 ? 0 : form.Number(name) ?? -1;
}
