using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Replay;

namespace Evaluation.Workflows.Tests.Replay;

public sealed class CaseReplayTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-replay-").FullName;
    private EvaluationServices _services = null!;

    public async ValueTask InitializeAsync() => _services = await EvaluationServices.OpenAsync(_folder);

    public ValueTask DisposeAsync()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_known_case_goes_through_the_ledger_without_a_finding()
    {
        var cases = RealCase.Known();
        Assert.Equal(12, cases.Count);

        foreach (var realCase in cases)
        {
            var report = await Run(realCase);
            Assert.Empty(report.Findings);
            Assert.NotNull(report.Dossier);
            Assert.NotEmpty(report.Moves);
        }

        Assert.Empty((await _services.Audit.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Dblg1_took_273_days_from_filing_to_opinion_against_a_limit_of_90()
    {
        var report = await Run(Case("dblg1-2020"));

        Assert.Equal(273, report.Intervals.Single(interval => interval.Title == "dépôt → avis").Days);
        Assert.Equal(596, report.Intervals.Single(interval => interval.Title == "avis → arrêté").Days);
        var limit = report.Limits.Single(limit => limit.Reading.Limit.Id == "avis-has");
        Assert.True(limit.IsMeasured);
        Assert.Equal(273, limit.Reading.DaysUsed);
        Assert.Equal(ClockState.MetLate, limit.Reading.State);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("Avis de la HAS : 273 jours pour une limite de 90 jours", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Home_monitoring_waited_98_days_between_draft_and_contradictory_phase_against_45()
    {
        var report = await Run(Case("home-monitoring-2016"));

        Assert.Equal(98, report.Intervals.Single(interval => interval.Title == "projet → phase contradictoire").Days);
        var limit = report.Limits.Single(limit => limit.Reading.Limit.Id == "audition");
        Assert.True(limit.IsMeasured);
        Assert.Equal(98, limit.Reading.DaysUsed);
        Assert.Contains(report.Warnings, warning =>
            warning.StartsWith("Audition du demandeur : 98 jours pour une limite de 45 jours", StringComparison.Ordinal)
            && warning.Contains("[M]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Diabeo_ends_with_two_conclusions_of_two_kinds()
    {
        var report = await Run(Case("diabeo-2016"));

        Assert.Equal(
            ["Diabète de type 1 : SA suffisant, ASA IV (mineure), 2 ans", "Diabète de type 2 : SA insuffisant"],
            report.Conclusions);
        Assert.Equal(14, report.Intervals.Single(interval => interval.Title == "examen → projet").Days);
    }

    [Fact]
    public async Task Smartview_is_a_renewal_and_speaks_of_sr_under_the_law_of_eight_days()
    {
        var report = await Run(Case("smartview-2017"));

        Assert.Equal(["Télésurveillance des porteurs de défibrillateur simple chambre : SR suffisant, ASR non trouvée"], report.Conclusions);
        Assert.Equal(
            new LegalPeriod(8, PeriodUnit.CalendarDays),
            report.Limits.Single(limit => limit.Reading.Limit.Id == "contradictoire").Reading.Law.Period);
        // 13 June to 11 July 2017 is 28 days, within 45.
        Assert.DoesNotContain(report.Warnings, warning => warning.StartsWith("Audition", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_whose_start_no_source_gives_is_not_measured()
    {
        var report = await Run(Case("zebra-2014"));

        Assert.False(report.Limits.Single(limit => limit.Reading.Limit.Id == "avis-has").IsMeasured);
        Assert.DoesNotContain(report.Moves, move => move is { Step: "depot", Basis: DateBasis.Known });
    }

    [Fact]
    public async Task The_same_case_replayed_twice_is_one_dossier()
    {
        var first = await Run(Case("zebra-2014"));
        var second = await Run(Case("zebra-2014"));

        Assert.Equal(first.Dossier, second.Dossier);
        Assert.Equal(1, (await _services.Queries.ListAsync(new())).Total);
    }

    [Fact]
    public async Task A_case_of_a_procedure_that_is_not_described_is_a_finding_and_keeps_its_intervals()
    {
        var report = await Run(Case("dblg1-2020") with { Procedure = "pecan" });

        Assert.Null(report.Dossier);
        Assert.Contains("n’est pas encore décrite", Assert.Single(report.Findings), StringComparison.Ordinal);
        Assert.Contains(report.Intervals, interval => interval.Days == 273);
    }

    [Fact]
    public async Task Dates_that_contradict_each_other_are_a_finding_that_names_the_rule_and_a_warning_that_names_the_dates()
    {
        var realCase = Case("diabeo-2016");
        var dates = new Dictionary<CaseMoment, CaseDate>(realCase.Dates)
        {
            [CaseMoment.Given] = realCase.Dates[CaseMoment.Given] with { On = new DateOnly(2016, 7, 1) },
        };

        var report = await Run(realCase with { Dates = dates });

        Assert.Contains("DateIsBeforeOpening", Assert.Single(report.Findings), StringComparison.Ordinal);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("Dates qui se contredisent : projet le 12 juillet 2016, avis le 1er juillet 2016", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_verdict_that_cannot_exist_is_a_finding()
    {
        var realCase = Case("zebra-2014");
        var report = await Run(realCase with { Verdicts = [realCase.Verdicts[0] with { Verdict = "insuffisant" }] });

        Assert.Contains("ne porte pas d’ASA", Assert.Single(report.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_file_with_faults_lists_them_all()
    {
        var e = Assert.Throws<InvalidDataException>(() => RealCase.Read(
            """
            { "id": "x", "device": "", "applicant": "A", "procedure": "lppr-nom-de-marque", "request": "inscription",
              "dates": { "givne": { "on": "2016-07-12", "confidence": "V", "source": "s" } },
              "verdicts": [ { "indication": "i", "confidence": "Z", "source": "s" } ] }
            """,
            "x.json"));

        Assert.Contains("/device", e.Message, StringComparison.Ordinal);
        Assert.Contains("/dates", e.Message, StringComparison.Ordinal);
        Assert.Contains("/verdicts/0/confidence", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_without_a_day_is_read_as_such()
    {
        var date = Case("moovcare-2019").Dates[CaseMoment.Agreed];
        Assert.Equal((new DateOnly(2020, 6, 1), false), (date.On, date.IsExact));
        Assert.Equal(Confidence.Secondary, date.Source.Confidence);
    }

    private static RealCase Case(string id) => RealCase.Known().Single(realCase => realCase.Id == id);

    private Task<ReplayReport> Run(RealCase realCase) =>
        new CaseReplay(_services.Desk, _services.Queries, _services.Procedures).RunAsync(realCase);
}
