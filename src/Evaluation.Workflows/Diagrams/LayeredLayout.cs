namespace Evaluation.Workflows.Diagrams;

/// <summary>Something to place: its size, without position.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="HasCorners">True for a diamond, whose lines all leave and arrive at a corner.</param>
internal sealed record LayoutNode(string Id, double Width, double Height, bool HasCorners);

/// <summary>A line to draw, and the size of what is written on it (0 when nothing is).</summary>
internal sealed record LayoutLine(string Id, string From, string To, double LabelWidth, double LabelHeight);

/// <summary>A place: left, top, width, height.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    /// <summary>The horizontal middle.</summary>
    public double Middle => X + (Width / 2);

    /// <summary>The lower edge.</summary>
    public double Bottom => Y + Height;
}

/// <summary>A point of a line.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A drawn line: its corners from start to end, and the place of its label; null when it has none.</summary>
internal sealed record DrawnLine(IReadOnlyList<Point> Points, Box? Label);

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
    private const double BetweenNodes = 26;
    private const double BetweenLayers = 22;
    private const double Track = 10;
    private const double LineRoom = 5;
    private const double PortApart = 16;
    private const int Sweeps = 24;
    private const int Settlings = 300;

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
        Order();
        Settle();
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
        ? new Vertex(LineRoom, line.LabelWidth + (2 * LineRoom), line.LabelHeight) { Layer = layer, IsLabel = true }
        : new Vertex(LineRoom, LineRoom, 0) { Layer = layer };

    private void FillLayers(IReadOnlyList<LayoutNode> nodes)
    {
        var all = nodes.Select(node => _real[node.Id]).Concat(_chains.SelectMany(chain => chain.Vertices.Where(v => v.Node is null))).ToList();
        foreach (var layer in Enumerable.Range(0, all.Max(vertex => vertex.Layer) + 1))
            _layers.Add([.. all.Where(vertex => vertex.Layer == layer)]);
        Number();
    }

    private void Number()
    {
        foreach (var layer in _layers)
        {
            for (var i = 0; i < layer.Count; i++)
                layer[i].Place = i;
        }
    }

    // The order of each layer with the fewest crossings met in so many sweeps down and up.
    private void Order()
    {
        // The first order follows the walk from the top, so that what belongs together starts together.
        for (var at = 1; at < _layers.Count; at++)
            Sort(at, vertex => vertex.Above);
        var (best, fewest) = (Snapshot(), Crossings());
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            if (sweep % 2 == 0)
            {
                for (var at = _layers.Count - 2; at >= 0; at--)
                    Sort(at, vertex => vertex.Below);
            }
            else
            {
                for (var at = 1; at < _layers.Count; at++)
                    Sort(at, vertex => vertex.Above);
            }

            SwapWhereItHelps();
            var count = Crossings();
            if (count < fewest)
                (best, fewest) = (Snapshot(), count);
        }

        for (var at = 0; at < _layers.Count; at++)
            _layers[at] = best[at];
        Number();
    }

    private List<List<Vertex>> Snapshot() => [.. _layers.Select(layer => layer.ToList())];

    private void Sort(int at, Func<Vertex, List<Vertex>> neighbours)
    {
        var layer = _layers[at];
        var keys = layer.ToDictionary(
            vertex => vertex, vertex => neighbours(vertex) is { Count: > 0 } near ? near.Average(one => (double)one.Place) : vertex.Place);
        Arrange(at, [.. layer.Where(vertex => vertex.Beside is null).OrderBy(vertex => keys[vertex])]);
    }

    // What stands beside a node comes just after it, the shorter way back nearer.
    private void Arrange(int at, List<Vertex> order)
    {
        var beside = _layers[at].Where(vertex => vertex.Beside is not null).ToLookup(vertex => vertex.Beside!);
        _layers[at] = [.. order.SelectMany(vertex => beside[vertex].OrderBy(one => one.Reach).Prepend(vertex))];
        Number();
    }

    private void SwapWhereItHelps()
    {
        for (var at = 0; at < _layers.Count; at++)
        {
            var order = _layers[at].Where(vertex => vertex.Beside is null).ToList();
            for (var i = 0; i + 1 < order.Count; i++)
            {
                var before = CrossingsAt(at);
                (order[i], order[i + 1]) = (order[i + 1], order[i]);
                Arrange(at, order);
                if (CrossingsAt(at) < before)
                    continue;
                (order[i], order[i + 1]) = (order[i + 1], order[i]);
                Arrange(at, order);
            }
        }
    }

    private int Crossings() => Enumerable.Range(0, _layers.Count - 1).Sum(CrossingsBelow);

    private int CrossingsAt(int at) =>
        (at > 0 ? CrossingsBelow(at - 1) : 0) + (at + 1 < _layers.Count ? CrossingsBelow(at) : 0);

    private int CrossingsBelow(int at)
    {
        var lines = _layers[at].SelectMany(upper => upper.Below.Select(lower => (Upper: upper.Place, Lower: lower.Place))).ToList();
        var count = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            for (var j = i + 1; j < lines.Count; j++)
                count += (lines[i].Upper - lines[j].Upper) * (lines[i].Lower - lines[j].Lower) < 0 ? 1 : 0;
        }

        return count;
    }

    // Every vertex is drawn to its neighbours; long lines more than nodes, so that they become straight.
    private void Settle()
    {
        foreach (var layer in _layers)
            Place(layer, _ => (0, 1));
        for (var round = 0; round < Settlings; round++)
        {
            foreach (var layer in round % 2 == 0 ? _layers : _layers.AsEnumerable().Reverse())
                Place(layer, vertex => Wish(vertex, round * 3 / Settlings / 2.0));
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

    private double HeightOf(int layer) => _layers[layer].Max(vertex => vertex.Height);

    // The top of each layer, when the lines between two layers have their tracks.
    private double[] Route()
    {
        SetPorts();
        var tops = new double[_layers.Count];
        tops[0] = Margin;
        for (var at = 0; at + 1 < _layers.Count; at++)
        {
            var pieces = _chains.SelectMany(chain => chain.Pieces()).Where(piece => piece.Upper.Layer == at).ToList();
            var tracks = SetTracks(pieces);
            tops[at + 1] = tops[at] + HeightOf(at) + BetweenLayers + (Track * Math.Max(0, tracks - 1));
        }

        return tops;
    }

    // Lines of one box leave and arrive side by side, in the order of where they come from; those of a diamond at its corner.
    private void SetPorts()
    {
        foreach (var vertex in _real.Values.Where(vertex => !vertex.Node!.HasCorners))
        {
            var pieces = _chains.Where(chain => !chain.IsBack).SelectMany(chain => chain.Pieces()).ToList();
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

    // Pieces are taken in one by one, each where it crosses the fewest of those before; then those that overlap get tracks of
    // their own, from the top. Pieces out of one corner share their track. Gives how many tracks there are.
    private static int SetTracks(List<Piece> pieces)
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
        Low(one) <= High(other) + LineRoom && Low(other) <= High(one) + LineRoom;

    private static double Low(List<Piece> bundle) => bundle.Min(piece => Math.Min(piece.UpperX, piece.LowerX));

    private static double High(List<Piece> bundle) => bundle.Max(piece => Math.Max(piece.UpperX, piece.LowerX));

    // How often two bundles cross when the first runs on the higher track.
    private static int Crossings(List<Piece> higher, List<Piece> lower) =>
        lower.Select(piece => piece.UpperX).Distinct().Count(x => x > Low(higher) && x < High(higher))
        + higher.Select(piece => piece.LowerX).Distinct().Count(x => x > Low(lower) && x < High(lower))
        // Two uprights one over the other read as one.
        + (10 * higher.Count(piece => lower.Any(other => Math.Abs(other.UpperX - piece.LowerX) < 2)));

    private Box BoxOf(Vertex vertex, double[] tops, double shift) => new(
        vertex.X - vertex.Left + shift, tops[vertex.Layer] + ((HeightOf(vertex.Layer) - vertex.Height) / 2), vertex.Left + vertex.Right,
        vertex.Height);

    private DrawnLine Draw(Chain chain, double[] tops, double shift)
    {
        var points = new List<Point>();
        if (chain.IsBack)
            points.Add(RightSide(_real[chain.Line.From], tops, shift));
        var pieces = chain.Pieces().ToList();
        if (chain.IsBack)
        {
            points.Add(new Point(chain.Vertices[0].X + shift, points[0].Y));
            foreach (var piece in pieces)
                AddPiece(points, piece, tops, shift, isUpward: true);
            var end = RightSide(_real[chain.Line.To], tops, shift);
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
                    label.X + LineRoom + shift, BoxOf(label, tops, shift).Y, chain.Line.LabelWidth, chain.Line.LabelHeight));
    }

    private Point RightSide(Vertex vertex, double[] tops, double shift)
    {
        var box = BoxOf(vertex, tops, shift);
        return new Point(box.X + box.Width, box.Y + (box.Height / 2));
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

    /// <summary>A node, or a line where it passes a layer. Left and right: its extent from the middle or from the line.</summary>
    private sealed class Vertex(double left, double right, double height)
    {
        public double Left => left;

        public double Right => right;

        public double Height => height;

        public LayoutNode? Node { get; init; }

        public bool IsLabel { get; init; }

        /// <summary>The node on the same layer that a line back leaves or reaches here; null otherwise.</summary>
        public Vertex? Beside { get; set; }

        /// <summary>How many layers that line back goes up.</summary>
        public int Reach { get; set; }

        public int Layer { get; set; }

        public int Place { get; set; }

        public double X { get; set; }

        public List<Vertex> Above { get; } = [];

        public List<Vertex> Below { get; } = [];
    }

    /// <summary>A line with all it passes, from its start to its end.</summary>
    private sealed class Chain(LayoutLine line, bool isBack, List<Vertex> vertices)
    {
        private List<Piece>? _pieces;

        public LayoutLine Line => line;

        public bool IsBack => isBack;

        public List<Vertex> Vertices => vertices;

        /// <summary>The pieces between layers, from start to end; asked for when all have their places.</summary>
        public IReadOnlyList<Piece> Pieces() => _pieces ??=
        [
            .. vertices.Zip(vertices.Skip(1), (one, next) => isBack ? new Piece(next, one) : new Piece(one, next)),
        ];
    }

    /// <summary>A part of a line between two layers.</summary>
    private sealed class Piece(Vertex upper, Vertex lower)
    {
        public Vertex Upper => upper;

        public Vertex Lower => lower;

        public double UpperX { get; set; } = upper.X;

        public double LowerX { get; set; } = lower.X;

        public int Track { get; set; }

        public bool IsStraight => Math.Abs(UpperX - LowerX) < 0.5;
    }
}
