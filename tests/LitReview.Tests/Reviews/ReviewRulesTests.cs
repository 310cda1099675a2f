using LitReview.Reviews;
using static LitReview.Tests.Reviews.AReview;

namespace LitReview.Tests.Reviews;

public sealed class ReviewRulesTests
{
    [Fact]
    public void A_protocol_with_faults_is_refused_and_all_faults_are_named()
    {
        var review = new AReview(records: 0);

        var refusal = review.Refusal<ProtocolIsInvalid>(new CreateReview(AReview.Protocol with { Title = " ", Model = "oracle", Recall = 2 }));

        Assert.Equal(
            "Le protocole ne peut pas servir : le titre est vide ou dépasse 300 caractères ; le rappel visé n’est pas entre 0 et 100 % ; "
            + "le modèle « oracle » est inconnu : has, elas-u4, elas-u3. Corrigez, puis recommencez.",
            refusal.Message);
    }

    [Fact]
    public void With_one_reader_a_vote_decides_and_a_doubt_keeps()
    {
        var review = new AReview();

        review.Judge(1, Verdict.Include).Judge(2, Verdict.Exclude, reason: "population").Judge(3, Verdict.Unsure);

        Assert.Equal(
            [Outcome.Kept, Outcome.Excluded, Outcome.Kept, Outcome.Unread], Enumerable.Range(1, 4).Select(n => review.OutcomeOf(n)));
        Assert.Equal("population", review.Review.Find(2)!.ReasonAt(Stage.TitleAbstract));
        Assert.Equal(1, review.Refusal<VotesAreComplete>(new JudgeRecord(1, Stage.TitleAbstract, Verdict.Include), Bruno).Record);
    }

    [Fact]
    public void With_two_readers_nobody_sees_the_other_vote_before_both_are_given()
    {
        var review = new AReview(reviewers: 2).Judge(1, Verdict.Include, Anne);

        Assert.Equal(Outcome.Waiting, review.OutcomeOf(1));
        Assert.Empty(review.Review.VotesSeenBy(review.Review.Find(1)!, Stage.TitleAbstract, Bruno));
        Assert.Equal(Anne, Assert.Single(review.Review.VotesSeenBy(review.Review.Find(1)!, Stage.TitleAbstract, Anne)).Reviewer);

        review.Judge(1, Verdict.Exclude, Bruno);
        Assert.Equal(Outcome.Conflict, review.OutcomeOf(1));
        Assert.Equal(2, review.Review.VotesSeenBy(review.Review.Find(1)!, Stage.TitleAbstract, Bruno).Count);
    }

    [Fact]
    public void A_conflict_is_settled_by_a_third_person_with_a_reason()
    {
        var review = new AReview(reviewers: 2).Judge(1, Verdict.Unsure, Anne).Judge(1, Verdict.Exclude, Bruno);
        var settle = new ResolveConflict(1, Stage.TitleAbstract, Verdict.Exclude, "intervention", "Aucun dispositif connecté.");

        Assert.Equal(
            "Vous avez donné l’un des deux avis sur la référence n° 1 : une troisième personne doit trancher.",
            review.Refusal<ReviewerIsInConflict>(settle, Bruno).Message);
        review.Refusal<ReasonIsMissing>(settle with { Comment = " " }, Chloe);
        review.Refusal<ResolutionIsUnclear>(settle with { Verdict = Verdict.Unsure }, Chloe);
        review.Do(settle, Chloe);

        Assert.Equal(Outcome.Excluded, review.OutcomeOf(1));
        Assert.Equal("intervention", review.Review.Find(1)!.ReasonAt(Stage.TitleAbstract));
        review.Refusal<ConflictIsSettled>(new JudgeRecord(1, Stage.TitleAbstract, Verdict.Include), Anne);
        review.Refusal<NoConflict>(settle, Chloe);
    }

    [Fact]
    public void A_reader_may_change_his_mind_and_both_answers_stay_in_the_log()
    {
        var review = new AReview().Judge(1, Verdict.Exclude, reason: "population").Judge(1, Verdict.Include);

        Assert.Equal(Outcome.Kept, review.OutcomeOf(1));
        Assert.Null(review.Review.Find(1)!.ReasonAt(Stage.TitleAbstract));
        Assert.Equal(
            [Verdict.Exclude, Verdict.Include], review.Review.Logs[Anne].Steps.Select(step => step.Verdict!.Value));
    }

    [Fact]
    public void Undoing_takes_back_the_last_decision_then_the_one_before()
    {
        var review = new AReview().Judge(4, Verdict.Include).Judge(7, Verdict.Exclude);

        review.Do(new UndoDecision(Stage.TitleAbstract));
        Assert.Equal((Outcome.Kept, Outcome.Unread), (review.OutcomeOf(4), review.OutcomeOf(7)));
        review.Do(new UndoDecision(Stage.TitleAbstract));
        Assert.Equal(Outcome.Unread, review.OutcomeOf(4));
        Assert.Equal(
            "Vous n’avez pas de décision sur titre et résumé à annuler.",
            review.Refusal<NothingToUndo>(new UndoDecision(Stage.TitleAbstract)).Message);
        Assert.Empty(review.Review.FirstReadings);
    }

    [Fact]
    public void A_full_text_is_excluded_with_a_reason_of_the_protocol_only()
    {
        var review = new AReview().Judge(1, Verdict.Include);

        review.Refusal<RecordIsNotForFullText>(new JudgeRecord(2, Stage.FullText, Verdict.Include));
        review.Refusal<ReasonIsRequired>(new JudgeRecord(1, Stage.FullText, Verdict.Exclude));
        Assert.Equal(
            "« trop long » n’est pas un motif du protocole. Motifs : population ; intervention ; doublon de données.",
            review.Refusal<ReasonIsUnknown>(new JudgeRecord(1, Stage.FullText, Verdict.Exclude, "trop long")).Message);
        review.Judge(1, Verdict.Exclude, stage: Stage.FullText, reason: "population");

        Assert.Equal(Outcome.Excluded, review.OutcomeOf(1, Stage.FullText));
        review.Refusal<FullTextHasBegun>(new UndoDecision(Stage.TitleAbstract));
    }

    [Fact]
    public void Two_exclusions_of_a_full_text_for_different_reasons_are_a_conflict()
    {
        var review = new AReview(reviewers: 2).Judge(1, Verdict.Include, Anne).Judge(1, Verdict.Include, Bruno)
            .Judge(1, Verdict.Exclude, Anne, Stage.FullText, "population")
            .Judge(1, Verdict.Exclude, Bruno, Stage.FullText, "intervention");

        Assert.Equal(Outcome.Conflict, review.OutcomeOf(1, Stage.FullText));
    }

    [Fact]
    public void A_duplicate_is_linked_not_deleted_and_can_be_unlinked()
    {
        var review = new AReview(records: 5)
            .Do(new LinkDuplicates([new RecordLink(4, 2), new RecordLink(5, 4)], ByTool: true, "même DOI"));

        // 5 repeats 4, which repeats 2: both are linked to 2.
        Assert.Equal((2, 2), (review.Review.Find(4)!.DuplicateOf, review.Review.Find(5)!.DuplicateOf));
        Assert.Equal(3, review.Review.StandingCount());
        Assert.Equal(
            "La référence n° 4 répète la n° 2 : jugez celle-ci, ou défaites d’abord le doublon.",
            review.Refusal<RecordIsDuplicate>(new JudgeRecord(4, Stage.TitleAbstract, Verdict.Include)).Message);
        review.Refusal<LinkIsImpossible>(new LinkDuplicates([new RecordLink(2, 5)], ByTool: false, "à la main"));

        review.Do(new UnlinkDuplicate(4, "Deux essais différents."));
        Assert.Equal(4, review.Review.StandingCount());
    }

    [Fact]
    public void A_proposed_pair_is_judged_once()
    {
        var review = new AReview(records: 5).Do(new ProposeDuplicates([new RecordLink(3, 1), new RecordLink(5, 2)]));

        review.Do(new DismissDuplicate(3, 1));
        review.Do(new LinkDuplicates([new RecordLink(5, 2)], ByTool: false, "même essai"));

        Assert.Empty(review.Review.Proposals);
        review.Refusal<PairIsUnknown>(new DismissDuplicate(3, 1));
        Assert.False(review.Review.Find(5)!.IsDuplicateByTool);
    }

    [Fact]
    public void A_proposed_pair_is_decided_whichever_reference_stands_for_both_and_the_most_doubtful_comes_first()
    {
        var review = new AReview(records: 8).Do(new ProposeDuplicates(
            [new RecordLink(3, 1, "a", 0.9), new RecordLink(5, 2, "b", 0.55), new RecordLink(7, 6, "c", 0.2), new RecordLink(8, 4)]));
        Assert.Equal([8, 5, 7, 3], review.Review.PairsToJudge().Select(pair => pair.Record));

        review.Do(LinkDuplicates.ByPerson(record: 2, original: 5));

        Assert.Equal([8, 7, 3], review.Review.PairsToJudge().Select(pair => pair.Record));
        Assert.Equal((3, "b"), (review.Review.Proposals.Count, review.Review.Find(2)!.LinkReason));
    }

    [Fact]
    public void Stopping_before_the_test_allows_it_needs_a_reason_which_is_kept_with_the_numbers()
    {
        var review = new AReview(records: 100).Judge(1, Verdict.Include).Judge(2, Verdict.Exclude);

        var refusal = review.Refusal<StopIsEarly>(new StopScreening(""));
        Assert.StartsWith("Continuez : rien n’assure encore que 95\u202f% des références pertinentes ont été vues", refusal.Message, StringComparison.Ordinal);
        review.Do(new StopScreening("Fin du temps prévu."));

        var stopped = review.Review.Stopped!;
        Assert.Equal((StopRule.OwnDecision, 2, 100, 1, 1), (stopped.Rule, stopped.Read, stopped.Total, stopped.Found, stopped.RunLength));
        // One missed record would put the recall below 95 %: among the 99 after the first, one draw misses it 98 times out of 99.
        Assert.Equal(98 / 99.0, stopped.PValue, 9);
        Assert.Equal(3, review.Refusal<ScreeningIsStopped>(new JudgeRecord(3, Stage.TitleAbstract, Verdict.Include)).Record);
        review.Do(new ResumeScreening("Deux semaines de plus.")).Judge(3, Verdict.Include);
    }

    [Fact]
    public void Reading_everything_stops_without_a_reason()
    {
        var review = new AReview(records: 2).Judge(1, Verdict.Include).Judge(2, Verdict.Exclude).Do(new StopScreening(""));

        Assert.Equal(StopRule.AllRead, review.Review.Stopped!.Rule);
    }

    [Fact]
    public void Kappa_counts_the_votes_given_blind_even_after_a_change_of_mind()
    {
        var review = new AReview(records: 4, reviewers: 2);
        foreach (var (record, anne, bruno) in new[]
        {
            (1, Verdict.Include, Verdict.Include), (2, Verdict.Exclude, Verdict.Exclude), (3, Verdict.Include, Verdict.Exclude),
            (4, Verdict.Exclude, Verdict.Exclude),
        })
        {
            review.Judge(record, anne, Anne).Judge(record, bruno, Bruno);
        }

        review.Judge(3, Verdict.Exclude, Anne);

        // Blind: both keep 1, Anne alone 1, both exclude 2. Observed 3/4; expected 1/2·1/4 + 1/2·3/4 = 1/2; kappa = 1/2.
        var pair = Assert.Single(review.Review.Agreements());
        Assert.Equal((Anne, Bruno, 1), (pair.First, pair.Second, pair.Agreement.Conflicts));
        Assert.Equal(0.5, pair.Agreement.Kappa!.Value, 12);
    }
}
