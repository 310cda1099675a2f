using System.Globalization;
using HasToolkit.Web.Evaluation;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>The forms of reading on title and abstract: answers, what two readers judge differently, the stop, the check, a new search.</summary>
internal static class ScreeningPosts
{
    public static void MapScreeningPosts(this IEndpointRouteBuilder posts)
    {
        posts.MapPost("/{id}/tri/faire/avis", ReadAsync);
        posts.MapPost("/{id}/tri/faire/annuler", (string id, HttpContext http, ReviewPosts.Desk desk) =>
            desk.DoAsync<ScreeningPage>(id, "annuler", http, _ => new UndoDecision(Stage.TitleAbstract), $"/revues/{id}/tri#lire", isQuiet: true));
        posts.MapPost("/{id}/faire/arreter", (string id, HttpContext http, ReviewPosts.Desk desk) =>
            desk.DoAsync<ReviewOverview>(id, "arreter", http, form => new StopScreening(form.Text("motif")), $"/revues/{id}"));
        posts.MapPost("/{id}/faire/reprendre", (string id, HttpContext http, ReviewPosts.Desk desk) =>
            desk.DoAsync<ReviewOverview>(id, "reprendre", http, form => new ResumeScreening(form.Text("motif")), $"/revues/{id}"));
        posts.MapPost("/{id}/faire/controler", (string id, HttpContext http, ReviewPosts.Desk desk) => desk.DoAsync<ReviewOverview>(
            id, "controler", http, form => new DrawCheck(form.Number("taille") ?? 0, form.Number("graine") ?? 0), $"/revues/{id}"));
        posts.MapPost("/{id}/faire/nouvelle-recherche", (string id, HttpContext http, ReviewPosts.Desk desk) =>
            desk.DoAsync<ReviewOverview>(id, "nouvelle-recherche", http, form => new BeginSearch(form.Text("motif")), $"/revues/{id}"));
        posts.MapPost("/{id}/desaccords/faire/trancher", (string id, HttpContext http, ReviewPosts.Desk desk) =>
            desk.DoAsync<ConflictsPage>(
                id, null, http,
                form => new ResolveConflict(
                    form.Number("numero") ?? 0, ReviewPosts.StageOf(form), form.Text("avis") == "inclure" ? Verdict.Include : Verdict.Exclude,
                    form.Text("avis") == "inclure" ? null : ReviewPosts.OrNull(form.Text("motif")), form.Text("pourquoi")),
                $"/revues/{id}/desaccords", form => $"trancher-{form.Text("numero")}-{form.Text("etape")}"));
    }

    // One button for each answer: « inclure », « incertain », « passer », « exclure », or « exclure-2 » with the second reason.
    private static async Task<IResult> ReadAsync(string id, HttpContext http, LitReviewServices reviews, ReviewPosts.Desk desk)
    {
        var reasons = (await reviews.Queries.ReviewAsync(new ReviewId(id)))?.Protocol.Reasons ?? [];
        return await desk.DoAsync<ScreeningPage>(
            id, "tri", http,
            form =>
            {
                var (number, answer) = (form.Number("numero") ?? 0, form.Text("avis"));
                return answer switch
                {
                    "passer" => new SkipRecord(number),
                    "inclure" or "incertain" or "exclure" => new JudgeRecord(number, Stage.TitleAbstract, ReviewPosts.VerdictOf(answer)),
                    _ when answer.Split('-') is ["exclure", var place] && int.TryParse(place, CultureInfo.InvariantCulture, out var at)
                        && at >= 1 && at <= reasons.Count => new JudgeRecord(number, Stage.TitleAbstract, Verdict.Exclude, reasons[at - 1]),
                    _ => null,
                };
            },
            $"/revues/{id}/tri#lire", isQuiet: true);
    }
}
