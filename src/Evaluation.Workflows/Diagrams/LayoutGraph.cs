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

/// <summary>A node, or a line where it passes a layer. Left and right: its extent from the middle or from the line.</summary>
internal sealed class Vertex(double left, double right, double height)
{
    /// <summary>How far other things stay from a line.</summary>
    public const double LineRoom = 5;

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
internal sealed class Chain(LayoutLine line, bool isBack, List<Vertex> vertices)
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
internal sealed class Piece(Vertex upper, Vertex lower)
{
    public Vertex Upper => upper;

    public Vertex Lower => lower;

    public double UpperX { get; set; } = upper.X;

    public double LowerX { get; set; } = lower.X;

    public int Track { get; set; }

    public bool IsStraight => Math.Abs(UpperX - LowerX) < 0.5;
}
