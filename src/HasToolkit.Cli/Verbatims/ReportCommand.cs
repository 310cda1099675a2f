using System.CommandLine;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;

namespace HasToolkit.Cli.Verbatims;

/// <summary>The report of a batch, or of a part of it, as a file.</summary>
internal sealed class ReportCommand(CliApp app)
{
    public Command Report()
    {
        var (batch, options) = (BatchCommands.BatchArgument(), new QueryOptions());
        var format = new Option<string>("--format")
        {
            Description = "xlsx, csv, json, docx (une page par service) ou html (à imprimer).",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "xlsx",
        };
        var output = BatchCommands.Text("--sortie", "Fichier à écrire ; sinon verbatims-LOT.FORMAT dans le dossier courant.", "FICHIER");
        var command = new CliCommand(
            "report", "Écrit le rapport d’un lot, ou d’une partie.", "has verbatims report dernier --format docx --sortie cdu.docx",
            "has verbatims report dernier --format xlsx --depuis 2026-06")
        {
            batch, format, output,
        };
        options.AddTo(command);
        var compared = new ComparisonOptions();
        compared.AddTo(command);
        return app.Does(command, async run =>
        {
            var wanted = run.Word(
                format, [.. ((string[])["xlsx", "csv", "json", "docx", "html"]).Select((word, place) => (word, place))]) is { } place
                ? ((string[])["xlsx", "csv", "json", "docx", "html"])[place]
                : "xlsx";
            using var verbatims = await VerbatimsRun.OpenAsync(run);
            var queries = verbatims.Services.Queries;
            var known = await queries.BatchAsync(run.Get(batch), run.Stop);
            if (known.Run is null)
                throw new InputException($"Le lot {known.Id} n’est pas encore analysé : relancez « has verbatims analyse » sur son fichier.");
            var query = options.Read(run, new CommentQuery(known.Id));
            var report = (await verbatims.Services.ReportAsync(query, verbatims.TopicNames, run.Stop)) with
            {
                Comparison = await compared.ReadAsync(run, verbatims, query),
            };
            var path = Path.GetFullPath(run.Text(output) ?? $"verbatims-{known.Id}.{wanted}");
            await WriteAsync(run, report, queries.StoredAsync(query, run.Stop), wanted, path);
            if (run.WantsJson)
                run.Terminal.Json(new { Path = path, Format = wanted, Comments = report.Figures.Cards.Comments.Value });
            run.Terminal.Done($"Rapport écrit dans « {path} ».");
            if (known.State != BatchState.Ready)
                run.Terminal.Warn("Le lot n’est pas entièrement analysé : le rapport ne porte que sur ce qui l’est.");
            return known.State == BatchState.Ready ? ExitCodes.Ok : ExitCodes.Partial;
        });
    }

    private static Task WriteAsync(
        Run run, Report report, IAsyncEnumerable<StoredComment> comments, string format, string path) => format switch
        {
            "xlsx" => OutputFile.ReplaceAsync(path, unfinished => XlsxReport.WriteAsync(report, comments, unfinished, run.Stop)),
            "docx" => OutputFile.ReplaceAsync(path, unfinished =>
            {
                DocxReport.Write(report, unfinished);
                return Task.CompletedTask;
            }),
            "csv" => OutputFile.WriteAsync(path, stream => CsvReport.WriteAsync(report, comments, stream, run.Stop)),
            "json" => OutputFile.WriteAsync(path, stream => JsonReport.WriteAsync(report, comments, stream, run.Stop)),
            _ => OutputFile.WriteAsync(path, async stream =>
            {
                await using var writer = new StreamWriter(stream);
                HtmlReport.Write(report, writer);
            }),
        };
}
