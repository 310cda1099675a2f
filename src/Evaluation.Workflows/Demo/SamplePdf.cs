using System.Globalization;
using System.Text;

namespace Evaluation.Workflows.Demo;

/// <summary>A one-page PDF with two lines, for fictional parts.</summary>
internal static class SamplePdf
{
    /// <summary>Writes the file; letters outside ASCII are replaced, since the font has no French encoding here.</summary>
    public static byte[] Write(string title, string line)
    {
        var content = $"BT /F1 18 Tf 60 760 Td ({Escape(title)}) Tj 0 -30 Td /F1 12 Tf ({Escape(line)}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                + "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            pdf.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture,
            $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    private static string Escape(string text) => string.Concat(Persistence.Projections.Folded(text).Select(letter =>
        letter is '(' or ')' or '\\' ? $"\\{letter}" : letter < 128 ? letter.ToString() : "-"));
}
