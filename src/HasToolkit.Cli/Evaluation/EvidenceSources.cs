using System.CommandLine;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using HasToolkit.Cli.LitReview;
using HasToolkit.Cli.Verbatims;
using LitReview.Answers;
using LitReview.Citations;
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
        var number = new Argument<int?>("NUMÉRO")
        {
            Description = "Numéro d’une référence retenue au texte intégral ; sans lui, toutes celles que le dossier n’a pas encore.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var use = EvidenceInput.UseOption();
        var signing = new Signing();
        var command = new CliCommand(
            "depuis-revue", "Verse une référence qu’une revue a retenue, ou toutes, avec leur niveau et leur grade.",
            "has dossier preuve depuis-revue LPPR-2026-0001 R-2026-0001 12 --pour adultes:verdict --par claire-martin",
            "has dossier preuve depuis-revue LPPR-2026-0001 R-2026-0001 --par claire-martin")
        {
            reference, review, number, use,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            var file = await run.UnseenAsync(run.Get(reference));
            using var reviews = await ReviewInput.OpenAsync(run);
            var found = await ReviewInput.FindAsync(reviews, run, review);
            var kept = found.Records.Where(found.IsIncluded).ToList();
            if (run.Get(number) is { } wanted)
            {
                return kept.Find(record => record.Number == wanted) is { } one
                    ? await EvidenceInput.DoAsync(run, signing, file, (await AddedAsync([one]))[0], "référence versée comme preuve")
                    : throw new InputException(
                        $"La revue {found.Id} n’a pas retenu de référence n° {wanted} au texte intégral. Seule une référence retenue est versée.");
            }

            return kept.Count > 0
                ? await AddAllAsync(run, signing, file, await AddedAsync(kept))
                : throw new InputException($"La revue {found.Id} n’a encore retenu aucune référence au texte intégral.");

            async Task<IReadOnlyList<AddEvidence>> AddedAsync(IReadOnlyList<RecordState> records)
            {
                var citations = await reviews.Queries.CitationsAsync(found.Id, [.. records.Select(record => record.Number)], run.Stop);
                return
                [
                    .. records.Select(record => PlainOf(run, found, record, citations[record.Number]))
                        .Select(plain => new AddEvidence(plain.Description, plain.Appraisal, EvidenceInput.UseOf(run, use))),
                ];
            }
        });
    }

    // What the dossier has from this review, or knows by its DOI, is left as it is.
    private static async Task<int> AddAllAsync(Run run, Signing signing, DossierFile file, IReadOnlyList<AddEvidence> all)
    {
        var desk = (await run.LedgerAsync()).Desk;
        var signature = await signing.SignAsync(run, Role.EvaluationService, Role.ProjectLead);
        var there = file.Dossier.Assessment.Evidence.Where(item => item.SetAsideFor is null).Select(item => item.Description.TakenFrom).ToHashSet();
        var added = 0;
        foreach (var add in all.Where(add => !there.Contains(add.Description.TakenFrom)))
        {
            var number = add.Description.TakenFrom!.Item!;
            var result = await desk.DoAsync(
                file.Dossier.Id, add, signature with { Command = Signing.Derived(signature.Command, number) }, added == 0 ? signing.Seen(run) : null, run.Stop);
            if (result is not MoveResult.Refused(var reason))
                added++;
            else if (reason is RequestIsInvalid)
                run.Terminal.Warn($"Référence n° {number} : {reason.Message}");
            else
                throw new RefusedException(reason);
        }

        if (run.WantsJson)
            run.Terminal.Json(new { Reference = file.Dossier.Id.Value, Added = added, Left = all.Count - added });
        run.Terminal.Done(
            $"{file.Dossier.Id} : {French.Count(added, "référence versée comme preuve", "références versées comme preuves")}, {French.Count(all.Count - added, "laissée", "laissées")}.");
        return ExitCodes.Ok;
    }

    private static (EvidenceDescription Description, EvidenceAppraisal Appraisal) PlainOf(Run run, Review review, RecordState record, Citation citation)
    {
        return (
            PlainEvidence.OfReference(
                citation.Title,
                new EvidenceIdentifiers(citation.Doi, citation.PubMedId, citation.Identifiers.FirstOrDefault(one => one.Scheme == "NCT")?.Value),
                (review.Id.Value, review.Protocol.Title), record.Number, review.Version, citation.Source.Raw, run.Today),
            record.Appraisal?.Level is { } level ? PlainEvidence.AppraisalOf(level.Key, level.Grade) : new EvidenceAppraisal());
    }

    public static Command FromAnswer(CliApp app)
    {
        var reference = DossierCommands.Reference();
        var review = new Argument<string>("REVUE") { Description = "Revue, par exemple R-2026-0001." };
        var question = new Argument<string>("QUESTION") { Description = $"Question posée à la revue, {PlainEvidence.LongestQuestion} caractères au plus." };
        var use = EvidenceInput.UseOption();
        var signing = new Signing();
        var command = new CliCommand(
            "depuis-reponse", "Verse la réponse d’une revue à une question : phrases de ses références, citées mot pour mot.",
            "has dossier preuve depuis-reponse LPPR-2026-0001 R-2026-0001 \"Quel est l’effet sur la mortalité ?\" --par claire-martin")
        {
            reference, review, question, use,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            var (file, asked) = (await run.UnseenAsync(run.Get(reference)), run.Get(question).Trim());
            if (asked.Length is 0 or > PlainEvidence.LongestQuestion)
                throw new InputException($"La question est vide ou dépasse {PlainEvidence.LongestQuestion} caractères.");
            using var reviews = await ReviewInput.OpenAsync(run);
            var found = await ReviewInput.FindAsync(reviews, run, review);
            var answer = ExtractedAnswer.To(asked, await reviews.Searches.OfAsync(found, run.Stop));
            if (answer.SupportedText.Length == 0)
                throw new InputException($"La revue {found.Id} ne répond pas à cette question. « has litreview answer --revue {found.Id} » montre ce qu’elle dit.");
            var description = PlainEvidence.OfAnswer(
                asked, answer.SupportedText, answer.SupportingWords.Select(words => new EvidenceQuote(words.Text, words.Where)),
                (found.Id.Value, found.Protocol.Title), found.Version, run.Today);
            return await EvidenceInput.DoAsync(
                run, signing, file, new AddEvidence(description, new EvidenceAppraisal(), EvidenceInput.UseOf(run, use)), "réponse versée comme preuve");
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
