using System.CommandLine;

namespace HasToolkit.Cli.LitReview;

/// <summary>The commands of the literature part, in the order of the help.</summary>
internal static class LitReviewCommands
{
    public static IEnumerable<Command> All(CliApp app)
    {
        var reviews = new ReviewCommands(app);
        var screening = new ScreenCommands(app, app.Input);
        var files = new ReviewFileCommands(app);
        return
        [
            new CliCommand("litreview", "Revues de littérature : protocole, import, tri, arrêt, rapport ; lecture des exports, doublons, recherche, réponses citées, mesures.")
            {
                reviews.New(), reviews.Import(), new KnownCommand(app).Known(), new AbstractCommand(app).Abstract(), reviews.List(), reviews.Show(), screening.Screen(), screening.Suggest(), reviews.Stop(), reviews.Check(),
                new StudyCommands(app).Studies(), new StudyCommands(app).Appraise(), new StudyCommands(app).Extract(), new StudyCommands(app).Bias(),
                new ExtractionFormCommand(app).Form(), new StudyCommands(app).AddForm(), new StudyCommands(app).Schema(),
                files.Export(), files.Restore(), files.Report(), files.Replay(),
                new SecondModelCommands(app).All(),
                new CitationCommands(app).Read(),
                new CitationCommands(app).Convert(),
                new DuplicateCommands(app).Dedupe(),
                new DuplicateCommands(app).Score(),
                new SearchCommands(app).Search(),
                new AnswerCommand(app).Answer(),
                new ProposeCommand(app).Propose(),
                new SimulateCommand(app).Simulate(),
                new EvaluateSearchCommands(app).Search(),
                new EvaluateSearchCommands(app).Answers(),
            },
        ];
    }
}
