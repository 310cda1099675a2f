using System.Reflection;
using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

/// <summary>Each French word of the code has its line in docs/glossary.md, and what the glossary names exists.</summary>
public partial class GlossaryTests
{
    private const string Header = "| Term | Meaning | Source | In the code | Words to avoid |";

    // The French of the field that a name may be built from, unaccented. A new French word in a public name comes with its
    // line in the glossary and its entry here. Five letters or more also find what is derived from them (« Deported »).
    // « Has » is not here: as the first word of an English name (« HasChanged ») it is a verb.
    private static readonly string[] FrenchRoots =
    [
        "Abandonnee", "Absence", "Acte", "Adopte", "Amelioration", "Ans", "Arrete", "Asa", "Asr", "Association",
        "Attendu", "Attendue", "Audition", "Avis", "Bureau", "Ceesp", "Ceps", "Cnedimts", "College", "Commission",
        "Comparateur", "Contradictoire", "Deport", "Depot", "Dossier", "Duree", "Epi", "Etude",
        "Exploitant", "Forfait", "Importante", "Inscription", "Instruction", "Insuffisant", "Interet",
        "Latm", "Lppr", "Majeure", "Membre", "Mineure", "Ministre", "Moderee", "Pecan", "Pect", "Piece",
        "Procedure", "Projet", "Quorum", "Rapporteur", "Recevabilite", "Referentiel", "Renouvellement", "Rendu",
        "Requete", "Retrait", "Sa", "Seance", "Sesame", "Sr", "Suffisant", "Transitoire", "Verbatim",
    ];

    private static readonly List<GlossaryLine> Lines = Read();

    [Fact]
    public void Every_line_of_the_glossary_says_what_the_term_means_and_where_that_comes_from() =>
        Examined.NoneOffends(
            Lines,
            from line in Lines
            where line.Cells.Count != 5 || line.Cells.Take(3).Any(string.IsNullOrWhiteSpace)
            select string.Join(" | ", line.Cells),
            $"A line of the glossary fills its first three columns of five: {Header}");

    [Fact]
    public void No_term_has_two_lines() =>
        Examined.NoneOffends(
            Lines,
            Lines.GroupBy(line => line.Cells[0], StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1).Select(group => group.Key),
            "One term, one meaning, one line.");

    [Fact]
    public void Every_name_that_the_glossary_gives_exists_in_a_library()
    {
        var names = Lines.SelectMany(line => line.Names.Select(name => (line, name))).ToList();

        Examined.NoneOffends(
            names,
            from entry in names
            where !Exists(entry.name)
            select $"« {entry.line.Cells[0]} » names `{entry.name}`",
            "The glossary names a type, or a member written `Type.Member`, that no library has.");
    }

    [Fact]
    public void Every_french_word_of_a_public_name_is_in_the_glossary()
    {
        var glossed = Lines.SelectMany(line => line.Names).SelectMany(Words).ToHashSet(StringComparer.Ordinal);
        var french = PublicNames().SelectMany(name => RootsOf(name).Select(root => (name, root))).ToList();

        Examined.NoneOffends(
            french,
            from entry in french
            where !glossed.Any(word => IsBuiltFrom(word, entry.root))
            select $"{entry.name}: « {entry.root} »",
            "Add the term to docs/glossary.md, with the name in the column « In the code ».");
    }

    [Theory]
    [InlineData("LpprConclusion", "Lppr")]
    [InlineData("PersonIsDeported", "Deport")]
    [InlineData("AmeliorationLevel.Moderee", "Amelioration Moderee")]
    [InlineData("ServiceAttendu", "Attendu")]
    [InlineData("DossierHasChanged", "Dossier")]
    [InlineData("Sample", "")]
    [InlineData("Sha256", "")]
    public void The_french_of_a_name_is_recognised(string name, string roots) =>
        Assert.Equal(roots, string.Join(' ', RootsOf(name)));

    private static IEnumerable<string> PublicNames() =>
        from type in Repository.LibraryTypes
        where type.IsVisible
        from name in new[] { PlainName(type) }.Concat(MembersOf(type))
        select name;

    private static IEnumerable<string> MembersOf(Type type) =>
        type.IsEnum
            ? Enum.GetNames(type).Select(member => $"{PlainName(type)}.{member}")
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Select(property => $"{PlainName(type)}.{property.Name}");

    private static bool Exists(string name)
    {
        var parts = name.Split('.');
        return Repository.LibraryTypes.Any(type => PlainName(type) == parts[0]
            && (parts.Length == 1 || (parts.Length == 2 && type.GetMember(parts[1]).Length > 0)));
    }

    private static string PlainName(Type type) => type.Name.Split('`')[0];

    private static IEnumerable<string> RootsOf(string name) =>
        from word in Words(name)
        let root = FrenchRoots.FirstOrDefault(candidate => IsBuiltFrom(word, candidate))
        where root is not null
        select root;

    private static bool IsBuiltFrom(string word, string root) =>
        word == root || (root.Length >= 5 && word.StartsWith(root, StringComparison.Ordinal));

    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value);

    private static List<GlossaryLine> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "glossary.md"));
        Assert.Contains(Header, lines);
        return [.. lines
            .Where(line => line.StartsWith('|') && line != Header && !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => new GlossaryLine([.. line.Trim('|').Split('|').Select(cell => cell.Trim())]))];
    }

    private sealed record GlossaryLine(IReadOnlyList<string> Cells)
    {
        public IEnumerable<string> Names =>
            Cells.Count > 3 ? Name().Matches(Cells[3]).Select(match => match.Groups[1].Value) : [];
    }

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
