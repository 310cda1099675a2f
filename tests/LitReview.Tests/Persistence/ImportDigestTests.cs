using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LitReview.Reviews;
using Microsoft.EntityFrameworkCore;

namespace LitReview.Tests.Persistence;

public sealed class ImportDigestTests
{
    [Fact]
    public async Task A_reference_that_changed_after_its_import_is_found_though_the_journal_is_whole()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 2);
        await store.ImportAsync(id, [AStore.ACitation(3), AStore.ACitation(4)]);
        var review = (await store.Services.Queries.ReviewAsync(id))!;
        Assert.All(review.Imports, import => Assert.Equal(64, import.Records.Digest!.Length));
        Assert.Null(await store.Services.Queries.FirstChangedImportAsync(review));

        await using (var db = store.Services.Database.NewContext())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE litreview_citations SET citation = replace(citation, 'Étude n° 4', 'Étude n° 5') WHERE number = 4");
        }

        Assert.Equal(2, await store.Services.Queries.FirstChangedImportAsync(review));
        Assert.Null(await store.Services.Queries.FirstFaultAsync(id));
    }

    [Fact]
    public void An_older_journal_without_digests_is_read()
    {
        const string Old =
            """{"kind":"records-imported","source":{"name":"MEDLINE","kind":0},"file":"a.nbib","firstNumber":1,"count":2,"problems":0}""";

        var read = Assert.IsType<RecordsImported>(JsonSerializer.Deserialize<ReviewEvent>(Old, JsonSerializerOptions.Web));

        Assert.Null(read.Digest);
    }

    [Fact]
    public async Task A_review_whose_references_were_swapped_in_the_file_is_not_taken_in()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 2);
        using var file = new MemoryStream();
        await store.Services.Archive.WriteAsync((await store.Services.Queries.ReviewAsync(id))!, file);
        using var forged = Forge(file);
        await using var other = await AStore.CreateAsync(onPostgres: false);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => other.Services.Archive.ReadAsync(forged));

        Assert.Contains("Les références de « export.nbib » ne sont pas celles de son journal.", failure.Message, StringComparison.Ordinal);
        file.Position = 0;
        await other.Services.Archive.ReadAsync(file);
    }

    // Changes a reference, and the digest of its file in the description, which no hash of the journal covers.
    private static MemoryStream Forge(MemoryStream file)
    {
        var forged = new MemoryStream();
        forged.Write(file.ToArray());
        using (var zip = new ZipArchive(forged, ZipArchiveMode.Update, leaveOpen: true))
        {
            var lines = Replace(zip, "references.jsonl", text => text.Replace("Étude n° 2", "Étude n° 9", StringComparison.Ordinal));
            var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
            Replace(zip, "revue.json", text => System.Text.RegularExpressions.Regex.Replace(text, "\"references\":\"[0-9a-f]{64}\"", $"\"references\":\"{digest}\""));
        }

        forged.Position = 0;
        return forged;
    }

    private static string Replace(ZipArchive zip, string name, Func<string, string> change)
    {
        string text;
        using (var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8))
            text = change(reader.ReadToEnd());
        zip.GetEntry(name)!.Delete();
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
        return text;
    }
}
