using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Persistence;

public class DossierArchiveTests
{
    private static readonly byte[] Pdf = "%PDF-1.4 une pièce"u8.ToArray();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dossier_travels_with_its_hashes_and_the_copy_gives_the_same_archive_to_the_byte(bool onPostgres)
    {
        await using var here = await ALedger.CreateAsync(onPostgres);
        await using var there = await ALedger.CreateAsync(onPostgres);
        var archive = await ExportedAsync(here);
        there.Clock.Advance(TimeSpan.FromDays(30));

        var (result, refusal) = await ImportAsync(there, archive);

        Assert.Null(refusal);
        Assert.False(result!.WasThere);
        Assert.Equal(archive, await ExportAsync(there, result.Content.Dossier));
        Assert.Empty((await there.Services.Audit.VerifyAsync(cancellationToken: Stop)).Faults);
        Assert.Equal(await HistoryAsync(here, result.Content.Dossier), await HistoryAsync(there, result.Content.Dossier));
        var (file, _) = await there.Services.Queries.ReadAsync(result.Content.Dossier, ADossier.Holding(Role.EvaluationService), Stop);
        await using var part = there.Services.Parts.Open(Assert.Single(file!.Dossier.Parts).Sha256);
        using var copy = new MemoryStream();
        await part.CopyToAsync(copy, Stop);
        Assert.Equal(Pdf, copy.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_experts_answered_and_associations_sent_travels_with_the_dossier(bool onPostgres)
    {
        await using var here = await ALedger.CreateAsync(onPostgres);
        await using var there = await ALedger.CreateAsync(onPostgres);
        await ExportedAsync(here);
        var id = new DossierId("LPPR-2026-0001");
        var before = await ImportAsync(there, await ExportAsync(here, id));
        Assert.Null(before.Refusal);
        await using var elsewhere = await ALedger.CreateAsync(onPostgres);
        var letter = await here.Services.Parts.SaveAsync(new MemoryStream("%PDF-1.4 une contribution"u8.ToArray()), "lettre.pdf", 1, Stop);
        foreach (var (command, role) in new (CaseworkCommand, Role)[]
        {
            (new CallContributions(), Role.EvaluationService),
            (new Contribute("Nous témoignons.", new JoinedFile("lettre.pdf", letter.Sha256, letter.Size, letter.MediaType)), Role.Association),
        })
        {
            Assert.IsType<MoveResult.Done>(
                await here.Desk.DoAsync(id, command, ALedger.By(ADossier.Holding(role), role), cancellationToken: Stop));
        }

        var archive = await ExportAsync(here, id);
        var (result, refusal) = await ImportAsync(elsewhere, archive);

        Assert.Null(refusal);
        Assert.Equal((2, 2), (result!.Content.CaseworkEvents, result.Content.Files));
        Assert.Equal(archive, await ExportAsync(elsewhere, id));
        Assert.Empty((await elsewhere.Services.Audit.VerifyAsync(cancellationToken: Stop)).Faults);
        Assert.True(await elsewhere.Services.Parts.IsIntactAsync(letter.Sha256, Stop));
        var (file, _) = await elsewhere.Services.Casework.ReadAsync(id, ADossier.Holding(Role.EvaluationService), Stop);
        Assert.Equal("Nous témoignons.", Assert.Single(file!.Contributions).Text);
        Assert.Contains(
            "les événements qui l’entourent (experts, contributions, tâches) ne sont pas ceux de l’archive (ici 0, là 2 ;",
            (await ImportAsync(there, archive)).Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_imported_dossier_goes_on_and_a_new_one_does_not_take_its_number()
    {
        await using var here = await ALedger.CreateAsync(onPostgres: false);
        await using var there = await ALedger.CreateAsync(onPostgres: false);
        var id = (await ImportAsync(there, await ExportedAsync(here))).Result!.Content.Dossier;

        await there.DoneAsync(id, there.Depose, Role.Applicant);

        Assert.NotEqual(id, await there.OpenAsync());
        Assert.Empty((await there.Services.Audit.VerifyAsync(cancellationToken: Stop)).Faults);
    }

    [Fact]
    public async Task Importing_twice_is_harmless_and_nothing_replaces_a_dossier_that_went_its_own_way()
    {
        await using var here = await ALedger.CreateAsync(onPostgres: false);
        await using var there = await ALedger.CreateAsync(onPostgres: false);
        var archive = await ExportedAsync(here);
        var id = (await ImportAsync(there, archive)).Result!.Content.Dossier;
        var before = await HistoryAsync(there, id);

        Assert.True((await ImportAsync(there, archive)).Result!.WasThere);
        Assert.Equal(before, await HistoryAsync(there, id));

        await there.DoneAsync(id, new AddNote("Ici seulement."), Role.EvaluationService);
        var refusal = (await ImportAsync(there, archive)).Refusal;
        Assert.Equal(
            "Un dossier LPPR-2026-0001 est déjà ici, et ses événements ne sont pas ceux de l’archive (ici 5, là 4 ; premier qui diffère : "
            + "n° 5). Rien n’est remplacé.", refusal!.Message);
    }

    [Fact]
    public async Task A_change_of_any_byte_is_found_and_named_before_anything_is_saved()
    {
        await using var here = await ALedger.CreateAsync(onPostgres: false);
        await using var there = await ALedger.CreateAsync(onPostgres: false);
        var archive = await ExportedAsync(here);

        for (var at = 0; at < archive.Length; at++)
        {
            var altered = archive.ToArray();
            altered[at] ^= 0x20;
            using var stream = new MemoryStream(altered);
            var fault = await Assert.ThrowsAsync<InvalidDataException>(() => there.Services.Archive.VerifyAsync(stream, Stop));
            Assert.Matches("^(Octet \\d+ : |« .+» |La somme de contrôle de « |Le journal |L’événement |La pièce )", fault.Message);
        }

        var half = new MemoryStream(archive, 0, archive.Length / 2);
        await Assert.ThrowsAsync<InvalidDataException>(() => there.Services.Archive.ImportAsync(half, By(), Stop));
        var longer = new MemoryStream([.. archive, 0]);
        await Assert.ThrowsAsync<InvalidDataException>(() => there.Services.Archive.ImportAsync(longer, By(), Stop));
        Assert.Empty((await there.Services.Queries.ListAsync(new DossierFilter(), Stop)).Dossiers);
    }

    [Fact]
    public async Task A_fault_names_the_file_in_which_it_lies()
    {
        await using var here = await ALedger.CreateAsync(onPostgres: false);
        var archive = await ExportedAsync(here);

        Assert.Contains("« pieces/", await FaultAsync(here, archive, "une pièce"u8.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("« evenements.jsonl » a changé", await FaultAsync(here, archive, "Un dispositif fictif"u8.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("« dossier.json » ou son sceau", await FaultAsync(here, archive, "hastoolkit-dossier"u8.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("Octet 0 : ce n’est pas une archive de dossier.", await FaultAsync(here, archive, [0x50, 0x4b, 3, 4]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_tool_opens_the_archive()
    {
        await using var here = await ALedger.CreateAsync(onPostgres: false);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(await ExportedAsync(here)));

        Assert.Equal(
            [
                "commandes-travail.jsonl", "commandes.jsonl", "dossier.json", "dossier.json.sha256", "evenements.jsonl",
                $"pieces/{Drive.Hash("%PDF-1.4 une pièce")}", "travail.jsonl",
            ],
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        using var reader = new StreamReader(zip.GetEntry("evenements.jsonl")!.Open());
        Assert.Equal(await HistoryAsync(here, new DossierId("LPPR-2026-0001")) + "\n", await reader.ReadToEndAsync(Stop));
    }

    [Fact]
    public async Task Only_the_evaluation_service_imports_and_no_one_who_is_deported()
    {
        await using var here = await ALedger.CreateAsync(onPostgres: false);
        await using var there = await ALedger.CreateAsync(onPostgres: false);
        var id = new DossierId("LPPR-2026-0001");
        var first = await ExportedAsync(here);
        Assert.IsType<RoleMayNot>((await ImportAsync(there, first, ADossier.Holding(Role.ProjectLead), Role.ProjectLead)).Refusal);

        await here.DoneAsync(id, new DeclareDeport(ADossier.Holding(Role.EvaluationService).Id, "Lien."), Role.EthicsService);
        Assert.IsType<PersonIsDeported>((await ImportAsync(there, await ExportAsync(here, id))).Refusal);
    }

    [Fact]
    public async Task A_dossier_whose_law_is_not_here_is_refused_and_the_message_says_which()
    {
        await using var here = await ALedger.CreateAsync(onPostgres: false);
        var archive = await ExportedAsync(here);
        using var database = await LedgerDatabase.OpenAsync(Path.Combine(Directory.CreateTempSubdirectory().FullName, "has.db"), Stop);
        var without = new DossierArchive(
            database, new ProcedureLibrary(here.Services.Procedures.All.Where(procedure => procedure.Id != "lppr-nom-de-marque")),
            here.Services.Parts, here.Clock);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => without.VerifyAsync(new MemoryStream(archive), Stop));

        Assert.Contains("procédure « lppr-nom-de-marque »", fault.Message, StringComparison.Ordinal);
        Assert.Contains("elle n’est pas installée ici", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_missing_stops_the_export()
    {
        await using var here = await ALedger.CreateAsync(onPostgres: false);
        await ExportedAsync(here);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here.File)!, "pieces"), "*", SearchOption.AllDirectories))
            File.Delete(file);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => ExportAsync(here, new DossierId("LPPR-2026-0001")));

        Assert.Contains("manque ou a changé", fault.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Signature By() => ALedger.By(ADossier.Holding(Role.EvaluationService), Role.EvaluationService);

    private static async Task<byte[]> ExportedAsync(ALedger ledger)
    {
        var id = await ledger.OpenAsync();
        var stored = await ledger.Services.Parts.SaveAsync(new MemoryStream(Pdf), "notice.pdf", 1, Stop);
        await ledger.DoneAsync(
            id, new ReceivePart("notice", "notice.pdf", stored.Sha256, stored.Size, stored.MediaType, ledger.Today), Role.Applicant);
        await ledger.DoneAsync(id, new AddNote("Une note « accentuée »."), Role.EvaluationService);
        return await ExportAsync(ledger, id);
    }

    private static async Task<byte[]> ExportAsync(ALedger ledger, DossierId id)
    {
        using var archive = new MemoryStream();
        Assert.NotNull(await ledger.Services.Archive.WriteAsync(id, archive, Stop));
        return archive.ToArray();
    }

    private static async Task<(ImportResult? Result, Refusal? Refusal)> ImportAsync(
        ALedger ledger, byte[] archive, Person? person = null, Role role = Role.EvaluationService)
    {
        using var stream = new MemoryStream(archive);
        return await ledger.Services.Archive.ImportAsync(
            stream, ALedger.By(person ?? ADossier.Holding(Role.EvaluationService), role), Stop);
    }

    private static async Task<string> HistoryAsync(ALedger ledger, DossierId id)
    {
        var lines = new List<string>();
        await foreach (var line in ledger.Services.Audit.ExportAsync(id.Value, Stop))
            lines.Add(line);
        return string.Join('\n', lines);
    }

    private static async Task<string> FaultAsync(ALedger ledger, byte[] archive, byte[] words)
    {
        var altered = archive.ToArray();
        altered[altered.AsSpan().IndexOf(words) + 1] ^= 1;
        return (await Assert.ThrowsAsync<InvalidDataException>(() => ledger.Services.Archive.VerifyAsync(new MemoryStream(altered), Stop))).Message;
    }
}
