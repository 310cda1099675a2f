namespace HasToolkit.Hosts.Tests.Cli;

public sealed class FollowerCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    private string Pictures => Path.Combine(_shell.Folder, "schemas");

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_picture_of_each_dossier_follows_the_ledger_and_is_made_again_when_it_was_taken_away()
    {
        await _shell.Do("demo");
        Assert.Contains("schemas : 9 dossiers, 9 en retard.", (await _shell.Do("suivi", "list")).Out, StringComparison.Ordinal);

        var led = await _shell.Do("suivi", "avancer", "--json");
        Assert.Equal(9, led.Json[0].GetProperty("dossiers").GetInt32());
        Assert.Equal(9, Directory.GetFiles(Pictures, "*.svg").Length);
        Assert.Contains("9 dossiers, 0 en retard.", (await _shell.Do("suivi", "list")).Out, StringComparison.Ordinal);

        File.Delete(Directory.GetFiles(Pictures, "*.svg")[0]);
        var trial = await _shell.Try("suivi", "verifier");
        Assert.Equal(1, trial.Code);
        Assert.Contains("le suiveur ne montre rien", trial.Error, StringComparison.Ordinal);
        Assert.Equal(8, Directory.GetFiles(Pictures, "*.svg").Length);

        await _shell.Do("suivi", "verifier", "--reparer");
        Assert.Equal(9, Directory.GetFiles(Pictures, "*.svg").Length);
        await _shell.Do("suivi", "verifier");
    }
}
