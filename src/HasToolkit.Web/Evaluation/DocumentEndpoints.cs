using Evaluation.Workflows;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Evaluation;

/// <summary>The documents of dossiers and sessions as files and pages, the published opinions, and whole dossiers as archives.</summary>
internal static class DocumentEndpoints
{
    private const string Word = "docx";
    private const string Sheet = "/css/document.css";
    private const string SectionPrefix = "rubrique-";

    /// <summary>The name of the input of a section.</summary>
    public static string NameOf(OpinionSection section) => SectionPrefix + section.Key;

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/dossiers/{id}/documents/{kind}/{format}", DocumentAsync);
        app.MapGet("/dossiers/{id}/archive", ArchiveAsync).WithMetadata(WholeExport.Mark);
        app.MapGet("/seances/{id}/documents/{kind}/{format}", SessionDocumentAsync);
        app.MapGet("/avis/{id}", PublishedAsync);
        app.MapGet("/avis/{id}/word", PublishedWordAsync);
        var posts = app.MapGroup("/dossiers").WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/importer", ImportAsync);
        posts.MapPost("/{id}/avis", DraftAsync);
        posts.MapPost("/{id}/occulter", RedactAsync);
        posts.MapPost("/{id}/retablir", RestoreAsync);
    }

    /// <summary>What a document of a dossier is written from.</summary>
    public static async Task<DocumentCase> CaseAsync(EvaluationServices services, DossierFile file)
    {
        var placed = file.Dossier.Agenda.Count == 0 ? (SessionId?)null : file.Dossier.Agenda[^1].Session;
        return new DocumentCase(
            file.Procedure, file.Journal, await services.Queries.PeopleAsync(),
            placed is { } session ? await services.Queries.ReadSessionAsync(session) : null);
    }

    private static async Task<IResult> DocumentAsync(
        string id, string kind, string format, EvaluationServices services, ICurrentPerson current, OwnFiles files)
    {
        var acting = (await current.GetAsync())!;
        var (file, refusal) = await services.Queries.ReadAsync(new DossierId(id), acting.Person);
        if (refusal is not null and not DossierNotFound)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (file is null || DocumentKind.Find(kind) is not { } wanted)
            return Results.NotFound();
        var at = await CaseAsync(services, file);
        if (wanted.WhyNotFor(acting.Role, at) is not null)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        return wanted.WhyNot(at) is null
            ? Answer(DocumentFiles.Write(wanted, at), $"{kind}-{id}", format, files,
                [($"/dossiers/{id}?onglet=documents", "Revenir au dossier"), ($"/dossiers/{id}/documents/{kind}/{Word}", "Document Word")])
            : Results.NotFound();
    }

    private static async Task<IResult> SessionDocumentAsync(
        string id, string kind, string format, EvaluationServices services, ICurrentPerson current, OwnFiles files)
    {
        var acting = (await current.GetAsync())!;
        var session = await services.Queries.ReadSessionAsync(new SessionId(id));
        if (session is null || DocumentKind.Find(kind) is not { } wanted)
            return Results.NotFound();
        if (acting.Role == Role.Applicant || session.Agenda.Any(item => item.Deliberation?.Deported.Contains(acting.Person.Id) == true))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        return DocumentFiles.Write(wanted, session, await services.Queries.PeopleAsync()) is { } document
            ? Answer(document, $"{kind}-{id}", format, files,
                [($"/seances/{id}", "Revenir à la séance"), ($"/seances/{id}/documents/{kind}/{Word}", "Document Word")])
            : Results.NotFound();
    }

    private static async Task<IResult> PublishedAsync(string id, EvaluationServices services, OwnFiles files) =>
        await services.Published.ReadAsync(new DossierId(id)) is { } known
            ? Answer(known.Document, $"avis-{id}", "html", files, [("/avis", "Tous les avis publiés"), ($"/avis/{id}/word", "Document Word")])
            : Results.NotFound();

    private static async Task<IResult> PublishedWordAsync(string id, EvaluationServices services, OwnFiles files) =>
        await services.Published.ReadAsync(new DossierId(id)) is { } known
            ? Answer(known.Document, $"avis-{id}", Word, files, [])
            : Results.NotFound();

    private static IResult Answer(
        WrittenDocument document, string name, string format, OwnFiles files, IReadOnlyList<(string Address, string Text)> links)
    {
        if (format == "html")
            return Results.Content(HtmlPage.Write(document, files.Address(Sheet), links), "text/html; charset=utf-8");
        if (format != Word)
            return Results.NotFound();
        var file = DocumentFiles.ToWord(document, name);
        return Results.File(file.Content, file.MediaType, file.FileName);
    }

    private static async Task<IResult> ArchiveAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current)
    {
        var acting = (await current.GetAsync())!;
        var (file, refusal) = await services.Queries.ReadAsync(new DossierId(id), acting.Person);
        if (refusal is DossierNotFound)
            return Results.NotFound();
        if (file is null || !CaseFile.IsWholeFor(acting.Person, file.Dossier))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        // On disk first: half an archive is never sent, and it may be larger than the memory.
        var path = Path.GetTempFileName();
        context.Response.OnCompleted(() =>
        {
            File.Delete(path);
            return Task.CompletedTask;
        });
        await using (var archive = File.Create(path))
            await services.Archive.WriteAsync(file.Dossier.Id, archive);
        return Results.File(path, "application/zip", $"{id}.zip");
    }

    private static async Task<IResult> ImportAsync(
        HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (form.Files.Count == 0 || form.Files[0].FileName.Length == 0)
        {
            echo.Refuse("importer", "Aucun fichier n’est choisi. Choisissez une archive, puis importez-la.", form, "fichier");
            return DossierPosts.Again<ImportPage>(StatusCodes.Status422UnprocessableEntity);
        }

        try
        {
            await using var content = form.Files[0].OpenReadStream();
            var (result, refusal) = await services.Archive.ImportAsync(content, acting.Sign(form.Command()));
            if (result is not null)
                return new Recorded($"/dossiers/{result.Content.Dossier}?onglet=journal");
            echo.Refuse("importer", refusal!, form);
        }
        catch (InvalidDataException e)
        {
            echo.Refuse("importer", e.Message, form, "fichier");
        }

        return DossierPosts.Again<ImportPage>(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> DraftAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var sections = form.Keys.Where(key => key.StartsWith(SectionPrefix, StringComparison.Ordinal) && form.Text(key).Length > 0)
            .Select(key => new SectionText(key[SectionPrefix.Length..], form.Text(key))).ToList();
        return await DossierPosts.DoAsync(id, "avis", new DraftOpinion(sections), form, acting, services, echo, "documents");
    }

    private static async Task<IResult> RedactAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var command = new RedactPassage(
            form.Text("passage"), Redactions.Find(form.Text("motif")) ?? RedactionReason.BusinessSecrecy, form.Text("note"));
        return await DossierPosts.DoAsync(id, "occulter", command, form, acting, services, echo, "documents");
    }

    private static async Task<IResult> RestoreAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var command = new RestorePassage(form.Text("passage"), form.Text("note"));
        return await DossierPosts.DoAsync(id, $"retablir-{form.Text("numero")}", command, form, acting, services, echo, "documents");
    }
}
