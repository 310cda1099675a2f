using System.CommandLine;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;
using Verbatims.Nlp.Topics;

namespace HasToolkit.Cli.Verbatims;

/// <summary>The commands of patients' comments, in the order of the help.</summary>
internal static class VerbatimsCommands
{
    public static IEnumerable<Command> All(CliApp app)
    {
        var (analysed, batches, comments) = (new AnalyseCommands(app), new BatchCommands(app), new CommentCommands(app));
        var (compared, reading) = (new CompareCommands(app), new ReadingCommands(app));
        return
        [
            new Command("verbatims", "Commentaires de patients : lots, chiffres, rapports, masquage, mesure de la qualité.")
            {
                analysed.Analyse(), batches.List(), batches.Show(), comments.Search(), compared.Quotes(), compared.Compare(),
                reading.Next(), comments.Correct(), reading.Corrections(), new OwnTopicCommand(app).Topics(), new ReportCommand(app).Report(),
                batches.Delete(), analysed.Work(),
                new PredictCommand(app).Predict(),
                new MaskCommand(app).Mask(),
                new EvaluateCommand(app).Evaluate(),
                new EvaluateMaskingCommand(app).EvaluateMasking(),
                new ModelCommands(app).All(),
            },
        ];
    }

    public static Option<string> ModelOption() => new("--modele")
    {
        Description = "Dossier d’un modèle au contrat verbatims-model/1 ; sinon le modèle fourni.",
        HelpName = "DOSSIER",
    };

    public static Option<string> GridOption() => new("--grille")
    {
        Description = "Grille de thèmes (JSON, même forme que la grille fournie) ; sinon la grille fournie.",
        HelpName = "FICHIER",
    };

    public static OnnxCommentModel Model(string? folder) => OnnxCommentModel.Load(folder ?? OnnxCommentModel.ShippedFolder);

    /// <summary>The grid of a file, or the shipped one; for a model that knows none of its topics, those of the model.</summary>
    public static TopicGrid Grid(string? file, OnnxCommentModel model)
    {
        if (file is not null)
            return TopicGrid.Read(File.ReadAllText(file), file);
        return TopicGrid.Shipped.Topics.Any(topic => model.Topics.Contains(topic.Code))
            ? TopicGrid.Shipped
            : new TopicGrid(model.Version, model.Version, [.. model.Topics.Select(code => new Topic(code, code, "", "", []))]);
    }

    public static string ToneCode(Tone tone) => "PNMR"[(int)tone].ToString();
}
