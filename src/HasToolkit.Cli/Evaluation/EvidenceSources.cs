using System.CommandLine;
using System.Globalization;
using Evaluation.Workflows.Assessment;
using HasToolkit.Cli.Verbatims;
using LitReview;
using LitReview.Reviews;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Search;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Evidence taken from a review of the literature or from a batch of comments, handed over as plain values.</summary>
internal static class EvidenceSources
{
    public static Command FromReview(CliApp app)
    {
        var reference = DossierCommands.Reference();
        var review = new Argument<string>("REVUE") { Description = "Revue, par exemple R-2026-0001." };
        var number = new Argument<int>("NUMÉRO") { Description = "Numéro de la référence, retenue au texte intégral." };
        var use = EvidenceInput.UseOption();
        var signing = new Signing();
        var command = new CliCommand(
            "depuis-revue", "Verse une référence qu’une revue a retenue, avec son niveau et son grade.",
            "has dossier preuve depuis-revue LPPR-2026-0001 R-2026-0001 12 --pour adultes:verdict --par claire-martin")
        {
            reference, review, number, use,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            var file = await run.UnseenAsync(run.Get(reference));
            using var reviews = await LitReviewServices.OpenAsync(run.DataFolder, run.Connection, run.Clock, run.Stop);
            var id = new ReviewId(run.Get(review));
            var found = await reviews.Queries.ReviewAsync(id, run.Stop) ?? throw new InputException(new ReviewNotFound(id).Message);
            var record = found.Find(run.Get(number));
            if (record is null || !found.IsForFullText(record) || found.OutcomeOf(record, Stage.FullText) != Outcome.Kept)
            {
                throw new InputException(
                    $"La revue {id} n’a pas retenu de référence n° {run.Get(number)} au texte intégral. Seule une référence retenue est versée.");
            }

            var citation = (await reviews.Queries.CitationsAsync(id, [record.Number], run.Stop))[record.Number];
            var description = PlainEvidence.OfReference(
                citation.Title, new EvidenceIdentifiers(
                    citation.Doi, citation.PubMedId, citation.Identifiers.FirstOrDefault(one => one.Scheme == "NCT")?.Value),
                (id.Value, found.Protocol.Title), record.Number, found.Version, citation.Source.Raw, run.Today);
            var level = record.Appraisal?.Level;
            var appraisal = new EvidenceAppraisal(
                int.TryParse(level?.Key, CultureInfo.InvariantCulture, out var levelNumber) ? levelNumber : null,
                level is not null ? EvidenceText.FindGrade(level.Grade) : null);
            return await EvidenceInput.DoAsync(
                run, signing, file, new AddEvidence(description, appraisal, EvidenceInput.UseOf(run, use)), "référence versée comme preuve");
        });
    }

    public static Command FromComments(CliApp app)
    {
        var reference = DossierCommands.Reference();
        var batch = new Argument<string>("LOT") { Description = "Lot de commentaires, ou le début de son identifiant." };
        var topic = new Option<string>("--theme")
        {
            Description = "Code d’un thème ; ATT- pour les critiques, ATT+ pour les éloges. Sans lui : la part de commentaires satisfaits.",
            HelpName = "CODE",
        };
        var use = EvidenceInput.UseOption();
        var signing = new Signing();
        var command = new CliCommand(
            "depuis-commentaires", "Verse une part de commentaires, avec son effectif, son intervalle et l’empreinte du fichier.",
            "has dossier preuve depuis-commentaires LPPR-2026-0001 3fa2 --theme ATT- --pour adultes:verdict --par claire-martin")
        {
            reference, batch, topic, use,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            var file = await run.UnseenAsync(run.Get(reference));
            using var comments = await VerbatimsRun.OpenAsync(run);
            var read = await comments.Services.Queries.BatchAsync(run.Get(batch), run.Stop);
            if (read.Run is not { IsFinished: true } finished)
                throw new InputException($"Le lot {read.Id} n’est pas encore lu en entier. Terminez son analyse, puis recommencez.");
            var figures = await comments.Services.Queries.FiguresAsync(new CommentQuery(read.Id), run.Stop);
            var (what, share) = NamedShare.Of(figures, run.Text(topic), comments.TopicNames) ?? throw new InputException(
                $"--theme : aucun commentaire du lot ne parle du thème « {run.Text(topic)} » ; thèmes : "
                + $"{string.Join(", ", figures.Topics.Select(one => one.Code))}.");
            if (share.Of == 0)
                throw new InputException($"Le lot {read.Id} n’a aucun commentaire qui dise quelque chose : il n’y a pas de part à verser.");
            var description = PlainEvidence.OfShare(
                what, share.Count, share.Of, (share.Low, share.High), (read.Id.Value, read.FileName), read.FileHash, finished.ModelVersion,
                run.Today);
            return await EvidenceInput.DoAsync(
                run, signing, file, new AddEvidence(description, new EvidenceAppraisal(), EvidenceInput.UseOf(run, use)), "chiffre versé comme preuve");
        });
    }
}
