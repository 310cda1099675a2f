using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>Where the parts of a PRISMA 2020 flow diagram stand, in points of the picture; each writer draws them in its own way.</summary>
internal sealed class PrismaLayout
{
    private const double BoxWidth = 288;
    private const double Gap = 36;
    private const double Left = 46;
    private const double First = 44;

    private readonly List<PrismaShape> _shapes = [];

    private PrismaLayout()
    {
    }

    /// <summary>How far apart two lines of a box are.</summary>
    public const double LineHeight = 17;

    /// <summary>How wide the picture is.</summary>
    public double Width { get; private set; }

    /// <summary>How high the picture is.</summary>
    public double Height { get; private set; }

    /// <summary>The parts, in the order in which they are drawn.</summary>
    public IReadOnlyList<PrismaShape> Shapes => _shapes;

    /// <summary>Lays a diagram out.</summary>
    public static PrismaLayout Of(PrismaFlow flow)
    {
        var layout = new PrismaLayout();
        layout.Draw(flow);
        return layout;
    }

    /// <summary>The same counts in sentences, for those who do not see the picture.</summary>
    public static string Description(PrismaFlow flow) => string.Join(
        ' ', Rows(flow, flow.Others.IdentifiedTotal > 0).SelectMany(row => row.Boxes).Select(box => string.Join(", ", box.Lines) + "."))
        + $" Études incluses (n = {FrenchText.Number(flow.Included)}).";

    private static List<Row> Rows(PrismaFlow flow, bool hasOthers)
    {
        var rows = new List<Row>();
        void Add(string phase, Func<PrismaColumn, (string[] Main, string[]? Side)> boxes)
        {
            var row = new List<Cell>();
            foreach (var (column, at) in hasOthers ? new[] { (flow.Databases, 0), (flow.Others, 2) } : [(flow.Databases, 0)])
            {
                var (box, side) = boxes(column);
                row.Add(new Cell(at, box));
                if (side is not null)
                    row.Add(new Cell(at + 1, side));
            }

            rows.Add(new Row(phase, row));
        }

        Add("Identification", column => (
            Lines($"Références identifiées (n = {FrenchText.Number(column.IdentifiedTotal)})", [.. column.Identified.Select(source => $"{source.Name} (n = {FrenchText.Number(source.Count)})")]),
            Lines(
                "Retirées avant lecture :",
                [
                    $"doublons, par l’outil (n = {FrenchText.Number(column.DuplicatesByTool)})",
                    $"doublons, par une personne (n = {FrenchText.Number(column.DuplicatesByPeople)})",
                    $"non lues, écartées par l’outil (n = {FrenchText.Number(column.UnreadByTool)})",
                ])));
        Add("Sélection", column => (
            Lines($"Lues sur titre et résumé (n = {FrenchText.Number(column.Screened)})", [.. Pending(column.Unread, "encore à lire"), .. Pending(column.Undecided - column.Unread, "en attente d’une issue")]),
            Lines($"Écartées par des personnes (n = {FrenchText.Number(column.ExcludedByPeople)})", [])));
        Add("Sélection", column => (
            Lines($"Textes intégraux recherchés (n = {FrenchText.Number(column.Sought)})", []),
            Lines($"Non obtenus (n = {FrenchText.Number(column.NotRetrieved)})", [])));
        Add("Sélection", column => (
            Lines($"Textes intégraux jugés (n = {FrenchText.Number(column.Assessed)})", Pending(column.Pending, "à juger")),
            Lines(
                $"Exclus (n = {FrenchText.Number(column.ExcludedByReason.Sum(reason => reason.Count))})",
                [.. column.ExcludedByReason.Select(reason => $"{reason.Reason} (n = {FrenchText.Number(reason.Count)})")])));
        return rows;
    }

    private static string[] Pending(int count, string what) => count == 0 ? [] : [$"{what} (n = {FrenchText.Number(count)})"];

    // A text is cut between words, at about the width of a box.
    private static string[] Lines(string first, IReadOnlyList<string> others)
    {
        const int Most = 34;
        var lines = new List<string>();
        foreach (var text in others.Prepend(first))
        {
            var line = "";
            foreach (var word in text.Replace("(n = ", "(n\u00a0=\u00a0", StringComparison.Ordinal).Split(' '))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > Most)
                {
                    lines.Add(line);
                    line = "";
                }

                line = line.Length == 0 ? word : $"{line} {word}";
            }

            lines.Add(line);
        }

        return [.. lines];
    }

    private void Draw(PrismaFlow flow)
    {
        var hasOthers = flow.Others.IdentifiedTotal > 0;
        var hasPrevious = flow.IsUpdate;
        var main = hasPrevious ? Left + BoxWidth + Gap : Left;
        var others = main + (2 * (BoxWidth + Gap));
        Width = (hasOthers ? others + (2 * (BoxWidth + Gap)) : others) - Gap + 12;

        Header(main, hasOthers ? "Bases de données et registres" : "Nouvelles études : bases de données et registres", (2 * BoxWidth) + Gap);
        if (hasPrevious)
            Header(Left, "Études précédentes", BoxWidth);
        if (hasOthers)
            Header(others, "Autres méthodes", (2 * BoxWidth) + Gap);
        var (y, phases, bottoms) = (First, new List<(string Name, double From, double To)>(), new Dictionary<double, double>());
        foreach (var row in Rows(flow, hasOthers))
        {
            var height = row.Boxes.Max(box => HeightOf(box.Lines));
            foreach (var box in row.Boxes)
            {
                var at = (box.Column < 2 ? main : others) + (box.Column % 2 * (BoxWidth + Gap));
                Box(at, y, height, box.Lines, box.Column % 2 == 1 ? PrismaTone.Side : PrismaTone.Main);
                if (box.Column % 2 == 1)
                {
                    Arrow((at - Gap, y + (height / 2)), (at - 1, y + (height / 2)));
                }
                else
                {
                    if (bottoms.TryGetValue(at, out var above))
                        Arrow((at + (BoxWidth / 2), above), (at + (BoxWidth / 2), y - 1));
                    bottoms[at] = y + height;
                }
            }

            phases.Add((row.Phase, y, y + height));
            y += height + 24;
        }

        var included = Lines($"Études incluses (n = {FrenchText.Number(flow.Included)})", hasPrevious
            ? [$"dont nouvelles (n = {FrenchText.Number(flow.Included - flow.PreviousStudies)})"]
            : []);
        // High enough for the name of its phase, which stands upright beside it.
        var last = Math.Max(HeightOf(included), 76);
        Box(main, y, last, included, PrismaTone.Result);
        Arrow((main + (BoxWidth / 2), bottoms[main]), (main + (BoxWidth / 2), y - 1));
        if (hasOthers)
        {
            var center = others + (BoxWidth / 2);
            Arrow((center, bottoms[others]), (center, y + (last / 2)), (main + BoxWidth + 1, y + (last / 2)));
        }

        if (hasPrevious)
        {
            var earlier = Lines($"Études des recherches précédentes (n = {FrenchText.Number(flow.PreviousStudies)})", []);
            Box(Left, First, HeightOf(earlier), earlier, PrismaTone.Main);
            var center = Left + (BoxWidth / 2);
            Arrow((center, First + HeightOf(earlier)), (center, y + (last / 2)), (main - 1, y + (last / 2)));
        }

        phases.Add(("Inclusion", y, y + last));
        foreach (var phase in phases.GroupBy(phase => phase.Name))
        {
            var (from, to) = (phase.Min(part => part.From), phase.Max(part => part.To));
            _shapes.Add(new PrismaShape.Head(4, from, 28, to - from, phase.Key, IsUpright: true));
        }

        Height = y + last + 12;
    }

    private static double HeightOf(IReadOnlyCollection<string> lines) => (lines.Count * LineHeight) + 20;

    private void Box(double x, double y, double height, IReadOnlyList<string> lines, PrismaTone tone) =>
        _shapes.Add(new PrismaShape.Box(x, y, BoxWidth, height, lines, tone));

    private void Header(double x, string text, double width) => _shapes.Add(new PrismaShape.Head(x, 4, width, 28, text, IsUpright: false));

    private void Arrow(params (double X, double Y)[] points) => _shapes.Add(new PrismaShape.Arrow(points));

    private sealed record Row(string Phase, IReadOnlyList<Cell> Boxes);

    private sealed record Cell(int Column, string[] Lines);
}

/// <summary>What a box of the diagram is.</summary>
internal enum PrismaTone
{
    /// <summary>What goes on.</summary>
    Main,

    /// <summary>What leaves.</summary>
    Side,

    /// <summary>What comes out.</summary>
    Result,
}

/// <summary>A part of the diagram.</summary>
internal abstract record PrismaShape
{
    private PrismaShape()
    {
    }

    /// <summary>A box of text; its first line counts most.</summary>
    public sealed record Box(double X, double Y, double Width, double Height, IReadOnlyList<string> Lines, PrismaTone Tone) : PrismaShape;

    /// <summary>The name of a column, or upright that of a phase.</summary>
    public sealed record Head(double X, double Y, double Width, double Height, string Text, bool IsUpright) : PrismaShape;

    /// <summary>A line through points, with a head at the last.</summary>
    public sealed record Arrow(IReadOnlyList<(double X, double Y)> Points) : PrismaShape;
}
