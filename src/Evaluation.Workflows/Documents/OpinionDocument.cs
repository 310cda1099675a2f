using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Documents;

/// <summary>The opinion of a dossier: what its events say, and nothing else. What nobody wrote is shown as « à compléter ».</summary>
internal static class OpinionDocument
{
    public static WrittenDocument Write(DocumentCase now)
    {
        var at = now.AtOpinion();
        var (dossier, opening) = (at.Dossier, at.Dossier.Opening);
        var form = ConclusionForm.Find(FormKind(at))!;
        var opinion = dossier.DecisionOf(Authority.Has);
        var draft = dossier.Drafts.Count == 0 ? null : dossier.Drafts[^1];
        var sections = OpinionSection.For(form.Kind);
        var blocks = new List<Block>
        {
            new TableBlock("Fiche de l’avis", ["Rubrique", "Contenu"], [.. Facts(at, form, draft, sections)]),
            new HeadingBlock(1, "Avis"),
        };
        blocks.AddRange(Verdicts(at, form));
        foreach (var section in sections.Where(section => !section.IsFact))
        {
            blocks.Add(new HeadingBlock(1, section.Title));
            blocks.AddRange(Paragraphs(draft?.TextOf(section.Key), draft is null ? null : at.SourceOf(draft.Sequence)));
        }

        return new WrittenDocument($"Avis : {opening.Product}", blocks, at.Stamp)
        {
            Subtitle = $"{at.Procedure.Title} · {at.RequestTitle}",
            Status = opinion is null ? "Projet" : null,
            Reference = dossier.Id.Value,
        };
    }

    /// <summary>The opinion as it is published, and what it does not show.</summary>
    public static (WrittenDocument Document, IReadOnlyList<HiddenPassage> Hidden) WritePublic(DocumentCase now) =>
        Redactions.Apply(Write(now), now.Dossier.Redactions);

    /// <summary>The paragraphs of a text, the last sentence of each with its source.</summary>
    public static IEnumerable<Block> Paragraphs(string? text, string? source)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [TextBlock.Of(Phrase.Missing)];
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("– ", StringComparison.Ordinal)
                ? TextBlock.Item(new Phrase(line[2..], source))
                : TextBlock.Of(new Phrase(line, source)));
    }

    private static string FormKind(DocumentCase at) =>
        at.Procedure.Requests.FirstOrDefault(request => request.Id == at.Dossier.Opening.Request)?.ConclusionKind
        ?? at.Procedure.Requests[0].ConclusionKind;

    private static IEnumerable<IReadOnlyList<Phrase>> Facts(
        DocumentCase at, ConclusionForm form, OpinionDraft? draft, IReadOnlyList<OpinionSection> sections)
    {
        var (dossier, opening, procedure) = (at.Dossier, at.Dossier.Opening, at.Procedure);
        bool Has(string step) => procedure.Steps.Any(known => known.Id == step);
        yield return ["Produit", new Phrase(opening.Product, at.OpeningSource)];
        yield return ["Description", Phrase.Of(opening.Description, at.OpeningSource)];
        yield return ["Type de demande", new Phrase($"{at.RequestTitle} ({procedure.Title})", at.OpeningSource)];
        yield return ["Adopté par la CNEDiMTS le", OnDay(at, dossier.DecisionOf(Authority.Has))];
        if (Has("examen"))
            yield return ["Faisant suite à l’examen du", OnDays(at, [.. dossier.Finished.Where(done => done.Step == "examen")])];
        if (Has("projet"))
        {
            yield return ["Projet d’avis adopté le",
                OnDay(at, dossier.Finished.LastOrDefault(done => done.Step == "projet" && done.Outcome == "adopte"))];
        }

        if (Has("contradictoire"))
            yield return ["Phase contradictoire", Contradictory(at)];
        yield return ["Demandeur", new Phrase(opening.Applicant, at.OpeningSource)];
        foreach (var section in sections.Where(section => section.IsFact))
            yield return [section.Title, Phrase.Of(draft?.TextOf(section.Key), draft is null ? null : at.SourceOf(draft.Sequence))];
        yield return ["Indications revendiquées", new Phrase(
            Lines(opening.Indications.Select(Named)), at.OpeningSource)];
        yield return ["Indications retenues", Retained(at)];
        if (procedure.Id.StartsWith("lppr", StringComparison.Ordinal) || procedure.Id.StartsWith("latm", StringComparison.Ordinal))
        {
            yield return ["Type d’inscription",
                procedure.Id.EndsWith("ligne-generique", StringComparison.Ordinal) ? "Description générique" : "Nom de marque"];
        }

        if (form.ComparatorLabel is not null)
            yield return ["Comparateurs retenus", Values(at, text => text.Comparator, "sans objet : aucune indication n’est retenue")];
        if (form.HasYears)
        {
            yield return ["Durée d’inscription proposée",
                Values(at, text => text.Years is { } years ? FrenchTypography.Years(years) : null, "sans objet : aucune indication n’est retenue")];
        }
    }

    private static string Named(Indication indication) =>
        indication.Population.Length > 0 ? $"{indication.Title} ({indication.Population})" : indication.Title;

    private static string Lines(IEnumerable<string> items) => string.Join("\n", items);

    private static Phrase OnDay(DocumentCase at, FinishedStep? step) => step is null
        ? Phrase.Missing
        : new Phrase(Day(step), at.SourceOf(step.Sequence));

    private static Phrase OnDays(DocumentCase at, IReadOnlyList<FinishedStep> steps) => steps.Count == 0
        ? Phrase.Missing
        : new Phrase(FrenchTypography.List([.. steps.Select(Day).Distinct()]), at.SourceOf(steps[^1].Sequence));

    // A date that nobody could read says so, wherever it is written.
    private static string Day(FinishedStep step) => FrenchCalendar.Write(step.On) + (step.IsAssumed ? " (date supposée)" : "");

    private static Phrase Contradictory(DocumentCase at)
    {
        var dossier = at.Dossier;
        if (dossier.LatestOf("contradictoire") is not { } phase)
            return Phrase.Missing;
        var hearing = dossier.LatestOf("audition");
        var bureau = dossier.LatestOf("bureau");
        var text = phase.Outcome switch
        {
            "sans-observation" => $"sans observation du demandeur, le {Day(phase)}",
            "delai-echu" => $"sans observation du demandeur, délai constaté passé le {Day(phase)}",
            "observations" => $"observations écrites du {Day(phase)}"
                + (bureau is { Outcome: "regle" } ? $", réglées par le Bureau le {Day(bureau)}" : ""),
            "audition" => hearing switch
            {
                { Outcome: "tenue" } => $"audition du {Day(hearing)}",
                { Outcome: "renoncee" } => $"audition demandée, à laquelle le demandeur a renoncé le {Day(hearing)}",
                _ => $"audition demandée le {Day(phase)}",
            },
            _ => Day(phase),
        };
        var last = new[] { phase, hearing, bureau }.OfType<FinishedStep>().MaxBy(step => step.Sequence)!;
        return new Phrase(text, at.SourceOf(last.Sequence));
    }

    private static Phrase Retained(DocumentCase at)
    {
        var dossier = at.Dossier;
        var indications = dossier.Opening.Indications;
        if (indications.Any(indication => !dossier.Conclusions.ContainsKey(indication.Id)))
            return Phrase.Missing;
        var kept = indications.Where(indication => dossier.Conclusions[indication.Id].IsFavourable).Select(Named).ToList();
        return new Phrase(
            kept.Count == 0 ? "aucune" : Lines(kept), at.SourceOf<ConclusionRecorded>(_ => true));
    }

    private static Phrase Values(DocumentCase at, Func<ConclusionText, string?> value, string none)
    {
        var conclusions = at.Dossier.Conclusions.Values;
        var values = conclusions.Where(conclusion => conclusion.IsFavourable).Select(ConclusionText.From).Select(value)
            .Where(text => !string.IsNullOrWhiteSpace(text)).Distinct().ToList();
        if (values.Count > 0)
            return new Phrase(Lines(values!), at.SourceOf<ConclusionRecorded>(_ => true));
        return conclusions.Any() && conclusions.All(conclusion => !conclusion.IsFavourable) ? none : Phrase.Missing;
    }

    private static IEnumerable<Block> Verdicts(DocumentCase at, ConclusionForm form)
    {
        var (dossier, indications) = (at.Dossier, at.Dossier.Opening.Indications);
        string[] head =
        [
            "Indication", form.VerdictLabel,
            .. form.LevelLabel is null ? Array.Empty<string>() : [form.LevelLabel],
            .. form.ComparatorLabel is null ? Array.Empty<string>() : [form.ComparatorLabel],
        ];
        yield return new TableBlock(
            form.Lead, head,
            [.. indications.Select(indication => Row(at, indication, form, dossier.Conclusions.GetValueOrDefault(indication.Id)))]);
        foreach (var indication in indications)
        {
            var conclusion = dossier.Conclusions.GetValueOrDefault(indication.Id);
            yield return new HeadingBlock(2, indication.Title);
            if (form.CriteriaOn(dossier.Opening.On).Count > 0)
                yield return Criteria(at, indication, form, conclusion);
            yield return new HeadingBlock(3, "Motifs");
            foreach (var block in Paragraphs(conclusion?.Reasons, SourceOf(at, indication)))
                yield return block;
        }
    }

    private static Phrase[] Row(DocumentCase at, Indication indication, ConclusionForm form, Conclusion? conclusion)
    {
        var columns = 2 + (form.LevelLabel is null ? 0 : 1) + (form.ComparatorLabel is null ? 0 : 1);
        if (conclusion is null)
            return [indication.Title, .. Enumerable.Repeat(Phrase.Missing, columns - 1)];
        var text = ConclusionText.From(conclusion);
        var verdict = form.Verdicts.Single(choice => choice.Id == text.Verdict).Title;
        // A source that does not say everything leaves a gap; an insufficient service has nothing more to say.
        Phrase Rest(string? value) => value is not null ? value : conclusion.IsFavourable ? Phrase.Missing : "sans objet";
        return
        [
            indication.Title, new Phrase(verdict, SourceOf(at, indication)),
            .. form.LevelLabel is null
                ? Array.Empty<Phrase>()
                : [Rest(text.Level is { } level && text.Comparator is { } against
                    ? new Amelioration((AmeliorationLevel)level, against).ToString() : null)],
            .. form.ComparatorLabel is null ? Array.Empty<Phrase>() : [Rest(text.Comparator)],
        ];
    }

    private static TableBlock Criteria(DocumentCase at, Indication indication, ConclusionForm form, Conclusion? conclusion)
    {
        var answers = conclusion is null ? null : ConclusionText.From(conclusion).Criteria;
        return new TableBlock(
            $"Critères, {indication.Title}", ["Critère", "Constat", "Fondement"],
            [
                .. form.CriteriaOn(at.Dossier.Opening.On).Select(criterion =>
                {
                    var answer = answers?.GetValueOrDefault(criterion.Id);
                    return new[]
                    {
                        (Phrase)$"{Prefix(form.Kind, criterion.Id)}{criterion.Title}",
                        answer is null
                            ? Phrase.Missing
                            : new Phrase(
                                criterion.Choices.FirstOrDefault(choice => choice.Id == answer)?.Title ?? answer, SourceOf(at, indication)),
                        criterion.Source.ToString(),
                    };
                }),
            ]);
    }

    // The CNEDiMTS rules on two criteria of a PECAN; the second one may be met in two ways.
    private static string Prefix(string kind, string criterion) => (kind, criterion) switch
    {
        ("pecan-presomption", "marquage-ce") => "Critère 1. ",
        ("pecan-presomption", "benefice-clinique" or "organisation") => "Critère 2. ",
        _ => "",
    };

    private static string? SourceOf(DocumentCase at, Indication indication) =>
        at.SourceOf<ConclusionRecorded>(recorded => recorded.Indication == indication.Id);
}
