using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Evaluation.Workflows.Tests.Fuzzing;
using Evaluation.Workflows.Timestamps;
using HasToolkit.Tests;

namespace Evaluation.Workflows.Tests.Timestamps;

/// <summary>A token is checked without the network, whatever it is.</summary>
public sealed class TimestampCheckTests : IDisposable
{
    private static readonly byte[] Content = "une empreinte"u8.ToArray();

    private readonly string _folder = Directory.CreateTempSubdirectory("has-jetons-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_token_says_when_who_under_which_number_and_policy_and_where_its_certificate_leads()
    {
        using var maker = new TokenMaker();

        Assert.Equal(
            new TimestampStatement(
                new DateTimeOffset(2026, 11, 30, 3, 12, 45, TimeSpan.Zero), TimeSpan.FromSeconds(1), "Horodatage d’essai", "1092", TokenMaker.Policy, "SHA-256",
                "Racine d’essai"),
            Sound(maker));
    }

    [Fact]
    public void A_token_of_another_program_is_read()
    {
        var root = Path.Combine(_folder, "openssl.pem");
        File.WriteAllText(root, TimestampParsers.Root);

        var sound = Assert.IsType<TimestampVerdict.Sound>(
            TimestampCheck.Check(TimestampParsers.Reply, TimestampParsers.Digest, TimestampTrust.FromFile(root), TokenMaker.Policy));

        Assert.Equal(
            (new DateTimeOffset(2026, 11, 30, 3, 39, 35, TimeSpan.Zero), TimeSpan.FromSeconds(1.5), "Horodatage d essai", "02", "Racine d essai"),
            (sound.Statement.At, sound.Statement.Accuracy, sound.Statement.Authority, sound.Statement.SerialNumber, sound.Statement.Root));
    }

    [Fact]
    public void A_digest_that_changed_by_one_byte_is_not_that_of_the_token()
    {
        using var maker = new TokenMaker();
        var changed = Content.ToArray();
        changed[^1] ^= 1;

        Assert.StartsWith("Le jeton n’est pas celui de ce fichier", Problem(maker, content: changed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_for_something_else_is_refused()
    {
        using var maker = new TokenMaker { OtherContent = "autre chose"u8.ToArray() };

        Assert.StartsWith("Le jeton n’est pas celui de ce fichier", Problem(maker), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_under_another_policy_is_refused_where_one_is_wanted()
    {
        using var maker = new TokenMaker { PolicyGiven = "1.2.3.4.9" };

        Assert.Equal("Le jeton est donné sous la politique 1.2.3.4.9 ; 1.2.3.4.1 est attendue.", Problem(maker, policy: "1.2.3.4.1"));
    }

    [Fact]
    public void A_certificate_that_had_ended_or_not_begun_at_that_moment_is_refused()
    {
        using var ended = new TokenMaker(to: new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero));
        using var early = new TokenMaker(from: new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            "Le certificat de l’autorité (« Horodatage d’essai ») valait du 01/01/2020 à 00:00:00 (UTC) au 29/11/2026 à 00:00:00 (UTC) : "
                + "il n’était pas valable le 30/11/2026 à 03:12:45 (UTC).",
            Problem(ended));
        Assert.Contains("il n’était pas valable le 30/11/2026", Problem(early), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_ended_since_still_holds_for_its_tokens()
    {
        using var maker = new TokenMaker(to: new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero)) { At = new DateTimeOffset(2021, 5, 6, 7, 8, 9, TimeSpan.Zero) };

        Assert.Equal(maker.At, Sound(maker).At);
    }

    [Fact]
    public void A_certificate_between_that_had_ended_is_refused_by_name()
    {
        using var maker = new TokenMaker(betweenTo: new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            "Un certificat de la chaîne (« Autorité intermédiaire d’essai ») n’était pas valable le 30/11/2026 à 03:12:45 (UTC).", Problem(maker));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("1.3.6.1.5.5.7.3.1", true)]
    [InlineData(TokenMaker.TimeStamping, false)]
    public void A_certificate_that_is_not_for_time_stamps_alone_is_refused(string? use, bool isCritical)
    {
        using var maker = new TokenMaker(use: use, isCritical: isCritical);

        Assert.Contains("n’est pas réservé à l’horodatage", Problem(maker), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_without_the_certificate_of_its_authority_is_refused()
    {
        using var maker = new TokenMaker { LeavesCertificateOut = true };

        Assert.StartsWith("Le jeton ne contient pas le certificat de l’autorité", Problem(maker), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_by_sha_1_is_refused()
    {
        using var maker = new TokenMaker { SignatureHash = "1.3.14.3.2.26" };

        Assert.StartsWith("La signature du jeton repose sur un condensat trop faible", Problem(maker), StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_is_not_known_is_refused_whatever_its_name()
    {
        using var maker = new TokenMaker();
        using var other = new TokenMaker();

        var problem = Problem(maker, trust: TimestampTrust.FromFile(other.RootIn(_folder)));

        // The root of the same name does not sign the certificate between.
        Assert.Matches("ne mène à aucune racine connue du fichier donné|n’est pas signé par celui qui le suit", problem);
        Assert.Contains("ne mène à aucune racine connue du système", Problem(maker, trust: TimestampTrust.OfSystem), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_that_was_kept_as_a_token_is_told_with_the_words_of_the_authority()
    {
        var verdict = TimestampCheck.Check(TokenMaker.Refusal("Quota\u001b[31m atteint", failure: 25), Content, trust: null);

        Assert.Equal(
            "Ce fichier est un refus de l’autorité, sans jeton : « Quota [31m atteint », panne chez elle.",
            Assert.IsType<TimestampVerdict.Faulty>(verdict).Problem);
    }

    [Fact]
    public void Whatever_byte_of_a_token_is_changed_nothing_else_is_said_to_be_sound()
    {
        using var maker = new TokenMaker();
        var (reply, trust) = (maker.Reply(TokenMaker.RequestFor(Content)), TimestampTrust.FromFile(maker.RootIn(_folder)));
        var sound = Assert.IsType<TimestampVerdict.Sound>(TimestampCheck.Check(reply, Content, trust)).Statement;
        var passed = new List<int>();
        for (var at = 0; at < reply.Length; at++)
        {
            var changed = reply.ToArray();
            changed[at] ^= 1;
            if (TimestampCheck.Check(changed, Content, trust) is TimestampVerdict.Sound(var said))
            {
                Assert.Equal(sound, said);
                passed.Add(at);
            }
        }

        // What may change says nothing: the state « granted », the version and the list of algorithms of the envelope.
        var regions = Regions(reply).ToList();
        Assert.Equal(["contenu", "certificat", "certificat", "attribut", "attribut", "attribut", "signature"], regions.Select(region => region.Name));
        Assert.All(passed, at => Assert.DoesNotContain(regions, region => at >= region.From && at < region.To));
        Assert.InRange(passed.Count, 0, 20);
    }

    [Fact]
    public void A_token_that_is_cut_or_followed_by_something_is_refused()
    {
        using var maker = new TokenMaker();
        var reply = maker.Reply(TokenMaker.RequestFor(Content));

        Assert.All(
            Enumerable.Range(0, reply.Length).Where(length => length % 7 == 0).Select(length => reply[..length]).Append([.. reply, 0]),
            bytes => Assert.IsType<TimestampVerdict.Faulty>(TimestampCheck.Check(bytes, Content, trust: null)));
    }

    [Theory]
    [InlineData("rien", "n’existe pas")]
    [InlineData("texte", "n’est pas un fichier de certificats")]
    [InlineData("sans-racine", "ne contient aucun certificat racine")]
    public void A_file_without_a_root_is_refused_in_french(string kind, string expected)
    {
        using var maker = new TokenMaker();
        var path = Path.Combine(_folder, kind);
        if (kind == "texte")
            File.WriteAllText(path, "pas un certificat");
        else if (kind == "sans-racine")
            File.WriteAllText(path, maker.Between.ExportCertificatePem());

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => TimestampTrust.FromFile(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.3.6.1.4.1.22234.2", true)]
    [InlineData("1", false)]
    [InlineData("1..2", false)]
    [InlineData("1.a", false)]
    public void A_policy_is_numbers_and_points(string typed, bool isGood)
    {
        if (isGood)
            Assert.Equal(typed, TimestampCheck.Policy(typed));
        else
            Assert.Contains("n’est pas le numéro d’une politique", Assert.Throws<InvalidDataException>(() => TimestampCheck.Policy(typed)).Message, StringComparison.Ordinal);
    }

    // Where what was signed lies in an answer, where the certificates do, and the signature.
    private static IEnumerable<(string Name, int From, int To)> Regions(byte[] reply)
    {
        var cms = new SignedCms();
        var envelope = new AsnReader(reply, AsnEncodingRules.DER).ReadSequence();
        envelope.ReadSequence();
        cms.Decode(envelope.ReadEncodedValue().Span);
        var signer = cms.SignerInfos[0];
        return
        [
            Region("contenu", cms.ContentInfo.Content), .. cms.Certificates.Select(one => Region("certificat", one.RawData)),
            .. signer.SignedAttributes.Cast<CryptographicAttributeObject>().SelectMany(
                attribute => attribute.Values.Cast<AsnEncodedData>().Select(value => Region("attribut", value.RawData))),
            Region("signature", signer.GetSignature()),
        ];

        (string, int, int) Region(string name, byte[] bytes) =>
            reply.AsSpan().LastIndexOf(bytes) is >= 0 and var at ? (name, at, at + bytes.Length) : throw new InvalidOperationException(name);
    }

    private TimestampStatement Sound(TokenMaker maker) => Assert.IsType<TimestampVerdict.Sound>(Verdict(maker)).Statement;

    private string Problem(TokenMaker maker, byte[]? content = null, string? policy = null, TimestampTrust? trust = null) =>
        Assert.IsType<TimestampVerdict.Faulty>(Verdict(maker, content, policy, trust)).Problem;

    private TimestampVerdict Verdict(TokenMaker maker, byte[]? content = null, string? policy = null, TimestampTrust? trust = null) =>
        TimestampCheck.Check(maker.Reply(TokenMaker.RequestFor(Content)), content ?? Content, trust ?? TimestampTrust.FromFile(maker.RootIn(_folder)), policy);
}
