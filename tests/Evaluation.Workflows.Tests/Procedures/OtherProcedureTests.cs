using System.Text.Json.Nodes;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Replay;

namespace Evaluation.Workflows.Tests.Procedures;

/// <summary>What each procedure adds to the LPPR, with days worked out by hand.</summary>
public sealed class OtherProcedureTests
{
    [Theory]
    [InlineData("oui", "2026-04-15")] // 60 days after 5 January: 6 March; 40 days of stop: 15 April.
    [InlineData("non", "2026-03-06")]
    public void A_question_stops_the_clock_of_a_pecan_only_when_the_project_lead_says_so(string suspends, string due)
    {
        var drive = Drive.Of("pecan").On("instruction");
        drive.At(2026, 1, 10).Finish("instruction:questions", fields: ("suspension", suspends)).At(2026, 2, 19).Finish("reponse:recue");

        Assert.Equal(Days.Of(due), drive.Clock("avis-has")!.DueOn);
    }

    [Fact]
    public void The_ministers_lengthen_the_answer_on_a_generic_line_by_the_days_they_say()
    {
        var drive = Drive.Of("lppr-ligne-generique").WithParts().Finish("saisine:publiee", fields: ("jo-du", "2026-01-05"))
            .At(2026, 1, 26).Finish("observations:aucune");
        Assert.Equal(new DateOnly(2026, 2, 15), drive.Clock("reponse")!.DueOn);

        drive.Finish("prolongation:prolongee", fields: ("jours", "15"));

        Assert.Equal(new DateOnly(2026, 3, 2), drive.Clock("reponse")!.DueOn);
        Assert.Contains(drive.Clock("reponse")!.Explanation, line => line.Contains("prolongé de 15 jours", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pect_is_suspended_twelve_months_after_its_request_without_an_lppr_filing()
    {
        var drive = Drive.Of("pect").On("depot-lppr").At(2027, 1, 5);
        Assert.IsType<LimitStillRuns>(drive.RefusedStep("depot-lppr:suspendre"));

        drive.At(2027, 1, 6).Finish("depot-lppr:suspendre");

        Assert.Contains("renouvellement", drive.Open);
        Assert.Equal(new DateOnly(2028, 1, 6), drive.Clock("renouvellement")!.DueOn);
    }

    [Fact]
    public void An_optional_step_keeps_no_dossier_open()
    {
        var drive = Drive.Of("latm-nom-de-marque").On("instruction");
        Assert.Contains("cnp", drive.Open);

        drive.Then("experts:sans-expert", "contribution:close", "instruction:rapport", "examen:examine").WithConclusions().Then(
            "projet:adopte", "notification:notifie", "contradictoire:sans-observation", "avis:rendu", "occultation:verifiee",
            "publication:publie", "transmission:transmis", "ministres:inscription");

        Assert.Equal("Inscrit", drive.Dossier.Closed!.Ending);
        Assert.Empty(drive.Open);
    }

    [Fact]
    public void A_renewal_is_due_180_days_before_the_end_of_the_shortest_duration_proposed()
    {
        var drive = Drive.To("projet", ADossier.Request(indications: ["adultes", "enfants"]));
        drive.Do(new RecordConclusion("adultes", Listing(years: 5)), Role.ProjectLead)
            .Do(new RecordConclusion("enfants", Listing(years: 3)), Role.ProjectLead).On("ministres")
            .Finish("ministres:inscription", fields: [("arrete-du", "2026-01-05"), ("effet-le", "2026-02-01")]);

        // Three years from 1 February 2026 end on 1 February 2029; 180 days before: 5 August 2028.
        var duty = DossierDuties.Read(drive.Dossier, drive.Procedure).Single(duty => duty.Rule.Id == "renouvellement");
        Assert.Equal(new DateOnly(2028, 8, 5), duty.DueOn);
        Assert.Equal("CSS, art. R. 165-10, I, version du 01/01/2023 [V]", duty.Rule.Source.ToString());
    }

    [Fact]
    public void A_favourable_pecan_needs_ce_marking_a_presumption_and_studies_under_way()
    {
        Assert.Contains("des études en cours", Assert.Throws<ArgumentException>(() =>
            PecanConclusion.Favourable(new(true, true, false, false))).Message, StringComparison.Ordinal);
        Assert.Contains("le marquage CE dans l’indication", Assert.Throws<ArgumentException>(() =>
            PecanConclusion.Favourable(new(false, true, false, true))).Message, StringComparison.Ordinal);
        Assert.Contains("la présomption d’innovation", Assert.Throws<ArgumentException>(() =>
            PecanConclusion.Favourable(new(true, false, false, true))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PecanConclusion.Unfavourable(new(true, true, true, true)));
    }

    [Theory]
    [InlineData("forfait-eligibilite", "eligible")]
    [InlineData("ghs-service", "insuffisant")]
    [InlineData("latm-interet", "suffisant")]
    [InlineData("latm-referentiel", "adopte")]
    [InlineData("lppr-ligne", "favorable")]
    [InlineData("pecan-presomption", "favorable")]
    [InlineData("pect-criteres", "favorable")]
    public void A_conclusion_of_any_kind_survives_its_flat_form(string kind, string verdict)
    {
        var form = ConclusionForm.Find(kind)!;
        var text = new ConclusionText(kind, verdict, null, null, "Motifs.", null,
            form.Criteria.Count == 0 || kind == "latm-interet"
                ? null
                : form.Criteria.ToDictionary(criterion => criterion.Id, criterion => criterion.Choices.Select(choice => choice.Id).FirstOrDefault("Texte.")));

        var conclusion = text.Build();

        Assert.Equal(conclusion, ConclusionText.From(conclusion).Build());
        Assert.Equal(kind, conclusion.Kind);
    }

    [Fact]
    public async Task Changing_the_limit_of_an_article_is_a_change_of_one_data_file()
    {
        var folder = Directory.CreateTempSubdirectory("has-article-").FullName;
        var json = JsonNode.Parse(ProcedureLibrary.Resource("procedures/lppr-nom-de-marque.2.json"))!;
        json["version"] = 3;
        json["limits"]!.AsArray().Single(limit => (string?)limit!["id"] == "audition")!["versions"]![0]!["amount"] = 100;
        var files = Directory.CreateDirectory(Path.Combine(folder, "procedures")).FullName;
        await File.WriteAllTextAsync(Path.Combine(files, "lppr.3.json"), json.ToJsonString(), TestContext.Current.CancellationToken);
        using (var services = await EvaluationServices.OpenAsync(folder, procedureFolder: files))
        {
            var report = await new CaseReplay(services.Desk, services.Queries, services.Procedures)
                .RunAsync(RealCase.Known().Single(known => known.Id == "home-monitoring-2016"));

            // 98 days between draft and hearing: late against 45, in time against 100.
            Assert.DoesNotContain(report.Warnings, warning => warning.StartsWith("Audition du demandeur", StringComparison.Ordinal));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static LpprListingConclusion Listing(int years) =>
        LpprListingConclusion.Sufficient(new(AmeliorationLevel.Mineure, "pompe à insuline"), "", years);
}
