using HasToolkit.Web.Hosting;
using Verbatims.Nlp;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;
using Verbatims.Nlp.Topics;

namespace HasToolkit.Web.Verbatims;

/// <summary>The batches of comments and the judges that read them, opened once for the whole host.</summary>
internal sealed class CommentHost : IDisposable
{
    private readonly OnnxCommentModel _model;

    private CommentHost(OnnxCommentModel model, string modelFolder, TopicGrid grid, CommentAnalyser analyser, VerbatimServices services)
    {
        (_model, ModelFolder, Grid, Analyser, Services) = (model, modelFolder, grid, analyser, services);
        TopicNames = grid.Topics.ToDictionary(topic => topic.Code, topic => topic.Label);
    }

    /// <summary>Where batches are read, corrected and reported.</summary>
    public VerbatimServices Services { get; }

    /// <summary>The two judges.</summary>
    public CommentAnalyser Analyser { get; }

    /// <summary>The topics.</summary>
    public TopicGrid Grid { get; }

    /// <summary>The French name of each topic, by code.</summary>
    public IReadOnlyDictionary<string, string> TopicNames { get; }

    /// <summary>Where the model and its card are.</summary>
    public string ModelFolder { get; }

    /// <summary>The name of a topic; its code when it is not in the grid any more.</summary>
    public string NameOf(string code) => TopicNames.GetValueOrDefault(code, code);

    /// <summary>Opens the model, the grid and the database.</summary>
    /// <exception cref="InvalidDataException">The model or the grid cannot be used.</exception>
    /// <exception cref="IOException">The database cannot be opened.</exception>
    public static async Task<CommentHost> OpenAsync(HasOptions options, TimeProvider clock)
    {
        if (options.CommentGrid is { } missing && !File.Exists(missing))
            throw new InvalidDataException($"Réglage Has:CommentGrid : le fichier « {missing} » n’existe pas. Donnez-en le chemin complet.");
        var grid = options.CommentGrid is { } file ? TopicGrid.Read(await File.ReadAllTextAsync(file), file) : TopicGrid.Shipped;
        var folder = options.CommentModel ?? OnnxCommentModel.ShippedFolder;
        var model = OnnxCommentModel.Load(folder);
        try
        {
            var analyser = new CommentAnalyser(model, grid);
            var services = await VerbatimServices.OpenAsync(
                options.DataFolder, analyser, grid.Version, options.Connection, clock);
            return new CommentHost(model, folder, grid, analyser, services);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Services.Dispose();
        _model.Dispose();
    }
}
