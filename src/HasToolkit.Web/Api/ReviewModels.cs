using System.ComponentModel;

namespace HasToolkit.Web.Api;

/// <summary>What a program says of a review that it creates.</summary>
internal sealed record NewReview(
    [property: Description("Le titre.")] string Title,
    [property: Description("La question, en une phrase.")] string? Question = null,
    [property: Description("Qui est concerné.")] string? Population = null,
    [property: Description("Ce qui est évalué.")] string? Intervention = null,
    [property: Description("Par rapport à quoi.")] string? Comparator = null,
    [property: Description("Ce qui est mesuré.")] string? Outcomes = null,
    [property: Description("Ce qu’une référence doit montrer pour être retenue.")] IReadOnlyList<string>? InclusionCriteria = null,
    [property: Description("Ce qui écarte une référence.")] IReadOnlyList<string>? ExclusionCriteria = null,
    [property: Description("Les motifs d’exclusion, dans l’ordre du protocole.")] IReadOnlyList<string>? Reasons = null,
    [property: Description("Combien de personnes lisent chaque référence : 1 ou 2.")] int ReviewersPerRecord = 2);

/// <summary>A review in a list.</summary>
internal sealed record ReviewLine(string Id, string Title, int Records, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

/// <summary>Reviews.</summary>
internal sealed record ReviewListing(IReadOnlyList<ReviewLine> Reviews);

/// <summary>An import of a review.</summary>
internal sealed record ImportLine(
    [property: Description("Sa place, à partir de 1.")] int Number,
    string Source,
    [property: Description("L’interface interrogée ; absente quand il n’y en a pas.")] string? Interface,
    string File, DateTimeOffset At,
    [property: Description("Combien de références.")] int Records,
    [property: Description("Combien d’enregistrements, ou de parties, n’ont pas pu être lus.")] int Problems,
    [property: Description("Combien la base en annonçait ; absent quand ce n’est pas connu.")] int? Announced);

/// <summary>How many references repeat another.</summary>
internal sealed record DuplicateCounts(
    [property: Description("Liées par le programme, sur un identifiant commun ou des champs identiques.")] int LinkedByTool,
    [property: Description("Liées par une personne.")] int LinkedByPeople,
    [property: Description("Paires douteuses qui attendent une personne.")] int ToJudge,
    [property: Description("Paires qu’une personne a tenues distinctes.")] int HeldApart,
    [property: Description("Références qui restent à lire comme distinctes.")] int Standing);

/// <summary>A review.</summary>
internal sealed record ReviewAnswer(
    string Id, string Address, string Title, string Question, int ReviewersPerRecord, long Version,
    [property: Description("Combien de références ont été importées.")] int Records,
    DuplicateCounts Duplicates,
    [property: Description("Retenues sur titre et résumé.")] int KeptOnTitle,
    [property: Description("Écartées sur titre et résumé.")] int ExcludedOnTitle,
    [property: Description("Incluses après lecture intégrale.")] int Included,
    IReadOnlyList<ImportLine> Imports, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

/// <summary>What an import did.</summary>
internal sealed record ImportAnswer(
    string Review, ImportLine Import, DuplicateCounts Duplicates,
    [property: Description("Vrai si ce fichier avait déjà été importé ainsi : rien n’est ajouté.")] bool WasThere);

/// <summary>A reference, with the decisions that the person of the key may see.</summary>
internal sealed record ReferenceLine(
    int Number, string Title, IReadOnlyList<string> Authors, int? Year, string? Journal, string? Doi, string? PubMedId,
    [property: Description("La base d’où elle vient.")] string Source,
    [property: Description("Le numéro de la référence qu’elle répète ; absent quand elle compte pour elle-même.")] int? DuplicateOf,
    [property: Description("Sur titre et résumé : kept, excluded ou conflict ; absent tant que toutes les lectures ne sont pas données.")]
    string? TitleOutcome,
    [property: Description("Sur texte intégral, de même.")] string? FullTextOutcome,
    [property: Description("Le motif d’exclusion.")] string? Reason,
    [property: Description("L’avis de la personne de la clé : include, exclude ou unsure ; les avis des autres restent cachés.")] string? OwnVerdict,
    [property: Description("Le niveau de preuve donné par une personne.")] string? EvidenceLevel,
    IReadOnlyList<string> Tags);

/// <summary>A page of references.</summary>
internal sealed record ReferenceListing(
    string Review, int Total,
    [property: Description("Le numéro à donner à « apres » pour la suite ; absent à la fin.")] int? Next,
    IReadOnlyList<ReferenceLine> References);
