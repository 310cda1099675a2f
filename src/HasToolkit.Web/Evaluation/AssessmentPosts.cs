using Evaluation.Workflows;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Evaluation;

/// <summary>The forms of the assessment and of the evidence of a dossier.</summary>
internal static class AssessmentPosts
{
    public static void MapAssessmentPosts(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("/dossiers").WithOrder(DossierPosts.BeforePages)
            .AddEndpointFilter(DossierPosts.RequireToken).AddEndpointFilter(FormDays.Require);
        posts.MapPost("/{id}/grilles/{grid}/{section}", FillAsync);
        posts.MapPost("/{id}/classification", ClassifyAsync);
        posts.MapPost("/{id}/preuves/{act}", EvidenceAsync);
    }

    private static async Task<IResult> FillAsync(
        string id, string grid, string section, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (GridRef.Parse(grid) is not { } reference || services.Grids.Find(reference) is not { } known)
            return Results.NotFound();

        var (name, indication) = ($"grille-{section}", form.Text("indication") is { Length: > 0 } chosen ? chosen : null);
        var shown = $"{reference}{(indication is null ? "" : $"|{indication}")}";
        var answers = new List<GridAnswer>();
        foreach (var item in known.Items)
        {
            if (GridAnswers.Find(form.Text($"reponse-{item.Id}")) is not { } kind)
                continue;
            var (place, isNumber) = form.Place($"-{item.Id}");
            if (!isNumber)
            {
                echo.Refuse(name, $"« {item.Label} » : « {form.Text($"page-{item.Id}")} » n’est pas un numéro de page.", form, $"page-{item.Id}");
                return Again(id, shown, StatusCodes.Status422UnprocessableEntity);
            }

            answers.Add(new GridAnswer(item.Id, kind, form.Text($"commentaire-{item.Id}"), form.Text($"citation-{item.Id}"), place));
        }

        if (form.Version() is not { } version)
        {
            echo.Refuse(name, "Le formulaire ne dit plus quelle version du dossier vous aviez lue. Relisez la page, puis recommencez.", form);
            return Again(id, shown, StatusCodes.Status422UnprocessableEntity);
        }

        var result = await services.Desk.DoAsync(
            new DossierId(id), new AnswerGrid(reference, indication, answers), acting.Sign(form.Command()), version);
        if (result is not MoveResult.Refused(var reason))
            return new Recorded($"/dossiers/{id}?onglet=evaluation&grille={Uri.EscapeDataString(shown)}#groupe-{section}");
        echo.Refuse(name, reason, form);
        return Again(
            id, shown, reason is DossierHasChanged ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ClassifyAsync(
        string id, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (!Enum.TryParse<DigitalPurpose>(form.Text("finalite"), out var purpose) || !Enum.IsDefined(purpose))
        {
            echo.Refuse("classification", "Choisissez une finalité de la liste.", form, "finalite");
            return DossierPosts.PageAgain(id, "evaluation");
        }

        var command = new Classify(purpose, form.Text("personnalisee") == "oui", form.Text("autonome") == "oui", form.Text("commentaire"));
        return await DossierPosts.DoAsync(id, "classification", command, form, acting, services, echo, "evaluation");
    }

    private static async Task<IResult> EvidenceAsync(
        string id, string act, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var (evidence, point) = (form.Text("preuve"), form.Point());
        var (place, isNumber) = form.Place();
        if (act == "verser" && !isNumber)
        {
            echo.Refuse("verser", $"« Page » : « {form.Text("page")} » n’est pas un numéro de page.", form, "page");
            return DossierPosts.PageAgain(id, "preuves");
        }

        AssessmentCommand? command = act switch
        {
            "verser" => new AddEvidence(DescriptionOf(form, place), form.Appraisal(), point),
            "apprecier" => new AppraiseEvidence(evidence, form.Appraisal()),
            "ecarter" => new SetEvidenceAside(evidence, form.Text("motif")),
            "lier" when point is not null => new LinkEvidence(evidence, point),
            "detacher" when point is not null => new UnlinkEvidence(evidence, point, form.Text("motif")),
            _ => null,
        };
        var name = act switch
        {
            "verser" => act,
            "detacher" => $"detacher-{evidence}-{point?.Indication}-{point?.Criterion}",
            _ => $"{act}-{evidence}",
        };
        return command is null
            ? Results.NotFound()
            : await DossierPosts.DoAsync(id, name, command, form, acting, services, echo, "preuves");
    }

    private static EvidenceDescription DescriptionOf(IFormCollection form, PartPage? place) => new(
        EvidenceText.FindKind(form.Text("nature")) ?? EvidenceKind.Study, form.Text("titre"),
        new EvidenceIdentifiers(OrNull(form.Text("doi")), OrNull(form.Text("pmid")), OrNull(form.Text("nct"))),
        form.Text("chiffre"), form.Text("source"), form.Day("date"), Sha256: null, place);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static IResult Again(string id, string shown, int status) => DossierPosts.Again<DossierPage>(
        status, (nameof(DossierPage.Id), id), (nameof(DossierPage.Tab), "evaluation"), (nameof(DossierPage.Chosen), shown));
}
