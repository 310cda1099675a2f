using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Procedures;

public sealed class EveryProcedureTests
{
    public static TheoryData<string> Ids => [.. ProcedureLibrary.Load().All.Select(procedure => procedure.Id).Distinct()];

    public static TheoryData<string, string> Requests => [.. ProcedureLibrary.Load().All
        .SelectMany(procedure => procedure.Requests.Select(request => (procedure.Id, request.Id))).Distinct()];

    [Fact]
    public void The_toolkit_knows_every_way_to_reimbursement_that_the_has_takes_part_in() =>
        Assert.Equal(
            [
                "forfait-innovation", "intra-ghs", "latm-ligne-generique", "latm-nom-de-marque", "lppr-ligne-generique",
                "lppr-nom-de-marque", "pecan", "pect",
            ],
            ProcedureLibrary.Load().All.Select(procedure => procedure.Id).Distinct());

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_of_any_kind_goes_from_its_opening_to_an_end_that_the_procedure_names(string procedure, string request)
    {
        var drive = Drive.Of(procedure, request).ToTheEnd();

        var endings = drive.Procedure.Steps.SelectMany(step => step.Outcomes).Select(outcome => outcome.Ending).OfType<string>();
        Assert.Contains(drive.Dossier.Closed!.Ending, endings);
        Assert.All(drive.Dossier.Conclusions.Values, conclusion =>
            Assert.Equal(drive.Procedure.RequestOf(request).ConclusionKind, conclusion.Kind));
        Assert.NotEmpty(DossierClock.Read(drive.Dossier, drive.Procedure, drive.Today));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_fact_says_where_it_comes_from_and_how_sure_we_are(string id)
    {
        var facts = ProcedureLibrary.Load().Latest(id)!.Facts().ToList();

        Assert.True(facts.Count > 10);
        Assert.All(facts, fact => Assert.False(string.IsNullOrWhiteSpace(fact.Source.Article), fact.Subject));
        Assert.Contains(facts, fact => fact.Source.Confidence == Confidence.Unverified);
        Assert.Contains(facts, fact => fact.Source.Confidence == Confidence.Verified);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_role_but_that_of_an_outside_council_is_held_by_someone_of_the_demonstration(string id)
    {
        var roles = ProcedureLibrary.Load().Latest(id)!.Steps.SelectMany(step => step.Roles).Distinct().Where(role => role != Role.Cnp);

        Assert.All(roles, role => Assert.Contains(DemoPeople.All, person => person.Roles.Contains(role)));
    }

    [Fact]
    public void No_two_procedures_share_a_kind_of_conclusion()
    {
        var latest = ProcedureLibrary.Load().All.GroupBy(procedure => procedure.Id).Select(versions => versions.MaxBy(p => p.Version)!);
        var kinds = latest.SelectMany(procedure => procedure.Requests.Select(request => (procedure.Id, request.ConclusionKind))).Distinct().ToList();

        Assert.Equal(kinds.Count, kinds.Select(pair => pair.ConclusionKind).Distinct().Count());
        Assert.Equal(ConclusionForm.All.Select(form => form.Kind).Order(StringComparer.Ordinal),
            kinds.Select(pair => pair.ConclusionKind).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_limit_that_is_worth_abandonment_is_refused_without_an_outcome_that_asks_for_the_proof()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(ProcedureLibrary.Resource("procedures/pect.1.json"))!;
        var step = json["steps"]!.AsArray().Single(s => (string?)s!["id"] == "complements")!;
        step["outcomes"]!.AsArray().Single(o => (string?)o!["id"] == "abandon")!["guards"] = new System.Text.Json.Nodes.JsonArray("limit-passed:pieces");

        var fault = Assert.Throws<InvalidDataException>(() => ProcedureReader.Read(json.ToJsonString(), "essai.json"));

        Assert.Contains("délai « pieces » : il vaut abandon : l’issue « abandon » demande la preuve de la notification", fault.Message, StringComparison.Ordinal);
    }
}
