using System.Text.Json;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Foresight;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Tests.Overview;

namespace Evaluation.Workflows.Tests.Foresight;

public sealed class CaseForesightTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);
    private static readonly ProcedureLibrary Library = ProcedureLibrary.Load();

    // Six dossiers that were filed after 2 to 7 days and admitted ten days later; one of them is at its instruction since.
    private static readonly IReadOnlyList<CountedCase> Past =
    [
        .. Enumerable.Range(1, 6).Select(number => ACase.Of(
            number, new DateOnly(2026, 1, 5).AddDays(20 * number),
            moves: [$"{number + 1} depot:depose", $"{number + 11} recevabilite:recevable"])),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        var request = new ForesightRequest(12, 20, 7, 3);

        Assert.Equal(Bytes(request), Bytes(request));
        Assert.NotEqual(Bytes(request), Bytes(request with { Seed = 8 }));
    }

    [Fact]
    public void The_order_in_which_runs_are_played_does_not_count()
    {
        var many = Play(new ForesightRequest(6, 3, 7, 2));

        // With three runs the lowest, the middle and the highest are the three runs themselves.
        var open = Enumerable.Range(0, 3).Select(_ => Play(new ForesightRequest(6, 3, 7, 2)).Open[5].Band).Distinct();
        Assert.Equal([many.Open[5].Band], open);
    }

    [Fact]
    public void Without_arrivals_open_dossiers_never_increase()
    {
        var forecast = Play(new ForesightRequest(24, 20, 1, 0));

        Assert.Equal(6, forecast.OpenNow);
        Assert.True(forecast.Open[0].Band.High95 <= 6);
        Assert.All(forecast.Open.Zip(forecast.Open.Skip(1)), pair => Assert.True(pair.Second.Band.Median <= pair.First.Band.Median));
        Assert.Equal(0, forecast.Open[^1].Band.Median);
    }

    [Fact]
    public void The_end_of_an_open_dossier_lies_ahead_and_its_bounds_are_in_order()
    {
        var forecast = Play(new ForesightRequest(36, 40, 1, 0));

        Assert.Equal(6, forecast.Ends.Count);
        Assert.All(forecast.Ends, end =>
        {
            Assert.True(end.Median > Today);
            Assert.True(end.Low95 <= end.Low80 && end.Low80 <= end.Median && end.Median <= (end.High80 ?? DateOnly.MaxValue));
        });
    }

    [Fact]
    public void A_step_that_was_seen_often_enough_is_drawn_from_what_was_seen_and_the_others_say_so()
    {
        var waits = Play(new ForesightRequest(1, 1)).Waits;

        var admissibility = waits.First(wait => wait.Title == ADossier.Lppr.StepOf("recevabilite").Title);
        Assert.Equal((6, true, "tiré de 6 fins constatées"), (admissibility.Observations, admissibility.IsObserved, admissibility.Source));
        var contribution = waits.First(wait => wait.Title == ADossier.Lppr.StepOf("contribution").Title);
        Assert.False(contribution.IsObserved);
        // The limit of 30 days covers this step alone.
        Assert.Contains("après 15 à 30 jours", contribution.Source, StringComparison.Ordinal);
        Assert.Contains("délai « Contribution des associations »", contribution.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void More_arrivals_mean_more_work_for_each_role()
    {
        var (few, many) = (Play(new ForesightRequest(12, 20, 1, 1)), Play(new ForesightRequest(12, 20, 1, 20)));

        Assert.All(few.Roles, role => Assert.True(
            many.Roles.Single(other => other.Role == role.Role).Months[^1].Band.Median > role.Months[^1].Band.Median));
    }

    [Fact]
    public void A_role_finishes_no_more_than_its_capacity_and_dossiers_wait_for_it()
    {
        var request = new ForesightRequest(12, 20, 1, 10);
        var capacity = new Dictionary<Role, int> { [Role.EvaluationService] = 6 };

        var (free, bound) = (Play(request), Play(request with { Capacity = capacity }));

        var work = bound.Roles.Single(role => role.Role == Role.EvaluationService);
        Assert.All(work.Months, month => Assert.True(month.Band.High95 <= 6));
        Assert.True(free.Roles.Single(role => role.Role == Role.EvaluationService).Months.Max(month => month.Band.Median) > 6);
        Assert.True(bound.Open[^1].Band.Median > free.Open[^1].Band.Median);
    }

    [Theory, MemberData(nameof(Procedures))]
    public void A_dossier_of_every_procedure_is_played_to_its_end(string id)
    {
        var procedure = Library.Latest(id)!;
        var opened = Assert.IsType<Decision.Accepted>(DossierRules.Decide(
            null,
            ADossier.Request(isHistorical: true, isDigital: true, on: Today.AddDays(-5)) with { Procedure = id, Request = procedure.Requests[0].Id },
            new DecisionContext(
                procedure with { Openers = [Role.EvaluationService] }, ADossier.Holding(Role.EvaluationService), Role.EvaluationService, Today)));
        var dossier = Dossier.Fold(new DossierId("X-1"), opened.Events.Select((e, index) => new SignedEvent(
            index + 1, DateTimeOffset.UnixEpoch, new PersonId("essai"), Role.EvaluationService, e)))!;
        var one = new CountedCase(dossier with { Opening = dossier.Opening with { IsHistorical = false } }, procedure);

        var forecast = CaseForesight.Of([one], new ForesightRequest(60, 10, 1, 0), Library.Latest, Today, Stop);

        Assert.NotNull(Assert.Single(forecast.Ends).Median);
        Assert.DoesNotContain(forecast.Remarks, remark => remark.Contains("aucune issue", StringComparison.Ordinal));
    }

    public static TheoryData<string> Procedures => [.. Library.All.Select(procedure => procedure.Id).Distinct()];

    [Fact]
    public void A_dossier_from_which_the_reader_is_deported_is_not_named()
    {
        var forecast = Play(new ForesightRequest(3, 2)).SeenBy(id => id.Value == "LPPR-2026-0002");

        Assert.Equal(5, forecast.Ends.Count);
        Assert.DoesNotContain(forecast.Ends, end => end.Dossier.Value == "LPPR-2026-0002");
        Assert.Equal(6, forecast.OpenNow);
    }

    [Fact]
    public void An_empty_ledger_foresees_nothing_and_says_so()
    {
        var forecast = CaseForesight.Of([], new ForesightRequest(3, 2, 1, 5), Library.Latest, Today, Stop);

        Assert.All(forecast.Open, month => Assert.Equal(0, month.Band.High95));
        Assert.Contains("Le registre n’a aucun dossier : rien ne peut être prévu.", forecast.Remarks);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(61, 10)]
    [InlineData(12, 0)]
    [InlineData(12, 1001)]
    public void A_request_out_of_bounds_is_refused(int months, int runs) =>
        Assert.Throws<ArgumentException>(() => Play(new ForesightRequest(months, runs)));

    private static Forecast Play(ForesightRequest request) => CaseForesight.Of(Past, request, Library.Latest, Today, Stop);

    private static string Bytes(ForesightRequest request) => JsonSerializer.Serialize(Play(request));
}
