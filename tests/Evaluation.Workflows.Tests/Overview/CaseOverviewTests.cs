using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;

namespace Evaluation.Workflows.Tests.Overview;

public sealed class CaseOverviewTests
{
    private static readonly DateOnly Opened = new(2026, 1, 5);
    private static readonly DateOnly Today = new(2026, 7, 1);
    private static readonly PersonId Someone = new("claire-martin");

    // Filing takes 2, 4 and 6 days; admissibility 5 and 9 days, and is open in the third dossier since 6 days after its opening.
    private static readonly IReadOnlyList<CountedCase> Three =
    [
        ACase.Of(1, Opened, usesAi: true, moves: ["2 depot:depose", "7 recevabilite:recevable"]),
        ACase.Of(2, Opened, moves: ["4 depot:depose", "13 recevabilite:recevable"]),
        ACase.Of(3, new DateOnly(2026, 6, 20), moves: ["6 depot:depose"]),
    ];

    [Fact]
    public void A_step_says_how_often_it_is_open_and_how_long_it_took()
    {
        var steps = CaseOverview.Of(Three, new OverviewFilter(), Today).Of("lppr-nom-de-marque")!.Steps;

        var filing = steps.Single(step => step.Step.Id == "depot");
        Assert.Equal((0, 3, 4.0), (filing.Open, filing.Finished, filing.Wait.Median));
        var admissibility = steps.Single(step => step.Step.Id == "recevabilite");
        Assert.Equal((1, 2, 7.0), (admissibility.Open, admissibility.Finished, admissibility.Wait.Median));
        // From 26 June to 1 July.
        Assert.Equal(5, admissibility.OpenDays.Median);
        Assert.Equal([("recevable", 2)], admissibility.Outcomes.Select(outcome => (outcome.Outcome.Id, outcome.Count)));
        Assert.Equal(2, steps.Single(step => step.Step.Id == "instruction").Open);
    }

    // Admitted on 12 and 18 January, 90 days each: due on 12 and 18 April, so both are overdue on 1 July, by 80 and 74 days.
    [Fact]
    public void A_limit_says_how_many_exceeded_it_and_by_how_much()
    {
        var limit = CaseOverview.Of(Three, new OverviewFilter(), Today).Of("lppr-nom-de-marque")!.Limits.Single(one => one.Limit.Id == "avis-has");

        Assert.Equal((2, 2, 2), (limit.Started, limit.In(ClockState.Overdue), limit.Exceeded));
        Assert.Equal((77.0, 2), (limit.Late.Median!.Value, limit.Late.Count));
    }

    // Asked on day 20 and answered on day 50: 30 days do not count.
    [Fact]
    public void A_limit_that_was_stopped_says_for_how_long()
    {
        var stopped = ACase.Of(1, Opened, moves: ["2 depot:depose", "7 recevabilite:recevable", "20 instruction:questions", "50 reponse:recue"]);

        var limit = CaseOverview.Of([stopped], new OverviewFilter(), Opened.AddDays(60)).Of("lppr-nom-de-marque")!
            .Limits.Single(one => one.Limit.Id == "avis-has");

        Assert.Equal((1, 30.0), (limit.In(ClockState.Running), limit.Stopped.Median!.Value));
        // 60 − 7 − 30 days counted; 90 days less those are left.
        Assert.Equal((23.0, 67.0), (limit.Used.Median!.Value, limit.Left.Median!.Value));
    }

    [Theory]
    [InlineData(DeviceKind.Ai, 1)]
    [InlineData(DeviceKind.Other, 2)]
    [InlineData(DeviceKind.Digital, 0)]
    public void Dossiers_are_counted_by_kind_of_device(DeviceKind kind, int expected) =>
        Assert.Equal(expected, CaseOverview.Of(Three, new OverviewFilter(Kind: kind), Today).Cases);

    [Fact]
    public void Dossiers_are_counted_by_the_day_of_their_opening()
    {
        Assert.Equal(1, CaseOverview.Of(Three, new OverviewFilter(From: new DateOnly(2026, 6, 20)), Today).Cases);
        Assert.Equal(2, CaseOverview.Of(Three, new OverviewFilter(Until: new DateOnly(2026, 6, 19)), Today).Cases);
        Assert.Equal(0, CaseOverview.Of(Three, new OverviewFilter("pecan"), Today).Cases);
    }

    [Fact]
    public void A_replayed_old_case_counts_only_when_it_is_asked_for()
    {
        var old = ACase.Of(9, new DateOnly(2019, 1, 1), isHistorical: true);

        Assert.Equal(3, CaseOverview.Of([.. Three, old], new OverviewFilter(), Today).Cases);
        Assert.Equal(4, CaseOverview.Of([.. Three, old], new OverviewFilter(WithHistorical: true), Today).Cases);
    }

    [Fact]
    public void A_dossier_from_which_the_reader_is_deported_is_counted_and_not_named()
    {
        IReadOnlyList<CountedCase> cases = [Three[0].Without(Someone), .. Three.Skip(1)];

        var list = CaseOverview.List(cases, new OverviewFilter(), new OverviewSelection(Step: "instruction"), Today, Someone);

        Assert.Equal(2, CaseOverview.Of(cases, new OverviewFilter(), Today).Of("lppr-nom-de-marque")!.Steps.Single(step => step.Step.Id == "instruction").Open);
        Assert.Equal(["LPPR-2026-0002"], list.Lines.Select(line => line.Dossier.Value));
        Assert.Equal(1, list.Hidden);
    }

    [Fact]
    public void The_dossiers_behind_a_state_of_a_limit_are_those_in_that_state()
    {
        var late = CaseOverview.List(Three, new OverviewFilter(), new OverviewSelection(Limit: "avis-has", State: ClockState.Overdue), Today, null);
        var stopped = CaseOverview.List(Three, new OverviewFilter(), new OverviewSelection(Limit: "avis-has", State: ClockState.Stopped), Today, null);

        Assert.Equal(["LPPR-2026-0001", "LPPR-2026-0002"], late.Lines.Select(line => line.Dossier.Value));
        Assert.Empty(stopped.Lines);
    }
}
