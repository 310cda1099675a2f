using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Assessment;

/// <summary>Every version of every grid: those that come with the toolkit, and those that the HAS loads from a folder.</summary>
public sealed class GridLibrary
{
    private const string Prefix = "grids/";

    private static readonly string[] Order =
    [
        "analyse-lppr", "analyse-latm", "analyse-presomption", "analyse-transitoire", "analyse-forfait-innovation", "analyse-intra-ghs",
        "motifs-de-critique", "grille-ia", "ethique-ia", "ethique-sia-2025", "reglement-ia", "mdr-regle-11",
    ];

    private static readonly Lazy<GridLibrary> OwnOnly = new(() => Load());

    private readonly List<AssessmentGrid> _all;

    private GridLibrary(IEnumerable<AssessmentGrid> grids) =>
        _all = [.. grids.OrderBy(grid => Place(grid.Id)).ThenBy(grid => grid.Id, StringComparer.Ordinal).ThenBy(grid => grid.Version)];

    /// <summary>The grids that come with the toolkit.</summary>
    public static GridLibrary Own => OwnOnly.Value;

    /// <summary>All of them, in the order of an evaluation; those of others last.</summary>
    public IReadOnlyList<AssessmentGrid> All => _all;

    /// <summary>The grids that come with the toolkit, and those of <paramref name="folder"/> when it exists.</summary>
    /// <exception cref="InvalidDataException">A file has faults, or a version is there twice.</exception>
    public static GridLibrary Load(string? folder = null)
    {
        var own = typeof(GridLibrary).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)
                && !name.EndsWith(".schema.json", StringComparison.Ordinal))
            .Select(name => GridReader.Read(ProcedureLibrary.Resource(name), name[Prefix.Length..]));
        var added = folder is null || !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
                .Select(file => GridReader.Read(File.ReadAllText(file), Path.GetFileName(file)));
        var all = own.Concat(added).ToList();
        var twice = all.GroupBy(grid => grid.Ref).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new GridLibrary(all)
            : throw new InvalidDataException(
                $"La grille « {twice.Key.Id} » version {twice.Key.Version} est définie deux fois. "
                + "Une version ne se remplace pas : donnez un nouveau numéro à la vôtre.");
    }

    /// <summary>A version of a grid, or null.</summary>
    public AssessmentGrid? Find(GridRef reference) => _all.FirstOrDefault(grid => grid.Ref == reference);

    /// <summary>The latest version of a grid, or null when there is none of that key.</summary>
    public AssessmentGrid? Latest(string id) => _all.LastOrDefault(grid => grid.Id == id);

    /// <summary>The latest version of each grid.</summary>
    public IReadOnlyList<AssessmentGrid> LatestOfEach() =>
        [.. _all.Select(grid => grid.Id).Distinct().Select(id => Latest(id)!)];

    private static int Place(string id) => Array.IndexOf(Order, id) is >= 0 and var place ? place : Order.Length;
}
