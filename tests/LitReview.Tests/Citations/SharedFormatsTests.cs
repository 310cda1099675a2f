using System.Globalization;
using System.Text.RegularExpressions;
using LitReview.Citations;
using LitReview.Citations.Importing;

namespace LitReview.Tests.Citations;

/// <summary>Real exports of many providers, where they are at hand.</summary>
public partial class SharedFormatsTests
{
    private const string Folder = "litreview/formats/";

    [Fact]
    public void Every_real_export_gives_as_many_references_as_it_holds()
    {
        var faults = new List<string>();
        foreach (var (file, records) in Counts())
        {
            try
            {
                var import = Read(file);
                if (records is { } wanted && import.Citations.Count != wanted)
                    faults.Add($"{file}: {import.Citations.Count} of {wanted} as {import.Format}");
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ArgumentException)
            {
                faults.Add($"{file}: {e.Message}");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void The_fields_that_other_readers_expect_are_read_from_real_exports()
    {
        var (same, faults) = (0, new List<string>());
        var folder = Path.GetDirectoryName(SharedData.File(Folder + "rispy__example_full.ris"))!;
        foreach (var expected in Directory.GetFiles(folder, "*.expected.bib").Order(StringComparer.Ordinal))
        {
            var got = Read(Path.GetFileName(expected)[..^".expected.bib".Length]).Citations;
            var wanted = Entries(File.ReadAllText(expected));
            for (var i = 0; i < wanted.Count; i++)
            {
                foreach (var (name, value) in wanted[i])
                {
                    var fits = got.Any(citation => Fits(citation, name, value));
                    if (fits)
                        same++;
                    else
                        faults.Add($"{Path.GetFileName(expected)} {name} = {value}");
                }
            }
        }

        Assert.True(
            same >= 0.95 * (same + faults.Count),
            $"{same} of {same + faults.Count} fields; not: {string.Join('\n', faults)}");
    }

    private static CitationImport Read(string file)
    {
        using var stream = File.OpenRead(SharedData.File(Folder + file));
        return CitationFile.Read(stream, file);
    }

    private static IEnumerable<(string File, int? Records)> Counts() =>
        from line in File.ReadAllLines(SharedData.File("litreview/SOURCES.md"))
        let match = CountLine().Match(line)
        where match.Success && !match.Groups[1].Value.EndsWith(".expected.bib", StringComparison.Ordinal)
        select (match.Groups[1].Value, int.TryParse(match.Groups[2].Value, CultureInfo.InvariantCulture, out var count)
            ? count : (int?)null);

    private static List<Dictionary<string, string>> Entries(string bib) =>
        [.. bib.Split("\n@").Select(entry => Field().Matches(entry).ToDictionary(
            match => match.Groups[1].Value, match => match.Groups[2].Value.Trim()))];

    // Fields that a citation has; what JabRef alone keeps (file, owner, status, created…) is not compared.
    private static bool Fits(Citation citation, string name, string value) => name switch
    {
        "author" => value.Split(" and ").All(author => citation.Authors.Concat(citation.Editors).Any(
            known => Loose(known.ToString()) == Loose(author))),
        "title" => Loose(citation.Title) == Loose(value)
            || (value.Length > 60 && Holds(value, citation.Title) && citation.Title.Length > 5),
        "year" => citation.Year?.ToString(CultureInfo.InvariantCulture) == value,
        "journal" or "booktitle" => Loose(citation.Journal) == Loose(value)
            || Loose(citation.JournalAbbreviation) == Loose(value),
        "journal-abbreviation" or "title-abbreviation" => Loose(citation.JournalAbbreviation) == Loose(value),
        "volume" => citation.Volume == value,
        "number" or "issue" => citation.Issue == value || value == "0",
        "pages" => citation.Pages is { } pages
            && (Loose(pages) == Loose(value) || LastPages(pages) == LastPages(value)),
        "doi" or "article-doi" => string.Equals(citation.Doi, value, StringComparison.OrdinalIgnoreCase),
        "pmid" => citation.PubMedId == value,
        "abstract" => Loose(citation.Abstract) == Loose(value) || Holds(value, citation.Abstract)
            && citation.Abstract.Length > 5,
        "keywords" => KeywordsFit(citation, value),
        "issn" or "isbn" or "issn-linking" or "electronic-issn" or "linking-issn" or "print-issn" =>
            value.Split(' ').Where(part => part.Any(char.IsDigit) || value.Length < 10)
            .Where(part => !part.StartsWith('('))
                .All(part => citation.Identifiers.Any(id => Loose(id.Value) == Loose(part))),
        "url" => citation.Urls.Contains(value) || value.Contains("/" + citation.PubMedId, StringComparison.Ordinal),
        "publisher" => Loose(citation.Publisher) == Loose(value),
        "note" => citation.Notes.Any(note => Loose(note) == Loose(value)),
        "language" => citation.Language is not null,
        _ => true,
    };

    // JabRef writes the star of a major topic behind, MEDLINE before: neither counts here.
    private static bool KeywordsFit(Citation citation, string value)
    {
        var known = citation.Keywords.Concat(citation.MeshTerms).ToList();
        return known.Count > 0 && known.All(word => Holds(value, word))
            && known.Sum(word => Loose(word).Length) >= 0.9 * Loose(value).Length;
    }

    private static bool Holds(string text, string part) => Loose(text).Contains(Loose(part), StringComparison.Ordinal);

    private static string LastPages(string pages)
    {
        var parts = pages.Replace("--", "-", StringComparison.Ordinal).Split('-');
        return parts.Length < 2 || parts[1].Length >= parts[0].Length ? string.Join('-', parts)
            : $"{parts[0]}-{parts[0][..^parts[1].Length]}{parts[1]}";
    }

    private static string Loose(string? text) => FieldText.Plain(LatexText.Plain(text ?? ""));

    [GeneratedRegex(@"^\| (\w+__[\w.-]+) \| (\d+|—) \| \d+ \|")]
    private static partial Regex CountLine();

    [GeneratedRegex(@"^\s*([\w-]+)\s*=\s*\{((?:[^{}]|\{[^{}]*\})*)\}", RegexOptions.Multiline)]
    private static partial Regex Field();
}
