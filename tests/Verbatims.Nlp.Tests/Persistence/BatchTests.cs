using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Persistence;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Persistence;

public sealed class BatchTests
{
    private const string Small =
        "date;service;champ;score;commentaire\n"
        + "12/01/2026;Urgences;negatif;3;Trop d'attente et trop de bruit\n"
        + "20/01/2026;Chirurgie;positif;9;Équipe gentille, merci au Dr Martin\n"
        + "03/02/2026;Chirurgie;libre;7;Repas froid mais personnel gentil\n"
        + "04/02/2026;;libre;;RAS\n"
        + "05/02/2026;Urgences;negatif;1;Bof, ma mère a fait une chute\n";

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_becomes_a_batch_of_masked_and_analysed_comments(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);

        var id = await store.AnalyseAsync(Small);

        var batch = await store.Queries.BatchAsync(id.Value[..6]);
        Assert.Equal(
            (BatchState.Ready, 5L, 0L, 5L, "règles 1", "grille 1"),
            (batch.State, batch.Comments, batch.Problems, batch.Run!.Analysed, batch.Run.ModelVersion, batch.Run.GridVersion));
        Assert.Equal("CSV", batch.Source.Format);
        Assert.Equal("commentaire", batch.Mapping.Text);
        var comments = (await store.Queries.PageAsync(new CommentQuery(id))).Comments;
        Assert.Equal("Équipe gentille, merci au Dr [NOM]", comments[1].Text);
        Assert.Equal(
            (3L, Box.Positive, new DateOnly(2026, 1, 1), SmallCells.Unnamed, 9.0),
            (comments[1].Line, comments[1].Box, comments[1].Month!.Value, comments[1].Service, comments[1].Score));
        Assert.Equal(
            [Tone.Negative, Tone.Positive, Tone.Mixed, Tone.None, Tone.None], comments.Select(comment => comment.Analysis!.Tone));
        Assert.Equal(
            [new TopicMention("ATT", false, 0.95, 7, 14), new TopicMention("CAL", false, 0.7, 26, 31)], comments[0].Analysis!.Topics);
        Assert.Equal([0.91, 0.03, 0.03, 0.03], comments[1].Analysis!.ToneProbabilities);
        Assert.Equal(0.1235, comments[0].Analysis!.AlertScore);
        Assert.Equal([new AlertReason("surveillance", 24, 29)], comments[4].Analysis!.AlertReasons);
        Assert.True(comments[4].Analysis!.NeedsReading);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_name_is_masked_before_anything_is_written(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        await store.AnalyseAsync(Small);

        await using var rows = await store.SqlAsync("SELECT text || folded FROM verbatim_comments");
        while (await rows.ReadAsync())
            Assert.DoesNotContain("martin", rows.GetString(0), StringComparison.OrdinalIgnoreCase);
        if (!onPostgres)
        {
            Assert.All(Directory.GetFiles(store.Folder.Path, "verbatims.db*"), file =>
                Assert.DoesNotContain("Martin", ReadShared(file), StringComparison.Ordinal));
        }

        static string ReadShared(string path)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_file_read_again_changes_nothing(bool onPostgres)
    {
        var analyser = new WordAnalyser();
        await using var store = await AStore.CreateAsync(onPostgres, analyser);
        var first = await store.AnalyseAsync(Small);
        var before = await store.DumpAsync();

        var second = await store.AnalyseAsync(Small, "un-autre-nom.csv");

        Assert.Equal(first, second);
        Assert.Equal(before, await store.DumpAsync());
        Assert.Equal(5, analyser.Analysed);
        Assert.Single(await store.Queries.BatchesAsync());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Each_query_leads_to_its_comments(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        // Five more of each ward and month, so that none is too small to be asked for.
        var more = string.Concat(Enumerable.Repeat("14/01/2026;Urgences;libre;;RAS\n15/02/2026;Chirurgie;libre;;RAS\n", 5));
        var all = new CommentQuery(await store.AnalyseAsync(Small + more));

        Assert.Equal([1L, 5], await Numbers(all with { Service = "Urgences" }));
        Assert.Equal([3L, 4, 5], await Numbers(all with { From = new DateOnly(2026, 2, 1) }));
        Assert.Equal([1L, 2], await Numbers(all with { To = new DateOnly(2026, 1, 1) }));
        Assert.Equal([2L], await Numbers(all with { Box = Box.Positive }));
        Assert.Equal([3L], await Numbers(all with { Tone = Tone.Mixed }));
        Assert.Equal([2L, 3], await Numbers(all with { Topic = "HUM", IsPraise = true }));
        Assert.Empty(await Numbers(all with { Topic = "HUM", IsPraise = false }));
        Assert.Equal([1L], await Numbers(all with { Topic = "ATT", OtherTopic = "CAL" }));
        Assert.Equal([5L], await Numbers(all with { IsAlert = true }));
        Assert.Equal([1L, 2, 3, 4], await Numbers(all with { NeedsReading = false }));
        Assert.Equal([2L, 3], await Numbers(all with { Search = BooleanSearch.Parse("GENTIL* SAUF attente") }));
        Assert.Equal([1L, 3], await Numbers(all with { Search = BooleanSearch.Parse("\"TROP d’attente\" OU (repas ET froid)") }));
        Assert.Equal([2L], await Numbers(all with { Search = BooleanSearch.Parse("equipe") }));
        Assert.Equal(2, await store.Queries.CountAsync(all.Batch, BooleanSearch.AnyOf(["gentil*"])));
        var page = await store.Queries.PageAsync(all, skip: 1, take: 2);
        Assert.Equal((15L, "2 3"), (page.Total, string.Join(' ', page.Comments.Select(comment => comment.Key.Number))));
        Assert.Equal(["Chirurgie", "Urgences"], (await store.Queries.ExtentAsync(all.Batch)).Services);

        async Task<IEnumerable<long>> Numbers(CommentQuery query) =>
            (await store.LabelledAsync(query)).Select(comment => comment.Key.Number).Where(number => number <= 5);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_correction_counts_stays_and_is_not_overwritten_by_a_new_version_of_the_model(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AnalyseAsync(Small);
        var key = new CommentKey(id, 4);
        await store.Services.Desk.CorrectAsync(key, Tone.Negative, [new TopicLabel("DRO", false)], true, "claire");
        await store.Services.Desk.CorrectAsync(key, Tone.Mixed, topics: null, isAlert: null, "sophie");

        var newer = await store.OpenAgainAsync(new WordAnalyser("règles 2"));
        Assert.Equal(id, await store.AnalyseAsync(newer, Small));

        var all = new CommentQuery(id);
        Assert.Equal("règles 2", (await store.Queries.BatchAsync(id.Value)).Run!.ModelVersion);
        Assert.Equal(["RAS"], await store.TextsAsync(all with { Topic = "DRO", IsPraise = false }));
        Assert.Equal(["Repas froid mais personnel gentil", "RAS"], await store.TextsAsync(all with { Tone = Tone.Mixed }));
        Assert.Equal(2, (await store.LabelledAsync(all with { IsAlert = true })).Count);
        Assert.Equal(["RAS"], await store.TextsAsync(all with { IsCorrected = true }));
        var comment = Assert.Single(await store.Queries.CommentsAsync(id, [4]));
        Assert.Equal(Tone.None, comment.Analysis!.Tone);
        Assert.Equal((Tone.Mixed, "DRO-", true), (comment.Tone, comment.Topics[0].ToString(), comment.IsAlert));
        Assert.Equal(
            [("claire", "règles 1"), ("sophie", "règles 1")],
            comment.Corrections.Select(one => (one.Person, one.ModelVersion)));
        var judged = await store.Queries.JudgedAsync(id);
        Assert.Equal(
            [(Tone.None, (Tone?)Tone.Negative), (Tone.None, Tone.Mixed)],
            judged.Select(one => (one.Analysis.Tone, one.Correction.Tone)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Bad_lines_are_kept_with_their_number_and_reason(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);

        var id = await store.AnalyseAsync("id;texte;date\n1;Merci;01/02/2026\n2;Trop;d'attente;le matin\n3;Bruit\0 la nuit;hier soir\n");

        var problems = new List<LineProblem>();
        await foreach (var problem in store.Queries.ProblemsAsync(id))
            problems.Add(problem);
        Assert.Equal([3L], problems.Where(problem => !problem.IsKept).Select(problem => problem.Line));
        Assert.Equal(["Merci", "Bruit  la nuit"], await store.TextsAsync(new CommentQuery(id)));
        Assert.Equal(problems.Count, (await store.Queries.BatchAsync(id.Value)).Problems);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_reading_that_fails_half_way_goes_on_where_it_was(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var rows = Rows(3_500);
        using var file = await SourceFile.OpenAsync(store.Folder.Write("a.csv", rows));
        var cut = new CutSource(file, after: 2_600);

        await Assert.ThrowsAsync<IOException>(() => store.Services.AnalyseAsync(cut, file.Proposal));
        var half = await store.Queries.BatchAsync("dernier");
        var id = await store.Services.AnalyseAsync(file, file.Proposal);

        Assert.Equal((BatchState.Reading, 2_000L), (half.State, half.Comments));
        Assert.Equal(half.Id, id);
        var texts = (await store.Queries.CommentsAsync(id, [.. Enumerable.Range(1, 3_500).Select(number => (long)number)]))
            .Select(comment => comment.Text);
        Assert.Equal(Enumerable.Range(1, 3_500).Select(TextOf), texts);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Two_processes_that_read_and_analyse_the_same_file_store_each_comment_once(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var other = await store.OpenAgainAsync();
        store.Folder.Write("a.csv", Rows(3_200));
        using var mine = await SourceFile.OpenAsync(store.Folder.File("a.csv"));
        using var his = await SourceFile.OpenAsync(store.Folder.File("a.csv"));

        var ids = await Task.WhenAll(
            Task.Run(() => store.Services.AnalyseAsync(mine, mine.Proposal, workers: 2)),
            Task.Run(() => other.AnalyseAsync(his, his.Proposal, workers: 2)));

        Assert.Equal(ids[0], ids[1]);
        await using var counts = await store.SqlAsync(
            "SELECT (SELECT COUNT(*) FROM verbatim_comments), (SELECT COUNT(*) FROM verbatim_results), "
            + "(SELECT SUM(comments) FROM verbatim_done_chunks)");
        await counts.ReadAsync();
        Assert.Equal([3_200L, 3_200L, 3_200L], Enumerable.Range(0, 3).Select(i => Convert.ToInt64(
            counts.GetValue(i), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task What_is_left_to_do_is_told_from_the_pace_so_far()
    {
        var clock = new FakeTimeProvider();
        await using var store = await AStore.CreateAsync(onPostgres: false, new WordAnalyser());
        using var file = await SourceFile.OpenAsync(store.Folder.Write("a.csv", Rows(4_000)));
        var steps = new List<BatchProgress>();
        var intake = new BatchIntake(store.Services.Database, new SlowMask(clock), clock);

        await intake.ReadAsync(file, file.Proposal, new Steps(steps.Add));

        Assert.Equal([1_000L, 2_000, 3_000, 4_000, 4_000], steps.Select(step => step.Comments));
        // Each comment takes a second of the clock: after half of the file, about as long again is left.
        Assert.InRange(steps[1].Share, 0.4, 0.6);
        Assert.InRange(steps[1].Remaining!.Value.TotalSeconds, 1_500, 2_700);
        Assert.Equal(TimeSpan.Zero, steps[^1].Remaining);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_batch_is_forgotten_with_all_that_was_said_of_it(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AnalyseAsync(Small);
        var kept = await store.AnalyseAsync("texte\nMerci beaucoup\n", "b.csv");
        await store.Services.Desk.CorrectAsync(new CommentKey(id, 1), Tone.Mixed, null, null, "claire");

        await store.Services.Desk.MarkAsync(new CommentKey(id, 2), isRead: true, "claire");

        await Assert.ThrowsAsync<InvalidDataException>(() => store.Services.Desk.ForgetAsync(id, "claire", "  "));
        await store.Services.Desk.ForgetAsync(id, "claire", "durée de conservation échue");

        var trace = Assert.Single(await store.Queries.ForgottenAsync());
        Assert.Equal(
            (id, "a.csv", 5L, "claire", "durée de conservation échue"),
            (trace.Id, trace.FileName, trace.Comments, trace.Person, trace.Reason));
        Assert.Equal([kept], (await store.Queries.BatchesAsync()).Select(batch => batch.Id));
        foreach (var table in (string[])["comments", "results", "corrections", "readings", "chunks", "done_chunks", "runs", "problems"])
        {
            await using var rows = await store.SqlAsync($"SELECT COUNT(*) FROM verbatim_{table} WHERE batch = '{id}'");
            await rows.ReadAsync();
            Assert.Equal(0, rows.GetInt64(0));
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_is_to_be_read_comes_signals_first_until_a_person_has_read_it(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        // Comment 1: nothing; 2: « bof »; 3: a fall; 4: « bof »; 5: a fall.
        var id = await store.AnalyseAsync(
            "texte\nMerci beaucoup\nBof, repas froid\nUne chute dans le couloir\nBof, sans plus\nBof, une chute\n");
        var (desk, query) = (store.Services.Desk, new CommentQuery(id));

        Assert.Equal([(3L, true), (5L, true), (2L, false), (4L, false)], await store.Queries.ToReadAsync(query));

        await desk.MarkAsync(new CommentKey(id, 3), isRead: true, "claire");
        await desk.MarkAsync(new CommentKey(id, 3), isRead: true, "paul");
        await desk.CorrectAsync(new CommentKey(id, 2), Tone.Negative, null, null, "paul");
        Assert.Equal([(5L, true), (4L, false)], await store.Queries.ToReadAsync(query));
        Assert.Equal([2L, 3L], (await store.LabelledAsync(query with { IsRead = true })).Select(comment => comment.Key.Number));

        await desk.MarkAsync(new CommentKey(id, 3), isRead: false, "paul");
        Assert.Equal([(3L, true), (5L, true), (4L, false)], await store.Queries.ToReadAsync(query));
        var comment = Assert.Single(await store.Queries.CommentsAsync(id, [3]));
        Assert.False(comment.IsRead);
        Assert.Equal([(true, "claire"), (false, "paul")], comment.Readings.Select(mark => (mark.IsRead, mark.Person)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_own_topic_is_kept_changed_and_dropped(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var desk = store.Services.Desk;
        await desk.KeepAsync(new OwnTopic("PARKING", "Le parking", "Places et prix", ["parking*", "place de parking"]));
        await desk.KeepAsync(new OwnTopic("PARKING", "Stationnement", "Places", ["parking*"]));

        var topic = Assert.Single(await store.Queries.OwnTopicsAsync());

        Assert.Equal(("Stationnement", "parking*"), (topic.Label, Assert.Single(topic.Words)));
        await Assert.ThrowsAsync<InvalidDataException>(() => desk.KeepAsync(new OwnTopic("p", "a", "b", ["c"])));
        await Assert.ThrowsAsync<InvalidDataException>(() => desk.KeepAsync(new OwnTopic("VIDE", "a", "b", ["?"])));
        Assert.True(await desk.DropAsync("PARKING"));
        Assert.False(await desk.DropAsync("PARKING"));
    }

    [Fact]
    public async Task A_batch_that_does_not_exist_is_named_in_the_message()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => store.Queries.BatchAsync("abc"));

        Assert.Equal("Aucun lot ne porte la référence « abc ». « has verbatims list » montre les lots.", refused.Message);
    }

    internal static string Rows(int count) =>
        "id;texte\n" + string.Concat(Enumerable.Range(1, count).Select(number => $"{number};{TextOf(number)}\n"));

    internal static string TextOf(int number) => (number % 4) switch
    {
        0 => $"Trop d'attente le jour {number}",
        1 => $"Merci, équipe gentille, {number}",
        2 => $"Repas froid et bruit {number}",
        _ => $"Rien à dire {number}",
    };

    /// <summary>A file that breaks after some rows.</summary>
    private sealed class CutSource(ICommentSource source, int after) : ICommentSource
    {
        public string Name => source.Name;

        public string Sha256 => source.Sha256;

        public SourceDescription Description => source.Description;

        public async IAsyncEnumerable<ReadRow> CommentsAsync(
            ColumnMapping mapping, IProgress<double>? progress = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var row in source.CommentsAsync(mapping, progress, cancellationToken))
            {
                if (row.Row > after)
                    throw new IOException("Le disque ne répond plus.");
                yield return row;
            }
        }
    }

    private sealed class SlowMask(FakeTimeProvider clock) : ICommentAnalyser
    {
        private readonly Lock _lock = new();

        public string ModelVersion => "lent";

        public Nlp.Masking.MaskedText Mask(string text)
        {
            lock (_lock)
                clock.Advance(TimeSpan.FromSeconds(1));
            return new Nlp.Masking.MaskedText(text, []);
        }

        public IReadOnlyList<CommentAnalysis> Analyse(IReadOnlyList<(string MaskedText, Box Box)> comments) => [];
    }

    private sealed class Steps(Action<BatchProgress> report) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => report(value);
    }
}
