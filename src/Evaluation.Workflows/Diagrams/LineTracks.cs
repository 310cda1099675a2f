namespace Evaluation.Workflows.Diagrams;

/// <summary>Where lines leave and reach what they connect, and at which height they run between two layers.</summary>
internal static class LineTracks
{
    private const double PortApart = 16;

    /// <summary>
    /// Lines of one box leave and arrive side by side, in the order of where they come from; those of a diamond at its corner.
    /// </summary>
    public static void SetPorts(IEnumerable<Vertex> boxes, IEnumerable<Chain> chains)
    {
        var pieces = chains.Where(chain => !chain.IsBack).SelectMany(chain => chain.Pieces()).ToList();
        foreach (var vertex in boxes.Where(vertex => !vertex.Node!.HasCorners))
        {
            Spread(vertex, [.. pieces.Where(piece => piece.Lower == vertex).OrderBy(piece => piece.Upper.X)], (piece, x) => piece.LowerX = x);
            Spread(vertex, [.. pieces.Where(piece => piece.Upper == vertex).OrderBy(piece => piece.Lower.X)], (piece, x) => piece.UpperX = x);
        }
    }

    private static void Spread(Vertex vertex, List<Piece> pieces, Action<Piece, double> set)
    {
        var apart = Math.Min(PortApart, (vertex.Left + vertex.Right - 20) / Math.Max(1, pieces.Count - 1));
        for (var i = 0; i < pieces.Count; i++)
            set(pieces[i], vertex.X + (apart * (i - ((pieces.Count - 1) / 2.0))));
    }

    /// <summary>The tracks of the pieces between two layers, from the top: how many there are.</summary>
    /// <remarks>
    /// Pieces are taken in one by one, each where it crosses the fewest of those before; then those that overlap get tracks of
    /// their own. Pieces out of one corner share their track.
    /// </remarks>
    public static int SetTracks(List<Piece> pieces)
    {
        var order = new List<List<Piece>>();
        foreach (var group in pieces.Where(piece => !piece.IsStraight).GroupBy(piece => (piece.Upper, piece.UpperX)))
        {
            var bundle = group.ToList();
            var at = Enumerable.Range(0, order.Count + 1).MinBy(place =>
                order.Take(place).Sum(above => Crossings(above, bundle)) + order.Skip(place).Sum(below => Crossings(bundle, below)));
            order.Insert(at, bundle);
        }

        var tracks = 0;
        for (var i = 0; i < order.Count; i++)
        {
            var track = order.Take(i).Where(other => Overlaps(other, order[i])).Select(other => other[0].Track + 1).DefaultIfEmpty(0).Max();
            order[i].ForEach(piece => piece.Track = track);
            tracks = Math.Max(tracks, track + 1);
        }

        return tracks;
    }

    private static bool Overlaps(List<Piece> one, List<Piece> other) =>
        Low(one) <= High(other) + Vertex.LineRoom && Low(other) <= High(one) + Vertex.LineRoom;

    private static double Low(List<Piece> bundle) => bundle.Min(piece => Math.Min(piece.UpperX, piece.LowerX));

    private static double High(List<Piece> bundle) => bundle.Max(piece => Math.Max(piece.UpperX, piece.LowerX));

    // How often two bundles cross when the first runs on the higher track.
    private static int Crossings(List<Piece> higher, List<Piece> lower) =>
        lower.Select(piece => piece.UpperX).Distinct().Count(x => x > Low(higher) && x < High(higher))
        + higher.Select(piece => piece.LowerX).Distinct().Count(x => x > Low(lower) && x < High(lower))
        // Two uprights one over the other read as one.
        + (10 * higher.Count(piece => lower.Any(other => Math.Abs(other.UpperX - piece.LowerX) < 2)));
}
