using System.Reflection;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Reading;

namespace Verbatims.Nlp.Demo;

/// <summary>Fills an empty database with fictional comments, read and analysed as any file is.</summary>
public static class DemoComments
{
    /// <summary>The name of the file, as its batch bears it.</summary>
    public const string FileName = "commentaires-fictifs.csv";

    /// <summary>Reads and analyses the fictional comments when there is no batch yet.</summary>
    /// <param name="services">The services.</param>
    /// <param name="cancellationToken">Stops the work; what is stored stays, and is completed the next time.</param>
    /// <returns>The batch; null when another batch is there.</returns>
    public static async Task<BatchId?> SeedAsync(VerbatimServices services, CancellationToken cancellationToken = default)
    {
        var batches = await services.Queries.BatchesAsync(cancellationToken);
        if (batches.Any(batch => batch.FileName != FileName || batch.State == BatchState.Ready))
            return null;

        var folder = Directory.CreateTempSubdirectory("has-demo-");
        try
        {
            var path = Path.Combine(folder.FullName, FileName);
            await using (var content = Assembly.GetExecutingAssembly().GetManifestResourceStream($"demo/{FileName}")!)
            await using (var file = File.Create(path))
                await content.CopyToAsync(file, cancellationToken);
            using var source = await SourceFile.OpenAsync(path, cancellationToken: cancellationToken);
            return await services.AnalyseAsync(source, source.Proposal, cancellationToken: cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
