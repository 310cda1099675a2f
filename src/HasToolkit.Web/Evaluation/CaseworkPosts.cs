using Evaluation.Workflows;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Evaluation;

/// <summary>The forms of experts, contributions and tasks, and the files joined to them.</summary>
internal static class CaseworkPosts
{
    private const int LargestFile = 100;

    public static void MapCaseworkPosts(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("").WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken)
            .AddEndpointFilter(FormDays.Require);
        posts.MapPost("/dossiers/{id}/apports/{act}", LeadAsync);
        posts.MapPost("/expertises/{id}/{question}/{act}", AnswerAsync);
        posts.MapPost("/contributions/{id}/verser", ContributeAsync);
        posts.MapPost("/taches/{id}/{act}", TaskAsync);
        app.MapGet("/dossiers/{id}/apports/{sha256}", DownloadAsync);
        app.MapGet("/expertises/{id}/{question}/fichiers/{sha256}", DownloadGivenAsync);
    }

    private static async Task<IResult> LeadAsync(
        string id, string act, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var question = form.Text("question");
        CaseworkCommand? command = act switch
        {
            "inviter" => new InviteExpert(
                new PersonId(form.Text("personne")), question, form.Text("portee") != "partagee",
                form.Day("le") ?? services.Desk.Today, [.. form["piece"].OfType<string>()]),
            "relancer-expert" => new RemindExpert(question),
            "revoquer" => new RevokeExpert(question, form.Text("motif")),
            "appeler" => new CallContributions(form.Day("le")),
            _ => null,
        };
        if (command is null)
            return Results.NotFound();
        var result = await services.Desk.DoAsync(new DossierId(id), command, acting.Sign(form.Command()), form.Version());
        if (result is MoveResult.Done)
            return new Recorded($"/dossiers/{id}?onglet=apports");
        echo.Refuse(
            act switch
            {
                "relancer-expert" => $"relancer-{question}",
                "revoquer" => $"revoquer-{question}",
                _ => act,
            },
            ((MoveResult.Refused)result).Reason, form);
        return DossierPosts.PageAgain(id, "apports");
    }

    private static async Task<IResult> AnswerAsync(
        string id, string question, string act, HttpContext context, EvaluationServices services, ICurrentPerson current,
        FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        IResult Again() => DossierPosts.Again<ExpertisePage>(
            StatusCodes.Status422UnprocessableEntity, (nameof(ExpertisePage.Id), id), (nameof(ExpertisePage.Question), question));
        // Who may not read the question has no form of it, and stores nothing.
        if (await services.Casework.QuestionAsync(new DossierId(id), question, acting.Person.Id) is null)
            return Again();
        var (joined, fault) = act == "repondre" ? await StoreAsync(form, services) : default;
        if (fault is not null)
        {
            echo.Refuse(act, fault, form, "fichier");
            return Again();
        }

        CaseworkCommand? command = act switch
        {
            "accepter" => new AcceptInvitation(question),
            "decliner" => new DeclineInvitation(question, form.Text("motif")),
            "repondre" => new AnswerConsultation(question, form["texte"].ToString(), joined),
            _ => null,
        };
        if (command is null)
            return Results.NotFound();
        var result = await services.Desk.DoAsync(new DossierId(id), command, acting.Sign(form.Command()), form.Version());
        if (result is MoveResult.Done)
            return new Recorded($"/expertises/{id}/{question}");
        echo.Refuse(act, ((MoveResult.Refused)result).Reason, form);
        return Again();
    }

    private static async Task<IResult> ContributeAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        IResult Again() => DossierPosts.Again<ContributionPage>(
            StatusCodes.Status422UnprocessableEntity, (nameof(ContributionPage.Id), id));
        if (await services.Casework.CallAsync(new DossierId(id), acting.Person) is null)
            return Again();
        var (joined, fault) = await StoreAsync(form, services);
        if (fault is not null)
        {
            echo.Refuse("contribuer", fault, form, "fichier");
            return Again();
        }

        var result = await services.Desk.DoAsync(
            new DossierId(id), new Contribute(form["texte"].ToString(), joined), acting.Sign(form.Command()));
        if (result is MoveResult.Done)
            return new Recorded($"/contributions/{id}");
        echo.Refuse("contribuer", ((MoveResult.Refused)result).Reason, form);
        return Again();
    }

    private static async Task<IResult> TaskAsync(
        string id, string act, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var task = form.Text("tache");
        CaseworkCommand? command = act switch
        {
            "prendre" => new ClaimTask(task),
            "confier" => new HandTaskOver(task, new PersonId(form.Text("personne")), form.Text("motif")),
            "relancer" => new RemindTask(task),
            "signaler" => new EscalateTask(task, form.Text("motif")),
            _ => null,
        };
        if (command is null)
            return Results.NotFound();
        var result = await services.Desk.DoAsync(new DossierId(id), command, acting.Sign(form.Command()));
        if (result is MoveResult.Done)
            return new Recorded("/taches");
        echo.Refuse($"{act}-{id}-{task}", ((MoveResult.Refused)result).Reason, form);
        return DossierPosts.Again<TasksPage>(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<(JoinedFile? File, string? Fault)> StoreAsync(IFormCollection form, EvaluationServices services)
    {
        if (form.Files.FirstOrDefault(file => file.FileName.Length > 0) is not { } upload)
            return (null, null);
        try
        {
            await using var content = upload.OpenReadStream();
            var stored = await services.Parts.SaveAsync(content, upload.FileName, LargestFile);
            return (new JoinedFile(PartStore.LabelOf(upload.FileName), stored.Sha256, stored.Size, stored.MediaType), null);
        }
        catch (PartRefusedException e)
        {
            return (null, e.Message);
        }
    }

    private static async Task<IResult> DownloadAsync(
        string id, string sha256, EvaluationServices services, ICurrentPerson current)
    {
        var (file, refusal) = await services.Casework.ReadAsync(new DossierId(id), (await current.GetAsync())!.Person);
        if (refusal is not null and not DossierNotFound)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var joined = file?.Consultations.Select(consultation => consultation.Answer?.File)
            .Concat(file.Contributions.Select(contribution => contribution.File))
            .FirstOrDefault(candidate => candidate?.Sha256 == sha256);
        return joined is null ? Results.NotFound() : Results.File(services.Parts.Open(sha256), joined.MediaType, joined.FileName);
    }

    private static async Task<IResult> DownloadGivenAsync(
        string id, string question, string sha256, EvaluationServices services, ICurrentPerson current)
    {
        var view = await services.Casework.QuestionAsync(new DossierId(id), question, (await current.GetAsync())!.Person.Id);
        if (view?.Parts.FirstOrDefault(part => part.Sha256 == sha256) is { } given)
            return Results.File(services.Parts.Open(sha256), given.MediaType, given.FileName);
        return view?.Consultation.Answer?.File is { } joined && joined.Sha256 == sha256
            ? Results.File(services.Parts.Open(sha256), joined.MediaType, joined.FileName)
            : Results.NotFound();
    }
}
