using System.Text.Json.Nodes;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Procedures;

public sealed class ProcedureTests
{
    private const string Resource = "procedures/lppr-nom-de-marque.1.json";

    [Fact]
    public void The_LPPR_procedure_that_comes_with_the_toolkit_is_read()
    {
        var lppr = ProcedureLibrary.Load().Latest("lppr-nom-de-marque")!;

        Assert.Equal(2, lppr.Version);
        Assert.Equal("depot", lppr.Steps.Single(step => step.IsStart).Id);
        Assert.Equal(["inscription", "renouvellement", "modification"], lppr.Requests.Select(request => request.Id));
        Assert.Equal(64, lppr.Sha256.Length);
    }

    [Fact]
    public void Every_limit_states_article_unit_effect_and_how_sure_we_are()
    {
        foreach (var version in ADossier.Lppr.Limits.SelectMany(limit => limit.Versions))
        {
            Assert.False(string.IsNullOrWhiteSpace(version.Source.Article));
            Assert.True(Enum.IsDefined(version.Source.Confidence));
            Assert.True(Enum.IsDefined(version.Period.Unit));
            Assert.True(Enum.IsDefined(version.Effect));
        }
    }

    [Fact]
    public void A_limit_that_was_not_read_in_the_text_says_so_in_its_mark_or_its_note()
    {
        var contribution = ADossier.Lppr.Limits.Single(limit => limit.Id == "contribution").Versions[0];
        Assert.Equal("Délai de 30 jours, 45 cités ailleurs [M]", contribution.Source.ToString());

        var opinion = ADossier.Lppr.Limits.Single(limit => limit.Id == "avis-has");
        Assert.Equal("S", opinion.Versions[0].Source.Mark);
        Assert.Contains("[M]", opinion.Versions[0].Note, StringComparison.Ordinal);
        Assert.Equal("M", opinion.Stops.Single().Source.Mark);
    }

    [Theory]
    [InlineData("2020-08-27", 8)]
    [InlineData("2020-08-28", 10)]
    [InlineData("2026-01-05", 10)]
    [InlineData("1999-01-01", 8)] // Before the oldest version we know: that one.
    public void The_contradictory_phase_lasts_8_days_until_27_August_2020_and_10_days_from_then(string day, int days) =>
        Assert.Equal(
            new LegalPeriod(days, PeriodUnit.CalendarDays),
            ADossier.Lppr.Limits.Single(limit => limit.Id == "contradictoire").VersionOn(Days.Of(day), "inscription")!.Period);

    [Fact]
    public void Every_role_of_the_procedure_is_held_by_someone_of_the_demonstration()
    {
        var wanted = ADossier.Lppr.Steps.SelectMany(step => step.Roles).Distinct();

        Assert.All(wanted, role => Assert.Contains(DemoPeople.All, person => person.Roles.Contains(role)));
    }

    [Fact]
    public void Every_role_has_a_key_that_leads_back_to_it()
    {
        Assert.Equal(Enum.GetValues<Role>(), Roles.Every);
        Assert.All(Roles.Every, role => Assert.Equal(role, Roles.Find(role.Key())));
        Assert.Equal(Roles.Every.Count, Roles.Every.Select(Roles.Title).Distinct().Count());
        Assert.Null(Roles.Find("stagiaire"));
    }

    [Fact]
    public void A_file_with_faults_of_form_lists_them_all_with_their_place()
    {
        var message = Faults(json =>
        {
            json["version"] = 0;
            json["surprise"] = true;
            json["limits"]![0]!["versions"]![0]!["unit"] = "semaines";
            json["limits"]![0]!["versions"]![0]!.AsObject().Remove("effect");
            json["steps"]![0]!["roles"]![0] = "stagiaire";
        });

        Assert.StartsWith("La procédure « essai.json » a ", message, StringComparison.Ordinal);
        foreach (var place in (string[])["/version : ", "/surprise : ", "/limits/0/versions/0/unit : ", "effect", "/steps/0/roles/0 : "])
            Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.EndsWith("Corrigez le fichier, puis rechargez-le.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_faults_of_sense_lists_them_all()
    {
        var message = Faults(json =>
        {
            var steps = json["steps"]!.AsArray();
            steps[1]!["start"] = true;
            Step(json, "experts")["opensWhen"] = new JsonArray(new JsonArray("recevabilite:perdu"));
            Step(json, "ceps")["opensWhen"] = new JsonArray(new JsonArray("ceps:accord"));
            Outcome(json, "avis", "rendu")["guards"] = new JsonArray("lune-pleine", "vote-carried");
            Outcome(json, "contradictoire", "delai-echu")["guards"] = new JsonArray("limit-passed:jamais");
            Outcome(json, "publication", "publie")["differentPersonFrom"] = "personne";
            Outcome(json, "publication", "publie").Remove("endsTrack");
            json["withdrawal"]!["untilStep"] = "toujours";
            json["parts"]!.AsArray().Add(json["parts"]![0]!.DeepClone());
            json["limits"]![0]!["from"] = new JsonArray("recevabilite:absente");
            json["limits"]![0]!["fromField"] = "jour";
            json["limits"]![1]!["fromField"] = "jour";
            json["limits"]![2]!["steps"] = new JsonArray("nulle-part");
            var versions = json["limits"]![3]!["versions"]!.AsArray();
            var first = versions[0]!.DeepClone();
            versions.RemoveAt(0);
            versions.Add(first);
            json["parameters"] = new JsonArray();
        });

        foreach (var fault in (string[])
        [
            "il faut une étape de départ et une seule ; trouvé : 2",
            "le retrait nomme l’étape inconnue « toujours »",
            "pièce « formulaire » : en double",
            "étape « experts » : l’issue « recevabilite:perdu » dont dépend son ouverture n’existe pas",
            "étape « ceps » : inaccessible depuis le départ",
            "issue « publication:publie » : ne mène nulle part (ni étape, ni fin)",
            "issue « avis:rendu » : garde inconnue « lune-pleine » ; connues : parts-complete",
            "issue « contradictoire:delai-echu » : la garde « limit-passed:jamais » nomme un délai inconnu",
            "issue « avis:rendu » : la garde « vote-carried » demande le paramètre « voix-preponderante »",
            "issue « publication:publie » : « differentPersonFrom » nomme l’étape inconnue « personne »",
            "une étape se décide en séance : le paramètre « quorum » manque",
            "délai « avis-has » : l’issue « recevabilite:absente » n’existe pas",
            "délai « decision » : l’issue de départ n’a pas de champ de date « jour »",
            "délai « contribution » : l’étape « nulle-part » n’existe pas",
            "délai « contradictoire » : les versions ne se suivent pas dans l’ordre des dates d’effet",
        ])
        {
            Assert.Contains(fault, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_never_ends_is_refused() => Assert.Contains(
        "aucune issue ne termine le dossier",
        Faults(json =>
        {
            foreach (var outcome in json["steps"]!.AsArray().SelectMany(step => step!["outcomes"]!.AsArray()))
                outcome!.AsObject().Remove("ending");
        }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("null", "le fichier contient « null »")]
    [InlineData("{\"id\": ", "ce n’est pas du JSON valide (ligne 1, octet ")]
    [InlineData("[]", "a 1 défaut(s)")]
    public void What_is_not_a_procedure_at_all_is_refused_in_French(string json, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<InvalidDataException>(() => ProcedureReader.Read(json, "essai.json")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_date_that_no_calendar_has_is_a_fault_like_another()
    {
        var message = Faults(json => json["limits"]![0]!["versions"]![0]!["effectiveFrom"] = "2020-13-45");

        Assert.Contains("/limits/0/versions/0/effectiveFrom : ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_too_large_for_a_version_is_a_fault_like_another()
    {
        var message = Faults(json =>
        {
            json["version"] = 99_999_999_999;
            json["parameters"]![0]!["value"] = 99_999_999_999;
        });

        Assert.Contains("/version : ", message, StringComparison.Ordinal);
        Assert.Contains("/parameters/0/value : ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_written_twice_is_a_fault_since_one_of_the_two_would_be_lost()
    {
        var json = ProcedureLibrary.Resource(Resource);
        var twice = "{ \"id\": \"autre\"," + json[(json.IndexOf('{', StringComparison.Ordinal) + 1)..];

        var fault = Assert.Throws<InvalidDataException>(() => ProcedureReader.Read(twice, "essai.json"));

        Assert.Contains("essai.json", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_given_again_by_a_folder_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "copie.json"), ProcedureLibrary.Resource(Resource));

        var fault = Assert.Throws<InvalidDataException>(() => ProcedureLibrary.Load(folder));

        Assert.Equal(
            "La procédure « lppr-nom-de-marque » version 1 est définie deux fois. "
            + "Une version ne se remplace pas : donnez un nouveau numéro à la vôtre.",
            fault.Message);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_new_version_of_a_folder_stands_beside_the_old_one()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var json = JsonNode.Parse(ProcedureLibrary.Resource(Resource))!;
        json["version"] = 7;
        File.WriteAllText(Path.Combine(folder, "lppr.7.json"), json.ToJsonString());

        var library = ProcedureLibrary.Load(folder);

        Assert.Equal(7, library.Latest("lppr-nom-de-marque")!.Version);
        Assert.Equal(1, library.Get("lppr-nom-de-marque", 1).Version);
        Assert.Contains("La version 3 de la procédure", Assert.Throws<InvalidDataException>(
            () => library.Get("lppr-nom-de-marque", 3)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static JsonObject Step(JsonNode json, string id) =>
        json["steps"]!.AsArray().Single(step => (string?)step!["id"] == id)!.AsObject();

    private static JsonObject Outcome(JsonNode json, string step, string id) =>
        Step(json, step)["outcomes"]!.AsArray().Single(outcome => (string?)outcome!["id"] == id)!.AsObject();

    private static string Faults(Action<JsonNode> break_)
    {
        var json = JsonNode.Parse(ProcedureLibrary.Resource(Resource))!;
        break_(json);
        return Assert.Throws<InvalidDataException>(() => ProcedureReader.Read(json.ToJsonString(), "essai.json")).Message;
    }
}
