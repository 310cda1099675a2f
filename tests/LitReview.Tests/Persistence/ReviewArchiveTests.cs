using System.IO.Compression;
using System.Text;
using LitReview.Reviews;

namespace LitReview.Tests.Persistence;

public sealed class ReviewArchiveTests
{
    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_review_taken_in_elsewhere_has_the_same_events_hashes_references_and_full_texts(bool onPostgres)
    {
        await using var here = await AStore.CreateAsync(onPostgres);
        var file = await ExportAsync(here);
        await using var there = await AStore.CreateAsync(onPostgres);

        var id = await there.Services.Archive.ReadAsync(file);

        var (before, after) = ((await here.Services.Queries.ReviewAsync(id))!, (await there.Services.Queries.ReviewAsync(id))!);
        Assert.Equal("R-2026-0001", id.Value);
        Assert.Null(await there.Services.Queries.FirstFaultAsync(id));
        Assert.Equal((before.Version, before.ChangedAt, before.Records.Count), (after.Version, after.ChangedAt, after.Records.Count));
        Assert.Equal(
            (await here.Services.Queries.CitationsAsync(id, [1, 2, 3])).Select(pair => pair.Value.Title),
            (await there.Services.Queries.CitationsAsync(id, [1, 2, 3])).Select(pair => pair.Value.Title));
        using var pdf = new StreamReader(there.Services.FullTexts.Open(after.Find(1)!.FullText!.Sha256));
        Assert.StartsWith("%PDF-", await pdf.ReadToEndAsync(), StringComparison.Ordinal);
        // Written again there, every entry is the same to the byte.
        var again = new MemoryStream();
        await there.Services.Archive.WriteAsync(after, again);
        Assert.Equal(EntriesOf(file), EntriesOf(again));
        // And reading goes on there.
        Assert.IsType<ReviewResult.Done>(await there.Services.Desk.DoAsync(
            id, new JudgeRecord(3, Stage.TitleAbstract, Verdict.Include), AStore.Anne, Guid.NewGuid()));
    }

    [Fact]
    public async Task A_review_that_is_here_is_refused_and_one_whose_number_is_taken_gets_the_next()
    {
        await using var here = await AStore.CreateAsync(onPostgres: false);
        var file = await ExportAsync(here);
        await using var there = await AStore.CreateAsync(onPostgres: false);
        await there.AReviewAsync();

        Assert.Equal("R-2026-0002", (await there.Services.Archive.ReadAsync(file)).Value);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => there.Services.Archive.ReadAsync(file));
        Assert.Equal("Cette revue est déjà ici, sous la référence R-2026-0002.", refused.Message);
        Assert.Equal("R-2026-0003", (await there.AReviewAsync()).Value);
    }

    [Theory]
    [InlineData("journal.jsonl", "verdict\\\":\\\"include", "verdict\\\":\\\"exclude", "Le journal du fichier est rompu à l’événement 3.")]
    [InlineData("references.jsonl", "journal-article", "report", "Les références du fichier ne sont pas celles de son journal.")]
    public async Task A_file_that_was_changed_is_refused_and_nothing_is_kept(string entry, string text, string other, string message)
    {
        await using var here = await AStore.CreateAsync(onPostgres: false);
        var file = await ExportAsync(here);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var content = zip.GetEntry(entry)!.Open();
            using var reader = new StreamReader(content, leaveOpen: true);
            var written = reader.ReadToEnd();
            Assert.Contains(text, written, StringComparison.Ordinal);
            content.SetLength(0);
            content.Write(Encoding.UTF8.GetBytes(written.Replace(text, other, StringComparison.Ordinal)));
        }

        await using var there = await AStore.CreateAsync(onPostgres: false);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => there.Services.Archive.ReadAsync(file));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await there.Services.Queries.ReviewsAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_review_is_refused_in_French()
    {
        await using var there = await AStore.CreateAsync(onPostgres: false);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => there.Services.Archive.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes("TY  - JOUR"))));

        Assert.StartsWith("Ce fichier n’est pas une revue exportée", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revue.json", "revue.json")]
    [InlineData("journal.jsonl", "journal.jsonl")]
    public async Task A_review_that_unpacks_without_end_is_refused_and_nothing_is_kept(string entry, string named)
    {
        await using var here = await AStore.CreateAsync(onPostgres: false);
        var file = await ExportAsync(here);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(entry)!.Delete();
            using var content = zip.CreateEntry(entry, CompressionLevel.Fastest).Open();
            using var endless = new Citations.Endless("{\"format\":\"", "0000000000", 30_000_000, "\"}");
            endless.CopyTo(content);
        }

        await using var there = await AStore.CreateAsync(onPostgres: false);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => there.Services.Archive.ReadAsync(file));

        Assert.Contains($"« {named} »", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await there.Services.Queries.ReviewsAsync());
    }

    [Theory]
    [InlineData("journal.jsonl", "{}")]
    [InlineData("journal.jsonl", "null")]
    [InlineData("revue.json", "{}")]
    [InlineData("revue.json", "[1]")]
    [InlineData("references.jsonl", "{}")]
    [InlineData("anomalies.jsonl", "{}")]
    public async Task A_review_with_lines_that_say_nothing_is_refused_in_French(string entry, string text)
    {
        await using var here = await AStore.CreateAsync(onPostgres: false);
        var file = await ExportAsync(here);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(entry)!.Delete();
            using var content = new StreamWriter(zip.CreateEntry(entry).Open());
            content.WriteLine(text);
        }

        await using var there = await AStore.CreateAsync(onPostgres: false);
        await Assert.ThrowsAsync<InvalidDataException>(() => there.Services.Archive.ReadAsync(file));

        Assert.Empty(await there.Services.Queries.ReviewsAsync());
    }

    [Fact]
    public async Task A_review_of_a_hundred_thousand_files_is_refused_before_they_are_listed()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 100_000; i++)
                zip.CreateEntry($"textes-integraux/{i:000000}-{new string('a', 60)}.pdf", CompressionLevel.NoCompression);
        }

        await using var there = await AStore.CreateAsync(onPostgres: false);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => there.Services.Archive.ReadAsync(file));

        Assert.StartsWith("Ce fichier n’est pas une revue exportée", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<MemoryStream> ExportAsync(AStore store)
    {
        var id = await store.AReviewAsync(records: 3);
        async Task<Review> Do(ReviewCommand command) => Assert.IsType<ReviewResult.Done>(
            await store.Services.Desk.DoAsync(id, command, AStore.Anne, Guid.NewGuid())).Review;
        await Do(new JudgeRecord(1, Stage.TitleAbstract, Verdict.Include));
        await Do(new AttachFullText(1, await store.Services.FullTexts.SaveAsync(
            new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4\n%%EOF\n")), "essai.pdf")));
        var review = await Do(new JudgeRecord(2, Stage.TitleAbstract, Verdict.Exclude));
        var file = new MemoryStream();
        await store.Services.Archive.WriteAsync(review, file);
        return file;
    }

    private static IReadOnlyList<(string Name, string Content)> EntriesOf(MemoryStream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        return
        [
            .. zip.Entries.Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return (entry.FullName, reader.ReadToEnd());
            }),
        ];
    }
}
