using LitReview.Citations;
using LitReview.Citations.Importing;

namespace LitReview.Deduplication;

/// <summary>References with the truth about which ones are duplicates, to measure by.</summary>
/// <remarks>
/// The column of the truth holds either marks (1, « Duplicate »… for each member of a set of duplicates, the one to
/// keep included) or
/// the name of the set, the same for its members.
/// </remarks>
public sealed class LabelledDuplicates
{
    private readonly List<Citation> _citations = [];
    private readonly List<bool> _areDuplicates = [];

    private LabelledDuplicates()
    {
    }

    /// <summary>The references.</summary>
    public IReadOnlyList<Citation> Citations => _citations;

    /// <summary>Whether each of them is a member of a set of duplicates.</summary>
    public IReadOnlyList<bool> AreDuplicates => _areDuplicates;

    /// <summary>Reads a table, compressed or not.</summary>
    /// <param name="content">The file.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="truth">The column of the truth.</param>
    /// <exception cref="InvalidDataException">The column is missing, or the file is no table.</exception>
    public static LabelledDuplicates Read(Stream content, string fileName, string truth)
    {
        var set = new LabelledDuplicates();
        var values = new List<string>();
        foreach (var (citation, cells) in CitationFile.ReadTable(content, fileName))
        {
            if (!cells.TryGetValue(truth, out var value))
            {
                throw new InvalidDataException(
                    $"« {Path.GetFileName(fileName)} » n’a pas de colonne « {truth} ». Colonnes trouvées : {string.Join(", ", cells.Keys.Take(30))}.");
            }

            set._citations.Add(citation);
            values.Add(value.Trim());
        }

        var areMarks = values.Distinct(StringComparer.OrdinalIgnoreCase).Count() <= 2
            || values.All(value => value.Length == 0 || Mark(value) is not null);
        var sizes = values.Where(value => value.Length > 0).CountBy(value => value, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        set._areDuplicates.AddRange(
            values.Select(value => areMarks ? Mark(value) ?? value.Length > 0 : value.Length > 0 && sizes[value] > 1));
        return set;
    }

    /// <summary>Compares the groups found with the truth, reference by reference.</summary>
    public DuplicateScore Score(DuplicateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var linked = report.Groups.SelectMany(group => group).ToHashSet();
        var places = Enumerable.Range(0, _citations.Count).ToList();
        var falseMerges = places.Where(place => linked.Contains(place) && !_areDuplicates[place]).ToList();
        var missed = places.Where(place => !linked.Contains(place) && _areDuplicates[place]).ToList();
        return new DuplicateScore(
            _citations.Count, linked.Count - falseMerges.Count, falseMerges.Count,
            _citations.Count - linked.Count - missed.Count, missed.Count, report.Groups.Sum(DifferentDois),
                falseMerges, missed);
    }

    private int DifferentDois(IReadOnlyList<int> group)
    {
        var dois = group.Select(place => _citations[place]).Where(citation => citation.Kind != CitationKind.Preprint)
            .Select(citation => citation.Doi).OfType<string>().ToList();
        return dois.Where((doi, i) => dois.Take(i).Any(other => other != doi)).Count();
    }

    private static bool? Mark(string value)
    {
        var plain = FieldText.Plain(value);
        if (WordTables.MarksOfDuplicates.Contains(plain))
            return true;
        return plain.Length == 0 || WordTables.MarksOfOriginals.Contains(plain) ? false : null;
    }
}
