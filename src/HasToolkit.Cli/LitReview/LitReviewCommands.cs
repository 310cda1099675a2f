using System.CommandLine;

namespace HasToolkit.Cli.LitReview;

/// <summary>The commands of the literature part, in the order of the help.</summary>
internal static class LitReviewCommands
{
    public static IEnumerable<Command> All(CliApp app)
    {
        var (protocol, imports, pairs) = (new ProtocolCommands(app), new ImportCommands(app), new PairCommands(app));
        var (reviews, references) = (new ReviewCommands(app), new ReferenceCommands(app));
        var (screening, decisions, remarks) = (new ScreenCommands(app, app.Input), new DecisionCommands(app), new RemarkCommands(app));
        var conflicts = new ConflictCommands(app);
        var files = new ReviewFileCommands(app);
        return
        [
            new CliCommand("litreview", "Revues de littérature : protocole, import, tri, arrêt, rapport ; lecture des exports, doublons, recherche, réponses citées, mesures.")
            {
                protocol.New(), protocol.Protocol(), protocol.Readers(),
                imports.Import(), imports.Searches(), imports.Update(), new KnownCommand(app).Known(), new AbstractCommand(app).Abstract(),
                pairs.List(), pairs.Link(), pairs.Distinguish(), pairs.Unlink(),
                reviews.List(), reviews.Show(), references.List(), references.Record(), references.Journal(),
                screening.Screen(), screening.Suggest(), decisions.Judge(), decisions.Skip(), decisions.Undo(), remarks.Note(), remarks.Tag(),
                conflicts.List(), conflicts.Settle(), reviews.Stop(), reviews.Check(), new FullTextCommands(app).All(),
                new StudyCommands(app).Studies(), new StudyView(app).Study(), new StudyCommands(app).Appraise(), new StudyCommands(app).Extract(),
                new StudyCommands(app).Bias(), new ExtractionFormCommand(app).Form(), new StudyCommands(app).AddForm(), new StudyCommands(app).Schema(),
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
