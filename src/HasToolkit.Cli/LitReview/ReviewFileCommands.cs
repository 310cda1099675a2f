using System.CommandLine;
using LitReview.Citations;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What leaves a review as a file, and comes back: exports, the whole review, its report, its journal played again.</summary>
internal sealed class ReviewFileCommands(CliApp app)
{
    public Command Export()
    {
        var review = ReviewInput.ReviewArgument();
        var output = new Option<string>("--output") { Description = "Où écrire : .csv (tout, avec les issues), .ris, .xlsx, .bib, .json, ou .zip (la revue entière).", HelpName = "FICHIER", Required = true };
        var included = new Option<bool>("--incluses") { Description = "Les études incluses seulement." };
        return app.Does(
            new CliCommand(
                "export", "Écrit les références d’une revue, avec ce qu’elles sont devenues.", "has litreview export R-2026-0001 --output revue.csv",
                "has litreview export R-2026-0001 --incluses --output incluses.ris", "has litreview export R-2026-0001 --output revue.zip") { review, output, included },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                var path = run.Get(output)!;
                if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                {
                    await OutputFile.WriteAsync(path, stream => reviews.Archive.WriteAsync(known, stream, run.Stop));
                    run.Terminal.Done($"{path} écrit : {French.Count(known.Version, "événement")}, {French.Count(known.Records.Count, "référence")}.");
                    return ExitCodes.Ok;
                }

                var format = CitationExport.FormatOf(path)
                    ?? throw new InputException($"--output : la fin de « {path} » ne dit aucun format. Écrivez .csv, .ris, .xlsx, .bib ou .json.");
                await OutputFile.WriteAsync(
                    path, stream => reviews.ExportAsync(known, format, run.Get(included), stream, cancellationToken: run.Stop));
                run.Terminal.Done($"{path} écrit.");
                return ExitCodes.Ok;
            });
    }

    public Command Restore()
    {
        var file = new Argument<string>("FICHIER") { Description = "Une revue exportée (.zip)." };
        return app.Does(
            new CliCommand("restore", "Reprend une revue exportée ailleurs, avec son journal vérifié et gardé tel quel.", "has litreview restore revue.zip") { file },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                await using var content = File.OpenRead(run.Get(file)!);
                var id = await reviews.Archive.ReadAsync(content, run.Stop);
                // Who takes a review up reads it, even if he had no part in it where it comes from.
                if (run.PersonTyped is not null)
                {
                    var reader = ReviewInput.Signer(run);
                    ReviewInput.Accepted(await reviews.DoAsync(id, new AddMember(reader), reader, Guid.NewGuid(), cancellationToken: run.Stop));
                }

                if (run.WantsJson)
                    run.Terminal.Json(new { Id = id.Value });
                run.Terminal.Done($"Revue reprise : {id}.");
                return ExitCodes.Ok;
            });
    }

    public Command Replay()
    {
        var review = ReviewInput.ReviewArgument();
        return app.Does(
            new CliCommand("replay", "Rejoue le journal, et vérifie que le classement propose les mêmes références.", "has litreview replay R-2026-0001") { review },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                if (await reviews.Queries.FirstChangedImportAsync(known, run.Stop) is { } changed)
                {
                    run.Terminal.Fail($"Les références de l’import {changed} ont changé depuis : le journal ne peut pas être rejoué. Restaurez une sauvegarde.");
                    return ExitCodes.Findings;
                }

                var journal = await reviews.Queries.JournalAsync(known.Id, take: int.MaxValue, cancellationToken: run.Stop);
                var again = await ReviewReplay.RunAsync(known.Id, journal.Reverse(), reviews.Queries.TextsAsync, reviews.SecondModels.Find, run.Stop);
                if (run.WantsJson)
                    run.Terminal.Json(again);
                if (again.Differing.Count == 0)
                {
                    run.Terminal.Done($"{French.Count(again.Same, "suggestion")} : toutes les mêmes.");
                    return ExitCodes.Ok;
                }

                run.Terminal.Fail($"{French.Count(again.Differing.Count, "suggestion")} ne reviennent pas, la première à l’événement {again.Differing[0]}.");
                return ExitCodes.Findings;
            });
    }

    public Command Report()
    {
        var review = ReviewInput.ReviewArgument();
        var output = new Option<string>("--output") { Description = "Où écrire : .docx, ou .svg pour le seul diagramme ; sinon la méthode s’affiche.", HelpName = "FICHIER" };
        var search = new Option<int?>("--recherche") { Description = "Pour .svg : le flux de cette recherche, que « searches » montre ; sinon celui de la dernière.", HelpName = "NUMÉRO" };
        return app.Does(
            new CliCommand("report", "Rapport : méthode, flux PRISMA 2020, études, recherche.", "has litreview report R-2026-0001 --output rapport.docx") { review, output, search },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                if (run.Get(search) is { } asked && (asked < 1 || asked > known.Search))
                    throw new InputException($"--recherche : {asked} n’existe pas ; les recherches vont de 1 à {known.Search}.");
                switch (run.Text(output))
                {
                    case null when run.WantsJson:
                        run.Terminal.Json(new { Method = ReviewText.Method(known), Flow = PrismaFlow.Of(known, run.Get(search)) });
                        return ExitCodes.Ok;
                    case null:
                        foreach (var paragraph in ReviewText.Method(known))
                            run.Terminal.Raw(paragraph + "\n");
                        return ExitCodes.Ok;
                    case var path when path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase):
                        await File.WriteAllTextAsync(path, PrismaSvg.Draw(PrismaFlow.Of(known, run.Get(search))), run.Stop);
                        run.Terminal.Done($"{path} écrit.");
                        return ExitCodes.Ok;
                    case var path when path.EndsWith(".docx", StringComparison.OrdinalIgnoreCase):
                        DocxReport.Write(known, await reviews.Queries.CitationsAsync(known.Id, DocxReport.Cited(known), run.Stop), path);
                        run.Terminal.Done($"{path} écrit.");
                        return ExitCodes.Ok;
                    case var path:
                        throw new InputException($"--output : « {path} » ne finit ni par .docx ni par .svg.");
                }
            });
    }
}
