using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Assessment;

public sealed class FunctionalClassificationTests
{
    // The rows of the published table: level, purpose, personalised, autonomous.
    [Theory]
    [InlineData(FunctionalLevel.A, DigitalPurpose.Support, false, false)]
    [InlineData(FunctionalLevel.A, DigitalPurpose.Support, true, false)]
    [InlineData(FunctionalLevel.B, DigitalPurpose.Information, false, false)]
    [InlineData(FunctionalLevel.C, DigitalPurpose.Living, true, false)]
    [InlineData(FunctionalLevel.C, DigitalPurpose.Prevention, true, false)]
    [InlineData(FunctionalLevel.C, DigitalPurpose.Screening, true, false)]
    [InlineData(FunctionalLevel.C, DigitalPurpose.Diagnosis, true, false)]
    [InlineData(FunctionalLevel.C, DigitalPurpose.Adherence, true, false)]
    [InlineData(FunctionalLevel.C, DigitalPurpose.Monitoring, true, false)]
    [InlineData(FunctionalLevel.C, DigitalPurpose.Treatment, true, false)]
    [InlineData(FunctionalLevel.D, DigitalPurpose.Treatment, true, true)]
    [InlineData(FunctionalLevel.D, DigitalPurpose.Diagnosis, true, true)]
    public void The_level_follows_the_published_table(FunctionalLevel expected, DigitalPurpose purpose, bool personalised, bool autonomous)
    {
        var found = FunctionalClassification.Of(purpose, personalised, autonomous);

        Assert.Equal(expected, found.Level);
        Assert.Equal(Confidence.Verified, found.ReasonSource.Confidence);
    }

    [Fact]
    public void Whatever_decides_alone_is_of_level_d() => Assert.All(Enum.GetValues<DigitalPurpose>(), purpose =>
    {
        Assert.Equal(FunctionalLevel.D, FunctionalClassification.Of(purpose, isPersonalised: true, isAutonomous: true).Level);
        Assert.Equal(FunctionalLevel.D, FunctionalClassification.Of(purpose, isPersonalised: false, isAutonomous: true).Level);
    });

    [Fact]
    public void A_combination_that_the_table_does_not_show_is_flagged_as_a_reading_of_ours()
    {
        var found = FunctionalClassification.Of(DigitalPurpose.Prevention, isPersonalised: false, isAutonomous: false);

        Assert.Equal((FunctionalLevel.B, Confidence.Unverified), (found.Level, found.ReasonSource.Confidence));
    }
}
