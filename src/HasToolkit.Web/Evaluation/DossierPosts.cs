using Evaluation.Workflows;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using HasToolkit.Web.Layout;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HasToolkit.Web.Evaluation;

/// <summary>The forms of a dossier: each reads its fields, hands one command in, and goes back to the page.</summary>
internal static class DossierPosts
{
    /// <summary>Pages answer at the same addresses as some forms: a form is looked for first.</summary>
    public const int BeforePages = -1;

    public static void MapDossierPosts(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("/dossiers").WithOrder(BeforePages).AddEndpointFilter(RequireToken).AddEndpointFilter(FormDays.Require);
        posts.MapPost("/nouveau", OpenAsync);
        posts.MapPost("/{id}/etape/{step}/{outcome}", FinishAsync);
        posts.MapPost("/{id}/pieces", ReceiveAsync);
        posts.MapPost("/{id}/pieces/ecarter", SetAsideAsync);
        posts.MapPost("/{id}/conclusions/{indication}", ConcludeAsync);
        posts.MapPost("/{id}/personnes/{act}", PeopleAsync);
        posts.MapPost("/{id}/retrait", WithdrawAsync);
        posts.MapPost("/{id}/impossible", CloseAsync);
        posts.MapPost("/{id}/note", NoteAsync);
        posts.MapPost("/{id}/version", ChangeVersionAsync);
        posts.MapPost("/{id}/ordre-du-jour/{step}", AgendaAsync);
        app.MapGet("/dossiers/{id}/pieces/{sha256}", DownloadAsync);
    }

    /// <summary>Refuses a form that does not carry the token of its page.</summary>
    public static async ValueTask<object?> RequireToken(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        var log = context.HttpContext.RequestServices.GetRequiredService<SecurityLog>();
        if (!await antiforgery.IsRequestValidAsync(context.HttpContext))
        {
            log.Note(context.HttpContext, SecurityLog.NoToken);
            return Results.StatusCode(400);
        }

        // A browser sends the name of a file alone. It is a label whatever it holds; that somebody tried is told.
        if (context.HttpContext.Request.HasFormContentType && (await context.HttpContext.Request.ReadFormAsync()).Files.Any(file => SecurityLog.IsPath(file.FileName)))
            log.Note(context.HttpContext, SecurityLog.PathLike);
        return await next(context);
    }

    /// <summary>The page again, with the reason and what was typed.</summary>
    public static RazorComponentResult Again<TPage>(int status, params (string Name, object? Value)[] values) =>
        new RazorComponentResult<Answer>(new Dictionary<string, object?>
        {
            [nameof(Answer.Page)] = typeof(TPage),
            [nameof(Answer.Values)] = values.ToDictionary(pair => pair.Name, pair => pair.Value),
        })
        { StatusCode = status };

    private static async Task<IResult> OpenAsync(
        HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var indications = Enumerable.Range(1, 4)
            .Select(number => new Indication($"indication-{number}", form.Text($"indication-{number}"), form.Text($"population-{number}")))
            .Where(indication => indication.Title.Length > 0)
            .ToList();
        var applicant = acting.Role == Role.Applicant ? acting.Person.Organisation : form.Text("demandeur");
        var result = await services.Desk.OpenAsync(
            new OpenDossier(
                form.Text("procedure"), form.Text("demande"), form.Text("produit"), applicant, form.Text("description"),
                form.Text("numerique") != "non", form.Text("ia") == "oui", indications, form.Day("le") ?? services.Desk.Today),
            acting.Sign(form.Command()));
        if (result is MoveResult.Done done)
            return new Recorded($"/dossiers/{done.Stream}");
        echo.Refuse("nouveau", ((MoveResult.Refused)result).Reason, form);
        return Again<NewDossier>(
            StatusCodes.Status422UnprocessableEntity, (nameof(NewDossier.Chosen), form.Text("procedure")));
    }

    private static async Task<IResult> FinishAsync(
        string id, string step, string outcome, HttpContext context, EvaluationServices services, ICurrentPerson current,
        FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var command = new FinishStep(step, outcome, form.Day("le") ?? services.Desk.Today, form.Fields());
        return await DoAsync(id, $"etape-{step}-{outcome}", command, form, acting, services, echo, "synthese");
    }

    private static async Task<IResult> ReceiveAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var (file, refusal) = await services.Queries.ReadAsync(new DossierId(id), acting.Person);
        if (refusal is not null)
            return Refused(id, "pieces", refusal, form, echo, "pieces");
        if (form.Files.Count == 0 || form.Files[0].FileName.Length == 0)
        {
            echo.Refuse("pieces", "Aucun fichier n’est choisi. Choisissez un fichier, puis versez-le.", form, "fichier");
            return PageAgain(id, "pieces");
        }

        // Every file is stored and checked before the first is recorded: one that is refused keeps the others out too.
        var received = new List<ReceivePart>();
        try
        {
            var most = file!.Procedure.ParameterOf("taille-piece").Value;
            foreach (var upload in form.Files)
            {
                await using var content = upload.OpenReadStream();
                var stored = await services.Parts.SaveAsync(content, upload.FileName, most);
                received.Add(new ReceivePart(
                    form.Text("piece"), PartStore.LabelOf(upload.FileName), stored.Sha256, stored.Size, stored.MediaType,
                    services.Desk.Today));
            }
        }
        catch (PartRefusedException e)
        {
            echo.Refuse("pieces", e.Message, form, "fichier");
            return PageAgain(id, "pieces");
        }

        // Each file is a command of its own, drawn from the page's, so that the same form sent twice counts once.
        foreach (var (part, index) in received.DistinctBy(part => part.Sha256).Select((part, index) => (part, index)))
        {
            var result = await services.Desk.DoAsync(
                new DossierId(id), part, acting.Sign(Derived(form.Command(), index)));
            if (result is MoveResult.Refused(var reason))
                return Refused(id, "pieces", reason, form, echo, "pieces");
        }

        return new Recorded($"/dossiers/{id}?onglet=pieces");
    }

    private static async Task<IResult> SetAsideAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var command = new SetPartAside(form.Text("piece"), form.Text("empreinte"), form.Text("motif"));
        return await DoAsync(id, $"ecarter-{command.Part}-{command.Sha256}", command, form, acting, services, echo, "pieces");
    }

    private static async Task<IResult> ConcludeAsync(
        string id, string indication, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var name = $"conclusion-{indication}";
        try
        {
            var isSufficient = form.Text("verdict") == "suffisant";
            var conclusion = new ConclusionText(
                form.Text("type"), form.Text("verdict"), isSufficient ? form.Number("niveau") : null,
                isSufficient ? form.Text("comparateur") : null, form.Text("motifs"), isSufficient ? form.Number("duree") : null,
                CriteriaOf(form)).Build();
            return await DoAsync(id, name, new RecordConclusion(indication, conclusion), form, acting, services, echo, "conclusions");
        }
        catch (ArgumentException e)
        {
            echo.Refuse(name, e.Message, form);
            return PageAgain(id, "conclusions");
        }
    }

    private static Dictionary<string, string>? CriteriaOf(IFormCollection form)
    {
        const string Prefix = "critere-";
        var criteria = form.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal) && form.Text(key).Length > 0)
            .ToDictionary(key => key[Prefix.Length..], form.Text);
        return criteria.Count == 0 ? null : criteria;
    }

    private static async Task<IResult> PeopleAsync(
        string id, string act, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var person = new PersonId(form.Text("personne"));
        DossierCommand? command = act switch
        {
            "designer" => new AssignPerson(person, Roles.Find(form.Text("role")) ?? Role.ProjectLead),
            "liberer" => new ReleasePerson(person, Roles.Find(form.Text("role")) ?? Role.ProjectLead, form.Text("motif")),
            "deport" => new DeclareDeport(person, form.Text("motif")),
            "lever-deport" => new LiftDeport(person, form.Text("motif")),
            _ => null,
        };
        return command is null
            ? Results.NotFound()
            : await DoAsync(
                id, act is "liberer" or "lever-deport" ? $"{act}-{person}" : act, command, form, acting, services, echo, "personnes");
    }

    private static async Task<IResult> WithdrawAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var command = new RequestWithdrawal(form.Day("le") ?? services.Desk.Today, form.Text("motif"));
        return await DoAsync(id, "retrait", command, form, acting, services, echo, "synthese");
    }

    private static async Task<IResult> CloseAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var command = new CloseAsImpossible(form.Day("le") ?? services.Desk.Today, form.Text("motif"));
        return await DoAsync(id, "impossible", command, form, acting, services, echo, "synthese");
    }

    private static async Task<IResult> NoteAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        return await DoAsync(id, "note", new AddNote(form.Text("texte")), form, acting, services, echo, "journal");
    }

    /// <summary>Reads a correspondence, a line each: « ancien=nouveau ».</summary>
    internal static Dictionary<string, string> MappingOf(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .GroupBy(pair => pair[0])
            .ToDictionary(group => group.Key, group => group.Last() is [_, var to] ? to : "");

    private static async Task<IResult> ChangeVersionAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var mapping = form.Text("correspondances");
        var version = form.Number("vers") ?? 0;
        if (form.Version() is not { } seen)
            return PageAgain(id, "synthese");

        var result = await services.Desk.DoAsync(
            new DossierId(id), new MoveLaw(version, MappingOf(mapping), form.Text("motif")), acting.Sign(form.Command()), seen);
        if (result is MoveResult.Done)
            return new Recorded($"/dossiers/{id}?onglet=journal");
        echo.Refuse("version", ((MoveResult.Refused)result).Reason, form);
        return Again<VersionPage>(
            StatusCodes.Status422UnprocessableEntity, (nameof(VersionPage.Id), id), (nameof(VersionPage.Chosen), version),
            (nameof(VersionPage.ChosenMapping), mapping));
    }

    // « Prévoir une séance aujourd’hui » plans the session and puts the dossier on its agenda, in two commands.
    private static async Task<IResult> AgendaAsync(
        string id, string step, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await ReadAsync(context, current);
        var formName = $"agenda-{step}";
        var session = form.Text("seance");
        if (session == "aujourdhui")
        {
            var planned = await services.Desk.PlanAsync(
                new PlanSession(services.Desk.Today, "à distance"), acting.Sign(Derived(form.Command(), 1)));
            if (planned is MoveResult.Refused(var no))
                return Refused(id, formName, no, form, echo, "synthese");
            session = ((MoveResult.Done)planned).Stream;
        }

        var result = await services.Desk.DoAsync(
            new SessionId(session), new AddItem(new DossierId(id), step, form.Text("motif")), acting.Sign(form.Command()));
        return result is MoveResult.Refused(var reason)
            ? Refused(id, formName, reason, form, echo, "synthese")
            : new Recorded($"/seances/{session}");
    }

    private static async Task<IResult> DownloadAsync(
        string id, string sha256, EvaluationServices services, ICurrentPerson current)
    {
        var acting = await current.GetAsync();
        var (file, refusal) = await services.Queries.ReadAsync(new DossierId(id), acting!.Person);
        if (refusal is not null and not DossierNotFound)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var part = file?.Dossier.Parts.FirstOrDefault(received => received.Sha256 == sha256);
        return part is null ? Results.NotFound() : Results.File(services.Parts.Open(sha256), part.MediaType, part.FileName);
    }

    internal static async Task<IResult> DoAsync(
        string id, string form, DossierCommand command, IFormCollection typed, Acting acting, EvaluationServices services,
        FormEcho echo, string tab)
    {
        if (typed.Version() is not { } version)
        {
            echo.Refuse(
                form, "Le formulaire ne dit plus quelle version du dossier vous aviez lue. Relisez la page, puis recommencez.", typed);
            return PageAgain(id, tab);
        }

        var result = await services.Desk.DoAsync(new DossierId(id), command, acting.Sign(typed.Command()), version);
        return result is MoveResult.Refused(var reason)
            ? Refused(id, form, reason, typed, echo, tab)
            : new Recorded($"/dossiers/{id}?onglet={tab}");
    }

    private static RazorComponentResult Refused(
        string id, string form, Refusal reason, IFormCollection typed, FormEcho echo, string tab)
    {
        echo.Refuse(form, reason, typed);
        return PageAgain(id, tab, reason is DossierHasChanged ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    internal static RazorComponentResult PageAgain(
        string id, string tab, int status = StatusCodes.Status422UnprocessableEntity) =>
        Again<DossierPage>(status, (nameof(DossierPage.Id), id), (nameof(DossierPage.Tab), tab));

    internal static async Task<(IFormCollection Form, Acting Acting)> ReadAsync(HttpContext context, ICurrentPerson current) =>
        (await context.Request.ReadFormAsync(), (await current.GetAsync())!);

    internal static Guid Derived(Guid command, int index)
    {
        var bytes = command.ToByteArray();
        bytes[^1] ^= (byte)(index + 1);
        return new Guid(bytes);
    }
}
