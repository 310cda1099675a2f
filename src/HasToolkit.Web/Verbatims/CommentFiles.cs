using HasToolkit.Web.Hosting;
using Verbatims.Nlp.Reports;

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
    }

    private static async Task<IResult> ReportAsync(string lot, string format, HttpContext context, CommentHost host)
    {
        if (!MediaTypes.TryGetValue(format, out var mediaType) || await CommentPosts.FindAsync(host, lot) is not { Run: not null } batch)
            return Results.NotFound();
        var (query, fault) = CommentPlaces.Read(batch.Id, context.Request.Query);
        if (fault is not null)
            return Results.BadRequest();
        var stop = context.RequestAborted;
        var report = await host.Services.ReportAsync(query, host.TopicNames, stop);
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
