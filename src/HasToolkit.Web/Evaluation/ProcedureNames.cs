using Evaluation.Workflows.Procedures;

namespace HasToolkit.Web.Evaluation;

/// <summary>The procedures as menus show them: the most frequent first, by a short name.</summary>
internal static class ProcedureNames
{
    private static readonly (string Id, string Short)[] Known =
    [
        ("lppr-nom-de-marque", "LPPR"), ("latm-nom-de-marque", "LATM"), ("pecan", "PECAN"), ("pect", "PECT"),
        ("forfait-innovation", "Forfait innovation"), ("intra-ghs", "Intra-GHS"), ("lppr-ligne-generique", "Ligne LPPR"),
        ("latm-ligne-generique", "Ligne LATM"),
    ];

    /// <summary>The latest version of each; those of a folder after those that come with the toolkit.</summary>
    public static List<Procedure> InOrder(ProcedureLibrary library) =>
    [
        .. library.All.GroupBy(procedure => procedure.Id).Select(versions => versions.MaxBy(procedure => procedure.Version)!)
            .OrderBy(procedure => Array.FindIndex(Known, known => known.Id == procedure.Id) is >= 0 and var place ? place : Known.Length),
    ];

    /// <summary>The short name; the identifier of a procedure that the toolkit does not know.</summary>
    public static string Short(string id) => Known.FirstOrDefault(known => known.Id == id).Short ?? id;
}
