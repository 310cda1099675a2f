using System.CommandLine;
using Evaluation.Workflows.Dossiers;
using HasToolkit.Search;
using HasToolkit.Search.Entries;
using LitReview;
using Spectre.Console;
using Verbatims.Nlp.Persistence;

namespace HasToolkit.Cli.Search;

/// <summary>One search over dossiers, opinions, comments and references.</summary>
internal sealed class FindCommand(CliApp app)
{
    private static readonly (string Word, EntryGroup Group, string Title)[] Groups =
    [
        ("dossiers", EntryGroup.Dossiers, "Dossiers"), ("avis", EntryGroup.Opinions, "Avis publiés"),
        ("apports", EntryGroup.Consultations, "Expertises et contributions"), ("commentaires", EntryGroup.Comments, "Commentaires"),
        ("references", EntryGroup.References, "Références"),
    ];

    // The operator who names nobody: nobody's déport is his, and nobody's company.
    private static readonly Person Operator = new(new PersonId(""), "", "", []);

    private readonly Argument<string[]> _typed = new("MOTS") { Description = "Ce qui est cherché.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<string> _within = new("--dans")
    {
        Description = "dossiers, avis, apports, commentaires ou references ; partout par défaut.",
        HelpName = "PARTIE",
    };

    private readonly Option<int> _most = new("--nombre")
    {
        Description = "Résultats par partie, de 1 à 100 ; 5 par défaut.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    public Command Find() => app.Does(
        new CliCommand(
            "recherche", "Cherche partout : dossiers, avis publiés, commentaires masqués, références ; avec --par, ce que la personne peut ouvrir.",
            "has recherche télésurveillance cardiaque --par claire-martin",
            "has recherche \"délai d’attente\" --dans commentaires --nombre 20")
        {
            _typed, _within, _most,
        },
        FindAsync);

    private async Task<int> FindAsync(Run run)
    {
        var most = run.Get(_most);
        if (most is < 1 or > 100)
            throw new InputException($"--nombre : {most} n’est pas entre 1 et 100.");
        var text = string.Join(' ', run.Get(_typed).Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word));
        if (text.Length > SearchQuestion.LongestText)
            throw new InputException($"La recherche a {text.Length} caractères ; {SearchQuestion.LongestText} au plus sont lus. Raccourcissez-la.");
        var within = run.Word(_within, [.. Groups.Select(group => (group.Word, group.Group))]);

        var reader = await run.ReaderAsync() ?? Operator;
        var dossiers = await run.LedgerAsync();
        using var reviews = await LitReviewServices.OpenAsync(run.DataFolder, run.Connection, run.Clock, run.Stop);
        using var comments = await VerbatimDatabase.OpenAsync(run.Connection ?? Path.Combine(run.DataFolder, "verbatims.db"), run.Stop);
        using var queries = new VerbatimQueries(comments);
        using var search = SearchService.Open(run.DataFolder, dossiers, queries, reviews);
        await search.CatchUpAsync(run.Stop);
        var answer = search.Find(
            new SearchQuestion(text, await search.ReachAsync(reader, reader.Roles, [], run.Stop)) { Group = within, Take = most });
        Show(run, text, answer);
        return ExitCodes.Ok;
    }

    private static void Show(Run run, string text, SearchAnswer answer)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                answer.Count,
                Groups = answer.Groups.Select(group => new
                {
                    Group = Groups.First(known => known.Group == group.Group).Word,
                    group.Count,
                    Entries = group.Entries.Select(entry => new
                    {
                        Title = entry.Title.Text,
                        entry.Kind,
                        entry.Context,
                        Excerpt = entry.Excerpt.Text,
                        entry.Address,
                    }),
                }),
                answer.Suggestions,
                answer.Ignored,
            });
            return;
        }

        if (answer.Ignored.Count > 0)
            run.Terminal.Warn($"Laissé de côté, car sans sujet : {string.Join(", ", answer.Ignored)}.");
        foreach (var group in answer.Groups)
        {
            run.Terminal.Show(Layout.Heading($"{Groups.First(known => known.Group == group.Group).Title} ({French.Number(group.Count)})"));
            foreach (var entry in group.Entries)
            {
                run.Terminal.Line($"{Marked(entry.Title)} [grey]{entry.Kind.EscapeMarkup()} · {entry.Context.EscapeMarkup()}[/]");
                if (entry.Excerpt.Text.Length > 0)
                    run.Terminal.Line($"  {Marked(entry.Excerpt with { Text = entry.Excerpt.Text.ReplaceLineEndings(" ") })}");
                run.Terminal.Line($"  [grey]{entry.Address.EscapeMarkup()}[/]");
            }
        }

        if (answer.Count == 0)
        {
            run.Terminal.Say($"Rien ne répond à « {text} »." + (answer.Suggestions.Count > 0
                ? $" Vouliez-vous dire : {string.Join(", ", answer.Suggestions)} ?"
                : " Retirez un mot, ou n’écrivez que le début d’un mot suivi d’une étoile."));
        }
    }

    private static string Marked(MarkedText found)
    {
        var (text, at) = ("", 0);
        foreach (var mark in found.Marks)
        {
            text += found.Text[at..mark.Start].EscapeMarkup() + $"[bold underline]{found.Text.Substring(mark.Start, mark.Length).EscapeMarkup()}[/]";
            at = mark.Start + mark.Length;
        }

        return text + found.Text[at..].EscapeMarkup();
    }
}
