using LitReview.Citations;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>References as they leave a review for another program: with what became of them, where it looks for it.</summary>
/// <remarks>
/// A decision is the label, and a note with its reason; what people wrote are notes; tags stand among the key words, which Zotero and
/// EndNote show as tags.
/// </remarks>
public static class ReviewExport
{
    /// <summary>A reference with its decision as a label, its tags as key words, and what was said of it as notes.</summary>
    /// <param name="review">The review.</param>
    /// <param name="record">Where the reference stands.</param>
    /// <param name="citation">The reference.</param>
    /// <param name="nameOf">The name of a person; null writes his identifier.</param>
    /// <remarks>A label that was imported stays as long as the review has decided nothing; after that it is a note.</remarks>
    public static Citation Labelled(Review review, RecordState record, Citation citation, Func<ReviewerId, string>? nameOf = null) => citation with
    {
        Label = LabelOf(review, record) ?? citation.Label,
        Keywords = [.. citation.Keywords, .. record.Tags.Except(citation.Keywords, StringComparer.Ordinal)],
        Notes = [.. citation.Notes.Concat(Said(review, record, citation, nameOf)).Distinct(StringComparer.Ordinal)],
    };

    /// <summary>The word for a label that was imported.</summary>
    public static string Of(CitationLabel label) => label == CitationLabel.Included ? "incluse" : "écartée";

    /// <summary>What readers wrote on a reference, each note with its author and day.</summary>
    internal static IEnumerable<string> NotesOf(RecordState record, Func<ReviewerId, string>? nameOf) => record.Notes.Select(note =>
        $"Note de {nameOf?.Invoke(note.Person) ?? note.Person.Value}, {note.At:yyyy-MM-dd} : {note.Text}");

    private static IEnumerable<string> Said(Review review, RecordState record, Citation citation, Func<ReviewerId, string>? nameOf)
    {
        if (DecisionOf(review, record) is { } decision)
            yield return decision;
        if (citation.Label is { } imported && LabelOf(review, record) is { } label && label != imported)
            yield return $"Étiquette importée : {Of(imported)}";
        foreach (var note in NotesOf(record, nameOf))
            yield return note;
        if (record.Appraisal is { } appraisal)
            yield return $"HAS : {ReviewText.Of(appraisal)}";
    }

    private static string? DecisionOf(Review review, RecordState record)
    {
        string With(string decision, Stage stage) => record.ReasonAt(stage) is { } reason ? $"{decision} : {reason}" : decision;
        return review.OutcomeOf(record, Stage.TitleAbstract) switch
        {
            Outcome.Excluded => With("Écartée sur titre et résumé", Stage.TitleAbstract),
            Outcome.Kept => review.OutcomeOf(record, Stage.FullText) switch
            {
                Outcome.Kept => "Incluse",
                Outcome.Excluded => With("Exclue sur texte intégral", Stage.FullText),
                Outcome.Unread or Outcome.Waiting or Outcome.Conflict => "Retenue sur titre et résumé",
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            },
            Outcome.Unread or Outcome.Waiting or Outcome.Conflict => null,
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    private static CitationLabel? LabelOf(Review review, RecordState record)
    {
        var outcome = review.OutcomeOf(record, Stage.TitleAbstract);
        if (outcome == Outcome.Kept)
            outcome = review.OutcomeOf(record, Stage.FullText);
        return outcome == Outcome.Kept ? CitationLabel.Included : outcome == Outcome.Excluded ? CitationLabel.Excluded : null;
    }
}
