using LitReview.Indexing;
using LitReview.Searching;
using LitReview.Tests.Searching;

namespace LitReview.Tests.Indexing;

public sealed class IndexFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("index-").FullName;

    [Fact]
    public void What_was_added_is_there_after_the_program_has_stopped()
    {
        using (var index = SearchIndex.Open(_folder))
        {
            index.Add([ARecord.With("1", "Asthma"), ARecord.With("2", "Cough")]);
            index.Add([ARecord.With("1", "Asthma in adults")]);
            index.Remove(["2", "nobody"]);
        }

        using var again = SearchIndex.Open(_folder);
        Assert.Equal(1, again.Count);
        Assert.Equal("1", again.Ids("adults"));
    }

    [Fact]
    public void A_reader_beside_the_writer_sees_additions_and_rebuilds()
    {
        using var writer = SearchIndex.Open(_folder);
        using var reader = SearchIndex.OpenToRead(_folder);
        Assert.Equal("", reader.Ids("asthma"));

        writer.Add([ARecord.With("1", "Asthma")]);
        Assert.Equal("1", reader.Ids("asthma"));

        writer.Rebuild([ARecord.With("2", "Asthma"), ARecord.With("3", "Asthma")]);
        Assert.Equal("2 3", reader.Ids("asthma"));
        Assert.Equal("2 3", writer.Ids("asthma"));
        Assert.Single(Directory.GetDirectories(_folder));
        Assert.Throws<InvalidOperationException>(() => reader.Add([]));
    }

    [Fact]
    public async Task Searches_go_on_undisturbed_while_the_index_is_built_again()
    {
        using var index = SearchIndex.Open(_folder);
        index.Rebuild(Records(200));
        var wrong = 0;
        var searches = 0;
        using var over = new CancellationTokenSource();
        var searching = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                Interlocked.Increment(ref searches);
                if (index.Find(new SearchRequest(ARecord.Equation("asthma"))).Total != 200)
                    Interlocked.Increment(ref wrong);
            }
        });

        for (var i = 0; i < 15; i++)
            index.Rebuild(Records(200));
        SpinWait.SpinUntil(() => Volatile.Read(ref searches) > 20 || searching.IsCompleted);
        await over.CancelAsync();
        await searching;

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_rebuild_that_fails_in_the_middle_leaves_the_index_as_it_was()
    {
        using (var index = SearchIndex.Open(_folder))
        {
            index.Add([ARecord.With("1", "Asthma")]);
            Assert.ThrowsAny<Exception>(() => index.Rebuild(Failing()));
            Assert.Equal("1", index.Ids("asthma"));
            Assert.Single(Directory.GetDirectories(_folder));
        }

        using var again = SearchIndex.Open(_folder);
        Assert.Equal("1", again.Ids("asthma"));

        static IEnumerable<IndexedRecord> Failing()
        {
            foreach (var record in Records(50))
                yield return record;
            throw new IOException("Le disque est plein.");
        }
    }

    [Fact]
    public void A_generation_begun_by_a_program_that_was_killed_is_passed_over_and_removed()
    {
        using (var index = SearchIndex.Open(_folder))
            index.Add([ARecord.With("1", "Asthma")]);
        var begun = Directory.CreateDirectory(Path.Combine(_folder, "generation-000002")).FullName;
        File.WriteAllText(Path.Combine(begun, "_0.cfs"), "half a segment");
        File.WriteAllText(Path.Combine(_folder, "current.new"), "1 ");

        using (var reader = SearchIndex.OpenToRead(_folder))
            Assert.Equal("1", reader.Ids("asthma"));
        using var again = SearchIndex.Open(_folder);
        Assert.Equal("1", again.Ids("asthma"));
        Assert.False(Directory.Exists(begun));
    }

    [Fact]
    public void Two_programs_never_write_in_one_index()
    {
        using var first = SearchIndex.Open(_folder);

        Assert.Contains(
            "déjà ouvert en écriture", Assert.Throws<IOException>(() => SearchIndex.Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_of_another_layout_is_not_read_and_is_begun_anew_by_the_writer()
    {
        using (var index = SearchIndex.Open(_folder))
            index.Add([ARecord.With("1", "Asthma")]);
        File.WriteAllText(Path.Combine(_folder, "current"), "999 1\n");

        Assert.Contains(
            "Reconstruisez l’index",
            Assert.Throws<InvalidDataException>(() => SearchIndex.OpenToRead(_folder)).Message, StringComparison.Ordinal);
        using var again = SearchIndex.Open(_folder);
        Assert.Equal(0, again.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<IndexedRecord> Records(int count) =>
        Enumerable.Range(0, count).Select(i => ARecord.With($"r{i}", "Asthma", $"Abstract number {i}."));
}
