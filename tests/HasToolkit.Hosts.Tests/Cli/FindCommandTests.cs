namespace HasToolkit.Hosts.Tests.Cli;

public sealed class FindCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task One_search_answers_by_the_rights_of_who_asks()
    {
        await _shell.Do("demo");

        var all = (await _shell.Do("recherche", "glycoguide", "--json")).Json;
        var company = (await _shell.Do("recherche", "glycoguide", "--par", "demandeur-arterys", "--json")).Json;
        var own = (await _shell.Do("recherche", "glycoguide", "--par", "demandeur-medivia", "--json")).Json;

        Assert.Equal("dossiers", all.GetProperty("groups")[0].GetProperty("group").GetString());
        Assert.Equal("avis", Assert.Single(company.GetProperty("groups").EnumerateArray()).GetProperty("group").GetString());
        Assert.InRange(own.GetProperty("count").GetInt32(), 3, all.GetProperty("count").GetInt32() - 1);
        Assert.Contains("Dossiers (", (await _shell.Do("recherche", "boucle semi-fermée", "--dans", "dossiers")).Out, StringComparison.Ordinal);
        Assert.Contains("Vouliez-vous dire : glycoguide", (await _shell.Do("recherche", "glycoguyde")).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_said()
    {
        await _shell.Do("demo");

        Assert.Contains("n’est pas entre 1 et 100", (await _shell.Try("recherche", "x", "--nombre", "0")).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.NotEqual(0, (await _shell.Try("recherche", "x", "--dans", "ailleurs")).Code);
        Assert.NotEqual(0, (await _shell.Try("recherche")).Code);
    }
}
