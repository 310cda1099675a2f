namespace Evaluation.Workflows.Diagrams;

/// <summary>The order of what stands side by side, so that few lines cross.</summary>
internal sealed class LayerOrder(List<List<Vertex>> layers)
{
    private const int Sweeps = 24;

    /// <summary>Orders every layer with the fewest crossings met in some sweeps down and up.</summary>
    public void Arrange()
    {
        Number();
        // The first order follows the walk from the top, so that what belongs together starts together.
        for (var at = 1; at < layers.Count; at++)
            Sort(at, vertex => vertex.Above);
        var (best, fewest) = (Snapshot(), Crossings());
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            if (sweep % 2 == 0)
            {
                for (var at = layers.Count - 2; at >= 0; at--)
                    Sort(at, vertex => vertex.Below);
            }
            else
            {
                for (var at = 1; at < layers.Count; at++)
                    Sort(at, vertex => vertex.Above);
            }

            SwapWhereItHelps();
            var count = Crossings();
            if (count < fewest)
                (best, fewest) = (Snapshot(), count);
        }

        for (var at = 0; at < layers.Count; at++)
            layers[at] = best[at];
        Number();
    }

    // Tells every vertex its place in its layer.
    private void Number()
    {
        foreach (var layer in layers)
        {
            for (var i = 0; i < layer.Count; i++)
                layer[i].Place = i;
        }
    }

    private List<List<Vertex>> Snapshot() => [.. layers.Select(layer => layer.ToList())];

    private void Sort(int at, Func<Vertex, List<Vertex>> neighbours)
    {
        var layer = layers[at];
        var keys = layer.ToDictionary(
            vertex => vertex, vertex => neighbours(vertex) is { Count: > 0 } near ? near.Average(one => (double)one.Place) : vertex.Place);
        Set(at, [.. layer.Where(vertex => vertex.Beside is null).OrderBy(vertex => keys[vertex])]);
    }

    // What stands beside a node comes just after it, the shorter way back nearer.
    private void Set(int at, List<Vertex> order)
    {
        var beside = layers[at].Where(vertex => vertex.Beside is not null).ToLookup(vertex => vertex.Beside!);
        layers[at] = [.. order.SelectMany(vertex => beside[vertex].OrderBy(one => one.Reach).Prepend(vertex))];
        Number();
    }

    private void SwapWhereItHelps()
    {
        for (var at = 0; at < layers.Count; at++)
        {
            var order = layers[at].Where(vertex => vertex.Beside is null).ToList();
            for (var i = 0; i + 1 < order.Count; i++)
            {
                var before = CrossingsAt(at);
                (order[i], order[i + 1]) = (order[i + 1], order[i]);
                Set(at, order);
                if (CrossingsAt(at) < before)
                    continue;
                (order[i], order[i + 1]) = (order[i + 1], order[i]);
                Set(at, order);
            }
        }
    }

    private int Crossings() => Enumerable.Range(0, layers.Count - 1).Sum(CrossingsBelow);

    private int CrossingsAt(int at) =>
        (at > 0 ? CrossingsBelow(at - 1) : 0) + (at + 1 < layers.Count ? CrossingsBelow(at) : 0);

    private int CrossingsBelow(int at)
    {
        var lines = layers[at].SelectMany(upper => upper.Below.Select(lower => (Upper: upper.Place, Lower: lower.Place))).ToList();
        var count = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            for (var j = i + 1; j < lines.Count; j++)
                count += (lines[i].Upper - lines[j].Upper) * (lines[i].Lower - lines[j].Lower) < 0 ? 1 : 0;
        }

        return count;
    }
}
