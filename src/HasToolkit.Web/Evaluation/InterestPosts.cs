using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Evaluation;

/// <summary>The forms of declarations of interests.</summary>
internal static class InterestPosts
{
    private const int MostLinks = 100;

    public static void MapInterestPosts(this IEndpointRouteBuilder app)
    {
        app.MapPost("/liens-interets", DeclareAsync).WithOrder(DossierPosts.BeforePages)
            .AddEndpointFilter(DossierPosts.RequireToken);
        app.MapGroup("/dossiers").WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken)
            .MapPost("/{id}/liens/{act}", ActAsync);
    }

    private static async Task<IResult> DeclareAsync(
        HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var links = new List<InterestLink>();
        for (var row = 1; row <= MostLinks && form.ContainsKey($"entreprise-{row}"); row++)
        {
            if (form.Text($"entreprise-{row}").Length == 0)
                continue;
            var (link, fault, field) = LinkOf(form, row);
            if (link is null)
            {
                echo.Refuse("liens", $"Lien {row} : {fault}", form, field);
                return DossierPosts.Again<InterestsPage>(StatusCodes.Status422UnprocessableEntity);
            }

            links.Add(link);
        }

        var result = await services.Desk.DeclareAsync(links, acting.Sign(form.Command()));
        if (result is MoveResult.Done)
            return new Recorded("/liens-interets");
        echo.Refuse("liens", ((MoveResult.Refused)result).Reason, form);
        return DossierPosts.Again<InterestsPage>(StatusCodes.Status422UnprocessableEntity);
    }

    private static (InterestLink? Link, string? Fault, string? Field) LinkOf(IFormCollection form, int row)
    {
        string Text(string name) => form.Text($"{name}-{row}");
        if (form.Day($"du-{row}") is not { } from)
            return (null, "indiquez depuis quelle date, AAAA-MM-JJ.", $"du-{row}");
        var to = form.Day($"au-{row}");
        if (Text("au").Length > 0 && to is null)
            return (null, $"« {Text("au")} » n’est pas une date. Écrivez-la AAAA-MM-JJ.", $"au-{row}");
        decimal? amount = null;
        if (Text("montant").Length > 0)
        {
            if (!decimal.TryParse(Text("montant").Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var typed))
                return (null, $"le montant « {Text("montant")} » n’est pas un nombre. Écrivez par exemple 1200.", $"montant-{row}");
            amount = typed;
        }

        return (new InterestLink(
            Text("entreprise"), Text("produit").Length == 0 ? null : Text("produit"),
            InterestNatures.Find(Text("nature")) ?? InterestNature.Other, Text("direct") != "indirect", amount, from, to), null, null);
    }

    private static async Task<IResult> ActAsync(
        string id, string act, HttpContext context, EvaluationServices services, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        var person = new PersonId(form.Text("personne"));
        return act switch
        {
            "perimetre" => await DossierPosts.DoAsync(
                id, "perimetre", new NameConflictScope(LinesOf(form, "entreprises"), LinesOf(form, "comparateurs")), form, acting,
                services, echo, "personnes"),
            "lever" => await DossierPosts.DoAsync(
                id, $"lever-conflit-{person}", new LiftConflict(person, form.Text("lien"), form.Text("motif")), form, acting,
                services, echo, "personnes"),
            _ => Results.NotFound(),
        };
    }

    private static string[] LinesOf(IFormCollection form, string name) =>
        form.Text(name).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
