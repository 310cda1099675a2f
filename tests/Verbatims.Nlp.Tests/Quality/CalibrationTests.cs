using Verbatims.Nlp.Quality;

namespace Verbatims.Nlp.Tests.Quality;

public class CalibrationTests
{
    [Fact]
    public void The_error_is_the_mean_gap_between_what_was_said_and_what_was_right()
    {
        // Four said to be right 95 times in 100, three are: |3.8 − 3| = 0.8. Two at .35, none is right: 0.7. Of six: 1.5 / 6.
        (double, bool)[] answers = [(0.95, true), (0.95, true), (0.95, true), (0.95, false), (0.35, false), (0.35, false)];

        Assert.Equal(0.25, Calibration.Error(answers), 9);
    }

    [Fact]
    public void Answers_that_mean_what_they_say_have_none_and_so_has_nothing() =>
        Assert.Equal((0, 0), (Calibration.Error([(1, true), (0, false), (0.5, true), (0.5, false)]), Calibration.Error([])));
}
