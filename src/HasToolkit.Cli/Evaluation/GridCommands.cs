using System.CommandLine;
using Evaluation.Workflows;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The grids of the assessment: what they say, whether a file of one holds, and their answers on a dossier.</summary>
internal sealed class GridCommands(CliApp app)
{
    public Command All() =>
        new CliCommand("grille", "Montre, vérifie et remplit les grilles : IA, éthique, règlements, analyse, motifs de critique.")
        {
            List(), Show(), Check(), Fill(),
        };

    /// <summary>The grids of the toolkit and of the data folder.</summary>
    public static GridLibrary Library(Run run) => GridLibrary.Load(EvaluationServices.GridFolder(run.DataFolder));

    /// <summary>The grid of a key, in its latest version or in the one after « @ ».</summary>
    public static AssessmentGrid Find(GridLibrary library, string text) =>
        (GridRef.Parse(text) is { } reference ? library.Find(reference) : library.Latest(text))
        ?? throw new InputException(
            $"La grille « {text} » est inconnue ; connues : {string.Join(", ", library.All.Select(grid => grid.Ref))}.");

    private static Argument<string> IdArgument() => new("GRILLE")
    {
        Description = "Identifiant ; la dernière version, ou « id@version ».",
    };

    private Command List() => app.Does(
        new CliCommand("list", "Liste les grilles, leurs versions et ce qui n’y est pas vérifié.", "has dossier grille list"), run =>
        {
            var all = Library(run).All;
            if (run.WantsJson)
            {
                run.Terminal.Json(new { Grids = all.Select(grid => Summary(grid)) });
                return Task.FromResult(ExitCodes.Ok);
            }

            var table = Layout.Table("!Grille", "Titre", ">Lignes", ">Attendues", ">Non vérifiées", "!Empreinte");
            foreach (var grid in all)
            {
                table.With(
                    grid.Ref.ToString(), grid.Title, French.Number(grid.Items.Count),
                    grid.Expected is { } expected ? French.Number(expected) : "", French.Number(Unverified(grid)), grid.Sha256[..10]);
            }

            run.Terminal.Show(table);
            return Task.FromResult(ExitCodes.Ok);
        });

    private Command Show()
    {
        var id = IdArgument();
        return app.Does(
            new CliCommand("show", "Montre une grille, ligne par ligne, avec ses sources.", "has dossier grille show grille-ia") { id },
            run =>
            {
                var grid = Find(Library(run), run.Get(id));
                if (run.WantsJson)
                    run.Terminal.Json(grid);
                else
                    Show(run.Terminal, grid);
                return Task.FromResult(ExitCodes.Ok);
            });
    }

    private Command Check()
    {
        var file = new Argument<string>("FICHIER") { Description = "Fichier de grille, JSON." };
        return app.Does(
            new CliCommand("check", "Vérifie un fichier de grille avant de le charger.", "has dossier grille check ./grille-ia.2.json") { file },
            run =>
            {
                var path = run.Get(file);
                if (!File.Exists(path))
                    throw new InputException($"Le fichier « {path} » n’existe pas.");
                AssessmentGrid grid;
                try
                {
                    grid = GridReader.Read(File.ReadAllText(path), Path.GetFileName(path));
                }
                catch (InvalidDataException e)
                {
                    if (run.WantsJson)
                        run.Terminal.Json(new { IsValid = false, Problem = e.Message });
                    run.Terminal.Fail(e.Message);
                    return Task.FromResult(ExitCodes.Findings);
                }

                var known = Library(run).Find(grid.Ref);
                if (run.WantsJson)
                    run.Terminal.Json(new { IsValid = true, Grid = Summary(grid), IsKnown = known is not null });
                run.Terminal.Done($"{Path.GetFileName(path)} : grille « {grid.Id} » version {grid.Version}, {French.Count(grid.Items.Count, "ligne")}"
                    + $", dont {French.Count(Unverified(grid), "non vérifiée", "non vérifiées")}.");
                if (known is not null && known.Sha256 != grid.Sha256)
                {
                    run.Terminal.Warn("Cette version existe déjà avec un autre contenu : donnez un nouveau numéro à la vôtre avant de la "
                        + $"placer dans {EvaluationServices.GridFolder(run.DataFolder)}.");
                    return Task.FromResult(ExitCodes.Findings);
                }

                return Task.FromResult(ExitCodes.Ok);
            });
    }

    private Command Fill()
    {
        var reference = DossierCommands.Reference();
        var id = IdArgument();
        var item = new Argument<string>("LIGNE") { Description = "Ligne de la grille." };
        var answer = new Argument<string>("RÉPONSE") { Description = "renseigne, partiel, absent ou sans-objet." };
        var indication = new Option<string>("--indication") { Description = "Indication, pour une grille remplie par indication.", HelpName = "ID" };
        var comment = new Option<string>("--commentaire") { Description = "Ce que vous en dites.", HelpName = "TEXTE" };
        var quote = new Option<string>("--citation") { Description = "Les mots du dossier.", HelpName = "TEXTE" };
        var place = EvidenceInput.PlaceOption();
        var signing = new Signing();
        var command = new CliCommand(
            "remplir", "Répond à une ligne d’une grille, avec la page du dossier.",
            "has dossier grille remplir LPPR-2026-0001 grille-ia 8 renseigne --page grille-ia:3",
            "    --citation \"Les jeux sont séparés par patient.\" --par demandeur-medivia")
        {
            reference, id, item, answer, indication, comment, quote, place,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            var file = await run.UnseenAsync(run.Get(reference));
            var services = await run.LedgerAsync();
            var grid = GridRef.Parse(run.Get(id)) is null && file.Dossier.Assessment.GridOf(services.Grids, run.Get(id)) is { } followed
                ? followed
                : Find(services.Grids, run.Get(id));
            var kind = GridAnswers.Find(run.Get(answer)) ?? throw new InputException(
                $"RÉPONSE : « {run.Get(answer)} » est inconnue ; attendu : {string.Join(", ", GridAnswers.Every.Select(known => known.Key))}.");
            var given = new GridAnswer(
                run.Get(item), kind, run.Text(comment) ?? "", run.Text(quote) ?? "", EvidenceInput.PlaceOf(run, place, file.Dossier));
            var result = await services.Desk.DoAsync(
                file.Dossier.Id, new AnswerGrid(grid.Ref, run.Text(indication), [given]),
                await signing.SignAsync(run, grid.FilledBy), signing.Seen(run), run.Stop);
            return Signing.Answer(run, result, $"{grid.ShortTitle}, ligne {run.Get(item)} : {kind.Title()}");
        });
    }

    private static object Summary(AssessmentGrid grid) => new
    {
        grid.Id,
        grid.Version,
        grid.Title,
        Items = grid.Items.Count,
        grid.Expected,
        grid.NotKnown,
        Unverified = Unverified(grid),
        grid.Sha256,
    };

    private static int Unverified(AssessmentGrid grid) =>
        grid.Items.Count(item => item.Source.Confidence == Confidence.Unverified);

    private static void Show(Terminal terminal, AssessmentGrid grid)
    {
        terminal.Show(Layout.Heading($"{grid.Title} · {grid.Ref}"));
        terminal.Show(Layout.Indented(grid.Lead));
        terminal.Show(Layout.Indented(grid.Source.ToString(), style: new Style(Color.Grey)));
        if (grid.NotKnown > 0)
        {
            terminal.Show(Layout.Indented(
                $"{French.Number(grid.Items.Count)} lignes sur {French.Number(grid.Expected!.Value)} : les autres n’ont pas pu être lues."));
        }

        foreach (var fact in grid.Facts)
            terminal.Show(Layout.Indented($"{fact.Title} : {fact.Text} {fact.Source}"));
        foreach (var section in grid.Sections)
        {
            terminal.Show(Layout.Heading(section.Title));
            var table = Layout.Table("!Ligne", "Question", "!Statut");
            foreach (var item in grid.In(section))
                table.With(item.Id, $"{item.Label}. {item.Text}", GridReader.StatusOf(item.Source.Confidence));
            terminal.Show(table);
        }
    }
}
