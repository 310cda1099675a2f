using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Persistence;

/// <summary>The clock of the machine jumps, or changes to summer time: what counts legally is the day that was said, and the place in the chain.</summary>
public sealed class ClockJumpTests
{
    // A clock that is right, then an hour late, a year early, right again.
    private static readonly TimeSpan[] Jumps = [TimeSpan.Zero, TimeSpan.FromHours(-1), TimeSpan.FromDays(365), TimeSpan.Zero];

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_clock_that_jumps_changes_no_legal_limit_and_breaks_no_chain(bool onPostgres)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres);
        var clock = new JumpingClock { Now = ledger.Clock.GetUtcNow() };
        using var jumping = await ledger.OpenAgainAsync(clock);

        var steady = await PlayAsync(ledger.Desk, ledger.Today, _ => { });
        var jumped = await PlayAsync(jumping.Desk, ledger.Today, step => clock.Now = ledger.Clock.GetUtcNow() + Jumps[step % Jumps.Length]);

        var (expected, found) = (await ReadAsync(ledger, steady), await ReadAsync(ledger, jumped));
        Assert.NotEmpty(expected.Limits);
        Assert.Equal(expected.Limits, found.Limits);
        // The order is that of the chain, whatever the instants say.
        Assert.Equal(expected.Events, found.Events);
        Assert.NotEqual(found.Instants.Order(), found.Instants);
        Assert.Empty((await ledger.Services.Audit.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Faults);
    }

    // The nights of 28 to 29 March and of 24 to 25 October 2026. Paris is an hour ahead of UTC in winter, two in summer: the day of
    // the change lasts from 23:00 to 22:00 in March, and from 22:00 to 23:00 in October, in UTC.
    [Theory]
    [InlineData("2026-03-28T22:59:59Z", "2026-03-28")]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29")]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29")]
    [InlineData("2026-03-29T21:59:59Z", "2026-03-29")]
    [InlineData("2026-03-29T22:00:00Z", "2026-03-30")]
    [InlineData("2026-10-24T21:59:59Z", "2026-10-24")]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25")]
    [InlineData("2026-10-25T22:59:59Z", "2026-10-25")]
    [InlineData("2026-10-25T23:00:00Z", "2026-10-26")]
    public async Task An_act_in_the_night_of_the_change_counts_on_its_day_in_Paris_and_its_limits_with_it(string instant, string day)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var clock = new JumpingClock { Now = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) };
        using var night = await ledger.OpenAgainAsync(clock);
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(on, night.Desk.Today);
        var inTheNight = await PlayAsync(night.Desk, night.Desk.Today, _ => { });
        clock.Now = new DateTimeOffset(on, new TimeOnly(10, 0), TimeSpan.Zero);
        var atTen = await PlayAsync(night.Desk, night.Desk.Today, _ => { });

        Assert.Equal((await ReadAsync(ledger, atTen)).Limits, (await ReadAsync(ledger, inTheNight)).Limits);
    }

    // Filed, found incomplete, completed: two limits start, one stops and goes on. All on the day that is said.
    private static async Task<DossierId> PlayAsync(Desk desk, DateOnly on, Action<int> before)
    {
        var nothing = new Dictionary<string, string>();
        before(0);
        var request = ADossier.Request(on: on);
        var opened = Assert.IsType<MoveResult.Done>(await desk.OpenAsync(
            request, ALedger.By(Demo.DemoPeople.ApplicantOf(request.Applicant), Role.Applicant)));
        var id = new DossierId(opened.Stream);
        (string Step, string Outcome, Role Role)[] path =
        [
            ("depot", "depose", Role.Applicant), ("recevabilite", "incomplet", Role.EvaluationService), ("complements", "envoyes", Role.Applicant),
            ("recevabilite", "incomplet", Role.EvaluationService),
        ];
        foreach (var (place, (step, outcome, role)) in path.Index())
        {
            before(place + 1);
            var result = await desk.DoAsync(id, new FinishStep(step, outcome, on, nothing), ALedger.By(ADossier.Holding(role), role));
            Assert.True(result is MoveResult.Done, (result as MoveResult.Refused)?.Reason.Message);
        }

        return id;
    }

    private static async Task<(List<string> Limits, List<string> Events, List<DateTimeOffset> Instants)> ReadAsync(ALedger ledger, DossierId id)
    {
        var file = (await ledger.Services.Queries.ReadAsync(id, ADossier.Holding(Role.EvaluationService))).File!;
        var day = file.Dossier.Opening.On.AddDays(40);
        var limits = DossierClock.Read(file.Dossier, file.Procedure, day).Select(reading => FormattableString.Invariant(
            $"{reading.Limit.Id} {reading.State} {reading.StartedOn:O} {reading.EndedOn:O} {reading.DueOn:O} {reading.DaysUsed} {reading.DaysStopped}"));
        await using var db = ledger.Database.NewContext();
        var rows = db.Events.Where(row => row.Stream == id.Value).OrderBy(row => row.Sequence).ToList()
            .ConvertAll(row => Projections.EventOf(row).ToDossierEvent());
        return ([.. limits], rows.ConvertAll(signed => $"{signed.Sequence} {signed.Event.GetType().Name}"), rows.ConvertAll(signed => signed.At));
    }

    private sealed class JumpingClock : TimeProvider
    {
        public required DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
