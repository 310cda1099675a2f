using System.ComponentModel;
using System.Text.Json;
using Evaluation.Workflows;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HasToolkit.Web.Api;

/// <summary>Dossiers as programs read them, each as the person of the key may read it on the screens.</summary>
internal static class DossierApi
{
    private const int PageSize = 50;
    private const int MostAtOnce = 500;

    private static readonly Dictionary<string, DossierSituation> Situations = new()
    {
        ["tous"] = DossierSituation.All,
        ["ouverts"] = DossierSituation.Open,
        ["proches"] = DossierSituation.DueSoon,
        ["depasses"] = DossierSituation.Overdue,
        ["suspendus"] = DossierSituation.Stopped,
        ["clos"] = DossierSituation.Closed,
    };

    private static readonly Dictionary<string, DossierOrder> Orders = new()
    {
        ["delai"] = DossierOrder.Due,
        ["changement"] = DossierOrder.Updated,
        ["reference"] = DossierOrder.Reference,
        ["produit"] = DossierOrder.Product,
    };

    public static void Map(RouteGroupBuilder dossiers)
    {
        dossiers.MapGet("/", ListAsync).WithName("dossiers").WithSummary("Liste les dossiers que la personne de la clé peut lire")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        dossiers.MapGet("/{reference}", ReadAsync).WithName("dossier").WithSummary("Lit un dossier")
            .ProducesProblem(StatusCodes.Status404NotFound);
        dossiers.MapGet("/{reference}/evenements", EventsAsync).WithName("evenements")
            .WithSummary("Lit les événements d’un dossier, du plus ancien au plus récent")
            .WithDescription("Un demandeur ne lit pas le travail de l’évaluation ; le nombre d’événements cachés est dit.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        dossiers.MapGet("/{reference}/delais", LimitsAsync).WithName("delais").WithSummary("Lit les délais légaux d’un dossier, expliqués")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<DossierListing>, ProblemHttpResult>> ListAsync(
        EvaluationServices services, ICurrentPerson current,
        [Description("Mots de la référence, du produit ou du demandeur.")] string? texte,
        [Description("tous, ouverts, proches, depasses, suspendus ou clos.")] string? situation,
        [Description("Une procédure.")] string? procedure,
        [Description("Une étape qui doit être ouverte.")] string? etape,
        [Description("delai, changement, reference ou produit.")] string? tri,
        [Description("La page, à partir de 1.")] int? page,
        [Description("Combien par page, de 1 à 500.")] int? taille,
        CancellationToken stop)
    {
        if (Unknown("situation", situation, Situations.Keys) is { } wrong)
            return wrong;
        if (Unknown("tri", tri, Orders.Keys) is { } other)
            return other;
        if (page is < 1 || taille is < 1 or > MostAtOnce)
            return ProblemKind.Refused.Because($"« page » vaut au moins 1, et « taille » de 1 à {MostAtOnce}.");
        var filter = new DossierFilter(
            (await current.GetAsync())!.Person.Id, texte, Situations[situation ?? "tous"], Step: etape, Procedure: procedure,
            Order: Orders[tri ?? "delai"], Page: page ?? 1, PageSize: taille ?? PageSize);
        var found = await services.Queries.ListAsync(filter, stop);
        return TypedResults.Ok(new DossierListing(
            found.Total, filter.Page, filter.PageSize, Situations.ToDictionary(known => known.Key, known => found.Counts.GetValueOrDefault(known.Value)),
            [
                .. found.Dossiers.Select(row => new DossierLine(
                    row.Id.Value, row.Procedure, row.Request, row.Product, row.Applicant, row.UsesAi, row.IsHistorical, row.IsClosed,
                    row.IsStopped, row.Stage, row.NextDue, row.OpenedOn, row.UpdatedAt, row.Version)),
            ]));
    }

    private static async Task<Results<Ok<DossierAnswer>, ProblemHttpResult>> ReadAsync(
        string reference, EvaluationServices services, ICurrentPerson current, CancellationToken stop)
    {
        var (file, problem) = await FindAsync(reference, services, current, stop);
        if (file is null)
            return problem!;
        var (dossier, procedure, opening) = (file.Dossier, file.Procedure, file.Dossier.Opening);
        return TypedResults.Ok(new DossierAnswer(
            dossier.Id.Value, dossier.Version, procedure.Id, procedure.Version, procedure.Title, opening.Request, opening.Product,
            opening.Applicant, opening.Description, opening.IsDigital, opening.UsesAi, opening.IsHistorical, opening.On,
            dossier.Closed?.Ending, dossier.Closed?.On,
            [
                .. NextAction.Waiting(dossier, procedure, file.Clocks).Select(waiting => new WaitingStep(
                    waiting.Step.Id, waiting.Step.Title, [.. waiting.Step.Roles.Select(role => role.Key())], waiting.Open.OpenedOn, waiting.DueOn)),
            ],
            [.. file.Clocks.Select(LimitOf)],
            [.. dossier.Parts.Select(part => new PartLine(part.Part, part.FileName, part.Sha256, part.Size, part.On, part.IsSetAside))],
            [.. file.MissingParts.Select(rule => rule.Title)], file.Hidden));
    }

    private static async Task<Results<Ok<EventListing>, ProblemHttpResult>> EventsAsync(
        string reference, EvaluationServices services, ICurrentPerson current,
        [Description("Seulement les événements d’un numéro plus grand.")] long? apres,
        [Description("Combien au plus, de 1 à 500 ; 200 sans lui.")] int? taille,
        CancellationToken stop)
    {
        if (taille is < 1 or > MostAtOnce)
            return ProblemKind.Refused.Because($"« taille » vaut de 1 à {MostAtOnce}.");
        var (file, problem) = await FindAsync(reference, services, current, stop);
        if (file is null)
            return problem!;
        var names = (await services.Queries.PeopleAsync(stop)).ToDictionary(person => person.Id, person => person.Name);
        var later = file.Journal.Where(recorded => recorded.Sequence > (apres ?? 0)).ToList();
        var shown = later.Take(taille ?? 200).ToList();
        return TypedResults.Ok(new EventListing(
            reference, file.Hidden, file.Fault is null, shown.Count < later.Count ? shown[^1].Sequence : null,
            [.. shown.Select(recorded => EventOf(recorded, file, id => names.GetValueOrDefault(id, id.Value)))]));
    }

    private static async Task<Results<Ok<LimitListing>, ProblemHttpResult>> LimitsAsync(
        string reference, EvaluationServices services, ICurrentPerson current, CancellationToken stop)
    {
        var (file, problem) = await FindAsync(reference, services, current, stop);
        return file is null
            ? problem!
            : TypedResults.Ok(new LimitListing(reference, services.Desk.Today, [.. file.Clocks.Select(LimitOf)]));
    }

    private static async Task<(DossierFile? File, ProblemHttpResult? Problem)> FindAsync(
        string reference, EvaluationServices services, ICurrentPerson current, CancellationToken stop)
    {
        var (file, refusal) = await services.Queries.ReadAsync(new DossierId(reference), (await current.GetAsync())!.Person, stop);
        return refusal switch
        {
            null => (file, null),
            DossierNotFound => (null, ProblemKind.NotThere.Because(refusal.Message)),
            _ => (null, ProblemKind.NoRight.Because(refusal.Message, ("rule", refusal.Rule))),
        };
    }

    private static ProblemHttpResult? Unknown(string name, string? value, IEnumerable<string> known) =>
        value is null || known.Contains(value)
            ? null
            : ProblemKind.Refused.Because($"« {name}={value} » n’est pas connu ; attendu : {string.Join(", ", known)}.");

    private static EventLine EventOf(RecordedEvent recorded, DossierFile file, Func<PersonId, string> nameOf)
    {
        using var payload = JsonDocument.Parse(recorded.Payload);
        return new EventLine(
            recorded.Sequence, recorded.At, recorded.Person, recorded.Role,
            JournalText.TitleOf(recorded.ToDossierEvent().Event, file.Procedure, nameOf, file.Dossier.Opening), payload.RootElement.Clone(),
            recorded.PreviousHash, recorded.Hash);
    }

    private static LimitLine LimitOf(ClockReading reading) => new(
        reading.Limit.Id, reading.Limit.Title, JsonNamingPolicy.CamelCase.ConvertName(reading.State.ToString()), reading.StartedOn,
        reading.EndedOn, reading.DueOn, reading.DueIfResumedToday, reading.DaysLeft,
        [.. reading.Stops.Select(stop => new LimitStop(stop.From, stop.Until, stop.Reason))], reading.IsAssumed,
        reading.Law.Source.Article, reading.Law.Source.Mark, reading.Explanation);
}
