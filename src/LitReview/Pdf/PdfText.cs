using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace LitReview.Pdf;

/// <summary>Reads the text of a PDF, page by page.</summary>
internal static partial class PdfText
{
    private const int MostPages = 600;
    private const int FewestLetters = 40;

    /// <summary>
    /// The text of each page; empty when the file is damaged, protected, a picture of paper, or unpacks far beyond its size.
    /// </summary>
    public static IReadOnlyList<string> Pages(Stream content, CancellationToken cancellationToken)
    {
        var pages = new List<string>();
        try
        {
            using var whole = new MemoryStream();
            content.CopyTo(whole);
            var pdf = whole.ToArray();
            if (PdfBounds.UnpacksTooFar(pdf, cancellationToken))
                return [];
            using var document = PdfDocument.Open(pdf);
            foreach (var page in document.GetPages().Take(MostPages))
            {
                cancellationToken.ThrowIfCancellationRequested();
                pages.Add(Whole(ContentOrderTextExtractor.GetText(page)));
            }
        }
        // Whatever is wrong with the bytes of a foreign file, the library throws something else each time.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [];
        }

        return pages.Sum(page => page.Count(char.IsLetter)) < FewestLetters ? [] : pages;
    }

    // A word cut at the end of a line is one word again.
    private static string Whole(string text) => Cut().Replace(text, "$1$2");

    [GeneratedRegex(@"(\p{Ll})[-\u00ad]\s*\r?\n\s*(\p{Ll})")]
    private static partial Regex Cut();
}
