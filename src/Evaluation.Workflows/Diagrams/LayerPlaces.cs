namespace Evaluation.Workflows.Diagrams;

/// <summary>The horizontal places of what stands in layers, their order kept.</summary>
internal static class LayerPlaces
{
    private const double BetweenNodes = 26;
    private const int Rounds = 300;

    /// <summary>Draws every vertex to its neighbours; long lines more than nodes, so that they become straight.</summary>
    public static void Settle(List<List<Vertex>> layers)
    {
        foreach (var layer in layers)
            Place(layer, _ => (0, 1));
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var layer in round % 2 == 0 ? layers : layers.AsEnumerable().Reverse())
                Place(layer, vertex => Wish(vertex, round * 3 / Rounds / 2.0));
        }
    }

    // First plain squares (contrast 0), for a good start; at last (contrast 1) squares over a power of the distance, which sum up
    // to its square root: with these a line is straight or bends once, rather than a little at every layer.
    private static (double X, double Weight) Wish(Vertex vertex, double contrast)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var near in vertex.Above.Concat(vertex.Below))
        {
            var strength = (vertex.Node, near.Node) switch
            {
                (null, null) => 8.0,
                (null, _) or (_, null) => 4.0,
                _ => 6.0,
            };
            strength /= Math.Pow(Math.Max(0.5, Math.Abs(near.X - vertex.X)), 1.5 * contrast);
            (sum, weight) = (sum + (strength * near.X), weight + strength);
        }

        return weight == 0 ? (vertex.X, 0.1) : (sum / weight, weight);
    }

    // Least squares to the wishes in the given order with the least distances: pooling of adjacent violators.
    private static void Place(List<Vertex> layer, Func<Vertex, (double X, double Weight)> wish)
    {
        var blocks = new List<(double Sum, double Weight, int Count)>();
        var offsets = new double[layer.Count];
        for (var i = 0; i < layer.Count; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + layer[i - 1].Right + layer[i].Left + Apart(layer[i - 1], layer[i]);
            var (x, weight) = wish(layer[i]);
            blocks.Add(((x - offsets[i]) * weight, weight, 1));
            while (blocks.Count > 1 && blocks[^2].Sum / blocks[^2].Weight > blocks[^1].Sum / blocks[^1].Weight)
            {
                var (last, before) = (blocks[^1], blocks[^2]);
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add((last.Sum + before.Sum, last.Weight + before.Weight, last.Count + before.Count));
            }
        }

        var at = 0;
        foreach (var (sum, weight, count) in blocks)
        {
            for (var i = 0; i < count; i++, at++)
                layer[at].X = (sum / weight) + offsets[at];
        }
    }

    private static double Apart(Vertex one, Vertex next) => one.Node is null && next.Node is null ? BetweenNodes / 3 : BetweenNodes;
}
