using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using HasToolkit.Web.Evaluation;
using LitReview;
using LitReview.Citations;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>What leaves a review as a file: its diagram, its report, its references in each format, the whole of it.</summary>
internal static class ReviewDownloads
{
    public static async Task<IResult> DownloadAsync(
        string id, string file, HttpContext http, LitReviewServices reviews, EvaluationServices evaluation)
    {
        if (await reviews.Queries.ReviewAsync(new ReviewId(id)) is not { } review)
            return Results.NotFound();
        switch (file)
        {
            case "prisma.svg":
                return Results.File(
                    System.Text.Encoding.UTF8.GetBytes(PrismaSvg.Draw(PrismaFlow.Of(
                        review, int.TryParse(http.Request.Query["recherche"], CultureInfo.InvariantCulture, out var search) ? search : null))), "image/svg+xml; charset=utf-8", $"prisma-{id}.svg");
            case "revue.zip":
                return await WholeAsync(review, reviews, http);
            case "rapport.docx":
                var path = Path.GetTempFileName();
                try
                {
                    DocxReport.Write(
                        review, await reviews.Queries.CitationsAsync(review.Id, DocxReport.Cited(review), http.RequestAborted), path);
                    return Results.File(
                        await File.ReadAllBytesAsync(path, http.RequestAborted),
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", $"revue-{id}.docx");
                }
                finally
                {
                    File.Delete(path);
                }

            default:
                return await ReferencesAsync(review, file, http, reviews, evaluation);
        }
    }

    // « references » or « incluses », in the format that the end of the name says. On disk and not in memory: a review can be long.
    private static async Task<IResult> ReferencesAsync(
        Review review, string file, HttpContext http, LitReviewServices reviews, EvaluationServices evaluation)
    {
        var (name, format) = (Path.GetFileNameWithoutExtension(file), CitationExport.FormatOf(file));
        if (format is not { } written || name is not ("references" or "incluses"))
            return Results.NotFound();
        var people = await evaluation.Queries.PeopleAsync();
        var path = Path.GetTempFileName();
        http.Response.OnCompleted(() =>
        {
            File.Delete(path);
            return Task.CompletedTask;
        });
        await using (var output = File.Create(path))
        {
            await reviews.ExportAsync(
                review, written, name == "incluses", output, reader => people.Name(new PersonId(reader.Value)), http.RequestAborted);
        }

        return TypedResults.PhysicalFile(path, MediaTypeOf(written), $"{name}-{review.Id}{Path.GetExtension(file)}");
    }

    private static string MediaTypeOf(CitationFileFormat format) => format switch
    {
        CitationFileFormat.Ris => "application/x-research-info-systems",
        CitationFileFormat.Csv => "text/csv; charset=utf-8",
        CitationFileFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        CitationFileFormat.BibTex => "application/x-bibtex",
        CitationFileFormat.CslJson => "application/vnd.citationstyles.csl+json",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    // On disk and not in memory: full texts can be large.
    private static async Task<IResult> WholeAsync(Review review, LitReviewServices reviews, HttpContext http)
    {
        var path = Path.GetTempFileName();
        http.Response.OnCompleted(() =>
        {
            File.Delete(path);
            return Task.CompletedTask;
        });
        await using (var file = File.Create(path))
            await reviews.Archive.WriteAsync(review, file, http.RequestAborted);
        return TypedResults.PhysicalFile(path, "application/zip", $"revue-{review.Id}.zip");
    }
}
