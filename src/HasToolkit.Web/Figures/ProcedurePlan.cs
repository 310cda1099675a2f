using Evaluation.Workflows.Procedures;

namespace HasToolkit.Web.Figures;

/// <summary>A phase: a column of the diagram.</summary>
internal sealed record PhaseColumn(string Phase, double X, double Y, double Width, double Height);

/// <summary>A step: a box of the diagram.</summary>
internal sealed record StepBox(
    Step Step, int Column, int Row, double X, double Y, IReadOnlyList<string> TitleLines, IReadOnlyList<string> RoleLines);

/// <summary>An arrow of the diagram, as the corners of its line.</summary>
internal sealed record RoutedEdge(string From, string To, bool IsBack, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Where everything of a procedure diagram lies: boxes in columns, arrows in the gutters between them.</summary>
/// <remarks>
/// Arrows run only between columns, above them or below them, so none crosses a box. In a gutter, those that share a
/// target or a source share a track, and the order of the tracks is the one with the fewest crossings.
/// </remarks>
internal sealed class ProcedurePlan
{
    public const double BoxWidth = 190;
    public const double TitleLine = 17;
    public const double RoleLine = 15;
    public const double Margin = 10;
    public const double Inset = 11;

    private const double Heading = 38;
    private const double Gap = 42;
    private const double Padding = 7;
    private const double Lane = 14;
    private const double Track = 13;

    // Up to so many tracks, every order is tried: 720 of them.
    private const int MostTracksTried = 6;

    private readonly Dictionary<string, StepBox> _boxes;
    private readonly List<(string From, string To)> _pairs;
    private readonly int _columns;

    /// <summary>Lays a procedure out, with or without room for the states of its steps.</summary>
    public ProcedurePlan(Procedure procedure, bool hasStates)
    {
        var phases = procedure.Steps.Select(step => step.Phase).Distinct().ToList();
        _columns = phases.Count;
        _pairs =
        [
            .. procedure.Steps.SelectMany(step => step.OpensWhen.SelectMany(list => list)
                .Select(outcome => (From: outcome.Step, To: step.Id)).Distinct()),
        ];
        _boxes = procedure.Steps.ToDictionary(step => step.Id, step => Measure(step, phases, procedure));
        BoxHeight = (hasStates ? 40 : 20)
            + _boxes.Values.Max(box => (box.TitleLines.Count * TitleLine) + (box.RoleLines.Count * RoleLine));

        var ways = _pairs.Select((pair, order) => WayOf(pair.From, pair.To, order)).ToList();
        var top = Margin + (Lane * ways.Count(way => way.Kind == WayKind.Above));
        var bottomLanes = ways.Count(way => way.Kind == WayKind.Below);
        var rows = _boxes.Values.Max(box => box.Row) + 1;
        var columnHeight = Heading + Padding + (rows * BoxHeight) + ((rows - 1) * Gap) + 26;
        var floor = top + columnHeight;

        foreach (var (id, box) in _boxes)
            _boxes[id] = box with { Y = top + Heading + Padding + (box.Row * (BoxHeight + Gap)) };

        var gutters = Enumerable.Range(0, _columns + 1)
            .Select(index => new Gutter(index, [.. ways.SelectMany(way => way.Stretches).Where(s => s.Gutter == index)]))
            .ToList();
        var ports = new Ports([.. ways.SelectMany(way => way.Stretches)], _boxes, BoxHeight);
        int Before(Way way) => ways.Count(other => other.Kind == way.Kind && other.Order < way.Order);
        double LaneOf(Way way) => way.Kind == WayKind.Above
            ? Margin + (Lane * Before(way))
            : floor + (Lane * (1 + Before(way)));
        double HeightOf(End end) => end.Box is null ? LaneOf(end.Way!) : ports.Y(end);

        var x = Margin;
        var columns = new List<PhaseColumn>();
        foreach (var gutter in gutters)
        {
            gutter.Order(HeightOf);
            gutter.X = x;
            var isOuter = gutter.Index == 0 || gutter.Index == _columns;
            gutter.Width = gutter.Tracks.Count == 0 ? (isOuter ? 0 : 34) : 26 + (Track * (gutter.Tracks.Count - 1)) + 10;
            x += gutter.Width;
            if (gutter.Index < _columns)
            {
                var width = BoxWidth + (2 * Padding);
                columns.Add(new PhaseColumn(phases[gutter.Index], x, top, width, columnHeight));
                foreach (var (id, box) in _boxes.Where(entry => entry.Value.Column == gutter.Index))
                    _boxes[id] = box with { X = x + Padding };
                x += width;
            }
        }

        Columns = columns;
        Boxes = [.. procedure.Steps.Select(step => _boxes[step.Id])];
        Edges = [.. ways.Select(way => new RoutedEdge(way.From, way.To, way.IsBack, Points(way, gutters, HeightOf)))];
        Width = x + Margin;
        Height = floor + (Lane * bottomLanes) + 40;
    }

    private enum WayKind
    {
        Loop,
        Straight,
        Gutter,
        Above,
        Below,
    }

    public double Width { get; }

    public double Height { get; }

    public double BoxHeight { get; }

    public IReadOnlyList<PhaseColumn> Columns { get; }

    public IReadOnlyList<StepBox> Boxes { get; }

    public IReadOnlyList<RoutedEdge> Edges { get; }

    private static StepBox Measure(Step step, List<string> phases, Procedure procedure) => new(
        step, phases.IndexOf(step.Phase),
        procedure.Steps.TakeWhile(other => other.Id != step.Id).Count(other => other.Phase == step.Phase), 0, 0,
        Markup.Wrap(step.Title, BoxWidth - (2 * Inset), 3, 13, isBold: true),
        Markup.Wrap(string.Join(", ", step.Roles.Select(role => role.Title())), BoxWidth - (2 * Inset), 3, 12));

    private Way WayOf(string fromId, string toId, int order)
    {
        var (from, to) = (_boxes[fromId], _boxes[toId]);
        var isBack = to.Column < from.Column || (to.Column == from.Column && to.Row <= from.Row);
        var span = to.Column - from.Column;
        var way = new Way(fromId, toId, isBack, order) { Kind = KindOf(from, to, span) };
        var fromSide = span == 0 || isBack ? Side.Left : Side.Right;
        var toSide = isBack && span != 0 ? Side.Right : Side.Left;
        var leaving = new End(from, fromSide, null);
        var reaching = new End(to, toSide, null);
        var outGutter = from.Column + (fromSide == Side.Right ? 1 : 0);
        var inGutter = to.Column + (toSide == Side.Right ? 1 : 0);
        way.Stretches = way.Kind switch
        {
            WayKind.Loop or WayKind.Straight => [],
            WayKind.Gutter => [new Stretch(outGutter, KeyOf(way, span), !isBack && span != 0, leaving, reaching)],
            WayKind.Above or WayKind.Below =>
            [
                new Stretch(outGutter, $"way {order} out", !isBack, leaving, new End(null, fromSide, way)),
                new Stretch(inGutter, $"way {order} in", !isBack, new End(null, toSide, way), reaching),
            ],
            _ => throw new InvalidOperationException($"Unknown way {way.Kind}."),
        };
        return way;
    }

    private static WayKind KindOf(StepBox from, StepBox to, int span)
    {
        if (from == to)
            return WayKind.Loop;
        if (span == 0)
            return Math.Abs(from.Row - to.Row) == 1 ? WayKind.Straight : WayKind.Gutter;
        if (Math.Abs(span) == 1)
            return WayKind.Gutter;
        return span > 0 ? WayKind.Above : WayKind.Below;
    }

    // Arrows into the same box share a track, or else those out of the same box: whichever brings more of them together.
    private string KeyOf(Way way, int span)
    {
        if (way.IsBack || span == 0)
            return $"way {way.Order}";
        var column = _boxes[way.From].Column;
        var into = _pairs.Count(pair => pair.To == way.To && _boxes[pair.From].Column == column);
        var outOf = _pairs.Count(pair => pair.From == way.From && _boxes[pair.To].Column == column + 1);
        return into >= outOf ? $"to {way.To}" : $"from {way.From}";
    }

    private List<(double X, double Y)> Points(Way way, List<Gutter> gutters, Func<End, double> heightOf)
    {
        var (from, to) = (_boxes[way.From], _boxes[way.To]);
        if (way.Kind == WayKind.Loop)
        {
            var (right, bottom) = (from.X + BoxWidth, from.Y + BoxHeight);
            return
            [
                (right, bottom - 16), (right + 16, bottom - 16), (right + 16, bottom + 16),
                (right - 18, bottom + 16), (right - 18, bottom + 1),
            ];
        }

        if (way.Kind == WayKind.Straight)
        {
            var isTwoWay = _pairs.Contains((way.To, way.From));
            var x = from.X + (BoxWidth / 2) - (isTwoWay ? (way.IsBack ? 34 : 8) : 8);
            return way.IsBack ? [(x, from.Y), (x, to.Y + BoxHeight + 1)] : [(x, from.Y + BoxHeight), (x, to.Y - 1)];
        }

        var points = new List<(double X, double Y)>();
        foreach (var stretch in way.Stretches)
        {
            var track = gutters[stretch.Gutter].TrackX(stretch.Key);
            points.Add((EdgeOf(stretch.From, track, 0), heightOf(stretch.From)));
            points.Add((track, heightOf(stretch.From)));
            points.Add((track, heightOf(stretch.To)));
            points.Add((EdgeOf(stretch.To, track, 1), heightOf(stretch.To)));
        }

        return Simplify(points);
    }

    private double EdgeOf(End end, double track, double clearance) => end.Box is null
        ? track
        : _boxes[end.Box.Step.Id].X + (end.Side == Side.Right ? BoxWidth + clearance : -clearance);

    private static List<(double X, double Y)> Simplify(List<(double X, double Y)> points)
    {
        var kept = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            if (kept.Count > 0 && kept[^1] == point)
                continue;
            var isInLine = kept.Count > 1
                && ((kept[^1].X == point.X && kept[^2].X == point.X) || (kept[^1].Y == point.Y && kept[^2].Y == point.Y));
            if (isInLine)
                kept[^1] = point;
            else
                kept.Add(point);
        }

        return kept;
    }

    private enum Side
    {
        Left,
        Right,
    }

    /// <summary>An end of a stretch: a side of a box, or the lane of its way above or below the columns.</summary>
    private sealed record End(StepBox? Box, Side Side, Way? Way)
    {
        public string Key { get; set; } = "";
    }

    /// <summary>A part of a way in one gutter, on the track of its key.</summary>
    private sealed record Stretch(int Gutter, string Key, bool IsForward, End From, End To);

    private sealed class Way(string from, string to, bool isBack, int order)
    {
        public string From => from;

        public string To => to;

        public bool IsBack => isBack;

        public int Order => order;

        public WayKind Kind { get; init; }

        public IReadOnlyList<Stretch> Stretches { get; set; } = [];
    }

    /// <summary>The heights at which arrows leave and reach boxes, those of one track together.</summary>
    private sealed class Ports
    {
        private const double Apart = 16;

        private readonly Dictionary<(string Step, Side Side, string Key), double> _heights = [];

        public Ports(List<Stretch> stretches, Dictionary<string, StepBox> boxes, double boxHeight)
        {
            foreach (var stretch in stretches)
            {
                stretch.From.Key = stretch.Key;
                stretch.To.Key = stretch.Key;
            }

            double Far(End end) => end.Box is null
                ? (end.Way!.Kind == WayKind.Above ? 0 : 1e6)
                : boxes[end.Box.Step.Id].Y;
            var ends = stretches
                .SelectMany(stretch => new[]
                {
                    (End: stretch.From, Other: stretch.To, stretch.IsForward),
                    (End: stretch.To, Other: stretch.From, stretch.IsForward),
                })
                .Where(pair => pair.End.Box is not null)
                .GroupBy(pair => (pair.End.Box!.Step.Id, pair.End.Side));
            foreach (var side in ends)
            {
                var keys = side.GroupBy(pair => pair.End.Key)
                    .OrderBy(key => key.Average(pair => Far(pair.Other))).ToList();
                // The way on goes through the middle of the side, and ways back beside it.
                var middle = Enumerable.Range(0, keys.Count).Where(i => keys[i].Any(pair => pair.IsForward))
                    .DefaultIfEmpty(0).Average();
                var apart = Math.Min(Apart, ((boxHeight / 2) - 12) / Math.Max(1, Math.Max(middle, keys.Count - 1 - middle)));
                var y = boxes[side.Key.Id].Y + (boxHeight / 2) - (apart * middle);
                for (var i = 0; i < keys.Count; i++)
                    _heights[(side.Key.Id, side.Key.Side, keys[i].Key)] = y + (apart * i);
            }
        }

        public double Y(End end) => _heights[(end.Box!.Step.Id, end.Side, end.Key)];
    }

    /// <summary>The space between two columns, with its tracks from left to right.</summary>
    private sealed class Gutter(int index, List<Stretch> stretches)
    {
        public int Index => index;

        public double X { get; set; }

        public double Width { get; set; }

        public List<string> Tracks { get; private set; } = [.. stretches.Select(stretch => stretch.Key).Distinct()];

        public double TrackX(string key) =>
            X + (Width / 2) + ((Tracks.IndexOf(key) - ((Tracks.Count - 1) / 2.0)) * Track);

        /// <summary>Puts the tracks in the order with the fewest crossings.</summary>
        public void Order(Func<End, double> heightOf)
        {
            if (Tracks.Count is < 2 or > MostTracksTried)
                return;
            var shapes = Tracks.ToDictionary(key => key, key => ShapeOf(key, heightOf));
            Tracks = [.. Orders(Tracks).MinBy(order => Crossings(order, shapes))!];
        }

        private TrackShape ShapeOf(string key, Func<End, double> heightOf)
        {
            var ends = stretches.Where(stretch => stretch.Key == key)
                .SelectMany(stretch => new[] { stretch.From, stretch.To }).ToList();
            // An end at the right side of a box comes from the left of the gutter.
            double[] At(Side side) =>
                [.. ends.Where(end => end.Box is not null && end.Side == side).Select(heightOf).Distinct()];
            return new TrackShape(At(Side.Right), At(Side.Left), ends.Min(heightOf), ends.Max(heightOf));
        }

        private static int Crossings(IReadOnlyList<string> order, Dictionary<string, TrackShape> shapes)
        {
            var count = 0;
            for (var i = 0; i < order.Count; i++)
            {
                for (var j = i + 1; j < order.Count; j++)
                {
                    var (left, right) = (shapes[order[i]], shapes[order[j]]);
                    count += right.FromLeft.Count(left.Spans) + left.FromRight.Count(right.Spans);
                    // Two lines one over the other read as one.
                    count += 10 * right.FromLeft.Count(y => left.FromRight.Any(other => Math.Abs(y - other) < 3));
                }
            }

            return count;
        }

        private static IEnumerable<IReadOnlyList<string>> Orders(List<string> keys)
        {
            if (keys.Count < 2)
                return [keys];
            return keys.SelectMany(first => Orders([.. keys.Where(key => key != first)])
                .Select(rest => (IReadOnlyList<string>)[first, .. rest]));
        }

        private sealed record TrackShape(double[] FromLeft, double[] FromRight, double Top, double Bottom)
        {
            public bool Spans(double y) => y >= Top - 1 && y <= Bottom + 1;
        }
    }
}
