using LitReview.Screening;
using LitReview.Screening.Simulation;

namespace LitReview.Tests.Screening;

public class ScreeningSessionTests
{
    private static readonly int[] SomeWithAbstract = [3, 5, 14];

    public static TheoryData<string> Models => [.. RankingModel.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Relevant_records_come_up_before_the_others(string model)
    {
        var set = ASet.Of(120);
        var run = ScreeningSimulation.Run(set, set.Corpus(RankingModel.Find(model)), new Priors(1, [2], [0]));

        // A random order finds half of the relevant records after half of the others; here nearly all come first.
        Assert.True(RankingMeasures.RecallAfterPercent(run.IsRelevant, 30) > 0.9);
    }

    [Fact]
    public void Without_anything_to_learn_from_records_come_in_their_order()
    {
        var session = new ScreeningSession(ASet.Of(20).Corpus());

        Assert.Equal([0, 1, 2], session.Suggest(3).Select(suggestion => suggestion.Record));
        Assert.Equal(0, session.Next());
    }

    [Fact]
    public void A_question_ranks_records_before_the_first_decision()
    {
        var set = ASet.Of(60);
        var session = new ScreeningSession(set.Corpus(question: "Injections for osteoarthritis of the knee"));

        Assert.All(session.Suggest(5), suggestion => Assert.True(set.IsRelevant[suggestion.Record]));
    }

    [Fact]
    public void A_model_that_reads_no_question_ranks_as_if_none_were_asked()
    {
        var corpus = ASet.Of(20).Corpus(RankingModel.ElasU4, "knee");

        Assert.Null(corpus.Question);
    }

    [Fact]
    public void Records_alike_keep_their_order()
    {
        var same = new ScreeningRecord("Knee pain", "Pain of the knee, treated by injections.");
        var other = new ScreeningRecord("Retina", "Imaging of the retina in elderly patients.");
        var session = new ScreeningSession(
            ScreeningCorpus.Prepare([other, same, same, same, other, same], RankingModel.Default));

        session.Decide(3, isRelevant: true);
        session.Decide(0, isRelevant: false);

        Assert.Equal([1, 2, 5, 4], session.Suggest(10).Select(suggestion => suggestion.Record));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void An_explanation_adds_up_to_the_score(string model)
    {
        var set = ASet.Of(80);
        var session = new ScreeningSession(set.Corpus(RankingModel.Find(model), "knee pain"));
        foreach (var record in (int[])[2, 0, 1, 8])
            session.Decide(record, set.IsRelevant[record]);
        var best = session.Suggest(1)[0];

        var all = session.Explain(best.Record, int.MaxValue);
        var few = session.Explain(best.Record, 3);

        Assert.Equal(best.Score, all.Score, 6);
        Assert.Equal(all.Score, all.Terms.Sum(term => term.Share) + all.Remainder, 6);
        Assert.Equal(all.Terms.Take(3), few.Terms);
        Assert.Equal(few.Score, few.Terms.Sum(term => term.Share) + few.Remainder, 6);
        Assert.Contains(few.Terms, term => term.Term.Contains("knee", StringComparison.Ordinal) && term.Share > 0);
    }

    [Fact]
    public void What_all_records_share_is_the_same_remainder_for_records_of_one_kind()
    {
        // With every term shown, what is left is the bias and the means: the same for each record that has an abstract.
        var set = ASet.Of(80);
        var session = new ScreeningSession(set.Corpus());
        foreach (var record in (int[])[2, 0, 1, 8])
            session.Decide(record, set.IsRelevant[record]);

        var remainders = SomeWithAbstract.Select(record => session.Explain(record, int.MaxValue).Remainder).ToList();

        Assert.All(remainders, remainder => Assert.Equal(remainders[0], remainder, 4));
    }

    [Fact]
    public void A_record_without_an_abstract_waits_at_first()
    {
        var set = ASet.Of(120);
        var session = new ScreeningSession(set.Corpus());
        session.Decide(2, isRelevant: true);
        session.Decide(0, isRelevant: false);

        Assert.All(session.Suggest(10), suggestion => Assert.True(set.Texts[suggestion.Record].HasAbstract));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_log_leads_to_the_same_state_again_to_the_last_digit(string model)
    {
        var set = ASet.Of(100);
        var corpus = set.Corpus(RankingModel.Find(model), "knee");
        var session = new ScreeningSession(corpus);
        session.Decide(2, isRelevant: true);
        session.Decide(0, isRelevant: false);
        for (var i = 0; i < 20; i++)
        {
            var next = session.Next()!.Value;
            session.Decide(next, set.IsRelevant[next]);
        }

        session.Withdraw(0);
        session.Decide(2, isRelevant: false);
        session.Decide(2, isRelevant: true);

        var again = ScreeningSession.Replay(set.Corpus(RankingModel.Find(model), "knee"), ScreeningLog.Read(session.Log.ToJson()));

        Assert.Equal(session.Suggest(100), again.Suggest(100));
        Assert.Equal(session.Labels.OrderBy(label => label.Key), again.Labels.OrderBy(label => label.Key));
    }

    [Fact]
    public void A_withdrawn_record_comes_up_again()
    {
        var session = new ScreeningSession(ASet.Of(12).Corpus());
        session.Decide(2, isRelevant: true);

        session.Withdraw(2);

        Assert.Contains(2, session.Suggest(12).Select(suggestion => suggestion.Record));
        Assert.Empty(session.Labels);
        Assert.Throws<ArgumentException>(() => session.Withdraw(2));
    }

    [Fact]
    public void When_all_is_decided_nothing_is_left_to_read()
    {
        var session = new ScreeningSession(ASet.Of(3).Corpus());
        for (var i = 0; i < 3; i++)
            session.Decide(i, isRelevant: i == 2);

        Assert.Null(session.Next());
        Assert.Empty(session.Suggest(5));
    }

    [Fact]
    public void A_log_of_other_records_is_refused_and_the_message_says_what_to_open()
    {
        var log = new ScreeningSession(ASet.Of(20).Corpus()).Log;

        var error = Assert.Throws<InvalidDataException>(() => ScreeningSession.Replay(ASet.Of(21).Corpus(), log));

        Assert.StartsWith("Ce journal porte sur d’autres références", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_another_model_question_or_record_is_refused()
    {
        var corpus = ASet.Of(20).Corpus();
        var log = new ScreeningSession(corpus).Log;

        Assert.Throws<InvalidDataException>(() => ScreeningSession.Replay(corpus, log with { Model = "elas-u4" }));
        Assert.Throws<InvalidDataException>(() => ScreeningSession.Replay(corpus, log with { Version = 99 }));
        Assert.Throws<InvalidDataException>(() => ScreeningSession.Replay(corpus, log with { Question = "other" }));
        Assert.Throws<InvalidDataException>(
            () => ScreeningSession.Replay(corpus, log with { Decisions = [new ScreeningDecision(20, true)] }));
        Assert.Throws<InvalidDataException>(() => ScreeningLog.Read("{\"model\":\"has\"}"));
        Assert.Throws<InvalidDataException>(() => ScreeningLog.Read("[1"));
    }

    [Fact]
    public void Records_that_do_not_exist_are_refused()
    {
        var session = new ScreeningSession(ASet.Of(5).Corpus());

        Assert.Throws<ArgumentOutOfRangeException>(() => session.Decide(5, isRelevant: true));
        session.Decide(1, isRelevant: true);
        Assert.Throws<ArgumentException>(() => session.Explain(1));
    }
}
