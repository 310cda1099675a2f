using System.Text.Json;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class DossierLifeTests : IDisposable
{
    private static readonly string[] Parts =
    [
        "formulaire", "dossier-medico-technique", "synthese", "certificat-ce", "notice", "certificat-ans", "etudes-cliniques",
        "grille-ia", "materiovigilance", "population-cible",
    ];

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_dossier_goes_from_its_opening_to_its_publication_by_commands_only()
    {
        await _shell.RegisterStaff();
        var voters = await _shell.RegisterMembers();
        foreach (var part in Parts)
            _shell.Pdf($"{part}.pdf");
        await _shell.Do(
            "dossier", "create", "--produit", "GLYCOGUIDE", "--demandeur", "Médivia", "--demande", "inscription", "--ia",
            "--indication", "adultes|Diabète de type 1|Adultes", "--pieces", Path.Combine(_shell.Folder, "depot"), "--par", "medivia");
        const string Id = "LPPR-2026-0001";

        await _shell.Do("dossier", "act", Id, "depot", "depose", "--par", "medivia");
        _shell.GoTo(2026, 9, 8);
        await _shell.Do("dossier", "act", Id, "recevabilite", "recevable", "--par", "sophie");
        await _shell.Do("dossier", "designer", Id, "claire", "chef-de-projet", "--par", "sophie");
        await _shell.Do("dossier", "act", Id, "experts", "sans-expert", "--champ", "motif=Sujet connu.", "--par", "claire");
        await _shell.Do("dossier", "act", Id, "contribution", "close", "--champ", "nombre=2", "--par", "sophie");
        await _shell.Do("dossier", "act", Id, "instruction", "rapport", "--champ", "synthese=Analysé.", "--par", "claire");
        await _shell.Do(
            "dossier", "conclure", Id, "adultes", "--verdict", "suffisant", "--niveau", "4", "--comparateur", "pompe externe",
            "--duree", "3", "--par", "claire");

        await HoldSession(Id, voters, new(2026, 9, 15), "examen", "examine");
        await HoldSession(
            Id, voters, new(2026, 9, 29), "projet", "adopte", "--pour", "13", "--contre", "1", "--abstention", "1");
        await _shell.Do(
            "dossier", "act", Id, "notification", "notifie", "--champ", "recu-le=2026-09-29", "--par", "sophie");
        await _shell.Do("dossier", "act", Id, "contradictoire", "sans-observation", "--par", "medivia");
        await HoldSession(Id, voters, new(2026, 10, 13), "avis", "rendu", "--pour", "15");
        await _shell.Do("dossier", "act", Id, "occultation", "verifiee", "--champ", "passages=aucun", "--par", "claire");
        await _shell.Do("dossier", "act", Id, "publication", "publie", "--par", "sophie");

        var shown = (await _shell.Do("dossier", "show", Id, "--json")).Json;
        Assert.Equal("rendu", shown.GetProperty("decisions").GetProperty("has").GetProperty("outcome").GetString());
        Assert.Equal("2026-10-13", shown.GetProperty("decisions").GetProperty("has").GetProperty("on").GetString());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("decisions").GetProperty("ministers").ValueKind);
        Assert.Equal(
            ["transmission"],
            shown.GetProperty("openSteps").EnumerateArray().Select(step => step.GetProperty("id").GetString()!));
        Assert.Equal(
            "lppr-sa", shown.GetProperty("indications")[0].GetProperty("conclusion").GetProperty("kind").GetString());
        Assert.Contains("GLYCOGUIDE", (await _shell.Do("dossier", "show", Id, "--journal")).Out, StringComparison.Ordinal);
        Assert.Contains("15 pour", (await _shell.Do("seance", "pv", "S-2026-10-13")).Out, StringComparison.Ordinal);
        Assert.Contains("art. R. 165-12", (await _shell.Do("dossier", "clock", Id)).Out, StringComparison.Ordinal);
        await _shell.Do("verify", "--pieces");
    }

    private async Task HoldSession(
        string dossier, string[] voters, DateOnly day, string step, string outcome, params string[] vote)
    {
        _shell.GoTo(day.Year, day.Month, day.Day);
        var iso = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var session = $"S-{iso}";
        await _shell.Do("seance", "plan", "--date", iso, "--lieu", "à distance", "--par", "sophie");
        await _shell.Do("seance", "ajouter", session, dossier, step, "--par", "sophie");
        await _shell.Do(["seance", "presence", session, .. voters, "isabelle", "--par", "sophie"]);
        await _shell.Do(["seance", "deliberer", session, dossier, step, outcome, .. vote, "--par", "isabelle"]);
        await _shell.Do("seance", "lever", session, "--par", "isabelle");
        await _shell.Do("seance", "approuver", session, "--par", "isabelle");
    }
}
