using System.CommandLine;
using System.Globalization;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;

namespace HasToolkit.Cli.Verbatims;

/// <summary>What a batch is compared to: its own earlier months, or another batch.</summary>
internal sealed class ComparisonOptions
{
    private readonly Option<string> _since = new("--depuis")
    {
        Description = "Compare à partir de ce mois à ce qui précède.",
        HelpName = "AAAA-MM",
    };

    private readonly Option<string> _reference = new("--reference")
    {
        Description = "Compare à cet autre lot.",
        HelpName = "LOT",
    };

    public void AddTo(Command command)
    {
        command.Add(_since);
        command.Add(_reference);
    }

    /// <summary>The comparison that is asked for; null when none is.</summary>
    public async Task<ReportComparison?> ReadAsync(Run run, VerbatimsRun verbatims, CommentQuery query)
    {
        var (since, reference) = (run.Text(_since), run.Text(_reference));
        if (since is not null && reference is not null)
            throw new InputException("--depuis et --reference ne vont pas ensemble : choisissez l’un des deux.");
        if (reference is not null)
            return await verbatims.Services.CompareAsync(query, await verbatims.Services.Queries.BatchAsync(reference, run.Stop), run.Stop);
        return since is null
            ? null
            : await verbatims.Services.CompareAsync(
                query,
                DateOnly.TryParseExact(since + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
                    ? month
                    : throw new InputException($"--depuis : « {since} » n’est pas un mois, par exemple 2026-06."),
                run.Stop);
    }
}

/// <summary>Compares a batch, and quotes it.</summary>
internal sealed class CompareCommands(CliApp app)
{
    public Command Compare()
    {
        var (batch, options, compared) = (BatchCommands.BatchArgument(), new QueryOptions(), new ComparisonOptions());
        var command = new CliCommand(
            "compare", "Compare deux périodes d’un lot, ou deux lots : satisfaits, et critiques par thème (tests corrigés par Holm).",
            "has verbatims compare dernier --depuis 2026-06", "has verbatims compare dernier --reference 3fa2 --service Urgences")
        {
            batch,
        };
        compared.AddTo(command);
        options.AddTo(command);
        return app.Does(command, async run =>
        {
            using var verbatims = await VerbatimsRun.OpenAsync(run);
            var known = await verbatims.Services.Queries.BatchAsync(run.Get(batch), run.Stop);
            var comparison = await compared.ReadAsync(run, verbatims, options.Read(run, new CommentQuery(known.Id)))
                ?? throw new InputException("À quoi comparer ? Donnez --depuis AAAA-MM, ou --reference LOT.");
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    comparison.First,
                    comparison.Second,
                    Lines = comparison.Lines.Select(line => new
                    {
                        line.Code,
                        Title = ReportComparison.Title(line, verbatims.TopicNames),
                        First = ReportComparison.Cell(line.Test.First, line.First),
                        Second = ReportComparison.Cell(line.Test.Second, line.Second),
                        line.Test.PValue,
                        line.Test.IsSignificant,
                    }),
                });
            }
            else if (comparison.Lines.Count == 0)
            {
                run.Terminal.Say(ReportComparison.TooFew);
            }
            else
            {
                var table = Layout.Table("Part comparée", $">{comparison.First}", $">{comparison.Second}", "Différence");
                foreach (var line in comparison.Lines)
                {
                    table.With(
                        ReportComparison.Title(line, verbatims.TopicNames), ReportComparison.Cell(line.Test.First, line.First),
                        ReportComparison.Cell(line.Test.Second, line.Second), ReportComparison.Difference(line.Test));
                }

                run.Terminal.Show(table);
            }

            return ExitCodes.Ok;
        });
    }

    public Command Quotes()
    {
        var (batch, options) = (BatchCommands.BatchArgument(), new QueryOptions());
        var command = new CliCommand(
            "quotes", "Cite, pour chaque thème loué ou critiqué, les commentaires qui le montrent le mieux.",
            "has verbatims quotes dernier --service Urgences")
        {
            batch,
        };
        options.AddTo(command);
        return app.Does(command, async run =>
        {
            using var verbatims = await VerbatimsRun.OpenAsync(run);
            var queries = verbatims.Services.Queries;
            var known = await queries.BatchAsync(run.Get(batch), run.Stop);
            var figures = await queries.FiguresAsync(options.Read(run, new CommentQuery(known.Id)), run.Stop);
            var numbers = figures.Quotes.SelectMany(quotes => quotes.Comments).Select(key => key.Number).Distinct().ToList();
            var comments = (await queries.CommentsAsync(known.Id, numbers, run.Stop)).ToDictionary(comment => comment.Key);
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    Quotes = figures.Quotes.Select(quotes => new
                    {
                        Topic = new TopicLabel(quotes.Code, quotes.IsPraise).ToString(),
                        Comments = quotes.Comments.Select(key => new { key.Number, comments[key].Text }),
                    }),
                });
                return ExitCodes.Ok;
            }

            foreach (var quotes in figures.Quotes)
            {
                run.Terminal.Show(Layout.Heading(
                    $"{verbatims.TopicNames.GetValueOrDefault(quotes.Code, quotes.Code)} : {(quotes.IsPraise ? "loué" : "critiqué")}"));
                foreach (var key in quotes.Comments)
                    run.Terminal.Show(Layout.Indented($"n° {French.Number(key.Number)} « {comments[key].Text} »"));
            }

            run.Terminal.Done(figures.Quotes.Count == 0
                ? "Aucun commentaire assez long et assez sûr pour être cité."
                : $"{French.Count(numbers.Count, "commentaire cité", "commentaires cités")}, noms masqués.");
            return ExitCodes.Ok;
        });
    }
}
