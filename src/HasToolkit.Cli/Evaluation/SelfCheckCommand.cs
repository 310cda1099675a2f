using System.CommandLine;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>A company reads its dossier again before it files it: no ledger, no network, and no opinion predicted.</summary>
internal sealed class SelfCheckCommand(CliApp app)
{
    private const int UsualMegabytes = 100;

    public Command Check()
    {
        var folder = new Argument<string>("DOSSIER") { Description = "Dossier qui contient les pièces et dossier.json." };
        var procedure = new Option<string>("--procedure")
        {
            Description = "Procédure du dépôt ; « has procedure list » les montre.",
            HelpName = "ID",
            DefaultValueFactory = _ => "lppr-nom-de-marque",
        };
        var example = new Option<bool>("--modele") { Description = "Écrit dans le dossier un dossier.json à remplir, puis s’arrête." };
        var all = new Option<bool>("--tout") { Description = "Montre aussi les lignes où il n’y a rien à signaler." };
        return app.Does(
            new CliCommand(
                "check", "Relit un dossier avant son dépôt : pièces, grilles, motifs de critique.",
                "has dossier check ./mon-dossier --procedure pecan --modele",
                "has dossier check ./mon-dossier --procedure pecan")
            {
                folder, procedure, example, all,
            },
            async run =>
            {
                var path = run.Get(folder);
                if (!Directory.Exists(path))
                    throw new InputException($"Le dossier « {path} » n’existe pas.");
                var library = run.Procedures();
                var followed = library.Latest(run.Get(procedure)!) ?? throw ProcedureCommands.Unknown(library, run.Get(procedure)!);
                var grids = GridCommands.Library(run);
                var described = Path.Combine(path, SelfCheckInput.FileName);
                if (run.Get(example))
                    return WriteExample(run, described, followed, grids);
                if (!File.Exists(described))
                {
                    throw new InputException(
                        $"« {described} » n’existe pas. « has dossier check {path} --modele » en écrit un, à remplir.");
                }

                var input = SelfCheckInput.Read(await File.ReadAllTextAsync(described, run.Stop));
                var found = SelfCheck.Of(input, await FilesAsync(run, path, followed), followed, grids);
                if (run.WantsJson)
                    run.Terminal.Json(JsonOf(found, input, followed));
                else
                    Show(run.Terminal, found, input, followed, run.Get(all));
                return found.IsClear ? ExitCodes.Ok : ExitCodes.Findings;
            });
    }

    private static int WriteExample(Run run, string path, Procedure procedure, GridLibrary grids)
    {
        if (File.Exists(path))
            throw new InputException($"« {path} » existe déjà : il n’est pas remplacé. Déplacez-le, puis recommencez.");
        File.WriteAllText(path, SelfCheckInput.Example(procedure.Id, grids));
        run.Terminal.Done($"{path} : à remplir. Les pièces portent leur clé au début de leur nom : "
            + $"{string.Join(", ", procedure.Parts.Select(part => part.Id))}.");
        return ExitCodes.Ok;
    }

    private static async Task<IReadOnlyList<FolderFile>> FilesAsync(Run run, string folder, Procedure procedure)
    {
        var most = procedure.Parameters.FirstOrDefault(parameter => parameter.Id == "taille-piece")?.Value ?? UsualMegabytes;
        var files = new List<FolderFile>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (name != SelfCheckInput.FileName && !name.StartsWith('.'))
                files.Add(new FolderFile(name, await PartStore.ProblemOfAsync(path, most, run.Stop)));
        }

        return files;
    }

    private static void Show(Terminal terminal, SelfCheck found, SelfCheckInput input, Procedure procedure, bool showsAll)
    {
        terminal.Show(Layout.Heading($"{input.Product} · {procedure.Title}"));
        var parts = Layout.Table("!Résultat", "Pièce", "Ce qu’il faut voir");
        foreach (var part in found.Parts.OrderByDescending(part => part.Result))
            parts.With(Sign(part.Result), part.Part.Title, string.Join(" ", part.Notes.Count > 0 ? part.Notes : part.Files));
        terminal.Show(parts);
        foreach (var grid in found.Grids)
            Show(terminal, grid, showsAll);
        foreach (var other in found.Others)
            terminal.Line($"[yellow]![/] {Markup.Escape(other)}");
        terminal.Show(Layout.Heading("Bilan"));
        terminal.Line(Markup.Escape(
            $"{French.Count(found.Count(SelfCheckResult.Missing), "manque")}, "
            + $"{French.Count(found.Count(SelfCheckResult.ToExamine), "point à examiner", "points à examiner")}, "
            + $"{French.Count(found.Count(SelfCheckResult.Nothing), "point sans rien à signaler", "points sans rien à signaler")}."));
        terminal.Line("Cette relecture ne prédit aucun avis : la commission seule évalue.");
    }

    private static void Show(Terminal terminal, GridFinding grid, bool showsAll)
    {
        terminal.Show(Layout.Heading(grid.Grid.Title));
        var unanswered = grid.Items.Where(item => !item.IsAnswered).ToList();
        foreach (var finding in grid.Items.Except(unanswered).Where(item => showsAll || item.Result != SelfCheckResult.Nothing))
            Show(terminal, finding);
        if (grid.Grid.Items.Any(item => item.Why is not null))
        {
            foreach (var finding in unanswered)
                Show(terminal, finding);
        }
        else if (unanswered.Count > 0)
        {
            terminal.Line($"{Sign(SelfCheckResult.Missing)} : {French.Count(unanswered.Count, "ligne sans réponse", "lignes sans réponse")} sur {grid.Items.Count}.");
            terminal.Show(Layout.Indented(string.Join(" ; ", unanswered.Select(item => $"{item.Item.Id} {item.Item.Label}"))));
        }

        if (!showsAll && grid.Items.Count(item => item.Result == SelfCheckResult.Nothing) is > 0 and var clear)
            terminal.Line($"{Sign(SelfCheckResult.Nothing)} : {French.Count(clear, "ligne")}.");
    }

    private static void Show(Terminal terminal, ItemFinding finding)
    {
        terminal.Line($"{Sign(finding.Result)} · [bold]{Markup.Escape(finding.Item.Label)}[/]");
        terminal.Show(Layout.Indented(finding.Item.Text));
        foreach (var note in finding.Notes)
            terminal.Show(Layout.Indented("→ " + note));
        if (finding.Item.Why is { } why)
            terminal.Show(Layout.Indented(why, style: new Style(Color.Grey)));
        terminal.Show(Layout.Indented(finding.Item.Source.ToString(), style: new Style(Color.Grey)));
    }

    private static string Sign(SelfCheckResult result) => SelfCheck.TitleOf(result);

    private static object JsonOf(SelfCheck found, SelfCheckInput input, Procedure procedure) => new
    {
        input.Product,
        Procedure = procedure.Id,
        ProcedureVersion = procedure.Version,
        found.IsClear,
        Missing = found.Count(SelfCheckResult.Missing),
        ToExamine = found.Count(SelfCheckResult.ToExamine),
        Nothing = found.Count(SelfCheckResult.Nothing),
        Parts = found.Parts.Select(part => new { part.Part.Id, part.Part.Title, Result = Sign(part.Result), part.Files, part.Notes }),
        Grids = found.Grids.Select(grid => new
        {
            Grid = grid.Grid.Ref.ToString(),
            grid.Grid.Title,
            Items = grid.Items.Select(item => new
            {
                item.Item.Id,
                Question = item.Item.Text,
                item.Item.Why,
                Source = item.Item.Source.Article,
                Confidence = item.Item.Source.Mark,
                Result = Sign(item.Result),
                item.Notes,
            }),
        }),
        found.Others,
        Caution = "Cette relecture ne prédit aucun avis.",
    };
}
