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

    private static async Task<IResult> ActAsync(
        string id, string act, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var (dossier, step) = (new DossierId(form.Text("dossier")), form.Text("etape"));
        SessionCommand? command = act switch
        {
            "ajouter" => new AddItem(dossier, step),
            "retirer" => new WithdrawItem(dossier, step, form.Text("motif")),
            "documents" => new SendDocuments(form.Day("le") ?? services.Desk.Today),
            "presence" => new TakeAttendance([.. form["present"].OfType<string>().Select(person => new PersonId(person))]),
            "deliberer" => new DeliberateItem(dossier, step, form.Text("issue"), form.Fields(), VoteOf(form)),
            "deport" => new RecordItemDeport(dossier, new PersonId(form.Text("personne")), form.Text("motif")),
            "lever-deport" => new LiftItemDeport(dossier, new PersonId(form.Text("personne")), form.Text("motif")),
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
