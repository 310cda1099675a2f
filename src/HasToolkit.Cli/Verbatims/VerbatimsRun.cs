using System.CommandLine;
using Verbatims.Nlp;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;
using Verbatims.Nlp.Search;
using Verbatims.Nlp.Topics;

namespace HasToolkit.Cli.Verbatims;

/// <summary>The batches of comments and the judges that read them, opened for one command.</summary>
internal sealed class VerbatimsRun : IDisposable
{
    private readonly OnnxCommentModel _model;

    private VerbatimsRun(OnnxCommentModel model, CommentAnalyser analyser, VerbatimServices services) =>
        (_model, Analyser, Services) = (model, analyser, services);

    /// <summary>The two judges.</summary>
    public CommentAnalyser Analyser { get; }

    public TopicGrid Grid => Analyser.Grid;

    public VerbatimServices Services { get; }

    /// <summary>The French name of each topic, by code.</summary>
    public IReadOnlyDictionary<string, string> TopicNames =>
        Grid.Topics.ToDictionary(topic => topic.Code, topic => topic.Label);

    public static async Task<VerbatimsRun> OpenAsync(Run run, string? modelFolder = null, string? gridFile = null)
    {
        var model = VerbatimsCommands.Model(modelFolder);
        try
        {
            var grid = VerbatimsCommands.Grid(gridFile, model);
            var analyser = new CommentAnalyser(model, grid);
            return new VerbatimsRun(model, analyser, await VerbatimServices.OpenAsync(
                run.DataFolder, analyser, grid.Version, run.Connection, run.Clock, run.Stop));
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

/// <summary>The options that choose comments, one for each word of a query.</summary>
internal sealed class QueryOptions
{
    private readonly (string Word, Option<string> Option)[] _options =
    [
        ("service", Of("service", "Ce service seulement.", "NOM")),
        ("etablissement", Of("etablissement", "Cet établissement seulement.", "NOM")),
        ("de", Of("de", "À partir de ce mois.", "AAAA-MM")),
        ("a", Of("a", "Jusqu’à ce mois.", "AAAA-MM")),
        ("champ", Of("champ", "Case où le commentaire a été écrit : positif, negatif ou libre.", "CHAMP")),
        ("tonalite", Of("tonalite", "P, N, M ou R (positif, négatif, mixte, sans contenu).", "LETTRE")),
        ("theme", Of("theme", "Code d’un thème ; ATT- pour les critiques, ATT+ pour les éloges.", "CODE")),
        ("avec", Of("avec", "Et aussi ce thème, dans le même commentaire.", "CODE")),
        ("alerte", Of("alerte", "oui : ceux à lire d’abord.", "OUI|NON")),
        ("a-relire", Of("a-relire", "oui : ceux sur lesquels les juges divergent.", "OUI|NON")),
        ("corrige", Of("corrige", "oui : ceux qu’une personne a corrigés.", "OUI|NON")),
        ("contenu", Of("contenu", "oui : ceux qui disent quelque chose ; non : les « RAS ».", "OUI|NON")),
        ("lu", Of("lu", "oui : ceux qu’une personne a lus ; non : les autres.", "OUI|NON")),
    ];

    public void AddTo(Command command)
    {
        foreach (var (_, option) in _options)
            command.Add(option);
    }

    public CommentQuery Read(Run run, CommentQuery query) => _options.Aggregate(
        query, (part, choice) => run.Text(choice.Option) is { } value ? part.With(choice.Word, value) : part);

    private static Option<string> Of(string word, string description, string help) =>
        new("--" + word) { Description = description, HelpName = help };
}
