using System.CommandLine;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The evidence of a dossier: added, appraised, set aside, linked to conclusions; and what is missing.</summary>
internal sealed class EvidenceCommands(CliApp app)
{
    public Command All() =>
        new CliCommand("preuve", "Verse, apprécie, écarte et relie les preuves d’un dossier.")
        {
            List(), Add(), Appraise(), SetAside(), Link(), Unlink(), EvidenceSources.FromReview(app), EvidenceSources.FromAnswer(app),
            EvidenceSources.FromComments(app),
        };

    private static Argument<string> EvidenceArgument() => new("PREUVE") { Description = "Preuve, par exemple P1." };

    private static (Argument<string> Indication, Argument<string> Point) PointArguments() => (
        new Argument<string>("INDICATION") { Description = "Indication de la conclusion." },
        new Argument<string>("POINT") { Description = "Point de la conclusion : verdict, niveau, comparateur ou un critère." });

    private static Option<string> Reason() => new("--motif") { Description = "Motif.", HelpName = "TEXTE", Required = true };

    private Command List()
    {
        var reference = DossierCommands.Reference();
        return app.Does(
            new CliCommand("list", "Montre les preuves, ce qu’elles servent et ce qui manque.", "has dossier preuve list LPPR-2026-0001") { reference },
            async run =>
            {
                var file = await run.DossierAsync(run.Get(reference));
                var reading = EvidenceReading.Of(file.Dossier, file.Procedure);
                if (run.WantsJson)
                    run.Terminal.Json(JsonOf(file.Dossier, reading));
                else
                    Show(run.Terminal, file.Dossier, reading);
                return ExitCodes.Ok;
            });
    }

    private Command Add()
    {
        var reference = DossierCommands.Reference();
        var kind = new Argument<string>("NATURE")
        {
            Description = string.Join(", ", EvidenceText.EveryKind.Select(known => known.Key)) + ".",
        };
        var title = new Argument<string>("TITRE") { Description = "Titre." };
        var doi = new Option<string>("--doi") { Description = "DOI.", HelpName = "DOI" };
        var pmid = new Option<string>("--pmid") { Description = "Numéro PubMed.", HelpName = "NUMÉRO" };
        var nct = new Option<string>("--nct") { Description = "Numéro ClinicalTrials.gov.", HelpName = "NUMÉRO" };
        var figure = new Option<string>("--chiffre") { Description = "Résultat, ou chiffre avec son effectif et son intervalle.", HelpName = "TEXTE" };
        var origin = new Option<string>("--source") { Description = "D’où vient la preuve.", HelpName = "TEXTE" };
        var date = new Option<string>("--date") { Description = "Sa date.", HelpName = "AAAA-MM-JJ" };
        var place = EvidenceInput.PlaceOption();
        var appraisal = new AppraisalOptions();
        var use = EvidenceInput.UseOption();
        var signing = new Signing();
        var command = new CliCommand(
            "ajouter", "Verse une preuve.",
            "has dossier preuve ajouter LPPR-2026-0001 etude \"Essai randomisé A\" --nct NCT01234567 --niveau 1 --grade A",
            "    --specifique oui --comparative oui --pour adultes:niveau --page etudes-cliniques:12 --par claire-martin")
        {
            reference, kind, title, doi, pmid, nct, figure, origin, date, place, use,
        };
        appraisal.AddTo(command);
        return app.Does(signing.AddTo(command), async run =>
        {
            var file = await run.UnseenAsync(run.Get(reference));
            var description = new EvidenceDescription(
                EvidenceText.FindKind(run.Get(kind)) ?? throw new InputException(
                    $"NATURE : « {run.Get(kind)} » est inconnue ; attendu : {string.Join(", ", EvidenceText.EveryKind.Select(known => known.Key))}."),
                run.Get(title), new EvidenceIdentifiers(run.Text(doi), run.Text(pmid), run.Text(nct)), run.Text(figure) ?? "",
                run.Text(origin) ?? "", run.Day(date), Sha256: null, EvidenceInput.PlaceOf(run, place, file.Dossier));
            return await EvidenceInput.DoAsync(
                run, signing, file, new AddEvidence(description, appraisal.Read(run, new EvidenceAppraisal()), EvidenceInput.UseOf(run, use)),
                "preuve versée");
        });
    }

    private Command Appraise()
    {
        var (reference, evidence) = (DossierCommands.Reference(), EvidenceArgument());
        var appraisal = new AppraisalOptions();
        var signing = new Signing();
        var command = new CliCommand(
            "apprecier", "Apprécie la force d’une preuve ; ce qui n’est pas dit reste comme avant.",
            "has dossier preuve apprecier LPPR-2026-0001 P1 --niveau 2 --grade B --specifique non --transposabilite \"Même algorithme.\" --par claire-martin")
        {
            reference, evidence,
        };
        appraisal.AddTo(command);
        return app.Does(signing.AddTo(command), async run =>
        {
            var file = await run.UnseenAsync(run.Get(reference));
            var before = file.Dossier.Assessment.Find(run.Get(evidence))?.Appraisal ?? new EvidenceAppraisal();
            return await EvidenceInput.DoAsync(
                run, signing, file, new AppraiseEvidence(run.Get(evidence), appraisal.Read(run, before)), $"preuve {run.Get(evidence)} appréciée");
        });
    }

    private Command SetAside()
    {
        var (reference, evidence, reason) = (DossierCommands.Reference(), EvidenceArgument(), Reason());
        var signing = new Signing();
        var command = new CliCommand(
            "ecarter", "Écarte une preuve ; elle reste au dossier, avec le motif.",
            "has dossier preuve ecarter LPPR-2026-0001 P2 --motif \"Étude rétractée.\" --par claire-martin")
        {
            reference, evidence, reason,
        };
        return app.Does(signing.AddTo(command), async run => await EvidenceInput.DoAsync(
            run, signing, await run.UnseenAsync(run.Get(reference)), new SetEvidenceAside(run.Get(evidence), run.Text(reason)!),
            $"preuve {run.Get(evidence)} écartée"));
    }

    private Command Link()
    {
        var (reference, evidence) = (DossierCommands.Reference(), EvidenceArgument());
        var (indication, point) = PointArguments();
        var signing = new Signing();
        var command = new CliCommand(
            "lier", "Dit qu’un point d’une conclusion repose sur une preuve.",
            "has dossier preuve lier LPPR-2026-0001 P1 adultes verdict --par claire-martin")
        {
            reference, evidence, indication, point,
        };
        return app.Does(signing.AddTo(command), async run => await EvidenceInput.DoAsync(
            run, signing, await run.UnseenAsync(run.Get(reference)),
            new LinkEvidence(run.Get(evidence), new ConclusionPoint(run.Get(indication), run.Get(point))),
            $"preuve {run.Get(evidence)} reliée"));
    }

    private Command Unlink()
    {
        var (reference, evidence, reason) = (DossierCommands.Reference(), EvidenceArgument(), Reason());
        var (indication, point) = PointArguments();
        var signing = new Signing();
        var command = new CliCommand(
            "detacher", "Retire un lien, avec son motif.",
            "has dossier preuve detacher LPPR-2026-0001 P1 adultes verdict --motif \"Erreur de saisie.\" --par claire-martin")
        {
            reference, evidence, indication, point, reason,
        };
        return app.Does(signing.AddTo(command), async run => await EvidenceInput.DoAsync(
            run, signing, await run.UnseenAsync(run.Get(reference)),
            new UnlinkEvidence(run.Get(evidence), new ConclusionPoint(run.Get(indication), run.Get(point)), run.Text(reason)!),
            $"preuve {run.Get(evidence)} détachée"));
    }

    private static void Show(Terminal terminal, Dossier dossier, EvidenceReading reading)
    {
        terminal.Show(Layout.Heading($"{dossier.Opening.Product} · preuves"));
        if (dossier.Assessment.Evidence.Count == 0)
            terminal.Line("Aucune preuve n’est versée.");
        foreach (var item in dossier.Assessment.Evidence)
        {
            var (d, a) = (item.Description, item.Appraisal);
            terminal.Line($"[bold]{Markup.Escape($"{item.Id} · {d.Title}")}[/]{Markup.Escape(item.SetAsideFor is { } why ? $" (écartée : {why})" : "")}");
            terminal.Show(Layout.Pairs(
                ("  Nature", d.Kind.Title()), ("  Identifiants", string.Join(", ", d.Identifiers.Cited())), ("  Résultat", d.Figure),
                ("  Citations", string.Join("\n", (d.Quotes ?? []).Select(quote => $"« {quote.Text} » ({quote.Where})"))), ("  Source", d.Origin), ("  Date", French.Day(d.Date)),
                ("  Page", d.Place is { } place ? $"{FileOf(dossier, place)}, page {place.Page}" : ""),
                ("  Force", string.Join(", ", Strength(a))), ("  Transposabilité", a.Transposability),
                ("  Sert", string.Join(" ; ", reading.UsesOf(item).Select(use => $"{use.Title}, {use.Indication.Title}")))));
        }

        if (reading.Gaps.Count > 0)
        {
            terminal.Show(Layout.Heading("Ce qui manque"));
            foreach (var gap in reading.Gaps)
                terminal.Show(Layout.Indented("→ " + gap.Text));
        }
    }

    private static string FileOf(Dossier dossier, PartPage place) =>
        dossier.Parts.FirstOrDefault(part => part.Sha256 == place.Sha256)?.FileName ?? place.Sha256[..10];

    private static IEnumerable<string> Strength(EvidenceAppraisal appraisal)
    {
        if (appraisal.Level is { } level)
            yield return $"niveau {level}";
        if (appraisal.Grade is { } grade)
            yield return $"grade {grade.Short()}";
        if (appraisal.IsSpecific is { } isSpecific)
            yield return isSpecific ? "spécifique" : "non spécifique";
        if (appraisal.IsComparative is { } isComparative)
            yield return isComparative ? "comparative" : "non comparative";
    }

    private static object JsonOf(Dossier dossier, EvidenceReading reading) => new
    {
        Reference = dossier.Id.Value,
        Evidence = dossier.Assessment.Evidence.Select(item => new
        {
            item.Id,
            item.Description,
            item.Appraisal,
            item.SetAsideFor,
            AddedBy = item.AddedBy.Value,
            item.AddedAt,
            item.Uses,
        }),
        Conclusions = reading.Points.Select(point => new
        {
            point.Point.Indication,
            point.Point.Criterion,
            point.Title,
            Evidence = point.Evidence.Select(item => item.Id),
        }),
        reading.Gaps,
    };

    /// <summary>The options that say how strong a piece of evidence is.</summary>
    private sealed class AppraisalOptions
    {
        private static readonly (string Word, bool Value)[] YesNo = [("oui", true), ("non", false)];

        private readonly Option<int?> _level = new("--niveau") { Description = "Niveau de preuve, de 1 (fort) à 4.", HelpName = "N" };
        private readonly Option<string> _grade = new("--grade") { Description = "Grade : A, B, C ou AE.", HelpName = "GRADE" };
        private readonly Option<string> _specific = new("--specifique") { Description = "Porte sur le produit lui-même : oui ou non.", HelpName = "OUI|NON" };
        private readonly Option<string> _comparative = new("--comparative") { Description = "Compare : oui ou non.", HelpName = "OUI|NON" };
        private readonly Option<string> _transposability = new("--transposabilite")
        {
            Description = "Pourquoi des données non spécifiques se transposent.",
            HelpName = "TEXTE",
        };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_level, _grade, _specific, _comparative, _transposability])
                command.Add(option);
        }

        public EvidenceAppraisal Read(Run run, EvidenceAppraisal before) => new(
            run.Get(_level) ?? before.Level,
            run.Text(_grade) is { } grade
                ? EvidenceText.FindGrade(grade) ?? throw new InputException($"{_grade.Name} : « {grade} » est inconnu ; attendu : A, B, C ou AE.")
                : before.Grade,
            run.Word(_specific, YesNo) ?? before.IsSpecific, run.Word(_comparative, YesNo) ?? before.IsComparative,
            run.Text(_transposability) ?? before.Transposability);
    }
}
