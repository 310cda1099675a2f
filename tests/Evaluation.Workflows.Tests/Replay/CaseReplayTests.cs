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
        Assert.Equal(36, cases.Count);

        foreach (var realCase in cases)
        {
            var report = await Run(realCase);
            Assert.Empty(report.Findings);
            Assert.Equal(realCase.Dates.Count > 0, report.Dossier is not null);
            Assert.Equal(realCase.Dates.Count > 0, report.Moves.Count > 0);
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

    [Theory]
    [InlineData("latm-activites-generiques-2023", "Activités génériques de télésurveillance : référentiel adopté, contenu non repris")]
    [InlineData("referentiel-insuffisance-cardiaque-2022", "Insuffisance cardiaque chronique : référentiel adopté, contenu non repris")]
    [InlineData("resilience-2023", "Suivi de patients en oncologie : intérêt attendu suffisant, supérieur à suivi conventionnel")]
    [InlineData("cureety-latm-2025", "Suivi de patients en oncologie : intérêt attendu suffisant, comparaison non trouvée")]
    [InlineData("cureety-pecan-2023", "Suivi de patients en oncologie : présomption d’innovation favorable")]
    [InlineData("odysight-pecan-2025", "Télésurveillance, indication de l’arrêté : présomption d’innovation favorable")]
    [InlineData("joe-2025", "Indication revendiquée : défavorable, motif non trouvé")]
    [InlineData("presage-care", "Indication non précisée par le codage : défavorable, motif non trouvé")]
    [InlineData("carelink", "Indication non précisée par le codage : intérêt attendu suffisant, comparaison non trouvée")]
    [InlineData("urgostart", "Indication non précisée par le codage : SR suffisant, ASR III (modérée)")]
    [InlineData("navitor", "Indication non précisée par le codage : SA suffisant, ASA V (absence)")]
    [InlineData("fibrorem", "Indication non précisée par le codage : SA insuffisant")]
    public async Task A_case_concludes_in_the_terms_of_its_own_procedure(string id, string conclusion) =>
        Assert.Equal([conclusion], (await Run(Case(id))).Conclusions);

    [Fact]
    public async Task The_generic_activities_of_telesurveillance_took_55_days_from_the_notice_to_the_opinion()
    {
        var report = await Run(Case("latm-activites-generiques-2023"));

        // 25 January to 21 March 2023: 6 + 28 + 21 = 55. 21 March 2023 to 23 February 2024: 339.
        Assert.Equal(55, report.Intervals.Single(interval => interval.Title == "dépôt → avis").Days);
        Assert.Equal(14, report.Intervals.Single(interval => interval.Title == "examen → avis").Days);
        Assert.Equal(339, report.Intervals.Single(interval => interval.Title == "avis → arrêté").Days);
        // Twenty days of observations after 25 January end on 14 February.
        Assert.Equal(new DateOnly(2023, 2, 14), report.Limits.Single(limit => limit.Reading.Limit.Id == "observations").Reading.DueOn);
    }

    [Fact]
    public async Task Joe_waited_longer_than_the_60_days_of_a_pecan()
    {
        var report = await Run(Case("joe-2025"));

        var limit = report.Limits.Single(limit => limit.Reading.Limit.Id == "avis-has");
        Assert.Equal(new LegalPeriod(60, PeriodUnit.CalendarDays), limit.Reading.Law.Period);
        // From 1 August 2024, the earliest day of the month the source gives, to 27 January 2025: 179 days.
        Assert.Equal(179, limit.Reading.DaysUsed);
        Assert.Equal(ClockState.MetLate, limit.Reading.State);
        Assert.Null((await _services.Queries.ReadAsync(report.Dossier!.Value, ADossier.Holding(Role.EvaluationService))).File!.Dossier.LatestOf("ministres"));
    }

    [Fact]
    public async Task Odysight_was_granted_and_its_nine_months_run_from_the_decree()
    {
        var report = await Run(Case("odysight-pecan-2025"));

        Assert.Equal("ministres", report.Moves[^1].Step);
        var duty = report.Limits.Single(limit => limit.Reading.Limit.Id == "droit-commun").Reading;
        Assert.Equal(new LegalPeriod(9, PeriodUnit.Months), duty.Law.Period);
        Assert.Equal(new DateOnly(2026, 8, 27), duty.DueOn);
    }

    [Fact]
    public async Task The_insides_system_is_a_pect_that_is_not_digital_under_the_law_of_sixty_days()
    {
        var report = await Run(Case("the-insides-system-2023"));

        Assert.Equal("ministres", report.Moves[^1].Step);
        Assert.DoesNotContain(report.Moves, move => move.Step == "ans");
        Assert.Equal(
            ["intention", "compensation", "reponse-ministres"],
            report.Moves.Select(move => move.Step).Where(step => step is "intention" or "compensation" or "reponse-ministres"));
        var opinion = report.Limits.Single(limit => limit.Reading.Limit.Id == "avis-has");
        Assert.Equal(new LegalPeriod(60, PeriodUnit.CalendarDays), opinion.Reading.Law.Period);
        Assert.False(opinion.IsMeasured); // Only the day of the Journal officiel is known.
        Assert.EndsWith(" : favorable, conditions non trouvées", Assert.Single(report.Conclusions), StringComparison.Ordinal);
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
        var report = await Run(Case("dblg1-2020") with { Procedure = "sirius" });

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
