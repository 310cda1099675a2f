using System.Globalization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using HasToolkit.Search.Entries;
using LitReview.Citations;
using LitReview.Persistence;
using LitReview.Searching;
using Verbatims.Nlp.Batches;

namespace HasToolkit.Search.Feeding;

/// <summary>Makes entries of what the three libraries hold, each with the address of the page where it is read.</summary>
internal static class EntriesOf
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static IEnumerable<Entry> Dossier(DossierId id, string applicant, IEnumerable<DossierText> texts)
    {
        foreach (var text in texts)
        {
            var (kind, tab) = Place(text, id);
            var isOutside = text.Audience is DossierAudience.Expert or DossierAudience.Associations or DossierAudience.OneAssociation;
            yield return new Entry(
                $"dossier:{id}:{text.Audience}:{text.Kind}:{text.Key}:{text.For}",
                isOutside ? EntryGroup.Consultations : EntryGroup.Dossiers, Scopes.Of(text, applicant), id.Value,
                text.Title, text.Text, tab, kind, isOutside ? id.Value : $"{id} · {applicant}");
        }
    }

    public static Entry Opinion(PublishedOpinion opinion, string text) => new(
        $"avis:{opinion.Dossier}", EntryGroup.Opinions, Scopes.Everyone, "", opinion.Title, text, $"/avis/{opinion.Dossier}", "avis publié",
        $"{opinion.Dossier} · publié le {opinion.PublishedOn.ToString("d MMMM yyyy", French)}");

    public static Entry Comment(BatchId batch, string fileName, long number, string text, DateOnly? month) => new(
        $"commentaire:{batch}:{number}", EntryGroup.Comments, Scopes.Comments, Scopes.SubjectOf(batch),
        $"Commentaire n° {number}", text, $"/commentaires/{batch}/c/{number}", "commentaire",
        month is { } known ? $"{fileName} · {known.ToString("MMMM yyyy", French)}" : fileName);

    public static Entry Reference(ReviewSummary review, int number, Citation citation)
    {
        var authors = string.Join(", ", citation.Authors.Select(author => author.ToString()));
        var language = TextLanguage.Of($"{citation.Title}\n{citation.Abstract}") ?? citation.Language;
        return new Entry(
            $"reference:{review.Id}:{number}", EntryGroup.References, Scopes.Reviews, Scopes.SubjectOf(review.Id),
            citation.Title.Length == 0 ? "[Sans titre]" : citation.Title, $"{citation.Abstract}\n{authors}".Trim(),
            $"/revues/{review.Id}/reference/{number}", "référence",
            string.Join(" · ", new[] { review.Title, citation.Journal, citation.Year?.ToString(CultureInfo.InvariantCulture) }.OfType<string>()),
            language == "en" ? EntryLanguage.English : EntryLanguage.French);
    }

    private static (string Kind, string Address) Place(DossierText text, DossierId id) => (text.Kind, text.Audience) switch
    {
        (DossierTextKind.Dossier, _) => ("dossier", $"/dossiers/{id}"),
        (DossierTextKind.Note, _) => ("note", $"/dossiers/{id}?onglet=journal#e{text.Key}"),
        (DossierTextKind.Part, _) => ("pièce", $"/dossiers/{id}?onglet=pieces#piece-{text.Key}"),
        (DossierTextKind.Evidence, _) => ("preuve", $"/dossiers/{id}?onglet=preuves#{text.Key}"),
        (DossierTextKind.Draft, _) => ("projet d’avis", $"/dossiers/{id}?onglet=documents"),
        (DossierTextKind.Consultation, DossierAudience.Expert) => ("expertise", $"/expertises/{id}/{text.Key}"),
        (DossierTextKind.Consultation, _) => ("expertise", $"/dossiers/{id}?onglet=apports"),
        (DossierTextKind.Call, _) => ("appel à contributions", $"/contributions/{id}"),
        (DossierTextKind.Contribution, DossierAudience.OneAssociation) => ("contribution", $"/contributions/{id}"),
        (DossierTextKind.Contribution, _) => ("contribution", $"/dossiers/{id}?onglet=apports"),
        _ => throw new ArgumentException($"Unknown kind {text.Kind}.", nameof(text)),
    };
}
