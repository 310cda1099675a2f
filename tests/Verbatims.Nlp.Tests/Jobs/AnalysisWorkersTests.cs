using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Tests.Persistence;

namespace Verbatims.Nlp.Tests.Jobs;

public sealed class AnalysisWorkersTests
{
    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task One_two_or_four_workers_give_the_same_results_to_the_byte(bool onPostgres)
    {
        var dumps = new List<string>();
        foreach (var workers in (int[])[1, 2, 4])
        {
            await using var store = await AStore.CreateAsync(onPostgres);
            await store.AnalyseAsync(store.Services, BatchTests.Rows(5_300), workers: workers);
            dumps.Add(await store.DumpAsync());
        }

        Assert.Equal(2 * 5_300 + 6, dumps[0].Split('\n').Length);
        Assert.Equal(dumps[0], dumps[1]);
        Assert.Equal(dumps[0], dumps[2]);
    }

    [Fact]
    public async Task Workers_of_another_process_take_their_share_on_postgresql()
    {
        var (mine, his) = (new WordAnalyser(), new WordAnalyser());
        await using var store = await AStore.CreateAsync(onPostgres: true, mine);
        var other = await store.OpenAgainAsync(his);
        await using var helpers = await other.WorkersAsync(2);

        var id = await store.AnalyseAsync(BatchTests.Rows(20_000));

        Assert.Equal(BatchState.Ready, (await store.Queries.BatchAsync(id.Value)).State);
        Assert.Equal(20_000, mine.Analysed + his.Analysed);
        Assert.True(his.Analysed > 0, "The other process did nothing.");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_chunk_that_fails_is_tried_again_and_loses_nothing(bool onPostgres)
    {
        var calls = 0;
        var analyser = new WordAnalyser
        {
            OnChunk = () =>
            {
                if (Interlocked.Increment(ref calls) == 2)
                    throw new IOException("Mémoire insuffisante.");
            },
        };
        await using var store = await AStore.CreateAsync(onPostgres, analyser);

        var id = await store.AnalyseAsync(BatchTests.Rows(3_000));

        Assert.Equal(3_000, (await store.Queries.BatchAsync(id.Value)).Run!.Analysed);
        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task A_chunk_that_always_fails_ends_the_analysis_with_its_reason_and_the_rest_is_kept()
    {
        var analyser = new WordAnalyser { OnChunk = () => throw new IOException("Le modèle a disparu.") };
        await using var store = await AStore.CreateAsync(onPostgres: false, analyser);

        var failure = await Assert.ThrowsAsync<IOException>(() => store.AnalyseAsync(BatchTests.Rows(10)));

        Assert.StartsWith("1 bloc(s) du lot", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Le modèle a disparu. Ce qui est fait est gardé", failure.Message, StringComparison.Ordinal);
        var batch = await store.Queries.BatchAsync("dernier");
        Assert.Equal((BatchState.Analysing, 10L), (batch.State, batch.Comments));
    }

    [Fact]
    public async Task A_machine_with_another_version_of_the_model_does_not_mix_its_results_in()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        using var file = await SourceFile.OpenAsync(store.Folder.Write("a.csv", BatchTests.Rows(10)));
        var other = new Nlp.Persistence.BatchAnalysis(store.Services.Database, new WordAnalyser("règles 9"), "grille 1");
        var id = await store.Services.AnalyseAsync(file, file.Proposal);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => other.DoAsync(id, run: 1, chunk: 1));

        Assert.Contains("demande le modèle règles 1", refused.Message, StringComparison.Ordinal);
    }
}
