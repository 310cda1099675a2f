using System.IO.Compression;
using System.Text;

namespace Verbatims.Nlp.Tests.Reading;

/// <summary>Tables of comments made to exhaust the machine: each ends soon, in bounded memory, with a sentence.</summary>
public sealed class HostileTableTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly AFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("commentaire;service\nTrès bon accueil;A\n\"", ";B\nRepas froid;C\n")]
    [InlineData("{\"commentaire\":\"Très bon accueil\"}\n{\"commentaire\":\"", "\"}\n{\"commentaire\":\"Repas froid\"}\n")]
    public async Task A_line_of_a_quarter_of_a_gigabyte_is_told_and_the_others_are_read(string start, string end)
    {
        var path = _folder.File("longue.txt");
        await using (var file = File.Create(path))
        {
            file.Write(Encoding.UTF8.GetBytes(start));
            var piece = Encoding.UTF8.GetBytes(new string('a', 1 << 20));
            for (var i = 0; i < 256; i++)
                file.Write(piece);
            file.Write(Encoding.UTF8.GetBytes(end));
        }

        var read = await AFolder.ReadAsync(path).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(["Très bon accueil", "Repas froid"], read.Texts);
        Assert.Contains("illisible", Assert.Single(read.Problems).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"x\n")]
    [InlineData("\"x;\"\n")]
    [InlineData(";;;;\"\n")]
    public async Task Quotes_that_never_close_cost_no_hours(string line)
    {
        var path = _folder.Write("guillemets.csv", "commentaire;service\nTrès bon accueil;A\n" + string.Concat(Enumerable.Repeat(line, 200_000)));

        var read = await AFolder.ReadAsync(path).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.StartsWith("Très bon accueil", read.Texts.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_of_a_thousand_levels_or_columns_is_told()
    {
        var path = _folder.Write("profond.jsonl",
            "{\"commentaire\":\"Très bon accueil\"}\n{\"commentaire\":" + new string('[', 100_000) + "\n"
            + "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"c{i}\":1")) + "}\n");

        var read = await AFolder.ReadAsync(path).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Contains("Très bon accueil", read.Texts);
        Assert.NotEmpty(read.Problems);
    }

    [Fact]
    public async Task A_workbook_of_a_hundred_thousand_parts_is_refused_before_they_are_listed()
    {
        var path = _folder.File("parties.xlsx");
        using (var package = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            for (var i = 0; i < 100_000; i++)
                package.CreateEntry($"xl/{i:000000}-{new string('a', 60)}.xml", CompressionLevel.NoCompression);
        }

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => AFolder.ReadAsync(path));

        Assert.Contains("abîmé", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml", "<b>", 5_000_000)]
    [InlineData("xl/sharedStrings.xml", "<si/>", 20_000_000)]
    [InlineData("xl/vbaProject.bin", "0", 300_000_000)]
    public async Task A_part_that_unpacks_without_end_is_refused_whatever_it_is(string part, string piece, int times)
    {
        var path = _folder.File("bombe.xlsx");
        using (var package = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            package.CreateEntry("[Content_Types].xml");
            using var entry = package.CreateEntry(part, CompressionLevel.SmallestSize).Open();
            var pieces = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 100_000)));
            for (var i = 0; i < times / 100_000; i++)
                entry.Write(pieces);
        }

        var before = GC.GetTotalAllocatedBytes();
        await Assert.ThrowsAsync<InvalidDataException>(
            () => AFolder.ReadAsync(path).WaitAsync(Patience, TestContext.Current.CancellationToken));

        Assert.True(GC.GetTotalAllocatedBytes() - before < 500_000_000);
    }

    [Theory]
    [InlineData("../../etc/passwd.csv")]
    [InlineData("nom très long ")]
    public async Task The_name_of_a_file_is_said_without_its_folders(string name)
    {
        var path = _folder.Write(Path.GetFileName(name.Length < 20 ? name + new string('a', 200) + ".csv" : name), "commentaire\nTrès bon accueil\n");
        using var file = await Verbatims.Nlp.Reading.SourceFile.OpenAsync(path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.DoesNotContain("/", file.Name, StringComparison.Ordinal);
    }
}
