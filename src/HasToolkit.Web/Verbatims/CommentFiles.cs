using System.Globalization;
using System.Text;
using HasToolkit.Web.Hosting;
using Verbatims.Nlp;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;
using Verbatims.Nlp.Topics;

namespace HasToolkit.Web.Verbatims;

/// <summary>Files that are downloaded: reports, corrections.</summary>
internal static class CommentFiles
{
    private static readonly Dictionary<string, string> MediaTypes = new()
    {
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["csv"] = "text/csv; charset=utf-8",
        ["json"] = "application/json",
        ["html"] = "text/html; charset=utf-8",
    };

    public static void MapCommentFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/commentaires/{lot}/rapport/{format}", ReportAsync).WithMetadata(WholeExport.Mark);
        app.MapGet("/commentaires/{lot}/corrections.csv", CorrectionsAsync).WithMetadata(WholeExport.Mark);
        app.MapGet("/commentaires/themes.json", OwnTopicsAsync);
    }

    private static async Task<IResult> ReportAsync(string lot, string format, HttpContext context, CommentHost host, BatchAccess access)
    {
        if (!MediaTypes.TryGetValue(format, out var mediaType) || await CommentPosts.FindAsync(host, lot) is not { Run: not null } batch)
            return Results.NotFound();
        var (query, fault) = CommentPlaces.Read(batch.Id, context.Request.Query);
        if (fault is not null)
            return Results.BadRequest();
        var stop = context.RequestAborted;
        Report report;
        try
        {
            report = (await host.Services.ReportAsync(query, host.TopicNames, stop)) with
            {
                Comparison = await ComparedAsync(query, context.Request.Query, host.Services, access, stop),
            };
        }
        catch (TooFewCommentsException)
        {
            // The page of reports says why there is none.
            return Results.Redirect(CommentPlaces.Reports(query));
        }

        var comments = host.Services.Queries.StoredAsync(query, stop);
        return await WrittenAsync(context, mediaType, $"commentaires-{lot}.{format}", async path =>
        {
            switch (format)
            {
                case "xlsx":
                    await XlsxReport.WriteAsync(report, comments, path, stop);
                    break;
                case "docx":
                    DocxReport.Write(report, path);
                    break;
                case "html":
                    await using (var writer = new StreamWriter(path))
                        HtmlReport.Write(report, writer);
                    break;
                default:
                    await using (var stream = File.Create(path))
                    {
                        await (format == "csv"
                            ? CsvReport.WriteAsync(report, comments, stream, stop)
                            : JsonReport.WriteAsync(report, comments, stream, stop));
                    }

                    break;
            }
        });
    }

    // A batch that the person does not see is no reference; what cannot be read is left out, as on the page.
    private static async Task<ReportComparison?> ComparedAsync(
        CommentQuery query, IQueryCollection address, VerbatimServices services, BatchAccess access, CancellationToken stop)
    {
        if ((await access.BatchesAsync()).FirstOrDefault(batch => batch.Id.Value == address["reference"] && batch.Run is not null) is { } reference)
            return await services.CompareAsync(query, reference, stop);
        return DateOnly.TryParseExact($"{address["depuis"]}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since)
            ? await services.CompareAsync(query, since, stop)
            : null;
    }

    private static async Task<IResult> OwnTopicsAsync(HttpContext context, CommentHost host) => Results.File(
        Encoding.UTF8.GetBytes(OwnTopicFile.Write(await host.Services.Queries.OwnTopicsAsync(context.RequestAborted))),
        MediaTypes["json"], "themes.json");

    private static async Task<IResult> CorrectionsAsync(string lot, HttpContext context, CommentHost host)
    {
        if (await CommentPosts.FindAsync(host, lot) is not { } batch)
            return Results.NotFound();
        var (queries, stop) = (host.Services.Queries, context.RequestAborted);
        var judged = await queries.JudgedAsync(batch.Id, stop);
        var comments = await queries.CommentsAsync(
            batch.Id, [.. judged.Select(one => one.Correction.Comment.Number).Distinct()], stop);
        return await WrittenAsync(context, MediaTypes["csv"], $"corrections-{lot}.csv", async path =>
        {
            await using var stream = File.Create(path);
            await CorrectionReport.WriteAsync(judged, comments.ToDictionary(comment => comment.Key), stream, stop);
        });
    }

    // Written whole before it is sent: a reader never gets half a report. It holds comments, so it goes once it is sent.
    private static async Task<IResult> WrittenAsync(HttpContext context, string mediaType, string name, Func<string, Task> write)
    {
        var folder = Directory.CreateTempSubdirectory("has-rapport-");
        context.Response.OnCompleted(() =>
        {
            folder.Delete(recursive: true);
            return Task.CompletedTask;
        });
        var path = Path.Combine(folder.FullName, name);
        await write(path);
        return Results.File(path, mediaType, name);
    }
}
