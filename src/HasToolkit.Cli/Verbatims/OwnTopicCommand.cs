using System.CommandLine;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Persistence;
using Verbatims.Nlp.Search;
using Verbatims.Nlp.Topics;

namespace HasToolkit.Cli.Verbatims;

/// <summary>The topics that a hospital adds, as a file of the same form as a grid.</summary>
internal sealed class OwnTopicCommand(CliApp app)
{
    private const int Examples = 3;

    public Command Topics()
    {
        var file = new Argument<string?>("FICHIER")
        {
            Description = "Thèmes à essayer (JSON, même forme qu’une grille) ; sans fichier, liste ceux qui sont gardés.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var keep = new Option<bool>("--garder") { Description = "Garde les thèmes du fichier ; sinon, montre ce qu’ils auraient relevé." };
        var drop = new Option<string>("--retirer") { Description = "Retire le thème de ce code.", HelpName = "CODE" };
        var output = new Option<string>("--sortie") { Description = "Écrit les thèmes gardés, relisibles ici.", HelpName = "FICHIER" };
        return app.Does(
            new CliCommand(
                "topics", "Vos thèmes : liste, essaie, garde, retire ou écrit ceux de votre établissement.",
                "has verbatims topics", "has verbatims topics nos-themes.json", "has verbatims topics nos-themes.json --garder",
                "has verbatims topics --sortie nos-themes.json")
            {
                file, keep, drop, output,
            },
            async run =>
            {
                using var verbatims = await VerbatimsRun.OpenAsync(run);
                var (desk, queries) = (verbatims.Services.Desk, verbatims.Services.Queries);
                if (run.Text(drop) is { } code && !await desk.DropAsync(code, run.Stop))
                    throw new InputException($"Aucun thème gardé n’a le code « {code} ».");
                var topics = run.Get(file) is { } path ? Read(path) : await queries.OwnTopicsAsync(run.Stop);
                if (run.Get(keep))
                {
                    foreach (var topic in topics)
                        await desk.KeepAsync(topic, run.Stop);
                }

                if (run.Text(output) is { } written)
                {
                    var json = OwnTopicFile.Write(await queries.OwnTopicsAsync(run.Stop));
                    await OutputFile.WriteAsync(Path.GetFullPath(written), async stream =>
                    {
                        await using var writer = new StreamWriter(stream);
                        await writer.WriteAsync(json);
                    });
                }

                var caught = await CaughtAsync(run, queries, topics);
                if (run.WantsJson)
                    run.Terminal.Json(new { Topics = topics, Caught = caught });
                else
                    Show(run, topics, caught);
                run.Terminal.Done(
                    $"{French.Count(topics.Count, "thème", "thèmes")}"
                    + (run.Get(file) is null ? "." : run.Get(keep) ? ", gardés." : ", essayés : rien n’est gardé. --garder les garde."));
                return ExitCodes.Ok;
            });
    }

    private static IReadOnlyList<OwnTopic> Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException($"« {path} » n’existe pas. Indiquez un fichier de thèmes (JSON).");
        return OwnTopicFile.Read(File.ReadAllText(path), path);
    }

    private static async Task<List<Caught>> CaughtAsync(Run run, VerbatimQueries queries, IReadOnlyList<OwnTopic> topics)
    {
        var caught = new List<Caught>();
        foreach (var batch in (await queries.BatchesAsync(run.Stop)).Where(batch => batch.Run is not null))
        {
            foreach (var topic in topics)
            {
                var page = await queries.PageAsync(
                    new CommentQuery(batch.Id, Search: BooleanSearch.AnyOf(topic.Words)), take: Examples, cancellationToken: run.Stop);
                caught.Add(new Caught(
                    topic.Code, batch.Id.Value, batch.FileName, page.Total, batch.Comments, [.. page.Comments.Select(comment => comment.Text)]));
            }
        }

        return caught;
    }

    private static void Show(Run run, IReadOnlyList<OwnTopic> topics, List<Caught> caught)
    {
        foreach (var topic in topics)
        {
            run.Terminal.Show(Layout.Heading($"{topic.Code} {topic.Label} : {string.Join(", ", topic.Words)}"));
            foreach (var one in caught.Where(one => one.Code == topic.Code))
            {
                run.Terminal.Show(Layout.Indented(
                    $"{one.FileName} ({one.Batch}) : {French.Number(one.Comments)} sur {French.Count(one.Of, "commentaire")}"));
                foreach (var text in one.Examples)
                    run.Terminal.Show(Layout.Indented($"« {text} »", by: 6));
            }
        }
    }

    private sealed record Caught(string Code, string Batch, string FileName, long Comments, long Of, IReadOnlyList<string> Examples);
}
