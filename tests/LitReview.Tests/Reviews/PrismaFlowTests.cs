using LitReview.Reviews;

namespace LitReview.Tests.Reviews;

public sealed class PrismaFlowTests
{
    // 10 of MEDLINE, 4 of Embase, 2 from a web site: 16 in all.
    private static AReview Read()
    {
        var review = new AReview(records: 10).Import(4, "Embase").Import(2, "has-sante.fr", SourceKind.Website);
        review.Do(new LinkDuplicates([new RecordLink(11, 1), new RecordLink(12, 2)], ByTool: true, "même DOI"));
        review.Do(new LinkDuplicates([new RecordLink(10, 9)], ByTool: false, "même essai"));
        foreach (var record in new[] { 1, 2, 3, 4, 15 })
            review.Judge(record, Verdict.Include);
        foreach (var record in new[] { 5, 6, 7, 16 })
            review.Judge(record, Verdict.Exclude, reason: "population");
        return review;
    }

    [Fact]
    public void While_reading_goes_on_what_is_unread_is_undecided()
    {
        var flow = PrismaFlow.Of(Read().Review);

        var databases = flow.Databases;
        Assert.Equal([("MEDLINE", 10), ("Embase", 4)], databases.Identified.Select(source => (source.Name, source.Count)));
        Assert.Equal((2, 1), (databases.DuplicatesByTool, databases.DuplicatesByPeople));
        // 14 − 3 duplicates = 11 to read; 7 read, of which 3 set aside; 8, 9, 13, 14 are unread.
        Assert.Equal((7, 3, 4, 0), (databases.Screened, databases.ExcludedByPeople, databases.Undecided, databases.UnreadByTool));
        Assert.Equal((2, 2, 1, 0), (flow.Others.IdentifiedTotal, flow.Others.Screened, flow.Others.ExcludedByPeople, flow.Others.Undecided));
    }

    [Fact]
    public void After_a_stop_the_tool_set_the_unread_aside_and_full_texts_are_counted_by_reason()
    {
        var review = Read().Do(new StopScreening("Fin du temps prévu."));
        review.Judge(1, Verdict.Include, stage: Stage.FullText);
        review.Judge(2, Verdict.Exclude, stage: Stage.FullText, reason: "intervention");
        review.Do(new GiveUpFullText(3, "Introuvable en prêt entre bibliothèques."));
        review.Judge(15, Verdict.Include, stage: Stage.FullText);

        var flow = PrismaFlow.Of(review.Review);

        var databases = flow.Databases;
        Assert.Equal((4, 0), (databases.UnreadByTool, databases.Undecided));
        Assert.Equal(
            (4, 1, 2, 1, 1), (databases.Sought, databases.NotRetrieved, databases.Assessed, databases.Pending, databases.Included));
        Assert.Equal([new ReasonCount("intervention", 1)], databases.ExcludedByReason);
        Assert.Equal((0, 2, false), (flow.PreviousStudies, flow.Included, flow.IsUpdate));
    }

    [Fact]
    public void An_update_counts_the_earlier_studies_apart()
    {
        var review = Read();
        review.Judge(1, Verdict.Include, stage: Stage.FullText);
        review.Do(new BeginSearch("Mise à jour 2027.")).Import(3, "MEDLINE").Judge(17, Verdict.Include)
            .Judge(17, Verdict.Include, stage: Stage.FullText);

        var flow = PrismaFlow.Of(review.Review);

        Assert.Equal((true, 1, 2, 3), (flow.IsUpdate, flow.PreviousStudies, flow.Included, flow.Databases.IdentifiedTotal));
    }

    [Fact]
    public void The_boxes_of_a_column_add_up_whatever_was_done()
    {
        var review = new AReview(records: 30, reviewers: 2);
        var people = new[] { AReview.Anne, AReview.Bruno, AReview.Chloe };
        var random = new Random(20_261);
        for (var step = 0; step < 600; step++)
        {
            var (record, person) = (random.Next(1, 31), people[random.Next(3)]);
            ReviewCommand command = random.Next(12) switch
            {
                0 => new LinkDuplicates([new RecordLink(record, random.Next(1, 31))], step % 2 == 0, "essai"),
                1 => new UndoDecision(Stage.TitleAbstract),
                2 => new JudgeRecord(record, Stage.FullText, Verdict.Include),
                3 => new JudgeRecord(record, Stage.FullText, Verdict.Exclude, "population"),
                4 => new UnlinkDuplicate(record, "essai"),
                5 => new ResolveConflict(record, Stage.TitleAbstract, Verdict.Include, null, "essai"),
                6 => new JudgeRecord(record, Stage.TitleAbstract, Verdict.Exclude),
                7 => new GiveUpFullText(record, "essai"),
                _ => new JudgeRecord(record, Stage.TitleAbstract, Verdict.Include),
            };
            review.Try(command, person);
            var column = PrismaFlow.Of(review.Review).Databases;
            Assert.Equal(
                column.IdentifiedTotal,
                column.DuplicatesByTool + column.DuplicatesByPeople + column.Sought + column.ExcludedByPeople + column.Undecided);
            Assert.Equal(column.Sought, column.NotRetrieved + column.Assessed + column.Pending);
            Assert.Equal(column.Assessed, column.Included + column.ExcludedByReason.Sum(reason => reason.Count));
        }

        Assert.True(PrismaFlow.Of(review.Review).Databases.Assessed > 0);
    }
}
