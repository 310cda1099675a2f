using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Procedures;
using static Evaluation.Workflows.Dossiers.Ruling;

namespace Evaluation.Workflows.Dossiers;

/// <summary>The rules of the text of an opinion: who writes it and until when, and what of it is not published.</summary>
public static class OpinionRules
{
    /// <summary>The step in which a person reads what may be published.</summary>
    internal const string RedactionStep = "occultation";

    /// <summary>The step that publishes.</summary>
    internal const string PublicationStep = "publication";

    private const int LongestSection = 100_000;
    private const int ShortestPassage = 3;
    private static readonly Role[] Writers = [Role.EvaluationService, Role.ProjectLead, Role.Chair];
    private static readonly Role[] Redactors = [Role.EvaluationService, Role.ProjectLead];

    /// <summary>Why nobody may write the text of the opinion now, in French; null when it may be written.</summary>
    public static string? WhyNotDraft(Dossier dossier, Procedure procedure)
    {
        if (dossier.DecisionOf(Authority.Has) is not null)
            return "L’avis est rendu : son texte ne change plus.";
        return dossier.Opening.IsHistorical || dossier.OpenSteps.Any(open => !procedure.IsFiling(procedure.StepOf(open.Step)))
            ? null
            : "Le texte de l’avis s’écrit à partir de l’instruction : le dossier n’est pas encore déclaré complet.";
    }

    /// <summary>Why no passage may be marked now, in French; null when one may.</summary>
    public static string? WhyNotRedact(Dossier dossier)
    {
        if (dossier.LatestOf(PublicationStep) is not null)
            return "L’avis est publié : ses occultations ne changent plus.";
        return dossier.LatestOf(RedactionStep) is not null
            ? "La relecture d’occultation est terminée : les occultations ne changent plus."
            : null;
    }

    internal static Decision Draft(Dossier dossier, DraftOpinion c, DecisionContext context)
    {
        if (!Writers.Contains(context.Role))
            return No(new RoleMayNot(context.Role, "Rédiger l’avis", Writers));
        if (DossierRules.CheckAssignment(dossier, context) is { } unassigned)
            return No(unassigned);
        if (WhyNotDraft(dossier, context.Procedure) is { } reason)
            return No(reason);
        var known = OpinionSection.For(context.Procedure.RequestOf(dossier.Opening.Request).ConclusionKind);
        if (c.Sections.FirstOrDefault(section => known.All(one => one.Key != section.Section)) is { } stranger)
        {
            return No($"L’avis n’a pas de rubrique « {stranger.Section} ». Rubriques : "
                + $"{string.Join(", ", known.Select(section => section.Key))}.");
        }

        if (c.Sections.Select(section => section.Section).Distinct().Count() != c.Sections.Count)
            return No("Une rubrique est donnée deux fois. Gardez un seul texte par rubrique.");
        if (c.Sections.FirstOrDefault(section => section.Text.Length > LongestSection) is { } long_)
            return No($"La rubrique « {long_.Section} » dépasse {LongestSection} caractères. Raccourcissez-la.");
        var written = (
            from section in known
            let text = Lines(c.Sections.FirstOrDefault(one => one.Section == section.Key)?.Text ?? "")
            where text.Length > 0
            select new SectionText(section.Key, text)).ToList();
        if (written.Count == 0)
            return No("Aucune rubrique n’a de texte. Rédigez-en au moins une, puis enregistrez.");
        var latest = dossier.Drafts.Count == 0 ? null : dossier.Drafts[^1];
        return latest is not null && latest.Sections.SequenceEqual(written)
            ? No($"Le texte est celui de la version {latest.Version} : rien n’a changé, rien n’est enregistré.")
            : new Decision.Accepted([new OpinionDrafted(dossier.Drafts.Count + 1, written)]);
    }

    internal static Decision Redact(Dossier dossier, RedactPassage c, DecisionContext context)
    {
        if (Redacting(dossier, context) is { } refusal)
            return refusal;
        var passage = c.Passage.Trim();
        if (passage.Length < ShortestPassage)
            return No($"Le passage a moins de {ShortestPassage} caractères : il se trouverait partout. Copiez une expression entière.");
        if (passage.Contains('\n', StringComparison.Ordinal))
            return No("Le passage court sur plusieurs lignes. Occultez chaque ligne à part.");
        if (dossier.Redactions.Any(redaction => string.Equals(redaction.Passage, passage, StringComparison.OrdinalIgnoreCase)))
            return No("Ce passage est déjà occulté.");
        return TextsOf(dossier).Any(text => Redactions.Places(text, passage).Count > 0)
            ? new Decision.Accepted([new PassageRedacted(passage, c.Reason, c.Note.Trim())])
            : No("Ce passage n’est pas dans l’avis. Copiez-le tel qu’il y est écrit, sur une seule ligne.");
    }

    internal static Decision Restore(Dossier dossier, RestorePassage c, DecisionContext context)
    {
        if (Redacting(dossier, context) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(c.Note))
            return No("Indiquez pourquoi le passage peut être publié.");
        return dossier.Redactions.Any(redaction => redaction.Passage == c.Passage)
            ? new Decision.Accepted([new PassageRestored(c.Passage, c.Note.Trim())])
            : No("Ce passage n’est pas occulté.");
    }

    private static Decision? Redacting(Dossier dossier, DecisionContext context)
    {
        if (!Redactors.Contains(context.Role))
            return No(new RoleMayNot(context.Role, "Occulter un passage de l’avis", Redactors));
        if (DossierRules.CheckAssignment(dossier, context) is { } unassigned)
            return No(unassigned);
        return WhyNotRedact(dossier) is { } reason ? No(reason) : null;
    }

    // What the opinion says in words of people: the latest text, and the conclusions.
    private static IEnumerable<string> TextsOf(Dossier dossier) =>
    [
        .. dossier.Drafts.TakeLast(1).SelectMany(draft => draft.Sections).Select(section => section.Text),
        .. dossier.Conclusions.Values.Select(ConclusionText.From)
            .SelectMany(text => new[] { text.Reasons, text.Comparator ?? "" }.Concat(text.Criteria?.Values ?? [])),
        dossier.Opening.Product, dossier.Opening.Applicant, dossier.Opening.Description,
        .. dossier.Opening.Indications.SelectMany(indication => new[] { indication.Title, indication.Population }),
    ];

    private static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())).Trim('\n');
}
