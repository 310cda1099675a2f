using System.Text;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Evaluation;

/// <summary>A procedure as a file for another tool.</summary>
internal static class ProcedureDownloads
{
    /// <summary>Maps « /procedures/ID/VERSION/FORMAT » and « /dossiers/ID/schema/FORMAT ».</summary>
    public static void MapProcedureDownloads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{id}/{version:int}/{format}", Download);
        app.MapGet("/dossiers/{id}/schema/{format}", DownloadMarkedAsync);
    }

    /// <summary>The address of a file.</summary>
    public static string Address(Procedure procedure, ProcedureFormat format) =>
        $"/procedures/{procedure.Id}/{procedure.Version}/{format.Key}";

    private static IResult Download(string id, int version, string format, EvaluationServices services)
    {
        var procedure = services.Procedures.All.FirstOrDefault(known => known.Id == id && known.Version == version);
        return procedure is null || ProcedureFormat.Find(format) is not { } known
            ? Results.NotFound()
            : Results.File(Encoding.UTF8.GetBytes(known.Write(procedure)), $"{known.MediaType}; charset=utf-8", known.FileName(procedure));
    }

    // The schema of a dossier, its open steps marked.
    private static async Task<IResult> DownloadMarkedAsync(string id, string format, EvaluationServices services, ICurrentPerson current)
    {
        var (file, refusal) = await services.Queries.ReadAsync(new DossierId(id), (await current.GetAsync())!.Person);
        if (refusal is DossierNotFound || ProcedureFormat.Find(format) is not { MarksSteps: true } known)
            return Results.NotFound();
        if (file is null)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var text = known.WriteMarked(file.Procedure, [.. file.Dossier.OpenSteps.Select(step => step.Step)]);
        return Results.File(Encoding.UTF8.GetBytes(text), $"{known.MediaType}; charset=utf-8", $"{file.Dossier.Id}{known.Extension}");
    }
}
