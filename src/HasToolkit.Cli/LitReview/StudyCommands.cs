using System.CommandLine;
using LitReview;
using LitReview.Appraising;
using LitReview.Bias;
using LitReview.Extraction;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Studies in the terminal: their level of evidence, what is taken from them, their risk of bias.</summary>
internal sealed class StudyCommands(CliApp app)
{
    private readonly Argument<string> _review = ReviewInput.ReviewArgument();
    private readonly Argument<int> _number = new("NUMÉRO") { Description = "Numéro de la référence." };
    private readonly Option<string> _why = ReviewInput.Text("--pourquoi", "Pourquoi.", "TEXTE");
    private readonly Option<string> _quote = ReviewInput.Text("--extrait", "Les mots de l’étude qui le disent, mot pour mot.", "TEXTE");
    private readonly Option<string> _page = ReviewInput.Text("--page", "La page, comme l’étude la numérote.", "PAGE");

    public Command Appraise()
    {
        var type = new Option<string>("--type")
        {
            Description = $"Type d’étude : {string.Join(", ", EvidenceScale.Has.StudyTypes.Select(known => known.Key))}.",
            HelpName = "TYPE",
            Required = true,
        };
        var level = ReviewInput.Text("--niveau", "1 à 4 ou AE ; sinon celui que le type laisse attendre.", "NIVEAU");
        return app.Does(
            new CliCommand(
                "appraise", "Donne le type et le niveau de preuve d’une étude (échelle de la HAS).",
                "has litreview appraise R-2026-0001 12 --type cohorte --par claire-martin",
                "has litreview appraise R-2026-0001 12 --type cohorte --niveau 4 --pourquoi \"Un tiers de perdus de vue\" --par claire-martin")
            {
                _review, _number, type, level, _why,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var number = run.Get(_number);
                var after = ReviewInput.Accepted(await reviews.Desk.DoAsync(
                    (await ReviewInput.FindAsync(reviews, run, _review)).Id,
                    new AppraiseEvidence(number, run.Get(type)!, run.Text(level) ?? "", run.Text(_why) ?? ""), ReviewInput.Signer(run), Guid.NewGuid(),
                    cancellationToken: run.Stop));
                var appraisal = after.Find(number)!.Appraisal!;
                if (run.WantsJson)
                    run.Terminal.Json(new { Number = number, StudyType = appraisal.StudyType!.Key, Level = appraisal.Level.Key, appraisal.Level.Grade, Proposed = appraisal.Proposed?.Key, appraisal.Reason });
                run.Terminal.Done($"n° {number} : {ReviewText.Of(appraisal)}");
                return ExitCodes.Ok;
            });
    }

    public Command Extract()
    {
        var field = new Argument<string>("CHAMP") { Description = "Clé du champ ; « studies » les montre." };
        var value = new Argument<string>("VALEUR") { Description = $"Ce que dit l’étude ; « {CheckedValue.NotReported} » n’a pas besoin d’extrait ; vide retire la valeur." };
        var model = ReviewInput.Text("--propose-par", "Modèle qui a proposé la valeur, que vous avez vérifiée ; le journal nomme les deux.", "MODÈLE");
        var settle = new Option<bool>("--trancher") { Description = "Tranche entre deux valeurs différentes ; demande --pourquoi." };
        return app.Does(
            new CliCommand(
                "extract", "Extrait une valeur d’une étude : l’extrait est cherché mot pour mot dans le résumé et le PDF.",
                "has litreview extract R-2026-0001 12 effectif \"240 patients\" --extrait \"240 patients were randomised\" --page 3 --par claire-martin")
            {
                _review, _number, field, value, _quote, _page, settle, _why, model,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var (id, number) = ((await ReviewInput.FindAsync(reviews, run, _review)).Id, run.Get(_number));
                var (signer, command) = (ReviewInput.Signer(run), Guid.NewGuid());
                var typed = new TypedValue(
                    run.Get(field), run.Get(value), run.Text(_quote) ?? "", run.Text(_page) ?? "", run.Get(settle) ? null : run.Text(model));
                var after = ReviewInput.Accepted(run.Get(settle)
                    ? await reviews.Studies.SettleAsync(id, number, typed, run.Text(_why) ?? "", signer, command, run.Stop)
                    : await reviews.Studies.ExtractAsync(id, number, [typed], signer, command, run.Stop));
                var cell = after.Cell(after.Find(number)!, after.Extraction.Field(typed.Field)!);
                var own = cell.State.Settled?.Value ?? cell.State.Of(signer)?.Value;
                if (run.WantsJson)
                    run.Terminal.Json(new { Number = number, cell.Field.Key, Status = $"{cell.Status}", Value = own });
                run.Terminal.Done(own is null ? $"« {cell.Field.Name} » : valeur retirée." : $"« {cell.Field.Name} » : {own.Value}{(ReviewText.Of(own) is { Length: > 0 } check ? $" ({check})" : "")}");
                return own?.MissingFigures.Count > 0 ? ExitCodes.Findings : ExitCodes.Ok;
            });
    }

    public Command Bias()
    {
        var domain = new Argument<string>("DOMAINE") { Description = "Clé du domaine, d1 par exemple." };
        var judgement = new Argument<string>("JUGEMENT") { Description = "Clé du jugement : faible, quelques-reserves, eleve…" };
        var form = new Option<string>("--grille") { Description = "rob2, robins-i, quadas-2, ou une grille ajoutée à la revue.", HelpName = "GRILLE", DefaultValueFactory = _ => "rob2" };
        return app.Does(
            new CliCommand(
                "bias", "Juge le risque de biais d’une étude sur un domaine d’une grille.",
                "has litreview bias R-2026-0001 12 d1 faible --pourquoi \"Tirage central\" --par claire-martin")
            {
                _review, _number, domain, judgement, form, _why, _quote, _page,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var (id, number) = ((await ReviewInput.FindAsync(reviews, run, _review)).Id, run.Get(_number));
                var after = ReviewInput.Accepted(await reviews.Studies.JudgeBiasAsync(
                    id, number, run.Get(form)!,
                    [new TypedBias(run.Get(domain), run.Get(judgement), run.Text(_why) ?? "", run.Text(_quote) ?? "", run.Text(_page) ?? "")],
                    ReviewInput.Signer(run), Guid.NewGuid(), run.Stop));
                var grid = after.BiasForms.Find(known => known.Id == run.Get(form))!;
                if (run.WantsJson)
                    run.Terminal.Json(new { Number = number, Form = grid.Id, Domain = run.Get(domain), Judgement = run.Get(judgement) });
                run.Terminal.Done($"n° {number}, {grid.Domain(run.Get(domain))!.Name} : {grid.Judgement(run.Get(judgement))!.Name}.");
                return ExitCodes.Ok;
            });
    }

    public Command AddForm()
    {
        var file = new Argument<string>("FICHIER") { Description = "Une grille en JSON, comme « bias-schema » la décrit." };
        return app.Does(
            new CliCommand("bias-form", "Ajoute à une revue une grille de biais à vous.", "has litreview bias-form R-2026-0001 grille.json --par claire-martin") { _review, file },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var form = BiasForm.Read(await File.ReadAllTextAsync(run.Get(file), run.Stop), Path.GetFileName(run.Get(file)));
                ReviewInput.Accepted(await reviews.Desk.DoAsync(
                    (await ReviewInput.FindAsync(reviews, run, _review)).Id, new ChooseBiasForm(form), ReviewInput.Signer(run), Guid.NewGuid(),
                    cancellationToken: run.Stop));
                run.Terminal.Done($"Grille « {form.Name} », version {form.Version} : {French.Count(form.Domains.Count, "domaine")}.");
                return ExitCodes.Ok;
            });
    }

    public Command Schema() => app.Does(
        new CliCommand("bias-schema", "Écrit le schéma JSON d’une grille de biais.", "has litreview bias-schema > grille-biais.schema.json"),
        run =>
        {
            run.Terminal.Raw(BiasForm.Schema);
            return Task.FromResult(ExitCodes.Ok);
        });

    public Command Studies()
    {
        var output = ReviewInput.Text("--output", "Où écrire la table : .csv ou .xlsx, ou .svg pour le tableau des biais ; sinon elle s’affiche.", "FICHIER");
        var form = ReviewInput.Text("--grille", "Pour .svg : la grille ; sinon la première de la revue.", "GRILLE");
        return app.Does(
            new CliCommand(
                "studies", "Les études gardées : niveau de preuve, extraction, biais.", "has litreview studies R-2026-0001",
                "has litreview studies R-2026-0001 --output extraction.xlsx", "has litreview studies R-2026-0001 --output biais.svg") { _review, output, form },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, _review);
                var citations = await reviews.Queries.CitationsAsync(known.Id, [.. known.Studies().Select(record => record.Number)], run.Stop);
                switch (run.Text(output))
                {
                    case null:
                        Show(run, known, citations);
                        return ExitCodes.Ok;
                    case var path when path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase):
                        await using (var csv = File.Create(path))
                            ExtractionTable.WriteCsv(known, citations, csv);
                        break;
                    case var path when path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase):
                        await using (var xlsx = File.Create(path))
                            ExtractionTable.WriteXlsx(known, citations, xlsx);
                        break;
                    case var path when path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase):
                        var grid = known.BiasForms.Find(own => run.Text(form) is not { } asked || own.Id == asked)
                            ?? throw new InputException("--grille : aucune étude n’est jugée sur cette grille. « bias » en juge une.");
                        await File.WriteAllTextAsync(path, BiasSvg.Draw(known, grid, citations), run.Stop);
                        break;
                    case var path:
                        throw new InputException($"--output : « {path} » ne finit ni par .csv, ni par .xlsx, ni par .svg.");
                }

                run.Terminal.Done($"{run.Text(output)} écrit.");
                return ExitCodes.Ok;
            });
    }

    private static void Show(Run run, Review review, IReadOnlyDictionary<int, global::LitReview.Citations.Citation> citations)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Fields = review.Extraction.Fields.Select(field => new { field.Key, field.Name }),
                review.Extraction.Extractors,
                Studies = review.Studies().Select(record => new
                {
                    record.Number,
                    StudyType = record.Appraisal?.StudyType?.Key,
                    Level = record.Appraisal?.Level.Key,
                    Values = review.Cells(record).Where(cell => cell.Status != CellStatus.Empty)
                        .Select(cell => new { cell.Field.Key, Status = $"{cell.Status}", cell.Value }),
                    Bias = record.Bias.Select(mark => new { mark.Key.Form, mark.Key.Domain, mark.Value.Judgement, mark.Value.Reason }),
                }),
            });
            return;
        }

        var table = Layout.Table("Étude", "Niveau de preuve", ">Champs remplis", ">À trancher");
        foreach (var record in review.Studies())
        {
            var cells = review.Cells(record);
            table.With(
                BiasSvg.Label(record, citations), record.Appraisal?.Level.ToString() ?? "à juger",
                $"{cells.Count(cell => cell.Value is not null)} sur {cells.Count}", $"{cells.Count(cell => cell.Status == CellStatus.Differs)}");
        }

        run.Terminal.Show(table);
        run.Terminal.Say($"Champs : {string.Join(", ", review.Extraction.Fields.Select(field => field.Key))}.");
    }
}
