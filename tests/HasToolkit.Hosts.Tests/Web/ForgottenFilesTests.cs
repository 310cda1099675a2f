using HasToolkit.Web.Verbatims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Files of comments hold names: those that nobody confirms go, even when no other file ever comes.</summary>
public sealed class ForgottenFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-forgotten-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_nobody_confirms_is_deleted_after_two_days_and_one_that_is_being_read_stays()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        var shelf = new HandInShelf(_folder, clock);
        var forgotten = await shelf.AddAsync(new MemoryStream("texte\nMerci"u8.ToArray()), "oubli.csv", "paule-durand");
        var read = await shelf.AddAsync(new MemoryStream("texte\nMerci"u8.ToArray()), "en-lecture.csv", "paule-durand");
        shelf.Keep(read with { Batch = "0123456789ab" });
        using var worker = new ForgottenFiles(shelf, clock, NullLogger<ForgottenFiles>.Instance);
        await worker.StartAsync(CancellationToken.None);

        await HoursAsync(clock, 48);
        Assert.NotNull(shelf.Find(forgotten.Id));
        await HoursAsync(clock, 1);
        for (var tries = 0; tries < 100 && shelf.Find(forgotten.Id) is not null; tries++)
            await Task.Delay(50);

        Assert.Null(shelf.Find(forgotten.Id));
        Assert.False(File.Exists(shelf.PathOf(forgotten)));
        Assert.NotNull(shelf.Find(read.Id));
        await worker.StopAsync(CancellationToken.None);
    }

    // The timer ticks once for each hour that it sees go by.
    private static async Task HoursAsync(FakeTimeProvider clock, int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(5);
        }
    }
}
