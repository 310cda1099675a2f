using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

/// <summary>What the code of the product never does, because input of a stranger would reach it.</summary>
public partial class UnsafeCodeTests
{
    private static readonly IReadOnlyList<SourceText> Code = Repository.SourceTexts(".cs", ".razor");

    [Fact]
    public void Every_reader_of_xml_refuses_declarations_and_fetches_nothing()
    {
        var readers = Code.Where(text => text.Lines.Any(line => line.Contains("XmlReader.Create(", StringComparison.Ordinal))).ToList();

        Examined.NoneOffends(
            readers,
            readers.Where(text => !IsClosed(text)).Select(text => $"{text.Path}: no settings that refuse declarations and fetch nothing")
                .Concat(readers.SelectMany(text => text.Where(line => OpenReader().IsMatch(line))))
                .Concat(Code.SelectMany(text => text.Where(line => OtherReader().IsMatch(line)))),
            "XML is read by XmlReader.Create(…, settings), with DtdProcessing Prohibit or Ignore and XmlResolver = null; trees are loaded from such a reader.");
    }

    [Theory]
    [InlineData("var x = XDocument.Parse(text);", true)]
    [InlineData("XElement.Load(path)", true)]
    [InlineData("XDocument.Load(reader, LoadOptions.SetLineInfo)", false)]
    [InlineData("new XmlDocument()", true)]
    [InlineData("new XmlTextReader(stream)", true)]
    [InlineData("new XmlSerializer(typeof(Order))", true)]
    public void What_reads_xml_without_settings_is_recognised(string line, bool found) => Assert.Equal(found, OtherReader().IsMatch(line));

    [Theory]
    [InlineData("XmlReader.Create(stream)", true)]
    [InlineData("XmlReader.Create(new StringReader(raw), Settings)", false)]
    [InlineData("XmlReader.Create(text, settings)", false)]
    public void A_reader_without_settings_is_recognised(string line, bool found) => Assert.Equal(found, OpenReader().IsMatch(line));

    [Fact]
    public void No_part_of_the_product_starts_a_program_or_reads_types_from_data() => Examined.NoneOffends(
        Code, Code.SelectMany(text => text.Where(Dangerous().IsMatch)),
        "No process, no unsafe code, no type named by data: nothing that input could turn into code.");

    [Fact]
    public void No_weak_hash_or_predictable_number_guards_anything() => Examined.NoneOffends(
        Code, Code.SelectMany(text => text.Where(Weak().IsMatch)),
        "Digests are SHA-256 or longer; what must not be guessed comes from RandomNumberGenerator.");

    [Fact]
    public void No_check_of_a_certificate_is_switched_off() => Examined.NoneOffends(
        Code, Code.SelectMany(text => text.Where(line => Uncertified().IsMatch(line))),
        "The certificate of a server is always checked.");

    [Fact]
    public void No_script_writes_markup()
    {
        var scripts = Repository.SourceTexts(".js");

        Examined.NoneOffends(
            scripts, scripts.SelectMany(text => text.Where(Markup().IsMatch)),
            "Scripts move nodes and set text: use textContent, replaceChildren, append.");
    }

    private static bool IsClosed(SourceText text) =>
        text.Lines.Any(line => ClosedDeclarations().IsMatch(line)) && text.Lines.Any(line => ClosedResolver().IsMatch(line));

    [GeneratedRegex(@"DtdProcessing = DtdProcessing\.(Prohibit|Ignore)")]
    private static partial Regex ClosedDeclarations();

    [GeneratedRegex(@"XmlResolver = null")]
    private static partial Regex ClosedResolver();

    [GeneratedRegex(@"XmlReader\.Create\((?!.*[Ss]ettings\))")]
    private static partial Regex OpenReader();

    [GeneratedRegex(
        @"\bX(Document|Element)\.(Parse|LoadAsync)\(|\bX(Document|Element)\.Load\((?!reader\b)|new (XmlDocument|XmlTextReader|XPathDocument|"
        + @"XmlSerializer|DataContractSerializer|XslCompiledTransform)\b|\bXmlResolver = (?!null)|DtdProcessing\.Parse")]
    private static partial Regex OtherReader();

    [GeneratedRegex(
        @"\bProcess\.Start\b|\bProcessStartInfo\b|\bunsafe\b\s*\{|\bBinaryFormatter\b|\bTypeNameHandling\b|\bNetDataContractSerializer\b|"
        + @"\bActivator\.CreateInstance\(|\bType\.GetType\(|\bAssembly\.(Load|LoadFrom|LoadFile)\(|\bCSharpScript\b")]
    private static partial Regex Dangerous();

    [GeneratedRegex(@"\b(MD5|SHA1|DES|TripleDES|RC2)\.(Create|HashData|TryHashData)\b|\bHMAC(MD5|SHA1)\b|CipherMode\.ECB")]
    private static partial Regex Weak();

    [GeneratedRegex(@"DangerousAcceptAnyServerCertificateValidator|ServerCertificate(Custom)?Validation\w*\s*[+=]|Trust Server Certificate=true", RegexOptions.IgnoreCase)]
    private static partial Regex Uncertified();

    [GeneratedRegex(@"\.(inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function\(|setHTMLUnsafe|createContextualFragment")]
    private static partial Regex Markup();
}
