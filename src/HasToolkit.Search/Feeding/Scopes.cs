using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using HasToolkit.Search.Entries;
using LitReview.Reviews;
using Verbatims.Nlp.Batches;

namespace HasToolkit.Search.Feeding;

/// <summary>The scopes of entries, and which of them are open to a person.</summary>
public static class Scopes
{
    internal const string Everyone = "tous";
    internal const string Comments = "commentaires";
    internal const string Reviews = "revues";

    private const string Evaluation = "evaluation";
    private const string Casework = "travail";
    private const string Associations = "associations";

    /// <summary>What a person may be kept from: a batch of comments.</summary>
    public static string SubjectOf(BatchId batch) => $"lot:{batch}";

    /// <summary>What a person may be kept from: a review.</summary>
    public static string SubjectOf(ReviewId review) => $"revue:{review}";

    /// <summary>What a person may find.</summary>
    /// <param name="dossiers">The dossiers that he reads.</param>
    /// <param name="person">Who he is; empty for the operator of the machine.</param>
    /// <param name="organisation">His organisation.</param>
    /// <param name="readsComments">Whether the pages of comments open for him.</param>
    /// <param name="readsReviews">Whether the pages of reviews open for him.</param>
    /// <param name="kept">The batches and reviews that stay closed to him, as <see cref="SubjectOf(BatchId)"/> names them.</param>
    public static Reach ReachOf(
        DossierReach dossiers, string person, string organisation, bool readsComments, bool readsReviews, IReadOnlyCollection<string> kept)
    {
        var closed = dossiers.Closed.Select(id => id.Value).ToHashSet();
        var own = closed.Concat(dossiers.OfHisOrganisation.Select(id => id.Value)).ToHashSet();
        var scopes = new List<ReachScope> { new(Everyone, []) };
        if (dossiers.ReadsEvaluation)
            scopes.Add(new ReachScope(Evaluation, dossiers.Company is null ? closed : own));
        if (dossiers.ReadsCasework)
            scopes.Add(new ReachScope(Casework, own));
        if (dossiers.Company is { } company)
            scopes.Add(new ReachScope(OfCompany(company), closed));
        if (person.Length > 0)
            scopes.Add(new ReachScope(OfExpert(person), closed));
        if (dossiers.IsAssociation)
        {
            scopes.Add(new ReachScope(Associations, closed));
            scopes.Add(new ReachScope(OfAssociation(organisation), closed));
        }

        if (readsComments)
            scopes.Add(new ReachScope(Comments, kept));
        if (readsReviews)
            scopes.Add(new ReachScope(Reviews, kept));
        return new Reach(scopes);
    }

    internal static string Of(DossierText text, string applicant) => text.Audience switch
    {
        DossierAudience.Evaluation => Evaluation,
        DossierAudience.Casework => Casework,
        DossierAudience.Company => OfCompany(applicant),
        DossierAudience.Expert => OfExpert(text.For!),
        DossierAudience.Associations => Associations,
        DossierAudience.OneAssociation => OfAssociation(text.For!),
        _ => throw new ArgumentException($"Unknown audience {text.Audience}.", nameof(text)),
    };

    private static string OfCompany(string company) => $"demandeur:{company}";

    private static string OfExpert(string person) => $"expert:{person}";

    private static string OfAssociation(string organisation) => $"association:{organisation}";
}
