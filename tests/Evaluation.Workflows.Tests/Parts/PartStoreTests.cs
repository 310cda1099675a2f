using System.Text;
using CsCheck;
using Evaluation.Workflows.Parts;

namespace Evaluation.Workflows.Tests.Parts;

public sealed class PartStoreTests : IDisposable
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\nun document\n%%EOF");

    private static readonly string[] Pieces = ["..", "/", "\\", "%2e%2e%2f", "\0", "~", ":", "....//", "/etc/", "."];

    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    private string Folder => Path.Combine(_root, "pieces");

    private PartStore Store => new(Folder);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_file_is_kept_under_the_hash_of_its_content()
    {
        var stored = await SaveAsync(Pdf, "notice.pdf");

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Pdf)), stored.Sha256);
        Assert.Equal((Pdf.Length, "application/pdf"), (stored.Size, stored.MediaType));
        Assert.True(File.Exists(Path.Combine(Folder, stored.Sha256[..2], stored.Sha256)));
        await using var back = Store.Open(stored.Sha256);
        var copy = new MemoryStream();
        await back.CopyToAsync(copy);
        Assert.Equal(Pdf, copy.ToArray());
    }

    [Fact]
    public async Task The_same_content_is_kept_once_whatever_its_name()
    {
        await SaveAsync(Pdf, "a.pdf");
        await SaveAsync(Pdf, "b.PDF");

        Assert.Single(Kept());
    }

    [Theory]
    [InlineData(1_000_000, true)]
    [InlineData(1_000_001, false)]
    public async Task A_file_may_be_as_large_as_the_limit_and_no_larger(int size, bool accepted)
    {
        var bytes = new byte[size];
        Pdf.CopyTo(bytes, 0);

        if (accepted)
        {
            Assert.Equal(size, (await SaveAsync(bytes, "x.pdf", megabytes: 1)).Size);
            return;
        }

        var refusal = await Assert.ThrowsAsync<PartRefusedException>(() => SaveAsync(bytes, "x.pdf", megabytes: 1));
        Assert.Equal("« x.pdf » dépasse 1 Mo, la taille maximale d’une pièce. Réduisez-le ou scindez-le.", refusal.Message);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<PartRefusedException>(() => SaveAsync([], "vide.pdf"));

        Assert.Equal("« vide.pdf » est vide. Vérifiez le fichier, puis versez-le de nouveau.", refusal.Message);
        Assert.Empty(Kept());
    }

    [Theory]
    [InlineData("programme.exe")]
    [InlineData("page.html")]
    [InlineData("image.svg")]
    [InlineData("sans-extension")]
    [InlineData("notice.pdf.exe")]
    public async Task A_type_that_is_not_on_the_list_is_refused(string name)
    {
        var refusal = await Assert.ThrowsAsync<PartRefusedException>(() => SaveAsync(Pdf, name));

        Assert.StartsWith($"« {name} » : type non accepté. Types acceptés : .pdf, .docx", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MZ, un programme", "« notice.pdf » n’est pas un fichier .pdf : son contenu est d’un type inconnu.")]
    [InlineData("PK\u0003\u0004 une archive", "« notice.pdf » n’est pas un fichier .pdf : son contenu est application/zip.")]
    [InlineData("%PD", "« notice.pdf » n’est pas un fichier .pdf : son contenu est d’un type inconnu.")]
    public async Task A_content_that_is_not_what_the_name_says_is_refused(string content, string message)
    {
        var refusal = await Assert.ThrowsAsync<PartRefusedException>(() => SaveAsync(Encoding.Latin1.GetBytes(content), "notice.pdf"));

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task The_type_is_seen_even_when_the_bytes_come_one_by_one()
    {
        using var slow = new Trickle(Pdf);

        Assert.Equal("application/pdf", (await Store.SaveAsync(slow, "lent.pdf", 1)).MediaType);
    }

    [Fact]
    public async Task An_altered_file_and_a_missing_one_are_not_intact()
    {
        var stored = await SaveAsync(Pdf, "notice.pdf");
        Assert.True(await Store.IsIntactAsync(stored.Sha256));
        var file = Assert.Single(Kept());

        await File.AppendAllTextAsync(file, "x");
        Assert.False(await Store.IsIntactAsync(stored.Sha256));
        File.Delete(file);
        Assert.False(await Store.IsIntactAsync(stored.Sha256));
        Assert.Equal(
            $"Le fichier d’empreinte {stored.Sha256} manque. Rétablissez-le depuis la sauvegarde.",
            Assert.Throws<FileNotFoundException>(() => Store.Open(stored.Sha256)).Message);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public void What_is_not_a_hash_opens_nothing(string hash) => Assert.Throws<ArgumentException>(() => Store.Open(hash));

    [Theory]
    [InlineData("../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData("..\\..\\windows\\notice.pdf", "notice.pdf")]
    [InlineData("C:\\Dossiers\\étude clinique.pdf", "étude clinique.pdf")]
    [InlineData("/", "sans nom")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf")]
    public void A_name_is_a_label_without_folders_or_control_characters(string name, string label) =>
        Assert.Equal(label, PartStore.LabelOf(name));

    [Fact]
    public void A_very_long_name_keeps_its_start_and_its_extension()
    {
        var label = PartStore.LabelOf(new string('a', 500) + ".pdf");

        Assert.Equal(200, label.Length);
        Assert.EndsWith(".pdf", label, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_name_whatever_writes_outside_the_store()
    {
        var piece = Gen.OneOf(
            Gen.String, Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]));
        var names = piece.Array[0, 8].Select(pieces => string.Concat(pieces) + ".pdf");

        await names.SampleAsync(async name =>
        {
            var label = PartStore.LabelOf(name);
            Assert.DoesNotContain('/', label);
            Assert.DoesNotContain('\\', label);
            Assert.DoesNotContain(label, char.IsControl);
            Assert.InRange(label.Length, 1, 200);
            try
            {
                await SaveAsync(Pdf, name);
            }
            catch (PartRefusedException)
            {
                // A control character in the extension makes it another extension.
            }

            Assert.Single(Directory.EnumerateFileSystemEntries(_root)); // The store, and nothing beside it.
        }, iter: 200, threads: 1);

        Assert.Single(Kept());
    }

    private Task<StoredFile> SaveAsync(byte[] bytes, string name, int megabytes = 100) =>
        Store.SaveAsync(new MemoryStream(bytes), name, megabytes);

    private string[] Kept() =>
        Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*", SearchOption.AllDirectories) : [];

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..1], cancellationToken);
    }
}
