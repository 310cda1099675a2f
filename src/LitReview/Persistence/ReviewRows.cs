using LitReview.Citations;

namespace LitReview.Persistence;

/// <summary>A review in the list; all but its identifier can be told again from its events.</summary>
internal sealed class ReviewRow
{
    public required string Id { get; init; }
    public required string Title { get; set; }
    public required long Version { get; set; }
    public required string Head { get; set; }
    public required long Records { get; set; }
    public required string CreatedAt { get; init; }
    public required string ChangedAt { get; set; }
}

/// <summary>An event; never changed, never deleted.</summary>
internal sealed class EventRow
{
    public required string Review { get; init; }
    public required long Version { get; init; }
    public required string Command { get; init; }
    public required string At { get; init; }
    public required string Person { get; init; }
    public required string Payload { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }
}

/// <summary>A command that was carried out, so that it is not carried out twice.</summary>
internal sealed class CommandRow
{
    public required string Id { get; init; }
    public required string Review { get; init; }
    public required string Fingerprint { get; init; }
}

/// <summary>A reference, whole, with what lists and searches need of it.</summary>
internal sealed class CitationRow
{
    public required string Review { get; init; }
    public required long Number { get; init; }
    public required string Title { get; init; }
    public required string Abstract { get; init; }
    public required string Folded { get; init; }
    public required string Citation { get; init; }

    public static CitationRow Of(string review, long number, Citation citation, string stored) => new()
    {
        Review = review,
        Number = number,
        Title = citation.Title,
        Abstract = citation.Abstract,
        Folded = Stored.Folded(string.Join(
            ' ', [citation.Title, .. citation.Authors.Select(author => author.Family), $"{citation.Year}", citation.Doi, citation.PubMedId])),
        Citation = stored,
    };
}

/// <summary>A record, or a part of one, that could not be read.</summary>
internal sealed class ProblemRow
{
    public required string Review { get; init; }
    public required int Import { get; init; }
    public required int Place { get; init; }
    public required string File { get; init; }
    public required long Line { get; init; }
    public required string Reason { get; init; }
    public required string Raw { get; init; }
    public required bool IsKept { get; init; }
}
