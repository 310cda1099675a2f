using Evaluation.Workflows.Procedures;
using HasToolkit.Search;
using HasToolkit.Search.Entries;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Search;

/// <summary>The groups of results: their keys in addresses, their titles, and to whom each is open.</summary>
internal static class FindGroups
{
    private static readonly (EntryGroup Group, string Key, string Title, string Scope)[] All =
    [
        (EntryGroup.Dossiers, "dossiers", "Dossiers", "référence, produit, entreprise, objet, notes, pièces, preuves"),
        (EntryGroup.Opinions, "avis", "Avis publiés", "leur texte, sans les passages qui ne sont pas publiés"),
        (EntryGroup.Consultations, "apports", "Expertises et contributions", "les questions et les appels qui vous sont adressés"),
        (EntryGroup.Comments, "commentaires", "Commentaires", "le texte masqué de ce que les patients écrivent"),
        (EntryGroup.References, "references", "Références", "titre, résumé et auteurs, en français et en anglais"),
    ];

    public static string KeyOf(EntryGroup group) => All.First(entry => entry.Group == group).Key;

    public static string TitleOf(EntryGroup group) => All.First(entry => entry.Group == group).Title;

    public static string ScopeOf(EntryGroup group) => All.First(entry => entry.Group == group).Scope;

    public static EntryGroup? Find(string? key) =>
        All.Where(entry => entry.Key == key).Select(entry => (EntryGroup?)entry.Group).FirstOrDefault();

    /// <summary>The groups in which a person may find something.</summary>
    public static IReadOnlyList<EntryGroup> OpenTo(Acting acting) =>
    [
        .. All.Select(entry => entry.Group).Where(group => group switch
        {
            EntryGroup.Dossiers => acting.Role is not (Role.Expert or Role.Association or Role.Hospital),
            EntryGroup.Consultations => acting.Person.Roles.Any(role => role is Role.Expert or Role.Association),
            EntryGroup.Comments => PartAccess.MayReadComments(acting.Role),
            EntryGroup.References => PartAccess.MayReadReviews(acting.Role),
            EntryGroup.Opinions => true,
            _ => throw new ArgumentOutOfRangeException(nameof(acting), group, "Unknown group."),
        }),
    ];
}
