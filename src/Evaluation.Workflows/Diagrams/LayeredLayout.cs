namespace Evaluation.Workflows.Diagrams;

/// <summary>A directed graph laid out in layers, from top to bottom, with lines of right angles.</summary>
/// <remarks>
/// The layered method of Sugiyama, Tagawa and Toda, « Methods for visual understanding of hierarchical system structures », IEEE
/// Transactions on Systems, Man, and Cybernetics 11(2), 1981: cycles are broken, nodes ranked, long lines cut at each layer, each
/// layer ordered by the barycentre of its neighbours, and places found layer by layer with the least squares that keep the order.
/// A line that goes back leaves and arrives at the right side. The same graph gives the same drawing.
/// </remarks>
internal sealed class LayeredLayout
{
    private const double Margin = 20;
    private const double BetweenLayers = 22;
    private const double Track = 10;
    private const double LoopHalf = 12;

    private readonly Dictionary<string, Vertex> _real;
    private readonly List<Chain> _chains = [];
    private readonly List<List<Vertex>> _layers = [];

    /// <summary>Lays a graph out.</summary>
    /// <param name="nodes">The nodes; the first are tried as beginnings first.</param>
    /// <param name="lines">The lines between them.</param>
    public LayeredLayout(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutLine> lines)
    {
        _real = nodes.ToDictionary(node => node.Id, node => new Vertex(node.Width / 2, node.Width / 2, node.Height) { Node = node });
        var back = LinesBack(nodes, lines);
        Rank(nodes, lines, back);
        foreach (var line in lines)
            _chains.Add(Cut(line, back.Contains(line.Id)));
        FillLayers(nodes);
        new LayerOrder(_layers).Arrange();
        LayerPlaces.Settle(_layers);
        var tops = Route();
        var left = _layers.SelectMany(layer => layer).Min(vertex => vertex.X - vertex.Left);
        Boxes = _real.ToDictionary(entry => entry.Key, entry => BoxOf(entry.Value, tops, Margin - left));
        Lines = _chains.ToDictionary(chain => chain.Line.Id, chain => Draw(chain, tops, Margin - left));
        Width = _layers.SelectMany(layer => layer).Max(vertex => vertex.X + vertex.Right) - left + (2 * Margin);
        Height = tops[^1] + HeightOf(_layers.Count - 1) + Margin;
    }

    /// <summary>Where each node lies.</summary>
    public IReadOnlyDictionary<string, Box> Boxes { get; }

    /// <summary>How each line runs.</summary>
    public IReadOnlyDictionary<string, DrawnLine> Lines { get; }

    /// <summary>The width of the whole.</summary>
    public double Width { get; }

    /// <summary>The height of the whole.</summary>
    public double Height { get; }

    // The lines that close a cycle when the graph is walked from its first nodes on.
    private static HashSet<string> LinesBack(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutLine> lines)
    {
        var (back, open, done) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        var from = lines.ToLookup(line => line.From);

        void Walk(string node)
        {
            open.Add(node);
            foreach (var line in from[node])
            {
                if (open.Contains(line.To))
                    back.Add(line.Id);
                else if (!done.Contains(line.To))
                    Walk(line.To);
            }

            open.Remove(node);
            done.Add(node);
        }

        foreach (var node in nodes.Where(node => !done.Contains(node.Id)))
            Walk(node.Id);
        return back;
    }

    // The longest way from a beginning; then each node moves towards what follows it, when that shortens its lines.
    private void Rank(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutLine> lines, HashSet<string> back)
    {
        var forward = lines.Where(line => !back.Contains(line.Id)).ToList();
        // What is written on a way straight back needs a layer of its own between the two.
        var answered = lines.Where(line => back.Contains(line.Id) && line.LabelWidth > 0).Select(line => (line.To, line.From)).ToHashSet();
        int Length(LayoutLine line) => line.LabelWidth > 0 || answered.Contains((line.From, line.To)) ? 2 : 1;
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var line in forward)
            {
                var least = _real[line.From].Layer + Length(line);
                if (_real[line.To].Layer < least)
                    (_real[line.To].Layer, moved) = (least, true);
            }
        }

        foreach (var node in nodes.Reverse())
        {
            var (into, outOf) = (forward.Where(line => line.To == node.Id).ToList(), forward.Where(line => line.From == node.Id).ToList());
            if (outOf.Count > 0 && outOf.Count >= into.Count && into.Count > 0)
                _real[node.Id].Layer = outOf.Min(line => _real[line.To].Layer - Length(line));
        }
    }

    // A line forward goes through the layers between its ends; a line back stands beside both of them, on their layers.
    private Chain Cut(LayoutLine line, bool isBack)
    {
        var (from, to) = (_real[line.From], _real[line.To]);
        var vertices = new List<Vertex>();
        if (isBack)
        {
            for (var layer = from.Layer; layer >= to.Layer; layer--)
                vertices.Add(Between(layer, line, isLabelled: layer == Math.Max(from.Layer - 1, to.Layer) && line.LabelWidth > 0));
            vertices[0].Beside = from;
            vertices[^1].Beside ??= to;
            vertices[0].Reach = vertices[^1].Reach = from.Layer - to.Layer;
        }
        else
        {
            vertices.Add(from);
            for (var layer = from.Layer + 1; layer < to.Layer; layer++)
                vertices.Add(Between(layer, line, isLabelled: layer == from.Layer + 1 && line.LabelWidth > 0));
            vertices.Add(to);
        }

        foreach (var (one, next) in vertices.Zip(vertices.Skip(1)))
        {
            var (upper, lower) = isBack ? (next, one) : (one, next);
            upper.Below.Add(lower);
            lower.Above.Add(upper);
        }

        return new Chain(line, isBack, vertices);
    }

    private static Vertex Between(int layer, LayoutLine line, bool isLabelled) => isLabelled
        ? new Vertex(Vertex.LineRoom, line.LabelWidth + (2 * Vertex.LineRoom), line.LabelHeight) { Layer = layer, IsLabel = true }
        : new Vertex(Vertex.LineRoom, Vertex.LineRoom, 0) { Layer = layer };

    private void FillLayers(IReadOnlyList<LayoutNode> nodes)
    {
        var all = nodes.Select(node => _real[node.Id]).Concat(_chains.SelectMany(chain => chain.Vertices.Where(v => v.Node is null))).ToList();
        foreach (var layer in Enumerable.Range(0, all.Max(vertex => vertex.Layer) + 1))
            _layers.Add([.. all.Where(vertex => vertex.Layer == layer)]);
    }

    private double HeightOf(int layer) => _layers[layer].Max(vertex => vertex.Height);

    // The top of each layer, when the lines between two layers have their tracks.
    private double[] Route()
    {
        LineTracks.SetPorts(_real.Values, _chains);
        var tops = new double[_layers.Count];
        tops[0] = Margin;
        for (var at = 0; at + 1 < _layers.Count; at++)
        {
            var pieces = _chains.SelectMany(chain => chain.Pieces()).Where(piece => piece.Upper.Layer == at).ToList();
            var tracks = LineTracks.SetTracks(pieces);
            tops[at + 1] = tops[at] + HeightOf(at) + BetweenLayers + (Track * Math.Max(0, tracks - 1));
        }

        return tops;
    }

    private Box BoxOf(Vertex vertex, double[] tops, double shift) => new(
        vertex.X - vertex.Left + shift, tops[vertex.Layer] + ((HeightOf(vertex.Layer) - vertex.Height) / 2), vertex.Left + vertex.Right,
        vertex.Height);

    private DrawnLine Draw(Chain chain, double[] tops, double shift)
    {
        var points = new List<Point>();
        var isItself = chain.Line.From == chain.Line.To;
        if (chain.IsBack)
            points.Add(RightSide(_real[chain.Line.From], tops, shift, isItself ? LoopHalf : 0));
        var pieces = chain.Pieces().ToList();
        if (chain.IsBack)
        {
            points.Add(new Point(chain.Vertices[0].X + shift, points[0].Y));
            foreach (var piece in pieces)
                AddPiece(points, piece, tops, shift, isUpward: true);
            var end = RightSide(_real[chain.Line.To], tops, shift, isItself ? -LoopHalf : 0);
            points.Add(new Point(chain.Vertices[^1].X + shift, end.Y));
            points.Add(end);
        }
        else
        {
            points.Add(new Point(pieces[0].UpperX + shift, BoxOf(pieces[0].Upper, tops, shift).Bottom));
            foreach (var piece in pieces)
                AddPiece(points, piece, tops, shift, isUpward: false);
            points.Add(new Point(pieces[^1].LowerX + shift, BoxOf(pieces[^1].Lower, tops, shift).Y));
        }

        var label = chain.Vertices.FirstOrDefault(vertex => vertex.IsLabel);
        return new DrawnLine(
            WithoutStops(points),
            label is null
                ? null
                : new Box(
                    label.X + Vertex.LineRoom + shift, BoxOf(label, tops, shift).Y, chain.Line.LabelWidth, chain.Line.LabelHeight));
    }

    private Point RightSide(Vertex vertex, double[] tops, double shift, double beside)
    {
        var box = BoxOf(vertex, tops, shift);
        return new Point(box.X + box.Width, box.Y + (box.Height / 2) + beside);
    }

    private void AddPiece(List<Point> points, Piece piece, double[] tops, double shift, bool isUpward)
    {
        var y = tops[piece.Upper.Layer] + HeightOf(piece.Upper.Layer) + (BetweenLayers / 2) + (Track * piece.Track);
        Point[] corners = [new(piece.UpperX + shift, y), new(piece.LowerX + shift, y)];
        points.AddRange(isUpward ? corners.Reverse() : corners);
    }

    private static List<Point> WithoutStops(List<Point> points)
    {
        var kept = new List<Point>();
        foreach (var point in points)
        {
            if (kept.Count > 0 && Math.Abs(kept[^1].X - point.X) < 0.5 && Math.Abs(kept[^1].Y - point.Y) < 0.5)
                continue;
            // Less than half a unit beside is in line.
            var next = kept.Count == 0 ? point : Math.Abs(kept[^1].X - point.X) < 0.5 ? point with { X = kept[^1].X } : point;
            var isInLine = kept.Count > 1
                && ((kept[^1].X.Equals(next.X) && kept[^2].X.Equals(next.X)) || (kept[^1].Y.Equals(next.Y) && kept[^2].Y.Equals(next.Y)));
            if (isInLine)
                kept[^1] = next;
            else
                kept.Add(next);
        }

        return kept;
    }
}
