using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>Who reads a text of a dossier.</summary>
public enum DossierAudience
{
    /// <summary>Whoever opens the dossier, but for the company that filed it.</summary>
    Evaluation,

    /// <summary>Whoever works for the evaluation and reads all that is done around the dossier.</summary>
    Casework,

    /// <summary>The company that filed it.</summary>
    Company,

    /// <summary>The expert who is named.</summary>
    Expert,

    /// <summary>Every association of patients.</summary>
    Associations,

    /// <summary>The association that is named.</summary>
    OneAssociation,
}

/// <summary>What a text of a dossier is.</summary>
public enum DossierTextKind
{
    /// <summary>The dossier itself: product, company, purpose, indications.</summary>
    Dossier,

    /// <summary>A note.</summary>
    Note,

    /// <summary>A document that was filed.</summary>
    Part,

    /// <summary>A piece of evidence.</summary>
    Evidence,

    /// <summary>The latest draft of the opinion.</summary>
    Draft,

    /// <summary>A question to an expert, with its answer.</summary>
    Consultation,

    /// <summary>A call for contributions.</summary>
    Call,

    /// <summary>A contribution of an association.</summary>
    Contribution,
}

/// <summary>A text of a dossier that can be searched, and who reads it.</summary>
/// <param name="Audience">Who reads it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Where it is in the dossier: the sequence of a note, the hash of a file, the key of a piece of evidence.</param>
/// <param name="Title">Its title.</param>
/// <param name="Text">Its words; may be empty.</param>
/// <param name="For">The expert or the association that is named; null for other audiences.</param>
public sealed record DossierText(
    DossierAudience Audience, DossierTextKind Kind, string Key, string Title, string Text, string? For = null);

/// <summary>Everything in a dossier that can be searched, sorted by who may read it, as the pages show it.</summary>
public static class DossierTexts
{
    /// <summary>The texts of a dossier.</summary>
    /// <param name="id">The dossier.</param>
    /// <param name="events">All its events, oldest first.</param>
    /// <param name="around">The work around it.</param>
    /// <param name="procedure">The version of the procedure that it follows.</param>
    public static IReadOnlyList<DossierText> Of(
        DossierId id, IReadOnlyList<SignedEvent> events, CaseFile around, Procedure procedure)
    {
        var whole = Dossier.Fold(id, events)!;
        var told = CompanyView.Of(events);
        return
        [
            .. Within(DossierAudience.Evaluation, whole, events, procedure),
            .. Within(DossierAudience.Company, Dossier.Fold(id, told)!, told, procedure),
            .. around.Consultations.SelectMany(consultation => Consultation(whole, consultation)),
            .. Contributions(whole, around),
        ];
    }

    private static IEnumerable<DossierText> Within(
        DossierAudience audience, Dossier dossier, IReadOnlyList<SignedEvent> events, Procedure procedure)
    {
        var opening = dossier.Opening;
        yield return new DossierText(
            audience, DossierTextKind.Dossier, "", opening.Product,
            string.Join(" · ", [opening.Description, .. IndicationsOf(opening), opening.Applicant, procedure.RequestOf(opening.Request).Title]));
        foreach (var signed in events)
        {
            if (signed.Event is NoteAdded note)
                yield return new DossierText(audience, DossierTextKind.Note, $"{signed.Sequence}", opening.Product, note.Text);
        }

        foreach (var part in dossier.Parts.Where(part => !part.IsSetAside).DistinctBy(part => (part.Part, part.Sha256)))
        {
            var title = procedure.Parts.FirstOrDefault(rule => rule.Id == part.Part)?.Title ?? part.Part;
            yield return new DossierText(audience, DossierTextKind.Part, $"{part.Part}-{part.Sha256[..12]}", part.FileName, $"{title}, {opening.Product}");
        }

        foreach (var item in dossier.Assessment.Evidence)
            yield return new DossierText(audience, DossierTextKind.Evidence, item.Id, item.Description.Title, TextOf(item));
        if (dossier.Drafts is [.., var draft])
        {
            yield return new DossierText(
                audience, DossierTextKind.Draft, $"{draft.Version}", opening.Product,
                string.Join("\n\n", draft.Sections.Select(section => section.Text)));
        }
    }

    private static IEnumerable<DossierText> Consultation(Dossier dossier, Consultation consultation)
    {
        var (asked, product) = (consultation.Invitation, dossier.Opening.Product);
        var text = string.Join("\n\n", new[] { asked.Question, consultation.Answer?.Text }.OfType<string>());
        yield return new DossierText(DossierAudience.Casework, DossierTextKind.Consultation, consultation.Id, product, text);
        yield return new DossierText(
            DossierAudience.Expert, DossierTextKind.Consultation, consultation.Id, product,
            string.Join(" · ", [text, dossier.Opening.Description, .. IndicationsOf(dossier.Opening)]), asked.Expert.Value);
        if (consultation.State == ConsultationState.Answered && !asked.IsConfidential)
            yield return new DossierText(DossierAudience.Company, DossierTextKind.Consultation, consultation.Id, product, text);
    }

    private static IEnumerable<DossierText> Contributions(Dossier dossier, CaseFile around)
    {
        var product = dossier.Opening.Product;
        if (around.Call is not null)
        {
            yield return new DossierText(
                DossierAudience.Associations, DossierTextKind.Call, "", product,
                string.Join(" · ", [dossier.Opening.Applicant, .. IndicationsOf(dossier.Opening)]));
        }

        foreach (var (index, contribution) in around.Contributions.Index())
        {
            var text = $"{contribution.Association}\n{contribution.Text}";
            yield return new DossierText(DossierAudience.Casework, DossierTextKind.Contribution, $"{index}", product, text);
            yield return new DossierText(
                DossierAudience.OneAssociation, DossierTextKind.Contribution, $"{index}", product, text, contribution.Association);
        }
    }

    private static IEnumerable<string> IndicationsOf(DossierOpened opening) =>
        opening.Indications.Select(indication => $"{indication.Title}, {indication.Population}");

    private static string TextOf(EvidenceItem item) => string.Join(
        " · ", new[] { item.Description.Figure, item.Description.Origin, string.Join(' ', item.Description.Identifiers.Cited()) }
            .Where(text => text.Length > 0));
}
