using System.Buffers.Binary;
using System.Text;
using Evaluation.Workflows.Archives;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Persistence;

/// <summary>Archives that were made and not exported: what they claim is refused in one sentence, and nothing of them is kept.</summary>
public class HostileArchiveTests
{
    private static readonly string[] Names = ["evenements.jsonl", "commandes.jsonl", "travail.jsonl", "commandes-travail.jsonl"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"hastoolkit-dossier\",\"formatVersion\":1}")]
    [InlineData("{\"format\":\"hastoolkit-dossier\",\"formatVersion\":1,\"dossier\":\"LPPR-2026-0001\",\"product\":\"x\",\"applicant\":\"x\",\"procedure\":\"x\","
        + "\"procedures\":[],\"events\":0,\"head\":\"\",\"caseworkEvents\":0,\"caseworkHead\":\"\",\"files\":null}")]
    [InlineData("{\"format\":\"hastoolkit-dossier\",\"formatVersion\":1,\"dossier\":\"LPPR-2026-0001\",\"product\":\"x\",\"applicant\":\"x\",\"procedure\":\"x\","
        + "\"procedures\":[],\"events\":0,\"head\":\"\",\"caseworkEvents\":0,\"caseworkHead\":\"\",\"files\":[null,null]}")]
    public async Task A_manifest_that_says_little_is_refused(string manifest) =>
        await RefusedAsync(await ArchiveAsync(manifest, []));

    [Fact]
    public async Task A_manifest_of_a_million_files_is_refused_at_once()
    {
        var files = string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"{{\"name\":\"pieces/{i}\",\"size\":1,\"sha256\":\"\"}}"));
        await RefusedAsync(await ArchiveAsync(
            "{\"format\":\"hastoolkit-dossier\",\"formatVersion\":1,\"dossier\":\"LPPR-2026-0001\",\"product\":\"x\",\"applicant\":\"x\",\"procedure\":\"x\","
            + $"\"procedures\":[],\"events\":0,\"head\":\"\",\"caseworkEvents\":0,\"caseworkHead\":\"\",\"files\":[{files}]}}", []));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("pieces/..\\..\\has.db")]
    [InlineData("pieces/a\0b")]
    public async Task A_name_that_leaves_the_folder_is_no_file_of_a_dossier(string name)
    {
        var message = await RefusedAsync(await ArchiveAsync(
            "{\"format\":\"hastoolkit-dossier\",\"formatVersion\":1,\"dossier\":\"LPPR-2026-0001\",\"product\":\"x\",\"applicant\":\"x\",\"procedure\":\"x\","
            + "\"procedures\":[],\"events\":0,\"head\":\"\",\"caseworkEvents\":0,\"caseworkHead\":\"\",\"files\":[]}", [name]));

        Assert.Contains("n’est pas au manifeste", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_claims_gigabytes_holds_none()
    {
        // The header of one file that would be 4 GB long, and nothing behind it.
        var header = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(22), uint.MaxValue - 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), 5);

        Assert.StartsWith("Octet 0 : un fichier de l’archive dépasse sa fin", await RefusedAsync(header), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task Lines_that_are_no_events_are_refused(string line)
    {
        var text = Encoding.UTF8.GetBytes(line + "\n");
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(text));
        var files = string.Join(',', Names.Select(name => $"{{\"name\":\"{name}\",\"size\":{text.Length},\"sha256\":\"{digest}\"}}"));
        await RefusedAsync(await ArchiveAsync(
            "{\"format\":\"hastoolkit-dossier\",\"formatVersion\":1,\"dossier\":\"LPPR-2026-0001\",\"product\":\"x\",\"applicant\":\"x\",\"procedure\":\"x\","
            + $"\"procedures\":[],\"events\":1,\"head\":\"\",\"caseworkEvents\":0,\"caseworkHead\":\"\",\"files\":[{files}]}}",
            Names, text));
    }

    // With the seal that belongs to the manifest: only what it says is at fault.
    private static async Task<byte[]> ArchiveAsync(string manifest, string[] names, byte[]? content = null)
    {
        var bytes = Encoding.UTF8.GetBytes(manifest);
        var entries = new List<(string, Func<Stream>)>
        {
            (ArchiveFormat.ManifestName, () => new MemoryStream(bytes)),
            (ArchiveFormat.SealName, () => new MemoryStream(Encoding.UTF8.GetBytes(ArchiveFormat.Seal(bytes)))),
        };
        entries.AddRange(names.Select(name => (name, (Func<Stream>)(() => new MemoryStream(content ?? [1, 2, 3])))));
        using var file = new MemoryStream();
        await StoredZip.WriteAsync(file, entries, Stop);
        return file.ToArray();
    }

    private static async Task<string> RefusedAsync(byte[] archive)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        using var file = new MemoryStream(archive);
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => ledger.Services.Archive.ImportAsync(
            file, ALedger.By(ADossier.Holding(Role.EvaluationService), Role.EvaluationService), Stop));

        Assert.Empty((await ledger.Services.Queries.ListAsync(new DossierFilter(), Stop)).Dossiers);
        return refusal.Message;
    }
}
