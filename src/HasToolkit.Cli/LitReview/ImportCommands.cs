using System.CommandLine;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What enters a review, from which search, and the search that updates it.</summary>
internal sealed class ImportCommands(CliApp app)
{
    public Command Import()
    {
        var review = ReviewInput.ReviewArgument();
        var file = new Argument<string>("FICHIER")
        {
            Description = "Export de références, de toute base ; « - » lit ce qui est collé sur l’entrée standard.",
        };
        var source = ReviewInput.Text("--source", "La base : MEDLINE, Embase… ; sinon ce que le fichier dit de lui-même.", "NOM");
        var kind = ReviewInput.Text("--nature", "base, registre, site, organisme, citations ou autre.", "NATURE");
        var through = ReviewInput.Text("--interface", "L’interface : PubMed, Ovid…", "NOM");
        var day = ReviewInput.Text("--le", "Date de la recherche.", "AAAA-MM-JJ");
        var equation = ReviewInput.Text("--equation", "L’équation de recherche, pour l’annexe.", "TEXTE");
        var known = ReviewInput.Text("--connus", "Articles déjà connus comme pertinents : un DOI, un PMID ou un titre par ligne, ou un export.", "FICHIER");
        var announced = new Option<int?>("--annonce") { Description = "Nombre de références annoncé par la base.", HelpName = "NOMBRE" };
        return app.Does(
            new CliCommand(
                "import", "Importe un export dans une revue, et lie les doublons.",
                "has litreview import R-2026-0001 pubmed.nbib --source MEDLINE --interface PubMed --le 2026-10-05",
                "has litreview import R-2026-0001 - --source \"Expert du service\" < references.txt")
            {
                review, file, source, kind, through, day, equation, announced, known,
            },
            async run =>
            {
                var (signer, path) = (ReviewInput.Signer(run), run.Get(file));
                using var reviews = await ReviewInput.OpenAsync(run);
                var before = await ReviewInput.FindAsync(reviews, run, review);
                var from = new SearchSource(
                    run.Text(source) ?? "", run.Word(
                        kind, ("base", SourceKind.Database), ("registre", SourceKind.Register), ("site", SourceKind.Website),
                        ("organisme", SourceKind.Organisation), ("citations", SourceKind.CitationSearch), ("autre", SourceKind.Other))
                        ?? (path == ReviewInput.Typed ? SourceKind.Other : SourceKind.Database),
                    run.Text(through), run.Day(day), run.Text(equation), run.Get(announced));
                await using var content = await ReviewInput.OpenAsync(app, path, run.Stop);
                var after = ReviewInput.Accepted(await reviews.ImportAsync(
                    before.Id, from, content, path == ReviewInput.Typed ? "texte collé" : path, signer, Guid.NewGuid(), run.Stop));
                var records = after.Imports[^1].Records;
                var found = Awaited(before) - Awaited(after);
                if (run.Text(known) is { } list)
                    after = await KnownCommand.GiveAsync(app, reviews, run, after.Id, list);
                var linked = after.Records.Count(record => !record.IsStanding) - before.Records.Count(record => !record.IsStanding);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Review = after.Id.Value,
                        Source = records.Source.Name,
                        records.Count,
                        records.Problems,
                        Duplicates = linked,
                        ToDecide = after.Proposals.Count,
                        KnownFound = found,
                    });
                }

                foreach (var problem in await reviews.Queries.ProblemsAsync(after.Id, after.Imports.Count - 1, take: 10, run.Stop))
                    run.Terminal.Warn($"Ligne {French.Number(problem.Line)} : {problem.Reason}");
                if (found > 0)
                {
                    run.Terminal.Say(
                        $"  {French.Count(found, "article connu comme pertinent", "articles connus comme pertinents")} d’une liste précédente, "
                        + $"{(found > 1 ? "retrouvés : ils sont" : "retrouvé : il est")} maintenant parmi les premiers exemples du classement.");
                }

                run.Terminal.Done(
                    $"{French.Count(records.Count, "référence")} de {records.Source.Name} ; {French.Count(linked, "doublon lié", "doublons liés")}, "
                    + $"{French.Count(after.Proposals.Count, "paire")} à trancher ; {French.Count(records.Problems, "anomalie")} de lecture.");
                return records.Problems > 0 ? ExitCodes.Partial : ExitCodes.Ok;
            });
    }

    public Command Searches()
    {
        var review = ReviewInput.ReviewArgument();
        return app.Does(
            new CliCommand(
                "searches", "Liste les recherches faites (PRISMA-S) : base, date, nombre annoncé, nombre importé, équation.",
                "has litreview searches R-2026-0001", "has litreview search --revue R-2026-0001 --equations") { review },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Id = known.Id.Value,
                        Searches = known.Imports.Select(import => new
                        {
                            import.Search,
                            import.Records.Source.Name,
                            import.Records.Source.Kind,
                            import.Records.Source.Interface,
                            import.Records.Source.SearchedOn,
                            import.Records.Source.Announced,
                            import.Records.Count,
                            import.Records.Problems,
                            import.Records.Source.Equation,
                            import.Records.File,
                            ImportedAt = import.At,
                            ImportedBy = import.Person.Value,
                        }),
                        Updates = known.LaterSearches,
                    });
                }
                else if (!known.Imports.IsEmpty)
                {
                    var table = Layout.Table(">!Recherche", "Source", "!Cherchée le", ">!Annoncées", ">!Importées", "Équation");
                    foreach (var import in known.Imports)
                    {
                        var source = import.Records.Source;
                        table.With(
                            $"{import.Search}", source.Name + (source.Interface is { } through ? $" ({through})" : ""),
                            French.ShortDay(source.SearchedOn),
                            source.Announced is { } announced ? French.Number(announced) : "", French.Number(import.Records.Count),
                            source.Equation ?? $"« {import.Records.File} », {ReviewText.Of(source.Kind)}");
                    }

                    run.Terminal.Show(table);
                }

                foreach (var records in known.Imports.Select(import => import.Records))
                {
                    if (records.Source.Announced is not { } announced || announced == records.Count)
                        continue;
                    run.Terminal.Warn($"{records.Source.Name} annonçait {French.Count(announced, "référence")}, "
                        + $"{French.Number(records.Count)} importées : vérifiez l’export.");
                }

                run.Terminal.Done($"{French.Count(known.Imports.Count, "import")}, {French.Count(known.Search, "recherche")}.");
                return ExitCodes.Ok;
            });
    }

    public Command Update()
    {
        var review = ReviewInput.ReviewArgument();
        var reason = ReviewInput.Text("--motif", "Pourquoi, « mise à jour de 2027 » par exemple ; le rapport le garde.", "TEXTE");
        return app.Acts(
            new CliCommand(
                "update",
                "Ouvre une nouvelle recherche : ce qui sera importé est compté à part ; après un arrêt, seules les nouvelles références se lisent.",
                "has litreview update R-2026-0001 --motif \"Mise à jour de 2027\" --par claire-martin") { review, reason },
            review, (run, _) => new BeginSearch(run.Text(reason) ?? ""),
            (_, known) => $"Recherche {known.Search} ouverte : has litreview import {known.Id} FICHIER",
            (_, known) => new { Id = known.Id.Value, known.Search, known.OpenSince });
    }

    private static int Awaited(Review review) => review.KnownLists.Sum(list => list.Unmatched.Count);
}
