using LitReview.Citations;
using LitReview.Citations.Importing;

namespace LitReview.Persistence;

/// <summary>
/// References on their way into a review: read once for what the journal says of them, and again to be kept, so that a large export never
/// stands whole in memory.
/// </summary>
/// <param name="File">The name of their file, without its folders.</param>
/// <param name="Provider">The data base or program of most of them; null when nothing tells.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Digest">The digest of all, as they are stored.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="Again">Reads them once more, from the first on.</param>
internal sealed record IncomingReferences(
    string File, string? Provider, int Count, string Digest, IReadOnlyList<CitationProblem> Problems, Func<IEnumerable<Citation>> Again)
{
    /// <summary>References that are in memory.</summary>
    public static IncomingReferences Of(string file, IReadOnlyList<Citation> citations, IReadOnlyList<CitationProblem> problems) =>
        new(file, Provider: null, citations.Count, Stored.DigestOf(citations.Select(Stored.Citation)), problems, () => citations);

    /// <summary>Reads a file a first time.</summary>
    /// <param name="content">The file; it can be sought in, and stays open.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="cancellationToken">Stops this reading and those to come.</param>
    /// <exception cref="InvalidDataException">The content is in no known format; the message is French.</exception>
    public static IncomingReferences Of(Stream content, string fileName, CancellationToken cancellationToken)
    {
        var (start, count) = (content.Position, 0);
        using var reader = Open();
        var digest = Stored.DigestOf(All(reader).Select(citation =>
        {
            count++;
            return Stored.Citation(citation);
        }));
        return new IncomingReferences(reader.File, reader.Provider, count, digest, reader.Problems, Again);

        CitationReader Open()
        {
            content.Position = start;
            return CitationFile.Open(new KeptOpen(content), fileName);
        }

        IEnumerable<Citation> Again()
        {
            using var again = Open();
            foreach (var citation in All(again))
                yield return citation;
        }

        IEnumerable<Citation> All(CitationReader from)
        {
            foreach (var citation in from.ReadAll())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return citation;
            }
        }
    }

    private sealed class KeptOpen(Stream inner) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => inner.Read(buffer);
    }
}
