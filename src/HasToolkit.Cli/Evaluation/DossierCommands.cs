using System.CommandLine;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Opens, lists and shows dossiers.</summary>
internal sealed class DossierCommands(CliApp app)
{
    private static readonly (string Word, DossierSituation Value)[] Situations =
    [
        ("toutes", DossierSituation.All), ("ouverts", DossierSituation.Open), ("proches", DossierSituation.DueSoon),
        ("depasses", DossierSituation.Overdue), ("suspendus", DossierSituation.Stopped), ("clos", DossierSituation.Closed),
    ];

    private static readonly (string Word, DossierOrder Value)[] Orders =
    [
        ("echeance", DossierOrder.Due), ("modification", DossierOrder.Updated), ("reference", DossierOrder.Reference),
        ("produit", DossierOrder.Product),
    ];

    public static Argument<string> Reference() => new("RÉFÉRENCE")
    {
        Description = "Référence du dossier, par exemple LPPR-2026-0001.",
    };

    public Command All()
    {
        var dossier = new CliCommand("dossier", "Ouvre, lit et fait avancer les dossiers.");
        dossier.Add(Create());
        dossier.Add(List());
        dossier.Add(Show());
        dossier.Add(Clock());
        var acts = new DossierActs(app);
        foreach (var command in acts.All())
            dossier.Add(command);
        dossier.Add(Schema());
        dossier.Add(new GridCommands(app).All());
        dossier.Add(new EvidenceCommands(app).All());
        dossier.Add(new ClassifyCommand(app).Classify());
        dossier.Add(new SelfCheckCommand(app).Check());
        foreach (var command in new DocumentCommands(app).All().Concat(new ArchiveCommands(app).All()))
            dossier.Add(command);
        dossier.Add(LedgerCommands.ExportOne(app));
        dossier.Add(new ReplayCommands(app).Replay());
        foreach (var command in new OverviewCommands(app).All())
            dossier.Add(command);
        return dossier;
    }

    private Command Schema()
    {
        var reference = Reference();
        var marking = ProcedureFormat.All.Where(format => format.MarksSteps).ToList();
        var format = new Option<string>("--format")
        {
            Description = string.Join(", ", marking.Select(known => $"{known.Key} ({known.Title})")) + ".",
            DefaultValueFactory = _ => "svg",
        };
        format.AcceptOnlyFromAmong([.. marking.Select(known => known.Key)]);
        var output = new Option<string>("--output") { Description = "Fichier à écrire (sinon RÉFÉRENCE.FORMAT).", HelpName = "FICHIER" };
        return app.Does(
            new CliCommand(
                "schema", "Écrit le schéma de la procédure, les étapes ouvertes du dossier marquées.",
                "has dossier schema LPPR-2026-0003 --format bpmn") { reference, format, output },
            async run =>
            {
                var file = await run.DossierAsync(run.Get(reference));
                var known = ProcedureFormat.Find(run.Get(format)!)!;
                var path = run.Text(output) ?? file.Dossier.Id + known.Extension;
                await File.WriteAllTextAsync(
                    path, known.WriteMarked(file.Procedure, [.. file.Dossier.OpenSteps.Select(step => step.Step)]), run.Stop);
                run.Terminal.Done(
                    $"{path} : {French.Count(file.Dossier.OpenSteps.Count, "étape ouverte marquée", "étapes ouvertes marquées")}.");
                return ExitCodes.Ok;
            });
    }

    private Command Create()
    {
        var product = new Option<string>("--produit")
        {
            Description = "Nom de marque.",
            HelpName = "NOM",
            Required = true,
        };
        var applicant = new Option<string>("--demandeur")
        {
            Description = "Entreprise qui dépose.",
            HelpName = "NOM",
            Required = true,
        };
        var request = new Option<string>("--demande")
        {
            Description = "Type de demande de la procédure : inscription, therapeutique, premiere-demande…",
            HelpName = "TYPE",
            Required = true,
        };
        var indications = new Option<string[]>("--indication")
        {
            Description = "Indication revendiquée : « identifiant|titre|population ».",
            HelpName = "TEXTE",
            Required = true,
        };
        var description = new Option<string>("--description")
        {
            Description = "Ce que fait le produit.",
            HelpName = "TEXTE",
        };
        var ai = new Option<bool>("--ia") { Description = "Le produit repose sur un apprentissage automatique." };
        var digital = new Option<bool>("--numerique") { Description = "Dispositif numérique (par défaut)." };
        var notDigital = new Option<bool>("--non-numerique") { Description = "Dispositif non numérique." };
        var historical = new Option<bool>("--historique") { Description = "Reprise d’un dossier ancien." };
        var procedure = new Option<string>("--procedure")
        {
            Description = "Procédure suivie ; « has procedure list » les montre.",
            HelpName = "ID",
            DefaultValueFactory = _ => "lppr-nom-de-marque",
        };
        var on = new Option<string>("--le")
        {
            Description = "Date d’ouverture (aujourd’hui sinon).",
            HelpName = "AAAA-MM-JJ",
        };
        var parts = new Option<string>("--pieces")
        {
            Description = "Dossier de fichiers : chacun dont le nom commence par une clé de pièce est versé.",
            HelpName = "DOSSIER",
        };
        var signing = new Signing();
        var command = new CliCommand(
            "create", "Ouvre un dossier.",
            "has dossier create --produit GLYCOGUIDE --demandeur Médivia --demande inscription --ia",
            "    --indication \"adultes|Diabète de type 1|Adultes\" --pieces ./depot --par demandeur-medivia")
        {
            product, applicant, request, indications, description, ai, digital, notDigital, historical, procedure, on, parts,
        };
        return app.Does(signing.AddTo(command, withVersion: false), async run =>
        {
            if (run.Get(digital) && run.Get(notDigital))
                throw new InputException("--numerique et --non-numerique se contredisent. Gardez l’un des deux.");
            if (run.Text(parts) is { } folder && !Directory.Exists(folder))
                throw new InputException($"--pieces : le dossier « {folder} » n’existe pas.");

            var by = await signing.SignAsync(run, Role.Applicant, Role.EvaluationService);
            var result = await (await run.LedgerAsync()).Desk.OpenAsync(
                new OpenDossier(
                    run.Get(procedure)!, run.Get(request)!, run.Get(product)!, run.Get(applicant)!, run.Text(description) ?? "",
                    !run.Get(notDigital), run.Get(ai), [.. run.Get(indications)!.Select(IndicationOf)],
                    run.Day(on) ?? run.Today, run.Get(historical)),
                by, run.Stop);
            if (run.Text(parts) is not { } files || result is not MoveResult.Done opened)
                return Signing.Answer(run, result, "dossier ouvert");
            return await new PartIntake(run).AddFolderAsync(opened, files, by, run.Day(on) ?? run.Today);
        });
    }

    private Command List()
    {
        var text = new Option<string>("--texte")
        {
            Description = "Mots de la référence, du produit ou du demandeur.",
            HelpName = "MOTS",
        };
        var situation = new Option<string>("--situation")
        {
            Description = "toutes, ouverts, proches (15 jours), depasses, suspendus ou clos.",
            HelpName = "SITUATION",
        };
        var request = new Option<string>("--demande") { Description = "Type de demande.", HelpName = "TYPE" };
        var step = new Option<string>("--etape") { Description = "Étape ouverte.", HelpName = "ÉTAPE" };
        var procedure = new Option<string>("--procedure") { Description = "Procédure.", HelpName = "ID" };
        var order = new Option<string>("--tri")
        {
            Description = "echeance (par défaut), modification, reference ou produit.",
            HelpName = "ORDRE",
        };
        var descending = new Option<bool>("--inverse") { Description = "Inverse l’ordre." };
        var page = new Option<int>("--page")
        {
            Description = "Page, à partir de 1.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var size = new Option<int>("--taille")
        {
            Description = "Dossiers par page, de 1 à 500.",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
        };
        return app.Does(
            new CliCommand(
                "list", "Liste les dossiers, avec ce que chacun attend.",
                "has dossier list --situation proches --tri echeance")
            {
                text, situation, procedure, request, step, order, descending, page, size,
            },
            async run =>
            {
                if (run.Get(page) < 1 || run.Get(size) is < 1 or > 500)
                    throw new InputException("--page compte à partir de 1, et --taille va de 1 à 500.");
                var reader = await run.ReaderAsync();
                var filter = new DossierFilter(
                    reader?.Id, run.Text(text), run.Word(situation, Situations) ?? DossierSituation.All, run.Text(request),
                    run.Text(step), run.Text(procedure), run.Word(order, Orders) ?? DossierOrder.Due, run.Get(descending), run.Get(page), run.Get(size));
                var found = await (await run.LedgerAsync()).Queries.ListAsync(filter, run.Stop);
                if (run.WantsJson)
                    run.Terminal.Json(DossierJson.Of(found, filter));
                else
                    ShowList(run, found, filter);
                return ExitCodes.Ok;
            });
    }

    private static void ShowList(Run run, DossierPage found, DossierFilter filter)
    {
        if (found.Dossiers.Count == 0)
        {
            run.Terminal.Say(found.Counts[DossierSituation.All] == 0 && filter is { Text: null, Request: null, Step: null }
                ? "Aucun dossier. « has dossier create » en ouvre un ; « has demo » installe des données de démonstration."
                : "Aucun dossier ne répond à ces critères sur cette page.");
            return;
        }

        var table = Layout.Table("!Référence", "!Produit", "Demandeur", "Étape", "!Échéance", "!Reste");
        foreach (var row in found.Dossiers)
        {
            table.With(
                row.Id.Value, row.Product, row.Applicant, row.Stage, French.ShortDay(row.NextDue),
                row.IsClosed ? "clos" : row.NextDue is { } due ? French.ShortLeft(due, run.Today) : row.IsStopped ? "suspendu" : "");
        }

        run.Terminal.Show(table);
        var pages = (found.Total + filter.PageSize - 1) / filter.PageSize;
        run.Terminal.Line(Markup.Escape(
            $"{French.Count(found.Total, "dossier")}"
            + (pages > 1 ? $", page {filter.Page} sur {pages}" : "")
            + $" · ouverts {found.Counts[DossierSituation.Open]} · proches {found.Counts[DossierSituation.DueSoon]}"
            + $" · dépassés {found.Counts[DossierSituation.Overdue]} · suspendus {found.Counts[DossierSituation.Stopped]}"
            + $" · clos {found.Counts[DossierSituation.Closed]}"));
    }

    private Command Show()
    {
        var reference = Reference();
        var journal = new Option<bool>("--journal") { Description = "Montre aussi le journal et les refus." };
        return app.Does(
            new CliCommand("show", "Montre un dossier et la prochaine action.", "has dossier show LPPR-2026-0001 --journal")
            {
                reference, journal,
            },
            async run =>
            {
                var file = await run.DossierAsync(run.Get(reference));
                if (run.WantsJson)
                    run.Terminal.Json(DossierJson.Of(file, run.Get(journal)));
                else
                    new DossierView(run, file, await run.NamesAsync(), await run.NextSessionAsync()).Show(run.Get(journal));
                return ExitCodes.Ok;
            });
    }

    private Command Clock()
    {
        var reference = Reference();
        return app.Does(
            new CliCommand(
                "clock", "Explique chaque délai légal : départ, article, arrêts, échéance.",
                "has dossier clock LPPR-2026-0001")
            {
                reference,
            },
            async run =>
            {
                var file = await run.DossierAsync(run.Get(reference));
                if (run.WantsJson)
                    run.Terminal.Json(DossierJson.Clocks(file));
                else
                    DossierView.ShowClocks(run, file);
                return ExitCodes.Ok;
            });
    }

    private static Indication IndicationOf(string text)
    {
        var parts = text.Split('|', StringSplitOptions.TrimEntries);
        return parts is [{ Length: > 0 } id, { Length: > 0 } title, { Length: > 0 } population]
            ? new Indication(id, title, population)
            : throw new InputException(
                $"--indication : « {text} » n’a pas les trois parties attendues. Écrivez \"identifiant|titre|population\".");
    }
}
