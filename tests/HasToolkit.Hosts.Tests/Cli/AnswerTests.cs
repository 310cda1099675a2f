using System.Text;
using HasToolkit.Cli;
using Microsoft.Data.Sqlite;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class AnswerTests : IDisposable
{
    private const string Id = "LPPR-2026-0001";
    private const string FirstCommand = "6f1f7f0a-0000-4000-8000-000000000001";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Json_is_alone_on_the_output_and_messages_are_on_the_error_stream()
    {
        var created = await ADossier("--json");

        Assert.Equal(Id, created.Json.GetProperty("reference").GetString());
        Assert.Contains("dossier ouvert", created.Error, StringComparison.Ordinal);
        foreach (var command in new string[][]
                 {
                     ["dossier", "list"], ["dossier", "show", Id, "--journal"], ["dossier", "clock", Id], ["dossier", "act", Id],
                     ["seance", "list"], ["personne", "list"], ["procedure", "list"], ["procedure", "show", "lppr-nom-de-marque"],
                     ["verify", "--pieces"], ["outbox", "deliver"], ["dossier", "replay"],
                 })
        {
            Assert.NotEqual(default, (await _shell.Do([.. command, "--json"])).Json);
        }
    }

    [Fact]
    public async Task A_refusal_says_why_in_french_and_ends_with_one()
    {
        await ADossier();
        await _shell.Do("dossier", "act", Id, "depot", "depose", "--par", "medivia");

        var refused = await _shell.Try("dossier", "act", Id, "recevabilite", "recevable", "--par", "sophie", "--json");

        Assert.Equal(ExitCodes.Findings, refused.Code);
        Assert.Equal("PartsAreMissing", refused.Json.GetProperty("rule").GetString());
        Assert.Contains("n’est pas recevable : il manque", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_sent_twice_under_the_same_identifier_counts_once()
    {
        await ADossier();
        string[] note = ["dossier", "note", Id, "Appel.", "--par", "sophie", "--commande", FirstCommand, "--json"];

        var first = await _shell.Do(note);
        var second = await _shell.Do(note);

        Assert.False(first.Json.GetProperty("wasDoneBefore").GetBoolean());
        Assert.True(second.Json.GetProperty("wasDoneBefore").GetBoolean());
        Assert.Equal(first.Json.GetProperty("version").GetInt64(), second.Json.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task An_opening_with_its_files_sent_twice_counts_once()
    {
        _shell.Pdf("notice.pdf");
        _shell.Pdf("sans-cle.pdf");
        string[] more = ["--pieces", Path.Combine(_shell.Folder, "depot"), "--commande", FirstCommand, "--json"];
        await _shell.RegisterStaff();

        var first = await Open(more);
        var second = await Open(more);

        Assert.Equal(ExitCodes.Partial, first.Code);
        Assert.Contains("sans-cle.pdf", first.Error, StringComparison.Ordinal);
        Assert.True(second.Json.GetProperty("wasDoneBefore").GetBoolean());
        var list = await _shell.Do("dossier", "list", "--json");
        Assert.Equal(1, list.Json.GetProperty("total").GetInt32());
        Assert.Equal(3, list.Json.GetProperty("dossiers")[0].GetProperty("version").GetInt64()); // opened, step opened, part
    }

    [Fact]
    public async Task A_second_writer_who_read_an_older_version_is_refused()
    {
        await ADossier();
        await _shell.Do("dossier", "note", Id, "Première.", "--par", "sophie", "--version", "2");

        var refused = await _shell.Try("dossier", "note", Id, "Seconde.", "--par", "claire", "--version", "2");

        Assert.Equal(ExitCodes.Findings, refused.Code);
        Assert.Contains("vous aviez la version 2, il en est à la version 3", Flat(refused.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deported_person_neither_acts_nor_reads()
    {
        await ADossier();
        await _shell.Do("dossier", "deport", Id, "claire", "--motif", "Lien avec le demandeur", "--par", "helene");

        Assert.Equal(ExitCodes.Findings, (await _shell.Try("dossier", "note", Id, "Avis.", "--par", "claire")).Code);
        var read = await _shell.Try("dossier", "show", Id, "--par", "claire");
        Assert.Equal(ExitCodes.Findings, read.Code);
        Assert.Empty(read.Out);
        Assert.Contains("déporté", read.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Findings, (await _shell.Try("dossier", "clock", Id, "--par", "claire")).Code);
        Assert.Equal(ExitCodes.Findings, (await _shell.Try("export", Id, "--par", "claire")).Code);
        Assert.Equal(
            0, (await _shell.Do("dossier", "list", "--par", "claire", "--json")).Json.GetProperty("total").GetInt32());
        var all = await _shell.Try("export", "--par", "claire");
        Assert.Equal(ExitCodes.Partial, all.Code);
        Assert.DoesNotContain(Id, all.Out, StringComparison.Ordinal);
        Assert.Contains(
            "claire",
            (await _shell.Do("dossier", "show", Id, "--journal", "--json")).Json.GetProperty("refusals").ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_event_is_found_and_named()
    {
        await ADossier();
        await _shell.Do("verify");
        Alter("UPDATE events SET payload = replace(payload, 'GLYCOGUIDE', 'GLYCOGUIDF') WHERE stream = 'LPPR-2026-0001' AND sequence = 1");

        var found = await _shell.Try("verify", "--json");

        Assert.Equal(ExitCodes.Findings, found.Code);
        var fault = Assert.Single(found.Json.GetProperty("faults").EnumerateArray());
        Assert.Equal(Id, fault.GetProperty("stream").GetString());
        Assert.Equal(1, fault.GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task A_chain_cut_at_its_end_with_its_head_is_found_by_the_digest_only()
    {
        await ADossier();
        var digest = Path.Combine(_shell.Folder, "empreinte.json");
        await _shell.Do("dossier", "note", Id, "À effacer.", "--par", "sophie");
        await _shell.Do("verify", "--ecrire-empreinte", digest);
        Alter("DELETE FROM events WHERE stream = 'LPPR-2026-0001' AND sequence = 3;"
            + "UPDATE streams SET version = 2, "
            + "head = (SELECT hash FROM events WHERE stream = 'LPPR-2026-0001' AND sequence = 2) WHERE id = 'LPPR-2026-0001'");

        // A forger who forgets the list is found by the list; one who does not, by the digest alone.
        Assert.Equal(ExitCodes.Findings, (await _shell.Try("verify")).Code);
        Alter("UPDATE dossiers SET version = 2 WHERE id = 'LPPR-2026-0001'");

        Assert.Equal(ExitCodes.Ok, (await _shell.Try("verify")).Code);
        Assert.Equal(ExitCodes.Findings, (await _shell.Try("verify", "--empreinte", digest)).Code);
    }

    [Fact]
    public async Task A_stored_file_that_changed_is_found()
    {
        await ADossier();
        await _shell.Do("dossier", "piece", Id, "notice", _shell.Pdf("notice.pdf"), "--par", "medivia");
        var stored = Directory.EnumerateFiles(Path.Combine(_shell.Folder, "pieces"), "*", SearchOption.AllDirectories).Single();
        await File.AppendAllTextAsync(stored, "altéré");

        Assert.Equal(ExitCodes.Ok, (await _shell.Try("verify")).Code);
        var found = await _shell.Try("verify", "--pieces", "--json");
        Assert.Equal(ExitCodes.Findings, found.Code);
        Assert.Contains(
            "notice.pdf", found.Json.GetProperty("files").GetProperty("damaged")[0].GetProperty("where").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_to_a_file_has_the_bytes_of_the_output_without_mark_nor_carriage_return()
    {
        await ADossier();
        var path = Path.Combine(_shell.Folder, "historique.jsonl");

        var printed = await _shell.Do("dossier", "export", Id);
        await _shell.Do("export", Id, "--sortie", path);

        var bytes = await File.ReadAllBytesAsync(path);
        Assert.Equal((byte)'{', bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal(printed.Out, Encoding.UTF8.GetString(bytes));
        Assert.Equal(2, printed.Out.Count(letter => letter == '\n'));
        Assert.Equal(ExitCodes.Usage, (await _shell.Try("export", "LPPR-1999-0001")).Code);
    }

    [Theory]
    [InlineData("La commande « dosier » n’existe pas. Vouliez-vous dire « dossier » ?", "dosier")]
    [InlineData("L’option « --situatoin » n’existe pas", "dossier", "list", "--situatoin", "ouverts")]
    [InlineData("Il manque RÉFÉRENCE", "dossier", "show")]
    [InlineData("Il manque l’option --demandeur", "dossier", "create", "--produit", "X")]
    [InlineData("« demain » n’est pas une date. Écrivez AAAA-MM-JJ", "dossier", "retrait", Id, "--motif", "x", "--le", "demain",
        "--par", "medivia")]
    [InlineData("attendu : toutes, ouverts", "dossier", "list", "--situation", "perdus")]
    [InlineData("« N° » ne convient pas à --page", "dossier", "list", "--page", "N°")]
    [InlineData("Aucun dossier ne porte la référence LPPR-2026-0009", "dossier", "show", "LPPR-2026-0009")]
    [InlineData("« inconnu » n’est pas dans l’annuaire", "dossier", "note", Id, "x", "--par", "inconnu")]
    [InlineData("n’existe pas", "procedure", "check", "absent.json")]
    public async Task A_mistake_is_explained_in_french_and_ends_with_two(string message, params string[] args)
    {
        await ADossier();

        var answer = await _shell.Try(args);

        Assert.Equal(ExitCodes.Usage, answer.Code);
        Assert.Contains(message, Flat(answer.Error), StringComparison.Ordinal);
        Assert.Empty(answer.Out);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_file_with_faults_has_them_all_named()
    {
        var path = Path.Combine(_shell.Folder, "fausse.json");
        await File.WriteAllTextAsync(path, """{ "id": "x", "version": 1 }""");

        var checkedFile = await _shell.Try("procedure", "check", path, "--json");

        Assert.Equal(ExitCodes.Findings, checkedFile.Code);
        Assert.False(checkedFile.Json.GetProperty("isValid").GetBoolean());
        Assert.NotEqual(0, checkedFile.Json.GetProperty("faults").GetArrayLength());
    }

    [Fact]
    public async Task The_help_is_in_french_and_gives_the_exit_codes()
    {
        var help = await _shell.Do("--help");

        foreach (var heading in new[] { "Utilisation :", "Commandes :", "Options communes :", "Codes de sortie :", "130" })
            Assert.Contains(heading, help.Out, StringComparison.Ordinal);
        foreach (var english in new[] { "Description:", "Usage", "Show help", "Show version", "Options:" })
            Assert.DoesNotContain(english, help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_stopped_says_so()
    {
        await ADossier();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await using var error = new StringWriter();

        var code = await CliApp.RunAsync(
            ["dossier", "list", "--donnees", _shell.Folder], TextWriter.Null, error, TimeProvider.System,
            cancellationToken: stop.Token);

        Assert.Equal(ExitCodes.Cancelled, code);
        Assert.Contains("Interrompu", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstration_is_installed_once_and_fits_in_a_hundred_columns()
    {
        Assert.True((await _shell.Do("demo", "--json")).Json.GetProperty("isSeeded").GetBoolean());
        Assert.False((await _shell.Do("demo", "--json")).Json.GetProperty("isSeeded").GetBoolean());

        foreach (var args in new string[][]
                 {
                     ["dossier", "list"], ["dossier", "show", Id, "--journal"], ["personne", "list"],
                     ["procedure", "show", "lppr-nom-de-marque"], ["seance", "list"], ["dossier", "replay"],
                 })
        {
            var shown = await _shell.Do(args);
            Assert.All(shown.Out.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
            Assert.DoesNotContain('\u001b', shown.Out);
        }
    }

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[])['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries));

    private async Task<Answer> ADossier(params string[] more)
    {
        await _shell.RegisterStaff();
        var opened = await Open(more);
        Assert.Equal(ExitCodes.Ok, opened.Code);
        return opened;
    }

    private Task<Answer> Open(string[] more) => _shell.Try(
    [
        "dossier", "create", "--produit", "GLYCOGUIDE", "--demandeur", "Médivia", "--demande", "inscription",
        "--indication", "adultes|Diabète de type 1|Adultes", "--par", "medivia", .. more,
    ]);

    private void Alter(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_shell.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"DROP TRIGGER IF EXISTS events_no_update; DROP TRIGGER IF EXISTS events_no_delete; {sql}";
        command.ExecuteNonQuery();
    }
}
