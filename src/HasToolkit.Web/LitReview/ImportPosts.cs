using System.Text;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>What enters a review: exports, pasted text, articles known beforehand, a typed abstract.</summary>
internal static class ImportPosts
{
    private const string Pasted = "texte collé";

    public static void MapImportPosts(this IEndpointRouteBuilder posts)
    {
        posts.MapPost("/{id}/import/faire/lire", (string id, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo) =>
            SubmitAsync(id, "import", http, current, echo, async (form, reader) =>
            {
                var file = form.Files.FirstOrDefault(file => file.Length > 0)
                    ?? throw new InvalidDataException("Aucun fichier n’est choisi, ou il est vide. Choisissez l’export de la base, puis importez-le.");
                await using var content = file.OpenReadStream();
                return await reviews.ImportAsync(
                    new ReviewId(id), SourceOf(form), content, file.FileName, reader, form.Command(), http.RequestAborted);
            }));
        posts.MapPost("/{id}/import/faire/coller", (string id, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo) =>
            SubmitAsync(id, "coller", http, current, echo, async (form, reader) =>
            {
                await using var text = Text(form) ?? throw new InvalidDataException("Rien n’est collé. Collez au moins une référence ou un résumé.");
                return await reviews.ImportAsync(
                    new ReviewId(id), new SearchSource(form.Text("source"), SourceKind.Other), text, Pasted, reader, form.Command(), http.RequestAborted);
            }));
        posts.MapPost("/{id}/import/faire/connus", (string id, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo) =>
            SubmitAsync(id, "connus", http, current, echo, async (form, reader) =>
            {
                var file = form.Files.FirstOrDefault(file => file.Length > 0);
                await using var list = file?.OpenReadStream() ?? Text(form)
                    ?? throw new InvalidDataException("Aucune liste n’est donnée. Choisissez un fichier, ou collez un DOI, un PMID ou un titre par ligne.");
                return await reviews.GiveKnownAsync(
                    new ReviewId(id), list, file?.FileName ?? "liste collée", reader, form.Command(), http.RequestAborted);
            }));
        posts.MapPost("/{id}/import/faire/etiquettes", (string id, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo) =>
            SubmitAsync(id, "etiquettes", http, current, echo, (form, reader) =>
                reviews.TakeLabelsAsync(new ReviewId(id), reader, form.Command(), http.RequestAborted)));
    }

    public static async Task<IResult> TypeAbstractAsync(
        string id, int number, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        var result = await reviews.TypeAbstractAsync(
            new ReviewId(id), number, form.Text("texte"), ReviewPosts.ReaderOf(acting), form.Command(), http.RequestAborted);
        if (result is not ReviewResult.Refused(var reason))
            return new Recorded($"/revues/{id}/reference/{number}");
        echo.Refuse("resume", reason.Message, form);
        return DossierPosts.Again<RecordPage>(
            StatusCodes.Status422UnprocessableEntity, (nameof(RecordPage.Id), id), (nameof(RecordPage.Number), number));
    }

    private static async Task<IResult> SubmitAsync(
        string id, string name, HttpContext http, ICurrentPerson current, FormEcho echo,
        Func<IFormCollection, ReviewerId, Task<ReviewResult>> submit)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        string refusal;
        try
        {
            if (await submit(form, ReviewPosts.ReaderOf(acting)) is not ReviewResult.Refused(var reason))
                return new Recorded($"/revues/{id}/import");
            refusal = reason.Message;
        }
        catch (InvalidDataException e)
        {
            refusal = e.Message;
        }

        echo.Refuse(name, refusal, form);
        return DossierPosts.Again<ImportPage>(StatusCodes.Status422UnprocessableEntity, (nameof(ReviewPage.Id), id));
    }

    private static SearchSource SourceOf(IFormCollection form) => new(
        form.Text("source"),
        form.Number("nature") is { } number && Enum.IsDefined((SourceKind)number) ? (SourceKind)number : SourceKind.Other,
        ReviewPosts.OrNull(form.Text("interface")), form.Day("le"), ReviewPosts.OrNull(form.Text("equation")), form.Number("annonce"));

    private static MemoryStream? Text(IFormCollection form) =>
        form.Text("texte") is { Length: > 0 } text ? new MemoryStream(Encoding.UTF8.GetBytes(text)) : null;
}
