using LitReview.Citations;

namespace LitReview.Deduplication;

/// <summary>One document as several references tell it. Nothing is deleted: each reference stays as it is.</summary>
/// <param name="View">The fullest value of each field; a label given to one reference is given to the document.</param>
/// <param name="Sources">Where the document was found, every time.</param>
/// <param name="LabelsDisagree">Whether one reference was kept and another set aside: then the view has no
/// label.</param>
public sealed record MergedCitation(Citation View, IReadOnlyList<SourceRecord> Sources, bool LabelsDisagree)
{
    /// <summary>Merges the references of one document.</summary>
    /// <param name="citations">At least one; the order decides where values are equally full.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static MergedCitation Of(IReadOnlyList<Citation> citations)
    {
        ArgumentNullException.ThrowIfNull(citations);
        if (citations.Count == 0)
            throw new ArgumentException("No reference to merge.", nameof(citations));
        var best = citations.MaxBy(Fullness)!;
        var ordered = citations.OrderByDescending(citation => ReferenceEquals(citation, best)).ToList();
        var labels = citations.Select(citation => citation.Label).OfType<CitationLabel>().Distinct().ToList();
        var view = best with
        {
            Kind = ordered.Select(citation => citation.Kind).FirstOrDefault(kind => kind != CitationKind.Other),
            Title = First(citation => citation.Title) ?? "",
            OriginalTitle = First(citation => citation.OriginalTitle),
            Authors = Fullest(citation => citation.Authors),
            Editors = Fullest(citation => citation.Editors),
            Year = ordered.Select(citation => citation.Year).FirstOrDefault(year => year is not null),
            Date = First(citation => citation.Date),
            Journal = ordered.Select(citation => citation.Journal).OfType<string>().MaxBy(journal => journal.Length),
            JournalAbbreviation = First(citation => citation.JournalAbbreviation),
            Volume = First(citation => citation.Volume),
            Issue = First(citation => citation.Issue),
            Pages = First(citation => citation.Pages),
            Abstract = ordered.Select(citation => citation.Abstract).MaxBy(text => text.Length)!,
            Keywords = Union(citation => citation.Keywords),
            MeshTerms = Union(citation => citation.MeshTerms),
            PublicationTypes = Union(citation => citation.PublicationTypes),
            Doi = First(citation => citation.Doi),
            PubMedId = First(citation => citation.PubMedId),
            PmcId = First(citation => citation.PmcId),
            Identifiers = Union(citation => citation.Identifiers),
            Language = First(citation => citation.Language),
            Publisher = First(citation => citation.Publisher),
            Place = First(citation => citation.Place),
            Urls = Union(citation => citation.Urls),
            Notes = Union(citation => citation.Notes),
            Label = labels.Count == 1 ? labels[0] : null,
        };
        return new MergedCitation(view, [.. citations.Select(citation => citation.Source)], labels.Count > 1);

        string? First(Func<Citation, string?> field) =>
            ordered.Select(field).FirstOrDefault(text => !string.IsNullOrEmpty(text));

        IReadOnlyList<T> Fullest<T>(Func<Citation, IReadOnlyList<T>> field) =>
            ordered.Select(field).MaxBy(list => list.Count)!;

        IReadOnlyList<T> Union<T>(Func<Citation, IReadOnlyList<T>> field) => [.. ordered.SelectMany(field).Distinct()];
    }

    // How much a reference says: an abstract weighs most, then what identifies the document.
    private static int Fullness(Citation citation) =>
        (citation.Abstract.Length > 0 ? 8 : 0) + (citation.Doi is null ? 0 : 4) + (citation.PubMedId is null ? 0 : 4)
        + (citation.Pages is null ? 0 : 1) + (citation.Volume is null ? 0 : 1) + (citation.Authors.Count > 0 ? 2 : 0)
        + (citation.MeshTerms.Count > 0 ? 2 : 0) + (citation.Year is null ? 0 : 1);
}
