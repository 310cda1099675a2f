using DocumentFormat.OpenXml.Packaging;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class DocumentCommandTests : IDisposable
{
    private const string Id = "LPPR-2026-0003";

    private readonly Shell _here = new();
    private readonly Shell _there = new();

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public async Task An_opinion_is_written_in_Word_and_as_a_page_and_says_what_is_left_to_complete()
    {
        await _here.Do("demo");
        var word = Path.Combine(_here.Folder, "avis.docx");
        var page = Path.Combine(_here.Folder, "avis.html");

        var answer = (await _here.Do("dossier", "document", Id, "--type", "avis", "--output", word, "--json")).Json;
        await _here.Do("dossier", "document", Id, "--type", "avis", "--format", "html", "--output", page);

        Assert.Equal("Projet", answer.GetProperty("status").GetString());
        using var read = WordprocessingDocument.Open(word, isEditable: false);
        Assert.Contains("CARDIOVEILLE", read.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_is_said_with_its_reason_and_nothing_is_left_behind()
    {
        await _here.Do("demo");
        var file = Path.Combine(_here.Folder, "lettre.docx");

        var refused = await _here.Try("dossier", "document", Id, "--type", "lettre-transmission", "--output", file);

        Assert.Equal(1, refused.Code);
        Assert.Contains("L’avis n’est pas encore rendu.", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Equal(2, (await _here.Try("dossier", "document", Id, "--type", "lettre-inconnue")).Code);
    }

    [Fact]
    public async Task A_text_is_written_compared_and_a_passage_hidden_by_commands()
    {
        await _here.Do("demo");

        await _here.Do("dossier", "rediger", Id, "--rubrique", "contexte=Prix confidentiel de mille écus.", "--par", "claire-martin", "--role", "chef-de-projet");
        var compared = await _here.Do("dossier", "comparer", Id, "--json");
        await _here.Do("dossier", "occulter", Id, "mille écus", "--motif", "secret-des-affaires", "--par", "claire-martin", "--role", "chef-de-projet");
        var page = Path.Combine(_here.Folder, "public.html");
        await _here.Do("dossier", "document", Id, "--type", "avis-public", "--format", "html", "--output", page);

        Assert.Equal(3, compared.Json.GetProperty("to").GetInt32());
        Assert.DoesNotContain("écus", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
        Assert.Contains("[occulté]", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_dossier_goes_to_another_machine_with_the_same_history()
    {
        await _here.Do("demo");
        await _there.Do("personne", "add", "sophie", "--nom", "Sophie", "--organisation", "HAS", "--role", "service-has");
        var archive = Path.Combine(_here.Folder, "dossier.zip");

        await _here.Do("dossier", "exporter", Id, "--output", archive);
        await _there.Do("dossier", "verifier-archive", archive);
        await _there.Do("dossier", "importer", archive, "--par", "sophie");

        Assert.Equal((await _here.Do("dossier", "export", Id)).Out, (await _there.Do("dossier", "export", Id)).Out);
        await _there.Do("verify", "--pieces");
        Assert.Contains("déjà ici", (await _there.Do("dossier", "importer", archive, "--par", "sophie")).Error, StringComparison.Ordinal);
        var bytes = await File.ReadAllBytesAsync(archive);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(archive, bytes);
        var fault = await _there.Try("dossier", "verifier-archive", archive);
        Assert.Equal(1, fault.Code);
        Assert.Contains($"Octet {bytes.Length - 1} : l’enveloppe de l’archive a changé.", fault.Error, StringComparison.Ordinal);
    }
}
