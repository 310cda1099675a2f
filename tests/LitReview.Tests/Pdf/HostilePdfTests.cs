using System.IO.Compression;
using System.Text;
using LitReview.Pdf;

namespace LitReview.Tests.Pdf;

/// <summary>PDF files made to exhaust the machine: no text is read from them, and nothing fails.</summary>
public class HostilePdfTests
{
    [Fact]
    public void A_page_that_unpacks_to_more_than_a_gigabyte_is_not_read()
    {
        var pdf = WithContent("/FlateDecode", Packed(Zeros(1_200_000_000)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(Pages(pdf));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000);
    }

    [Fact]
    public void A_page_packed_twice_is_counted_inside() =>
        Assert.Empty(Pages(WithContent("[/FlateDecode /FlateDecode]", Packed(new MemoryStream(Packed(Zeros(1_200_000_000)))))));

    [Fact]
    public void Arrays_a_hundred_thousand_levels_deep_are_given_up()
    {
        var deep = Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj\n{new string('[', 100_000)}{new string(']', 100_000)}\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

        Assert.Empty(Pages(deep));
        Assert.Empty(Pages(Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj\n{string.Concat(Enumerable.Repeat("<</a", 100_000))}\nendobj\n%%EOF\n")));
    }

    [Fact]
    public void A_page_tree_that_bites_its_tail_is_given_up() => Assert.Empty(Pages(Encoding.ASCII.GetBytes(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\n"
        + "trailer<</Root 1 0 R/Size 3>>\n%%EOF\n")));

    [Fact]
    public void A_file_of_streams_that_are_none_ends_soon()
    {
        var file = new MemoryStream();
        file.Write("%PDF-1.4\n"u8);
        for (var i = 0; i < 300_000; i++)
            file.Write("stream\nx\x9c"u8);

        Assert.Empty(Pages(file.ToArray()));
    }

    private static IReadOnlyList<string> Pages(byte[] pdf)
    {
        using var content = new MemoryStream(pdf);
        return PdfText.Pages(content, TestContext.Current.CancellationToken);
    }

    private static Citations.Endless Zeros(long count) => new("", "0000000000", count / 10);

    private static byte[] Packed(Stream content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            content.CopyTo(zlib);
        content.Dispose();
        return packed.ToArray();
    }

    // One page whose content is the stream; the table of places is left to the reader to make again.
    private static byte[] WithContent(string filter, byte[] content)
    {
        using var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
            + "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n"
            + $"4 0 obj\n<</Length {content.Length}/Filter {filter}>>\nstream\n"));
        file.Write(content);
        file.Write("\nendstream\nendobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"u8);
        return file.ToArray();
    }
}
