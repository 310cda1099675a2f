namespace HasToolkit.Hosts.Tests.Cli;

public sealed class PeopleCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_declared_link_refuses_an_assignment_on_the_command_line_until_it_is_lifted()
    {
        var id = await FiledAsync();
        await _shell.Do("personne", "declarer", "--lien", "Médivia||conseil|direct|1200|2025-01-01|", "--par", "claire");

        var analysis = await _shell.Do("personne", "analyser", id, "claire", "--json");
        var conflict = analysis.Json.GetProperty("readings")[0].GetProperty("conflicts")[0];
        Assert.Equal("Forbids", conflict.GetProperty("weight").GetString());
        var refused = await _shell.Try("dossier", "designer", id, "claire", "chef-de-projet", "--par", "sophie");
        Assert.NotEqual(0, refused.Code);
        Assert.Contains("Claire a déclaré un lien d’intérêts direct et en cours", Joined(refused.Error), StringComparison.OrdinalIgnoreCase);

        var key = conflict.GetProperty("link").GetProperty("key").GetString()!;
        await _shell.Do("personne", "lever-conflit", id, "claire", key, "--motif", "Contrat rompu.", "--par", "helene");
        await _shell.Do("dossier", "designer", id, "claire", "chef-de-projet", "--par", "sophie");
    }

    [Fact]
    public async Task A_question_goes_to_an_expert_and_his_confidential_answer_not_to_the_company()
    {
        var id = await FiledAsync();
        await _shell.Do("personne", "add", "marie", "--nom", "Marie", "--organisation", "CHU", "--role", "expert");
        await _shell.Do(
            "expert", "inviter", id, "marie", "--question", "Est-ce assez ?", "--avant", "2026-10-01", "--confidentiel", "--par", "claire");

        var tasks = await _shell.Do("taches", "--par", "marie", "--json");
        Assert.Equal("expert:E1", tasks.Json.GetProperty("tasks")[0].GetProperty("key").GetString());
        await _shell.Do("expert", "repondre", id, "E1", "--texte", "Non.", "--par", "marie");

        var read = await _shell.Do("expert", "list", id, "--par", "claire", "--json");
        Assert.Equal("Non.", read.Json.GetProperty("consultations")[0].GetProperty("answer").GetString());
        var company = await _shell.Do("expert", "list", id, "--par", "medivia", "--json");
        Assert.Equal(0, company.Json.GetProperty("consultations").GetArrayLength());
        Assert.NotEqual(0, (await _shell.Try("dossier", "show", id, "--par", "marie")).Code);
    }

    [Fact]
    public async Task The_calendar_plans_the_sessions_that_are_missing_and_no_session_twice()
    {
        await _shell.RegisterStaff();
        string[] plan = ["seance", "calendrier", "--premiere", "2026-09-08", "--nombre", "3", "--prevoir", "à distance", "--par", "sophie"];
        await _shell.Do(plan);
        await _shell.Do(plan);

        var sessions = (await _shell.Do("seance", "list", "--json")).Json.GetProperty("sessions");
        Assert.Equal(["2026-10-06", "2026-09-22", "2026-09-08"], sessions.EnumerateArray().Select(s => s.GetProperty("date").GetString()));
    }

    private async Task<string> FiledAsync()
    {
        await _shell.RegisterStaff();
        var created = await _shell.Do(
            "dossier", "create", "--produit", "GLYCOGUIDE", "--demandeur", "Médivia", "--demande", "inscription",
            "--indication", "adultes|Diabète|Adultes", "--par", "medivia", "--json");
        return created.Json.GetProperty("reference").GetString()!;
    }

    private static string Joined(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
