using HasToolkit.Web.Evaluation;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>The forms of reading in full: answers, the PDF, what could not be had.</summary>
internal static class FullTextPosts
{
    public static void MapFullTextPosts(this IEndpointRouteBuilder posts)
    {
        posts.MapPost("/{id}/texte-integral/faire/avis", (string id, HttpContext http, ReviewPosts.Desk desk) =>
            desk.DoAsync<FullTextPage>(
                id, null, http,
                form => new JudgeRecord(
                    form.Number("numero") ?? 0, Stage.FullText, ReviewPosts.VerdictOf(form.Text("avis")), ReviewPosts.OrNull(form.Text("motif"))),
                $"/revues/{id}/texte-integral", form => $"integral-{form.Text("numero")}"));
        posts.MapPost("/{id}/texte-integral/faire/introuvable", (string id, HttpContext http, ReviewPosts.Desk desk) =>
            desk.DoAsync<FullTextPage>(
                id, null, http, form => new GiveUpFullText(form.Number("numero") ?? 0, form.Text("pourquoi")),
                $"/revues/{id}/texte-integral", form => $"introuvable-{form.Text("numero")}"));
        posts.MapPost("/{id}/texte-integral/faire/joindre", AttachAsync);
    }

    private static async Task<IResult> AttachAsync(string id, HttpContext http, LitReviewServices reviews, FormEcho echo, ReviewPosts.Desk desk)
    {
        var form = await http.Request.ReadFormAsync();
        try
        {
            if (form.Files.Count == 0 || form.Files[0].Length == 0)
                throw new InvalidDataException("Aucun fichier n’est choisi. Choisissez un PDF, puis joignez-le.");
            await using var content = form.Files[0].OpenReadStream();
            var file = await reviews.FullTexts.SaveAsync(content, form.Files[0].FileName, http.RequestAborted);
            return await desk.DoAsync<FullTextPage>(
                id, null, http, typed => new AttachFullText(typed.Number("numero") ?? 0, file), $"/revues/{id}/texte-integral",
                typed => $"joindre-{typed.Text("numero")}");
        }
        catch (InvalidDataException e)
        {
            echo.Refuse($"joindre-{form.Text("numero")}", e.Message, form);
            return DossierPosts.Again<FullTextPage>(StatusCodes.Status422UnprocessableEntity, (nameof(ReviewPage.Id), id));
        }
    }

    public static async Task<IResult> OpenAsync(string id, int number, LitReviewServices reviews)
    {
        var file = (await reviews.Queries.ReviewAsync(new ReviewId(id)))?.Find(number)?.FullText;
        return file is null ? Results.NotFound() : Results.File(reviews.FullTexts.Open(file.Sha256), "application/pdf", file.FileName);
    }
}
