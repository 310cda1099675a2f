using System.Globalization;
using System.Security;
using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>The PRISMA 2020 flow diagram as shapes of a Word file: its words can be selected, found and corrected there.</summary>
/// <remarks>
/// A group of shapes of DrawingML, which Word draws since 2010 and LibreOffice too; a program that knows none shows the counts in
/// sentences, which are the text for those who do not see the picture as well.
/// </remarks>
internal static class PrismaDrawing
{
    private const int EmuPerTwip = 635;

    // The names of phases lie, as not every program turns letters: all else moves to the right for them.
    private const double PhaseWidth = 120;
    private const double Shift = PhaseWidth - 28;

    // Of the letters of the picture, in its points.
    private const double LetterHeight = 13;

    /// <summary>Whether the diagram asks for a page on its side.</summary>
    public static bool IsWide(PrismaFlow flow) => PrismaLayout.Of(flow).Width > 700;

    /// <summary>Draws the diagram as wide as the text of a page.</summary>
    /// <param name="flow">The counts.</param>
    /// <param name="number">A number that no other picture of the file has, from 1.</param>
    /// <param name="width">The width of the text, in twentieths of a point.</param>
    /// <param name="height">The height of the text, in twentieths of a point.</param>
    public static Paragraph Draw(PrismaFlow flow, int number, int width, int height)
    {
        var layout = PrismaLayout.Of(flow);
        // No larger than letters of a text, and no higher than the page.
        var scale = Math.Min(Math.Min(width * EmuPerTwip / (layout.Width + Shift), height * EmuPerTwip / layout.Height), 9_525);
        var shapes = new StringBuilder();
        var drawing = new Drawing(shapes, scale, number * 1_000);
        foreach (var shape in layout.Shapes)
        {
            switch (shape)
            {
                case PrismaShape.Box box:
                    drawing.Box(box);
                    break;
                case PrismaShape.Head head:
                    drawing.Head(head);
                    break;
                case PrismaShape.Arrow arrow:
                    drawing.Arrow(arrow);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown shape {shape.GetType().Name}.");
            }
        }

        var (cx, cy) = (Emu((layout.Width + Shift) * scale), Emu(layout.Height * scale));
        var told = Escaped(PrismaSvg.Description(flow));
        return new Paragraph(
            $"""
            <w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number * 1_000}" name="Diagramme PRISMA {number}" descr="{told}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/><a:chOff x="0" y="0"/><a:chExt cx="{cx}" cy="{cy}"/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t>{told}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>
            """);
    }

    private static string Emu(double value) => ((long)Math.Round(value)).ToString(CultureInfo.InvariantCulture);

    // What XML cannot carry is left out: names of sources come from files.
    private static string Escaped(string text) => SecurityElement.Escape(string.Concat(text.Where(letter => letter >= ' ')));

    private sealed class Drawing(StringBuilder shapes, double scale, int firstId)
    {
        private int _id = firstId;

        public void Box(PrismaShape.Box box)
        {
            var (fill, line) = box.Tone switch
            {
                PrismaTone.Result => ("E1F3E8", "17653A"),
                PrismaTone.Side => ("F8F9FC", "8592A8"),
                PrismaTone.Main => ("FFFFFF", "14477D"),
                _ => throw new ArgumentOutOfRangeException(nameof(box), box.Tone, "Unknown tone."),
            };
            var text = string.Concat(box.Lines.Select((line, i) => Line(line, isStrong: i == 0, "left", "18212F")));
            Shape(box.X + Shift, box.Y, box.Width, box.Height, fill, line, text, "lIns=\"72000\" rIns=\"36000\"");
        }

        public void Head(PrismaShape.Head head) => Shape(
            head.IsUpright ? head.X : head.X + Shift, head.Y, head.IsUpright ? PhaseWidth : head.Width, head.Height, "E4EDF8", line: null,
            Line(head.Text, isStrong: true, "center", "14477D"), "lIns=\"0\" rIns=\"0\"");

        // Each stretch is a line of its own; the last has the head.
        public void Arrow(PrismaShape.Arrow arrow)
        {
            for (var i = 1; i < arrow.Points.Count; i++)
            {
                var (from, to) = (arrow.Points[i - 1], arrow.Points[i]);
                var flips = (to.X < from.X ? " flipH=\"1\"" : "") + (to.Y < from.Y ? " flipV=\"1\"" : "");
                var tip = i == arrow.Points.Count - 1 ? "<a:tailEnd type=\"triangle\" w=\"med\" len=\"med\"/>" : "";
                shapes.Append(CultureInfo.InvariantCulture, $"""
                    <wps:wsp><wps:cNvPr id="{++_id}" name="Flèche {_id}"/><wps:cNvCnPr/><wps:spPr><a:xfrm{flips}><a:off x="{Of(Math.Min(from.X, to.X) + Shift)}" y="{Of(Math.Min(from.Y, to.Y))}"/><a:ext cx="{Of(Math.Abs(to.X - from.X))}" cy="{Of(Math.Abs(to.Y - from.Y))}"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="12700"><a:solidFill><a:srgbClr val="4D5B73"/></a:solidFill>{tip}</a:ln></wps:spPr><wps:bodyPr/></wps:wsp>
                    """);
            }
        }

        private void Shape(double x, double y, double width, double height, string fill, string? line, string text, string insets)
        {
            var border = line is null ? "<a:ln><a:noFill/></a:ln>" : $"<a:ln w=\"12700\"><a:solidFill><a:srgbClr val=\"{line}\"/></a:solidFill></a:ln>";
            shapes.Append(CultureInfo.InvariantCulture, $"""
                <wps:wsp><wps:cNvPr id="{++_id}" name="Case {_id}"/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="{Of(x)}" y="{Of(y)}"/><a:ext cx="{Of(width)}" cy="{Of(height)}"/></a:xfrm><a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 6000"/></a:avLst></a:prstGeom><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>{border}</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx><wps:bodyPr {insets} tIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>
                """);
        }

        private string Line(string text, bool isStrong, string side, string colour)
        {
            // Half points, the unit of sizes in Word.
            var size = Math.Max(8, (int)Math.Floor(LetterHeight * scale / 12_700 * 2)).ToString(CultureInfo.InvariantCulture);
            return $"<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/><w:jc w:val=\"{side}\"/></w:pPr><w:r><w:rPr>{(isStrong ? "<w:b/>" : "")}"
                + $"<w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/></w:rPr><w:t xml:space=\"preserve\">{Escaped(text)}</w:t></w:r></w:p>";
        }

        private string Of(double value) => Emu(value * scale);
    }
}
