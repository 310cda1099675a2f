using System.Text;
using Evaluation.Workflows;
using Evaluation.Workflows.Diagrams;
using Evaluation.Workflows.Overview;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Evaluation;

/// <summary>What is counted over all dossiers, as files.</summary>
internal static class OverviewDownloads
{
    /// <summary>What the address of a file may ask for, as the pages do.</summary>
    internal sealed record Asked(string? Procedure, string? Genre, string? De, string? A, string? Anciens)
    {
        public OverviewFilter Filter(EvaluationServices services) =>
            OverviewChoice.Of(services.Procedures, Procedure, Genre, De, A, Anciens).Filter;
    }

    /// <summary>Maps the picture of a procedure with its figures, and the observatory as CSV.</summary>
    public static void MapOverviewDownloads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/tableau-de-bord/schema.svg", async ([AsParameters] Asked asked, EvaluationServices services, CancellationToken stop) =>
        {
            var figures = CaseOverview.Of(await services.Cases.ReadAsync(stop), asked.Filter(services), services.Desk.Today);
            if (figures.Procedures is not [var shown, ..])
                return Results.NotFound();
            var text = ProcedureSvg.Write(
                shown.Procedure, [.. shown.Steps.Where(step => step.Open > 0).Select(step => step.Step.Id)], OverviewText.Notes(shown));
            return Results.File(
                Encoding.UTF8.GetBytes(text), "image/svg+xml; charset=utf-8", FormattableString.Invariant($"{shown.Procedure.Id}-{figures.Today:yyyy-MM-dd}.svg"));
        });
        app.MapGet("/observatoire/donnees.csv", async ([AsParameters] Asked asked, EvaluationServices services, ICurrentPerson current, CancellationToken stop) =>
        {
            var acting = (await current.GetAsync())!;
            var figures = Observatory.Of(await services.Cases.ReadAsync(stop), asked.Filter(services), services.Grids, acting.Person.Id);
            return Results.File(
                Encoding.UTF8.GetBytes(ObservatoryCsv.Write(figures)), ObservatoryCsv.MediaType,
                FormattableString.Invariant($"observatoire-{services.Desk.Today:yyyy-MM-dd}.csv"));
        }).WithMetadata(WholeExport.Mark);
    }
}
