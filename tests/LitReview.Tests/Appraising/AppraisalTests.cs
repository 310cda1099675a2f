using System.Text.Json;
using LitReview.Appraising;
using LitReview.Reports;
using LitReview.Reviews;
using LitReview.Tests.Persistence;
using LitReview.Tests.Reviews;

namespace LitReview.Tests.Appraising;

public sealed class AppraisalTests
{
    [Theory]
    [InlineData("meta-analyse-ecr", "1", "A")]
    [InlineData("ecr-faible-puissance", "2", "B")]
    [InlineData("cohorte", "2", "B")]
    [InlineData("cas-temoins", "3", "C")]
    [InlineData("serie-de-cas", "4", "C")]
    [InlineData("avis-d-experts", "AE", "AE")]
    public void The_type_of_study_lets_expect_a_level_and_its_grade(string type, string level, string grade)
    {
        var review = AStudy().Do(new AppraiseEvidence(1, type, "", ""));

        var appraisal = review.Review.Find(1)!.Appraisal!;
        Assert.Equal((level, grade, type), (appraisal.Level.Key, appraisal.Level.Grade, appraisal.StudyType!.Key));
        Assert.False(appraisal.IsOwn);
        Assert.Equal(AReview.Anne, appraisal.Person);
    }

    [Fact]
    public void Another_level_than_the_expected_one_needs_a_reason_and_both_are_told()
    {
        var review = AStudy();
        Assert.Equal(
            "S’écarter du niveau proposé : écrivez pourquoi, en quelques mots.",
            review.Refusal<ReasonIsMissing>(new AppraiseEvidence(1, "cohorte", "4", " ")).Message);

        review.Do(new AppraiseEvidence(1, "cohorte", "4", "Un tiers de perdus de vue."));

        Assert.Equal(
            "Étude de cohorte, niveau 4, grade C (niveau 2 à attendre pour ce type). Un tiers de perdus de vue.",
            ReviewText.Of(review.Review.Find(1)!.Appraisal!));
    }

    [Fact]
    public void A_type_on_which_the_guide_is_silent_needs_a_level_and_a_reason()
    {
        var review = AStudy();

        Assert.Contains("Étude qualitative", review.Refusal<LevelIsMissing>(new AppraiseEvidence(1, "qualitative", "", "")).Message, StringComparison.Ordinal);
        review.Refusal<ReasonIsMissing>(new AppraiseEvidence(1, "qualitative", "4", ""));
        review.Refusal<LevelIsUnknown>(new AppraiseEvidence(1, "qualitative", "5", "Non."));
        review.Refusal<StudyTypeIsUnknown>(new AppraiseEvidence(1, "oracle", "1", "Non."));
        review.Do(new AppraiseEvidence(1, "qualitative", "4", "Entretiens avec douze soignants."));
    }

    [Fact]
    public void Only_what_is_kept_for_reading_in_full_is_appraised()
    {
        var review = new AReview().Judge(2, Verdict.Include).Judge(2, Verdict.Exclude, stage: Stage.FullText, reason: "population");

        review.Refusal<StudyIsNotIncluded>(new AppraiseEvidence(1, "cohorte", "", ""));
        review.Refusal<StudyIsNotIncluded>(new AppraiseEvidence(2, "cohorte", "", ""));
    }

    [Fact]
    public void A_level_of_an_older_journal_is_read_with_its_grade()
    {
        const string Old = """{"kind":"evidence-appraised","record":1,"level":2,"reason":"Essai de faible puissance."}""";
        var read = JsonSerializer.Deserialize<ReviewEvent>(Old, JsonSerializerOptions.Web)!;
        var review = AStudy();

        var after = Review.Fold(
            review.Review.Id, review.Review,
            new RecordedReviewEvent(review.Review.Version + 1, review.Review.ChangedAt, AReview.Bruno, read));

        var appraisal = after.Find(1)!.Appraisal!;
        Assert.Equal(("B", null), (appraisal.Level.Grade, appraisal.StudyType));
        Assert.Equal("niveau 2, grade B. Essai de faible puissance.", ReviewText.Of(appraisal));
    }

    [Fact]
    public void Each_level_of_the_scale_is_known_and_each_fact_bears_its_mark()
    {
        var scale = EvidenceScale.Has;

        Assert.All(scale.StudyTypes, type => Assert.True(type.Level is null || scale.Level(type.Level) is not null, type.Key));
        Assert.All(scale.StudyTypes.Select(type => type.Confidence).Append(scale.Confidence), mark => Assert.Contains(mark, (string[])["V", "S", "M"]));
        Assert.Equal(scale.StudyTypes.Count, scale.StudyTypes.Select(type => type.Key).Distinct().Count());
    }

    [Fact]
    public void An_exported_reference_carries_its_label_and_its_level()
    {
        var review = AStudy().Judge(1, Verdict.Include, stage: Stage.FullText).Do(new AppraiseEvidence(1, "cohorte", "", ""));

        var exported = ReviewExport.Labelled(review.Review, review.Review.Find(1)!, AStore.ACitation(1));

        Assert.Equal(LitReview.Citations.CitationLabel.Included, exported.Label);
        Assert.Equal((2, "Incluse"), (exported.Notes.Count, exported.Notes[0]));
        Assert.StartsWith("HAS : Étude de cohorte, niveau 2, grade B.", exported.Notes[1], StringComparison.Ordinal);
    }

    private static AReview AStudy() => new AReview().Judge(1, Verdict.Include);
}
