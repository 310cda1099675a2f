using System.Text;
using Evaluation.Workflows;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Web.Evaluation;

/// <summary>A procedure as a file for another tool.</summary>
internal static class ProcedureDownloads
{
    /// <summary>Maps « /procedures/ID/VERSION/FORMAT ».</summary>
    public static void MapProcedureDownloads(this IEndpointRouteBuilder app) =>
        app.MapGet("/procedures/{id}/{version:int}/{format}", Download);

    /// <summary>The address of a file.</summary>
    public static string Address(Procedure procedure, ProcedureFormat format) =>
        $"/procedures/{procedure.Id}/{procedure.Version}/{format.Key}";

    private static IResult Download(string id, int version, string format, EvaluationServices services)
    {
        var procedure = services.Procedures.All.FirstOrDefault(known => known.Id == id && known.Version == version);
        return procedure is null || ProcedureFormat.Find(format) is not { } known
            ? Results.NotFound()
            : Results.File(Encoding.UTF8.GetBytes(known.Write(procedure)), known.MediaType, known.FileName(procedure));
    }
}
