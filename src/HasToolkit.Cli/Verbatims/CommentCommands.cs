using System.CommandLine;
using System.Globalization;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Persistence;
using Verbatims.Nlp.Search;

namespace HasToolkit.Cli.Verbatims;

/// <summary>The comments of a batch: finding them, and keeping what a person says of one.</summary>
internal sealed class CommentCommands(CliApp app)
{
    public Command Search()
    {
        var (batch, options) = (BatchCommands.BatchArgument(), new QueryOptions());
        var words = new Argument<string?>("RECHERCHE")
        {
            Description = "Mots ; ET, OU, SAUF, \"mots ensemble\", infirm*. Sans accents ni majuscules si vous voulez.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var skip = new Option<int>("--a-partir-de") { Description = "Combien de commentaires passer.", HelpName = "NOMBRE" };
        var most = new Option<int>("--au-plus")
        {
            Description = "Combien en montrer.",
            HelpName = "NOMBRE",
            DefaultValueFactory = _ => 20,
        };
        var command = new CliCommand(
            "search", "Cherche des commentaires.", "has verbatims search dernier 'attente SAUF parking*' --theme ATT-")
        {
            batch, words, skip, most,
        };
        options.AddTo(command);
        return app.Does(command, async run =>
        {
            if (run.Get(skip) < 0 || run.Get(most) is < 1 or > 10_000)
                throw new InputException("--au-plus : de 1 à 10 000 ; --a-partir-de : 0 ou plus.");
            using var verbatims = await VerbatimsRun.OpenAsync(run);
            var known = await verbatims.Services.Queries.BatchAsync(run.Get(batch), run.Stop);
            var query = options.Read(run, new CommentQuery(known.Id));
            if (run.Get(words) is { Length: > 0 } text)
                query = query with { Search = BooleanSearch.Parse(text) };
            var page = await verbatims.Services.Queries.PageAsync(query, run.Get(skip), run.Get(most), run.Stop);
            ShowPage(run, page);
            return ExitCodes.Ok;
        });
    }

    public Command Correct()
    {
        var batch = BatchCommands.BatchArgument();
        var number = new Argument<long>("NUMÉRO") { Description = "Numéro du commentaire, que « search » montre." };
        var tone = BatchCommands.Text("--tonalite", "P, N, M ou R.", "LETTRE");
        var topics = BatchCommands.Text("--themes", "Tous ses thèmes, par exemple ATT-,HUM+ ; aucun pour aucun.", "CODES");
        var alert = BatchCommands.Text("--alerte", "oui ou non : à lire d’abord ?", "OUI|NON");
        return app.Does(
            new CliCommand(
                "correct", "Garde ce qu’une personne dit d’un commentaire ; une nouvelle analyse ne l’efface pas.",
                "has verbatims correct dernier 12 --tonalite N --themes ATT-,HUM+ --par claire")
            {
                batch, number, tone, topics, alert,
            },
            async run =>
            {
                var person = run.PersonTyped ?? throw new InputException("Indiquez qui corrige : --par NOM, ou la variable HAS_PERSONNE.");
                using var verbatims = await VerbatimsRun.OpenAsync(run);
                var known = await verbatims.Services.Queries.BatchAsync(run.Get(batch), run.Stop);
                var said = run.Text(topics) is { } codes ? TopicsOf(codes, verbatims) : null;
                var word = run.Text(tone) is { } letter
                    ? CommentQuery.ToneOf(letter) ?? throw new InputException($"--tonalite : « {letter} » n’est pas P, N, M ou R.")
                    : (global::Verbatims.Nlp.Analysis.Tone?)null;
                var isAlert = run.Word(alert, ("oui", true), ("non", false));
                if (said is null && word is null && isAlert is null)
                    throw new InputException("Rien à corriger : donnez --tonalite, --themes ou --alerte.");
                var kept = await verbatims.Services.Desk.CorrectAsync(
                    new CommentKey(known.Id, run.Get(number)), word, said, isAlert, person, run.Stop);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Batch = known.Id.Value,
                        kept.Comment.Number,
                        Tone = kept.Tone is { } letterKept ? CommentQuery.Letter(letterKept) : null,
                        Topics = kept.Topics?.Select(topic => topic.ToString()),
                        kept.IsAlert,
                        kept.Person,
                        kept.At,
                        kept.ModelVersion,
                    });
                }

                run.Terminal.Done($"Correction du commentaire {French.Number(kept.Comment.Number)} gardée.");
                return ExitCodes.Ok;
            });
    }

    private static List<TopicLabel> TopicsOf(string codes, VerbatimsRun verbatims)
    {
        if (codes == "aucun")
            return [];
        return [.. codes.Split(',', ' ', ';').Where(code => code.Length > 0).Select(code =>
            TopicLabel.Read(code) is { } topic && verbatims.TopicNames.ContainsKey(topic.Code)
                ? topic
                : throw new InputException(
                    $"--themes : « {code} » n’est pas un thème suivi de + ou -. Thèmes : {string.Join(", ", verbatims.TopicNames.Keys)}."))];
    }

    private static void ShowPage(Run run, CommentPage page)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                page.Total,
                Comments = page.Comments.Select(comment => new
                {
                    comment.Key.Number,
                    comment.Line,
                    comment.Text,
                    comment.Box,
                    Month = comment.Month?.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                    comment.Service,
                    comment.Establishment,
                    comment.Score,
                    Tone = comment.Tone is { } tone ? CommentQuery.Letter(tone) : null,
                    Topics = comment.Topics.Select(topic => topic.ToString()),
                    comment.IsAlert,
                    comment.Analysis,
                    Corrections = comment.Corrections.Count,
                }),
            });
            return;
        }

        foreach (var comment in page.Comments)
        {
            run.Terminal.Show(Layout.Indented(
                $"{French.Number(comment.Key.Number)}. [{(comment.Tone is { } tone ? CommentQuery.Letter(tone) : "?")}] "
                + $"{string.Join(' ', comment.Topics)}{(comment.IsAlert ? " À LIRE" : "")} {comment.Service}".TrimEnd(), by: 0));
            run.Terminal.Show(Layout.Indented(comment.Text));
        }

        run.Terminal.Done($"{French.Count(page.Total, "commentaire")}, {French.Number(page.Comments.Count)} ci-dessus.");
    }
}
