using System.IO.Compression;
using LitReview.Bias;
using LitReview.Citations;
using LitReview.Extraction;
using LitReview.Reviews;
using Microsoft.EntityFrameworkCore;

namespace LitReview.Tests.Persistence;

public sealed class ReviewStoreTests
{
    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_review_is_read_back_by_another_process_as_it_was_written(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync(records: 3, reviewers: 2);
        await DoAsync(store, id, new JudgeRecord(1, Stage.TitleAbstract, Verdict.Include));
        await DoAsync(store, id, new JudgeRecord(2, Stage.TitleAbstract, Verdict.Exclude, "population"));
        await DoAsync(store, id, new UndoDecision(Stage.TitleAbstract));
        await DoAsync(store, id, new WriteNote(3, "À relire : « bras » contrôle ?"));
        await DoAsync(store, id, new AddTag(3, "pédiatrie"));

        var other = await store.OpenAgainAsync();

        var (written, read) = ((await store.Services.Queries.ReviewAsync(id))!, (await other.Queries.ReviewAsync(id))!);
        Assert.Equal("R-2026-0001", id.Value);
        Assert.Equal(7, read.Version);
        Assert.Equal((written.Version, written.ChangedAt, written.CreatedBy), (read.Version, read.ChangedAt, read.CreatedBy));
        Assert.Equal(
            written.Records.Select(record => (record.TitleVotes.Length, string.Join(',', record.Tags), record.Notes.Length)),
            read.Records.Select(record => (record.TitleVotes.Length, string.Join(',', record.Tags), record.Notes.Length)));
        Assert.Equal("À relire : « bras » contrôle ?", read.Find(3)!.Notes[0].Text);
        var summary = Assert.Single(await other.Queries.ReviewsAsync());
        Assert.Equal((id, "Télésurveillance du diabète", 3), (summary.Id, summary.Title, summary.Records));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_event_comes_back_equal(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync(records: 6);
        var commands = new ReviewCommand[]
        {
            new ChangeProtocol(Reviews.AReview.Protocol with { ReviewersPerRecord = 1, Order = ReadingOrder.Random }, "Tirage."),
            new ProposeDuplicates([new RecordLink(6, 5), new RecordLink(4, 3)]), new DismissDuplicate(4, 3),
            new LinkDuplicates([new RecordLink(6, 5)], ByTool: false, "même essai"), new UnlinkDuplicate(6, "Non."),
            new SkipRecord(1), new JudgeRecord(1, Stage.TitleAbstract, Verdict.Exclude),
            new JudgeRecord(1, Stage.TitleAbstract, Verdict.Unsure), new AttachFullText(1, new FullTextFile("a.pdf", new string('a', 64), 5)),
            new GiveUpFullText(1, "Payant."), new JudgeRecord(1, Stage.FullText, Verdict.Include), new AppraiseEvidence(1, "ecr-forte-puissance", "", ""),
            new ChangeExtractionForm(ExtractionForm.Default, "Essai."), new ExtractValues(1, [NotReported("duree", "non rapporté")]),
            new ExtractValues(1, [NotReported("duree", "")]), new ChooseBiasForm(BiasForm.Shipped[0]),
            new JudgeBias(1, "rob2", [new BiasAnswer("d1", "faible", "Tirage.", NotReported("d1", ""))]),
            new AddTag(2, "x"), new RemoveTag(2, "x"), new StopScreening("Assez."), new DrawCheck(2, Seed: 3), new ResumeScreening("Pas assez."),
            new BeginSearch("Mise à jour."), new AddMember(AStore.Bruno), new RemoveMember(AStore.Bruno, "Autre mission."),
            new GiveKnownRelevant("connus.txt", [2], [new UnmatchedReference(3, "10.1000/absent")]), new TypeAbstract(4, "Saisi."),
            new FindKnownRelevant([new KnownFind(1, 3, "10.1000/absent", [5])]),
            new RecordModelUse(new ModelAsked(ModelUse.Opinion, "essai", "localhost:11434", Record: 2, Failure: "rien")),
        };
        foreach (var command in commands)
            await DoAsync(store, id, command);

        var journal = await store.Services.Queries.JournalAsync(id, take: 1_000);

        var version = (await store.Services.Queries.ReviewAsync(id))!.Version;
        Assert.Equal(Enumerable.Range(1, (int)version).Reverse().Select(number => (long)number), journal.Select(e => e.Version));
        var kinds = journal.Select(e => e.Event.GetType()).ToHashSet();
        var all = typeof(ReviewEvent).Assembly.GetTypes().Where(type => type.BaseType == typeof(ReviewEvent));
        // A conflict and a difference need two readers; an undo is in another test.
        Assert.Equal(
            [typeof(ConflictResolved), typeof(DecisionUndone), typeof(NoteAdded), typeof(ValueSettled)],
            all.Where(type => !kinds.Contains(type)).OrderBy(type => type.Name));
        Assert.Null(await store.Services.Queries.FirstFaultAsync(id));
    }

    // The program may be killed between the import and the comparison that follows it.
    [Fact]
    public async Task An_import_that_was_cut_before_its_duplicates_were_linked_links_them_when_it_is_sent_again()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var (id, command) = (await store.AReviewAsync(), Guid.NewGuid());
        const string Twice =
            "TY  - JOUR\nTI  - Télésurveillance du diabète\nDO  - 10.1000/a\nER  - \n\nTY  - JOUR\nTI  - Télésurveillance du diabète\nDO  - 10.1000/a\nER  - \n";
        Task<ReviewResult> SendAsync() => store.Services.ImportAsync(
            id, new SearchSource("MEDLINE"), new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Twice)), "a.ris", AStore.Anne, command);
        var read = CitationFile.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Twice)), "a.ris", TestContext.Current.CancellationToken);
        AStore.Done(await store.Services.Desk.ImportAsync(
            id, new SearchSource("MEDLINE"), read.File, read.Citations, read.Problems, AStore.Anne, command, TestContext.Current.CancellationToken));

        var after = AStore.Done(await SendAsync()).Review;

        Assert.Equal((2, 1), (after.Records.Count, after.Records.Count(record => record.IsStanding)));
        Assert.Equal(after.Version, AStore.Done(await SendAsync()).Review.Version);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_refused_and_leaves_nothing()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync();
        await using var changing = new ReadInTurn(Ris("Une étude"), Ris("Une autre étude"));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => store.Services.ImportAsync(
            id, new SearchSource("MEDLINE"), changing, "a.ris", AStore.Anne, Guid.NewGuid(), TestContext.Current.CancellationToken));

        Assert.StartsWith("« a.ris » a changé pendant sa lecture : rien n’est importé.", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await store.Services.Queries.ReviewAsync(id))!.Records);
        Assert.Empty(await store.Services.Queries.SourcesAsync(id, [1]));
    }

    [Fact]
    public async Task What_can_be_read_but_once_is_imported_as_well()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync();
        using var packed = new MemoryStream();
        await using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await packing.WriteAsync(Ris("Une étude"));
        packed.Position = 0;
        await using var once = new GZipStream(packed, CompressionMode.Decompress);

        var after = AStore.Done(await store.Services.ImportAsync(
            id, new SearchSource("MEDLINE"), once, "a.ris", AStore.Anne, Guid.NewGuid(), TestContext.Current.CancellationToken)).Review;

        Assert.Single(after.Records);
        Assert.Null(await store.Services.Queries.FirstChangedImportAsync(after));
    }

    private static byte[] Ris(string title) => System.Text.Encoding.UTF8.GetBytes($"TY  - JOUR\nTI  - {title}\nER  - \n");

    // Gives other bytes each time it is read from its beginning, as a file does that is still being written.
    private sealed class ReadInTurn(params byte[][] turns) : MemoryStream(turns[0], writable: false)
    {
        private MemoryStream _now = new(turns[0]);
        private int _turn = -1;

        public override long Position
        {
            get => _now.Position;
            set => _now = new MemoryStream(turns[Math.Min(++_turn, turns.Length - 1)]) { Position = value };
        }

        public override int Read(Span<byte> buffer) => _now.Read(buffer);
    }

    [Fact]
    public async Task Readers_are_who_created_who_was_added_and_who_worked_unless_taken_off_and_the_creator_stays()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 2);
        await DoAsync(store, id, new AddMember(AStore.Bruno));
        Assert.Equal([AStore.Anne, AStore.Bruno], (await store.Services.Queries.ReviewAsync(id))!.Members.OrderBy(person => person.Value));

        var unsaid = await store.Services.Desk.DoAsync(id, new RemoveMember(AStore.Bruno, " "), AStore.Anne, Guid.NewGuid());
        var creator = await store.Services.Desk.DoAsync(id, new RemoveMember(AStore.Anne, "Départ."), AStore.Anne, Guid.NewGuid());
        await DoAsync(store, id, new RemoveMember(AStore.Bruno, "Autre mission."));

        Assert.IsType<ReasonIsMissing>(Assert.IsType<ReviewResult.Refused>(unsaid).Reason);
        Assert.IsType<CreatorStays>(Assert.IsType<ReviewResult.Refused>(creator).Reason);
        Assert.Equal([AStore.Anne], (await store.Services.Queries.ReviewAsync(id))!.Members);
        await store.Services.Desk.DoAsync(id, new AddTag(1, "x"), new ReviewerId("clara"), Guid.NewGuid());
        Assert.Contains(new ReviewerId("clara"), (await store.Services.Queries.ReviewAsync(id))!.Members);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_reference_is_kept_whole_with_its_raw_record(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync();
        var problem = new CitationProblem("export.nbib", 40, "Une année est attendue ; « 20x0 » est là.", "DP  - 20x0", RecordIsKept: true);
        await store.ImportAsync(id, [AStore.ACitation(1), AStore.ACitation(2)], [problem]);

        var citation = (await store.Services.Queries.CitationsAsync(id, [2]))[2];

        var expected = AStore.ACitation(2);
        Assert.Equal(expected.Source, citation.Source);
        Assert.Equal(expected.Authors, citation.Authors);
        Assert.Equal(expected.Identifiers, citation.Identifiers);
        Assert.Equal((expected.Title, expected.Abstract, expected.Year, expected.Doi, expected.Kind),
            (citation.Title, citation.Abstract, citation.Year, citation.Doi, citation.Kind));
        Assert.Equal([problem], await store.Services.Queries.ProblemsAsync(id, import: 0));
        Assert.Equal([2], await store.Services.Queries.FindAsync(id, "ETUDE evrard 10.1000/2"));
        Assert.Equal(expected.Title, (await store.Services.Queries.TextsAsync((await store.Services.Queries.ReviewAsync(id))!))[1].Title);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_command_twice_counts_once_and_its_identifier_serves_nothing_else(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync(records: 3);
        var command = Guid.NewGuid();
        var judge = new JudgeRecord(1, Stage.TitleAbstract, Verdict.Include);

        AStore.Done(await store.Services.Desk.DoAsync(id, judge, AStore.Anne, command));
        var again = AStore.Done(await store.Services.Desk.DoAsync(id, judge, AStore.Anne, command));
        var other = await store.Services.Desk.DoAsync(id, judge with { Record = 2 }, AStore.Anne, command);

        Assert.Empty(again.Events);
        Assert.Equal(3, again.Review.Version);
        Assert.IsType<CommandWasUsed>(Assert.IsType<ReviewResult.Refused>(other).Reason);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_import_refused_or_repeated_leaves_nothing_behind(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync();
        var command = Guid.NewGuid();
        var problem = new CitationProblem("vide.ris", 1, "Rien à lire.", "", RecordIsKept: false);

        Assert.IsType<ReviewResult.Refused>(await store.ImportAsync(id, [], [problem]));
        AStore.Done(await store.ImportAsync(id, [AStore.ACitation(1)], command: command));
        AStore.Done(await store.ImportAsync(id, [AStore.ACitation(1)], command: command));

        Assert.Single(await store.Services.Queries.TextsAsync((await store.Services.Queries.ReviewAsync(id))!));
        Assert.Empty(await store.Services.Queries.ProblemsAsync(id, import: 0));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Who_read_an_older_version_is_told(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync(records: 2);

        var result = await store.Services.Desk.DoAsync(
            id, new ChangeProtocol(Reviews.AReview.Protocol, "Nouveau titre."), AStore.Anne, Guid.NewGuid(), seen: 1);

        Assert.Equal(
            "La revue a changé pendant que vous la lisiez (version 1, maintenant 2). Relisez-la, puis recommencez.",
            Assert.IsType<ReviewResult.Refused>(result).Reason.Message);
        Assert.IsType<ReviewNotFound>(Assert.IsType<ReviewResult.Refused>(await store.Services.Desk.DoAsync(
            new ReviewId("R-1"), new SkipRecord(1), AStore.Anne, Guid.NewGuid())).Reason);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Two_processes_writing_at_once_lose_nothing_and_give_no_third_vote(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync(records: 20);
        var other = await store.OpenAgainAsync();
        var readers = Enumerable.Range(0, 4).Select(number => new ReviewerId($"r{number}")).ToList();

        var results = await Task.WhenAll(readers.Select(async (reader, index) =>
        {
            var (services, accepted) = (index % 2 == 0 ? store.Services : other, 0);
            for (var record = 1; record <= 20; record++)
            {
                var result = await services.Desk.DoAsync(
                    id, new JudgeRecord(record, Stage.TitleAbstract, Verdict.Include), reader, Guid.NewGuid());
                accepted += result is ReviewResult.Done ? 1 : 0;
            }

            return accepted;
        }));

        Assert.Equal(20, results.Sum());
        var review = (await other.Queries.ReviewAsync(id))!;
        Assert.All(review.Records, record => Assert.Single(record.TitleVotes));
        Assert.Equal(22, review.Version);
        Assert.Null(await store.Services.Queries.FirstFaultAsync(id));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_event_can_neither_be_changed_nor_deleted(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        await store.AReviewAsync(records: 1);

        foreach (var sql in new[] { "UPDATE litreview_events SET person = 'x'", "DELETE FROM litreview_events" })
        {
            await using var db = store.Services.Database.NewContext();
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync(sql));
            Assert.Contains("events are never", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("payload", "{\"kind\":\"search-begun\",\"reason\":\"x\"}")]
    [InlineData("person", "quelqu’un")]
    [InlineData("at", "2020-01-01T00:00:00.000Z")]
    [InlineData("command", "autre")]
    public async Task An_event_altered_behind_the_back_of_the_program_is_found(string column, string value)
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 2);
        await using (var db = store.Services.Database.NewContext())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER litreview_events_no_update");
#pragma warning disable EF1002 // Names and values of the test.
            await db.Database.ExecuteSqlRawAsync($"UPDATE litreview_events SET {column} = {{0}} WHERE version = 2", value);
#pragma warning restore EF1002
        }

        Assert.Equal(2, await store.Services.Queries.FirstFaultAsync(id));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_decision_keeps_how_the_reference_was_suggested(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync(records: 30);
        var review = (await store.Services.Queries.ReviewAsync(id))!;
        var next = (await store.Services.Rooms.NextAsync(review, AStore.Anne))!;
        var own = next.Number == 30 ? 29 : 30;

        await store.Services.DoAsync(
            id, new JudgeRecord(next.Number, Stage.TitleAbstract, Verdict.Include), AStore.Anne, Guid.NewGuid());
        await store.Services.DoAsync(id, new JudgeRecord(own, Stage.TitleAbstract, Verdict.Include), AStore.Anne, Guid.NewGuid());

        review = (await (await store.OpenAgainAsync()).Queries.ReviewAsync(id))!;
        Assert.Equal(next.Suggestion, review.Find(next.Number)!.TitleVotes[0].Suggestion);
        Assert.Equal((1, 30, "has 1"), (next.Suggestion.Rank, next.Suggestion.OutOf, next.Suggestion.Model));
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        await using (var db = store.Services.Database.NewContext())
            await db.Database.ExecuteSqlRawAsync("INSERT INTO litreview_schema_versions (version) VALUES (99)");

        var failure = await Assert.ThrowsAsync<InvalidDataException>(store.OpenAgainAsync);
        Assert.Contains("Installez une version plus récente", failure.Message, StringComparison.Ordinal);
    }

    private static async Task DoAsync(AStore store, ReviewId id, ReviewCommand command) =>
        AStore.Done(await store.Services.Desk.DoAsync(id, command, AStore.Anne, Guid.NewGuid()));

    private static CheckedValue NotReported(string field, string value) => new StudyText("", false, []).Check(new TypedValue(field, value));
}
